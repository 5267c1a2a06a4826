"""One worksheet as a grid: its cells with their number formats, merged cells and hidden columns."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from kpixl.definition.tables.grid import Cell, Grid
from kpixl.definition.tables.number_formats import NumberFormat
from kpixl.model.numbers import from_double
from kpixl.safety.archive import Hazard, UnsafeArchive
from kpixl.sheets.cells import CellScan, Kind, bounded
from kpixl.sheets.markup import Attributes
from kpixl.sheets.package import index
from kpixl.sheets.places import MAX_COLUMN, place
from kpixl.sheets.workbook import Sheet, Workbook

_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FIRST_DAY, _LAST_DAY = 61, 2_958_465
"""Before 1 March 1900 a spreadsheet's calendar has a day that never was; after 9999 it ends."""
_BANNER = 3
_PLAIN = NumberFormat()


class GridScan:
    """Takes the tags of a worksheet one after the other, then gives its grid."""

    def __init__(self, book: Workbook, formats: Sequence[NumberFormat]) -> None:
        self._book, self._formats, self._budget = book, formats, book.package.budget
        self._rows: dict[int, dict[int, Cell]] = {}
        self._hidden: set[int] = set()
        self._merges: list[tuple[int, int, int, int]] = []
        self._cells = CellScan(book.strings, self._budget, self._take)

    def grid(self, sheet: Sheet) -> Grid:
        """Reads the sheet. Raises UnsafeArchive."""
        self._book.package.scan(sheet.part, self._start, self._cells.end)
        rows = {row: self._rows[row] for row in sorted(self._rows)}
        numbers = list(rows)
        for top, left, bottom, right in self._merges:
            if left == right and (cell := rows.get(top, {}).get(left)):
                # Cells merged downwards say the same for each of their rows.
                within = numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)]
                self._budget.spend(cells=len(within))
                for row in within:
                    rows[row].setdefault(left, cell)
        banners = frozenset(top for top, left, _, right in self._merges if right - left + 1 >= _BANNER)
        rows = {row: dict(sorted(cells.items())) for row, cells in rows.items()}
        return Grid(rows, sheet.name, True, sheet.hidden, frozenset(self._hidden), banners)

    def _start(self, tag: str, attributes: Attributes) -> None:
        self._cells.start(tag, attributes)
        match tag:
            case "col" if attributes.get("hidden") in ("1", "true"):
                first = bounded(attributes.get("min"), 1, MAX_COLUMN)
                last = bounded(attributes.get("max"), first, MAX_COLUMN)
                self._budget.spend(cells=last - first + 1)
                self._hidden.update(range(first, last + 1))
            case "mergeCell":
                top_left, _, bottom_right = attributes.get("ref", "").partition(":")
                self._budget.spend(cells=1)
                self._merges.append((*_corner(top_left), *_corner(bottom_right or top_left)))

    def _take(
        self, row: int, column: int, kind: Kind, stored: str | None, formula: str | None, style: str
    ) -> None:
        if formula is not None and (stored is None or (stored == "" and kind is Kind.NUMBER)):
            cell: Cell | None = Cell(uncached=True)
        else:
            cell = self._value(kind, stored, style) if stored else None
        if cell is None:
            return
        if isinstance(cell.value, str):
            self._budget.spend(characters=len(cell.value))
        self._rows.setdefault(row, {})[column] = cell

    def _value(self, kind: Kind, stored: str, style: str) -> Cell | None:
        match kind:
            case Kind.TEXT:
                return _text(stored)
            case Kind.TRUTH:
                return Cell("TRUE" if stored == "1" else "FALSE")
            case Kind.ERROR:
                return Cell(error=stored)
            case Kind.DATE:
                return _iso_day(stored)
            case Kind.NUMBER:
                return self._number(stored, style)

    def _number(self, text: str, style: str) -> Cell | None:
        try:
            value = float(text)
        except ValueError:
            return _text(text)
        if not math.isfinite(value):
            return _text(text)
        at = index(style) or 0
        form = self._formats[at] if at < len(self._formats) else _PLAIN
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


def _text(text: str) -> Cell | None:
    return Cell(text) if text.strip() else None


def _iso_day(text: str) -> Cell | None:
    try:
        return Cell(date.fromisoformat(text[:10]))
    except ValueError:
        return _text(text)


def _corner(reference: str) -> tuple[int, int]:
    at = place(reference)
    if at is None:
        raise UnsafeArchive(Hazard.DAMAGED)
    return at
