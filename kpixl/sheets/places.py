"""Rows and columns, counted from 1, and the addresses that people know them by."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
"""The last row and column that a spreadsheet has."""

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def address(row: int, column: int) -> str:
    """The address of a cell: C7."""
    return f"{letters(column)}{row}"


@lru_cache(maxsize=8192)
def place(reference: str) -> tuple[int, int] | None:
    """The row and column of a reference such as C7 or $C$7, or None when no sheet has such a cell."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row, column) if row <= MAX_ROW and column <= MAX_COLUMN else None
