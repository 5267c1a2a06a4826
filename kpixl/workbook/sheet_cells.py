"""The cells of one returned sheet, by their place, turned into values when they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from kpixl.model.numbers import from_double
from kpixl.model.submission import CellValue, Raw
from kpixl.sheets.cells import Kind
from kpixl.sheets.places import address
from kpixl.sheets.workbook import Sheet, Workbook

At = tuple[int, int]
"""A row and a column, counted from 1."""

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_NOT_FOR_FILES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNSAID = "…"
"""A formula that the file gives only where it begins, further up."""
_EPOCH = datetime(1899, 12, 30)


class SheetCells:
    """What a sheet holds. A cell that the file does not mention is a blank."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self._cells: dict[At, tuple[Kind, str | None, str | None]] = {}
        book.scan_cells(sheet, self._take)

    def _take(
        self, row: int, column: int, kind: Kind, stored: str | None, formula: str | None, style: str
    ) -> None:
        self._cells[row, column] = (kind, stored, formula)

    def __getitem__(self, at: At) -> CellValue:
        where = address(*at)
        kind, stored, formula = self._cells.get(at, (Kind.NUMBER, None, None))
        written = "" if formula is None else formula or _UNSAID
        if kind is Kind.ERROR:
            return CellValue(where, None, written, error=stored or "#N/A")
        return CellValue(where, _raw(kind, stored) if stored is not None else None, written)

    def texts(self) -> Iterator[tuple[At, str]]:
        """The texts of the sheet and where they stand, in the order of the file."""
        for at, (kind, stored, _) in self._cells.items():
            if kind is Kind.TEXT and stored:
                yield at, stored


def _raw(kind: Kind, stored: str) -> Raw:
    match kind:
        case Kind.TEXT:
            # Such characters fit into no file of results.
            return _NOT_FOR_FILES.sub("\ufffd", stored)
        case Kind.TRUTH:
            return stored in ("1", "true")
        case Kind.DATE:
            return _serial(stored)
        case _:
            return _number(stored)


def _number(stored: str) -> Raw:
    """A number, nothing, or the text that stands where a number should."""
    stored = stored.strip()
    if not _NUMBER.fullmatch(stored):
        return stored or None
    try:
        return from_double(float(stored))
    except OverflowError:
        return stored


def _serial(stored: str) -> Fraction | str:
    """A day as the number that other files have for it."""
    try:
        return from_double(
            (datetime.fromisoformat(stored).replace(tzinfo=None) - _EPOCH).total_seconds() / 86400
        )
    except ValueError:
        return stored
