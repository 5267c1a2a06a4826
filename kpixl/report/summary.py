"""The sheet 总表: a row for each appraisee, and the ranges that the other sheets calculate over."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from kpixl.report.book import (
    CENTRE,
    FIRST,
    RIGHT,
    Book,
    Cell,
    Column,
    Formula,
    average_format,
    cell_name,
    money_format,
    score_format,
)
from kpixl.report.formulas import KNOWN, OPEN, ORDER, STATE, SUMMARY, Table, mean, mean_formula, order_formula
from kpixl.report.measure import fitting, room_left
from kpixl.report.overview import Line, Overview, appraisee_labels
from kpixl.report.sheet import THIN, Sheet
from kpixl.report.summary_words import notes, progress, progress_colour, side_note
from kpixl.rules.consequences import CENTS
from kpixl.workbook import palette
from kpixl.workbook.ledgers import SIDES

_ORDER_HEADING = "部门内次序"
_UNASSESSED: dict[str, Any] = {"bold": False, "font_color": palette.SECONDARY}
_WRAP: dict[str, Any] = {"text_wrap": True}
_BOLD: dict[str, Any] = {"bold": True}
_SMALL: dict[str, Any] = {
    "font_size": palette.NOTE_SIZE,
    "font_color": palette.SECONDARY,
    "text_wrap": True,
    "indent": 1,
}
_NEXT_GROUP: dict[str, Any] = {"top": THIN, "top_color": palette.STRONG}
_BUTTON = "　"
"""The room that Excel's filter button takes beside a heading."""


def write_summary(book: Book, view: Overview) -> Table:
    """Writes the sheet and tells where its columns are."""
    columns = _columns(view)
    keys = tuple(columns)
    sheet = Sheet(book, SUMMARY, tuple(columns.values()), filtered=True)
    sheet.title(f"{view.title} {SUMMARY}", side_note(view))
    strip = sheet.row
    sheet.strip(None)
    sheet.header(freeze=keys.index("name") + 1)
    places = {key: FIRST + place for place, key in enumerate(keys)}
    places |= {ORDER: sheet.last + 1} if view.scored else {}
    table = Table(sheet.row, sheet.row + max(len(view.lines), 1) - 1, places)
    sheet.put(strip, FIRST, progress(view, table), bold=True, font_color=progress_colour(view))
    ranked = view.ranked_by_total
    before = ""
    for line in view.lines:
        cells = _cells(view, line, table, sheet.row, ranked)
        sheet.body(
            [cells[key] for key in keys], **(_NEXT_GROUP if before not in ("", line.department) else {})
        )
        before = line.department
    sheet.row = table.last + 1
    sheet.ws.autofilter(table.first - 1, FIRST, table.last, sheet.last)
    if view.scored:
        _write_order(sheet, view, table)
    totals = _totals(view, table, keys[0])
    sheet.total([totals.get(key, Cell(None)) for key in keys], _label_columns(keys))
    for text in notes(view):
        sheet.note(text)
    sheet.finish()
    return table


def _columns(view: Overview) -> dict[str, Column]:
    scheme, people = view.consolidation.scheme, [line.result.appraisee for line in view.lines]
    id_label, name_label = appraisee_labels(scheme)
    columns = {"rank": Column("名次", 7.5, CENTRE)} if view.scored else {}
    if view.departments:
        columns["department"] = Column("部门", fitting(view.departments, 9.5, 16), style=_WRAP)
    columns["id"] = Column(id_label, fitting([p.id for p in people], 9.5, 14))
    columns["name"] = Column(name_label, fitting([p.name for p in people], 10, 20), style=_WRAP | _BOLD)
    if view.positions:
        columns["position"] = Column("岗位", fitting([p.position for p in people], 10, 16), style=_WRAP)
    columns |= {STATE: Column("状态", 9.5, CENTRE)} if view.states else {}
    columns |= (_score_columns(view) if view.scored else {}) | _pay_columns(view) | _money_columns(view)
    width = room_left((column.width for column in columns.values()), 24, 36)
    return columns | {"remark": Column("说明", width, style=_SMALL)}


def _score_columns(view: Overview) -> dict[str, Column]:
    scheme, group = view.consolidation.scheme, "分数" if view.sections else ""
    score = {"num_format": score_format(scheme.rounding.total)}
    most = 14 if len(view.sections) <= 3 else 11
    columns = {
        f"section:{name}": Column(name, fitting([f"{name}{_BUTTON}"], 10, most), RIGHT, group, score)
        for name in view.sections
    }
    columns["total"] = Column(
        scheme.total, fitting([scheme.total + _BUTTON], 11, 16), RIGHT, group, score | _BOLD
    )
    if not view.grades:
        return columns
    return columns | {"grade": Column("等级", fitting(view.grades, 9.5, 14), CENTRE, group)}


def _pay_columns(view: Overview) -> dict[str, Column]:
    scheme = view.consolidation.scheme
    if not view.pay or scheme.pay is None:
        return {}
    grouped = bool(view.sections) and view.base
    group, unit = (f"{scheme.pay.name}（元）", "") if grouped else ("", "（元）")
    headings = {"base": f"绩效基数{unit}"} if view.base else {}
    headings["pay"] = scheme.pay.name + unit
    most = max((line.result.pay or Fraction() for line in view.lines), default=Fraction())
    amount = f"{float(most * len(view.lines)):,.2f}"
    styles: dict[str, dict[str, Any]] = {
        "base": {"num_format": money_format()},
        "pay": {"num_format": money_format(scheme.rounding.pay), **_BOLD},
    }
    return {
        key: Column(heading, fitting([heading + _BUTTON, amount], 12.5, 18), RIGHT, group, styles[key])
        for key, heading in headings.items()
    }


def _money_columns(view: Overview) -> dict[str, Column]:
    """What is borne or got by all payers together, for each side of the money."""
    columns = {}
    for side in view.money:
        heading = f"{SIDES[side]}合计（元）"
        every = sum((line.money[side] or Fraction() for line in view.assessed), Fraction())
        width = fitting([heading + _BUTTON, f"{float(every):,.2f}"], 12.5, 18)
        columns[side.value] = Column(
            heading, width, RIGHT, style={"num_format": money_format(CENTS), **_BOLD}
        )
    return columns


def _cells(view: Overview, line: Line, table: Table, row: int, ranked: bool) -> dict[str, Cell]:
    result, person = line.result, line.result.appraisee
    nothing = Cell(palette.NOTHING, _UNASSESSED)
    unknown = nothing if line.assessed else Cell(OPEN, _UNASSESSED)
    rank = nothing
    if line.assessed and result.rank is not None:
        score = cell_name(row, table.columns["total"])
        formula = Formula(f"=RANK({score},{table.local('total')})", result.rank)
        rank = Cell(formula if ranked else result.rank)
    cells = {
        "rank": rank,
        "department": Cell(line.department),
        "id": Cell(person.id),
        "name": Cell(person.name),
        "position": Cell(person.position),
        STATE: Cell(KNOWN) if line.assessed else unknown,
        "total": unknown if not line.assessed or result.total is None else Cell(result.total),
        "grade": unknown
        if not line.assessed or result.grade is None
        else Cell(result.grade, _grade_style(view, result.grade)),
        "base": nothing if line.base is None else Cell(line.base),
        "pay": Cell(result.pay) if line.assessed and result.pay is not None else nothing,
        "remark": Cell(line.remark, _remark_style(line)),
    }
    for side in view.money:
        amount = line.money[side]
        cells[side.value] = nothing if not line.assessed or amount is None else Cell(amount)
    for name, subtotal in zip(view.sections, line.subtotals, strict=True):
        known = line.assessed and subtotal is not None
        cells[f"section:{name}"] = Cell(subtotal) if known else unknown
    return cells


def _write_order(sheet: Sheet, view: Overview, table: Table) -> None:
    """A hidden column: 1, 2, 3 … from the best of each department down, ties by row, 0 without a total.

    It gives the highest and the lowest score of a department without array formulas. It goes by rows,
    outside of what people sort, so that it is right in any order.
    """
    column = table.columns[ORDER]
    sheet.ws.set_column(column, column, None, None, {"hidden": True})
    sheet.put(table.first - 1, column, _ORDER_HEADING)
    seen: dict[str, int] = {}
    for row, line in enumerate(view.lines, table.first):
        place = 0
        if line.assessed and line.result.total is not None:
            place = seen[line.department] = seen.get(line.department, 0) + 1
        sheet.put(row, column, Formula(order_formula(table, row, view.departments), place))


def _totals(view: Overview, table: Table, first: str) -> dict[str, Cell]:
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

    for place, name in enumerate(view.sections):
        cells[f"section:{name}"] = averaged(f"section:{name}", (line.subtotals[place] for line in assessed))
    if view.scored:
        cells["total"] = averaged("total", (line.result.total for line in assessed))
    for side in view.money:
        every = sum((line.money[side] or Fraction() for line in assessed), Fraction())
        cells[side.value] = Cell(Formula(f"=ROUND(SUM({table.local(side.value)}),{CENTS})", every))
    if view.base:
        base = f"=ROUND(SUMIF({table.complete},{table.local('base')}),2)"
        cells["base"] = Cell(Formula(base, sum((line.base or Fraction() for line in assessed), Fraction())))
    if view.pay:
        pay = sum((line.result.pay or Fraction() for line in assessed), Fraction())
        cells["pay"] = Cell(Formula(f"=ROUND(SUM({table.local('pay')}),{scheme.rounding.pay})", pay))
    return cells


def _label_columns(keys: tuple[str, ...]) -> int:
    """How many columns stand before the figures; names and states are no figures."""
    before = {"rank", "department", "id", "name", "position", STATE}
    return next(place for place, key in enumerate(keys) if key not in before)


def _grade_style(view: Overview, grade: str | None) -> dict[str, Any]:
    if not view.grades:
        return {}
    if grade == view.grades[0]:
        return {"bold": True, "font_color": palette.STRONG}
    if grade == view.grades[-1]:
        return {"bold": True, "underline": 1, "font_color": palette.ERROR}
    return {}


def _remark_style(line: Line) -> dict[str, Any]:
    if line.assessed:
        return {}
    return {"bold": True, "font_color": palette.ERROR if palette.WRONG in line.remark else palette.PENDING}
