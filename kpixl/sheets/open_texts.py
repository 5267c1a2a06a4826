"""The text of a cell of an .ods file: paragraphs, with blanks and breaks that are tags of their own."""

from __future__ import annotations

import re

from kpixl.sheets.budget import Budget
from kpixl.sheets.cells import bounded
from kpixl.sheets.markup import Attributes

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = f"{_NAMESPACE}office:1.0", f"{_NAMESPACE}table:1.0", f"{_NAMESPACE}text:1.0"
"""The namespaces of attributes."""

_SIGNS = {"tab": "\t", "line-break": "\n"}
_NOT_TEXT = frozenset({"annotation", "note", "ruby-text", "frame"})
"""What stands inside a paragraph and does not belong to what the cell says."""
_MOST_BLANKS = 32_767
_BLANKS = re.compile(r"[ \t\r\n]+")


class CellText:
    """Takes what stands inside a cell and puts its paragraphs together."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._depth = self._foreign = 0
        self._paragraphs: list[list[str]] = []

    @property
    def is_open(self) -> bool:
        """Whether some tag inside the cell is open."""
        return self._depth > 0

    def clear(self) -> None:
        """Another cell begins."""
        self._depth = self._foreign = 0
        self._paragraphs = []

    def start(self, tag: str, attributes: Attributes) -> None:
        """A tag opens inside the cell."""
        self._depth += 1
        if self._foreign:
            return
        if self._depth == 1 and tag == "p":
            self._paragraphs.append([])
        elif self._depth == 1 or tag in _NOT_TEXT:
            self._foreign = self._depth
        elif tag == "s":
            count = bounded(attributes.get(f"{TEXT} c"), 1, _MOST_BLANKS)
            self._budget.spend(characters=count)
            self._paragraphs[-1].append(" " * count)
        elif tag in _SIGNS:
            self._paragraphs[-1].append(_SIGNS[tag])

    def end(self, tag: str) -> None:
        """A tag inside the cell closes."""
        if self._foreign == self._depth:
            self._foreign = 0
        self._depth -= 1

    def text(self, text: str) -> None:
        """A piece of text. Blanks in it count as one, and as none where a paragraph begins."""
        if self._depth and not self._foreign:
            pieces = self._paragraphs[-1]
            text = _BLANKS.sub(" ", text)
            pieces.append(text if pieces else text.removeprefix(" "))

    def whole(self) -> str | None:
        """The text of the cell, None when it has no paragraph."""
        return "\n".join("".join(pieces) for pieces in self._paragraphs) if self._paragraphs else None
