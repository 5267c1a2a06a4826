"""Opens a file as a table, by what it is rather than by what it is called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kpixl.definition.tables.delimited import read_delimited
from kpixl.definition.tables.grid import Grid, Unreadable
from kpixl.definition.tables.xlsx import read_xlsx
from kpixl.findings import Finding, Place
from kpixl.safety.archive import MAX_FILE

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_OTHER_KINDS = ((b"%PDF", ".pdf"), (b"{\\rtf", ".rtf"), (b"<", ".html"))
_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm")


def read_tables(
    path: Path, recognised: Callable[[list[str]], int]
) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """The sheets of the file, or the finding that says why there are none.

    `recognised` counts the headings among the values of a line of text.
    """
    try:
        return _opened(path, recognised), ()
    except Unreadable as problem:
        return (), (Finding(problem.code, Place(file=str(path)), problem.details),)


def _opened(path: Path, recognised: Callable[[list[str]], int]) -> tuple[Grid, ...]:
    data = _bytes(path)
    if not data.startswith(_ZIP):
        return (read_delimited(_text(data, path.suffix.lower()), recognised),)
    try:
        return read_xlsx(path)
    except OSError:
        raise Unreadable("table-unreadable") from None


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Unreadable("table-is-folder")
        if not path.exists():
            raise Unreadable("table-missing")
        if not path.is_file():
            raise Unreadable("table-unreadable")
        if path.stat().st_size > MAX_FILE:
            raise Unreadable("table-too-large")
        return path.read_bytes()
    except OSError:
        raise Unreadable("table-unreadable") from None


def _text(data: bytes, suffix: str) -> bytes:
    """The bytes, when they can be text. Raises Unreadable."""
    if not data.strip():
        raise Unreadable("table-empty-file")
    if data.startswith(_OLE):
        raise Unreadable("table-password") if _ENCRYPTED in data else Unreadable("table-format", kind=".xls")
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, kind in _OTHER_KINDS:
        if start.startswith(mark):
            raise Unreadable("table-format", kind=kind)
    if b"\0" in data and not data.startswith(_WIDE_MARKS):
        raise Unreadable("table-damaged") if suffix in _WORKBOOKS else Unreadable("table-format", kind=suffix)
    return data
