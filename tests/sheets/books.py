"""Workbooks to be read, and what a test says of them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from kpixl.model.submission import Raw
from kpixl.sheets.book import Book, Sheet
from kpixl.sheets.opening import Unreadable, open_book
from kpixl.sheets.places import letters
from kpixl.workbook.sheet_cells import SheetCells

BOOKS = Path(__file__).resolve().parents[1] / "data/books"
ROSTERS = BOOKS.parent / "rosters"
PASSWORD = "考核2026"

Told = tuple[Raw, str, str, bool]
"""What a cell holds, its formula, its error, whether it is a percentage."""


def data_of(name: str) -> bytes:
    """One of the workbooks."""
    return (BOOKS / name).read_bytes()


def opened(name: str) -> Book:
    """One of the workbooks, opened."""
    return open_book(data_of(name), [PASSWORD])


def cells_of(book: Book, sheet: Sheet) -> dict[str, Told]:
    """Every cell that is not blank, by its address."""
    found: set[tuple[int, int]] = set()
    book.scan_cells(sheet, lambda row, column, *_: found.add((row, column)))
    cells = SheetCells(book, sheet)
    read = {f"{letters(column)}{row}": cells[row, column] for row, column in sorted(found)}
    blank = (None, "", "", False)
    told = {at: (cell.raw, cell.formula, cell.error, cell.percent) for at, cell in read.items()}
    return {at: cell for at, cell in told.items() if cell[:3] != blank[:3]}


def code_of(data: bytes, *passwords: str) -> str:
    """The code of the finding that says why it cannot be read, "" when every cell of it can."""
    try:
        read_whole(data, *passwords)
    except Unreadable as problem:
        return problem.code
    return ""


def read_whole(data: bytes, *passwords: str) -> list[object]:
    """Everything that a workbook says."""
    book = open_book(data, passwords)
    about = [book.kind, book.names, book.properties, book.saved, book.macros, book.external_links]
    return about + [(sheet, cells_of(book, sheet), book.facts(sheet)) for sheet in book.sheets]


def packed(parts: dict[str, bytes | str]) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes | str]:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
