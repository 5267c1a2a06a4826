"""Codes of findings about roster columns that come from annual targets."""

from kpixl.findings.finding import Code, Severity

_E, _W = Severity.ERROR, Severity.WARNING

ANNUAL_CODES = (
    Code(
        "annual-unknown-column", _E,
        "「{name}」要由「{text}」分解，而 columns 里没有这一列，或它不是填写的数字列。",
        "请改成这些之一，或在 columns 里补上：{known}。",
        "“{name}” comes from “{text}”, which is no column of numbers of the roster that the scheme declares.",
        "Use one of these, or declare it under columns: {known}.",
    ),
    Code(
        "annual-no-number", _E,
        "「{name}」由年度目标分解，不能是文字列或日期列。", "请写它的单位，如 台。",
        "“{name}” comes from an annual target and cannot hold texts or dates.", "Give its unit, such as 台.",
    ),
    Code(
        "annual-shares-count", _E,
        "「{name}」写了 {count} 个比例，应为 {wanted} 个（每期一个），或按月写 12 个。", "请补齐，或删去 shares 平均分解。",
        "“{name}” has {count} shares; there are {wanted} periods in a year, or 12 months.",
        "Complete them, or leave shares out for even parts.",
    ),
    Code(
        "annual-shares-sum", _E,
        "「{name}」各期比例的合计是 {sum}。", "请改比例，使合计等于 100%。",
        "The shares of “{name}” add up to {sum}.", "Change them so that they add up to 100%.",
    ),
    Code(
        "annual-column-given", _W,
        "「{name}」由「{of}」分解，而名册里有这一列，{count} 人填了（{names}）；这些人以名册为准。",
        "确实按名册的，不用处理；要按年度目标分解的，删去名册的这一列。",
        "“{name}” comes from “{of}”, but the roster has the column, filled in for {count} ({names}); of these the "
        "roster counts.",
        "Leave it if that is meant; to go by the annual target, remove the column from the roster.",
    ),
    Code(
        "annual-too-fine", _E,
        "「{of}」的小数超过 {places} 位，分解不能正好合计：{count} 人（{names}）。",
        "请把年度目标改到 {places} 位小数，或在方案的 columns 里把「{name}」的 places 写大。",
        "“{of}” has more than {places} decimal places, so its parts cannot add up to it: {count} ({names}).",
        "Round the annual target to {places} places, or raise “places” of “{name}” in the scheme's columns.",
    ),
    Code(
        "annual-not-positive", _W,
        "{name}的“{of}”是 {value}，不大于 0：各期没有可以对照的目标，用到它的指标多半算不出来。",
        "请核对，改成大于 0 的数；还没有定的，把格子空着。",
        "“{of}” of {name} is {value}, which is not above 0: there is nothing to measure against in any period.",
        "Check it and write a number above 0; leave the cell blank while it is not settled.",
    ),
)  # fmt: skip
"""Every code of this table."""
