"""XML from outside, read without document types and without letting its parser hoard.

The parser keeps every name that it ever met, every tag that is still open, and a whole tag until its
end. Workbooks have a few hundred names and short tags, none of them deep; what has more is not read on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from kpixl.safety.archive import Hazard, UnsafeArchive

Attributes = Mapping[str, str]
OnStart = Callable[[str, Attributes], None]
OnEnd = Callable[[str, str], None]
OnText = Callable[[str], None]

MAX_NAMES = 5_000
"""Different names of tags, of attributes and of namespaces in one part."""
MAX_DEPTH = 200
"""Tags inside each other."""
_PIECE = 2**20
"""Bytes that the parser gets at a time. A text of a cell is not a third as long."""


def parse(data: bytes, start: OnStart, end: OnEnd | None = None, text: OnText | None = None) -> None:
    """Calls start(name, attributes) and end(name, text since the last tag), and text with every piece of it.

    Names come without their namespace. Raises UnsafeArchive.
    """
    # A piece without any tag would be looked through again and again with each that follows.
    if any(data.find(b"<", at, at + _PIECE) < 0 for at in range(0, len(data) - _PIECE, _PIECE)):
        raise UnsafeArchive(Hazard.TOO_LARGE)
    parser = _parser(start, end, text)
    try:
        for at in range(0, len(data), _PIECE):
            # In pieces, because the parser goes on to the end of a piece whatever has been found in it.
            parser.Parse(data[at : at + _PIECE], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        raise UnsafeArchive(Hazard.DAMAGED) from None


def _parser(start: OnStart, end: OnEnd | None, text: OnText | None) -> expat.XMLParserType:
    pieces: list[str] = []
    local = _Local()
    names: set[str] = set()
    depth = 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        pieces.clear()
        names.update(attributes)
        if len(names) > MAX_NAMES or depth > MAX_DEPTH:
            raise UnsafeArchive(Hazard.TOO_LARGE)
        start(local[name], attributes)

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(local[name], "".join(pieces))
        pieces.clear()

    def on_namespace(prefix: str | None, address: str) -> None:
        names.add(f"{prefix} {address}")

    def on_doctype(*_: object) -> None:
        raise UnsafeArchive(Hazard.ENTITIES)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = on_start, on_end
    parser.CharacterDataHandler = text or pieces.append
    parser.StartNamespaceDeclHandler = on_namespace
    parser.StartDoctypeDeclHandler = on_doctype
    return parser


class _Local(dict[str, str]):
    """Names without their namespace."""

    def __missing__(self, name: str) -> str:
        if len(self) >= MAX_NAMES:
            raise UnsafeArchive(Hazard.TOO_LARGE)
        self[name] = name.rpartition(" ")[2]
        return self[name]
