"""Trend over cycles in the HTML report: mean totals of everybody and of the departments, cycle by cycle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpixl.report.html_departments import whole_name
from kpixl.report.html_figures import mean_total
from kpixl.report.html_table import Column, Kind, Table
from kpixl.report.overview import Overview
from kpixl.workbook.palette import NOTHING

_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Trend:
    """The means by period in a table; and the lines of the picture, where there is enough to draw."""

    table: Table
    periods: tuple[str, ...]
    lines: Mapping[str, tuple[float, ...]]


def trend(views: Sequence[Overview]) -> Trend | None:
    """The trend over these cycles, the oldest first; None for a single one or where nothing is scored."""
    if len(views) < 2 or not all(view.scored for view in views):
        return None
    last = views[-1]
    whole = whole_name(last)
    periods = tuple(str(view.consolidation.cycle.period) for view in views)
    means = {name: tuple(_mean(view, name, whole) for view in views) for name in (*last.departments, whole)}
    table = Table(
        "trend",
        f"各期平均{last.consolidation.scheme.total}",
        (Column("部门" if last.departments else "范围"), *(Column(name, Kind.NUMBER) for name in periods)),
        tuple((name, *values) for name, values in means.items()),
        whole=True,
    )
    known = {name: values for name, values in means.items() if NOTHING not in values}
    few = len(last.departments) <= _MOST_LINES
    drawn = [name for name in (whole, *last.departments) if name in known and (few or name == whole)]
    return Trend(table, periods, {name: tuple(map(float, known[name])) for name in drawn})


def _mean(view: Overview, name: str, whole: str) -> str:
    lines = [line for line in view.assessed if name == whole or line.department == name]
    return mean_total(view, lines)
