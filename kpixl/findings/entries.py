"""Codes of findings about what was typed into a form and what its workbook showed."""

from kpixl.findings.finding import Code, Severity, register

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CODES = (
    Code("entry-blank", _E, "“{name}”还没填。", "请填{wanted}{none}。", "“{name}” is not filled in.", "Please fill it in{none_en}."),
    Code("entry-not-a-number", _E, "“{name}”填的是“{value}”，应为{wanted}。", "请改成数字，不带单位。", "“{name}” holds “{value}”, which is not a number.", "Enter a number without a unit."),
    Code("entry-number-as-text", _E, "“{name}”填的“{value}”是文本，不是数字。", "请清除这一格，用半角数字重新填{wanted}。", "“{name}” holds “{value}” as a text, not as a number.", "Clear the cell and type the number again with ordinary digits."),
    Code("entry-not-a-date", _E, "“{name}”填的是“{value}”，应为{wanted}。", "请清除这一格，按 2026-11-30 的样子重新填。", "“{name}” holds “{value}”, which is not a date.", "Clear the cell and type the date again, like 2026-11-30."),
    Code("entry-with-time", _E, "“{name}”填的是 {value}，应为{wanted}，不带时间。", "请核实后只填日期。", "“{name}” holds {value}, which has a time of day.", "Check it and enter the date only."),
    Code("entry-outside-period", _E, "“{name}”填的是 {value}，应为{wanted}。", "请核对日期；不是本期发生的，不要填在这张表里。", "“{name}” holds {value}, which is not in this cycle.", "Check the date; what did not happen in this cycle does not belong here."),
    Code("entry-not-whole", _E, "“{name}”填的是 {value}，应为{wanted}。", "请核实后改成整数。", "“{name}” holds {value}, which is not a whole number.", "Check it and enter a whole number."),
    Code("entry-out-of-range", _E, "“{name}”填的是 {value}，应为{wanted}。", "请核实后改正。", "“{name}” holds {value}, which is outside its limits ({wanted}).", "Check it and correct it."),
    Code("entry-not-a-choice", _E, "“{name}”填的是“{value}”，应为{wanted}。", "请从下拉框里选。", "“{name}” holds “{value}”, which is none of: {wanted}.", "Choose from the list."),
    Code("entry-repeated", _E, "“{name}”填的“{value}”前面的行里已经有了，同一件事只能登记一次。", "请核对：登记重了的，清除多出的那一行；号码写错的，请改正。", "“{name}” holds “{value}”, which stands in a row above already; an event is entered once only.", "Clear the row if the event was entered twice; otherwise correct the number."),
    Code("entry-normalised", _W, "“{name}”填的是“{before}”，按 {after} 计（{rule}）。", "请核对；没有读错的不用改。", "“{name}” holds “{before}”; it was taken as {after} ({rule_en}).", "Check it; if it is right, nothing is to be done."),
    Code("entry-unclear", _E, "“{name}”填的是“{value}”，{why}。", "请核实后填{wanted}{none}。", "“{name}” holds “{value}”: {why_en}.", "Check it and enter what is meant{none_en}."),
    Code("entry-at-midnight", _W, "“{name}”填的是 {value}，没有写几点几分，或者正好是零点；按 {value} 00:00 计。", "不是零点的，请补上时间再交，如 {value} 14:05；确实是零点就不用改。", "“{name}” holds {value} without a time of day, or at midnight; it counts as {value} 00:00.", "If it was at another time, add it, as in {value} 14:05; if it was at midnight, nothing is to be done."),
    Code("entry-like-a-share", _W, "“{name}”填的是 {value}，单位是 %；按 {value}% 计。", "如果是 {share}%，请填 {share}；确实不到 1% 就不用改。", "“{name}” holds {value}, and its unit is %; it counts as {value}%.", "If {share}% is meant, enter {share}; if it is really less than 1%, nothing is to be done."),
    Code("entry-error", _E, "“{name}”是出错的公式（{value}）。", "请直接填数字。", "“{name}” is a formula with an error ({value}).", "Enter the number itself."),
    Code("entry-formula", _W, "“{name}”填的是公式（={formula}），按它的结果 {value} 计。", "请核对结果；最好直接填数字。", "“{name}” is a formula (={formula}); its result {value} was taken.", "Check the result; better enter the number itself."),
    Code("entry-formula-empty", _E, "“{name}”填的是公式（={formula}），但文件里没有它的结果。", "请用 Excel 打开、保存后再交，或直接填数字。", "“{name}” is a formula (={formula}) without a stored result.", "Open and save the file in Excel, or enter the number itself."),
    Code("entries-disagree", _E, "“{indicator}”的填写不对：{say}。", "请核实后改正。", "The entries of “{indicator}” do not agree: {say}.", "Check and correct them."),
    Code("entries-unusual", _W, "“{indicator}”请留意：{say}。", "请核实；没有填错的不用改。", "Look again at “{indicator}”: {say}.", "Check the entries; leave them if they are right."),
    Code("item-beyond-calendar", _E, "“{indicator}”不能计算：有日期离考核期太远，数不出工作日。", "请核对日期；确实相隔这么久的，请与{contact}商定这一项怎么计。", "“{indicator}” cannot be computed: a date lies too far from the cycle to count working days.", "Check the dates; if they are right, agree with {contact} how to treat the item."),
    Code("item-not-computable", _E, "“{indicator}”不能计算：分母为 0。", "没有发生业务的，请与{contact}商定这一项怎么计。", "“{indicator}” cannot be computed: its denominator is 0.", "If there was no business, agree with {contact} how to treat it."),
    Code("item-without-target", _E, "“{indicator}”不能计算：花名册里没有他大于 0 的目标值。", "请与{contact}核对目标值，补进花名册后重新生成表格。", "“{indicator}” cannot be computed: the roster has no target above 0 for this person.", "Settle the target with {contact}, add it to the roster and make the form again."),
    Code("shown-differs", _W, "“{name}”表上显示 {before}，重算为 {after}；以重算为准。", "可能改过公式，或没有重新计算。请核对这张表。", "“{name}” shows {before}; recomputed it is {after}, which counts.", "A formula may have been changed or not recalculated; check the form."),
    Code("formula-overwritten", _W, "“{name}”的公式被改成了固定的 {before}{more}，重算为 {after}；以重算为准。", "请核对这张表；不要改动没有方框的格子。", "The formula of “{name}” was overwritten by {before}{more_en}; recomputed it is {after}, which counts.", "Check the form; only boxed cells are to be changed."),
    Code("results-stale", _W, "表上的结果还是没有填写时的样子：填好以后没有重新计算过，已全部重算。", "以重算的为准。填表人看到的不是实际结果，请提醒用 Excel 打开核对。", "The results on the form are still those of the blank form: nothing was calculated after it was filled in. All was recomputed.", "The recomputed figures count. Whoever filled it in has not seen them; ask them to open it in Excel."),
    Code("results-not-recalculated", _I, "文件里没有计算结果（由不会计算的程序保存），已全部重算。", "不用处理。", "The file holds no results (saved by a program that does not calculate); all was recomputed.", "Nothing to do."),
)  # fmt: skip
"""Every code of this table, in the order in which a user meets them."""

register(*CODES)
