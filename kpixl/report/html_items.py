"""The heat map of the HTML report: what share of its points each item brings, department by department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from kpixl.model.numbers import plain, recorded
from kpixl.report.html_departments import whole_name
from kpixl.report.html_table import Cell, Column, Kind, Shown, Table
from kpixl.report.indicator_sums import WHOLE, Sums, tally
from kpixl.report.overview import Overview
from kpixl.workbook.palette import LOW, NOTHING

_STEPS = (Fraction(60), Fraction(70), Fraction(80), Fraction(90))
"""Shares in % from which on the shade gets lighter; below the first one, the item is marked as weak."""

UNKNOWN = len(_STEPS) + 1
"""The depth of a cell of which nothing is known."""


def heat_map(view: Overview) -> Table | None:
    """The items, the weakest first; None where no item has points. Those who are assessed count."""
    sums, whole = tally(view), whole_name(view)
    groups = {whole: WHOLE} | {name: name for name in view.departments}
    rates = {
        item.name: {group: _percent(sums.item(item.name, key)) for group, key in groups.items()}
        for item in view.items
    }
    known = {name: groups for name, groups in rates.items() if groups.get(whole) is not None}
    if not known:
        return None
    order = sorted(known, key=lambda name: known[name][whole] or Fraction())
    return Table(
        "items",
        "指标得分率",
        (
            Column("指标"),
            Column(whole, Kind.HEAT),
            *(Column(name, Kind.HEAT, narrow=len(view.departments) <= 2) for name in view.departments),
            Column("最弱的部门", narrow=len(view.departments) > 2),
        )[: None if view.departments else 2],
        tuple(_row(name, known[name], whole, view.departments) for name in order),
        "项",
    )


def _row(
    name: str, rates: Mapping[str, Fraction | None], whole: str, departments: Iterable[str]
) -> tuple[Cell, ...]:
    cells = [_cell(rates.get(group)) for group in (whole, *departments)]
    found = [(rate, group) for group in departments if (rate := rates.get(group)) is not None]
    row: tuple[Cell, ...] = (name, *cells, min(found)[1] if found else NOTHING)
    return row[: None if departments else 2]


def _cell(rate: Fraction | None) -> Shown:
    if rate is None:
        return Shown(NOTHING, UNKNOWN)
    depth = sum(rate >= step for step in _STEPS)
    return Shown(f"{'' if depth else LOW + ' '}{plain(recorded(rate, 1), 1)}%", depth)


def _percent(sums: Sums) -> Fraction | None:
    return None if sums.rate is None else sums.rate * 100
