"""The sheet 指标分析: which items are weakest, among all and by department; how scores spread; over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpixl.report.book import Book
from kpixl.report.formulas import SUMMARY, Check, Table, Tables
from kpixl.report.indicator_cells import Places, Rated, department_rows
from kpixl.report.indicator_charts import rate_chart, trend_chart
from kpixl.report.indicator_grid import NAME, RATE, block_title, columns, gap
from kpixl.report.indicator_groups import department_table
from kpixl.report.indicator_items import item_table
from kpixl.report.indicator_sums import Tally, points_of, tally, uneven
from kpixl.report.indicator_trend import periods_of, trend_table
from kpixl.report.layout import title_rows
from kpixl.report.overview import Overview
from kpixl.report.sheet import Sheet

INDICATORS = "指标分析"
_NOTE = "只计已评的；得分率＝得分合计÷满分合计"
_CHART_ROWS = 16
_ONE_PAGE = 48
"""So many rows may go on one page: a last page of a few rows is no help."""

_NOTES = (
    "▼ 得分率不到60%。标准差：总体的按人数除，样本的按人数减一除。得分率、占比按各项没有取整的得分计算。",
    "只扣分、没有满分的指标排在最后，只看平均。最弱的只比有得分率的。",
)


@dataclass(frozen=True, slots=True)
class IndicatorTable(Table):
    """Where the rows of the items stand, and what was summed up."""

    items: Sequence[Rated]
    tally: Tally


def plan_indicators(view: Overview) -> IndicatorTable | None:
    """Where the items will stand, the weakest first; None where nothing is scored."""
    if not view.scored:
        return None
    found = tally(view)
    items = tuple(_rated(view, found))
    if not items:
        return None
    first = title_rows(columns(0), f"{view.title} {INDICATORS}", _NOTE) + _CHART_ROWS + 2
    return IndicatorTable(
        INDICATORS, first, first + len(items) - 1, {"name": NAME, "rate": RATE}, items, found
    )


def write_indicators(book: Book, view: Overview, tables: Tables) -> Iterable[Check]:
    """Writes the charts, the items, the departments, and the earlier cycles."""
    table = tables[INDICATORS]
    assert isinstance(table, IndicatorTable)
    rated = [item for item in table.items if item.rate is not None]
    sheet = Sheet(book, INDICATORS, columns(len(rated)))
    sheet.title(f"{view.title} {INDICATORS}", _NOTE)
    charts = sheet.row
    sheet.row = table.first - 2
    gaps = 2
    above = table.last + gaps + 2
    places = Places(
        view, tables[SUMMARY], table, table.tally, rated, above, above + len(department_rows(view)) - 1
    )
    block_title(sheet, "各项指标，由弱到强")
    item_table(sheet, places, table.items)
    gap(sheet)
    assert sheet.row == above - gaps
    block_title(sheet, "各部门：总分，以及各项的得分率（最弱的在前）" if view.departments else "总分")
    department_table(sheet, places)
    periods = periods_of(view)
    line = None
    if periods:
        gap(sheet)
        line = trend_table(sheet, places, periods)
    for text in _NOTES:
        sheet.note(text)
    rate_chart(
        sheet, table, [item.rate for item in rated if item.rate is not None], charts, whole=line is None
    )
    if line is not None:
        trend_chart(sheet, line, charts)
    sheet.ws.freeze_panes(0, NAME + 1)
    if sheet.row <= _ONE_PAGE:
        sheet.ws.fit_to_pages(1, 1)
    sheet.finish()
    return ()


def _rated(view: Overview, found: Tally) -> Iterator[Rated]:
    """The items that anybody has a score of, the weakest first, those without points last."""
    points, differing = points_of(view.consolidation.scheme), uneven(view)
    forms = {line.form for line in view.lines}
    items: list[Rated] = []
    for item in view.items:
        sums = found.item(item.name)
        if sums.count:
            known = {value for (form, name), value in points.items() if name == item.name and form in forms}
            items.append(
                Rated(
                    item.name,
                    item.section,
                    None if item.name in differing or not known else known.pop(),
                    bool(known),
                    sums,
                )
            )
    return iter(sorted(items, key=_weakest))


def _weakest(item: Rated) -> tuple[bool, Fraction]:
    rate = item.rate
    return (True, item.sums.mean or Fraction()) if rate is None else (False, rate)
