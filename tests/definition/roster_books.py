"""Writes the small rosters that the tests read, with one library or another."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

Rows = Sequence[Sequence[Any]]


def write_text(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A text file, its line ends as given."""
    path.write_bytes(text.encode(encoding))
    return path


def write_book(
    path: Path,
    sheets: Mapping[str, Rows],
    hidden: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
) -> Path:
    """A workbook by openpyxl; `formats` are number formats of cells of the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    for cell, form in (formats or {}).items():
        book.worksheets[0][cell].number_format = form
    book.save(path)
    return path


def write_by_xlsxwriter(path: Path, rows: Rows, *, constant_memory: bool = False) -> Path:
    """A workbook by XlsxWriter; with `constant_memory` its texts stand in the cells themselves."""
    options = {"constant_memory": constant_memory, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("名册")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if hasattr(value, "year"):
                    sheet.write_datetime(number, column, value, day)
                elif value is not None:
                    sheet.write(number, column, value)
    return path


def with_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path
