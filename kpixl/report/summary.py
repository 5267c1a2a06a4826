"""The sheet 总表: a row for each appraisee, and the ranges that the other sheets calculate over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from kpixl.report.book import FIRST, Book, Cell, Formula, average_format
from kpixl.report.formulas import STATE, SUMMARY, Check, Table, Tables, mean, mean_formula
from kpixl.report.layout import header_rows, title_rows
from kpixl.report.overview import Overview
from kpixl.report.sheet import THIN, Sheet
from kpixl.report.summary_cells import makers
from kpixl.report.summary_columns import MONEY_STEPS, stays_outside, step_key, summary_columns
from kpixl.report.summary_words import notes, progress, progress_colour, side_note
from kpixl.rules.cohort_column import ColumnKind
from kpixl.rules.consequences import CENTS
from kpixl.workbook import palette

_NEXT_GROUP: dict[str, Any] = {"top": THIN, "top_color": palette.STRONG}
_SAME_GROUP: dict[str, Any] = {}


def plan_summary(view: Overview) -> Table:
    """Where the rows will stand."""
    columns = summary_columns(view)
    seen = tuple(columns.values())
    first = title_rows(seen, _title(view), side_note(view)) + 1 + header_rows(seen)
    places = {key: place for place, key in enumerate(columns, FIRST)}
    return Table(SUMMARY, first, first + max(len(view.lines), 1) - 1, places)


def write_summary(book: Book, view: Overview, tables: Tables) -> Iterable[Check]:
    """Writes the sheet."""
    table, columns = tables[SUMMARY], summary_columns(view)
    keys = tuple(columns)
    sheet = Sheet(book, SUMMARY, tuple(columns.values()), filtered=True)
    sheet.title(_title(view), side_note(view))
    sheet.strip(progress(view, table), bold=True, font_color=progress_colour(view))
    sheet.header(freeze=keys.index("name") + 1)
    own = makers(view, table, tables)
    row_makers = [own[key] for key in keys]
    before = ""
    for line in view.lines:
        style = _NEXT_GROUP if before not in ("", line.department) else _SAME_GROUP
        sheet.body([make(line, sheet.row) for make in row_makers], style)
        before = line.department
    sheet.row = table.last + 1
    within = [table.columns[key] for key in keys if not stays_outside(key, view)]
    sheet.ws.autofilter(table.first - 1, FIRST, table.last, within[-1])
    _mark_moves(sheet, view, table)
    totals = _totals(view, table, keys[0])
    sheet.total([totals.get(key, Cell(None)) for key in keys], _label_columns(keys))
    for text in notes(view):
        sheet.note(text)
    sheet.spread(keys.index("name") + 1)
    sheet.finish()
    return ()


def _title(view: Overview) -> str:
    return f"{view.title} {SUMMARY}"


def _mark_moves(sheet: Sheet, view: Overview, table: Table) -> None:
    """Proposed grades that differ from the earned ones are bold, also after something has changed."""
    bold = sheet.book.workbook.add_format({"bold": True, "font_color": palette.STRONG})
    for column in view.steps:
        if column.kind is ColumnKind.DISTRIBUTION and table.has("grade"):
            place = table.columns[step_key(column)]
            earned, proposed = (table.cell(key, table.first) for key in ("grade", step_key(column)))
            known = f"ISNUMBER({table.cell('total', table.first)})"
            formula = f"=AND({known},{earned}<>{proposed})"
            sheet.ws.conditional_format(
                table.first,
                place,
                table.last,
                place,
                {"type": "formula", "criteria": formula, "format": bold},
            )


def _totals(view: Overview, table: Table, first: str) -> Mapping[str, Cell]:
    """The last row: its label stands in the first column."""
    scheme, assessed = view.consolidation.scheme, view.assessed
    places = scheme.rounding.total
    average = {"num_format": average_format(places)}
    label = f'="合计（已评"&{table.count}&"{view.measure}）"'
    shown = f"合计（已评{len(assessed)}{view.measure}）"
    cells = {first: Cell(Formula(label, shown), {"font_size": palette.TOTAL_SIZE})}

    def averaged(key: str, scores: Iterable[Fraction | None]) -> Cell:
        span = table.local(key)
        value = mean((score for score in scores if score is not None), places)
        formula = mean_formula(f"AVERAGE({span})", f"COUNT({span})", places)
        return Cell(Formula(f"={formula}", value), average)

    def summed(key: str, amounts: Iterable[object], places: int = CENTS) -> Cell:
        every = sum((amount for amount in amounts if isinstance(amount, Fraction)), Fraction())
        return Cell(Formula(f"=ROUND(SUM({table.local(key)}),{places})", every))

    for name in view.sections:
        cells[f"section:{name}"] = averaged(
            f"section:{name}", (view.subtotal(line, name) for line in assessed)
        )
    if view.scored:
        cells["total"] = averaged("total", (line.total for line in assessed))
    if view.base:
        base = f"=ROUND(SUMIF({table.complete},{table.local('base')}),{CENTS})"
        cells["base"] = Cell(Formula(base, sum((line.base or Fraction() for line in assessed), Fraction())))
    if view.pay:
        cells["pay"] = summed("pay", (line.pay for line in assessed), scheme.rounding.pay)
    for at, side in enumerate(view.money):
        cells[side.value] = summed(side.value, (line.money[at] for line in assessed))
    for at, column in enumerate(view.steps):
        if column.kind in MONEY_STEPS:
            cells[step_key(column)] = summed(step_key(column), (line.steps[at] for line in view.lines))
    return cells


def _label_columns(keys: Iterable[str]) -> int:
    """How many columns stand before the figures; names and states are no figures."""
    before = {"rank", "department", "department_rank", "id", "name", "position", STATE}
    return next(place for place, key in enumerate(keys) if key not in before)
