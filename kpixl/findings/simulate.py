"""Codes of findings about what-if questions: what is to be changed, and whom it leaves out."""

from kpixl.findings.finding import Code, Severity, register

_E, _W = Severity.ERROR, Severity.WARNING

CODES = (
    Code("set-unreadable", _E, "“{text}”不是“名称=值”的写法。", "请写成 交付质量.目标=88 这样：等号前面是要改哪一项，后面是改成什么。", "“{text}” is not of the form NAME=VALUE.", "Write what is to be changed, an equals sign, and the value: INDICATOR.target=88."),
    Code("set-unknown", _E, "方案里没有“{name}”可以改。{near}", "请写方案里的名称和项目，用点隔开，如 指标名.目标、等级名.from、参数名。", "The scheme has nothing called “{name}” that could be changed. {near_en}", "Write names and keys of the scheme with dots between them, such as INDICATOR.target, GRADE.from, PARAMETER."),
    Code("set-ambiguous", _E, "“{name}”可以指方案里几个不同的地方：{choices}。", "请多写一段，写到只剩一处。", "“{name}” may mean several places of the scheme: {choices}.", "Write more of the path, until only one is left."),
    Code("set-same", _W, "“{name}”本来就是 {value}，没有变化。", "请核对要改成的值。", "“{name}” is {value} already; nothing changes.", "Check the value."),
    Code("simulate-other-scheme", _E, "这是方案 {scheme}，而这一期的考核表是按方案 {other} 做的。", "请用同一个方案改动以后的文件。", "This is the scheme {scheme}, but the forms of this cycle were made by {other}.", "Name a changed version of the same scheme."),
    Code("simulate-not-comparable", _W, "{count} 人交回的表按改动后的方案算不了（填写项不同），不在比较之内：{names}。", "不用处理；要比较他们，请只改目标、分值、权重、等级、工资这些不影响填写的内容。", "What {count} people returned cannot be assessed by the changed scheme (other entries), so they are not compared: {names}.", "Nothing to do; to compare them as well, change only what does not concern entries."),
    Code("simulate-nothing-returned", _W, "还没有交回的表可以比较。", "请在收到并汇总以后再试。", "Nothing has come back that could be compared.", "Try again when forms have been collected."),
)  # fmt: skip
"""Every code of this table, in the order in which a user meets them."""

register(*CODES)
