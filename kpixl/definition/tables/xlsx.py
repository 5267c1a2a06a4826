"""The sheets of an .xlsx file as grids, in one pass over its XML.

Done without a workbook library on purpose: cells are kept sparsely, so that neither a dimension of
ten million rows nor one stray cell at XFD1048576 costs memory; a formula and its stored result are
seen together; and a style or a drawing that a library cannot digest does not matter.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from kpixl.definition.tables.grid import Grid, Unreadable
from kpixl.definition.tables.number_formats import NumberFormat, number_format
from kpixl.definition.tables.package import (
    HAZARD_CODES,
    Attributes,
    Package,
    Relation,
    index,
    qualified,
)
from kpixl.definition.tables.sheet_xml import Book, SheetScan, unescaped
from kpixl.safety.archive import check_archive


def read_xlsx(path: Path) -> tuple[Grid, ...]:
    """The worksheets of the file in their order. Raises Unreadable, or OSError."""
    hazard = check_archive(path)
    if hazard is not None:
        raise Unreadable(HAZARD_CODES[hazard])
    with zipfile.ZipFile(path) as archive:
        return read_sheets(Package(archive), path.suffix)


def read_sheets(package: Package, suffix: str) -> tuple[Grid, ...]:
    """The worksheets of an open package; `suffix` says what it calls itself. Raises Unreadable."""
    if "mimetype" in package:
        raise Unreadable("table-format", kind=".ods")
    main = _only(package.relations(""), "officeDocument")
    if main.lower().endswith(".bin"):
        raise Unreadable("table-format", kind=".xlsb")
    if not main:
        raise Unreadable("table-damaged")
    sheets: list[Attributes] = []
    options: dict[str, str] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            sheets.append(attributes)
        elif tag == "workbookPr":
            options.update(attributes)

    package.scan(main, start)
    if not sheets:
        raise Unreadable("table-format", kind=suffix)
    relations = package.relations(main)
    book = Book(
        strings=_strings(package, _only(relations, "sharedStrings")),
        formats=_formats(package, _only(relations, "styles")),
        since_1904=options.get("date1904", "") in ("1", "true"),
        budget=package.budget,
    )
    return tuple(
        _grid(package, relation.target, attributes, book)
        for attributes in sheets
        if (relation := relations.get(qualified(attributes, "id"))) and relation.kind == "worksheet"
    )


def _grid(package: Package, part: str, attributes: Attributes, book: Book) -> Grid:
    sheet = SheetScan(book)
    package.scan(part, sheet.start, sheet.end)
    return sheet.grid(attributes.get("name", ""), attributes.get("state", "visible") != "visible")


def _only(relations: dict[str, Relation], kind: str) -> str:
    return next((relation.target for relation in relations.values() if relation.kind == kind), "")


def _strings(package: Package, part: str) -> Sequence[str]:
    """The shared strings: the runs of each joined, its phonetic guide left out."""
    if part not in package:
        return ()
    strings: list[str] = []
    runs: list[str] = []
    phonetic = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal phonetic
        if tag == "si":
            runs.clear()
        elif tag == "rPh":
            phonetic = True

    def end(tag: str, text: str) -> None:
        nonlocal phonetic
        if tag == "t" and not phonetic:
            runs.append(text)
        elif tag == "rPh":
            phonetic = False
        elif tag == "si":
            strings.append(unescaped("".join(runs)))

    package.scan(part, start, end)
    return strings


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
