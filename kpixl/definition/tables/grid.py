"""A grid of cells as every reader of tables gives it, whatever the format of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kpixl.safety.archive import Hazard, UnsafeArchive

HAZARD_CODES = {
    Hazard.DAMAGED: "table-damaged",
    Hazard.LOCKED: "table-password",
    Hazard.TOO_LARGE: "table-too-large",
    Hazard.ENTITIES: "table-unsafe",
}


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


@contextmanager
def told_as_table() -> Iterator[None]:
    """Whatever is wrong with a file from outside becomes Unreadable, with the code for tables."""
    try:
        yield
    except UnsafeArchive as unsafe:
        raise Unreadable(HAZARD_CODES[unsafe.hazard]) from None
