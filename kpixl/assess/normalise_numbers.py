"""A number with whatever people write around it: its unit, a currency, hours and minutes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from kpixl.assess.normalise_nouns import Doubt, Example, Normal, Reading, either
from kpixl.assess.normalise_numerals import Numeral, numeral
from kpixl.assess.normalise_rewritings import rewritten
from kpixl.assess.normalise_units import (
    LARGER,
    PER_MILLE,
    PERCENT,
    YUAN,
    factor,
    is_larger,
    suffixes,
)
from kpixl.model.indicator import Input
from kpixl.model.numbers import plain, settled

Found = Numeral | Doubt | None
InUnit = Reading[Callable[[Numeral, str, str], Found]]

_THREE_DECIMALS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)


def _same_unit(number: Numeral, suffix: str, unit: str) -> Found:
    is_own = factor(suffix, unit) == 1 and not (number.sizes and is_larger(unit))
    return number if is_own else None


def _larger_unit(number: Numeral, suffix: str, unit: str) -> Found:
    """2000万 where 万元 is asked for is 2000 of them; 5千 may be 5000 of them, or half of one."""
    ratio = factor(suffix, unit)
    if not is_larger(unit) or ratio is None:
        return None
    is_large = not {"万", "亿"}.isdisjoint(number.sizes)
    if suffix == unit:
        return None if is_large else number
    smaller = number.value * (ratio if suffix else Fraction(1, LARGER[unit[0]]))
    if number.sizes.endswith(("万", "亿")) or (suffix and is_large):
        return replace(number, value=smaller)
    return either(f"{plain(smaller)} {unit}", f"{plain(number.value)} {unit}")


def _converted(number: Numeral, suffix: str, unit: str) -> Found:
    ratio = factor(suffix, unit)
    if ratio is None or is_larger(unit):
        return None
    if (suffix, unit) == (PERCENT, PER_MILLE):
        # A keyboard has no ‰: who types % may well mean it.
        return either(f"{plain(number.value * ratio)}‰", f"{plain(number.value)}‰")
    return replace(number, value=number.value * ratio)


IN_UNIT: tuple[InUnit, ...] = (
    Reading(
        "unit",
        "去掉单位",
        "unit removed",
        "写了这一格的单位，或与它同义的单位。",
        "The unit of the cell, or another word for it, is written as well.",
        _same_unit,
        (
            Example("95分", "95", unit="分"),
            Example("95%", "95", unit="%"),
            Example("12.5‰", "12.5", unit="‰"),
            Example("3个", "3", unit="件"),
            Example("1200元整", "1200", unit="元"),
            Example("2个百分点", "2", unit="百分点"),
        ),
        (Example("95%", unit="分"), Example("3人", unit="人次"), Example("2%", unit="百分点")),
    ),
    Reading(
        "larger-unit",
        "换算成万、亿为单位",
        "converted to units of 万 or 亿",
        "单位是万元、亿元等时，“2000万”就是 2000 万元；只写“元”或“千”的可能写漏了“万”，不换算。",
        "Where the unit is 万元 or the like, 2000万 is 2000 of them. 元 or 千 alone may lack a 万.",
        _larger_unit,
        (
            Example("2000万", "2000", unit="万元"),
            Example("1.5亿", "15000", unit="万元"),
            Example("2000万元", "0.2", unit="亿元"),
            Example("两万", "2", unit="万元"),
        ),
        (Example("5千", unit="万元"), Example("20000元", unit="万元"), Example("五百", unit="万元")),
    ),
    Reading(
        "conversion",
        "换算单位",
        "unit converted",
        "小时、分钟、秒之间，‰ 与 % 之间按倍数换算。‰ 的格子里写了 % 的可能是想写 ‰，不换算。",
        "Hours, minutes and seconds, and ‰ as %, are converted. % where ‰ is asked for may be meant as ‰.",
        _converted,
        (
            Example("90分钟", "1.5", unit="小时"),
            Example("2小时", "120", unit="分钟"),
            Example("950‰", "95", unit="%"),
        ),
        (Example("4%", unit="‰"), Example("2天", unit="小时")),
    ),
)
"""What a unit behind a number makes of it."""


def _foreign(number: Numeral, suffix: str, unit: str) -> Doubt:
    """A unit that is not that of the cell."""
    value = plain(number.value)
    match suffix, unit:
        case "%", "分":
            return Doubt(
                f"可能是 {value} 分，也可能是满分的 {value}%",
                f"it may mean {value} points or {value}% of the full marks",
            )
        case "%", "百分点":
            return Doubt(
                f"可能是 {value} 个百分点，也可能是相对的 {value}%",
                f"it may mean {value} percentage points or {value}% of the former value",
            )
        case "%", _:
            return either(value, plain(number.value / 100))
    asked, asked_en = (f"单位是“{unit}”", f"is in {unit}") if unit else ("没有单位", "has no unit")
    return Doubt(f"写的单位是“{suffix}”，而这一格{asked}", f"its unit is {suffix}, but this cell {asked_en}")


def read_number(text: str, part: Input) -> Normal | Doubt | None:
    """The number that a tidied text is in the unit of the input; None where no reading fits."""
    text, before = rewritten(text)
    found = list(_in_unit(text, part.unit))
    doubts = [one for one in found if isinstance(one, Doubt)]
    meant = [one for one in found if isinstance(one, Normal)]
    if not meant:
        return next(iter(doubts), None)
    first = meant[0]
    if any(one.raw != first.raw for one in meant):
        return _TWO_UNITS
    rules = (rule for rule in first.rules if not before or rule != IN_UNIT[0].key)
    return replace(first, rules=(*before, *rules))


_TWO_UNITS = Doubt("看不出是什么单位", "its unit may be understood in two ways")


def _in_unit(text: str, unit: str) -> Iterator[Normal | Doubt]:
    """What the text means with each unit that it may end in."""
    for suffix in suffixes(unit):
        if not text.casefold().endswith(suffix):
            continue
        body = text[: len(text) - len(suffix)].rstrip()
        number = (_in_thousands(body) if unit == YUAN else None) or numeral(body)
        if isinstance(number, Doubt):
            yield number
        elif number is not None and (found := _taken(number, suffix, unit)) is not None:
            yield found


def _in_thousands(text: str) -> Doubt | None:
    """1.200: nobody writes 元 with three decimals, so the point may be meant as a comma."""
    return either(text, text.replace(".", "")) if _THREE_DECIMALS.fullmatch(text) else None


def _taken(number: Numeral, suffix: str, unit: str) -> Normal | Doubt | None:
    for row in IN_UNIT:
        found = row.convert(number, suffix, unit)
        if isinstance(found, Doubt):
            return found
        if found is not None:
            if found.value != 0 and settled(found.value) == 0:
                # Too small to be told from 0, which it is not.
                return None
            is_bare = row is IN_UNIT[0] and not suffix
            return Normal(found.value, found.rules if is_bare else (*found.rules, row.key), bool(suffix))
    return _foreign(number, suffix, unit)


def read_percent(value: Fraction, part: Input) -> Normal | Doubt | None:
    """The number of a cell that shows it as a percentage: 0.95 is seen as 95%."""
    seen = value * 100
    if value == 0:
        return None
    if part.unit == PERCENT:
        fits = (part.low is None or seen >= part.low) and (part.high is None or seen <= part.high)
        meant = Normal(seen, (PERCENT_FORMAT.key,), names_unit=True)
        return meant if fits else either(f"{plain(seen)}%", f"{plain(value)}%")
    if part.unit == PER_MILLE:
        return either(f"{plain(value * 1000)}‰", f"{plain(seen)}‰")
    return either(f"{plain(seen)}%", plain(value))


PERCENT_FORMAT: Reading[Callable[[Fraction, Input], Normal | Doubt | None]] = Reading(
    "percent-format",
    "按百分比格式",
    "shown as a percentage",
    "单位是 % 的格子用了百分比格式时，按看到的数计：存的是 0.95，看到的是 95%。",
    "Where a cell in % is formatted as a percentage, what is seen counts: 0.95 is seen as 95%.",
    read_percent,
    (Example("0.95", "95", unit="%", percent=True),),
    (Example("0.95", unit="分", percent=True), Example("0.004", unit="‰", percent=True)),
)
