"""One sheet of a report: a title, a header, rows of known height, and its paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from kpixl.report.book import CENTRE, FIRST, RIGHT, WORDS, Book, Cell, Column, Formula, Value
from kpixl.report.measure import lines_needed
from kpixl.workbook import palette

THIN, MEDIUM = 1, 2
TITLE_HEIGHT, STRIP_HEIGHT, GROUP_HEIGHT, HEADER_HEIGHT = 34, 27, 21, 32
BODY_HEIGHT, TOTAL_HEIGHT, NOTE_HEIGHT = 23, 28, 19
MARGIN_WIDTH = 2

_LONGEST_TEXT = 32_000
_HEADER_PAD = "@_M_M"
"""Keeps a right-aligned heading clear of Excel's filter button."""


class Sheet:
    """One sheet with one table, written from the top down."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column], *, filtered: bool = False) -> None:
        """Adds the sheet and sets its paper: A4 landscape, one page wide. A filtered sheet has filters."""
        self.book, self.name, self.columns, self.filtered = book, name, tuple(columns), filtered
        self.row = 0
        self.last = FIRST + len(self.columns) - 1
        self.ws: Worksheet = book.workbook.add_worksheet(name)
        self._set_paper()
        self.ws.set_column(0, 0, MARGIN_WIDTH, book.style())
        for place, column in enumerate(self.columns, FIRST):
            self.ws.set_column(place, place, column.width, book.style())

    def title(self, text: str, note: str = "", note_style: dict[str, Any] | None = None) -> None:
        """The title at the left and a short note at the right."""
        self.ws.set_row(self.row, TITLE_HEIGHT)
        title = self.book.style(font_size=palette.TITLE_SIZE, bold=True, font_color=palette.STRONG)
        self.ws.write_string(self.row, FIRST, text, title)
        style = {"font_size": palette.NOTE_SIZE, "font_color": palette.SECONDARY, **(note_style or {})}
        self.put(self.row, self.last, note, align=RIGHT, **style)
        self.row += 1

    def strip(self, left: Value, **style: Any) -> None:
        """A line of words under the title."""
        self.ws.set_row(self.row, STRIP_HEIGHT)
        self.put(self.row, FIRST, left, **style)
        self.row += 1

    def header(self, freeze: int = 0) -> None:
        """The headings, with the headings over them if there are any; so many columns stay in sight."""
        grouped = any(column.group for column in self.columns)
        if grouped:
            self._groups()
        lines = max(lines_needed(c.heading, c.width - 2 * self.filtered) for c in self.columns)
        self.ws.set_row(self.row, max(HEADER_HEIGHT - 8 * grouped, 6 + 15 * lines))
        for place, column in enumerate(self.columns, FIRST):
            pad = _HEADER_PAD if self.filtered else WORDS
            top = {} if grouped else {"top": MEDIUM, "top_color": palette.STRONG}
            self.put(
                self.row, place, column.heading, **_header_style(), **top, text_wrap=True, bottom=THIN,
                bottom_color=palette.STRONG, align=column.align,
                **({"num_format": pad} if column.align == RIGHT else {}),
            )
        self.row += 1
        self.ws.freeze_panes(self.row, FIRST + freeze if freeze else 0)
        self.ws.repeat_rows(self.row - 1 - grouped, self.row - 1)

    def body(self, cells: Sequence[Cell], **style: Any) -> None:
        """One row of the table, as high as its longest text needs."""
        lines = 1
        for place, (column, cell) in enumerate(zip(self.columns, cells, strict=True), FIRST):
            look = {"bottom": THIN, "bottom_color": palette.HAIRLINE, "align": column.align}
            look |= column.style | style | cell.style
            self.put(self.row, place, cell.value, **look)
            if isinstance(cell.value, str) and look.get("text_wrap"):
                size = look.get("font_size", palette.BODY_SIZE)
                lines = max(lines, lines_needed(cell.value, column.width, size))
        self.ws.set_row(self.row, BODY_HEIGHT if lines == 1 else 6 + 15 * lines)
        self.row += 1

    def total(self, cells: Sequence[Cell], label_columns: int) -> None:
        """The last row; its label spans so many columns."""
        self.ws.set_row(self.row, TOTAL_HEIGHT)
        look: dict[str, Any] = {
            "bold": True, "bg_color": palette.TOTAL_FILL, "top": MEDIUM, "bottom": MEDIUM,
            "top_color": palette.STRONG, "bottom_color": palette.STRONG,
        }
        if label_columns > 1:
            merged = self.book.style(**look, align=RIGHT)
            self.ws.merge_range(self.row, FIRST, self.row, FIRST + label_columns - 1, "", merged)
        for place, (column, cell) in enumerate(zip(self.columns, cells, strict=True), FIRST):
            if label_columns > 1 and FIRST < place < FIRST + label_columns:
                continue
            align = RIGHT if label_columns > 1 and place == FIRST else column.align
            own = {k: v for k, v in column.style.items() if k == "num_format"}
            self.put(self.row, place, cell.value, **{**look, "align": align, **own, **cell.style})
        self.row += 1

    def note(self, text: str, **style: Any) -> None:
        """A line of small print under the table, over its whole width."""
        width = sum(column.width for column in self.columns)
        lines = lines_needed(text, width, palette.NOTE_SIZE)
        self.ws.set_row(self.row, max(NOTE_HEIGHT, 5 + 14 * lines))
        look = {"font_size": palette.NOTE_SIZE, "font_color": palette.SECONDARY, "text_wrap": True, **style}
        if self.last > FIRST:
            self.ws.merge_range(self.row, FIRST, self.row, self.last, "", self.book.style(**look))
        self.put(self.row, FIRST, text, **look)
        self.row += 1

    def put(self, row: int, column: int, value: Value, **style: Any) -> None:
        """Writes one cell. Text stays text whatever it begins with."""
        form = self.book.style(**style)
        match value:
            case None | "":
                self.ws.write_blank(row, column, None, form)
            case str():
                self.ws.write_string(row, column, value[:_LONGEST_TEXT], form)
            case Formula():
                cached = value.value if isinstance(value.value, str) else float(value.value)
                self.ws.write_formula(row, column, value.text, form, cached)
            case _:
                self.ws.write_number(row, column, float(value), form)

    def finish(self, rows: int | None = None) -> None:
        """Sets the print area: all rows down to here."""
        self.ws.print_area(0, 0, (rows or self.row) - 1, self.last)

    def _groups(self) -> None:
        self.ws.set_row(self.row, GROUP_HEIGHT)
        look = {**_header_style(), "top": MEDIUM, "top_color": palette.STRONG, "align": CENTRE}
        place = FIRST
        while place <= self.last:
            group = self.columns[place - FIRST].group
            end = place
            while group and end < self.last and self.columns[end + 1 - FIRST].group == group:
                end += 1
            rule = {"bottom": THIN, "bottom_color": palette.HAIRLINE} if group else {}
            if end > place:
                self.ws.merge_range(self.row, place, self.row, end, "", self.book.style(**look, **rule))
            self.put(self.row, place, group, **look, **rule)
            place = end + 1
        self.row += 1

    def _set_paper(self) -> None:
        ws = self.ws
        ws.hide_gridlines(2)
        ws.set_landscape()
        ws.set_paper(9)
        ws.set_margins(left=0.39, right=0.39, top=0.55, bottom=0.6)
        ws.center_horizontally()
        ws.fit_to_pages(1, 0)
        ws.set_tab_color(palette.TAB_LIST)
        period = self.book.heading.replace("&", "&&")[:80]
        # The space after the size: "&82026" would be read as the size 82026.
        ws.set_footer(f"&L&8 {period}&C&8 第 &P 页 共 &N 页&R&8 内部资料", {"margin": 0.3})


def _header_style() -> dict[str, Any]:
    return {"bold": True, "font_color": palette.STRONG, "bg_color": palette.HEADER_FILL}
