"""Codes of findings about a cycle, its folder and its period."""

from kpixl.findings.finding import Code, Severity, register

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CODES = (
    Code("period-unreadable", _E, "看不懂考核周期“{period}”。", "请写成 2026-11（月）、2026-Q4（季度）、2026-H2（半年）或 2026（年）。", "The period “{period}” cannot be read.", "Write 2026-11 (month), 2026-Q4 (quarter), 2026-H2 (half) or 2026 (year)."),
    Code("period-mismatch", _E, "方案按{wanted}考核，而考核周期写的是 {period}。", "请写成这样：{example}。", "The scheme appraises by {wanted_en}, but the period is {period}.", "Write it like this: {example}."),
    Code("scheme-not-in-force", _E, "考核周期{period}（{first} 至 {last}）不全在方案的有效期内（{time}）。", "请核对考核周期，或改方案的 effective、until。", "The period {first} to {last} does not lie wholly within the time of the scheme ({time_en}).", "Check the period, or change effective or until of the scheme."),
    Code("year-unknown", _E, "方案没有 {year} 年的考核表，涉及 {count} 个考核对象；有表的年份：{years}。", "请核对考核周期；方案确实适用于这一年的，请加一张写明 years 的表。不会用别的年份的表代替。", "The scheme has no form for the year {year}, which concerns {count} appraisees. Years with forms: {years}.", "Check the period, or add a form for that year. No other year's form is taken instead."),
    Code("holidays-unknown", _W, "还不知道 {years} 年的法定节假日和调休，工作日暂按周一至周五计。", "公布后请在方案的 calendar 里写明，或更新 kpixl，再重新发表。", "The public holidays of {years_en} are not known yet; Monday to Friday count as working days.", "When they are announced, write them under `calendar` of the scheme, or update kpixl, and make the forms anew."),
    Code("folder-other-cycle", _E, "这个文件夹里是另一期考核（{period}，{scheme}），没有改动它。", "请换一个输出文件夹。", "This folder holds another cycle ({period}, {scheme}); nothing in it was changed.", "Choose another output folder."),
    Code("folder-other-scheme", _E, "这个文件夹里的考核表是按另一个方案（{scheme}）做的，没有改动它。", "要按新方案发表，请换一个输出文件夹；已经发出的表仍按原方案汇总。", "The forms in this folder were made by another scheme ({scheme}); nothing in it was changed.", "Choose another output folder; forms that were sent out are still collected by the scheme that they were made with."),
    Code("folder-scheme-changed", _E, "这个文件夹里的考核表是按 {scheme} 改动之前的内容做的，没有改动它。", "先用 kpixl check --cycle 看看改动对已发的表意味着什么；确实要按新方案发表，请加 --revise（已发的表仍按原方案读）。", "The forms in this folder were made before {scheme} was changed; nothing in it was changed.", "See with `kpixl check --cycle` what the change means for forms that are out; to hand out new ones, add --revise (forms that are out are still read by the scheme that they were made with)."),
    Code("folder-record-lost", _E, "这个文件夹里有发出的表或收到的原件，考核记录 kpixl.db 却不见了，没有改动它。", "请从备份恢复 kpixl.db：重新生成的表是另一批，已经发出和交回的都不能再计入。没有备份、确要从头做的，请换一个输出文件夹。", "This folder holds forms or received files, but its record kpixl.db is gone; nothing in it was changed.", "Restore kpixl.db from a backup: forms made anew would be others, and none that is out or has come back could count. To start afresh, choose another folder."),
    Code("deadline-before-period", _E, "交回期限 {due} 早于考核周期的第一天（{first}）。", "请核对期限的年份和月份。", "The deadline {due} lies before the first day of the period ({first}).", "Check its year and month."),
    Code("folder-busy", _E, "另一个 kpixl 正在处理这个文件夹，等了两分钟还没有结束。", "请等它结束再运行一次。", "Another kpixl is still at work in this folder after two minutes.", "Wait until it has ended and run this again."),
    Code("folder-foreign-database", _E, "这个 kpixl.db 不是考核记录，或已损坏，没有改动它。", "请换一个输出文件夹，或从备份恢复它。", "This kpixl.db is no record of a cycle, or it is damaged; it was not changed.", "Choose another output folder, or restore it from a backup."),
    Code("form-changed-in-place", _E, "这张表发出后有人改过，没有覆盖它，也没有生成别的文件。", "已填好的请移到交回文件夹；不要的请删去，再生成一次。", "Somebody has changed this form since it was made; it was not overwritten, and nothing else was made.", "Move it to the folder of returned files if it is filled in, or delete it; then make the forms again."),
    Code("form-left-over", _W, "这张表是以前生成的，已不在发放清单里。", "请删去，不要再发。", "This form was made before and is no longer on the list.", "Delete it; do not send it again."),
    Code("folder-not-writable", _E, "不能写入：{detail}。", "请检查权限和磁盘空间，并关闭正在打开的文件，再试一次。", "Cannot write: {detail}.", "Check permissions and space, close open files, and try again."),
    Code("folder-not-a-cycle", _E, "这个文件夹不是一期考核：没有 kpixl.db，或读不出来。", "请指定 make-template 时 --out 用的文件夹；kpixl.db 损坏的，请从备份恢复。", "This folder is not a cycle: it has no kpixl.db, or one that cannot be read.", "Name the folder that was given to make-template as --out; restore a damaged kpixl.db from a backup."),
    Code("folder-without-returns", _W, "交回文件夹是空的或不存在。", "请把收到的考核表放进这个文件夹，再汇总一次。", "The folder of returned files is empty or missing.", "Put the returned forms into it and collect again."),
    Code("file-exists", _E, "这个文件已经存在，没有覆盖。", "请换一个文件夹，或先移走这个文件。", "This file exists already and was not overwritten.", "Choose another folder, or move the file away first."),
    Code("path-missing", _E, "没有这个文件或文件夹。", "请检查路径。", "There is no such file or folder.", "Check the path."),
    Code("nobody-appraised", _E, "花名册里没有人适用这个方案的任何一张表，没有生成文件。", "请核对方案里各表的 for 和花名册的部门、岗位是否写得一样。", "No one on the roster matches any form of this scheme; no file was made.", "Check that `for` in the scheme and the roster spell departments and positions alike."),
    Code("inputs-unreadable", _E, "填写内容读不出来：{detail}。", "请用 JSON 或 YAML，格式见文档。", "The inputs cannot be read: {detail}.", "Use JSON or YAML as documented."),
    Code("inputs-shape", _E, "“{name}”的写法不对，应为{wanted}。", "写法见文档。", "“{name}” should be {wanted_en}.", "Write it as documented."),
    Code("inputs-unknown", _E, "填写内容里的“{name}”不是这张表的指标或填写项。{near}", "请改成表上的名称：{choices}。", "“{name}” is no indicator or input of this form. {near}", "Use the names of the form: {choices}."),
    Code("inputs-period-needed", _E, "这张表要按考核周期计算，填写内容里没有写明。", "请在 period 里写明，如 2026-11。", "This form is computed by its period, which the inputs do not name.", "Name it under `period`, such as 2026-11."),
    Code("inputs-form-unclear", _E, "方案有几张表，没有说明用哪一张。", "请在 form 里写明其中之一：{choices}；按年份分表的，也可以写明 period。", "The scheme has several forms and none is named.", "Name one of them under `form`: {choices}. Where forms differ by year, `period` may do."),
    Code("roster-figure-missing", _W, "花名册的“{column}”列有 {count} 人是空的，用到它的指标算不出来：{names}。", "请在花名册补上后重新生成。", "The roster column “{column}” is blank for {count} people, so what rests on it cannot be computed: {names}.", "Fill it in and make the forms again."),
    Code("form-formula-too-long", _E, "考核表 {form} 里有一格的公式写进 Excel 太长：多半是一个指标的填写项或条件太多。", "请把填写项多、条件长的指标拆开，或减少它的 checks。", "A formula of form {form} is too long for Excel: an indicator may have too many entries or conditions.", "Split indicators that have many entries or long conditions, or use fewer checks."),
    Code("roster-column-not-number", _E, "{name}的“{column}”填的“{value}”不是数字，他没有这个数；其他人不受影响。", "请填数字；还没有定的留空。方案里应是文字的，在 columns 里写 文字。", "“{value}” under “{column}” of {name} is not a number, so that this one has none; others are not affected.", "Write a number; leave it blank while it is not settled. If texts are meant, declare 文字 under columns."),
    Code("roster-column-kind", _W, "方案约定「{column}」是{kind}，花名册里有 {count} 人不是：{names}。", "请改花名册的这一列；没有的空着。", "The scheme declares “{column}” to be {kind_en}; in the roster {count} are not: {names}.", "Mend this column of the roster; leave it blank where there is none."),
    Code("pay-base-missing", _W, "{count} 人没有绩效基数，算不出绩效工资：{names}。", "请在花名册补上绩效基数后重新生成；不发绩效工资的可以不管。", "{count} people have no pay base, so their pay cannot be computed: {names}.", "Add the pay base to the roster and make the forms again, unless they get no performance pay."),
)  # fmt: skip
"""Every code of this table, in the order in which a user meets them."""

register(*CODES)
