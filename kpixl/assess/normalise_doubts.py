"""What cannot be a figure although it looks like one, each with what it may mean instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from kpixl.assess.normalise_chinese import ALPHABET
from kpixl.assess.normalise_nouns import Doubt, Example, either
from kpixl.model.indicator import Kind

_NUMBER = rf"[+-]?\d[\d,]*(?:\.\d+)?%?|[{ALPHABET}]+"
_SHORT = {"k": 1000, "w": 10**4}
_UNITS = r"[^\d\s]{0,3}"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A form of texts that is refused: its pattern, why, and an example."""

    key: str
    pattern: re.Pattern[str]
    why: Callable[[re.Match[str]], Doubt]
    example: Example


def _said(zh: str, en: str) -> Callable[[re.Match[str]], Doubt]:
    return lambda found: Doubt(zh, en)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII | re.IGNORECASE)


NOTHING = Doubtful(
    "nothing",
    _pattern(
        r"[无没缺空]|没有|暂无|缺失|空白|无数据|没有数据|暂无数据|无记录|未(?:评|填|发生|发现|统计|提供|涉及|开展)"
        r"|没发生|没有发生|不适用|不涉及|不详|待(?:定|填|补|统计)|nil|none|null|nan|n\.?/?a\.?|tbd"
        r"|[-—–_]+|[/\\]+|[*×x?？]+|[.…。]+|#n/a"
    ),
    lambda found: Doubt(
        "看不出是 0 还是没有数据", "it may mean 0 or that there is no figure", says_nothing=True
    ),
    Example("无", unit="件", kind=Kind.INTEGER),
)

DOUBTFUL: tuple[Doubtful, ...] = (
    NOTHING,
    Doubtful(
        "range",
        _pattern(rf"({_NUMBER}){_UNITS}\s*(?:[-~–—－〜到至]|--+|—+)\s*({_NUMBER}){_UNITS}"),
        lambda found: Doubt(
            f"是一个范围或算式，看不出是 {found[1]} 还是 {found[2]}",
            f"it is a range or a calculation; it may mean {found[1]} or {found[2]}",
        ),
        Example("95-98", unit="分"),
    ),
    Doubtful(
        "about",
        _pattern(
            r"(?:大?约|大概|将近|接近|近|几乎|差不多|估计|预计|~|≈).*\d.*"
            rf"|.*[\d{ALPHABET}].*(?:左右|上下|不等|[多余来几]{_UNITS}|\+)|[{ALPHABET}]*(?:几|数)[十百千万]{_UNITS}"
        ),
        _said("是约数，不是准确的数", "it is only about right"),
        Example("约95", unit="分"),
    ),
    Doubtful(
        "bound",
        _pattern(
            r"(?:[<>≤≥≦≧=]+|大于|小于|等于|不足|不到|不满|超过|超|至少|至多|最多|最少|高于|低于|多于|少于|不低于|不高于).*\d.*"
            r"|.*\d.*(?:以上|以下|以内|以外|封顶|起)"
        ),
        _said("是一个界限，不是准确的数", "it is a limit, not a figure"),
        Example(">90", unit="分"),
    ),
    Doubtful(
        "quotient",
        _pattern(rf"(\d+(?:\.\d+)?)\s*[/÷]\s*(\d+(?:\.\d+)?){_UNITS}"),
        lambda found: Doubt(
            f"可能是 {found[1]} 除以 {found[2]}，也可能是日期",
            f"it may mean {found[1]} divided by {found[2]}, or a date",
        ),
        Example("12/3", unit="件"),
    ),
    Doubtful(
        "sum",
        _pattern(r"[\d.,\s]+[分件次元%]?\s*(?:[-+*×÷/x^]\s*[\d.,\s]+[分件次元%]?\s*)+(?:=.*)?"),
        _said("是一个算式，要填算好的数", "it is a calculation; its result is wanted"),
        Example("90+5", unit="分"),
    ),
    Doubtful(
        "short",
        _pattern(r"(\d+(?:\.\d+)?)\s*([kw])"),
        lambda found: either(Fraction(found[1]) * _SHORT[found[2].lower()], Fraction(found[1])),
        Example("2w", unit="元"),
    ),
    Doubtful(
        "several",
        _pattern(rf"[+-]?\d[\d,.]*{_UNITS}(?:[\s、;；,，|]+[+-]?\d[\d,.]*{_UNITS})+"),
        _said("可能是一个数，也可能是几个数", "it may be one number or several"),
        Example("95 98", unit="分"),
    ),
    Doubtful(
        "letters",
        _pattern(r"(?=.*\d)(?=.*[oil])[\doil.,%]+"),
        _said("里面有字母，可能是数字 0 或 1，也可能是误打", "it holds letters that look like 0 or 1"),
        Example("9O", unit="分"),
    ),
    Doubtful(
        "brackets",
        _pattern(r"\((\d[\d,.]*%?)\)"),
        lambda found: either(f"-{found[1]}", found[1]),
        Example("(5)", unit="百分点"),
    ),
    Doubtful(
        "dash",
        _pattern(rf"(?:[–—]\s*|-\s+)({_NUMBER}){_UNITS}"),
        lambda found: either(f"-{found[1]}", found[1]),
        Example("—5", unit="百分点"),
    ),
    Doubtful(
        "clock",
        _pattern(r"\d{1,3}:\d{2}(?::\d{2})?"),
        _said("可能是几点几分，也可能是一段时间", "it may be a time of day or a length of time"),
        Example("1:30", unit="小时"),
    ),
)
"""Asked one after the other once no reading has fitted."""


def doubt_about(text: str) -> Doubt | None:
    """Why a tidied text is no figure, where that can be told."""
    for row in DOUBTFUL:
        found = row.pattern.fullmatch(text)
        if found is not None:
            return row.why(found)
    return None
