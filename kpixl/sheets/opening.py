"""Opens a workbook from outside, whatever it is called: its content alone tells what it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from kpixl.model.zones import CHINA
from kpixl.safety.archive import MAX_FILE, Unreadable, UnsafeArchive, archive_hazard
from kpixl.sheets.book import Book
from kpixl.sheets.budget import Budget
from kpixl.sheets.compound import MAGIC, Compound
from kpixl.sheets.locked import MAX_OLD, PACKAGE, unlocked
from kpixl.sheets.old_workbook import STREAM, OldWorkbook, is_locked
from kpixl.sheets.open_document import OpenDocument, is_spreadsheet
from kpixl.sheets.package import Package
from kpixl.sheets.sealed import is_sealed, unseal
from kpixl.sheets.workbook import Workbook

__all__ = ["Unreadable", "open_book"]

MAX_CELLS = 600_000
"""Cells of a returned workbook: the forms of some 1,500 people."""
_OLDER_STREAM = "Book"
_ARCHIVES = {b"Rar!": ".rar", b"7z\xbc\xaf\x27\x1c": ".7z", b"\x1f\x8b": ".gz"}


def open_book(data: bytes, passwords: Sequence[str] = (), zone: tzinfo = CHINA) -> Book:
    """The workbook that these bytes are. Raises Unreadable, as every reading of the book does.

    `passwords` are tried in their order when the file asks for one. `zone` is that of times which do
    not tell theirs.
    """
    if not data:
        raise Unreadable("file-empty")
    if len(data) > MAX_FILE:
        raise Unreadable("file-too-large")
    for start, kind in _ARCHIVES.items():
        if data.startswith(start):
            raise Unreadable("file-archive", kind)
    if data.startswith(MAGIC):
        return _contained(data, passwords, zone)
    if data.startswith(b"PK"):
        return _packaged(data, passwords, zone)
    raise Unreadable("file-not-a-workbook")


def _contained(data: bytes, passwords: Sequence[str], zone: tzinfo) -> Book:
    """An old workbook, or a locked one. The container also holds letters, mails and more."""
    container = Compound(data)
    if PACKAGE in container:
        return _packaged(unlocked(data, container, passwords), (), zone)
    if STREAM not in container:
        if _OLDER_STREAM in container:
            raise Unreadable("file-other-format", "Excel 95")
        raise Unreadable("file-not-a-workbook")
    if is_locked(container.stream(STREAM)):
        if len(data) > MAX_OLD:
            raise Unreadable("file-too-large")
        container = Compound(unlocked(data, container, passwords))
    return OldWorkbook(container, Budget(cells=MAX_CELLS))


def _packaged(data: bytes, passwords: Sequence[str], zone: tzinfo) -> Book:
    hazard = archive_hazard(data)
    if hazard is not None:
        raise UnsafeArchive(hazard)
    package = Package.of(data, Budget(cells=MAX_CELLS))
    match package.kind:
        case ".zip":
            # Archives of files are unpacked before anybody asks for a workbook.
            raise Unreadable("file-not-a-workbook")
        case ".xlsb" as kind:
            raise Unreadable("file-other-format", kind)
        case ".ods":
            if not is_spreadsheet(package):
                raise Unreadable("file-not-a-workbook")
            if is_sealed(package):
                unseal(package, passwords)
            return OpenDocument(package, zone)
    book = Workbook(package)
    if not book.has_sheets:
        raise Unreadable("file-not-a-workbook")
    return book
