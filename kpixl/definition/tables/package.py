"""The parts of an .xlsx package and their XML, read with a cap and without document types."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from kpixl.definition.tables.grid import Budget, Unreadable
from kpixl.safety.archive import Hazard, UnsafeArchive, open_part

MAX_PART = 64 * 2**20

HAZARD_CODES = {
    Hazard.DAMAGED: "table-damaged",
    Hazard.LOCKED: "table-password",
    Hazard.TOO_LARGE: "table-too-large",
    Hazard.ENTITIES: "table-unsafe",
}

Attributes = Mapping[str, str]
OnStart = Callable[[str, Attributes], None]
OnEnd = Callable[[str, str], None]


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

    def scan(self, name: str, start: OnStart, end: OnEnd | None = None) -> None:
        """Reads the XML of a part: calls start(name, attributes), and end(name, text since the last tag).

        Names come without their namespace, because there are two sets of namespaces for one meaning.
        Raises Unreadable.
        """
        try:
            data = open_part(self._archive, self._names.get(_folded(name), name), MAX_PART)
        except UnsafeArchive as unsafe:
            raise Unreadable(HAZARD_CODES[unsafe.hazard]) from None
        _parse(data, self.budget, start, end)

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part (or "", the package) refers to, by id. Raises Unreadable."""
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


def _parse(data: bytes, budget: Budget, start: OnStart, end: OnEnd | None) -> None:
    text: list[str] = []

    def on_start(name: str, attributes: dict[str, str]) -> None:
        budget.spend(tags=1)
        text.clear()
        start(_local(name), attributes)

    def on_end(name: str) -> None:
        if end is not None:
            end(_local(name), "".join(text))
        text.clear()

    def on_doctype(*_: object) -> None:
        raise Unreadable("table-unsafe")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = on_start, on_end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = on_doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable("table-damaged") from None


def qualified(attributes: Attributes, name: str) -> str:
    """The value of an attribute that stands in some namespace, or ""."""
    return next((value for key, value in attributes.items() if key.endswith(f" {name}")), "")


def index(text: str) -> int | None:
    """The number that an attribute such as a style or an id of a string gives, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
