"""The parts of an .xlsx package and their XML, read with a cap and without document types."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from kpixl.safety.archive import Hazard, UnsafeArchive, open_part
from kpixl.sheets.budget import Budget

MAX_PART = 64 * 2**20

Attributes = Mapping[str, str]
OnStart = Callable[[str, Attributes], None]
OnEnd = Callable[[str, str], None]

_TYPES = "[Content_Types].xml"
_KINDS = {"mimetype": ".ods", "xl/workbook.bin": ".xlsb", "word/document.xml": ".docx"}
"""The kinds of file that a part gives away."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of the kind ("worksheet") and the target's name."""

    kind: str
    target: str


class Package:
    """The parts of an open archive, found by name as Excel finds them: whatever the case of letters."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.budget = Budget()
        self._archive = archive
        self._names = {_folded(name): name for name in archive.namelist()}

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._names

    @property
    def kind(self) -> str:
        """What the archive is: ".xlsx", another kind of document, or ".zip"."""
        other = next((kind for part, kind in _KINDS.items() if part in self), "")
        return other or (".xlsx" if _TYPES in self or "xl/workbook.xml" in self else ".zip")

    def scan(self, name: str, start: OnStart, end: OnEnd | None = None) -> None:
        """Reads the XML of a part: calls start(name, attributes), and end(name, text since the last tag).

        Names come without their namespace, because there are two sets of namespaces for one meaning.
        Raises UnsafeArchive.
        """
        data = open_part(self._archive, self._names.get(_folded(name), name), MAX_PART)
        # Counted in the bytes, before a tag with a million attributes has filled the memory.
        self.budget.spend(tags=data.count(b"<") + data.count(b"="))
        _parse(data, start, end)

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part (or "", the package) refers to, by id. Raises UnsafeArchive."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, Relation] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                found[attributes.get("Id", "")] = Relation(kind, target.lstrip("/"))

        if rels in self:
            self.scan(rels, start)
        return found


def target_of(relations: Mapping[str, Relation], kind: str) -> str:
    """The first part of that kind, or ""."""
    return next((relation.target for relation in relations.values() if relation.kind == kind), "")


def qualified(attributes: Attributes, name: str) -> str:
    """The value of an attribute that stands in some namespace, or ""."""
    return next((value for key, value in attributes.items() if key.endswith(f" {name}")), "")


def index(text: str) -> int | None:
    """The number that an attribute such as a style or an id of a string gives, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _parse(data: bytes, start: OnStart, end: OnEnd | None) -> None:
    text: list[str] = []
    local = _Local()

    def on_start(name: str, attributes: dict[str, str]) -> None:
        text.clear()
        start(local[name], attributes)

    def on_end(name: str) -> None:
        if end is not None:
            end(local[name], "".join(text))
        text.clear()

    def on_doctype(*_: object) -> None:
        raise UnsafeArchive(Hazard.ENTITIES)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = on_start, on_end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = on_doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise UnsafeArchive(Hazard.DAMAGED) from None


class _Local(dict[str, str]):
    """Names without their namespace."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(" ")[2]
        return self[name]


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
