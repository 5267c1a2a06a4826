"""A plain roster workbook: a title, headings, and rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kpixl.files import atomic_write
from kpixl.workbook import palette
from kpixl.workbook.paper import BOTTOM, SIDES, TOP
from kpixl.workbook.styles import BASE, STYLES
from kpixl.workbook.widths import one_line

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LINE = {**BASE, "bottom": 1, "bottom_color": palette.HAIRLINE, "indent": 1}


def write_roster(
    path: Path, title: str, headings: Sequence[str], rows: Sequence[Mapping[str, str | float]]
) -> None:
    """Writes the roster whole or not at all. Numbers of people are text: leading zeros stay."""
    from kpixl.workbook.blank import blank_book

    amounts = {heading for heading in headings if any(isinstance(row.get(heading), float) for row in rows)}
    with atomic_write(path) as temporary, blank_book(str(temporary)) as book:
        sheet = book.add_worksheet("花名册")
        heads = {side: book.add_format({**STYLES[f"header_{side}"]}) for side in ("mark", "right")}
        plain, text = (
            book.add_format({**BASE, "num_format": "@"}),
            book.add_format({**_LINE, "num_format": "@"}),
        )
        number = book.add_format({**_LINE, "num_format": "#,##0.00_ ", "indent": 0})
        sheet.merge_range(0, 0, 0, max(len(headings) - 1, 1), title, book.add_format({**STYLES["title"]}))
        for column, heading in enumerate(headings):
            sheet.write_string(1, column, heading, heads["right" if heading in amounts else "mark"])
            texts = [heading, *(_shown(row.get(heading, "")) for row in rows)]
            sheet.set_column(column, column, min(one_line(texts) + 2, 40), plain)
        for index, row in enumerate(rows, 2):
            sheet.set_row(index, 20)
            for column, heading in enumerate(headings):
                value = row.get(heading, "")
                if isinstance(value, float):
                    sheet.write_number(index, column, value, number)
                else:
                    sheet.write_string(index, column, value, text)
        _set_up(sheet)


def _shown(value: str | float) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else value


def _set_up(sheet: Worksheet) -> None:
    sheet.set_row(0, 34)
    sheet.set_row(1, 26)
    sheet.freeze_panes(2, 0)
    sheet.set_tab_color(palette.TAB_LIST)
    sheet.set_paper(9)
    sheet.set_margins(left=SIDES, right=SIDES, top=TOP, bottom=BOTTOM)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&C&8 第 &P 页 共 &N 页&R&8 内部资料")
