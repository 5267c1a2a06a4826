"""The sheets of an .xlsx file as grids, in one pass over its XML.

Done without a workbook library on purpose: cells are kept sparsely, so that neither a dimension of
ten million rows nor one stray cell at XFD1048576 costs memory; a formula and its stored result are
seen together; and a style or a drawing that a library cannot digest does not matter.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from kpixl.definition.tables.grid import HAZARD_CODES, Grid, Unreadable, told_as_table
from kpixl.definition.tables.number_formats import number_format
from kpixl.definition.tables.sheet_grid import GridScan
from kpixl.safety.archive import check_archive
from kpixl.sheets.package import Package
from kpixl.sheets.workbook import Workbook


def read_xlsx(path: Path) -> tuple[Grid, ...]:
    """The worksheets of the file in their order. Raises Unreadable, or OSError."""
    hazard = check_archive(path)
    if hazard is not None:
        raise Unreadable(HAZARD_CODES[hazard])
    with zipfile.ZipFile(path) as archive:
        return read_sheets(Package(archive), path.suffix)


def read_sheets(package: Package, suffix: str) -> tuple[Grid, ...]:
    """The worksheets of an open package; `suffix` says what it calls itself. Raises Unreadable."""
    if package.kind in (".ods", ".xlsb"):
        raise Unreadable("table-format", kind=package.kind)
    with told_as_table():
        book = Workbook(package)
        if not book.has_sheets:
            raise Unreadable("table-format", kind=suffix)
        known = {form: number_format(*form) for form in set(book.formats)}
        formats = [known[form] for form in book.formats]
        return tuple(GridScan(book, formats).grid(sheet) for sheet in book.sheets)
