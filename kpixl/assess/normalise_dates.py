"""Dates and moments: a day as people write it, with a time of day where one is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from kpixl.assess.normalise_chinese import ALPHABET, DIGITS, chinese_number, year_number
from kpixl.assess.normalise_days import Context, read_day
from kpixl.assess.normalise_doubts import NOTHING
from kpixl.assess.normalise_nouns import Days, Doubt, Example, Normal, Reading
from kpixl.assess.normalise_times import CLOCK, is_plain, read_time
from kpixl.model.days import day_of, number_of
from kpixl.model.indicator import Input, Kind
from kpixl.model.numbers import plain
from kpixl.rules import entries

_IN_CHINESE = re.compile(
    rf"(?<!\d)(?:([〇{DIGITS}]{{4}}|[〇{DIGITS}]{{2}})(?=年)|([{ALPHABET}]+)(?=[月日号点时分秒]))"
)
_WEEKDAY = re.compile(r"(.*?\S)\s*\(?(?:星期|周|礼拜)([一二三四五六日天])\)?", re.DOTALL)
_WEEKDAYS = "一二三四五六日"
_RANGE = re.compile(r".*\d(?:\s*[日号]\s*[-–—]+|\s*(?:~|到|至)\s*|\s+[-–—]+\s+)\d.*", re.ASCII)
_TIME_ONLY = Doubt("只有时间，没有写是哪一天", "it has a time and no day")
_NO_TIME = Doubt("没有写几点几分", "its time of day is missing")
_WRONG_WEEKDAY = Doubt("日期与星期对不上", "the day is not that day of the week")


def read_date(text: str, part: Input, days: Days | None) -> Normal | Doubt | None:
    """The day or moment that a tidied text is, as the number that a spreadsheet has for it."""
    arabic = _IN_CHINESE.sub(_in_digits, text)
    rules = ("chinese",) if arabic != text else ()
    found = _read(arabic, part, Context(days, part.in_period))
    if isinstance(found, Normal):
        used = (*rules, *found.rules)
        return Normal(found.raw, used)
    return found or _unread(text)


def read_serial(value: Fraction, part: Input) -> Normal | Doubt | None:
    """A number that is no day in a spreadsheet: 20261103, or a time without its day."""
    if 0 < value < 1:
        return Doubt(f"只有时间（{entries.dated_text(value)}），没有写是哪一天", _TIME_ONLY.en)
    if value.denominator == 1 and len(str(value)) == 8:
        return _read(str(value), part, Context(None, False))
    return None


def read_dated(value: Fraction) -> Normal | None:
    """The text that somebody meant who typed a day or a time into a cell for texts."""
    seen = entries.dated_text(value)
    return Normal(seen, (DATE_FORMAT.key,)) if seen != plain(value) else None


DATE_FORMAT: Reading[Callable[[Fraction], Normal | None]] = Reading(
    "date-format",
    "按日期格式",
    "shown as a date",
    "填文字的格子成了日期格式时，按看到的日期计：存的是 46331，看到的是 2026-11-05。",
    "Where a cell for text has become formatted as a date, what is seen counts: 46331 is seen as 2026-11-05.",
    read_dated,
    (Example("46331", "2026-11-05", kind=Kind.TEXT, dated=True),),
)


def not_a_figure(value: Fraction) -> Doubt:
    """Why a number that its cell shows as a day or a time is no figure: nobody has typed that number."""
    seen = entries.dated_text(value)
    if entries.EARLIEST <= value < entries.LATEST + 1:
        day = day_of(int(value))
        short = f"{day.month}-{day.day}"
        zh, en = (
            f"是日期，不是数（{short} 这样的内容，Excel 会当成日期）",
            f"it is a date, not a figure (Excel takes {short} for a date)",
        )
    elif 0 < value < 1:
        zh, en = (
            f"是时间，不是数（{seen} 这样的内容，Excel 会当成时间）",
            f"it is a time, not a figure (Excel takes {seen} for a time)",
        )
    else:
        zh, en = (
            "而这一格成了日期或时间的格式，表上看到的不是这个数",
            "the cell is formatted as a date or a time and does not show this number",
        )
    return Doubt(zh, en, hint=_FREE_OF_FORMAT, hint_en=_FREE_OF_FORMAT_EN)


_FREE_OF_FORMAT = "；填进去仍显示成日期或时间的，先把同类的空白填写格复制过来再填"
_FREE_OF_FORMAT_EN = "; if it still shows as a date or a time, paste an empty cell of the same kind first"


def _in_digits(found: re.Match[str]) -> str:
    if found[1]:
        year = year_number(found[1])
        return found[0] if year is None else f"{year:0{len(found[1])}d}"
    number = chinese_number(found[2])
    return str(number) if isinstance(number, Fraction) else found[0]


def _read(text: str, part: Input, context: Context) -> Normal | Doubt | None:
    whole = _day(text, context)
    if isinstance(whole, Normal) and part.kind is Kind.DATETIME:
        return _NO_TIME
    if whole is not None:
        return whole
    for at in range(1, len(text)):
        if not (text[at] in " T\n" or text[at - 1] in f"日号){_WEEKDAYS}天"):
            continue
        time = read_time(text[at:].strip(" T\n"))
        day = _day(text[:at].strip(), context) if time is not None else None
        if day is not None:
            return _moment(day, time, text[at:].strip(" T\n"))
    return _TIME_ONLY if read_time(text) is not None else None


def _moment(day: Normal | Doubt, time: Fraction | Doubt | None, written: str) -> Normal | Doubt:
    if isinstance(day, Doubt):
        return day
    if not isinstance(time, Fraction):
        return time or _NO_TIME
    assert isinstance(day.raw, Fraction)
    return Normal(day.raw + time, day.rules if is_plain(written) else (*day.rules, CLOCK.key))


def _day(text: str, context: Context) -> Normal | Doubt | None:
    """The day, checked against the weekday that may stand behind it."""
    named = _WEEKDAY.fullmatch(text)
    found = read_day(named[1] if named else text, context)
    if found is None:
        return None
    day, key = found
    if isinstance(day, Doubt):
        return day
    if named and day.weekday() != _WEEKDAYS.index("日" if named[2] == "天" else named[2]):
        return _WRONG_WEEKDAY
    return Normal(Fraction(number_of(day)), (key,))


def _unread(text: str) -> Doubt | None:
    nothing = NOTHING.pattern.fullmatch(text)
    if nothing is not None:
        return Doubt("不是日期", "it is no date", says_nothing=True)
    return (
        Doubt("可能是一段日期，要填的是一天", "it may be several days; one is wanted")
        if _RANGE.fullmatch(text)
        else None
    )
