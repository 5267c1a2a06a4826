"""The files inside a .zip that people packed, one after the other, within a budget and without a path.

A name inside an archive is a text to be shown and nothing else: nothing is ever unpacked to it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpixl.safety.archive import BROKEN, MAX_FILE, MAX_RATIO, RATIO_FROM

MAX_DEPTH = 3
"""Archives inside each other, the outermost counted."""
MAX_MEMBERS = 20_000
MAX_BYTES = 2 * 2**30
"""Bytes of all files unpacked."""
_SMALL, _PACKED = 100 * 2**20, 100
"""An archive gives no more than the first, or so many times its own bytes: workbooks are packed already."""
_LOCKED_COST = 50
"""How many times as long it takes to unlock a byte as to unpack one."""
_MAX_DIRECTORY = 8 * 2**20
_TAIL = 2**16 + 22
_END, _LONG_END = b"PK\x05\x06", b"PK\x06\x07"

_DOCUMENT = frozenset(
    {"[content_types].xml", "mimetype", "content.xml", "xl/workbook.xml", "xl/workbook.bin"}
)
"""Parts that make an archive one document, in small letters."""
_LEAVINGS = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LOCKED, _UTF8_NAME, _AES = 0x01, 0x800, 99
_UNICODE_NAME = 0x7075
_LONGEST_NAME = 400


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive; `name` says where, for people: 交回.zip's 一部/张三.xlsx."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Problem:
    """A file inside an archive that is not read, or the archive itself (""): the code of the finding."""

    name: str
    code: str


@dataclass(slots=True)
class _Budget:
    """How many more files, and how many more bytes of them, are unpacked."""

    members: int
    bytes: int

    def has(self, size: int) -> bool:
        """Takes one more file of this size off the budget, if there is enough of it."""
        self.members -= 1
        self.bytes -= size
        return self.members >= 0 and self.bytes >= 0


def is_container(source: Path | bytes) -> bool:
    """Whether this is an archive of files, and no document. Raises OSError when it cannot be read."""
    head = source[:2] if isinstance(source, bytes) else _head(source)
    if head != b"PK":
        return False
    if _directory_is_too_large(source):
        return True
    try:
        with _opened(source) as archive:
            return not any(name.replace("\\", "/").lower() in _DOCUMENT for name in archive.namelist())
    except BROKEN:
        return False


def members(source: Path | bytes, passwords: Sequence[str] = ()) -> Iterator[Member | Problem]:
    """Every file in the archive and in archives inside it. Raises OSError when it cannot be read.

    An archive always gives something, a file or a problem. `passwords` are tried on locked files.
    """
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    most = min(MAX_BYTES, max(_SMALL, _PACKED * size))
    return _members(source, passwords, _Budget(MAX_MEMBERS, most), "", 1)


def left_out(name: str) -> bool:
    """Whether a file of this name is a leaving of some system or a lock of an open workbook, and no file."""
    *folders, last = name.lower().split("/")
    return "__macosx" in folders or last in _LEAVINGS or last.startswith(("~$", "._"))


def _members(
    source: Path | bytes, passwords: Sequence[str], budget: _Budget, inside: str, depth: int
) -> Iterator[Member | Problem]:
    if depth > MAX_DEPTH:
        yield Problem(inside, "archive-too-deep")
        return
    if _directory_is_too_large(source):
        yield Problem(inside, "archive-too-large")
        return
    try:
        archive = _opened(source)
    except BROKEN:
        yield Problem(inside, "archive-file-damaged" if inside else "file-damaged")
        return
    with archive:
        entries = [(name, entry) for name, entry in _named(archive) if not left_out(name)]
        if not entries:
            yield Problem(inside, "archive-empty")
        for name, entry in entries:
            shown = f"{inside}/{name}" if inside else name
            found = _read(archive, entry, shown, passwords, budget)
            if isinstance(found, Member) and is_container(found.data):
                yield from _members(found.data, passwords, budget, shown, depth + 1)
            else:
                yield found
            if budget.members < 0 or budget.bytes < 0:
                return


def _read(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str, passwords: Sequence[str], budget: _Budget
) -> Member | Problem:
    locked = bool(entry.flag_bits & _LOCKED)
    tries = max(1, len(passwords)) * _LOCKED_COST if locked else 1
    if not budget.has(min(entry.file_size, MAX_FILE) * tries):
        return Problem(shown, "archive-too-large")
    tight = entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * entry.compress_size
    if tight or entry.file_size > MAX_FILE:
        return Problem(shown, "archive-file-too-large")
    if not locked:
        data = _unpacked(archive, entry, None)
        return Problem(shown, "archive-file-damaged") if data is None else Member(shown, data)
    if entry.compress_type == _AES or not passwords:
        return Problem(shown, "archive-file-locked")
    for password in passwords:
        for key in dict.fromkeys((password.encode(), password.encode("gb18030", "replace"))):
            data = _unpacked(archive, entry, key)
            if data is not None:
                return Member(shown, data)
    return Problem(shown, "archive-file-password-wrong")


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, key: bytes | None) -> bytes | None:
    """The bytes of a file, or None when they cannot be had."""
    try:
        with archive.open(entry, pwd=key) as stream:
            # To the end and no further than was said: only then its checksum has been compared.
            data = stream.read(entry.file_size + 1)
    except BROKEN:
        return None
    return data if len(data) == entry.file_size else None


def _named(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files of an archive with their names as they were before somebody's system wrote them down."""
    entries = [(_raw_name(entry), entry) for entry in archive.infolist()]
    # One program packed them all: if a single name cannot be UTF-8, none is.
    unknown = [name for name, _ in entries if isinstance(name, bytes)]
    encoding = "utf-8" if all(_is_utf8(name) for name in unknown) else "gb18030"
    for name, entry in entries:
        text = name.decode(encoding, "replace") if isinstance(name, bytes) else name
        text = _CONTROL.sub("\ufffd", text.replace("\\", "/"))[:_LONGEST_NAME]
        if not text.endswith("/"):
            yield text, entry


def _raw_name(entry: zipfile.ZipInfo) -> str | bytes:
    """The name of a file where its encoding is known, else its bytes."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.orig_filename
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.orig_filename
    return _unicode_name(entry.extra, raw) or raw


def _unicode_name(extra: bytes, raw: bytes) -> str:
    """The name that some programs add in UTF-8, if it belongs to this one; else ""."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_NAME and body[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return body[5:].decode("utf-8", "replace")
    return ""


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True


def _opened(source: Path | bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(2)


def _directory_is_too_large(source: Path | bytes) -> bool:
    """Whether there are so many files that already their list would fill the memory."""
    if isinstance(source, bytes):
        tail = source[-_TAIL:]
    else:
        with source.open("rb") as stream:
            stream.seek(max(0, source.stat().st_size - _TAIL))
            tail = stream.read()
    end = tail.rfind(_END)
    # The long form of the list is for more files than anybody packs by hand.
    return end >= 0 and (
        tail[max(0, end - 20) :].startswith(_LONG_END)
        or int.from_bytes(tail[end + 12 : end + 16], "little") > _MAX_DIRECTORY
    )
