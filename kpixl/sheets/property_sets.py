"""The document properties of old workbooks. A set that contradicts itself says nothing."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Mapping

_CUSTOM = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")
"""What marks the section of properties that users give names to."""
_DICTIONARY, _CODEPAGE, _SAVED = 0, 1, 13
_SHORT, _TEXT, _WIDE_TEXT, _MOMENT = 2, 30, 31, 64
_UTF16 = 1200
_EPOCH = 11_644_473_600
"""Seconds from 1601, from which these files count, to 1970."""
_MOST, _LONGEST = 2_000, 8_192
"""Properties that are read of a set, and bytes of each text."""


def custom_properties(data: bytes) -> Mapping[str, str]:
    """The texts among the properties that users give names to (DocumentSummaryInformation)."""
    try:
        for mark, start in _sections(data):
            if mark == _CUSTOM:
                return _named(data, start)
    except (struct.error, ValueError, LookupError):
        pass
    return {}


def last_saved(data: bytes) -> float | None:
    """When the file was last saved, in seconds (SummaryInformation), or None when it does not say."""
    try:
        for _, start in _sections(data):
            at = _places(data, start).get(_SAVED)
            if at is not None and struct.unpack_from("<I", data, at)[0] == _MOMENT:
                ticks: int = struct.unpack_from("<Q", data, at + 4)[0]
                return ticks / 10_000_000 - _EPOCH if ticks else None
    except struct.error:
        pass
    return None


def _sections(data: bytes) -> list[tuple[bytes, int]]:
    (count,) = struct.unpack_from("<I", data, 24)
    return [struct.unpack_from("<16sI", data, 28 + 20 * number) for number in range(min(count, 2))]


def _places(data: bytes, start: int) -> dict[int, int]:
    """Where each property stands, by its number."""
    (count,) = struct.unpack_from("<I", data, start + 4)
    pairs = (struct.unpack_from("<II", data, start + 8 + 8 * number) for number in range(min(count, _MOST)))
    return {number: start + offset for number, offset in pairs}


def _named(data: bytes, start: int) -> dict[str, str]:
    places = _places(data, start)
    page = _UTF16
    if _CODEPAGE in places:
        kind, page = struct.unpack_from("<IH", data, places[_CODEPAGE])
        page = page if kind == _SHORT else _UTF16
    names = _names(data, places[_DICTIONARY], page)
    found = {name: _text(data, places[number], page) for number, name in names.items() if number in places}
    return {name: text for name, text in found.items() if text is not None}


def _names(data: bytes, at: int, page: int) -> dict[int, str]:
    (count,) = struct.unpack_from("<I", data, at)
    at += 4
    found = {}
    for _ in range(min(count, _MOST)):
        number, length = struct.unpack_from("<II", data, at)
        size = length * 2 if page == _UTF16 else length
        found[number] = _decoded(data[at + 8 : at + 8 + size], page)
        at += 8 + size + (-size % 4 if page == _UTF16 else 0)
    return found


def _text(data: bytes, at: int, page: int) -> str | None:
    kind, length = struct.unpack_from("<II", data, at)
    if kind == _WIDE_TEXT:
        return _decoded(data[at + 8 : at + 8 + 2 * length], _UTF16)
    return _decoded(data[at + 8 : at + 8 + length], page) if kind == _TEXT else None


def _decoded(data: bytes, page: int) -> str:
    """A text up to the sign that ends it, or as far as texts are read. Raises LookupError: no such page."""
    data = data[:_LONGEST]
    name = {_UTF16: "utf-16-le", 65001: "utf-8", 936: "gb18030"}.get(page, f"cp{page}")
    return codecs.decode(data, name, "replace").partition("\0")[0]
