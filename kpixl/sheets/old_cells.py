"""The cells of a sheet of an old workbook, one after the other, and what the sheet says beside them.

Formulas are told by their place only: their text would have to be put together from a code that is older
than most of its readers. They are handed on as "".
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

from kpixl.safety.archive import Hazard, UnsafeArchive
from kpixl.sheets.book import SheetFacts
from kpixl.sheets.budget import RECORD_COST, Budget
from kpixl.sheets.cells import Kind, TakeCell
from kpixl.sheets.records import Tag, TextReader, continued, substream

_COLUMNS = 256
_ERRORS = {
    0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A",
}  # fmt: skip
_PLACE, _SHORT = struct.Struct("<HHH"), struct.Struct("<HI")
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01

At = tuple[int, int, int]
"""A row and a column, counted from 0, and a style."""


class OldCellScan:
    """Takes the records of a sheet one after the other and hands on every cell that is not blank."""

    def __init__(self, strings: Sequence[str], budget: Budget, take: TakeCell) -> None:
        self._strings, self._budget, self._take = strings, budget, take
        self._seen: set[int] = set()
        self._awaiting: At | None = None
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._protected = self._filtered = False
        self._takes: dict[int, Callable[[bytes], None]] = {
            Tag.NUMBER: self._on_number,
            Tag.SHORT_NUMBER: self._on_short_number,
            Tag.SHORT_NUMBERS: self._on_short_numbers,
            Tag.SHARED_TEXT: self._on_shared_text,
            Tag.TEXT: self._on_text,
            Tag.RICH_TEXT: self._on_text,
            Tag.TRUTH_OR_ERROR: self._on_truth_or_error,
            Tag.FORMULA: self._on_formula,
            Tag.ROW: self._on_row,
            Tag.COLUMNS: self._on_columns,
            Tag.PROTECTED: self._on_protected,
            Tag.FILTERED: self._on_filter,
            Tag.FILTER: self._on_filter,
        }

    def scan(self, data: bytes, start: int) -> SheetFacts:
        """Reads the sheet that begins there. Raises UnsafeArchive."""
        try:
            for tag, body, after in substream(data, start):
                self._budget.spend(tags=RECORD_COST)
                if tag == Tag.FORMULA_TEXT:
                    self._on_formula_text(continued(data, body, after))
                elif (take := self._takes.get(tag)) is not None:
                    take(body)
        except (struct.error, IndexError):
            raise UnsafeArchive(Hazard.DAMAGED) from None
        return SheetFacts(
            frozenset(self._hidden_rows), frozenset(self._hidden_columns), self._protected, self._filtered
        )

    def _give(self, at: At, kind: Kind, stored: str | None, formula: str | None = None) -> None:
        row, column, style = at
        spot = row << 16 | column
        if column >= _COLUMNS or spot in self._seen:
            raise UnsafeArchive(Hazard.DAMAGED)
        self._seen.add(spot)
        self._budget.spend(cells=1)
        self._take(row + 1, column + 1, kind, stored, formula, str(style))

    def _on_number(self, body: bytes) -> None:
        self._give(_PLACE.unpack_from(body), Kind.NUMBER, _float(body[6:14]))

    def _on_short_number(self, body: bytes) -> None:
        (number,) = struct.unpack_from("<I", body, 6)
        self._give(_PLACE.unpack_from(body), Kind.NUMBER, _short(number))

    def _on_short_numbers(self, body: bytes) -> None:
        row, first = struct.unpack_from("<HH", body)
        for offset, (style, number) in enumerate(_SHORT.iter_unpack(body[4:-2])):
            self._give((row, first + offset, style), Kind.NUMBER, _short(number))

    def _on_shared_text(self, body: bytes) -> None:
        (number,) = struct.unpack_from("<I", body, 6)
        self._give(_PLACE.unpack_from(body), Kind.TEXT, self._strings[number])

    def _on_text(self, body: bytes) -> None:
        self._give(_PLACE.unpack_from(body), Kind.TEXT, TextReader([body], 6).text())

    def _on_truth_or_error(self, body: bytes) -> None:
        self._give(_PLACE.unpack_from(body), *_truth_or_error(body[6], body[7]))

    def _on_formula(self, body: bytes) -> None:
        place: At = _PLACE.unpack_from(body)
        result = body[6:14]
        if result[6:8] != b"\xff\xff":
            self._give(place, Kind.NUMBER, _float(result), "")
        elif result[0] == 0:
            self._awaiting = place
        elif result[0] == 3:
            self._give(place, Kind.TEXT, "", "")
        else:
            self._give(place, *_truth_or_error(result[2], result[0] - 1), "")

    def _on_formula_text(self, chunks: Sequence[bytes]) -> None:
        """The text that the formula before it gave."""
        if self._awaiting is not None:
            place, self._awaiting = self._awaiting, None
            self._give(place, Kind.TEXT, TextReader(chunks).text(), "")

    def _on_row(self, body: bytes) -> None:
        if body[12] & _HIDDEN_ROW:
            self._hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)

    def _on_columns(self, body: bytes) -> None:
        first, last = struct.unpack_from("<HH", body)
        if body[8] & _HIDDEN_COLUMN:
            self._hidden_columns.update(range(first + 1, min(last, _COLUMNS - 1) + 2))

    def _on_protected(self, body: bytes) -> None:
        self._protected = body[0] == 1

    def _on_filter(self, body: bytes) -> None:
        self._filtered = True


def _float(data: bytes) -> str:
    return repr(struct.unpack("<d", data)[0])


def _short(number: int) -> str:
    """A number in four bytes: a whole one or the upper half of a float, perhaps in hundredths."""
    if number & 2:
        value = float((number >> 2) - (1 << 30 if number & 0x80000000 else 0))
    else:
        value = struct.unpack("<d", struct.pack("<II", 0, number & 0xFFFFFFFC))[0]
    return repr(value / 100 if number & 1 else value)


def _truth_or_error(value: int, is_error: int) -> tuple[Kind, str]:
    if is_error:
        return Kind.ERROR, _ERRORS.get(value, "#N/A")
    return Kind.TRUTH, "1" if value else "0"
