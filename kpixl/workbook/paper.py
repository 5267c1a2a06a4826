"""Where a form's pages end: as few pages as can be, and what belongs together on one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate
from math import ceil

from kpixl.workbook.layout import Layout

SIDES, TOP, BOTTOM = 0.4, 0.55, 0.6
"""Margins in inches."""

PIXEL = 0.75
"""A screen's pixel in points: heights are whole pixels."""

_SHORT, _LONG = 210 / 25.4, 297 / 25.4
_PIXELS, _POINTS = 96, 72
_SPARE = 0.99
_STEPS = 10
"""Air is taken from the rows in so many steps."""

Heights = Mapping[int, float]


class Cut(IntEnum):
    """What it costs to end a page before a row."""

    SECTION = 0
    WITHIN = 1
    RESULTS = 2
    SIGNATURES = 4
    """People do not like to sign a page with nothing else on it."""


@dataclass(frozen=True, slots=True)
class Start:
    """A row that may begin a page."""

    row: int
    cut: Cut = Cut.WITHIN


@dataclass(frozen=True, slots=True)
class Heading:
    """A row of headings, and the row after the last one that it stands for."""

    row: int
    end: int


@dataclass(frozen=True, slots=True)
class Pages:
    """The heights of the rows, the rows that begin further pages, the row of headings on each of these."""

    heights: Heights
    breaks: tuple[int, ...]
    repeated: int | None


def scale(layout: Layout) -> float:
    """The scale at which the form is one page wide on A4."""
    width = (_LONG if layout.landscape else _SHORT) - 2 * SIDES
    return min(100, int(100 * width * _PIXELS / layout.pixels)) / 100


def room(layout: Layout) -> float:
    """The height of a page in points of the sheet."""
    height = (_SHORT if layout.landscape else _LONG) - TOP - BOTTOM
    return height * _POINTS / scale(layout) * _SPARE


def paginated(
    heights: Heights, least: Heights, room: float, starts: Sequence[Start], headings: Sequence[Heading]
) -> Pages:
    """Fewest pages; rows give up air, down to their least, only where that saves a page or keeps headings."""
    parts = (step / _STEPS for step in range(_STEPS, -1, -1))
    ways = [_divided(squeezed(heights, least, part), room, starts, headings) for part in parts]
    return min(ways, key=lambda pages: (len(pages.breaks), pages.repeated is None))


def squeezed(heights: Heights, least: Heights, part: float) -> Heights:
    """The rows with so much of their air: 1 leaves all of it."""
    if part == 1:
        return heights
    return {
        row: int((least[row] + (high - least[row]) * part) / PIXEL) * PIXEL for row, high in heights.items()
    }


def _divided(heights: Heights, room: float, starts: Sequence[Start], headings: Sequence[Heading]) -> Pages:
    """The pages with the headings repeated that are right over each of them.

    A spreadsheet repeats one row only. Among several tables it is given up for the sake of a page.
    """
    plain = breaks(heights, room, starts)
    for heading in reversed(headings):
        ends = breaks(heights, room, starts, heights[heading.row])
        after = [row for row in ends if row > heading.row]
        is_right = all(row < heading.end for row in after)
        if is_right and (len(headings) == 1 or (after and len(ends) == len(plain))):
            return Pages(heights, ends, heading.row)
    return Pages(heights, plain, None)


def breaks(heights: Heights, room: float, starts: Sequence[Start], repeated: float = 0) -> tuple[int, ...]:
    """The rows that begin the second and further pages, at the least cost among the fewest pages.

    Every page but the first has `repeated` points less. Of equal ways the one that fills the first
    pages most is taken. What is higher than a page is left to the program to divide.
    """
    last = max(heights) + 1
    tops = [0, *accumulate(heights.get(row, 15.0) for row in range(last))]
    costs = {0: 0} | {start.row: int(start.cut) for start in starts if 0 < start.row < last}
    rows = [*sorted(costs), last]
    best: dict[int, tuple[int, int, int]] = {last: (0, 0, last)}
    for place in range(len(rows) - 2, -1, -1):
        first = rows[place]
        ways: list[tuple[int, int, int]] = []
        left = room - (repeated if first else 0)
        for end in rows[place + 1 :]:
            taken = tops[end] - tops[first]
            if taken > left and ways:
                break
            pages, cost, _ = best[end]
            ways.append((max(ceil(taken / left), 1) + pages, cost + costs[first], -end))
        pages, cost, end = min(ways)
        best[first] = (pages, cost, -end)
    cuts, row = [], 0
    while (row := best[row][2]) < last:
        cuts.append(row)
    return tuple(cuts)
