"""Days as people write them. What is left out is taken from the cycle, and only where it fits once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kpixl.assess.normalise_nouns import Days, Doubt, Example, Reading, either
from kpixl.model.indicator import Kind

NO_SUCH_DAY = Doubt("没有这一天", "there is no such day")
_UNKNOWN_ORDER = Doubt(
    "年份只有两位，看不出年、月、日的次序", "its year has two digits, so the order is not known"
)
_ONE_CENTURY = 50
"""Below, a year of two digits can only be one of this century."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a day in short must fit: the cycle if it is known, and whether only its days are asked for."""

    days: Days | None
    in_period: bool


Found = re.Match[str]
DayFound = date | Doubt | None
Convert = Callable[[str, Context], DayFound]
DayReading = Reading[Convert]

_Y, _YY, _M, _D = r"(?P<y>\d{4})", r"(?P<yy>\d{2})", r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})"
_S, _SAME = r"\s*(?P<s>[-/.])\s*", r"\s*(?P=s)\s*"
_IN_WORDS = rf"\s*年\s*{_M}\s*月\s*{_D}\s*[日号]?"


def _by(meant: Callable[[Found, Context], DayFound], *patterns: str) -> Convert:
    """A conversion for texts of these forms."""
    forms = [re.compile(pattern, re.ASCII) for pattern in patterns]

    def convert(text: str, context: Context) -> DayFound:
        found = next((found for form in forms if (found := form.fullmatch(text))), None)
        return meant(found, context) if found is not None else None

    return convert


def _either(one: Convert, other: Convert) -> Convert:
    return lambda text, context: one(text, context) or other(text, context)


def _day(year: int, month: int, day: int) -> date | Doubt:
    try:
        return date(year, month, day)
    except ValueError:
        return NO_SUCH_DAY


def _whole(found: Found, context: Context) -> DayFound:
    return _day(int(found["y"]), int(found["m"]), int(found["d"]))


def _short_year(found: Found, context: Context) -> DayFound:
    year = int(found["yy"])
    if year >= _ONE_CENTURY:
        return Doubt(f"可能是 19{year} 年，也可能是 20{year} 年", f"it may be of 19{year} or of 20{year}")
    return _day(2000 + year, int(found["m"]), int(found["d"]))


def _short_and_separated(found: Found, context: Context) -> DayFound:
    """26.11.3 where year, month, day is the only order that gives a day of the cycle."""
    a, b, c = int(found["yy"]), int(found["m"]), int(found["d"])
    orders = ((2000 + a, b, c), (2000 + c, b, a), (2000 + c, a, b))
    inside = {day for order in orders if _is_inside(day := _day(*order), context.days)}
    first = _day(*orders[0])
    return first if inside == {first} else _UNKNOWN_ORDER


def _year_last(found: Found, context: Context) -> DayFound:
    """25/11/2026 is one day only, 3/11/2026 may be two."""
    year, a, b = int(found["y"]), int(found["m"]), int(found["d"])
    days = sorted({day for order in ((a, b), (b, a)) if isinstance(day := _day(year, *order), date)})
    if len(days) == 1:
        return days[0]
    return either(*(day.isoformat() for day in days)) if days else NO_SUCH_DAY


def _without_year(found: Found, context: Context) -> DayFound:
    """11月3日 where the cycle has one such day."""
    return _of_cycle(context, lambda day: (day.month, day.day) == (int(found["m"]), int(found["d"])))


def _without_month(found: Found, context: Context) -> DayFound:
    """3日 where only a day of the cycle is asked for, and it has one such day."""
    if not context.in_period:
        return Doubt("没有写几月", "its month is missing")
    return _of_cycle(context, lambda day: day.day == int(found["d"]))


def _of_cycle(context: Context, fits: Callable[[date], bool]) -> DayFound:
    if context.days is None:
        return Doubt("没有写年份", "its year is missing")
    first, last = context.days
    days = [day for n in range((last - first).days + 1) if fits(day := first + timedelta(days=n))]
    if len(days) == 1:
        return days[0]
    if days:
        return either(days[0].isoformat(), days[1].isoformat())
    return Doubt("没有写年份，本期内也没有这一天", "its year is missing, and the cycle has no such day")


def _two_numbers(found: Found, context: Context) -> DayFound:
    a, b = int(found["m"]), int(found["d"])
    return Doubt(f"可能是 {a} 月 {b} 日，也可能是 {b} 月 {a} 日", f"the month may be {a} or {b}")


def _dayless(found: Found, context: Context) -> DayFound:
    return Doubt("没有写哪一日", "its day is missing")


def _is_inside(day: date | Doubt, days: Days | None) -> bool:
    return isinstance(day, date) and days is not None and days[0] <= day <= days[1]


def _example(typed: str, after: str = "") -> Example:
    return Example(typed, after, kind=Kind.DATE)


DAYS: tuple[DayReading, ...] = (
    Reading(
        "date-text",
        "文字写的日期",
        "a date in words or digits",
        "年、月、日写全的日期，不论用什么隔开；写了星期的要对得上。",
        "Year, month and day, whatever stands between them. A weekday beside them must be right.",
        _by(_whole, _Y + _S + _M + _SAME + _D, _Y + _IN_WORDS),
        (
            _example("2026年11月3日", "2026-11-03"),
            _example("2026.11.3", "2026-11-03"),
            _example("2026/11/3", "2026-11-03"),
            _example("2026年11月3日 星期二", "2026-11-03"),
            _example("二〇二六年十一月三日", "2026-11-03"),
        ),
        (_example("2026年11月31日"), _example("2026年11月3日 星期三")),
    ),
    Reading(
        "date-digits",
        "八位数字的日期",
        "a date of eight digits",
        "八位数字依次是年、月、日，文本、数字都可以。",
        "Eight digits are year, month and day, as a text or as a number.",
        _by(_whole, r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
        (_example("20261103", "2026-11-03"),),
        (_example("20261303"),),
    ),
    Reading(
        "short-year",
        "两位数的年份",
        "a year of two digits",
        "“26年”是 2026 年；“26.11.3”只有按年、月、日读才是本期的一天时才这样读。",
        "26年 is 2026; 26.11.3 is year, month and day only if no other order gives a day of the cycle.",
        _either(_by(_short_year, _YY + _IN_WORDS), _by(_short_and_separated, _YY + _S + _M + _SAME + _D)),
        (_example("26年11月3日", "2026-11-03"), _example("26.11.3", "2026-11-03")),
        (_example("98年5月1日"), _example("11.3.26")),
    ),
    Reading(
        "year-last",
        "年份写在最后",
        "the year at the end",
        "年份写在最后的，只有一种次序是日期时才读。",
        "With the year at the end, it is read only if one order alone gives a day.",
        _by(_year_last, _D + _S + _M + _SAME + _Y),
        (_example("25/11/2026", "2026-11-25"),),
        (_example("3/11/2026"),),
    ),
    Reading(
        "without-year",
        "按本期补年份",
        "the year taken from the cycle",
        "没有写年份的，本期只有这样一天时才读；只写“3日”的，这一格还要限定在本期内。",
        "Without a year, it is read only if the cycle has one such day; 3日 alone only if the cell asks for "
        "a day of the cycle.",
        _either(_by(_without_year, rf"{_M}\s*月\s*{_D}\s*[日号]?"), _by(_without_month, rf"{_D}\s*[日号]")),
        (_example("11月3日", "2026-11-03"),),
        (_example("12月3日"), _example("3日"), _example("11-3")),
    ),
)
"""Asked one after the other: each is of its own form."""

_UNFINISHED = (
    _by(_two_numbers, rf"{_M}\s*[-/.]\s*{_D}"),
    _by(
        _dayless,
        r"(?:\d{2}|\d{4})\s*年\s*\d{1,2}\s*月",
        r"\d{1,2}\s*月(?:份|初|中旬?|底|末|[上中下]旬)?",
        r"\d{4}[-/.]\d{1,2}",
    ),
)


def read_day(text: str, context: Context) -> tuple[date | Doubt, str] | None:
    """The day, or why it is none, and the key of the reading; None where the text has no form of a day."""
    for row in DAYS:
        found = row.convert(text, context)
        if found is not None:
            return found, row.key
    doubt = next((found for convert in _UNFINISHED if (found := convert(text, context))), None)
    return (doubt, "") if doubt is not None else None
