"""A time of day as people write it: 14:05, 14点05分, 下午2:05."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from kpixl.assess.normalise_nouns import Doubt, Example, Reading, either
from kpixl.model.days import SECONDS
from kpixl.model.indicator import Kind

_CLOCK = re.compile(
    r"(?P<before>上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上|夜里|am|pm)?\s*"
    r"(?P<hour>\d{1,2})\s*(?:[:点时]\s*(?:(?P<minute>\d{1,2})\s*分?|(?P<half>半|整)?)"
    r"(?:[:]?\s*(?P<second>\d{2})\s*秒?(?:\.0+)?)?)?"
    r"\s*(?P<after>am|pm)?",
    re.ASCII | re.IGNORECASE,
)
_MORNING = frozenset({"上午", "早上", "早晨", "清晨", "凌晨", "am"})
_PLAIN_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?", re.ASCII)
_NIGHT = frozenset({"晚上", "夜里"})
_NOON, _EVENING = 12, 5

WRONG_TIME = Doubt("没有这个时刻", "there is no such time")


def is_plain(text: str) -> bool:
    """Whether a time is written as 14:05 or 14:05:00."""
    return _PLAIN_TIME.fullmatch(text) is not None


def read_time(text: str) -> Fraction | Doubt | None:
    """The part of a day that has passed at the time; None where the text is no time."""
    found = _CLOCK.fullmatch(text)
    if found is None or (found["before"] and found["after"]):
        return None
    if not re.search(r"[:点时]", text) and not (found["before"] or found["after"]):
        return None
    hour, second = int(found["hour"]), int(found["second"] or 0)
    minute = 30 if found["half"] == "半" else int(found["minute"] or 0)
    hours = _hour(hour, (found["before"] or found["after"] or "").casefold())
    if isinstance(hours, Doubt):
        return hours
    if hours > 23 or minute > 59 or second > 59:
        return WRONG_TIME
    return Fraction(hours * 3600 + minute * 60 + second, SECONDS)


def _hour(hour: int, half: str) -> int | Doubt:
    """The hour of 24. At midnight, and where the word contradicts the number, nobody can be sure."""
    if not half:
        return hour
    if hour > _NOON:
        return hour if half not in _MORNING and half != "中午" else WRONG_TIME
    if hour == 0:
        return hour if half in ("凌晨", "am") else WRONG_TIME
    if half == "中午":
        return hour if hour >= 11 else hour + _NOON if hour <= 2 else WRONG_TIME
    if half in _NIGHT and (hour == _NOON or hour < _EVENING):
        return Doubt(
            "可能在当天零点以后，也可能在次日零点以后",
            "it may be after the midnight before or after that day",
        )
    if hour == _NOON:
        return {"下午": 12, "傍晚": 12, "pm": 12, "am": 0, "凌晨": 0}.get(half, either("00:00", "12:00"))
    return hour if half in _MORNING else hour + _NOON


CLOCK: Reading[Callable[[str], Fraction | Doubt | None]] = Reading(
    "clock",
    "中文写法的时间",
    "a time in words",
    "“下午2:05”“14点05分”“2:05 PM”换成 24 小时制；上午、下午与钟点不合的不读。",
    "下午2:05, 14点05分 and 2:05 PM are turned into the clock of 24 hours, unless the word contradicts it.",
    read_time,
    (
        Example("2026-11-03 下午2:05", "2026-11-03 14:05", kind=Kind.DATETIME),
        Example("2026年11月3日14点05分", "2026-11-03 14:05", kind=Kind.DATETIME),
    ),
    (Example("下午2:05", kind=Kind.DATETIME), Example("2026-11-03 晚上12点", kind=Kind.DATETIME)),
)
