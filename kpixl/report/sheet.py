"""One sheet of a report: a title, a header, rows of known height, and its paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from xlsxwriter.worksheet import Worksheet

from kpixl.report.book import CENTRE, FIRST, RIGHT, WORDS, Book, Cell, Column, Formula, Link, Value
from kpixl.report.measure import lines_needed, text_width
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
        """The title at the left and a short note at the right, or under it where there is no room."""
        width = sum(column.width for column in self.columns)
        lines = lines_needed(text, width, palette.TITLE_SIZE)
        style = self.book.style(
            font_size=palette.TITLE_SIZE, bold=True, font_color=palette.STRONG, text_wrap=lines > 1
        )
        self.ws.set_row(self.row, TITLE_HEIGHT if lines == 1 else 8 + 24 * lines)
        if lines > 1:
            self.ws.merge_range(self.row, FIRST, self.row, self.last, "", style)
        self.ws.write_string(self.row, FIRST, text, style)
        if note:
            beside = lines_needed(text, width - text_width(note), palette.TITLE_SIZE) == 1
            self.row += not beside
            look = {"font_size": palette.NOTE_SIZE, "font_color": palette.SECONDARY, **(note_style or {})}
            self.put(self.row, self.last, note, align=RIGHT, **look)
        self.row += 1

    def strip(self, left: Value, **style: Any) -> None:
        """A line of words under the title."""
        self.ws.set_row(self.row, STRIP_HEIGHT)
        self.put(self.row, FIRST, left, **style)
        self.row += 1

    def header(self, freeze: int = 0) -> None:
        """The headings, with the headings over them if there are any; so many columns stay in sight."""
        grouped = any(column.group for column in self.columns)
        first = self.row
        if grouped:
            self._groups()
        lines = max(lines_needed(c.heading, c.width - 2 * self.filtered) for c in self.columns)
        self.ws.set_row(self.row, max(HEADER_HEIGHT - 8 * grouped, 6 + 15 * lines))
        look = _header_style() | {"text_wrap": True, "bottom": THIN, "bottom_color": palette.STRONG}
        look |= {} if grouped else {"top": MEDIUM, "top_color": palette.STRONG}
        pad = {"num_format": _HEADER_PAD if self.filtered else WORDS}
        for place, column in enumerate(self.columns, FIRST):
            own = {key: value for key, value in column.style.items() if key == "indent"}
            own |= pad if column.align == RIGHT else {}
            self.put(self.row, place, column.heading, **look, **own, **self._gap(place), align=column.align)
        self.row += 1
        self.ws.freeze_panes(self.row, FIRST + freeze if freeze else 0)
        self.ws.repeat_rows(first, self.row - 1)

    def body(self, cells: Sequence[Cell], **style: Any) -> None:
        """One row of the table, as high as its longest text needs."""
        lines = 1
        for place, (column, cell) in enumerate(zip(self.columns, cells, strict=True), FIRST):
            look: dict[str, Any] = {"bottom": THIN, "bottom_color": palette.HAIRLINE, "align": column.align}
            look |= column.style | style | cell.style
            # A figure that is too wide gets smaller: a row of ### tells nothing.
            look["shrink"] = not look.get("text_wrap", False)
            self.put(self.row, place, cell.value, **look)
            if look.get("text_wrap"):
                size = look.get("font_size", palette.BODY_SIZE)
                lines = max(lines, lines_needed(_text(cell.value), column.width, size))
        self.ws.set_row(self.row, BODY_HEIGHT if lines == 1 else 6 + 15 * lines)
        self.row += 1

    def total(self, cells: Sequence[Cell], label_columns: int = 1) -> None:
        """The last row; its label spans so many columns."""
        self.ws.set_row(self.row, TOTAL_HEIGHT)
        look: dict[str, Any] = {
            "bold": True,
            "bg_color": palette.TOTAL_FILL,
            "top": MEDIUM,
            "bottom": MEDIUM,
            "top_color": palette.STRONG,
            "bottom_color": palette.STRONG,
        }
        if label_columns > 1:
            merged = self.book.style(**look, align=RIGHT)
            self.ws.merge_range(self.row, FIRST, self.row, FIRST + label_columns - 1, "", merged)
        for place, (column, cell) in enumerate(zip(self.columns, cells, strict=True), FIRST):
            if label_columns > 1 and FIRST < place < FIRST + label_columns:
                continue
            align = RIGHT if label_columns > 1 and place == FIRST else column.align
            own = {k: v for k, v in column.style.items() if k == "num_format"}
            shown = {**look, "align": align, **own, "shrink": True, **cell.style}
            self.put(self.row, place, cell.value, **shown)
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
            case Link():
                self.ws.write_url(row, column, f"external:{value.file}", form, value.file)
            case _:
                self.ws.write_number(row, column, float(value), form)

    def finish(self, rows: int | None = None) -> None:
        """Sets the print area: all rows down to here."""
        self.ws.print_area(0, 0, (rows or self.row) - 1, self.last)

    def _groups(self) -> None:
        self.ws.set_row(self.row, GROUP_HEIGHT)
        look = {**_header_style(), "top": MEDIUM, "top_color": palette.STRONG, "align": CENTRE}
        for group, run in groupby(range(FIRST, self.last + 1), key=lambda place: self._column(place).group):
            places = list(run)
            for place in places:
                self.put(self.row, place, None, **look, **self._gap(place))
            if group:
                style = self.book.style(**look, **self._gap(places[0]))
                if len(places) > 1:
                    self.ws.merge_range(self.row, places[0], self.row, places[-1], "", style)
                self.ws.write_string(self.row, places[0], group, style)
        self.row += 1

    def _column(self, place: int) -> Column:
        return self.columns[place - FIRST]

    def _gap(self, place: int) -> dict[str, Any]:
        """White space before the first heading of a group, and before the first after one."""
        if place == FIRST or self._column(place).group == self._column(place - 1).group:
            return {}
        return {"left": MEDIUM, "left_color": palette.WHITE}

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


def _text(value: Value) -> str:
    match value:
        case Link():
            return value.file
        case str():
            return value
        case _:
            return ""


def _header_style() -> dict[str, Any]:
    return {"bold": True, "font_color": palette.STRONG, "bg_color": palette.HEADER_FILL}
