"""The sheet of working days: a list that the formulas of all forms in a workbook count in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from kpixl.model.days import DAY, number_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from kpixl.workbook.write import Formats

SHEET = NAME = "工作日"
"""The sheet, and the name of the list for the whole workbook."""


def write_workdays(book: Workbook, formats: Formats, days: Sequence[date]) -> None:
    """A hidden sheet with the days in a column, oldest first."""
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, 12)
    for row, day in enumerate(days):
        sheet.write_number(row, 0, number_of(day), formats.of({"num_format": DAY}))
    book.define_name(NAME, f"={SHEET}!$A$1:$A${len(days)}")
    sheet.hide()
    sheet.protect()
