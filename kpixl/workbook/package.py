"""A returned .xlsx opened with care: parts through their relationships, names, cells, formulas.

A returned file is untrusted. Sizes are limited before anything is unpacked, entities are refused, and
nothing is taken from a fixed place: programs rename, move and drop parts when they save.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from kpixl.model.numbers import from_double
from kpixl.model.submission import CellValue, Raw
from kpixl.safety.archive import open_part
from kpixl.workbook.plan import letters

_MAIN = re.compile(r"^\{[^}]*\}")
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
MOST_CELLS = 500_000


class Unreadable(Exception):
    """The file is not a workbook that can be read. `reason` says why, for the finding."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def tag(node: Element) -> str:
    """The name of an element without its namespace (transitional and strict files differ in it)."""
    return _MAIN.sub("", str(node.tag))


def children(node: Element, name: str) -> Iterator[Element]:
    """The direct children of that name."""
    return (child for child in node if tag(child) == name)


def first(node: Element, name: str) -> Element | None:
    """The first direct child of that name."""
    return next(children(node, name), None)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook: its name, its part, and whether it is shown."""

    name: str
    part: str
    visible: bool


class Package:
    """An open .xlsx. Parts are parsed when they are asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.workbook_part = self._workbook_part()
        self.workbook = self.parse(self.workbook_part)

    def parse(self, part: str) -> Element:
        """The root element of a part. Raises Unreadable."""
        try:
            root = fromstring(open_part(self.archive, part))
        except Exception as error:  # whatever a damaged or hostile part raises, it cannot be read
            raise Unreadable(f"{part}: {type(error).__name__}") from error
        assert isinstance(root, Element)
        return root

    def _workbook_part(self) -> str:
        for kind, target in self.relations("").values():
            if kind.endswith("/officeDocument"):
                return target
        raise Unreadable("officeDocument")

    def relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """The relationships of a part: id → (kind, part that it points to)."""
        folder, name = posixpath.split(part)
        where = posixpath.join(folder, "_rels", f"{name}.rels")
        if where not in self.archive.NameToInfo:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for node in children(self.parse(where), "Relationship"):
            target = node.get("Target", "")
            inside = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            if node.get("TargetMode") != "External":
                found[node.get("Id", "")] = (node.get("Type", ""), inside)
        return found

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The worksheets in their order; charts and the like are left out."""
        relations = self.relations(self.workbook_part)
        found = []
        for node in children(_or_empty(first(self.workbook, "sheets")), "sheet"):
            link = next((value for key, value in node.items() if _MAIN.sub("", key) == "id"), "")
            kind, part = relations.get(link, ("", ""))
            if kind.endswith("/worksheet"):
                found.append(SheetPart(node.get("name", ""), part, node.get("state", "visible") == "visible"))
        return tuple(found)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Workbook-scoped defined names and what they refer to."""
        nodes = children(_or_empty(first(self.workbook, "definedNames")), "definedName")
        return {node.get("name", ""): (node.text or "") for node in nodes}

    @cached_property
    def strings(self) -> tuple[str, ...]:
        """The shared strings, runs of one text joined."""
        for kind, part in self.relations(self.workbook_part).values():
            if kind.endswith("/sharedStrings") and part in self.archive.NameToInfo:
                return tuple(_text(node) for node in children(self.parse(part), "si"))
        return ()

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """The custom document properties."""
        for kind, part in self.relations("").values():
            if kind.endswith("/custom-properties") and part in self.archive.NameToInfo:
                root = self.parse(part)
                return {node.get("name", ""): "".join(node.itertext()) for node in children(root, "property")}
        return {}

    def cells(self, part: str) -> dict[str, CellValue]:
        """The cells of a worksheet that hold anything, by address."""
        data = _or_empty(first(self.parse(part), "sheetData"))
        cells: dict[str, CellValue] = {}
        for number, row in enumerate(children(data, "row"), 1):
            for address, node in _addressed(row, number):
                cells[address] = self._cell(address, node)
            if len(cells) > MOST_CELLS:
                raise Unreadable("too many cells")
        return cells

    def _cell(self, address: str, node: Element) -> CellValue:
        formula = first(node, "f")
        written = "" if formula is None else (formula.text or "=")
        kind, value = node.get("t", "n"), first(node, "v")
        text = (value.text or "") if value is not None else ""
        if kind == "e":
            return CellValue(address, None, written, error=text or "#N/A")
        return CellValue(address, self._raw(kind, text, node), written)

    def _raw(self, kind: str, text: str, node: Element) -> Raw:
        match kind:
            case "s":
                index = int(text) if text.isdigit() else -1
                return self.strings[index] if 0 <= index < len(self.strings) else None
            case "inlineStr":
                inline = first(node, "is")
                return None if inline is None else _text(inline)
            case "b":
                return text == "1"
            case "str" | "d":
                return _unescape(text)
        try:
            return from_double(float(text)) if text else None
        except (ValueError, OverflowError, ArithmeticError):
            return text


def _addressed(row: Element, number: int) -> Iterator[tuple[str, Element]]:
    """The cells of a row with their addresses; some programs leave addresses out."""
    column = 0
    own = row.get("r", "")
    for node in children(row, "c"):
        address = node.get("r", "")
        match = _ADDRESS.fullmatch(address)
        column = column_index(match.group(1)) + 1 if match else column + 1
        yield (address if match else f"{letters(column - 1)}{own or number}"), node


def column_index(text: str) -> int:
    """The zero-based index of a column by its letters."""
    index = 0
    for sign in text:
        index = index * 26 + ord(sign) - 64
    return index - 1


def _or_empty(node: Element | None) -> Element:
    return Element("empty") if node is None else node


def _text(node: Element) -> str:
    """The text of a string item: its own, or its runs joined; phonetic hints are left out."""
    parts = [child.text or "" for child in children(node, "t")]
    for run in children(node, "r"):
        parts += [child.text or "" for child in children(run, "t")]
    return _unescape("".join(parts))


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
