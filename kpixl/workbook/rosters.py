"""A plain roster workbook: a title, headings, and rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kpixl.files import atomic_write
from kpixl.workbook.measure import text_width
from kpixl.workbook.styles import BASE, STYLES


def write_roster(
    path: Path, title: str, headings: Sequence[str], rows: Sequence[Mapping[str, str | float]]
) -> None:
    """Writes the roster whole or not at all. Numbers of people are text: leading zeros stay."""
    import xlsxwriter

    with atomic_write(path) as temporary, xlsxwriter.Workbook(str(temporary)) as book:
        sheet = book.add_worksheet("花名册")
        head = book.add_format(dict(STYLES["header_center"]))
        text = book.add_format({**BASE, "num_format": "@"})
        number = book.add_format({**BASE, "num_format": "#,##0.00"})
        sheet.merge_range(0, 0, 0, max(len(headings) - 1, 1), title, book.add_format(dict(STYLES["title"])))
        sheet.set_row(0, 34)
        for column, heading in enumerate(headings):
            sheet.write_string(1, column, heading, head)
            longest = max([heading, *(str(row.get(heading, "")) for row in rows)], key=text_width)
            sheet.set_column(column, column, min(text_width(longest) + 4, 40), text)
        for index, row in enumerate(rows, 2):
            for column, heading in enumerate(headings):
                value = row.get(heading, "")
                if isinstance(value, float):
                    sheet.write_number(index, column, value, number)
                elif value:
                    sheet.write_string(index, column, value, text)
        sheet.freeze_panes(2, 0)
        sheet.set_row(1, 26)
