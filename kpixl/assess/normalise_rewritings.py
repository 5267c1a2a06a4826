"""Units that are written in words or in front of a number, put behind it as a sign."""

from __future__ import annotations

import re
from collections.abc import Callable

from kpixl.assess.normalise_nouns import Example, Reading
from kpixl.assess.normalise_units import PER_MILLE, PERCENT

Rewriting = Reading[Callable[[str], str]]

_RATES = tuple(
    (re.compile(rf"(-|负)?{words}(.+)", re.DOTALL), sign)
    for words, sign in (("百分之", PERCENT), ("千分之", PER_MILLE))
)
_CURRENCY = re.compile(r"(?:¥|rmb|cny|人民币)\s*([^元]+)元?", re.IGNORECASE | re.DOTALL)
_SPAN = re.compile(r"(?:(\d{1,4})个?小时)?(?:(\d{1,4})分钟?)?(?:(\d{1,4})秒钟?)?", re.ASCII)


def _rate_in_words(text: str) -> str:
    for pattern, sign in _RATES:
        if found := pattern.fullmatch(text):
            return f"{found[1] or ''}{'一百' if found[2] == '百' else found[2]}{sign}"
    return text


def _in_yuan(text: str) -> str:
    found = _CURRENCY.fullmatch(text)
    return found[1].rstrip() + "元" if found else text


def _span(text: str) -> str:
    """1小时30分 as seconds. One unit alone is no span, and there is no 1小时90分."""
    found = _SPAN.fullmatch(text)
    parts = [int(part) if part else None for part in found.groups()] if found else []
    given = [number for number, part in enumerate(parts) if part is not None]
    if len(given) < 2 or any((parts[number] or 0) >= 60 for number in given[1:]):
        return text
    hours, minutes, seconds = (part or 0 for part in parts)
    return f"{hours * 3600 + minutes * 60 + seconds}秒"


REWRITINGS: tuple[Rewriting, ...] = (
    Reading(
        "rate-words",
        "百分之、千分之换成符号",
        "百分之 or 千分之 as a sign",
        "“百分之…”“千分之…”与 %、‰ 一样。",
        "百分之 and 千分之 are the same as % and ‰.",
        _rate_in_words,
        (
            Example("百分之九十五", "95", unit="%"),
            Example("百分之95.5", "95.5", unit="%"),
            Example("百分之百", "100", unit="%"),
            Example("千分之四", "4", unit="‰"),
        ),
        (Example("百分之四", unit="‰"),),
    ),
    Reading(
        "currency",
        "去掉货币符号",
        "currency sign removed",
        "¥、RMB、人民币与“元”一样。",
        "¥, RMB and 人民币 are the same as 元.",
        _in_yuan,
        (Example("￥1,200", "1200", unit="元"), Example("人民币1200元", "1200", unit="元")),
        (Example("¥1,200", unit="万元"),),
    ),
    Reading(
        "span",
        "几小时几分合在一起",
        "hours, minutes and seconds added up",
        "“1小时30分”合成这一格的单位。",
        "Hours, minutes and seconds are added up.",
        _span,
        (Example("1小时30分", "90", unit="分钟"), Example("1小时30分钟", "1.5", unit="小时")),
    ),
)
"""Other ways to write a unit."""


def rewritten(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with its unit behind it, and the keys of what was needed for that."""
    used: tuple[str, ...] = ()
    for row in REWRITINGS:
        after = row.convert(text)
        if after != text:
            text, used = after, (*used, row.key)
    return text, used
