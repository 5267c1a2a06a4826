"""Texts taken from a definition: what may stand in them, and how they are quoted in a message."""

from __future__ import annotations

import unicodedata

_SHOWN = 40
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def shown(text: str) -> str:
    """The text for a message: on one line, at most some forty characters, nothing unprintable."""
    signs = (" " if sign in "\r\n\t" else _printable(sign) for sign in text[: 4 * _SHOWN])
    line = " ".join("".join(signs).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def unprintable(text: str, allowed: str = "") -> str:
    """The first character that no cell can hold or nobody can see, as U+0000, or "" when there is none."""
    for sign in text:
        if unicodedata.category(sign) in _UNPRINTABLE and sign not in allowed:
            return f"U+{ord(sign):04X}"
    return ""


def _printable(sign: str) -> str:
    return "□" if unicodedata.category(sign) in _UNPRINTABLE else sign
