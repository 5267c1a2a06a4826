"""Codes of findings about whom somebody names, and about what is explained of them."""

from kpixl.findings.finding import Code, Severity, register

_E, _W = Severity.ERROR, Severity.WARNING

CODES = (
    Code("person-unknown", _E, "这一期没有发表给“{who}”。{near}", "请写工号，或花名册上的姓名。", "No form of this cycle is for “{who}”. {near_en}", "Give the number, or the name on the roster."),
    Code("person-name-shared", _E, "叫“{who}”的有 {count} 人：{numbers}。", "请写工号。", "{count} people are called “{who}”: {numbers}.", "Give the number."),
    Code("explain-outdated", _W, "上次汇总以后记录又有变化，下面说的是上次汇总的结果。", "请先运行 kpixl collect，再看一次。", "The record has gone on since the last collection; what is told below is as of that one.", "Run kpixl collect and look again."),
)  # fmt: skip
"""Every code of this table, in the order in which a user meets them."""

register(*CODES)
