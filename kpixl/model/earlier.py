"""The noun Earlier: a figure that is taken from other cycles, and over which time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kpixl.findings import NOWHERE, Place
from kpixl.model.cycle import Period
from kpixl.model.indicator import Rule


class Gather(StrEnum):
    """How the values of several cycles, or of several children, become one."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"
    COUNT = "count"
    MAX = "max"
    MIN = "min"


@dataclass(frozen=True, slots=True)
class Window:
    """Over which time figures are taken: the key of WINDOWS, and its number if it has one."""

    kind: str
    number: int = 1

    def months(self, period: Period) -> range:
        """The months that the window covers as seen from a period, numbered as Period.span does."""
        return WINDOWS[self.kind](period, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A figure from other cycles: a rule over what their forms hold for the same appraisee.

    `of` is the slug of their scheme, "" for the same scheme. With `children`, the figures are those of
    the appraisees whose roster names this one in that column. `each` is the number of months that one
    row stands for, 0 where rows do not stand for time; `in_rows` tells that a row stands for one child.
    The rule sees the names of the indicator `where` it stands short, in the other scheme as well.
    """

    take: Rule
    window: Window
    of: str = ""
    gather: Gather = Gather.SUM
    children: str = ""
    each: int = 0
    in_rows: bool = False
    where: str = ""
    place: Place = NOWHERE

    @property
    def key(self) -> str:
        """What is taken, whatever the time."""
        return f"{self.where}\n{self.take.text}"


def _back(period: Period, number: int) -> range:
    first = period.span.start - number * period.months
    return range(first, first + period.months)


def _of_year(months: int) -> Callable[[Period, int], range]:
    def found(period: Period, number: int) -> range:
        first = period.year * 12 + (number - 1) * months
        return range(first, first + months)

    return found


WINDOWS: Mapping[str, Callable[[Period, int], range]] = {
    "back": _back,
    "month": _of_year(1),
    "quarter": _of_year(3),
    "half": _of_year(6),
    "since": lambda period, number: range(period.year * 12, period.span.start),
    "months": lambda period, number: range(period.span.start - number, period.span.start),
    "within": lambda period, number: period.span,
}
"""What each way of naming a time covers, as seen from the period that asks."""

COUNTING = frozenset({"since", "months"})
"""Windows that may be empty or reach back before somebody came: who was not there yet has nothing there."""
