"""A sheet of A4 paper on a grid, written from the top down: what a letter is put together from."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from kpixl.workbook import palette
from kpixl.workbook.measure import height, lines, tight
from kpixl.workbook.paper import BOTTOM, SIDES, TOP, Cut, Start, paginated
from kpixl.workbook.write import Formats

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

COLUMNS, WIDTH = 12, 8.0
"""The grid: so many columns of this width; column A is a margin."""

Span = tuple[int, int]
ALL: Span = (1, COLUMNS)

_SCALE = 0.98
_ROOM = (297 / 25.4 - TOP - BOTTOM) * 72 / _SCALE * 0.98
"""The height of a page in points of the sheet, which is a little wider than the paper; with some to spare."""

_TALLEST = 400.0
"""Excel shows no row that is higher than 409 points."""


def width(span: Span) -> float:
    """The width of a span of the grid."""
    return WIDTH * (span[1] - span[0] + 1)


class LetterSheet:
    """One sheet; the height of every row is known, and what belongs together stays on one page."""

    def __init__(self, book: Workbook, name: str) -> None:
        self.formats = Formats(book)
        self.sheet: Worksheet = book.add_worksheet(name)
        self.row = 0
        self.heights: dict[int, float] = {}
        self.least: dict[int, float] = {}
        self.starts: list[Start] = []
        self.sheet.set_column(0, 0, 2)
        self.sheet.set_column(1, COLUMNS, WIDTH)

    def put(self, span: Span, value: str | Fraction | None, style: str, number: str = "") -> None:
        """A constant over a span. Text stays text whatever it begins with."""
        form = self.formats.get(style, number)
        first, last = span
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", form)
        match value:
            case None | "":
                self.sheet.write_blank(self.row, first, None, form)
            case str():
                self.sheet.write_string(self.row, first, value, form)
            case _:
                self.sheet.write_number(self.row, first, float(value), form)

    def live(self, span: Span, text: str, value: str | float, style: str, number: str = "") -> None:
        """A formula over a span, with its present value."""
        self.put(span, None, style, number)
        self.sheet.write_formula(self.row, span[0], text, self.formats.get(style, number), value)

    def fill(self, span: Span, style: str) -> None:
        """Nothing over a span, which may be empty."""
        if span[0] <= span[1]:
            self.put(span, None, style)

    def next(self, tall: float, least: float = 0) -> None:
        """Ends a row: so high, and at least so high where that saves a page."""
        self.heights[self.row] = min(tall, _TALLEST)
        self.least[self.row] = min(least or tall, _TALLEST)
        self.row += 1

    def next_of(self, usual: float, texts: Sequence[tuple[str, Span]]) -> None:
        """Ends a row that is as high as these texts take in their spans."""
        taken = max(lines(text, width(span)) for text, span in texts)
        self.next(max(usual, height(taken)), tight(taken))

    def may_break(self, cut: Cut = Cut.WITHIN) -> None:
        """A page may begin here."""
        self.starts.append(Start(self.row, cut))

    def headers(self, heads: Sequence[tuple[str, Span, str]]) -> None:
        """A row of headings over spans, each aligned like its column."""
        for text, span, align in heads:
            self.put(span, text, f"header_{align}", "@_ " if align == "right" else "")
        taken = max(lines(text, width(span)) for text, span, _ in heads)
        self.next(max(26, height(taken)), tight(taken) + 2)

    def finish(self, footer: str) -> None:
        """Heights, pages and paper."""
        sheet, pages = self.sheet, paginated(self.heights, self.least, _ROOM, self.starts, ())
        for row, tall in pages.heights.items():
            sheet.set_row(row, tall)
        sheet.set_h_pagebreaks(list(pages.breaks))
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_margins(left=SIDES, right=SIDES, top=TOP, bottom=BOTTOM)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 1, self.row - 1, COLUMNS)
        sheet.set_tab_color(palette.TAB_FORM)
        text = footer.replace("&", "&&")[:80]
        sheet.set_footer(f"&L&8 {text}&C&8 第 &P 页 共 &N 页&R&8 内部资料")
