"""Whether a zip archive from outside (an .xlsx file) may be opened, and its parts read with a cap.

A spreadsheet needs few parts and no document type declarations. What goes beyond that is refused
before any library sees it, so that no file can fill the memory or keep the machine busy.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from xml.parsers import expat

MAX_FILE = 50 * 2**20
"""Bytes of the archive itself."""
MAX_ENTRIES = 5_000
MAX_TOTAL = 200 * 2**20
"""Bytes of all parts unpacked."""
MAX_PART = 100 * 2**20
"""Bytes of one part unpacked."""
MAX_RATIO = 200
RATIO_FROM = 10 * 2**20
"""A part smaller than this may be packed as tightly as it likes: blank pictures are."""

_PROLOG = 2**16
_DIRECTORY_ENTRY = b"PK\x01\x02"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    # Offsets that point before the beginning or behind the end of everything.
    OSError,
    OverflowError,
)


class Hazard(StrEnum):
    """Why an archive is not opened."""

    DAMAGED = "damaged"
    LOCKED = "locked"
    TOO_LARGE = "too-large"
    ENTITIES = "entities"


_CODES = {
    Hazard.DAMAGED: "file-damaged",
    Hazard.LOCKED: "file-encrypted",
    Hazard.TOO_LARGE: "file-too-large",
    Hazard.ENTITIES: "file-with-entities",
}


class Unreadable(Exception):
    """A file cannot be read; `code` is the code of the finding that says so, `kind` what the file is."""

    def __init__(self, code: str, kind: str = "") -> None:
        super().__init__(code)
        self.code, self.kind = code, kind


class UnsafeArchive(Unreadable):
    """A part cannot be read: it is broken, missing or larger than its cap."""

    def __init__(self, hazard: Hazard) -> None:
        super().__init__(_CODES[hazard])
        self.hazard = hazard


def check_archive(path: Path) -> Hazard | None:
    """What speaks against opening the archive, or None. Raises OSError when the file cannot be read."""
    return Hazard.TOO_LARGE if path.stat().st_size > MAX_FILE else archive_hazard(path.read_bytes())


def archive_hazard(data: bytes) -> Hazard | None:
    """What speaks against opening an archive of these bytes, or None."""
    # Counted in the bytes, because zipfile would first build an object for each of a million entries.
    if len(data) > MAX_FILE or data.count(_DIRECTORY_ENTRY) > MAX_ENTRIES:
        return Hazard.TOO_LARGE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            return _entries_hazard(entries) or _markup_hazard(archive, entries)
    except BROKEN:
        return Hazard.DAMAGED


def open_part(archive: zipfile.ZipFile, name: str, limit: int = MAX_PART) -> bytes:
    """The unpacked bytes of one part. Raises UnsafeArchive when they are too many or cannot be had."""
    try:
        with archive.open(name) as stream:
            data = stream.read(limit + 1)
    except BROKEN:
        raise UnsafeArchive(Hazard.DAMAGED) from None
    if len(data) > limit:
        raise UnsafeArchive(Hazard.TOO_LARGE)
    return data


def _entries_hazard(entries: Iterable[zipfile.ZipInfo]) -> Hazard | None:
    total, names = 0, set()
    for entry in entries:
        if entry.flag_bits & 1:
            return Hazard.LOCKED
        # With two parts of one name, two readers could see two different workbooks.
        if entry.filename in names or entry.compress_type not in _METHODS:
            return Hazard.DAMAGED
        names.add(entry.filename)
        total += entry.file_size
        tight = entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * entry.compress_size
        if tight or entry.file_size > MAX_PART or total > MAX_TOTAL:
            return Hazard.TOO_LARGE
    return None


def _markup_hazard(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> Hazard | None:
    # Pictures in SVG may have a document type; nothing reads them as a part of the workbook.
    markup = (entry for entry in entries if not entry.filename.lower().endswith(".svg"))
    return Hazard.ENTITIES if any(_declares(archive, entry) for entry in markup) else None


class _Seen(Exception):
    def __init__(self, declares: bool) -> None:
        self.declares = declares


def _declares(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether a part has a document type declaration (in whatever encoding), or hides its beginning."""
    with archive.open(entry) as stream:
        prolog = stream.read(_PROLOG)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _on_doctype
    parser.StartElementHandler = _on_element
    try:
        parser.Parse(prolog, False)
    except _Seen as seen:
        return seen.declares
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return len(prolog) == _PROLOG


def _on_doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
    raise _Seen(declares=True)


def _on_element(name: str, attributes: dict[str, str]) -> None:
    raise _Seen(declares=False)
