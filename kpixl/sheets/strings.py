"""The texts of a workbook: shared strings, and the escapes in which it writes odd characters."""

from __future__ import annotations

import re

from kpixl.safety.archive import Hazard, UnsafeArchive
from kpixl.sheets.markup import Attributes
from kpixl.sheets.package import Package

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """The text with what a workbook writes as _x0008_ turned back into that character."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def shared_strings(package: Package, part: str) -> tuple[str, ...]:
    """The shared strings: the runs of each joined, its phonetic guide left out. Raises UnsafeArchive."""
    if part not in package:
        return ()
    strings: list[str] = []
    runs: list[str] = []
    inside = phonetic = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside, phonetic
        if tag == "si":
            if inside:
                # All strings after it would be counted wrongly.
                raise UnsafeArchive(Hazard.DAMAGED)
            inside = True
            runs.clear()
        elif tag == "rPh":
            phonetic = True

    def end(tag: str, text: str) -> None:
        nonlocal inside, phonetic
        if tag == "t" and not phonetic:
            runs.append(text)
        elif tag == "rPh":
            phonetic = False
        elif tag == "si":
            inside = False
            strings.append(unescaped("".join(runs)))

    package.scan(part, start, end)
    return tuple(strings)
