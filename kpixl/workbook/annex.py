"""The sheet 考核标准: standards that are too long for the form, in full. The form shows how they begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpixl.workbook import palette
from kpixl.workbook.measure import height, lines, tight

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from kpixl.workbook.write import Formats

SHEET = "考核标准"
MOST_LINES, SUMMARY_LINES = 6, 4
"""A standard of more lines stands in the annex, and so many lines of it on the form."""

_TAIL = f"……（全文见「{SHEET}」）"
_STOPS = "；。，、"
_COLUMNS = (("序号", 6.0, "number"), ("指标", 20.0, "name"), ("考核标准", 84.0, "standard"))
_TALLEST = 400.0
"""Excel shows no row that is higher than 409 points."""


@dataclass(frozen=True, slots=True)
class Standard:
    """One indicator's standard in full."""

    number: int
    name: str
    text: str


def is_long(text: str, width: float, size: int, room: float) -> bool:
    """Whether a standard is too long for a column of that width, beside rows of that height in points."""
    taken = lines(text, width, size)
    return taken > MOST_LINES and tight(taken, size) > room


def summary(text: str, width: float, size: int) -> str:
    """How a long standard begins, up to a stop, and where to find the rest."""
    fits = max(n for n in range(len(text)) if lines(text[:n] + _TAIL, width, size) <= SUMMARY_LINES or n == 0)
    stop = max(text.rfind(sign, 0, fits) for sign in _STOPS)
    return text[: stop if stop > fits // 2 else fits] + _TAIL


def write_annex(sheet: Worksheet, formats: Formats, title: str, standards: Sequence[Standard]) -> None:
    """Writes the standards of one form, a row each, as high as it takes."""
    last = len(_COLUMNS)
    sheet.set_column(0, 0, 2)
    sheet.set_row(0, 34)
    sheet.merge_range(0, 1, 0, last, f"{title}　{SHEET}", formats.get("title"))
    sheet.set_row(1, 26)
    for column, (heading, width, style) in enumerate(_COLUMNS, 1):
        sheet.set_column(column, column, width)
        sheet.write_string(
            1, column, heading, formats.get("header_center" if style == "number" else "header_left")
        )
    for row, standard in enumerate(standards, 2):
        taken = max(lines(standard.name, _COLUMNS[1][1]), lines(standard.text, _COLUMNS[2][1]))
        sheet.set_row(row, min(height(taken) + 6, _TALLEST))
        sheet.write_number(row, 1, standard.number, formats.get("number", "0"))
        sheet.write_string(row, 2, standard.name, formats.get("name"))
        sheet.write_string(row, 3, standard.text, formats.get("standard"))
    _set_up(sheet, len(standards) + 1, last)


def _set_up(sheet: Worksheet, bottom: int, last: int) -> None:
    sheet.hide_gridlines(2)
    sheet.freeze_panes(2, 0)
    sheet.set_tab_color(palette.TAB_HELP)
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.55, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.print_area(0, 1, bottom, last)
    sheet.protect("", {"format_columns": True, "format_rows": True})
