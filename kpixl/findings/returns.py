"""Codes of findings about returned files."""

from kpixl.findings.finding import Code, Severity, register

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CODES = (
    Code("file-unreadable", _E, "文件打不开。", "请确认文件没有被别的程序占用，并有读取权限，再汇总一次。", "The file cannot be opened.", "Check that no other program holds it and that you may read it; then collect again."),
    Code("file-empty", _E, "文件是空的（0 字节）。", "可能没有传完，请部门重新发一份。", "The file is empty (0 bytes).", "It may not have been sent completely; ask for it again."),
    Code("file-damaged", _E, "文件不完整或已损坏。", "请在 Excel 里打开另存为 .xlsx 后再交；打不开就请部门重新发一份。", "The file is incomplete or damaged.", "Open it and save it again as .xlsx; if it does not open, ask for it again."),
    Code("file-encrypted", _E, "文件加了密码，读不出来。", "请去掉打开密码后再交；知道密码的，汇总时加 --password。", "The file is protected by a password.", "Remove the password and return it again, or collect with --password."),
    Code("file-password-wrong", _E, "文件加了密码，给出的密码打不开它。", "请问清密码再汇总一次，或请部门去掉打开密码后重新交。", "The file is protected, and no password that was given opens it.", "Ask for the password and collect again, or have it removed."),
    Code("file-other-format", _E, "文件是 {kind} 格式，读不了。", "请在 Excel 里打开，另存为 .xlsx 后再交。", "The file is in the format {kind}, which cannot be read.", "Open it in Excel, save it as .xlsx and return that."),
    Code("file-too-large", _E, "文件大得不像考核表，没有打开。", "请核对是不是考核表；删去图片等多余内容后再交。", "The file is far larger than a form and was not opened.", "Check that it is a form; remove pictures and the like."),
    Code("file-with-entities", _E, "文件里有考核表不会有的内容，为安全没有打开。", "请在 Excel 里打开原表，重新填写后再交。", "The file holds what no form holds, and was not opened for safety.", "Fill in the original form again and return it."),
    Code("file-not-a-workbook", _E, "不是 Excel 工作簿。", "请交回发下去的 .xlsx 文件，不要截图或导出成别的格式。", "This is not an Excel workbook.", "Return the .xlsx file that was sent out, not a picture or an export."),
    Code("file-archive", _E, "这是 .zip 以外的压缩包，没有读取。", "请先解压，再把里面的考核表放进交回文件夹；或者改成 .zip 再交。", "This is an archive other than .zip and was not read.", "Unpack it and put the forms into the folder, or have it packed as .zip."),
    Code("archive-empty", _E, "压缩包里没有文件。", "可能打包时漏选了，请部门重新发一份。", "There is no file in the archive.", "Files may have been left out in packing; ask for it again."),
    Code("archive-file-locked", _E, "压缩包里的“{name}”加了密码，没有读取。", "请用密码解压，再把考核表放进交回文件夹；或者汇总时加 --password。", "“{name}” in the archive is protected by a password and was not read.", "Unpack it with the password and put the forms into the folder, or collect with --password."),
    Code("archive-file-password-wrong", _E, "压缩包里的“{name}”加了密码，给出的密码打不开它。", "请问清密码再汇总一次，或请部门不加密码重新打包。", "“{name}” in the archive is protected, and no password that was given opens it.", "Ask for the password and collect again, or have it packed without one."),
    Code("archive-file-damaged", _E, "压缩包里的“{name}”解不开。", "可能没有传完，请部门重新打包再发一份。", "“{name}” in the archive cannot be unpacked.", "It may not have been sent completely; ask for it again."),
    Code("archive-file-too-large", _E, "压缩包里的“{name}”大得不像考核表，没有打开。", "请核对是不是考核表；删去图片等多余内容后再交。", "“{name}” in the archive is far larger than a form and was not opened.", "Check that it is a form; remove pictures and the like."),
    Code("archive-too-deep", _E, "压缩包“{name}”套在好几层压缩包里，没有再拆开。", "请解压后，把里面的考核表放进交回文件夹。", "The archive “{name}” lies inside several others and was not opened.", "Unpack it and put the forms into the folder."),
    Code("archive-too-large", _E, "压缩包里的文件太多，或者解开后太大，没有读完。", "请解压后，把里面的考核表放进交回文件夹，再汇总一次。", "The archive holds too many files, or too large ones, and was not read to its end.", "Unpack it, put the forms into the folder and collect again."),
    Code("file-unrelated", _E, "这个工作簿里没有本系统发出的考核表。", "请核对是不是发错了文件；考核表要在发下去的文件里填写。", "No form of this system is in this workbook.", "Check whether it is the right file; forms are filled in in the files that were sent out."),
    Code("file-repeated", _I, "内容与“{other}”完全相同，只计一次。", "不用处理。", "The content is the same as that of “{other}”; it counts once.", "Nothing to do."),
    Code("folder-unreadable", _E, "文件夹打不开，里面的文件没有读。", "请检查读取权限，再汇总一次。", "The folder cannot be opened; the files in it were not read.", "Check that you may read it; then collect again."),
    Code("sheet-other-cycle", _E, "这是另一期的考核表，没有计入。", "请换用本期发下去的表重填。", "This form belongs to another cycle and was not counted.", "Fill in the form of this cycle."),
    Code("sheet-other-scheme", _E, "这张表是按另一个方案做的，或不是在这个文件夹里发出的，没有计入。", "请换用本期发下去的表重填。", "This form was made by another scheme, or was not handed out from this folder. It was not counted.", "Fill in the form of this cycle."),
    Code("sheet-version-unreadable", _E, "这张表是本期发出的，但发表时的那个方案，这个版本的 kpixl 读不出来，没有计入。", "请用发表时的那个版本的 kpixl 汇总；没有的，用 make-template --revise 换发，请填表人改用新表。", "This form belongs to this cycle, but this version of kpixl cannot read the scheme that it was made with. It was not counted.", "Collect with the version of kpixl that made it; otherwise hand out new forms with make-template --revise."),
    Code("sheet-unknown-form", _E, "这张表（{form}）不在本期的发放清单里，没有计入。", "请核对是不是发错了表。", "This form ({form}) was not handed out in this cycle and was not counted.", "Check whether it is the right form."),
    Code("person-unexpected", _E, "编号 {appraisee} 不在本期的发放清单里，没有计入。", "请核对花名册；确需考核的，补进花名册后重新生成考核表。", "{appraisee} is not on this cycle's list and was not counted.", "Check the roster; add the person and make the forms again if needed."),
    Code("person-twice", _W, "{appraisee} 交回了不止一份，所填不同；采用这份（{why}），没有采用“{other}”。", "请核对采用的是不是对的；不对就把这份撤回：kpixl collect 加 --withdraw 和 --reason。", "Several forms with different entries came for {appraisee}; this one counts ({why_en}), not “{other}”.", "Check that it is the right one; otherwise take it back: kpixl collect with --withdraw and --reason."),
    Code("form-not-counted", _I, "{appraisee} 交回了不止一份，没有采用这份；采用的是“{other}”。", "不用处理；应该采用这份的，请撤回“{other}”：kpixl collect 加 --withdraw 和 --reason。", "Several forms came for {appraisee}; not this one counts, but “{other}”.", "Nothing to do, unless this one should count: then take “{other}” back: kpixl collect with --withdraw and --reason."),
    Code("person-twice-same", _I, "{appraisee} 交回了不止一份，这份与“{other}”所填完全相同，只计一次。", "不用处理。", "Several forms came for {appraisee}; this one has the same entries as “{other}” and they count once.", "Nothing to do."),
    Code("identity-lost", _E, "看不出这张表是发给谁的，没有计入。", "可能删过隐藏的列，又改过工作表的名称。请用发下去的表重填。", "Nothing tells for whom this form was made; it was not counted.", "Hidden columns may have been deleted and the sheet renamed; fill in the form that was sent out."),
    Code("identity-marks-differ", _E, "表内的几处标记指向不同的人：{people}，没有计入。", "可能是从别人的表复制来的。请用本人的表重填。", "The marks in the form point to different people: {people}. It was not counted.", "It may be a copy of somebody else's form; fill in the person's own form."),
    Code("identity-cycles-differ", _E, "表内的几处标记指向不同的考核期或方案，没有计入。", "可能是从另一期的表复制来的。请用本期发下去的表重填。", "The marks in the form point to different cycles or schemes. It was not counted.", "It may be a copy of another cycle's form; fill in the form of this cycle."),
    Code("identity-number-changed", _E, "表上的编号是 {seen}，而这张表是发给 {made} 的，没有计入。", "不要拿别人的表改成自己的；请用 {seen} 本人的表重填。", "The form shows {seen}, but was made for {made}. It was not counted.", "Fill in the form that was made for {seen}."),
    Code("identity-name-changed", _W, "表上的姓名是“{seen}”，而编号 {appraisee} 是“{name}”；按编号计入。", "请核对这是谁的表；不是本人的就撤回它：kpixl collect 加 --withdraw 和 --reason。", "The form shows the name “{seen}”, but {appraisee} is “{name}”; it counts by its number.", "Check whose form this is; if it is not this person's, take it back: kpixl collect with --withdraw and --reason."),
    Code("cells-found-by-keys", _W, "工作簿里的名称丢了或对不上，是按隐藏的键列找到填写格的。", "请核对这张表的填写内容；下次请不要用别的程序转存。", "The names in the workbook are lost or no longer fit; cells were found by the hidden keys.", "Check the entries of this form."),
    Code("cell-lost", _E, "找不到“{name}”的填写格。", "可能删过或移动过行、列、单元格。请在原表里重填后再交。", "The cell of “{name}” cannot be found.", "Rows, columns or cells may have been deleted or moved; fill in the original form again."),
    Code("rows-beyond-log", _E, "“{name}”的行以外又填了内容，不会计入：第 {rows} 行，{listed}。这张表没有计入。", "请填到“{name}”空着的行里，把行外的内容清除后再交；空行不够的，请向发表的部门要一张行数更多的表。", "Something stands beside the rows of “{name}”, where it does not count: row {rows}, {listed}. The form was not counted.", "Enter it in free rows of “{name}” and clear it elsewhere; if there are none, ask the issuing department for a form with more rows."),
    Code("nothing-assessed", _W, "各项本期都不考核，没有总分。", "确实如此的不用处理；应当考核的，请核对填写的内容。", "Nothing is assessed in this cycle, so there is no total.", "If that is so, nothing is to be done; otherwise check the entries."),
    Code("money-not-computable", _E, "“{name}”的金额算不出来：它用到的数不能计算（如分母为 0，或花名册没有填）。", "请与{contact}商定怎样处理，或在花名册补上后重新生成表格。", "The amount of “{name}” cannot be computed: something that it rests on has no value, such as a zero denominator or a blank in the roster.", "Agree with {contact} how to treat it, or complete the roster and make the form again."),
    Code("file-never-received", _E, "没有收到过这份文件，没有撤回或恢复什么。", "请写交回文件夹里的文件，或问题清单上的文件名。", "This file was never received; nothing was withdrawn or restored.", "Name a file of the folder, or a name as the list of problems gives it."),
    Code("file-name-ambiguous", _E, "用这个名称收到过 {count} 份不同的内容，没有撤回或恢复什么：{contents}。", "请写其中一份的编号（前 12 位即可）。", "{count} different contents came under this name; nothing was withdrawn or restored: {contents}.", "Name one of them by these digits."),
    Code("person-missing", _W, "{name}（{appraisee}）还没有交回。", "请催交，收到后再汇总一次。", "Nothing has come for {name} ({appraisee}).", "Send a reminder and collect again when it has come."),
)  # fmt: skip
"""Every code of this table, in the order in which a user meets them."""

register(*CODES)
