"""The XML of one worksheet, taken in as it is parsed, and the cells it holds."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kpixl.definition.tables.grid import MAX_COLUMN, MAX_ROW, Budget, Cell, Grid, Unreadable
from kpixl.definition.tables.number_formats import NumberFormat
from kpixl.definition.tables.package import Attributes, index
from kpixl.model.numbers import from_double

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FIRST_DAY, _LAST_DAY = 61, 2_958_465
"""Before 1 March 1900 a spreadsheet's calendar has a day that never was; after 9999 it ends."""
_BANNER = 3
_PLAIN = NumberFormat()


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share."""

    strings: Sequence[str]
    formats: Sequence[NumberFormat]
    since_1904: bool
    budget: Budget


class SheetScan:
    """Takes the tags of a worksheet one after the other, then gives its grid."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._rows: dict[int, dict[int, Cell]] = {}
        self._hidden: set[int] = set()
        self._merges: list[tuple[int, int, int, int]] = []
        self._row = self._column = 0
        self._cell: Attributes | None = None
        self._phonetic = False
        self._formula = False
        self._stored: str | None = None
        self._inline: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        """A tag opens."""
        match tag:
            case "row":
                self._row = _bounded(attributes.get("r"), self._row + 1, MAX_ROW)
                self._column = 0
            case "c":
                self._open(attributes)
            case "f":
                self._formula = True
            case "rPh":
                self._phonetic = True
            case "col" if attributes.get("hidden") in ("1", "true"):
                first = _bounded(attributes.get("min"), 1, MAX_COLUMN)
                last = _bounded(attributes.get("max"), first, MAX_COLUMN)
                self._book.budget.spend(cells=last - first + 1)
                self._hidden.update(range(first, last + 1))
            case "mergeCell":
                top_left, _, bottom_right = attributes.get("ref", "").partition(":")
                self._book.budget.spend(cells=1)
                self._merges.append((*_place(top_left), *_place(bottom_right or top_left)))

    def end(self, tag: str, text: str) -> None:
        """A tag closes; `text` stood before it."""
        match tag:
            case "v":
                self._stored = text
            case "t" if not self._phonetic:
                self._inline.append(text)
            case "rPh":
                self._phonetic = False
            case "c":
                self._close()

    def grid(self, name: str, hidden: bool) -> Grid:
        """The sheet that was taken in."""
        rows = {row: self._rows[row] for row in sorted(self._rows)}
        numbers = list(rows)
        for top, left, bottom, right in self._merges:
            if left == right and (cell := rows.get(top, {}).get(left)):
                # Cells merged downwards say the same for each of their rows.
                within = numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)]
                self._book.budget.spend(cells=len(within))
                for row in within:
                    rows[row].setdefault(left, cell)
        banners = frozenset(top for top, left, _, right in self._merges if right - left + 1 >= _BANNER)
        rows = {row: dict(sorted(cells.items())) for row, cells in rows.items()}
        return Grid(rows, name, True, hidden, frozenset(self._hidden), banners)

    def _open(self, attributes: Attributes) -> None:
        self._book.budget.spend(cells=1)
        self._cell, self._formula, self._stored = attributes, False, None
        self._inline.clear()
        if "r" in attributes:
            self._row, self._column = _place(attributes["r"])
        else:
            self._column += 1

    def _close(self) -> None:
        if self._cell is None:
            return
        cell = self._value(self._cell.get("t", "n"), self._cell.get("s", ""))
        self._cell = None
        if cell is None:
            return
        if isinstance(cell.value, str):
            self._book.budget.spend(characters=len(cell.value))
        self._rows.setdefault(self._row, {})[self._column] = cell

    def _value(self, kind: str, style: str) -> Cell | None:
        stored = self._stored
        if self._formula and (stored is None or (stored == "" and kind == "n")):
            return Cell(uncached=True)
        if kind == "inlineStr":
            return _text(unescaped("".join(self._inline)))
        if not stored:
            return None
        match kind:
            case "s":
                return _text(self._shared(stored))
            case "str":
                return _text(unescaped(stored))
            case "b":
                return Cell("TRUE" if stored == "1" else "FALSE")
            case "e":
                return Cell(error=stored)
            case "d":
                return _iso_day(stored)
            case _:
                return self._number(stored, style)

    def _shared(self, text: str) -> str:
        number = index(text)
        if number is None or number >= len(self._book.strings):
            raise Unreadable("table-damaged")
        return self._book.strings[number]

    def _number(self, text: str, style: str) -> Cell | None:
        try:
            value = float(text)
        except ValueError:
            return _text(text)
        if not math.isfinite(value):
            return _text(text)
        formats, place = self._book.formats, index(style) or 0
        form = formats[place] if place < len(formats) else _PLAIN
        if form.day and (day := self._day(value)):
            return Cell(day)
        number = from_double(value)
        return Cell(number, shown=form.shown(number))

    def _day(self, serial: float) -> date | None:
        if self._book.since_1904 and 0 <= serial <= _LAST_DAY - 1462:
            return _EPOCH_1904 + timedelta(days=int(serial))
        if not self._book.since_1904 and _FIRST_DAY <= serial < _LAST_DAY + 1:
            return _EPOCH + timedelta(days=int(serial))
        return None


def unescaped(text: str) -> str:
    """The text with what a workbook writes as _x0008_ turned back into that character."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _text(text: str) -> Cell | None:
    return Cell(text) if text.strip() else None


def _iso_day(text: str) -> Cell | None:
    try:
        return Cell(date.fromisoformat(text[:10]))
    except ValueError:
        return _text(text)


def _place(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise Unreadable("table-damaged")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return _bounded(found[2], 0, MAX_ROW), _bounded(str(column), 0, MAX_COLUMN)


def _bounded(text: str | None, otherwise: int, most: int) -> int:
    if text is None:
        return otherwise
    number = index(text)
    if number is None or not 1 <= number <= most:
        raise Unreadable("table-damaged")
    return number
