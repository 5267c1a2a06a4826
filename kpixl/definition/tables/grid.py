"""A grid of cells as every reader of tables gives it, whatever the format of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
"""The last row and column that a spreadsheet has."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell that is not blank.

    `value` is a text as it stands, an exact number or a day. `shown` is how the cell's number format
    writes a whole number when that adds to its digits, such as leading zeros ("001007").
    `error` is an error value such as "#N/A"; `uncached` says that a formula has no stored result.
    """

    value: str | Fraction | date | None = None
    shown: str = ""
    error: str = ""
    uncached: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its rows from top to bottom, each with the cells that are not blank by column (from 1).

    `typed` says that its cells tell numbers from texts, as those of a workbook do. `banners` are the
    rows in which cells are merged across three columns or more.
    """

    rows: Mapping[int, Mapping[int, Cell]]
    name: str = ""
    typed: bool = True
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    banners: frozenset[int] = frozenset()


class Unreadable(Exception):
    """A file cannot be read as a table; `code` is the code of the finding that says so."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(slots=True)
class Budget:
    """How much more of a file is read before it counts as too large to be a list of people."""

    cells: int = 1_000_000
    characters: int = 50_000_000
    tags: int = 4_000_000

    def spend(self, cells: int = 0, characters: int = 0, tags: int = 0) -> None:
        """Takes off what was read. Raises Unreadable when the budget is used up."""
        self.cells -= cells
        self.characters -= characters
        self.tags -= tags
        if self.cells < 0 or self.characters < 0 or self.tags < 0:
            raise Unreadable("table-too-large")


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
