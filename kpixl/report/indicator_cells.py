"""What the tables of the sheet 指标分析 share: items with their sums, where all stands, cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kpixl.model.numbers import NOISE_PLACES, plain
from kpixl.report.book import Cell, Formula, cell_name
from kpixl.report.departments import whole_name
from kpixl.report.deviations import deviation_formula, root
from kpixl.report.formulas import Table
from kpixl.report.indicator_grid import (
    RATE_FORMAT,
    SCORE_FORMATS,
)
from kpixl.report.indicator_sums import WEAK, Sums, Tally
from kpixl.report.overview import Overview
from kpixl.report.sheet import Sheet
from kpixl.workbook import palette

_NOTHING = palette.NOTHING
_SPREAD_PLACES = 2
_SPREAD: dict[str, Any] = SCORE_FORMATS[_SPREAD_PLACES]
ANY = '"<1E+300"'
"""The criterion that every number meets."""


@dataclass(frozen=True, slots=True)
class Rated:
    """An item that somebody has a score of. `points` are None where forms differ or there are none."""

    name: str
    section: str
    points: Fraction | None
    scored: bool
    sums: Sums

    @property
    def rate(self) -> Fraction | None:
        """The share of the points that all reached together."""
        return self.sums.rate

    @property
    def key(self) -> str:
        """Under which key its scores stand in 总表."""
        return f"item:{self.name}"


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything stands: 总表, the rows of the items, those of the departments and the whole.

    `rated` are the items that have a rate: each has a further column in the table of the departments.
    """

    view: Overview
    summary: Table
    items: Table
    tally: Tally
    rated: Sequence[Rated]
    first: int
    last: int

    def column(self, place: int) -> str:
        """The cells of a column that departments have."""
        return span(self.first, self.last - 1, place)

    @property
    def places(self) -> int:
        """Decimal places of an item's score."""
        rounding = self.view.consolidation.scheme.rounding
        return rounding.total if rounding.items is None else rounding.items


def department_rows(view: Overview) -> tuple[str, ...]:
    """The rows of the departments' table, the whole last."""
    return (*view.departments, whole_name(view))


def rate_cell(places: Places, item: Rated, sums: Sums, total: str, count: str, here: str) -> Cell:
    """The share of the points that a group reached; `here` are the criteria of the group."""
    if sums.rate is None:
        if not item.scored:
            return Cell(_NOTHING)
        shown: Fraction | str = _NOTHING
    else:
        shown = sums.rate
    if item.points is not None:
        possible = f"({count}*{plain(item.points)})"
    else:
        scores, points = places.summary.range(item.key), places.summary.range(f"points:{item.name}")
        total, possible = (f"SUMIFS({cells},{here}{points},{ANY})" for cells in (scores, points))
        count = f"COUNTIFS({here}{points},{ANY})"
    formula = f'=IF({count}=0,"{_NOTHING}",ROUND({total}/{possible},{NOISE_PLACES}))'
    return Cell(Formula(formula, shown), RATE_FORMAT)


def spread_cell(variance: str, count: str, least: int, value: Fraction | None) -> Cell:
    """A standard deviation of at least so many, from the formula and the value of the variance."""
    formula = f'=IF({count}<{least},"{_NOTHING}",{deviation_formula(variance, _SPREAD_PLACES)})'
    return Cell(Formula(formula, _NOTHING if value is None else root(value, _SPREAD_PLACES)), _SPREAD)


def mark(sheet: Sheet, first: int, last: int, left: int, right: int | None = None) -> None:
    """Rates that are weak are bold and red beside their sign."""
    look = sheet.book.workbook.add_format({"bold": True, "font_color": palette.ERROR})
    rule = {"type": "cell", "criteria": "<", "value": float(WEAK), "format": look}
    sheet.ws.conditional_format(first, left, last, right or left, rule)


def fixed(row: int, column: int) -> str:
    """The absolute address of a cell."""
    return cell_name(row, column, row_abs=True, col_abs=True)


def span(first: int, last: int, place: int) -> str:
    """The cells of a column from row to row."""
    return f"{fixed(first, place)}:{fixed(max(first, last), place)}"
