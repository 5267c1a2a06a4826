"""Days and moments as numbers: a spreadsheet counts days from the end of 1899, the time is the fraction."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

from kpixl.model.numbers import rounded, settled

DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
"""How a day and a moment are written, as spreadsheets and TEXT spell it."""

SECONDS = 24 * 60 * 60
"""Seconds of a day. What is typed is exact to the second; smaller differences are binary noise."""

FIRST, LAST = 61, 2_958_465
"""1900-03-01 and 9999-12-31. Programs differ in what they call the days before; later ones have no name."""

_EPOCH = date(1899, 12, 30)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)


def number_of(day: date) -> int:
    """The number that a spreadsheet has for a day."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """The day that a number stands for."""
    return _EPOCH + timedelta(days=number)


def seconds_of(value: Fraction) -> int:
    """A time in days as whole seconds."""
    return int(rounded(settled(value) * SECONDS, 0))


def parse_moment(text: str) -> Fraction | None:
    """The number of a text such as 2026-11-03 or 2026-11-03 14:05, or None for any other."""
    found = _ISO.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return None
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    return number_of(day) + Fraction(hours * 3600 + minutes * 60 + seconds, SECONDS)


def moment_text(value: Fraction, form: str) -> str | None:
    """A number as a day or a moment, as TEXT writes it: the minute that has begun. None if it is no day."""
    if not FIRST <= settled(value) < LAST + 1:
        return None
    if form == DAY:
        return day_of(int(settled(value))).isoformat()
    day, second = divmod(seconds_of(value), SECONDS)
    if day > LAST:
        return None
    return f"{day_of(day).isoformat()} {second // 3600:02d}:{second // 60 % 60:02d}"
