"""The records that an old workbook (.xls of Excel 97 to 2003) is a row of, and the texts in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from enum import IntEnum

from kpixl.safety.archive import Hazard, UnsafeArchive


class Tag(IntEnum):
    """What a record is."""

    BEGIN = 0x0809
    END = 0x000A
    CONTINUED = 0x003C
    PASSWORD = 0x002F
    # About the whole workbook.
    SHEET = 0x0085
    NAME = 0x0018
    BOOKS = 0x01AE
    OUTER_SHEETS = 0x0017
    STRINGS = 0x00FC
    STYLE = 0x00E0
    FORMAT = 0x041E
    DAYS_FROM_1904 = 0x0022
    # About a sheet.
    ROW = 0x0208
    COLUMNS = 0x007D
    PROTECTED = 0x0012
    FILTERED = 0x009B
    FILTER = 0x009E
    # Cells.
    NUMBER = 0x0203
    SHORT_NUMBER = 0x027E
    SHORT_NUMBERS = 0x00BD
    SHARED_TEXT = 0x00FD
    TEXT = 0x0204
    RICH_TEXT = 0x00D6
    TRUTH_OR_ERROR = 0x0205
    FORMULA = 0x0006
    FORMULA_TEXT = 0x0207


_HEAD = struct.Struct("<HH")
_CONTINUED = int(Tag.CONTINUED)

Record = tuple[int, bytes, int]
"""What a record is, what it holds, and where the next one begins."""


def records(data: bytes, start: int = 0) -> Iterator[Record]:
    """The records from a place on. Raises UnsafeArchive where they stop in the middle of one."""
    at, end = start, len(data)
    while at + 4 <= end:
        tag, size = _HEAD.unpack_from(data, at)
        at += 4 + size
        if at > end:
            raise UnsafeArchive(Hazard.DAMAGED)
        yield tag, data[at - size : at], at


def substream(data: bytes, start: int) -> Iterator[Record]:
    """The records of one sheet (or of the workbook), without those of charts in it and its own end."""
    depth = 0
    for record in records(data, start):
        tag = record[0]
        if tag == Tag.BEGIN:
            depth += 1
        elif tag == Tag.END:
            depth -= 1
            if depth <= 0:
                return
        elif not depth:
            break
        elif depth == 1:
            yield record
    raise UnsafeArchive(Hazard.DAMAGED)


def continued(data: bytes, first: bytes, at: int) -> list[bytes]:
    """A record with the records that go on with it; `at` is where the one after it begins."""
    chunks = [first]
    for tag, body, _ in records(data, at):
        if tag != _CONTINUED:
            break
        chunks.append(body)
    return chunks


class TextReader:
    """Reads texts that may run on from one record into the next, where each says anew how wide it is."""

    def __init__(self, chunks: Sequence[bytes], at: int = 0) -> None:
        self._chunks, self._chunk, self.at = chunks, 0, at

    def text(self, length_size: int = 2) -> str:
        """The next text; how many characters it has stands in one byte or in two. Raises UnsafeArchive."""
        length = self._number(length_size)
        flags = self._number(1)
        runs = self._number(2) if flags & 8 else 0
        more = self._number(4) if flags & 4 else 0
        text = self._characters(length, flags & 1)
        self._skip(4 * runs + more)
        return text

    def characters(self, length: int) -> str:
        """A text whose length is known."""
        return self._characters(length, self._number(1) & 1)

    def _characters(self, length: int, wide: int) -> str:
        found = bytearray()
        while True:
            chunk = self._chunks[self._chunk]
            take = min(length, (len(chunk) - self.at) >> wide)
            piece = chunk[self.at : self.at + (take << wide)]
            found += piece if wide else piece.decode("latin-1").encode("utf-16-le")
            self.at += take << wide
            length -= take
            if not length:
                return found.decode("utf-16-le", "replace")
            self._next()
            wide = self._number(1) & 1

    def _number(self, size: int) -> int:
        if self.at >= len(self._chunks[self._chunk]):
            self._next()
        found = self._chunks[self._chunk][self.at : self.at + size]
        if len(found) < size:
            raise UnsafeArchive(Hazard.DAMAGED)
        self.at += size
        return int.from_bytes(found, "little")

    def _skip(self, size: int) -> None:
        while size > (here := len(self._chunks[self._chunk]) - self.at):
            size -= here
            self._next()
        self.at += size

    def _next(self) -> None:
        self._chunk, self.at = self._chunk + 1, 0
        if self._chunk >= len(self._chunks):
            raise UnsafeArchive(Hazard.DAMAGED)
