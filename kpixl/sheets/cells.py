"""The cells of a worksheet, one after the other, as its XML gives them.

Sparse on purpose: neither a dimension of ten million rows nor one stray cell at XFD1048576 costs
memory. What contradicts itself (two cells at one address, a cell in a foreign row) is damaged: two
programs could see two different tables in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from kpixl.safety.archive import Hazard, UnsafeArchive
from kpixl.sheets.budget import Budget
from kpixl.sheets.markup import Attributes
from kpixl.sheets.package import index
from kpixl.sheets.places import MAX_COLUMN, MAX_ROW, place
from kpixl.sheets.strings import unescaped


class Kind(StrEnum):
    """What a cell's stored text means. A DATE is an ISO date, as strict files may hold."""

    NUMBER = "n"
    TEXT = "s"
    TRUTH = "b"
    ERROR = "e"
    DATE = "d"


_KINDS = {"inlineStr": Kind.TEXT, "str": Kind.TEXT, **{kind.value: kind for kind in Kind}}

TakeCell = Callable[[int, int, Kind, str | None, str | None, str], None]
"""Given the row and column (from 1), the kind, what is stored (None for nothing), the formula (None for
none) and the style of a cell."""


class CellScan:
    """Takes the tags of a worksheet one after the other and hands on every cell."""

    def __init__(self, strings: Sequence[str], budget: Budget, take: TakeCell) -> None:
        self._strings, self._budget, self._take = strings, budget, take
        self._inside = self._phonetic = self._row_is_known = False
        self._row = self._column = self._spent = 0
        self._seen: set[int] = set()
        self._styles: dict[str, str] = {}
        self._cell: Attributes | None = None
        self._stored: str | None = None
        self._formula: str | None = None
        self._inline: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        """A tag opens."""
        if not self._inside:
            self._inside = tag == "sheetData"
        elif tag == "c":
            self._open(attributes)
        elif tag == "row":
            self._spend()
            self._row_is_known = "r" in attributes
            self._row = bounded(attributes.get("r"), self._row + 1, MAX_ROW)
            self._column = 0
        elif tag == "f":
            self._formula = ""
        elif tag == "rPh":
            self._phonetic = True

    def end(self, tag: str, text: str) -> None:
        """A tag closes; `text` stood before it."""
        if not self._inside:
            return
        if tag == "v":
            self._stored = text
        elif tag == "c":
            self._close()
        elif tag == "f":
            self._formula = text
        elif tag == "t" and not self._phonetic:
            self._inline.append(text)
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "sheetData":
            self._spend()
            self._inside = False

    def _spend(self) -> None:
        """Once a row, which has an end."""
        self._budget.spend(cells=len(self._seen) - self._spent)
        self._spent = len(self._seen)

    def _open(self, attributes: Attributes) -> None:
        if self._cell is not None:
            raise UnsafeArchive(Hazard.DAMAGED)
        self._cell, self._formula, self._stored = attributes, None, None
        self._inline.clear()
        reference = attributes.get("r")
        if reference is None:
            self._column = bounded(None, self._column + 1, MAX_COLUMN)
        else:
            at = place(reference)
            if at is None or (self._row_is_known and at[0] != self._row):
                raise UnsafeArchive(Hazard.DAMAGED)
            self._row, self._column = at
        self._row_is_known = True
        spot = self._row << 16 | self._column
        if spot in self._seen:
            raise UnsafeArchive(Hazard.DAMAGED)
        self._seen.add(spot)

    def _close(self) -> None:
        if self._cell is None:
            return
        stored, written = self._stored, self._cell.get("t", "n")
        if written == "s" and stored:
            stored = self._shared(stored)
        elif written == "inlineStr":
            stored = unescaped("".join(self._inline))
        elif written == "str" and stored:
            stored = unescaped(stored)
        kind = _KINDS.get(written)
        if kind is None:
            raise UnsafeArchive(Hazard.DAMAGED)
        style = self._cell.get("s", "")
        # One text for each style, not one for each cell.
        style = self._styles.setdefault(style, style)
        self._take(self._row, self._column, kind, stored, self._formula, style)
        self._cell = None

    def _shared(self, text: str) -> str:
        number = index(text)
        if number is None or number >= len(self._strings):
            raise UnsafeArchive(Hazard.DAMAGED)
        return self._strings[number]


def bounded(text: str | None, otherwise: int, most: int) -> int:
    """The number from 1 to `most` that an attribute gives, or the other one. Raises UnsafeArchive."""
    number = otherwise if text is None else index(text)
    if number is None or not 1 <= number <= most:
        raise UnsafeArchive(Hazard.DAMAGED)
    return number
