"""How wide a text is and how many lines it takes: the heights of rows are always set, never left to grow."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from math import ceil

from kpixl.workbook.palette import BODY_SIZE


def text_width(text: str) -> float:
    """The width of a text at 10 pt in units of column width: 2 for a Chinese character, 1.1 for a digit."""
    return sum(2.0 if unicodedata.east_asian_width(char) in "WFA" else 1.1 for char in text)


def lines_needed(text: str, width: float, size: int = BODY_SIZE) -> int:
    """How many lines a wrapped text takes in a column of that width, with a tenth to spare."""
    room = max(width - 1, 2.0) / (1.1 * size / BODY_SIZE)
    return sum(max(1, ceil(text_width(line) / room)) for line in text.split("\n"))


def fitting(texts: Iterable[str], least: float, most: float) -> float:
    """The width of a column that holds these texts, between two limits."""
    return min(most, max([least, *(text_width(text) * 1.05 + 1.5 for text in texts)]))
