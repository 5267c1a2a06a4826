"""How wide texts are and how many lines they take: heights are always set, merged cells never grow.

Widths are in Excel's units at 10 points, for 微软雅黑 and for what stands in for it elsewhere.
"""

from __future__ import annotations

import re
import unicodedata

BODY, NOTE = 10, 9
SPARE = 0.97
"""What of a column's width is counted on: other faces are a little wider."""

_WIDE, _CAPITAL, _PLAIN, _NARROW = 1.92, 1.35, 1.08, 0.6
_BROAD = frozenset("mwMW%@&")
_THIN = frozenset(".,:;'|!ijl ")
_CLOSING, _OPENING = "，。；：、！？）」》”’】％‰%·…", "（「《“‘【"
_WORD = re.compile(rf"[{_OPENING}]*(?:[A-Za-z0-9.,+-]+|.)[{_CLOSING}]*", re.DOTALL)
"""What no program breaks: a word or a number, with the signs that may not begin or end a line."""


def text_width(text: str) -> float:
    """The width of a text: a Chinese character takes about two units, a digit one."""
    return sum(_sign_width(sign) for sign in text)


def _sign_width(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WFA":
        return _WIDE
    if sign in _BROAD:
        return 1.8
    if sign in _THIN:
        return _NARROW
    return _CAPITAL if sign.isupper() else _PLAIN


def lines(text: str, width: float, size: int = BODY) -> int:
    """How many lines a wrapped text takes in a column of that width."""
    room = max(width * SPARE * BODY / size, 2 * _WIDE)
    return sum(_lines(paragraph, room) for paragraph in text.split("\n"))


def _lines(text: str, room: float) -> int:
    count, used = 1, 0.0
    for word in _WORD.findall(text):
        wide = text_width(word)
        if used and used + wide > room:
            count, used = count + 1, 0.0
        used += wide
        while used > room:
            count, used = count + 1, used - room
    return count


def height(count: int, size: int = BODY) -> float:
    """The height in points of a row with so many lines and some air."""
    return 6 + 15 * count if size == BODY else 4 + 12.5 * count


def tight(count: int, size: int = BODY) -> float:
    """The least height in points that shows so many lines."""
    return 3 + 14.2 * count if size == BODY else 13 * count - 1


def broken(label: str, width: float, size: int = BODY) -> str:
    """A label with its unit on a line of its own where both do not fit on one."""
    if lines(label, width, size) == 1 or "（" not in label[1:]:
        return label
    name, bracket, unit = label.partition("（")
    return f"{name}\n{bracket}{unit}"
