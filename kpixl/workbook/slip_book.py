"""A returned workbook as a copy that can be changed: opened with openpyxl, saved without what that loses.

Looked at side by side, a copy saved by openpyxl and the original differ in three things, which are
mended here: results of formulas are gone (a preview on a phone shows blanks), numbers in cells for
dates become other numbers or errors, and the bars of the index lose their shape. The XML of such bars
is taken over from the original as it stands. Pictures and drawings cannot be kept: see `loses`.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook import Workbook

from kpixl.safety.archive import Unreadable
from kpixl.sheets.cells import Kind
from kpixl.sheets.markup import Attributes
from kpixl.sheets.opening import open_book
from kpixl.sheets.package import Package
from kpixl.sheets.places import address, place
from kpixl.sheets.workbook import Workbook as SourceBook
from kpixl.workbook.slip_graft import Stored, mended

MOST_AREA = 100_000
"""Cells that merged blocks, links and tables may cover: openpyxl makes an object for each."""
MOST_BYTES = 32 * 2**20
"""Of XML in a workbook that openpyxl is asked to open."""

_SPREADING = frozenset({"mergeCell", "hyperlink", "table", "pivotTableDefinition", "location"})
_LOST = re.compile(r"xl/(media|drawings/drawing|charts|cellimages|embeddings|ctrlProps|threadedComments)")


class NotCopied(Exception):
    """openpyxl cannot make a copy of this workbook that is as good as the original."""


@dataclass(slots=True)
class Copy:
    """A workbook to be changed and saved.

    `results` are what formulas show, by sheet and address; what is put in is saved with the formula.
    """

    book: Workbook
    results: dict[str, dict[str, Stored]]
    bars: Mapping[str, str]
    modified: str
    loses: bool
    """Whether pictures or drawings of the original are not in the copy."""

    def forget_results(self) -> None:
        """Lets every program compute anew: some believe the results that a file brings along."""
        self.results.clear()

    def tell(self, name: str, text: str) -> None:
        """Writes a document property, in place of one of that name."""
        properties = self.book.custom_doc_props  # type: ignore[attr-defined]
        if name in properties.names:
            del properties[name]
        properties.append(StringProperty(name=name, value=text))

    def to_bytes(self) -> bytes:
        """The workbook as a file. The same content gives the same bytes."""
        saved = io.BytesIO()
        names = [sheet.title for sheet in self.book.worksheets]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.book.save(saved)
        except Exception as error:
            raise NotCopied(str(error)) from error
        return mended(saved, names, self.results, self.bars, self.modified)


def open_copy(original: bytes) -> Copy:
    """Opens an .xlsx or .xlsm for changes; macros are left behind. Raises NotCopied."""
    try:
        source = open_book(original)
        if not isinstance(source, SourceBook):
            raise NotCopied(source.kind)
        _check_tame(source.package, original)
        results, numbers = _stored(source)
        parts = {sheet.name: source.package.part(sheet.part) for sheet in source.sheets}
        bars = {name: part.decode() for name, part in parts.items() if b"dataBar" in part}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(original), rich_text=True)
        if [sheet.title for sheet in book.worksheets] != [sheet.name for sheet in source.sheets]:
            raise NotCopied("sheets")
        _keep_numbers(book, numbers)
        modified = f"{book.properties.modified:%Y-%m-%dT%H:%M:%SZ}"
    except (NotCopied, Unreadable):
        raise NotCopied from None
    # Whatever openpyxl stumbles over, there is another way to make a slip.
    except Exception as error:
        raise NotCopied(str(error)) from error
    loses = any(_LOST.match(name) for name in _names(original))
    return Copy(book, results, bars, modified, loses)


def _names(original: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        return archive.namelist()


def _check_tame(package: Package, original: bytes) -> None:
    """Raises NotCopied for a workbook that could keep openpyxl busy or fill the memory."""
    area = 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal area
        if tag in _SPREADING:
            area += _area(attributes.get("ref", ""))

    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        parts = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels", ".vml"))]
    if sum(entry.file_size for entry in parts) > MOST_BYTES:
        raise NotCopied("too large")
    for entry in parts:
        if entry.filename.startswith(("xl/worksheets/", "xl/tables/", "xl/pivotTables/")):
            package.scan(entry.filename, start)
        if area > MOST_AREA:
            raise NotCopied("ranges")


def _area(reference: str) -> int:
    first, _, last = reference.partition(":")
    top, bottom = place(first), place(last or first)
    # Whole rows and columns are not spelled as places: nobody merges those in a form.
    if top is None or bottom is None:
        return MOST_AREA + 1 if ":" in reference else 0
    return (abs(bottom[0] - top[0]) + 1) * (abs(bottom[1] - top[1]) + 1)


def _stored(source: SourceBook) -> tuple[dict[str, dict[str, Stored]], dict[str, dict[str, str]]]:
    """What formulas show, and the numbers that stand in the workbook, by sheet and address."""
    results: dict[str, dict[str, Stored]] = {}
    numbers: dict[str, dict[str, str]] = {}
    for sheet in source.sheets:
        shown, typed = results.setdefault(sheet.name, {}), numbers.setdefault(sheet.name, {})

        def take(
            row: int,
            column: int,
            kind: Kind,
            stored: str | None,
            formula: str | None,
            style: str,
            shown: dict[str, Stored] = shown,
            typed: dict[str, str] = typed,
        ) -> None:
            if stored is None or kind is Kind.DATE:
                return
            if formula is not None:
                shown[address(row, column)] = (kind, stored)
            elif kind is Kind.NUMBER:
                typed[address(row, column)] = stored

        source.scan_cells(sheet, take)
    return results, numbers


def _keep_numbers(book: Workbook, numbers: Mapping[str, Mapping[str, str]]) -> None:
    """A number in a cell for dates stays the number that it is."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                stored = numbers[sheet.title].get(cell.coordinate, "") if isinstance(cell, Cell) else ""
                if stored and (cell.data_type == "e" or isinstance(cell.value, date | time | timedelta)):
                    number = float(stored)
                    cell.value = int(number) if number.is_integer() else number
