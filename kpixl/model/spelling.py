"""Which spellings are one and the same name to a spreadsheet."""

from __future__ import annotations

import unicodedata


def alike(name: str) -> str:
    """The same text for all names that Excel takes for one: case and width of letters do not count."""
    return unicodedata.normalize("NFKC", name).casefold()
