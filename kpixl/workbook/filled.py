"""A form as it was filled in and counted, in figures instead of formulas: to be read, not typed into.

It bears none of the marks by which a returned form is known, so it can never be taken for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpixl.rules.values import EXCLUDED, EXCLUDED_TEXT, UNKNOWN, Value
from kpixl.workbook.compose import STRIP_ROW
from kpixl.workbook.palette import NOTHING, WHITE
from kpixl.workbook.plan import Entry, Field, Formula, Mirror, PlanCell, Rich
from kpixl.workbook.styles import STYLES
from kpixl.workbook.write import Formats, set_up, write_constant, write_rich

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from kpixl.workbook.book import Press

_LONGEST = 32_000
"""Characters that a cell takes, with some to spare."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What is particular to one filled form.

    `given` is what rules see; `typed` what stands in a cell whose entry is not known, by its raw name.
    `struck` are the cells of rows that do not count any more, `remarks` what was written into boxes, by
    address.
    """

    fields: Mapping[str, str | float | None]
    given: Mapping[str, Value]
    typed: Mapping[str, str] = field(default_factory=dict)
    struck: frozenset[str] = frozenset()
    remarks: Mapping[str, str] = field(default_factory=dict)


def write_filled(sheet: Worksheet, formats: Formats, press: Press, form: FilledForm, strip: str) -> None:
    """Writes a form with the figures that its formulas come to; `strip` stands at its top."""
    plan = press.plan
    _, shown = press.live(form.given)
    for index, cell in enumerate(plan.cells):
        spot = cell.spot
        match cell.content:
            case Mirror():
                continue
            case Formula():
                told = strip if spot.row == STRIP_ROW and spot.column == 1 else _visible(shown[index])
                write_constant(sheet, spot, told, formats.get(cell.style, cell.number))
            case Entry(cell=entry):
                value = form.given.get(entry.raw)
                told = form.typed.get(entry.raw) if value is None or value is UNKNOWN else value
                write_constant(sheet, spot, told, _entry_format(formats, cell, entry.raw in form.struck))
            case Field(key=key):
                write_constant(sheet, spot, form.fields.get(key), formats.get(cell.style, cell.number))
            case Rich(text=text, note=note):
                write_rich(sheet, cell, text, note, formats)
            case constant:
                remark = form.remarks.get(spot.plain)
                box = cell.style in ("remark", "remark_box")
                style = _entry_format(formats, cell, False) if box else formats.get(cell.style, cell.number)
                write_constant(sheet, spot, constant if remark is None else remark[:_LONGEST], style)
    set_up(sheet, plan)
    sheet.freeze_panes(0, 0)


def _visible(value: Value) -> Value:
    """What people see of a value that a formula shows."""
    if value is UNKNOWN:
        return NOTHING
    return EXCLUDED_TEXT if value is EXCLUDED else value


def _entry_format(formats: Formats, cell: PlanCell, struck: bool) -> Format:
    """The look of an entry that nobody is to change: its box stays, its colour goes."""
    look = {**STYLES[cell.style], "bg_color": WHITE, "locked": True, "font_strikeout": struck}
    return formats.of({**look, **({"num_format": cell.number} if cell.number else {})})
