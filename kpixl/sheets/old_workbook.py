"""What an old workbook (.xls) is made of: its sheets, names, texts, styles and document properties."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from functools import cached_property

from kpixl.safety.archive import Hazard, Unreadable, UnsafeArchive
from kpixl.sheets.book import Sheet, file_names
from kpixl.sheets.budget import NAME_COST, RECORD_COST, Budget
from kpixl.sheets.cells import TakeCell
from kpixl.sheets.compound import Compound
from kpixl.sheets.number_formats import CellStyles
from kpixl.sheets.old_cells import OldCellScan
from kpixl.sheets.places import letters
from kpixl.sheets.property_sets import custom_properties, last_saved
from kpixl.sheets.records import Tag, TextReader, continued, records, substream
from kpixl.sheets.told import Told

STREAM = "Workbook"
_MACROS = "_VBA_PROJECT_CUR"
_EXCEL_97 = 0x0600
_WORKSHEET, _MACRO_SHEET = 0, 1
_OWN, _ADD_IN = 0x0401, 0x3A01
_BUILTIN_NAME = 0x20
_DELETED = 0xFFFF
_CELL, _AREA = frozenset({0x3A, 0x5A, 0x7A}), frozenset({0x3B, 0x5B, 0x7B})
"""Formulas that are a single reference into a sheet: to a cell, to an area."""
_LOST = frozenset({0x3C, 0x5C, 0x7C, 0x3D, 0x5D, 0x7D})
"""The same to what is gone."""
_RELATIVE = 0xC000
_STEPS = str.maketrans({chr(sign): "/" for sign in range(1, 9)})
"""Signs that stand for steps of a path."""


def is_locked(stream: bytes) -> bool:
    """Whether a stream of records asks for a password: the record that says so is among the first."""
    for tag, _, _ in records(stream):
        if tag == Tag.PASSWORD:
            return True
        if tag == Tag.END:
            break
    return False


class OldWorkbook(Told):
    """An open old workbook. Every reading raises UnsafeArchive."""

    kind = ".xls"
    formula_dialect = "excel"

    def __init__(self, container: Compound, budget: Budget) -> None:
        super().__init__()
        self._container, self._budget = container, budget
        self._data = container.stream(STREAM)
        self._strings: list[str] = []
        self._listed: list[tuple[Sheet, int]] = []
        self._books: list[str | None] = []
        self._outer: list[tuple[int, int, int]] = []
        self._named: list[tuple[str, bytes]] = []
        self._formats: dict[int, str] = {}
        self._style_formats: list[int] = []
        self.since_1904 = False
        try:
            self._read()
        except (struct.error, IndexError):
            raise UnsafeArchive(Hazard.DAMAGED) from None
        if len({sheet.part for sheet, _ in self._listed}) < len(self._listed):
            # Many names for one sheet would be read as many times.
            raise UnsafeArchive(Hazard.DAMAGED)

    def _read(self) -> None:
        first = next(records(self._data), None)
        if first is None or first[0] != Tag.BEGIN:
            raise UnsafeArchive(Hazard.DAMAGED)
        if struct.unpack_from("<H", first[1])[0] != _EXCEL_97:
            raise Unreadable("file-other-format", "Excel 95")
        for tag, body, after in substream(self._data, 0):
            self._budget.spend(tags=RECORD_COST)
            match tag:
                case Tag.SHEET:
                    self._on_sheet(body)
                case Tag.NAME:
                    self._on_name(body)
                case Tag.BOOKS:
                    self._on_book(body)
                case Tag.OUTER_SHEETS:
                    whole = b"".join(continued(self._data, body, after))
                    self._outer = list(struct.iter_unpack("<HHH", whole[2 : 2 + 6 * ((len(whole) - 2) // 6)]))
                case Tag.STRINGS:
                    self._on_strings(continued(self._data, body, after))
                case Tag.FORMAT:
                    (number,) = struct.unpack_from("<H", body)
                    self._formats[number] = TextReader([body], 2).text()
                case Tag.STYLE:
                    self._style_formats.append(struct.unpack_from("<H", body, 2)[0])
                case Tag.DAYS_FROM_1904:
                    self.since_1904 = body[0] == 1

    def _on_sheet(self, body: bytes) -> None:
        self._budget.spend(parts=1)
        at, state, kind = struct.unpack_from("<IBB", body)
        sheet = Sheet(TextReader([body], 6).text(1), str(at), state & 3 != 0)
        self._listed.append((sheet, kind))

    def _on_name(self, body: bytes) -> None:
        options, length, size = struct.unpack_from("<HxBH", body)
        if not options & _BUILTIN_NAME:
            self._budget.spend(characters=NAME_COST)
            reader = TextReader([body], 14)
            self._named.append((reader.characters(length), body[reader.at : reader.at + size]))

    def _on_book(self, body: bytes) -> None:
        self._budget.spend(parts=1)
        (kind,) = struct.unpack_from("<H", body, 2)
        outside = kind not in (_OWN, _ADD_IN)
        self._books.append(TextReader([body], 2).text().translate(_STEPS) if outside else None)

    def _on_strings(self, chunks: Sequence[bytes]) -> None:
        (count,) = struct.unpack_from("<I", chunks[0], 4)
        # Every text stands in a cell at least.
        self._budget.spend(cells=count)
        reader = TextReader(chunks, 8)
        self._strings = [reader.text() for _ in range(count)]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The worksheets in their order; charts and the like are left out."""
        return tuple(sheet for sheet, kind in self._listed if kind == _WORKSHEET)

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """The defined names with what they refer to, "" for one that is neither a cell nor an area."""
        return [(name, self._target(formula)) for name, formula in self._named]

    def _target(self, formula: bytes) -> str:
        kind = formula[0] if formula else 0
        if kind in _CELL and len(formula) == 7:
            outer, row, column = struct.unpack("<HHH", formula[1:])
            corners = [(row, column)]
        elif kind in _AREA and len(formula) == 11:
            outer, top, bottom, left, right = struct.unpack("<HHHHH", formula[1:])
            corners = [(top, left), (bottom, right)]
        else:
            return "#REF!" if kind in _LOST else ""
        sheet = self._sheet_name(outer)
        if sheet is None or any(column & _RELATIVE for _, column in corners):
            return ""
        if not sheet:
            return "#REF!"
        quoted = sheet.replace("'", "''")
        return f"'{quoted}'!" + ":".join(f"${letters(column + 1)}${row + 1}" for row, column in corners)

    def _sheet_name(self, outer: int) -> str | None:
        """The sheet that a reference means, "" when it is gone, None when it is in another workbook."""
        if outer >= len(self._outer):
            return None
        book, first, last = self._outer[outer]
        if book >= len(self._books) or self._books[book] is not None or first != last:
            return None
        if first == _DELETED:
            return ""
        return self._listed[first][0].name if first < len(self._listed) else None

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom document properties."""
        return custom_properties(self._container.stream("\x05DocumentSummaryInformation"))

    @property
    def saved(self) -> float | None:
        """When the workbook says that it was last saved, in seconds, or None when it does not say."""
        return last_saved(self._container.stream("\x05SummaryInformation"))

    @property
    def macros(self) -> bool:
        """Whether it holds programs, or sheets of the old kind that are programs."""
        return _MACROS in self._container or any(kind == _MACRO_SHEET for _, kind in self._listed)

    @property
    def external_links(self) -> tuple[str, ...]:
        """The names of the files that its formulas look into."""
        return file_names([book for book in self._books if book])

    def scan_cells(self, sheet: Sheet, take: TakeCell) -> None:
        """Hands on every cell of a sheet that is not blank."""
        scan = OldCellScan(self._strings, self._budget, take)
        self._facts[sheet.part] = scan.scan(self._data, int(sheet.part))

    @cached_property
    def _styles(self) -> CellStyles:
        return CellStyles.of([(number, self._formats.get(number)) for number in self._style_formats])
