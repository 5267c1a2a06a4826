"""Codes of findings about the ledgers: who bears what, what somebody decides, which events are void."""

from kpixl.findings.finding import Code, Severity, register

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

DECLARED = (
    Code("payer-shares-sum", _E, "「{name}」各方分担的比例合计是 {sum}。", "请改比例，使合计等于 100%。", "The shares of “{name}” add up to {sum}.", "Change them so that they add up to 100%."),
    Code("payer-unknown-column", _E, "表里没有「{text}」这一列，或这一列不是文字。", "按登记的行记到人的，写 登记.列名，那一列填工号或姓名（kind: text）；已有的：{known}。", "There is no column “{text}” on the form, or it holds no texts.", "To name people row by row, write log.column, a column of numbers or names of people (kind: text); there are: {known}."),
)  # fmt: skip
"""Codes of what a scheme declares."""

RELATIONS = (
    Code("payer-no-manager", _W, "找不到上级：{of}的上级工号是空的，涉及 {count} 人（{names}）。", "请在花名册里填上级工号，再运行一次；确实没有上级的，改由别人承担。", "No superior: {of} has no 上级工号 on the roster; it concerns {count} people ({names}).", "Fill it in on the roster and run again; if there is nobody, somebody else has to bear it."),
    Code("payer-manager-unknown", _W, "找不到上级：{of}的上级工号写的是「{text}」，花名册上没有这个人，或不止一人；涉及 {count} 人（{names}）。", "请在花名册里核对这个工号。", "No superior: the 上级工号 of {of} is “{text}”, which is nobody on the roster, or several people; it concerns {count} people ({names}).", "Check this number on the roster."),
    Code("payer-circle", _W, "上级关系绕成了一圈：{circle}，涉及 {count} 人（{names}）。", "请在花名册里改上级工号，把圈断开。", "The reporting relation runs in a circle: {circle}; it concerns {count} people ({names}).", "Change 上级工号 on the roster so that it ends somewhere."),
    Code("payer-no-head", _W, "部门「{department}」找不到负责人，涉及 {count} 人（{names}）。", "请在花名册加“部门负责人”列，或在方案的 heads 里写这个部门负责人的岗位{now}，并把这个人列入花名册。", "Nobody heads the department “{department}”; it concerns {count} people ({names}).", "Add a column 部门负责人 to the roster, or give the position under heads{now_en} and list who holds it."),
    Code("payer-heads-several", _W, "部门「{department}」的负责人说不准：有 {many} 人的岗位是「{position}」；涉及 {count} 人（{names}）。", "请在花名册的“部门负责人”列写明工号。", "{many} people hold the position “{position}” that heads the department “{department}”; it concerns {count} people ({names}).", "Name one of them in a column 部门负责人 of the roster."),
    Code("payer-no-department", _W, "{count} 人没有写部门（{names}），说不出全部门是哪些人。", "请在花名册里填部门。", "{count} people have no department ({names}), so nobody knows who is in it.", "Fill it in on the roster."),
    Code("payer-blank", _W, "没有写「{column}」，涉及 {count} 人（{names}）。", "请填上工号或姓名。", "“{column}” is blank; it concerns {count} people ({names}).", "Enter the number or name of a person."),
    Code("payer-not-on-roster", _W, "「{text}」不是花名册上的工号或姓名，涉及 {count} 人（{names}）。", "请核对写的是谁；确实有这个人的，列入花名册。", "“{text}” is no number or name on the roster; it concerns {count} people ({names}).", "Check who is meant; list a person who is missing."),
    Code("payer-named-twice", _W, "花名册上叫「{text}」的有 {many} 人，涉及 {count} 人（{names}）。", "请写工号。", "{many} people on the roster are called “{text}”; it concerns {count} people ({names}).", "Write the number."),
    Code("payer-rows-unclear", _W, "「{name}」按「{column}」记到人，而逐行算不出各记多少，涉及 {count} 人（{names}）。", "请让金额能逐行算出，如各行金额的合计；或另写由谁承担。", "“{name}” goes to those named under “{column}”, but row by row there is no amount; it concerns {count} people ({names}).", "Let the amount be a sum over the rows, or say otherwise who bears it."),
)  # fmt: skip
"""Codes of whom nobody can name: such a line has no payer and is not final."""

DECIDED = (
    Code("decision-without-result", _E, "{name}还没有能用的考核表，没有可以决定的。", "收到后先运行 kpixl collect。", "No usable form of {name} has come yet, so there is nothing to decide.", "Run kpixl collect when it is there."),
    Code("decision-unknown-measure", _E, "{name}的考核表里没有「{text}」这一措施。", "请改成这些之一：{known}。", "There is no measure “{text}” on the form of {name}.", "Use one of these: {known}."),
    Code("decision-not-triggered", _E, "{name}没有触发「{text}」，不用决定。", "请核对是哪一位、哪一项；刚收到的先运行 kpixl collect。", "“{text}” does not apply to {name}, so there is nothing to decide.", "Check whom and which you mean; run kpixl collect first for what has just come."),
    Code("decision-made", _E, "「{text}」已经由{by}于 {at} 决定：{outcome}（{reason}）。", "确实要改的，先加 --undo 撤销，再重新决定。", "“{text}” was decided by {by} on {at}: {outcome_en} ({reason}).", "To change it, take it back with --undo first."),
    Code("decision-none", _E, "「{text}」没有可以撤销的决定。", "请核对是哪一位、哪一项。", "Nothing has been decided about “{text}” that could be taken back.", "Check whom and which you mean."),
    Code("appeal-unknown-log", _E, "{name}的考核表里没有「{text}」这份登记。", "请改成这些之一：{known}。", "There is no log “{text}” on the form of {name}.", "Use one of these: {known}."),
    Code("appeal-unknown-event", _E, "「{text}」第 {row} 行没有登记事件。", "请按考核表上的序号写；已登记的行：{known}。", "No event stands in row {row} of “{text}”.", "Use the number printed on the form; rows in use: {known}."),
    Code("appeal-required", _E, "「{text}」第 {row} 行是必须填的，不能作废。", "能作废的是可以不填的登记行；要改内容的，请交一份改正的考核表。", "Row {row} of “{text}” has to be filled in and cannot be void.", "Only rows that may stay blank can; to change it, return a corrected form."),
    Code("appeal-made", _E, "「{text}」第 {row} 行已经由{by}于 {at} 准许作废（{reason}）。", "作废错了的，加 --undo 恢复。", "Row {row} of “{text}” is void already, by {by} on {at} ({reason}).", "If that was wrong, restore it with --undo."),
    Code("appeal-none", _E, "「{text}」第 {row} 行没有作废，不用恢复。", "请核对是哪一位、哪一行。", "Row {row} of “{text}” is not void.", "Check whom and which row you mean."),
)  # fmt: skip
"""Codes of decide and appeal."""

FOUND = (
    Code("appeal-applied", _I, "申诉成立，作废 {count} 件：{events}。{changes}。", "作废的内容仍作为依据保留；作废错了的，用 kpixl appeal --undo 恢复。", "Void by appeal, {count}: {events}. {changes_en}.", "What was entered is kept as evidence; restore it with kpixl appeal --undo if that was wrong."),
    Code("appeal-event-gone", _W, "准许作废的事件不在现在计入的表里：「{log}」第 {row} 行（{typed}）。", "内容改过的，请核对后重新用 kpixl appeal 作废；已删去的不用处理。", "An event that was made void is not on the form that counts: row {row} of “{log}” ({typed}).", "If it was changed, check it and use kpixl appeal again; if it is gone, there is nothing to do."),
    Code("amounts-open", _W, "有 {count} 项算不出来：{names}。", "请核对用到的名册列（如绩效基数）有没有空着，登记有没有填全；补齐后再汇总一次。", "{count} entries cannot be computed: {names}.", "Check whether roster columns that they rest on (such as the pay base) are blank and logs are complete; then collect again."),
    Code("booking-unknown", _W, "有 {count} 笔款项说不出列入哪一个月，因为没有日期：{names}。", "请补填日期，再运行一次；在那以前不是最终结果。", "The month of {count} amounts is not known, for lack of a day: {names}.", "Fill it in and run again; until then they are not final."),
    Code("measures-waiting", _I, "有 {count} 项非货币措施等待确认：{names}。", "请有权的人决定后，用 kpixl decide 记录。", "{count} measures wait for a decision: {names}.", "Record it with kpixl decide once somebody entitled has decided."),
    Code("decision-idle", _W, "{name}的「{text}」已由{by}决定，而现在没有触发。", "请核对；决定不再适用的，用 kpixl decide --undo 撤销。", "“{text}” for {name} was decided by {by}, but does not apply any more.", "Check it; take a decision back with kpixl decide --undo if it no longer fits."),
)  # fmt: skip
"""Codes of what collecting found."""

CODES = (*DECLARED, *RELATIONS, *DECIDED, *FOUND)
"""Every code of this table."""

register(*CODES)
