"""The sheets of an .xlsx file as grids, in one pass over its XML.

Done without a workbook library on purpose: cells are kept sparsely, so that neither a dimension of
ten million rows nor one stray cell at XFD1048576 costs memory; a formula and its stored result are
seen together; and a style or a drawing that a library cannot digest does not matter.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from kpixl.definition.tables.grid import HAZARD_CODES, Grid, Unreadable, told_as_table
from kpixl.definition.tables.number_formats import NumberFormat, number_format
from kpixl.definition.tables.sheet_grid import GridScan
from kpixl.safety.archive import check_archive
from kpixl.sheets.package import Attributes, Package, index, target_of
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
        formats = _formats(package, target_of(book.relations, "styles"))
        return tuple(GridScan(book, formats).grid(sheet) for sheet in book.sheets)


def _formats(package: Package, part: str) -> Sequence[NumberFormat]:
    """The number format of each cell style."""
    if part not in package:
        return ()
    codes: dict[str, str] = {}
    styles: list[str] = []
    inside = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyleXfs"):
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            styles.append(attributes.get("numFmtId", "0"))

    package.scan(part, start)
    known = {number: number_format(index(number) or 0, codes.get(number)) for number in set(styles)}
    return [known[number] for number in styles]
