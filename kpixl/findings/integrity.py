"""Codes of findings about returned forms that are not as they were made."""

from kpixl.findings.finding import Code, Severity, register

_W = Severity.WARNING

CODES = (
    Code("signature-wrong", _W, "表内的标记不是本期发出的，可能是改过的，或取自别的表。", "请核对这张表是怎么来的；应当用发下去的原表重填。", "The mark in this form was not made by this cycle; it may have been changed, or taken from another form.", "Find out where the form comes from; fill in the one that was sent out."),
    Code("cells-found-by-labels", _W, "工作簿里的名称和隐藏的键列都丢了，是按表上的文字找到填写格的。", "请核对这张表的填写内容；下次请不要用别的程序转存，也不要删列。", "The workbook has lost its names and hidden keys; cells were found by the texts beside them.", "Check the entries of this form."),
    Code("weight-altered", _W, "“{name}”的分值由 {before} 改成了 {after}{more}；仍按方案计算。", "请问清为什么改；分值要改的，先改方案，再重新发表。", "The points of “{name}” were changed from {before} to {after}{more_en}; the scheme's count.", "Ask why; points are changed in the scheme, not in a form."),
    Code("target-altered", _W, "“{name}”的目标由 {before} 改成了 {after}{more}；仍按方案计算。", "请问清为什么改；目标要改的，先改方案，再重新发表。", "The target of “{name}” was changed from {before} to {after}{more_en}; the scheme's counts.", "Ask why; targets are changed in the scheme, not in a form."),
    Code("standard-altered", _W, "“{name}”的考核标准改成了“{after}”{more}；仍按方案计算。", "请问清为什么改；标准要改的，先改方案，再重新发表。", "The standard of “{name}” was changed to “{after}”{more_en}; the scheme's counts.", "Ask why; standards are changed in the scheme, not in a form."),
    Code("pay-base-altered", _W, "绩效基数由 {before} 改成了 {after}；仍按花名册计算。", "请核对；基数确实不对的，请改花名册后重新生成这张表。", "The pay base was changed from {before} to {after}; the roster's counts.", "Check it; if the base is wrong, correct the roster and make the form again."),
    Code("figure-altered", _W, "表上的“{name}”由“{before}”改成了“{after}”{more}；仍以发表时的为准。", "请核对；确实不对的，请改花名册后重新生成这张表。", "“{name_en}” on the form was changed from “{before}” to “{after}”{more_en}; what was printed counts.", "Check it; if it is wrong, correct the roster and make the form again."),
    Code("text-altered", _W, "表上的文字“{before}”改成了“{after}”{more}；不影响计算。", "请核对这张表；要说明的请写在备注栏。", "The text “{before}” was changed to “{after}”{more_en}; nothing rests on it.", "Check the form; remarks have a place of their own."),
    Code("formula-altered", _W, "“{name}”的公式被改过{more}；结果以重算为准。", "请核对这张表；不要改动没有方框的格子。", "The formula of “{name}” was altered{more_en}; what is recomputed counts.", "Check the form; only boxed cells are to be changed."),
    Code("formula-replaced", _W, "“{name}”的公式换成了固定的“{after}”{more}；结果以重算为准。", "请核对这张表；不要改动没有方框的格子。", "The formula of “{name}” was replaced by “{after}”{more_en}; what is recomputed counts.", "Check the form; only boxed cells are to be changed."),
    Code("rows-lost", _W, "表里少了 {count} 行：{listed}（发表时在第 {rows} 行）。", "请核对这张表；不要删行。", "{count} rows are gone: {listed} (made as rows {rows}).", "Check the form; rows are not to be deleted."),
    Code("protection-removed", _W, "工作表的保护去掉了。", "有的程序另存时会丢掉保护。请留意这张表里别的提示；没有别的提示就不用处理。", "The sheet is no longer protected.", "Some programs lose the protection. Look at what else is said of this form; if nothing is, nothing is to be done."),
    Code("rows-hidden", _W, "{hidden}被隐藏了。", "里面的填写照常读取。请取消隐藏，核对这张表。", "Hidden: {hidden_en}.", "What is typed there was read. Unhide it and check the form."),
    Code("external-links", _W, "工作簿里有公式引用了别的文件：{files}。", "那些文件不会读取。请核对填写的内容；最好直接填数字。", "Formulas in the workbook look into other files: {files}.", "Those files are not read. Check the entries; better enter the numbers themselves."),
    Code("macros-ignored", _W, "文件里有宏，没有运行。", "考核表不需要宏。请问清是哪里来的，最好另存为 .xlsx 后再交。", "The file holds macros; they were not run.", "A form needs none. Find out where they come from; better return it as .xlsx."),
    Code("entry-elsewhere", _W, "不是填写格的地方填了内容，没有采用，共 {count} 格：{listed}。", "应当计入的，请填到有方框的格子里再交；只是说明的，下次请写在备注栏。", "Something stands where nothing is to be filled in and was not used, in {count} cells: {listed}.", "What should count belongs into the boxed cells; remarks have a place of their own."),
)  # fmt: skip
"""Every code of this table, in the order in which a user meets them."""

register(*CODES)
