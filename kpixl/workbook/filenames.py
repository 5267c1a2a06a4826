"""Names of sheets, files and folders that Excel and Windows take, and people can read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

SHEET_LIMIT, FILE_LIMIT = 31, 80
NO_DEPARTMENT, NO_DEPARTMENTS = "未分部门", "全部"
"""Folders for people without a department, and for a roster that has no departments at all."""

_ODD_IN_SHEET = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_ODD_IN_FILE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def sheet_name(text: str, taken: set[str]) -> str:
    """A sheet name of at most 31 units, unlike the ones taken (in any case); it is added to them."""
    # XlsxWriter cannot give a name to a cell of a sheet with an apostrophe in its name.
    clean = _ODD_IN_SHEET.sub("_", text.replace("'", "’")).strip() or "_"
    return _unlike(lambda tail: _cut(clean, SHEET_LIMIT - len(tail)) + tail, taken)


def file_name(text: str, taken: set[str], suffix: str = "") -> str:
    """A file or folder name that Windows takes, unlike the ones taken; it is added to them."""
    clean = _ODD_IN_FILE.sub("_", unicodedata.normalize("NFC", text)).strip(" .") or "_"
    if _RESERVED.fullmatch(clean):
        clean = "_" + clean
    return _unlike(lambda tail: _cut(clean, FILE_LIMIT - len(tail)).rstrip(" .") + tail + suffix, taken)


def _unlike(make: Callable[[str], str], taken: set[str]) -> str:
    number, name = 1, make("")
    while name.casefold() in taken:
        number += 1
        name = make(f" ({number})")
    taken.add(name.casefold())
    return name


def _cut(text: str, limit: int) -> str:
    """The beginning of a text, in the units that Excel and Windows count: rare characters take two."""
    while len(text.encode("utf-16-le")) // 2 > limit:
        text = text[:-1]
    return text
