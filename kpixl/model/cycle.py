"""The nouns of an appraisal cycle: a period of time, and one round of forms over it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_PERIOD = re.compile(r"(\d{4})(?:-(?:(\d{1,2})|[Qq]([1-4])|[Hh]([12])))?")


@dataclass(frozen=True, slots=True)
class Period:
    """A month (2026-11), quarter (2026-Q4), half (2026-H2) or year (2026).

    `months` is its length; `month` the first month.
    """

    year: int
    month: int
    months: int

    @classmethod
    def parse(cls, text: str) -> Period | None:
        """The period that the text names, or None."""
        match = _PERIOD.fullmatch(text.strip())
        if not match:
            return None
        year, month, quarter, half = (int(part) if part else None for part in match.groups())
        assert year is not None
        if month is not None:
            return cls(year, month, 1) if 1 <= month <= 12 else None
        if quarter is not None:
            return cls(year, quarter * 3 - 2, 3)
        if half is not None:
            return cls(year, half * 6 - 5, 6)
        return cls(year, 1, 12)

    @classmethod
    def month_of(cls, day: date) -> Period:
        """The month of a day."""
        return cls(day.year, day.month, 1)

    def __str__(self) -> str:
        match self.months:
            case 1:
                return f"{self.year}-{self.month:02d}"
            case 3:
                return f"{self.year}-Q{(self.month + 2) // 3}"
            case 6:
                return f"{self.year}-H{(self.month + 5) // 6}"
            case _:
                return str(self.year)

    @property
    def label(self) -> str:
        """The period as people write it: 2026年11月."""
        match self.months:
            case 1:
                return f"{self.year}年{self.month}月"
            case 3:
                return f"{self.year}年第{(self.month + 2) // 3}季度"
            case 6:
                return f"{self.year}年{'上' if self.month == 1 else '下'}半年"
            case _:
                return f"{self.year}年"

    @property
    def span(self) -> range:
        """The months of the period, numbered from January of the year 0 on."""
        first = self.year * 12 + self.month - 1
        return range(first, first + self.months)

    @property
    def first(self) -> date:
        """The first day of the period."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day of the period."""
        return self.due(0, 31)

    def after(self, months: int) -> Period:
        """The month so many months after the last month of the period."""
        return Period.month_of(self.due(months, 1))

    def due(self, months_after: int, day: int) -> date:
        """The day of the month so many months after the last month of the period, at most its last."""
        index = self.year * 12 + self.month + self.months - 2 + months_after
        year, month = divmod(index, 12)
        return date(year, month + 1, min(day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Cycle:
    """One round: its identity, the period, the day forms are due, and whether forms show pay.

    `workdays` are the working days from well before the period to well after it, in order; none where
    no rule counts them.
    """

    id: str
    period: Period
    due: date | None = None
    show_pay: bool = True
    workdays: tuple[date, ...] = ()
