"""The cells of one returned sheet, by their place, turned into values when they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from kpixl.model.numbers import from_double
from kpixl.model.submission import UNSAID, CellValue, Raw
from kpixl.sheets.book import Book, Sheet
from kpixl.sheets.cells import Kind
from kpixl.sheets.places import address

At = tuple[int, int]
"""A row and a column, counted from 1."""

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_NOT_FOR_FILES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH = datetime(1899, 12, 30)
_LATER = 1462
"""Days by which a calendar that begins in 1904 is behind."""
_BLANK = (Kind.NUMBER, None, None, "")


class SheetCells:
    """What a sheet holds. A cell that the file does not mention is a blank."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self._book, self._since_1904 = book, book.since_1904
        self._cells: dict[At, tuple[Kind, str | None, str | None, str]] = {}
        book.scan_cells(sheet, self._take)

    def _take(
        self, row: int, column: int, kind: Kind, stored: str | None, formula: str | None, style: str
    ) -> None:
        if stored is not None or formula is not None:
            self._cells[row, column] = (kind, stored, formula, style)

    def __getitem__(self, at: At) -> CellValue:
        where = address(*at)
        kind, stored, formula, style = self._cells.get(at, _BLANK)
        written = "" if formula is None else formula or UNSAID
        if kind is Kind.ERROR:
            return CellValue(where, None, written, error=stored or "#N/A")
        raw = _raw(kind, stored) if stored is not None else None
        if isinstance(raw, Fraction) and kind is Kind.NUMBER and self._since_1904 and self._book.day(style):
            raw += _LATER
        day = isinstance(raw, Fraction) and (kind is Kind.DATE or self._is_dated(style))
        return CellValue(where, raw, written, percent=self._book.percent(style), day=day)

    def _is_dated(self, style: str) -> bool:
        return self._book.day(style) or self._book.time(style)

    def stored(self, at: At) -> str | None:
        """What the file stores for a cell that is no formula: a text, or a number as it is written."""
        kind, stored, formula, _ = self._cells.get(at, _BLANK)
        return None if formula is not None or kind is Kind.ERROR else stored

    def formula(self, at: At) -> str | None:
        """The formula of a cell, "" for one whose text is not known, None for none."""
        return self._cells.get(at, _BLANK)[2]

    def computed(self) -> Iterator[At]:
        """Every cell with a formula."""
        return (at for at, (_, _, formula, _) in self._cells.items() if formula is not None)

    def filled(self) -> Iterator[At]:
        """Every cell that holds something to be seen, or a formula."""
        for at, (kind, stored, formula, _) in self._cells.items():
            if formula is not None or kind is Kind.ERROR or (stored is not None and stored.strip()):
                yield at

    def texts(self) -> Iterator[tuple[At, str]]:
        """The texts of the sheet and where they stand, in the order of the file."""
        for at, (kind, stored, *_) in self._cells.items():
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
