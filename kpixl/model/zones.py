"""Time zones by name: in which one the days of a cycle begin and end."""

from __future__ import annotations

from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DEFAULT = "Asia/Shanghai"
CHINA = timezone(timedelta(hours=8), DEFAULT)
"""All of China has the same time, without summer time; it needs no database of zones."""


def zone_of(name: str) -> tzinfo | None:
    """The time zone of this name, or None for no zone."""
    if name == DEFAULT:
        return CHINA
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
