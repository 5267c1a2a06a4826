"""Codes of findings about figures that one cycle takes from others."""

from kpixl.findings.finding import Code, Severity, register

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CODES = (
    Code("rollup-takes-nothing", _E, "方案没有写要从其他各期取什么。", "请写 earlier，如 earlier: {{take: 绩效分数, within: period}}：填写项和行由 kpixl rollup 带出，名册的列由 make-template --after 带入。", "The scheme takes nothing from other cycles.", "Write “earlier”, such as earlier: {{take: 绩效分数, within: period}}: inputs and rows are taken by kpixl rollup, roster columns by make-template --after."),
    Code("rollup-itself", _E, "这是本期自己的文件夹，不能取自它自己。", "请写其他各期的文件夹。", "This is the folder of the very cycle that is to be made.", "Name the folders of other cycles."),
    Code("rollup-other-scheme", _E, "这一期的方案是 {scheme}，要取的是 {wanted} 的结果。", "请写用 {wanted} 做的那几期的文件夹，或改方案里的 of。", "This cycle is of the scheme {scheme}; results of {wanted} are wanted.", "Name cycles of {wanted}, or change “of” in the scheme."),
    Code("rollup-no-roster", _E, "没有写花名册，所给各期里也没有同一批人的名册可用。", "请加 --roster 写花名册。", "There is no roster, and the cycles have none of the people who are to be appraised.", "Name one with --roster."),
    Code("rollup-source-trial", _E, "这一期是试行的，数字没有定下来，不能汇入正式的结果。", "请用正式的一期；要一起试行的，请加 --trial。", "This cycle is a trial; its numbers are not decided and cannot become part of final results.", "Take a cycle that is final, or add --trial."),
    Code("rollup-no-parent-column", _E, "这一期的名册没有“{column}”列，不知道谁是谁的下级。", "请在那一期的花名册里加上“{column}”，写上级的编号，再用 make-template 生成一次。", "The roster of this cycle has no column “{column}” that says who is under whom.", "Add the column “{column}” with the number of the one above, and run make-template there."),
    Code("rollup-overlap", _E, "{about} 和 {other} 的时间重叠，{names}（共 {count} 人）两期都有，不知道取哪一期。", "请只写其中一期。", "{about} and {other} cover the same time, and {count} people are in both: {names}.", "Name only one of the two."),
    Code("rollup-children-many", _E, "{name}（{id}）的下级有 {count} 个，表里只有 {rows} 行。", "请把方案里的行数 count 改成 {count} 以上。", "{count} are under {name} ({id}), but the form has {rows} rows.", "Set “count” of the rows to {count} or more."),
    Code("rollup-source-not-collected", _W, "这一期还没有汇总，或汇总以后又有变化；取的是记录里现在的数。", "请先在这一期运行 kpixl collect，再重新汇总。", "This cycle was not collected yet, or has gone on since; what its record says now was taken.", "Run kpixl collect there, then roll up again."),
    Code("rollup-source-provisional", _W, "这一期还有 {count} 人没有结果：{names}；没有取他们的数，相应的格空着。", "请在他们的结果出来以后，把同一条命令再运行一次。", "{count} people have no final result in this cycle: {names}. Nothing was taken from them; those cells are blank.", "Run the same command again once their results are final."),
    Code("rollup-gap", _W, "缺 {about} 的结果，{count} 人相应的格空着：{names}。", "请把那一期的文件夹也写上；真的没有那一期的，由人填写，或在方案里写 missing: exclude。", "There is no result for {about}; cells of {count} people are blank: {names}.", "Name the folder of that cycle too; where there is none, fill the cell in by hand or write missing: exclude in the scheme."),
    Code("rollup-person-dropped", _W, "这一期的 {count} 人不在本期的名册里：{names}。", "不再考核的不用处理；漏了的请补进花名册。", "{count} people of this cycle are not on the roster: {names}.", "Nothing to do for those who left; add whom the roster lacks."),
    Code("rollup-parent-unknown", _W, "这一期有 {count} 个的“{column}”不是本期名册里的编号：{names}；没有汇入任何上级。", "请核对那一期花名册的“{column}”和本期的花名册。", "“{column}” of {count} in this cycle names nobody on the roster: {names}. They are counted nowhere.", "Compare “{column}” of that roster with the roster of this cycle."),
    Code("rollup-person-gap", _W, "{about} 里没有这 {count} 人，以前的一期里却有：{names}；不当作 0，相应的格空着。", "漏了的请在那一期补上，再汇总一次；真的没有的，由人填写。", "{count} people are not in {about}, but were in a cycle before: {names}. That is not counted as 0; those cells are blank.", "Add them to that cycle and roll up again; where there is nothing to add, fill the cells in by hand."),
    Code("rollup-name-differs", _W, "同一编号在各期里的姓名不同（共 {count} 个）：{names}；按同一人汇入。", "请核对各期和本期的花名册；不是同一人的，请用不同的编号。", "{count} numbers go with different names in these cycles: {names}. Each was taken for one person.", "Compare the rosters; give different people different numbers."),
    Code("rollup-outside", _W, "这一期（{period}）不在本期（{own}）要取的时间里，没有用到。", "请核对 --period 和所写的文件夹。", "This cycle ({period}) lies outside the time that {own} takes from; it was not used.", "Check --period and the folders."),
    Code("trend-not-before", _W, "这一期（{period}）不在本期（{own}）以前，走势里没有它。", "请只写本期以前的各期。", "This cycle ({period}) does not lie before {own}; the trend leaves it out.", "Name cycles before this one."),
    Code("trend-unreadable", _W, "这一期的方案现在读不懂，走势里没有它。", "请在这一期运行 kpixl collect，看看是哪里不对。", "The scheme of this cycle can no longer be read; the trend leaves it out.", "Run kpixl collect there to see what is wrong."),
    Code("trend-other-points", _W, "{period} 满分 {points} 分，本期满分 {own} 分，不能放在一起比，走势里没有它。", "请只写满分相同的各期。", "{period} is out of {points} points, this cycle out of {own}; they cannot be compared, and the trend leaves it out.", "Name cycles that are out of as many points."),
    Code("rollup-column-replaced", _W, "花名册的“{column}”和以前各期的结果不同（{count} 人：{names}）；按以前各期的结果。", "请核对；以结果为准的，可以从花名册里删去这一列。", "“{column}” of the roster differs from the results of earlier cycles for {count} people: {names}. The results count.", "Check them; the column can be left out of the roster."),
    Code("rollup-column-own", _W, "以前各期算不出“{column}”（{count} 人：{names}）；按花名册里写的。", "请核对花名册里写的数。", "Earlier cycles give no “{column}” for {count} people: {names}. What the roster says counts.", "Check what the roster says."),
    Code("rollup-kept-by-hand", _I, "其他各期没有的数，表里已由人填写（{count} 人：{names}）；照填写的算。", "不用处理；要改的，请改交回的表。", "Figures that no cycle gives were filled in by hand for {count} people: {names}. They stay.", "Nothing to do; to change them, change the returned form."),
    Code("rollup-changed", _I, "来源有变，{count} 人的表已重新填写：{names}；原来的表不再计入。", "不用处理。", "The sources have changed: the forms of {count} people were filled in anew: {names}. The earlier ones no longer count.", "Nothing to do."),
    Code("rollup-person-absent", _I, "{about} 里没有这 {count} 人：{names}。", "新来的不用处理；空着的格由人填写。", "{count} people are not in {about}: {names}.", "Nothing to do for newcomers; blank cells are filled in by hand."),
    Code("rollup-left-out", _I, "{about} 里 {count} 人没有这项得分（如在培育期、不考核）：{names}；这一期不计。", "不用处理。", "{count} people were not assessed on this in {about}: {names}. That cycle is left out.", "Nothing to do."),
)  # fmt: skip
"""Every code of this table, in the order of how grave they are."""

register(*CODES)
