"""Lines for a terminal, on which a Chinese character takes two columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

GAP = "  "
ROOM = 96
"""So many columns a line may take: terminals have 80 to 120."""

_PIECE = re.compile(r"[^\W一-鿿]+[^\s一-鿿]*|\s|.", re.DOTALL)
_CLOSING = frozenset("，。；：、！？）》”’…％%,.;:!?)」")


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def padded(text: str, columns: int) -> str:
    """The text with blanks behind it, so that it takes so many columns."""
    return text + " " * (columns - width(text))


def aligned(rows: Sequence[Sequence[str]], left: Collection[int] = (0,)) -> Iterator[str]:
    """Rows in columns: those with these numbers at the left, all others at the right."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            padded(text, columns) if at in left else " " * (columns - width(text)) + text
            for at, (text, columns) in enumerate(zip(row, widths, strict=True))
        ]
        yield GAP.join(cells).rstrip()


def thousands(digits: str) -> str:
    """120000.00 as 120,000.00."""
    whole, point, cents = digits.partition(".")
    return f"{int(whole):,}{point}{cents}" if whole.lstrip("-") != "0" else digits


def shown(line: str) -> str:
    """What a terminal may be told: names of people and files could hold its commands."""
    return "".join(sign if sign.isprintable() or sign == "　" else "?" for sign in line)


def wrapped(text: str, room: int) -> Iterator[str]:
    """The text in lines of so many columns at most: figures stay whole, and no line begins with a stop."""
    line = ""
    for piece in _PIECE.findall(" ".join(text.split("\n"))):
        if line and width(line + piece) > room and piece not in _CLOSING:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    yield line.rstrip()


def hanging(head: str, text: str, indent: int = 0, room: int = ROOM) -> Iterator[str]:
    """The text behind a head that takes `indent` columns, at least its own; further lines stand below it."""
    indent = max(indent, width(head) + len(GAP) if head else 0)
    first, *others = wrapped(text, room - indent)
    yield (padded(head, indent) + first).rstrip()
    yield from (" " * indent + other for other in others)
