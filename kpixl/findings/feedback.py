"""Codes of findings about result slips (not correction slips: those are in slips.py)."""

from kpixl.findings.finding import Code, Severity, register

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CODES = (
    Code("feedback-outdated", _E, "还没有汇总过，或上次汇总以后记录又有变化；反馈单要和汇总的结果一致，所以没有做。", "请先运行 kpixl collect，再运行一次 kpixl slip。", "Nothing was collected yet, or the record has gone on since; slips must agree with the results, so none was made.", "Run kpixl collect, then kpixl slip again."),
    Code("feedback-without-result", _W, "{count} 人还没有结果，没有反馈单：{names}。", "等他们的表收齐，汇总以后再运行一次。", "{count} people have no result yet and get no slip: {names}.", "Collect their forms, then run this again."),
    Code("feedback-excluded", _I, "{count} 人这一期不参加考核，没有反馈单：{names}。", "应当参加的，请核对方案里各表的 for，重新生成考核表。", "{count} people are not appraised in this cycle and get no slip: {names}.", "If they should be, check “for” of the forms and make the forms again."),
    Code("feedback-unexplained", _W, "「{id} {name}」的表是按以前的方案做的，那个方案现在读不出来，没有做反馈单。", "请按现在的方案重新发一张表，填好后汇总；或用当时的版本做反馈单。", "The form of “{id} {name}” was made by an earlier scheme that cannot be read any more; no slip was made.", "Hand out a form of the present scheme and collect it, or make the slip with the version of that time."),
    Code("feedback-changed", _W, "这份文件做出以后有人改过，没有动它。", "要新的，请把它移走或改名，再运行一次。", "Somebody has changed this file since it was made; it was left alone.", "Move or rename it, then run this again to get a new one."),
)  # fmt: skip
"""Every code of this table, in the order in which a user meets them."""

register(*CODES)
