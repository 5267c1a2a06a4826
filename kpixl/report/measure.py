"""How wide a text is and how many lines it takes: the heights of rows are always set, never left to grow."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from math import ceil

from kpixl.workbook.palette import BODY_SIZE

_SPARE = 1.1
_PADDING = 1.0
_ROUNDING = 1e-9
PAGE_WIDTH = 156.0
"""About what an A4 page across takes at nine tenths of its size, and a screen without scrolling sideways."""


def text_width(text: str) -> float:
    """The width of a text at 10 pt in units of column width: 2 for a Chinese character, 1.1 for a digit."""
    if text.isascii():
        return 1.1 * len(text)
    return sum(2.0 if unicodedata.east_asian_width(char) in "WFA" else 1.1 for char in text)


def lines_needed(text: str, width: float, size: int = BODY_SIZE) -> int:
    """How many lines a wrapped text takes in a column of that width, with a tenth to spare."""
    room = max(width - _PADDING, 2.0) / (_SPARE * size / BODY_SIZE)
    return sum(max(1, ceil(text_width(line) / room - _ROUNDING)) for line in text.split("\n"))


def fits(text: str, width: float, size: int = BODY_SIZE) -> bool:
    """Whether a text is so short that it surely takes one line, without measuring its signs."""
    return len(text) * 2.0 * _SPARE * size / BODY_SIZE + _PADDING <= width and "\n" not in text


def fitting(texts: Iterable[str], least: float, most: float, size: int = BODY_SIZE) -> float:
    """The width of a column in which each of these texts takes one line, between two limits."""
    widest = max((text_width(text) for text in texts), default=0.0)
    return min(most, max(least, widest * _SPARE * size / BODY_SIZE + _PADDING))


def room_left(widths: Iterable[float], least: float, most: float) -> float:
    """What these columns leave of a page's width to one more, between two limits."""
    return min(most, max(least, PAGE_WIDTH - sum(widths)))
