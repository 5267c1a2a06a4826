"""The container that old and encrypted workbooks are: a small file system with streams in it.

Written here because it must not loop or fill the memory, whatever the tables of the container say:
every chain is followed no further than the container has sectors.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from kpixl.safety.archive import Hazard, UnsafeArchive

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = struct.Struct("<30xHH14xI4xII4xI4x")
"""Sizes of sectors and small sectors; where the directory is, from what size on a stream stands in sectors of
its own, where the table of small sectors is, and the list of further sectors of the table."""
_IN_HEADER = 109
"""Sectors of the allocation table that the header itself lists; further ones stand in a chain."""
_LAST_SECTOR = 0xFFFFFFFA
_NO_ENTRY = 0xFFFFFFFF
_ENTRY = struct.Struct("<64sHBxIII36xII4x")
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the directory: a stream or a folder, its neighbours in the tree and where it begins."""

    name: str
    kind: int
    before: int
    after: int
    inside: int
    first: int
    size: int


class Compound:
    """The streams and folders at the top of a container. Every reading raises UnsafeArchive."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            sector, small, directory, self._cutoff, mini_table, more = _HEADER.unpack_from(data)
            if sector not in (9, 12) or small != 6:
                raise UnsafeArchive(Hazard.DAMAGED)
            self._sector, self._small = 1 << sector, 1 << small
            self._most = len(data) // self._sector + 1
            self._table = self._allocation(array("I", data[76 : 76 + 4 * _IN_HEADER]), more)
            self._entries = [_entry(data) for data in _pieces(self._whole(directory), _ENTRY.size)]
            self._mini_table = _numbers(self._whole(mini_table))
        except (struct.error, ValueError):
            raise UnsafeArchive(Hazard.DAMAGED) from None
        if not self._entries or self._entries[0].kind != _ROOT or self._is_cut_off():
            raise UnsafeArchive(Hazard.DAMAGED)
        self._top = {entry.name.lower(): entry for entry in self._children(self._entries[0])}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._top

    def stream(self, name: str) -> bytes:
        """The bytes of a stream, b"" when there is none of this name."""
        entry = self._top.get(name.lower())
        if entry is None or entry.kind != _STREAM:
            return b""
        if self._is_large(entry):
            return self._read(self._data, self._table, entry, self._sector, self._sector)
        root = self._entries[0]
        minis = self._read(self._data, self._table, root, self._sector, self._sector)
        return self._read(minis, self._mini_table, entry, self._small, 0)

    def _is_large(self, entry: _Entry) -> bool:
        """Whether it stands in sectors of its own; the root is the stream of all small ones."""
        return entry.kind == _ROOT or (entry.kind == _STREAM and entry.size >= self._cutoff)

    def _allocation(self, listed: array[int], more: int) -> array[int]:
        """The table that says of each sector which one follows it."""
        table: array[int] = array("I")
        seen: set[int] = set()
        while True:
            for number in listed:
                if number >= _LAST_SECTOR:
                    continue
                if number in seen:
                    raise UnsafeArchive(Hazard.DAMAGED)
                seen.add(number)
                table.extend(_numbers(self._sector_at(number)))
            if more >= _LAST_SECTOR or more in seen:
                return table
            seen.add(more)
            *rest, more = _numbers(self._sector_at(more))
            listed = array("I", rest)

    def _is_cut_off(self) -> bool:
        """Whether sectors are missing at the end, even if nobody looks at them: it is not what was sent.

        What the table says of sectors that nothing leads to means nothing: programs fill it up as they like.
        """
        firsts = [entry.first for entry in self._entries if self._is_large(entry)]
        led_to = (number for number in (*self._table, *firsts) if number < _LAST_SECTOR)
        last: int = max(led_to, default=0)
        return bool((last + 1) * self._sector >= len(self._data))

    def _sector_at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        found = self._data[start : start + self._sector]
        if len(found) < self._sector:
            raise UnsafeArchive(Hazard.DAMAGED)
        return found

    def _whole(self, first: int) -> bytes:
        """A chain of sectors to its end."""
        return b"".join(self._sector_at(number) for number in _chain(self._table, first, self._most))

    def _read(self, data: bytes, table: array[int], entry: _Entry, size: int, offset: int) -> bytes:
        if entry.size > len(data):
            raise UnsafeArchive(Hazard.DAMAGED)
        found = []
        missing = entry.size
        for number in _chain(table, entry.first, len(table)) if missing else ():
            start = offset + number * size
            found.append(data[start : start + min(size, missing)])
            missing -= len(found[-1])
            if missing <= 0 or not found[-1]:
                break
        if missing > 0:
            raise UnsafeArchive(Hazard.DAMAGED)
        return b"".join(found)

    def _children(self, folder: _Entry) -> Iterator[_Entry]:
        """What stands in a folder; its tree may be as crooked as it likes."""
        waiting, seen = [folder.inside], {_NO_ENTRY}
        while waiting:
            number = waiting.pop()
            if number not in seen and number < len(self._entries):
                seen.add(number)
                entry = self._entries[number]
                yield entry
                waiting += [entry.before, entry.after]


def _chain(table: array[int], first: int, most: int) -> Iterator[int]:
    """The sectors of a chain. One that is longer than it can be bites its own tail, and is damaged."""
    number = first
    for _ in range(most + 1):
        if number >= _LAST_SECTOR:
            return
        if number >= len(table):
            break
        yield number
        number = table[number]
    raise UnsafeArchive(Hazard.DAMAGED)


def _entry(data: bytes) -> _Entry:
    name, length, kind, before, after, inside, first, size = _ENTRY.unpack(data)
    text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return _Entry(text, kind, before, after, inside, first, size)


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data) - size + 1, size))


def _numbers(data: bytes) -> array[int]:
    return array("I", data)
