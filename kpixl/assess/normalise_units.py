"""Units as people write them behind a number: which are the same, and which can be converted."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from kpixl.model.indicator import Kind
from kpixl.model.units import UNITS

PERCENT, PER_MILLE, MARK, YUAN = "%", "‰", "分", "元"

LARGER = {"万": 10**4, "亿": 10**8}
"""What a unit such as 万元 begins with."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a unit measures, and its size beside others that measure the same."""

    of: str
    size: Fraction = Fraction(1)


_SPELLINGS: tuple[tuple[str, Fraction, str], ...] = (
    ("money", Fraction(1), "元 圆 块 块钱 元整 圆整 元正 元人民币"),
    ("ratio", Fraction(1, 100), "%"),
    ("ratio", Fraction(1, 1000), "‰"),
    ("points", Fraction(1), "百分点 个百分点"),
    ("time", Fraction(1), "秒 秒钟"),
    ("time", Fraction(60), "分钟 分 min"),
    ("time", Fraction(3600), "小时 个小时 钟头 个钟头 h"),
    ("days", Fraction(1), "天 日"),
    ("workdays", Fraction(1), "工作日 个工作日"),
    ("distance", Fraction(1), "公里 千米 km"),
    ("cases", Fraction(1), "件 起 宗 例 桩"),
    ("orders", Fraction(1), "单 笔"),
    ("people", Fraction(1), "人 名 位"),
    ("vehicles", Fraction(1), "台 辆"),
    ("times", Fraction(1), "次 回"),
)
"""What is measured, the size, and how people write it."""

_KNOWN = {
    **{name: Measure(name) for name in UNITS if name and name[0] not in LARGER},
    **{word: Measure(of, size) for of, size, words in _SPELLINGS for word in words.split()},
}
_COUNTED = frozenset(name for name, row in UNITS.items() if row.kind is Kind.INTEGER and name)
_PIECE = "个"
_PIECES = frozenset("件台项人户单家起个条份笔例套辆张篇场处批名位票宗期轮组部")
"""What is also counted by 个."""


@cache
def measure_of(unit: str) -> Measure:
    """What an input in this unit measures. A unit that nobody knows measures only itself."""
    if unit == MARK:
        return Measure(MARK)
    if unit in _KNOWN:
        return _KNOWN[unit]
    size, rest = LARGER.get(unit[:1]), unit[1:]
    if size is not None and rest in _KNOWN:
        inner = _KNOWN[rest]
        return Measure(inner.of, inner.size * size)
    return Measure(unit)


def is_larger(unit: str) -> bool:
    """Whether a unit counts ten thousands or more of another one, as 万元 does."""
    return unit[:1] in LARGER and len(unit) > 1


@cache
def suffixes(unit: str) -> tuple[str, ...]:
    """Every unit that may stand behind a number for such an input, the longest first; "" for none."""
    known = {*_KNOWN, unit.casefold(), _PIECE, ""}
    return tuple(sorted(known, key=lambda word: (-len(word), word)))


def factor(suffix: str, unit: str) -> Fraction | None:
    """What a number with this suffix is multiplied by to be in the unit; None when they do not compare."""
    if suffix in (unit.casefold(), ""):
        return Fraction(1)
    if not unit:
        return Fraction(1) if suffix in _COUNTED else None
    if suffix == _PIECE:
        return Fraction(1) if unit in _PIECES else None
    seen, wanted = _KNOWN[suffix], measure_of(unit)
    return seen.size / wanted.size if seen.of == wanted.of else None
