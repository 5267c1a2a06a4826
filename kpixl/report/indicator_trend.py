"""Cycle by cycle on the sheet 指标分析: average totals of all and of departments, rates of the items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kpixl.model.numbers import recorded
from kpixl.report.book import Cell, Formula, cell_name
from kpixl.report.indicator_cells import Places, department_rows
from kpixl.report.indicator_grid import (
    BOLD,
    DIFFERENCE_FORMAT,
    FULL,
    MEAN,
    NAME,
    NO,
    RATE,
    RATE_FORMAT,
    SCORE_FORMATS,
    TEXT,
    block_title,
    heading,
    row,
)
from kpixl.report.indicator_sums import WHOLE, Tally, tally_of
from kpixl.report.overview import Overview
from kpixl.report.sheet import Sheet
from kpixl.workbook.palette import NOTHING

_MOST = 10
"""So many earlier cycles fit beside this one."""


@dataclass(frozen=True, slots=True)
class Period:
    """An earlier cycle: when it was, and its sums."""

    label: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Trend:
    """Where the average totals stand for the chart: headings, rows that have them all, the whole last.

    `least` and `most` are the extremes.
    """

    sheet: str
    head: int
    rows: tuple[int, ...]
    first: int
    last: int
    least: Fraction
    most: Fraction


def periods_of(view: Overview) -> tuple[Period, ...]:
    """The last of the earlier cycles, the oldest first. Looks at each of their results once."""
    return tuple(Period(str(each.cycle.period), tally_of(each)) for each in view.earlier[-_MOST:])


def trend_table(sheet: Sheet, places: Places, periods: Sequence[Period]) -> Trend | None:
    """Writes a row for all, for each department and for each item; the last column is the change.

    None where there is nothing to draw.
    """
    view = places.view
    block_title(sheet, "各期：平均总分，以及各项的得分率")
    head = sheet.row
    labels = [*(period.label for period in periods), str(view.consolidation.cycle.period)]
    change = FULL + len(labels)
    texts = {NO: "序号", NAME: "范围或指标", TEXT: "看什么"}
    heading(sheet, texts | {FULL + at: label for at, label in enumerate(labels)} | {change: "比上期"})
    rows, extremes = [], []
    groups = department_rows(view)
    for number, name in enumerate(groups, 1):
        digits = view.consolidation.scheme.rounding.total
        group = WHOLE if number > len(view.departments) else name
        known = [_rounded(period.tally.total(group).mean, digits) for period in periods]
        now = _rounded(places.tally.total(group).mean, digits)
        link = cell_name(places.first + number - 1, MEAN)
        figures = [value for value in (*known, now) if value is not None]
        if len(figures) == len(labels):
            rows.append(sheet.row)
            extremes += figures
        style = SCORE_FORMATS[digits]
        signed = {"num_format": style["num_format"].replace("0", "+0", 1)}
        cells = dict(_line(sheet, known, now, link, style, signed))
        row(sheet, {NO: Cell(number), NAME: Cell(name, BOLD), TEXT: Cell("平均总分"), **cells})
    for number, item in enumerate(places.rated, len(groups) + 1):
        known = [period.tally.item(item.name).rate for period in periods]
        link = cell_name(places.items.first + number - len(groups) - 1, RATE)
        cells = dict(_line(sheet, known, item.rate, link, RATE_FORMAT, DIFFERENCE_FORMAT))
        row(sheet, {NO: Cell(number), NAME: Cell(item.name, BOLD), TEXT: Cell("得分率"), **cells})
    if not rows:
        return None
    return Trend(sheet.name, head, tuple(rows), FULL, change - 1, min(extremes), max(extremes))


def _line(
    sheet: Sheet,
    known: Sequence[Fraction | None],
    now: Fraction | None,
    link: str,
    style: dict[str, Any],
    signed: dict[str, Any],
) -> Iterator[tuple[int, Cell]]:
    """The figures of the earlier cycles, that of this one from where it stands, and the change."""
    for place, value in enumerate(known, FULL):
        yield place, Cell(NOTHING if value is None else value, style)
    last = FULL + len(known)
    yield last, Cell(Formula(f"={link}", NOTHING if now is None else now), {**style, "bold": True})
    before, after = (cell_name(sheet.row, place) for place in (last - 1, last))
    formula = f'=IF(AND(ISNUMBER({before}),ISNUMBER({after})),ROUND({after}-{before},9),"{NOTHING}")'
    change = NOTHING if now is None or known[-1] is None else recorded(now - known[-1], 9)
    yield last + 1, Cell(Formula(formula, change), signed)


def _rounded(value: Fraction | None, places: int) -> Fraction | None:
    return None if value is None else recorded(value, places)
