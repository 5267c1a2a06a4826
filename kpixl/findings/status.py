"""Codes of findings about how a cycle goes on: what was received when, people who come and go."""

from kpixl.findings.finding import Code, Severity, register

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

RECEIVED = (
    Code("form-late", _W, "这张表是 {saved} 保存的，过了交回期限（{due}）；已计入。", "请核对为什么迟交；迟交一律退回的，在方案的 returns 里写 form-late: refuse。", "This form was saved on {saved}, after the day on which it was due ({due}); it counts.", "See why it is late. To refuse whatever is late, write `form-late: refuse` under `returns` of the scheme."),
    Code("form-earlier-version", _W, "这张表是换发之前的那一张（后来方案或花名册改过），按它自己的内容计入。", "不用重填；应按新表考核的，请用新发的表填写后再交，两份都能用时采用新表。", "This form was made before another one was handed out to the same person; it counts by what it holds.", "Nothing to do. If the new form should count, return that one as well: it takes precedence."),
    Code("person-left", _W, "{name}（{appraisee}）已不在花名册上，这张表没有计入。", "不参加本期考核的不用处理；确需考核的，请补进花名册，用 make-template 再生成一次，这份不用重交。", "{name} ({appraisee}) is no longer on the roster; this form was not counted.", "Nothing to do if this person is not appraised. Otherwise put the person back on the roster and run make-template again; this form need not be returned again."),
    Code("person-transferred", _E, "{name}（{appraisee}）已换用《{title}》，这张是换表以前的，没有计入。", "请在新发的《{title}》里填写后再交；调动有误的，改好花名册后用 make-template 再生成一次。", "{name} ({appraisee}) has been given another form, “{title}”; this one was not counted.", "Fill in “{title}” and return that. If the transfer is a mistake, mend the roster and run make-template again."),
    Code("file-gone", _I, "这个文件收到过，已不在原来的地方；里面的表仍然计入。", "不用处理；不该再计入的，用 kpixl collect --withdraw 撤回。", "This file was received and no longer lies where it was; what is in it still counts.", "Nothing to do. If it should not count any more, use `kpixl collect --withdraw`."),
    Code("file-replaced", _I, "这里原来的内容读不了，后来换成了别的内容；以后来的为准。", "不用处理。", "What was here before could not be read and has been replaced since; what came later counts.", "Nothing to do."),
    Code("file-withdrawn", _I, "这个文件已撤回，不再计入：{reason}。", "不用处理；撤错了的，用 kpixl collect --restore 恢复。", "This file was withdrawn and does not count any more: {reason}.", "Nothing to do. To make it count again, use `kpixl collect --restore`."),
    Code("archive-unpacked", _I, "这是压缩包，里面的 {count} 个文件已逐个读取。", "不用处理。", "This is an archive; the {count} files in it were read one by one.", "Nothing to do."),
    Code("returns-not-collected", _W, "这里有 {count} 个文件还没有汇总，没有算在里面。", "请先运行 kpixl collect，再看一次。", "{count} files here have not been collected yet and are not counted.", "Run `kpixl collect` first, then look again."),
    Code("original-damaged", _E, "保存的一份原件（{sha256}）丢失或损坏，不能再读一遍。", "以前读出的仍然有效。请从备份恢复这一期的 received 文件夹，或把收到的文件再放进交回文件夹，再汇总一次。", "A kept original ({sha256}) is missing or damaged and cannot be read again.", "What was read before stays valid. Restore the folder `received` of this cycle from a backup, or put the returned file into the folder again and collect."),
)  # fmt: skip
"""What is said when files are taken in, and of forms of people who have moved on."""

ROSTER = (
    Code("roster-other", _E, "这份花名册里没有本期的任何人。", "请核对是不是拿错了花名册。", "Nobody of this cycle is on this roster.", "Check whether it is the right one."),
    Code("roster-left", _W, "{name}（{id}）已不在花名册上，而考核表已经发出。", "确已离开的，make-template 用这份花名册做完以后，这张表就不再催、不再计入；漏写的，请补回花名册。", "{name} ({id}) is no longer on the roster, but has been given a form.", "If this person has left: once make-template has run with this roster, the form is no longer awaited and does not count. Otherwise put the person back on the roster."),
    Code("roster-joined", _W, "{name}（{id}）在花名册上，还没有考核表。", "请用这份花名册再运行 make-template：只给没有表的人生成，已经发出的不动。", "{name} ({id}) is on the roster and has not been given a form yet.", "Run make-template with this roster: it makes forms for those who have none and leaves the others alone."),
    Code("roster-moved", _W, "{name}（{id}）由“{before}”改为“{after}”，考核表还是同一张，表上印的是原来的。", "填好的照样计入。要让表上印的也改过来，用这份花名册再运行 make-template 换发。", "{name} ({id}) has moved from “{before}” to “{after}”; the form is the same, but shows the former.", "It counts as it is. To hand out a form that shows the new place, run make-template with this roster."),
    Code("roster-form-changed", _W, "{name}（{id}）由“{before}”改为“{after}”，应换用另一张考核表：发出的是《{old}》，现在适用《{new}》。", "请用这份花名册再运行 make-template 换发，并告诉本人旧表作废；旧表上填的不会转到新表。", "{name} ({id}) has moved from “{before}” to “{after}” and needs another form: “{old}” was handed out, “{new}” applies now.", "Run make-template with this roster and tell the person that the old form is void; entries are not carried over."),
    Code("roster-form-ended", _W, "{name}（{id}）由“{before}”改为“{after}”，不再适用任何一张考核表，而《{old}》已经发出。", "不再考核的，用这份花名册再运行 make-template，这张表就不再催；还要考核的，请改方案里各表的 for。", "{name} ({id}) has moved from “{before}” to “{after}”, where no form applies; “{old}” has been handed out.", "If this person is no longer appraised, run make-template with this roster; otherwise change `for` in the scheme."),
    Code("roster-figure-changed", _W, "“{column}”有 {count} 人和发表时不同：{changes}。", "应按新的数计算的，用这份花名册再运行 make-template 换发；应按发表时的数计算的，请改回花名册。", "“{column}” differs for {count} from when forms were made: {changes}.", "If the new figures are to count, run make-template with this roster; otherwise change them back."),
    Code("roster-renamed", _W, "编号 {id} 的姓名由“{before}”改为“{after}”。", "改名的不用换发，按编号计入；编号给了另一个人的，请给他换一个编号，再运行 make-template。", "The name of {id} has changed from “{before}” to “{after}”.", "If a person is called otherwise now, nothing is to be done; forms count by the number. If the number was given to somebody else, give that person another one and run make-template."),
    Code("roster-renumbered", _W, "{name}的编号由 {before} 改为 {after}，发出的考核表上是 {before}。", "请在花名册里改回 {before}，填好的表才能计入；确实是两个人的，用这份花名册再运行 make-template。", "The number of {name} has changed from {before} to {after}; the form that was handed out bears {before}.", "Change it back to {before}, so that the form counts. If they are two persons, run make-template with this roster."),
)  # fmt: skip
"""What has changed on the roster since forms were handed out."""

CHANGES = (
    Code("change-other-scheme", _E, "这是方案 {other}，而这一期的考核表是按方案 {scheme} 做的。", "请指定 {scheme} 改动后的文件；要改用另一个方案，请换一个文件夹重新发表。", "This is the scheme {other}, but the forms of this cycle were made by {scheme}.", "Name the changed file of {scheme}; for another scheme, make the forms anew in another folder."),
    Code("change-none", _I, "和发表时相比，考核表、计分和适用的人都没有变。", "不用处理。", "Forms, scoring and whom forms are for are as they were when forms were made.", "Nothing to do."),
    Code("change-wording", _I, "考核表 {form} 只有文字或版面变了，发出 {sent} 份，交回 {returned} 份。", "发出的照样能填、能计入；要让表上的文字也改过来，用 make-template --revise 换发。", "Only words or the layout of form {form} have changed; sent: {sent}, returned: {returned}.", "Forms that are out are as good as before. To hand out the new words, use make-template --revise."),
    Code("change-scoring", _W, "考核表 {form} 的填写项没有变，变的是：{what}。发出 {sent} 份，交回 {returned} 份；{effect}。", "交回的表始终按发出时的方案计；要按新方案计，用 make-template --revise 换发，已交的人也要换新表重交。", "The entries of form {form} are the same; what has changed: {what_en}. Sent: {sent}, returned: {returned}; {effect_en}.", "Forms are always counted by the scheme that they were made with. To count by the new one, hand out new forms with make-template --revise; those who have returned theirs have to fill in the new ones, too."),
    Code("change-entries", _W, "考核表 {form} 的填写项变了：{what}。发出的 {sent} 份（交回 {returned} 份）没有这些改动；{effect}。", "交回的表始终按发出时的方案计；要按新方案填，用 make-template --revise 换发，已交的人也要换新表重交。", "The entries of form {form} have changed: {what_en}. The {sent} forms that are out ({returned} returned) lack this; {effect_en}.", "Forms are always counted by the scheme that they were made with. To have the new entries filled in, hand out new forms with make-template --revise, also to those who have returned theirs."),
    Code("change-form-gone", _W, "新方案里没有考核表 {form} 了，发出 {sent} 份，交回 {returned} 份。", "改的只是 form 的名称的，请改回原名；确实取消的，make-template --revise 以后这些表不再催、不再计入。", "The scheme has no form {form} any more; sent: {sent}, returned: {returned}.", "If only its name under `form` was changed, change it back. If it was dropped, forms are no longer awaited and do not count after make-template --revise."),
    Code("change-not-comparable", _W, "发出的考核表 {form} 有 {sent} 份是按更早的方案做的，这个版本的 kpixl 读不出那份方案，不能比较。", "请用发表时的那个版本的 kpixl 来比较。", "{sent} forms {form} were made by an earlier scheme, which this version of kpixl cannot read, so they cannot be compared.", "Compare with the version of kpixl that made them."),
    Code("change-other-form", _W, "按新方案，{count} 人要换用另一张考核表：{names}。", "请核对各表的 for；确实要换的，用 make-template --revise 换发，旧表作废。", "By this scheme, {count} people need another form: {names}.", "Check `for` of the forms. If it is meant, hand out new forms with make-template --revise; the old ones are void."),
    Code("change-no-form", _W, "按新方案，{count} 人没有适用的考核表了，而表已经发出：{names}。", "请核对各表的 for；确实不再考核的，make-template --revise 以后不再催、不再计入。", "By this scheme, no form is for {count} people who have been given one: {names}.", "Check `for` of the forms. If it is meant, forms are no longer awaited and do not count after make-template --revise."),
    Code("change-new-form", _W, "按新方案，{count} 个还没有表的人也有考核表：{names}。", "请核对各表的 for；确实要考核的，用 make-template --revise 发表。", "By this scheme, there is a form for {count} people who have none yet: {names}.", "Check `for` of the forms. If it is meant, hand out forms with make-template --revise."),
)  # fmt: skip
"""What a changed scheme means for forms that are out."""

CODES = (*RECEIVED, *ROSTER, *CHANGES)
"""Every code of this table, in the order in which a user meets them."""

register(*CODES)
