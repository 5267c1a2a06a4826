"""Edits workbooks in LibreOffice as people do with the mouse: rows inserted, sheets copied, ranges sorted.

Run by whichever Python holds LibreOffice's bridge, with the soffice program and a folder for the profile.
Stdin is a JSON list of jobs: {"source": path, "out": path, "as": suffix or "", "password": text or "",
"steps": [[verb, argument, ...], ...]}. Columns are letters, rows count from 1. After the steps everything is
recalculated and saved in the format of `out`, or in that of `as`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "oracle"))

import uno  # type: ignore[import-not-found, unused-ignore]
import uno_worker  # type: ignore[import-not-found, unused-ignore]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found, unused-ignore]
from com.sun.star.lang import DisposedException  # type: ignore[import-not-found, unused-ignore]
from com.sun.star.sheet.CellInsertMode import DOWN  # type: ignore[import-not-found, unused-ignore]
from com.sun.star.table import TableSortField  # type: ignore[import-not-found, unused-ignore]

FILTERS = {
    **uno_worker.FILTERS,
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".csv": "Text - txt - csv (StarCalc)",
    ".html": "HTML (StarCalc)",
}


class Edited:
    """One open workbook and what can be done to it."""

    def __init__(self, office: uno_worker.Office, document: Any) -> None:
        self.office, self.document, self.sheets = office, document, document.Sheets

    def set(self, sheet: str, cell: str, value: Any) -> None:
        """Types a value, or {"formula": "=…"}, or nothing; a locked cell as well."""
        uno_worker._put(self._range(sheet, cell), value)

    def insert_rows(self, sheet: str, row: int, count: int = 1) -> None:
        self.sheets[sheet].Rows.insertByIndex(row - 1, count)

    def delete_rows(self, sheet: str, row: int, count: int = 1) -> None:
        self.sheets[sheet].Rows.removeByIndex(row - 1, count)

    def insert_columns(self, sheet: str, column: str, count: int = 1) -> None:
        self.sheets[sheet].Columns.insertByIndex(self._column(sheet, column), count)

    def delete_columns(self, sheet: str, column: str, count: int = 1) -> None:
        self.sheets[sheet].Columns.removeByIndex(self._column(sheet, column), count)

    def insert_cells(self, sheet: str, area: str) -> None:
        """Puts empty cells in, and moves down what stood there."""
        found = self._range(sheet, area)
        self.sheets[sheet].insertCells(found.RangeAddress, DOWN)

    def move_range(self, sheet: str, area: str, to: str) -> None:
        """Cuts a range and pastes it elsewhere."""
        target = self._range(sheet, to).CellAddress
        self.sheets[sheet].moveRange(target, self._range(sheet, area).RangeAddress)

    def copy_range(self, sheet: str, area: str, to: str) -> None:
        target = self._range(sheet, to).CellAddress
        self.sheets[sheet].copyRange(target, self._range(sheet, area).RangeAddress)

    def sort(self, sheet: str, area: str, field: int, ascending: bool = True) -> None:
        """Sorts the rows of a range by its column of that number, from 0."""
        by = TableSortField()
        by.Field, by.IsAscending = field, ascending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (by,))
        options = (
            _named("SortFields", fields),
            _named("ContainsHeader", False),
            _named("IsSortColumns", False),
        )
        self._range(sheet, area).sort(options)

    def unmerge(self, sheet: str, area: str) -> None:
        self._range(sheet, area).merge(False)

    def merge(self, sheet: str, area: str) -> None:
        self._range(sheet, area).merge(True)

    def hide_rows(self, sheet: str, first: int, last: int) -> None:
        for row in range(first - 1, last):
            self.sheets[sheet].Rows[row].IsVisible = False

    def show_columns(self, sheet: str, first: str, last: str) -> None:
        for column in range(self._column(sheet, first), self._column(sheet, last) + 1):
            self.sheets[sheet].Columns[column].IsVisible = True

    def filter(self, sheet: str, area: str, field: int, value: str) -> None:
        """An autofilter over a range: only rows with this text in the column of that number stay visible."""
        found = self._range(sheet, area)
        ranges = self.document.DatabaseRanges
        ranges.addNewByName("筛选", found.RangeAddress)
        database = ranges["筛选"]
        database.AutoFilter = True
        wanted = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
        wanted.Field, wanted.IsNumeric, wanted.StringValue = field, False, value
        wanted.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
        database.FilterDescriptor.setFilterFields((wanted,))
        database.refresh()

    def comment(self, sheet: str, cell: str, text: str) -> None:
        address = self._range(sheet, cell).CellAddress
        self.sheets[sheet].Annotations.insertNew(address, text)

    def format(self, sheet: str, cell: str, code: str) -> None:
        """Gives a cell a number format such as 0.00%."""
        formats, locale = self.document.NumberFormats, uno.createUnoStruct("com.sun.star.lang.Locale")
        key = formats.queryKey(code, locale, False)
        self._range(sheet, cell).NumberFormat = formats.addNew(code, locale) if key == -1 else key

    def unprotect(self, sheet: str) -> None:
        self.sheets[sheet].unprotect("")

    def protect(self, sheet: str, password: str = "") -> None:
        self.sheets[sheet].protect(password)

    def rename(self, sheet: str, name: str) -> None:
        self.sheets[sheet].Name = name

    def move(self, sheet: str, position: int) -> None:
        """Puts a sheet before the one at that position, from 0."""
        self.sheets.moveByName(sheet, position)

    def copy(self, sheet: str, name: str, position: int) -> None:
        self.sheets.copyByName(sheet, name, position)

    def add(self, name: str, position: int) -> None:
        self.sheets.insertNewByName(name, position)

    def remove(self, sheet: str) -> None:
        self.sheets.removeByName(sheet)

    def take(self, path: str, sheet: str, position: int) -> None:
        """Copies a sheet out of another workbook into this one."""
        self.sheets.importSheet(self.office.load(path), sheet, position)

    def macro(self, name: str, text: str) -> None:
        """A macro in Basic; an .xlsm takes it along."""
        libraries = self.document.BasicLibraries
        libraries.VBACompatibilityMode = True
        libraries.getByName("Standard").insertByName(name, text)

    def drop_names(self) -> None:
        for names in (self.document.NamedRanges, *(sheet.NamedRanges for sheet in self.document.Sheets)):
            for name in names.ElementNames:
                names.removeByName(name)

    def drop_properties(self) -> None:
        custom = self.document.DocumentProperties.UserDefinedProperties
        for entry in custom.PropertySetInfo.Properties:
            custom.removeProperty(entry.Name)

    def link(self, sheet: str, cell: str, path: str, source: str) -> None:
        """A formula that refers to a cell of another workbook, such as $Sheet1.A1."""
        self.set(sheet, cell, {"formula": f"='{Path(path).resolve().as_uri()}'#{source}"})

    def _range(self, sheet: str, area: str) -> Any:
        return self.sheets[sheet].getCellRangeByName(area)

    def _column(self, sheet: str, letters: str) -> int:
        return int(self._range(sheet, f"{letters}1").CellAddress.Column)


class Office(uno_worker.Office):  # type: ignore[misc, unused-ignore]
    """LibreOffice, with documents in hand instead of numbers."""

    def load(self, path: str) -> Any:
        """Opens a copy of a workbook."""
        return self._books[self.open(path)]._document


def _named(name: str, value: Any) -> Any:
    return PropertyValue(name, 0, value, 0)


def work(office: Office, job: dict[str, Any]) -> None:
    """Does one job."""
    document = office.load(job["source"])
    edited = Edited(office, document)
    for verb, *arguments in job["steps"]:
        getattr(edited, verb)(*arguments)
    document.calculateAll()
    out = Path(job["out"]).resolve()
    options = {"FilterName": FILTERS[job["as"] or out.suffix.lower()], "Overwrite": True, "NoThumbnail": True}
    if job["password"]:
        options["Password"] = job["password"]
    document.storeToURL(out.as_uri(), uno_worker._properties(**options))
    document.close(True)


def main() -> None:
    """Does the jobs whose result is not there yet.

    Ends with exit code 2 when LibreOffice died, as it does now and then over taking a sheet out of another
    workbook, and with 1 when it would not do a job.
    """
    office, failed = Office(*sys.argv[1:3]), 0
    for job in json.load(sys.stdin):
        if Path(job["out"]).exists():
            continue
        try:
            work(office, job)
        except DisposedException:
            failed = 2
            break
        except Exception as error:
            failed = 1
            print(f"{job['out']}: {type(error).__name__}: {error}", file=sys.stderr)
    office.end()
    sys.exit(failed)


if __name__ == "__main__":
    main()
