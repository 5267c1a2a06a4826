"""Time zones by name: in which one the days of a cycle begin and end."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
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


def day_in(zone: str, moment: str | datetime) -> str:
    """The day of a moment where this time zone is, such as 2026-12-08, whatever the machine's is; "" of "".

    A text is one as records have it, in ISO 8601 with its offset.
    """
    if not moment:
        return ""
    when = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return when.astimezone(zone_of(zone) or CHINA).date().isoformat()
