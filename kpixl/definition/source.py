"""A file to its text: everything that can be wrong with a file before its content matters."""

from __future__ import annotations

from pathlib import Path

from kpixl.files import reason_of
from kpixl.findings import Finding, Place

MAX_BYTES = 1_000_000
"""A larger file is no scheme: the longest known one has some tens of kilobytes."""

_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_text(path: Path) -> tuple[str | None, tuple[Finding, ...]]:
    """The text of a UTF-8 file, without a byte-order mark, or the finding that tells why there is none."""
    data, findings = _read_bytes(path)
    if data is None:
        return None, findings
    if data.startswith(_WORKBOOK_STARTS):
        return None, (Finding("scheme-file-is-workbook", Place(str(path))),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        return None, (Finding("scheme-file-not-utf8", Place(str(path), line)),)


def _read_bytes(path: Path) -> tuple[bytes | None, tuple[Finding, ...]]:
    place = Place(str(path))
    try:
        if path.is_dir():
            return None, (Finding("scheme-file-is-folder", place),)
        size = path.stat().st_size
        if size > MAX_BYTES:
            details = {"size": _megabytes(size), "limit": _megabytes(MAX_BYTES)}
            return None, (Finding("scheme-file-too-large", place, details),)
        return path.read_bytes(), ()
    except FileNotFoundError:
        return None, (Finding("scheme-file-missing", place),)
    except (OSError, ValueError) as error:
        # ValueError: a name that no file system takes, such as one with a null byte.
        reason = reason_of(error)
        return None, (Finding("scheme-file-unreadable", place, {"reason": reason}),)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
