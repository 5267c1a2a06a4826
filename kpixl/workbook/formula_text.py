"""Formulas made comparable: two programs spell one formula in two ways, and an altered one in a third.

A formula becomes its tokens: places as rows and columns, numbers by their value, names and functions in
small letters. Spaces, dollar signs, prefixes of newer functions and the sheet's own name do not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from kpixl.sheets.places import place

At = tuple[int, int]
Token = str | At
"""A place of the sheet by row and column, or any other piece of a formula as a text."""

OPENFORMULA = "openformula"
"""The dialect of .ods files: [.A1], and ";" between arguments."""

_PIECE = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |(?P<bracket>\[(?:[^\]'"]|'(?:[^']|'')*')*\])
    |(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)
    |(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?![\w.(]))
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)
    |(?P<word>[^\W\d][\w.]*)
    |(?P<error>\#[A-Za-z0-9/]+[!?]?)
    |(?P<sign><>|<=|>=|\S)""",
    re.VERBOSE,
)
_PREFIXES = re.compile(r"(?:_xlfn\.|_xlws\.|com\.microsoft\.|org\.gnumeric\.)+")
_DIALECT = re.compile(r"^(?:of:|msoxl:|oooc:)?=?")
_REFERENCE = re.compile(
    r"(?:\$?(?P<sheet>'(?:[^']|'')+'|[^.:'\[\]]+))?\.(?P<cell>\$?[A-Za-z]{1,3}\$?\d{1,7})"
)
_LOGICAL = ("true", "false")
_DIGITS = 14
"""Programs keep fifteen digits of a number at the least; the last one may be rounded either way."""


@lru_cache(maxsize=8192)
def tokens(formula: str, dialect: str = "excel", sheet: str = "") -> tuple[Token, ...]:
    """The tokens of a formula that stands in the sheet of that name."""
    text = _DIALECT.sub("", formula, count=1)
    found: list[Token] = []
    for token in _spelled(text, dialect == OPENFORMULA):
        if token == _prefix(sheet):
            continue
        if token == ")" and found[-1:] == ["("] and found[-2:-1] and found[-2] in _LOGICAL:
            found.pop()
            continue
        found.append(token)
        if isinstance(token, tuple) and found[-2:-1] == [":"] and found[-3:-2] == [token]:
            del found[-2:]
    return tuple(found)


def moved(formula: tuple[Token, ...], at: Callable[[int, int], At | None]) -> tuple[Token, ...] | None:
    """The tokens with every place where it is now, or None when one of them is gone."""
    found: list[Token] = []
    for token in formula:
        if isinstance(token, str):
            found.append(token)
            continue
        now = at(*token)
        if now is None:
            return None
        found.append(now)
    return tuple(found)


def shape(formula: str, dialect: str = "excel") -> tuple[str, ...]:
    """The tokens of a formula without its places: what stays when it is copied to another row."""
    return tuple(token if isinstance(token, str) else "" for token in tokens(formula, dialect))


def _spelled(text: str, is_open: bool) -> Iterator[Token]:
    depth = 0
    for piece in _PIECE.finditer(text):
        kind, part = piece.lastgroup, piece[0]
        match kind:
            case "text":
                yield part.replace("\r\n", "\n")
            case "bracket" if is_open:
                yield from _bracket(part[1:-1])
            case "sheet":
                yield _prefix(_unquoted(part[:-1]))
            case "cell":
                yield place(part.upper()) or part.lower()
            case "number":
                yield f"{float(part):.{_DIGITS}g}"
            case "sign" if is_open:
                depth += {"{": 1, "}": -1}.get(part, 0)
                yield _separator(part, depth)
            case _:
                # Old files have no dots in names.
                yield _PREFIXES.sub("", part.lower()).replace(".", "_")


def _separator(sign: str, depth: int) -> str:
    if sign == ";":
        return ","
    return ";" if sign == "|" and depth else sign


def _bracket(inside: str) -> Iterator[Token]:
    """A reference of the open dialect: .$A$1, .A1:.B2 or $'Sheet'.A1."""
    end = 0
    for found in _REFERENCE.finditer(inside):
        between = inside[end : found.start()]
        if between:
            yield between
        if found["sheet"]:
            yield _prefix(_unquoted(found["sheet"]))
        yield place(found["cell"].upper()) or found["cell"].lower()
        end = found.end()
    if inside[end:]:
        yield inside[end:].lower()


def _unquoted(sheet: str) -> str:
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def _prefix(sheet: str) -> str:
    return f"{sheet.lower()}!"
