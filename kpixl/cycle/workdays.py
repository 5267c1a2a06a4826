"""The working days around a cycle: public holidays and shifted days of rest, and the unit's own calendar.

Holidays are announced year by year and come from a library. A cycle keeps the days that it was made with,
so that a later version of the library changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kpixl.findings import Finding
from kpixl.model.cycle import Period
from kpixl.model.scheme import WorkingDays

BEFORE, AFTER = 120, 200
"""So many days before and after the period can be counted with: events begin earlier and end later."""

NEAR = 92
"""Within so many days after the period holidays have to be known; what comes later is late by any bound."""

_SATURDAY = 5


def workdays_around(period: Period, own: WorkingDays) -> tuple[tuple[date, ...], tuple[Finding, ...]]:
    """The working days around a period, in order, and a finding for years without known holidays.

    In such years they are Monday to Friday but for the unit's own calendar; where that names days of the
    year, somebody has seen to it.
    """
    # The library takes as long to import as the rest of kpixl, and few schemes count working days.
    from chinese_calendar import holidays
    from chinese_calendar import workdays as shifted

    def works(day: date) -> bool:
        if day in own.on or day in own.off:
            return day in own.on
        return day in shifted or (day.weekday() < _SATURDAY and day not in holidays)

    days = tuple(day for day in _days(period, AFTER) if works(day))
    known = {*range(min(holidays).year, max(holidays).year + 1), *(day.year for day in (*own.off, *own.on))}
    unknown = sorted({day.year for day in _days(period, NEAR)} - known)
    if not unknown:
        return days, ()
    named = {"years": "、".join(map(str, unknown)), "years_en": ", ".join(map(str, unknown))}
    return days, (Finding("holidays-unknown", details=named),)


def _days(period: Period, after: int) -> Iterator[date]:
    first = period.first - timedelta(days=BEFORE)
    for number in range((period.last - first).days + after + 1):
        yield first + timedelta(days=number)
