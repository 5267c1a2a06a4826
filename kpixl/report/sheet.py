"""One sheet of a report: a title, a header, rows of known height, and its paper."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kpixl.report.book import CENTRE, FIRST, RIGHT, WORDS, Book, Cell, Column, Formula, Link, Value
from kpixl.report.layout import LEAST_SCALE, header_rows, page_breaks, seen_width, title_rows
from kpixl.report.measure import fits, lines_needed
from kpixl.workbook import palette

THIN, MEDIUM = 1, 2
TITLE_HEIGHT, STRIP_HEIGHT, GROUP_HEIGHT, HEADER_HEIGHT = 34, 27, 21, 32
BODY_HEIGHT, TOTAL_HEIGHT, NOTE_HEIGHT = 23, 28, 19
MARGIN_WIDTH = 2

_HEADER_PAD = "@_M_M"
"""Keeps a right-aligned heading clear of Excel's filter button."""

_PLAIN: dict[str, Any] = {}
_FOLDED: dict[str, Any] = {"level": 1, "hidden": True}
_HIDDEN: dict[str, Any] = {"hidden": True}


class Sheet:
    """One sheet with one table, written from the top down, a row at a time."""

    def __init__(
        self, book: Book, name: str, columns: Sequence[Column], *, filtered: bool = False, plain: bool = False
    ) -> None:
        """Adds the sheet and sets its paper: A4 landscape, one page wide. A filtered sheet has filters.

        A plain one is for other programs: it has no margin, so that its headings can stand at the very top.
        """
        self.book, self.name, self.columns, self.filtered = book, name, tuple(columns), filtered
        self.row, self.first = 0, 0 if plain else FIRST
        seen = [place for place, column in enumerate(columns, self.first) if column.seen]
        self.last, self.end = seen[-1], self.first + len(self.columns) - 1
        self.ws: Worksheet = book.sheet(name)
        self._formats: dict[object, tuple[Format, bool, int]] = {}
        self._set_paper()
        self._set_columns()

    def title(self, text: str, note: str = "", note_style: dict[str, Any] | None = None) -> None:
        """The title at the left and a short note at the right, or under it where there is no room."""
        width = seen_width(self.columns)
        lines = lines_needed(text, width, palette.TITLE_SIZE)
        style = self.book.style(
            font_size=palette.TITLE_SIZE, bold=True, font_color=palette.STRONG, text_wrap=lines > 1
        )
        self.ws.set_row(self.row, TITLE_HEIGHT if lines == 1 else 8 + 24 * lines)
        if lines > 1:
            self.ws.merge_range(self.row, self.first, self.row, self.last, "", style)
        self.ws.write_string(self.row, self.first, text, style)
        if note:
            self.row += title_rows(self.columns, text, note) - 1
            look = {"font_size": palette.NOTE_SIZE, "font_color": palette.SECONDARY, **(note_style or {})}
            self.put(self.row, self.last, note, align=RIGHT, **look)
        self.row += 1

    def strip(self, left: Value, **style: Any) -> None:
        """A line of words under the title."""
        self.ws.set_row(self.row, STRIP_HEIGHT)
        self.put(self.row, self.first, left, **style)
        self.row += 1

    def header(self, freeze: int = 0) -> None:
        """The headings, with the headings over them if there are any; so many columns stay in sight."""
        grouped = header_rows(self.columns) > 1
        first = self.row
        if grouped:
            self._groups()
        seen = (column for column in self.columns if column.seen)
        lines = max(lines_needed(c.heading, c.width - 2 * self.filtered) for c in seen)
        self.ws.set_row(self.row, max(HEADER_HEIGHT - 8 * grouped, 6 + 15 * lines))
        look = _header_style() | {"text_wrap": True, "bottom": THIN, "bottom_color": palette.STRONG}
        look |= {} if grouped else {"top": MEDIUM, "top_color": palette.STRONG}
        pad = {"num_format": _HEADER_PAD if self.filtered else WORDS}
        for place, column in enumerate(self.columns, self.first):
            own = {key: value for key, value in column.style.items() if key == "indent"}
            own |= pad if column.align == RIGHT else {}
            self.put(self.row, place, column.heading, **look, **own, **self._gap(place), align=column.align)
        self.row += 1
        self.ws.freeze_panes(self.row, self.first + freeze if freeze else 0)
        self.ws.repeat_rows(first, self.row - 1)

    def body(self, cells: Sequence[Cell], style: dict[str, Any] = _PLAIN) -> None:
        """One row of the table, as high as its longest text needs."""
        lines = 1
        for place, (column, cell) in enumerate(zip(self.columns, cells, strict=True), self.first):
            form, wraps, size = self._body_format(place, column, style, cell.style)
            self._write(self.row, place, cell.value, form)
            if wraps:
                text = _text(cell.value)
                if not fits(text, column.width, size):
                    lines = max(lines, lines_needed(text, column.width, size))
        self.ws.set_row(self.row, BODY_HEIGHT if lines == 1 else 6 + 15 * lines)
        self.row += 1

    def total(self, cells: Sequence[Cell], label_columns: int = 1) -> None:
        """The last row; its label spans so many columns. Columns that are not seen have no totals."""
        self.ws.set_row(self.row, TOTAL_HEIGHT)
        look: dict[str, Any] = {
            "bold": True,
            "bg_color": palette.TOTAL_FILL,
            "top": MEDIUM,
            "bottom": MEDIUM,
            "top_color": palette.STRONG,
            "bottom_color": palette.STRONG,
        }
        spanned = range(self.first + 1, self.first + label_columns)
        if spanned:
            merged = self.book.style(**look, align=RIGHT)
            self.ws.merge_range(self.row, self.first, self.row, spanned[-1], "", merged)
        for place, (column, cell) in enumerate(zip(self.columns, cells, strict=True), self.first):
            if place in spanned or not column.seen:
                continue
            align = RIGHT if spanned and place == self.first else column.align
            own = {k: v for k, v in column.style.items() if k == "num_format"}
            self.put(
                self.row, place, cell.value, **{**look, "align": align, **own, "shrink": True, **cell.style}
            )
        self.row += 1

    def note(self, text: str, **style: Any) -> None:
        """A line of small print under the table, over its whole width."""
        lines = lines_needed(text, seen_width(self.columns), style.get("font_size", palette.NOTE_SIZE))
        self.ws.set_row(self.row, max(NOTE_HEIGHT, 5 + 14 * lines))
        look = {"font_size": palette.NOTE_SIZE, "font_color": palette.SECONDARY, "text_wrap": True, **style}
        if self.last > self.first:
            self.ws.merge_range(self.row, self.first, self.row, self.last, "", self.book.style(**look))
        self.put(self.row, self.first, text, **look)
        self.row += 1

    def put(self, row: int, column: int, value: Value, **style: Any) -> None:
        """Writes one cell. Text stays text whatever it begins with."""
        self._write(row, column, value, self.book.style(**style))

    def spread(self, repeated: int) -> None:
        """Prints what is too wide for one page on several, each with so many first columns."""
        breaks = page_breaks(self.columns, repeated)
        if breaks:
            self.ws.fit_page = False
            self.ws.set_print_scale(LEAST_SCALE)
            self.ws.repeat_columns(0, self.first + repeated - 1)
            self.ws.set_v_pagebreaks([self.first + place for place in breaks])

    def finish(self, rows: int | None = None) -> None:
        """Sets the print area: all rows down to here."""
        self.ws.print_area(0, 0, (rows or self.row) - 1, self.last)

    def _write(self, row: int, column: int, value: Value, form: Format) -> None:
        match value:
            case None | "":
                self.ws.write_blank(row, column, None, form)
            case Fraction() | int():
                self.ws.write_number(row, column, float(value), form)
            case str():
                self.ws.write_string(row, column, value, form)
            case Formula():
                cached = value.value if isinstance(value.value, str) else float(value.value)
                self.ws.write_formula(row, column, value.text, form, cached)
            case Link():
                self.ws.write_url(row, column, f"external:{value.file}", form, value.file)

    def _body_format(
        self, place: int, column: Column, row_style: dict[str, Any], own: dict[str, Any]
    ) -> tuple[Format, bool, int]:
        """The format of a cell, whether its text wraps, and its size; made once for each look of a column."""
        key = (place, *row_style.items(), None, *own.items()) if row_style or own else place
        if key not in self._formats:
            look: dict[str, Any] = {"bottom": THIN, "bottom_color": palette.HAIRLINE, "align": column.align}
            look |= column.style | row_style | own
            wraps = column.seen and look.get("text_wrap", False)
            # A figure that is too wide gets smaller: a row of ### tells nothing.
            look["shrink"] = not wraps
            self._formats[key] = self.book.style(**look), wraps, look.get("font_size", palette.BODY_SIZE)
        return self._formats[key]

    def _groups(self) -> None:
        self.ws.set_row(self.row, GROUP_HEIGHT)
        look = {**_header_style(), "top": MEDIUM, "top_color": palette.STRONG, "align": CENTRE}
        for group, run in groupby(
            range(self.first, self.end + 1), key=lambda place: self._column(place).group
        ):
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
        return self.columns[place - self.first]

    def _gap(self, place: int) -> dict[str, Any]:
        """White space before the first heading of a group, and before the first after one."""
        if place == self.first or self._column(place).group == self._column(place - 1).group:
            return {}
        return {"left": MEDIUM, "left_color": palette.WHITE}

    def _set_columns(self) -> None:
        plain = self.book.style()
        if self.first:
            self.ws.set_column(0, 0, MARGIN_WIDTH, plain)
        folds = any(column.folded for column in self.columns)
        if folds:
            # The sign that opens them stands over the last column that is seen, not over a hidden one.
            self.ws.outline_settings(symbols_right=False)
        for place, column in enumerate(self.columns, self.first):
            options = _HIDDEN if column.hidden else _FOLDED if column.folded else {}
            options = {"collapsed": True} if folds and place == self.last else options
            self.ws.set_column(place, place, column.width, plain, options)

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
