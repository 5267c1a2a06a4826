"""Codes of findings about target letters."""

from kpixl.findings.finding import Code, Severity, register

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CODES = (
    Code("letters-year", _E, "目标责任书按年签订，而周期写的是“{period}”。", "请写年份，如 {example}。", "Target letters are for a year, but the period is “{period}”.", "Write a year such as {example}."),
    Code("letters-no-targets", _E, "方案没有由年度目标分解的列，没有目标可以写进责任书。", "请在方案的 columns 里给各期的目标写上 annual，如 本月签约目标: {{unit: 套, annual: 年签约目标}}。", "Nothing in the scheme comes from an annual target, so there is nothing to put into a letter.", "Give the targets of each period an `annual` under `columns`, such as 本月签约目标: {{unit: 套, annual: 年签约目标}}."),
    Code("letters-nobody", _E, "花名册里没有人的考核表用到年度目标，没有生成文件。", "请核对方案里各表的 for 和花名册的写法。", "Nobody's form on the roster rests on an annual target; no file was made.", "Check that `for` in the scheme and the roster are spelt alike."),
    Code("letters-not-needed", _I, "{count} 个考核对象的考核表不用年度目标，没有责任书：{names}。", "不用处理。", "{count} have no letter, since their forms rest on no annual target: {names}.", "Nothing has to be done."),
    Code("letters-target-blank", _W, "「{column}」是空的，责任书上写作待定：{count} 个（{names}）。", "请在花名册里填上，再生成一次；不会当作 0。", "“{column}” is blank for {count} ({names}); their letters say that it is to be settled.", "Fill it in on the roster and make them again; it is not taken for 0."),
    Code("letters-folder-not-empty", _E, "这个文件夹里已经有文件，没有改动它。", "请换一个文件夹，或先移走里面的文件：签过或改过的责任书不会被覆盖。", "This folder already holds files and was not changed.", "Choose another folder, or move its files away: letters that were signed or edited are not overwritten."),
)  # fmt: skip
"""Every code of this table."""

register(*CODES)
