"""Containers and records of old workbooks, as small as they can be."""

from __future__ import annotations

import struct
from collections.abc import Iterable

_END, _FREE, _TABLE, _LIST = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC
SECTOR = 512
_IN_HEAD, _IN_LIST = 109, 127
"""Sectors of the table that the head lists, and those that each sector of the further list has room for."""
HEADER = "<30xHH14xI4xII4xI4x"


def compound(streams: dict[str, bytes], folders: Iterable[str] = ()) -> bytes:
    """A container with these streams, each in sectors of its own, and these empty folders."""
    chains: list[int] = []
    body = b""
    entries = [("Root Entry", 5, _END, 0), *((name, 1, 0, 0) for name in folders)]
    for name, data in streams.items():
        count = -(-len(data) // SECTOR)
        first = len(chains) if count else _END
        chains += [*range(len(chains) + 1, len(chains) + count), _END][:count]
        body += data.ljust(count * SECTOR, b"\0")
        entries.append((name, 2, first, len(data)))
    lines = b"".join(_line(number, len(entries), *entry) for number, entry in enumerate(entries))
    directory = len(chains)
    count = -(-len(lines) // SECTOR)
    chains += [*range(directory + 1, directory + count), _END]
    body += lines.ljust(count * SECTOR, b"\0")
    tables = lists = 0
    while (len(chains) + tables + lists) * 4 > tables * SECTOR:
        tables += 1
        lists = -(-max(0, tables - _IN_HEAD) // _IN_LIST)
    at = list(range(len(chains), len(chains) + tables))
    more = len(chains) + tables
    numbers = [*chains, *[_TABLE] * tables, *[_LIST] * lists]
    body += struct.pack(f"<{len(numbers)}I", *numbers).ljust(tables * SECTOR, b"\xff")
    for number in range(lists):
        listed = at[_IN_HEAD + number * _IN_LIST :][:_IN_LIST]
        body += struct.pack(f"<{len(listed)}I", *listed).ljust(SECTOR - 4, b"\xff")
        body += struct.pack("<I", more + number + 1 if number < lists - 1 else _END)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHH", 62, 3, 0xFFFE)
    head += struct.pack("<HH10xII4xI", 9, 6, tables, directory, 0)
    head += struct.pack("<IIII", _END, 0, more if lists else _END, lists)
    return head + struct.pack(f"<{len(at[:_IN_HEAD])}I", *at[:_IN_HEAD]).ljust(SECTOR - 76, b"\xff") + body


def _line(number: int, count: int, name: str, kind: int, first: int, size: int) -> bytes:
    """An entry of the directory; each is the right neighbour of the one before it."""
    after = number + 1 if 0 < number < count - 1 else _FREE
    inside = 1 if number == 0 and count > 1 else _FREE
    text = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16x4x16xIQ", text, len(text) + 2, kind, 1, _FREE, after, inside, first, size
    )


Record = tuple[int, bytes]


def stream(records: Iterable[Record]) -> bytes:
    """Records in a row."""
    return b"".join(struct.pack("<HH", tag, len(body)) + body for tag, body in records)


def text(value: str, length: str = "<H") -> bytes:
    """A text as a record holds it."""
    return struct.pack(length, len(value)) + b"\1" + value.encode("utf-16-le")


BEGIN: Record = (0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
SHEET: Record = (0x0809, struct.pack("<HHHHII", 0x0600, 16, 0, 0, 0, 0))
CHART: Record = (0x0809, struct.pack("<HHHHII", 0x0600, 32, 0, 0, 0, 0))
END: Record = (0x000A, b"")


def workbook(
    cells: Iterable[Record] = (),
    before: Iterable[Record] = (),
    streams: dict[str, bytes] | None = None,
    folders: Iterable[str] = (),
) -> bytes:
    """An old workbook of one sheet, 表, with these records in it, and these before the sheet."""
    start = len(stream([BEGIN, *before, (0x85, bytes(6) + text("表", "<B")), END]))
    listed = (0x85, struct.pack("<IBB", start, 0, 0) + text("表", "<B"))
    data = stream([BEGIN, *before, listed, END, SHEET, *cells, END])
    return compound({"Workbook": data, **(streams or {})}, folders)


def number(row: int, column: int, value: float = 1.0) -> Record:
    """A cell with a number; row and column from 0."""
    return 0x0203, struct.pack("<HHHd", row, column, 0, value)
