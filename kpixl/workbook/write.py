"""A plan to a worksheet: cells, validations, conditional formats, protection, print set-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kpixl.rules.nodes import Expr, Name, names, transform
from kpixl.rules.quantity import Role
from kpixl.rules.to_excel import to_excel
from kpixl.rules.values import Value
from kpixl.workbook import guard, palette
from kpixl.workbook.layout import MIRROR
from kpixl.workbook.live import LiveForm, cached
from kpixl.workbook.paper import BOTTOM, SIDES, TOP
from kpixl.workbook.plan import Entry, Field, FormPlan, Formula, Mirror, PlanCell, Rich, Spot
from kpixl.workbook.styles import STYLES

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


class Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[str, str], Format] = {}

    def get(self, style: str, number: str = "") -> Format:
        """The format of a style with a number format."""
        key = (style, number)
        if key not in self.made:
            properties = dict(STYLES[style])
            if number:
                properties["num_format"] = number
            self.made[key] = self.book.add_format(properties)
        return self.made[key]

    def of(self, properties: Mapping[str, object]) -> Format:
        """A format from bare properties, for conditional formats."""
        key = (repr(sorted(properties.items())), "")
        if key not in self.made:
            self.made[key] = self.book.add_format(dict(properties))
        return self.made[key]


@dataclass(frozen=True, slots=True)
class PlanFormulas:
    """The formulas of a plan in Excel's words, by index of the cell: the same on every sheet."""

    texts: Mapping[int, str]


def formulas_of(plan: FormPlan) -> PlanFormulas:
    """Writes every formula of a plan once."""
    quantities = plan.rulebook.quantities
    measures = {name: found.rule for name, found in quantities.items() if found.role is Role.MEASURE}
    texts: dict[int, str] = {}
    for index, cell in enumerate(plan.cells):
        match cell.content:
            case Mirror(rule=str(text)):
                texts[index] = text
            case Formula(rule=rule) | Mirror(rule=rule):
                texts[index] = to_excel(_spelt_out(rule, measures), plan.resolve)  # type: ignore[arg-type]
            case _:
                pass
    return PlanFormulas(texts)


def _spelt_out(rule: Expr, measures: Mapping[str, Expr | None]) -> Expr:
    """A measure has words in its cell and no cell with its value, so its rule stands in place of its name."""
    if not any(found.name in measures for found in names(rule)):
        return rule
    return transform(rule, lambda node: _measure(node, measures))


def _measure(node: Expr, measures: Mapping[str, Expr | None]) -> Expr:
    rule = measures.get(node.name) if isinstance(node, Name) else None
    return node if rule is None else _spelt_out(rule, measures)


@dataclass(frozen=True, slots=True)
class SheetData:
    """What is particular to one sheet: its fields, and the values that rules see (roster and entries)."""

    fields: Mapping[str, str | float | None]
    given: Mapping[str, Value]
    marker: str


def write_form(
    sheet: Worksheet,
    formats: Formats,
    plan: FormPlan,
    formulas: PlanFormulas,
    live: LiveForm,
    data: SheetData,
) -> dict[str, Value]:
    """Writes one person's form. Gives the values of all its quantities."""
    values, shown = live(data.given)
    for index, cell in enumerate(plan.cells):
        style = formats.get(cell.style, cell.number)
        match cell.content:
            case Formula():
                _write_formula(sheet, cell.spot, formulas.texts[index], cached(shown[index]), style)
            case Mirror(quantity=quantity):
                _write_formula(sheet, cell.spot, formulas.texts[index], cached(values[quantity]), style)
            case Entry(cell=entry):
                write_constant(sheet, cell.spot, data.given.get(entry.raw), style)
            case Field(key=key):
                write_constant(sheet, cell.spot, data.fields.get(key), style)
            case Rich(text=text, note=note):
                write_rich(sheet, cell, text, note, formats)
            case constant:
                write_constant(sheet, cell.spot, constant, style)
    sheet.write_string(0, 0, data.marker, formats.get("mirror"))
    for spot in plan.inputs:
        sheet.write_string(spot.spot.row, 0, _row_key(plan, spot.spot.row), formats.get("mirror"))
    guard.protect_entries(sheet, formats, plan)
    set_up(sheet, plan)
    return values


def _row_key(plan: FormPlan, row: int) -> str:
    return " ".join(spot.key for spot in plan.inputs if spot.spot.row == row)


def _merge(sheet: Worksheet, spot: Spot, style: Format) -> None:
    if spot.rows > 1 or spot.columns > 1:
        last = (spot.row + spot.rows - 1, spot.column + spot.columns - 1)
        sheet.merge_range(spot.row, spot.column, *last, "", style)


def _write_formula(sheet: Worksheet, spot: Spot, text: str, value: float | str | bool, style: Format) -> None:
    _merge(sheet, spot, style)
    sheet.write_formula(spot.row, spot.column, text, style, value)


def write_constant(sheet: Worksheet, spot: Spot, value: object, style: Format) -> None:
    """Text is written as text: what begins with "=" in a roster is never a formula."""
    _merge(sheet, spot, style)
    match value:
        case bool():
            sheet.write_boolean(spot.row, spot.column, value, style)
        case Fraction() | float() | int():
            sheet.write_number(spot.row, spot.column, float(value), style)
        case str() if value:
            sheet.write_string(spot.row, spot.column, value, style)
        case _:
            sheet.write_blank(spot.row, spot.column, None, style)


def write_rich(sheet: Worksheet, cell: PlanCell, text: str, note: str, formats: Formats) -> None:
    """A bold text with a smaller note under it."""
    style = formats.get(cell.style)
    _merge(sheet, cell.spot, style)
    small = formats.of({**STYLES["working"], "bg_color": palette.WHITE})
    sheet.write_rich_string(
        cell.spot.row, cell.spot.column, formats.of({**STYLES["name"]}), text, small, "\n" + note, style
    )


def set_up(sheet: Worksheet, plan: FormPlan) -> None:
    """Widths, heights, hidden columns, freezing and paper."""
    layout = plan.layout
    sheet.set_column(0, 0, 4, None, {"hidden": True})
    for index, width in enumerate(layout.widths, 1):
        sheet.set_column(index, index, width)
    sheet.set_column(layout.last + 1, MIRROR + layout.last, 8, None, {"hidden": True})
    for row, height in plan.heights.items():
        sheet.set_row(row, height)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(plan.header_row + 1, 0)
    sheet.set_paper(9)
    if layout.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=SIDES, right=SIDES, top=TOP, bottom=BOTTOM)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_h_pagebreaks(list(plan.breaks))
    if plan.repeated is not None:
        sheet.repeat_rows(plan.repeated)
    sheet.print_area(0, 1, plan.last_row, layout.last)
    sheet.set_tab_color(palette.TAB_FORM)
    first = plan.inputs[0].spot if plan.inputs else Spot(plan.header_row + 1, 1)
    sheet.set_selection(first.row, first.column, first.row, first.column)
