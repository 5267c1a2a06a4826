"""Where a form's pages end: sections stay whole where they fit on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpixl.workbook.layout import Layout

SIDES, TOP, BOTTOM = 0.4, 0.55, 0.6
"""Margins in inches."""

PIXEL = 0.75
"""A screen's pixel in points: heights are whole pixels."""

_SHORT, _LONG = 210 / 25.4, 297 / 25.4
_PIXELS, _POINTS = 96, 72
_SPARE = 0.99
_WORTH = 0.4
"""A page is ended before a section only when so much of it has been used."""


@dataclass(frozen=True, slots=True)
class Start:
    """A row that may begin a page: that of a section, or only that of an indicator or a block."""

    row: int
    section: bool = False


def scale(layout: Layout) -> float:
    """The scale at which the form is one page wide on A4."""
    width = (_LONG if layout.landscape else _SHORT) - 2 * SIDES
    return min(100, int(100 * width * _PIXELS / layout.pixels)) / 100


def room(layout: Layout) -> float:
    """The height of a page in points of the sheet."""
    height = (_SHORT if layout.landscape else _LONG) - TOP - BOTTOM
    return height * _POINTS / scale(layout) * _SPARE


def squeezed(heights: Mapping[int, float], least: Mapping[int, float], room: float) -> Mapping[int, float]:
    """The heights that let a form end on its page, where a little less air suffices for that."""
    wished, needed = sum(heights.values()), sum(least.values())
    if wished <= room or needed > room:
        return heights
    part = (room - needed) / (wished - needed)
    return {
        row: int((least[row] + (high - least[row]) * part) / PIXEL) * PIXEL for row, high in heights.items()
    }


def breaks(
    layout: Layout, heights: Mapping[int, float], starts: Sequence[Start], header: int
) -> tuple[int, ...]:
    """The rows that begin the second and further pages; the header row is printed again on each."""
    last = max(heights) + 1
    cuts: list[int] = []
    first, left = 0, room(layout)
    while _height(heights, first, last) > left:
        fitting = [s for s in starts if s.row > first and _height(heights, first, s.row) <= left]
        if not fitting:
            break
        sections = [s for s in fitting if s.section and _height(heights, first, s.row) >= left * _WORTH]
        first = (sections or fitting)[-1].row
        cuts.append(first)
        left = room(layout) - heights[header]
    return tuple(cuts)


def _height(heights: Mapping[int, float], first: int, end: int) -> float:
    return sum(heights.get(row, 15.0) for row in range(first, end))
