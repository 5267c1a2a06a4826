"""Codes of findings about whether results are still what the record gives."""

from kpixl.findings.finding import Code, Severity, register

_E, _I = Severity.ERROR, Severity.INFO

CODES = (
    Code("verify-record-damaged", _E, "kpixl.db 已损坏，或有人改过：{what}。", "请从备份恢复 kpixl.db，再验证一次；不要手工改它。", "kpixl.db is damaged, or somebody has changed it: {what_en}.", "Restore kpixl.db from a backup and verify again; do not edit it by hand."),
    Code("verify-original-missing", _E, "保存的原件不见了（{place}）。", "请从备份恢复；收到的文件还在的，照原样复制到这个位置、用这个文件名也可以。", "The original that was kept is gone ({place}).", "Restore it from a backup, or copy the file as it was received to this place, under this name."),
    Code("verify-original-changed", _E, "保存的原件变了，不再是收到时的内容（{place}）。", "请从备份恢复；收到的文件还在的，照原样复制到这个位置、用这个文件名也可以。", "The original that was kept is no longer what was received ({place}).", "Restore it from a backup, or copy the file as it was received to this place, under this name."),
    Code("verify-original-locked", _E, "这份原件有打开密码，没有密码不能重新计算。", "请加 --password，输入汇总时用的密码。", "This original needs a password to be computed again.", "Add --password and enter the one that was used to collect it."),
    Code("verify-assessment-differs", _E, "从原件重新计算，和记录不同，共 {count} 处；第一处 {path}：记录为 {before}，重新计算为 {after}。", "请用汇总时的那个版本的 kpixl 再验证；仍不同的，以原件为准重新汇总。", "Computed again from its original it differs from the record in {count} places; the first, {path}: {before} in the record, {after} now.", "Verify with the version of kpixl that collected it; if it still differs, collect again from the original."),
    Code("verify-not-collected", _E, "上次汇总以后记录又有变化，或还没有汇总过，结果不是最新的。", "请先运行 kpixl collect，再验证。", "The record has gone on since the last collection, or nothing was collected yet: the results are not up to date.", "Run kpixl collect, then verify."),
    Code("verify-results-missing", _E, "结果文件不见了。", "请运行 kpixl collect 重新写出。", "This file of results is gone.", "Run kpixl collect to write it again."),
    Code("verify-results-edited", _E, "这个结果文件写出以后有人改过。{what}", "请运行 kpixl collect 重新写出；要改结果，请改考核表、名册或方案，不要改结果文件。", "Somebody has changed this file of results since it was written. {what_en}", "Run kpixl collect to write it again; to change results, change forms, roster or scheme."),
    Code("verify-results-differ", _E, "重新计算和写出的结果不同，共 {count} 处；第一处 {path}：结果里是 {before}，重新计算为 {after}。", "请用汇总时的那个版本的 kpixl 再验证；仍不同的，重新汇总并核对。", "Computed again, the results differ in {count} places; the first, {path}: {before} in the file, {after} now.", "Verify with the version of kpixl that collected; if they still differ, collect again and compare."),
    Code("verify-source-changed", _E, "取数的那一期（{period}，{scheme}）结果变了，这里的数还是以前的。", "请把原来的 kpixl rollup 或 kpixl make-template --revise --after 再运行一次。", "The results of a cycle that figures were taken from ({period}, {scheme}) have changed since.", "Run kpixl rollup, or kpixl make-template --revise --after, again as before."),
    Code("verify-source-missing", _I, "取数的那一期（{period}，{scheme}）不在原来的地方，没有核对它有没有变。", "要核对的，请把那一期的文件夹放回原处。", "A cycle that figures were taken from ({period}, {scheme}) is not where it was; whether it has changed was not checked.", "Put its folder back to have it checked."),
    Code("verify-other-version", _I, "结果是 kpixl {then} 算的，现在是 {now}。", "不用处理；有不同的，请用原来的版本再验证一次。", "The results were computed by kpixl {then}; this is {now}.", "Nothing to do; where something differs, verify with the former version."),
    Code("verify-handout-missing", _I, "发出的考核表不在文件夹里了，共 {count} 份：{files}。", "不用处理：交回的表仍按当时的记录读。", "{count} forms that were made are no longer in the folder: {files}.", "Nothing to do: returned forms are read by the record."),
    Code("verify-handout-changed", _I, "发出的考核表和做出时不同，共 {count} 份：{files}。", "不要再发这几份；需要时用 make-template 再生成一次。", "{count} forms are no longer as they were made: {files}.", "Do not send them again; make them anew with make-template where needed."),
)  # fmt: skip
"""Every code of this table, in the order in which a user meets them."""

register(*CODES)
