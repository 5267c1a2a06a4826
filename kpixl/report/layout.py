"""How much room a table takes before it is written: rows above it, its width, the pages across."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kpixl.report.book import Column
from kpixl.report.measure import PAGE_WIDTH, lines_needed, text_width
from kpixl.workbook import palette

LEAST_SCALE = 75
"""A table is printed at this scale, in per cent, rather than still smaller on a single page."""

_WIDEST = PAGE_WIDTH * 1.2
"""Up to this width a table is rather made somewhat smaller than cut."""

_PIECE = 125.0
"""What surely takes a page at that scale, also where the font of the columns is a substitute."""


def page_breaks(columns: Sequence[Column], repeated: int) -> list[int]:
    """Before which columns a new page begins; none where all fit on one.

    Every further page begins with the `repeated` first columns. What stands under one heading stays together.
    """
    seen = [column for column in columns if column.seen]
    if seen_width(columns) <= _WIDEST:
        return []
    place = repeated
    taken = sum(column.width for column in seen[:place])
    breaks: list[int] = []
    for _, run in groupby(seen[place:], key=lambda column: column.group):
        widths = [column.width for column in run]
        if taken + sum(widths) > _PIECE and place > max(breaks, default=repeated):
            breaks.append(place)
            taken = sum(column.width for column in seen[:repeated])
        taken += sum(widths)
        place += len(widths)
    return breaks


def title_rows(columns: Sequence[Column], text: str, note: str) -> int:
    """How many rows a title takes: its note stands beside it where there is room."""
    if not note:
        return 1
    return 2 - (lines_needed(text, seen_width(columns) - text_width(note), palette.TITLE_SIZE) == 1)


def header_rows(columns: Sequence[Column]) -> int:
    """How many rows the headings take: two where some have a heading over them."""
    return 1 + any(column.group for column in columns)


def seen_width(columns: Sequence[Column]) -> float:
    """The width of what people see of a table."""
    return sum(column.width for column in columns if column.seen)
