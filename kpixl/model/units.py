"""The table of units: what people type under a unit, its usual limits, and how it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from kpixl.model.indicator import Kind


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: the kind and limits (inclusive) of an input in it, and the decimal places shown.

    `ratio` is what a quotient of two counts is multiplied by to be in this unit: 100 for %.
    """

    name: str
    kind: Kind = Kind.NUMBER
    low: Fraction | None = None
    high: Fraction | None = None
    places: int = 2
    ratio: int = 1


_ZERO, _HUNDRED = Fraction(0), Fraction(100)
_COUNTED = (
    "件 台 项 人 次 天 户 单 家 起 个 条 份 笔 例 套 辆 张 篇 场 处 批 名 位 票 宗 通 页 期 轮 组 部 "
    "台次 人次 家次 件次 车次 户次 家/次"
)
_AMOUNTS = "元 万元 亿元 小时 分钟 秒 工作日 公里"

COUNT = Unit("", Kind.INTEGER, _ZERO, places=0)
"""The unit of a bare count."""

_ROWS = (
    *(replace(COUNT, name=name) for name in _COUNTED.split()),
    *(Unit(name, low=_ZERO) for name in _AMOUNTS.split()),
    Unit("分", low=_ZERO, high=_HUNDRED),
    Unit("%", low=_ZERO, high=_HUNDRED, ratio=100),
    Unit("‰", low=_ZERO, ratio=1000),
    Unit("百分点", ratio=100),
)

UNITS = {row.name: row for row in _ROWS}

_PER = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000}
_RATE = re.compile(r".*/(百万|十万|百|千|万).*")


def unit_of(name: str) -> Unit:
    """The row of a unit; a rate such as 件/万客户 gives its ratio; an unknown unit is a plain number."""
    if name in UNITS:
        return UNITS[name]
    rate = _RATE.fullmatch(name)
    return Unit(name, low=_ZERO, ratio=_PER[rate[1]]) if rate else Unit(name)


def places(name: str) -> int:
    """The decimal places that a figure in this unit is shown with."""
    return unit_of(name).places
