"""Codes of findings about returned files."""

from kpixl.findings.finding import Code, Severity, register

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CODES = (
    Code("file-unreadable", _E, "文件打不开。", "请确认文件没有被别的程序占用，并有读取权限，再汇总一次。", "The file cannot be opened.", "Check that no other program holds it and that you may read it; then collect again."),
    Code("file-empty", _E, "文件是空的（0 字节）。", "可能没有传完，请部门重新发一份。", "The file is empty (0 bytes).", "It may not have been sent completely; ask for it again."),
    Code("file-damaged", _E, "文件不完整或已损坏。", "请在 Excel 里打开另存为 .xlsx 后再交；打不开就请部门重新发一份。", "The file is incomplete or damaged.", "Open it and save it again as .xlsx; if it does not open, ask for it again."),
    Code("file-encrypted", _E, "文件加了密码，读不出来。", "请去掉打开密码后再交。", "The file is protected by a password.", "Remove the password and return it again."),
    Code("file-other-format", _E, "文件是 {kind} 格式，读不了。", "请在 Excel 里打开，另存为 .xlsx 后再交。", "The file is in the format {kind}, which cannot be read.", "Open it in Excel, save it as .xlsx and return that."),
    Code("file-too-large", _E, "文件大得不像考核表，没有打开。", "请核对是不是考核表；删去图片等多余内容后再交。", "The file is far larger than a form and was not opened.", "Check that it is a form; remove pictures and the like."),
    Code("file-with-entities", _E, "文件里有考核表不会有的内容，为安全没有打开。", "请在 Excel 里打开原表，重新填写后再交。", "The file holds what no form holds, and was not opened for safety.", "Fill in the original form again and return it."),
    Code("file-not-a-workbook", _E, "不是 Excel 工作簿。", "请交回发下去的 .xlsx 文件，不要截图或导出成别的格式。", "This is not an Excel workbook.", "Return the .xlsx file that was sent out, not a picture or an export."),
    Code("file-archive", _E, "这是压缩包，没有读取。", "请先解压，再把里面的考核表放进交回文件夹。", "This is an archive and was not read.", "Unpack it and put the forms into the folder."),
    Code("file-unrelated", _E, "这个工作簿里没有本系统发出的考核表。", "请核对是不是发错了文件；考核表要在发下去的文件里填写。", "No form of this system is in this workbook.", "Check whether it is the right file; forms are filled in in the files that were sent out."),
    Code("file-repeated", _I, "内容与“{other}”完全相同，只计一次。", "不用处理。", "The content is the same as that of “{other}”; it counts once.", "Nothing to do."),
    Code("folder-unreadable", _E, "文件夹打不开，里面的文件没有读。", "请检查读取权限，再汇总一次。", "The folder cannot be opened; the files in it were not read.", "Check that you may read it; then collect again."),
    Code("sheet-other-cycle", _E, "这是另一期的考核表，没有计入。", "请换用本期发下去的表重填。", "This form belongs to another cycle and was not counted.", "Fill in the form of this cycle."),
    Code("sheet-other-scheme", _E, "这张表是按另一个方案、改动前的方案或另一个版本的 kpixl 做的，没有计入。", "请换用本期发下去的表重填。", "This form was made by another scheme, an earlier form of it, or another version of kpixl; it was not counted.", "Fill in the form of this cycle."),
    Code("sheet-unknown-form", _E, "这张表（{form}）不在本期的发放清单里，没有计入。", "请核对是不是发错了表。", "This form ({form}) was not handed out in this cycle and was not counted.", "Check whether it is the right form."),
    Code("person-unexpected", _E, "编号 {appraisee} 不在本期的发放清单里，没有计入。", "请核对花名册；确需考核的，补进花名册后重新生成考核表。", "{appraisee} is not on this cycle's list and was not counted.", "Check the roster; add the person and make the forms again if needed."),
    Code("person-twice", _W, "{appraisee} 交回了不止一份，所填不同；采用这份（{why}），没有采用“{other}”。", "请核对采用的是不是对的；不对就把这份移出交回文件夹，再汇总一次。", "Several forms with different entries came for {appraisee}; this one counts ({why_en}), not “{other}”.", "Check that it is the right one; otherwise move it out of the folder and collect again."),
    Code("form-not-counted", _I, "{appraisee} 交回了不止一份，没有采用这份；采用的是“{other}”。", "不用处理；应该采用这份的，请把“{other}”移出交回文件夹，再汇总一次。", "Several forms came for {appraisee}; not this one counts, but “{other}”.", "Nothing to do, unless this one should count: then move “{other}” out of the folder and collect again."),
    Code("person-twice-same", _I, "{appraisee} 交回了不止一份，这份与“{other}”所填完全相同，只计一次。", "不用处理。", "Several forms came for {appraisee}; this one has the same entries as “{other}” and they count once.", "Nothing to do."),
    Code("identity-lost", _E, "看不出这张表是发给谁的，没有计入。", "可能删过隐藏的列，又改过工作表的名称。请用发下去的表重填。", "Nothing tells for whom this form was made; it was not counted.", "Hidden columns may have been deleted and the sheet renamed; fill in the form that was sent out."),
    Code("identity-marks-differ", _E, "表内的几处标记指向不同的人：{people}，没有计入。", "可能是从别人的表复制来的。请用本人的表重填。", "The marks in the form point to different people: {people}. It was not counted.", "It may be a copy of somebody else's form; fill in the person's own form."),
    Code("identity-cycles-differ", _E, "表内的几处标记指向不同的考核期或方案，没有计入。", "可能是从另一期的表复制来的。请用本期发下去的表重填。", "The marks in the form point to different cycles or schemes. It was not counted.", "It may be a copy of another cycle's form; fill in the form of this cycle."),
    Code("identity-number-changed", _E, "表上的编号是 {seen}，而这张表是发给 {made} 的，没有计入。", "不要拿别人的表改成自己的；请用 {seen} 本人的表重填。", "The form shows {seen}, but was made for {made}. It was not counted.", "Fill in the form that was made for {seen}."),
    Code("identity-name-changed", _W, "表上的姓名是“{seen}”，而编号 {appraisee} 是“{name}”；按编号计入。", "请核对这是谁的表；不是本人的就把它移出交回文件夹，再汇总一次。", "The form shows the name “{seen}”, but {appraisee} is “{name}”; it counts by its number.", "Check whose form this is; if it is not this person's, move it out of the folder and collect again."),
    Code("cells-found-by-keys", _W, "工作簿里的名称丢了，是按隐藏的键列找到填写格的。", "请核对这张表的填写内容；下次请不要用别的程序转存。", "The workbook has lost its names; cells were found by the hidden keys.", "Check the entries of this form."),
    Code("cell-lost", _E, "找不到“{name}”的填写格。", "可能删过或移动过行、列、单元格。请在原表里重填后再交。", "The cell of “{name}” cannot be found.", "Rows, columns or cells may have been deleted or moved; fill in the original form again."),
    Code("entry-blank", _E, "“{name}”还没填。", "请填{wanted}{none}。", "“{name}” is not filled in.", "Please fill it in{none_en}."),
    Code("entry-not-a-number", _E, "“{name}”填的是“{value}”，应为{wanted}。", "请改成数字，不带单位。", "“{name}” holds “{value}”, which is not a number.", "Enter a number without a unit."),
    Code("entry-number-as-text", _E, "“{name}”填的“{value}”是文本，不是数字。", "请清除这一格，用半角数字重新填{wanted}。", "“{name}” holds “{value}” as a text, not as a number.", "Clear the cell and type the number again with ordinary digits."),
    Code("entry-not-a-date", _E, "“{name}”填的是“{value}”，应为{wanted}。", "请清除这一格，按 2026-11-30 的样子重新填。", "“{name}” holds “{value}”, which is not a date.", "Clear the cell and type the date again, like 2026-11-30."),
    Code("entry-with-time", _E, "“{name}”填的是 {value}，应为{wanted}，不带时间。", "请核实后只填日期。", "“{name}” holds {value}, which has a time of day.", "Check it and enter the date only."),
    Code("entry-outside-period", _E, "“{name}”填的是 {value}，应为{wanted}。", "请核对日期；不是本期发生的，不要填在这张表里。", "“{name}” holds {value}, which is not in this cycle.", "Check the date; what did not happen in this cycle does not belong here."),
    Code("entry-not-whole", _E, "“{name}”填的是 {value}，应为{wanted}。", "请核实后改成整数。", "“{name}” holds {value}, which is not a whole number.", "Check it and enter a whole number."),
    Code("entry-out-of-range", _E, "“{name}”填的是 {value}，应为{wanted}。", "请核实后改正。", "“{name}” holds {value}, which is outside its limits ({wanted}).", "Check it and correct it."),
    Code("entry-not-a-choice", _E, "“{name}”填的是“{value}”，应为{wanted}。", "请从下拉框里选。", "“{name}” holds “{value}”, which is none of: {wanted}.", "Choose from the list."),
    Code("entry-like-a-share", _W, "“{name}”填的是 {value}，单位是 %；按 {value}% 计。", "如果是 {share}%，请填 {share}；确实不到 1% 就不用改。", "“{name}” holds {value}, and its unit is %; it counts as {value}%.", "If {share}% is meant, enter {share}; if it is really less than 1%, nothing is to be done."),
    Code("entry-error", _E, "“{name}”是出错的公式（{value}）。", "请直接填数字。", "“{name}” is a formula with an error ({value}).", "Enter the number itself."),
    Code("entry-formula", _W, "“{name}”填的是公式（={formula}），按它的结果 {value} 计。", "请核对结果；最好直接填数字。", "“{name}” is a formula (={formula}); its result {value} was taken.", "Check the result; better enter the number itself."),
    Code("entry-formula-empty", _E, "“{name}”填的是公式（={formula}），但文件里没有它的结果。", "请用 Excel 打开、保存后再交，或直接填数字。", "“{name}” is a formula (={formula}) without a stored result.", "Open and save the file in Excel, or enter the number itself."),
    Code("entries-disagree", _E, "“{indicator}”的填写不对：{say}。", "请核实后改正。", "The entries of “{indicator}” do not agree: {say}.", "Check and correct them."),
    Code("entries-unusual", _W, "“{indicator}”请留意：{say}。", "请核实；没有填错的不用改。", "Look again at “{indicator}”: {say}.", "Check the entries; leave them if they are right."),
    Code("item-beyond-calendar", _E, "“{indicator}”不能计算：有日期离考核期太远，数不出工作日。", "请核对日期；确实相隔这么久的，请与{contact}商定这一项怎么计。", "“{indicator}” cannot be computed: a date lies too far from the cycle to count working days.", "Check the dates; if they are right, agree with {contact} how to treat the item."),
    Code("item-not-computable", _E, "“{indicator}”不能计算：分母为 0。", "没有发生业务的，请与{contact}商定这一项怎么计。", "“{indicator}” cannot be computed: its denominator is 0.", "If there was no business, agree with {contact} how to treat it."),
    Code("item-without-target", _E, "“{indicator}”不能计算：花名册里没有他的目标值。", "请与{contact}核对目标值，补进花名册后重新生成表格。", "“{indicator}” cannot be computed: the roster has no target for this person.", "Settle the target with {contact}, add it to the roster and make the form again."),
    Code("shown-differs", _W, "“{name}”表上显示 {before}，重算为 {after}；以重算为准。", "可能改过公式，或没有重新计算。请核对这张表。", "“{name}” shows {before}; recomputed it is {after}, which counts.", "A formula may have been changed or not recalculated; check the form."),
    Code("formula-overwritten", _W, "“{name}”的公式被改成了固定的 {before}，重算为 {after}；以重算为准。", "请核对这张表；不要改动没有方框的格子。", "The formula of “{name}” was overwritten by {before}; recomputed it is {after}, which counts.", "Check the form; only boxed cells are to be changed."),
    Code("results-not-recalculated", _I, "文件里没有计算结果（由不会计算的程序保存），已全部重算。", "不用处理。", "The file holds no results (saved by a program that does not calculate); all was recomputed.", "Nothing to do."),
    Code("person-missing", _W, "{name}（{appraisee}）还没有交回。", "请催交，收到后再汇总一次。", "Nothing has come for {name} ({appraisee}).", "Send a reminder and collect again when it has come."),
)  # fmt: skip
"""Every code of this table, in the order in which a user meets them."""

register(*CODES)
