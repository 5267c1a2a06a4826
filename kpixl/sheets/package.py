"""The parts of an .xlsx package and their XML, read with a cap and without document types."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kpixl.safety.archive import open_part
from kpixl.sheets.budget import Budget
from kpixl.sheets.markup import Attributes, OnEnd, OnStart, OnText, parse

MAX_PART = 64 * 2**20

Unlock = Callable[[str, bytes], bytes]
"""Given the name of a part and its bytes, gives them without their lock."""

_TYPES = "[Content_Types].xml"
_KINDS = {
    "mimetype": ".ods",
    "content.xml": ".ods",
    "xl/workbook.bin": ".xlsb",
    "word/document.xml": ".docx",
}
"""The kinds of file that a part gives away."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of the kind ("worksheet") and the target's name."""

    kind: str
    target: str


class Package:
    """The parts of an open archive, found by name as Excel finds them: whatever the case of letters."""

    def __init__(self, archive: zipfile.ZipFile, budget: Budget | None = None) -> None:
        self.budget = budget or Budget()
        self.unlock: Unlock | None = None
        self._archive = archive
        self._names = {_folded(name): name for name in archive.namelist()}

    @classmethod
    def of(cls, data: bytes, budget: Budget) -> Package:
        """The package of these bytes, about which archive_hazard found nothing."""
        return cls(zipfile.ZipFile(io.BytesIO(data)), budget)

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._names

    @property
    def names(self) -> Iterable[str]:
        """The names of its parts."""
        return self._names.values()

    @property
    def kind(self) -> str:
        """What the archive is: ".xlsx", another kind of document, or ".zip"."""
        other = next((kind for part, kind in _KINDS.items() if part in self), "")
        return other or (".xlsx" if _TYPES in self or "xl/workbook.xml" in self else ".zip")

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises UnsafeArchive."""
        data = open_part(self._archive, self._names.get(_folded(name), name), MAX_PART)
        return data if self.unlock is None else self.unlock(name, data)

    def scan(self, name: str, start: OnStart, end: OnEnd | None = None, text: OnText | None = None) -> None:
        """Reads the XML of a part: calls start(name, attributes), and end(name, text since the last tag).

        `text` is called with every piece of text, in its place between the tags. Names come without
        their namespace, because there are two sets of namespaces for one meaning. Raises UnsafeArchive.
        """
        data = self.part(name)
        # Counted in the bytes, before a tag with a million attributes has filled the memory.
        self.budget.spend(tags=data.count(b"<") + data.count(b"="))
        parse(data, start, end, text)

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part (or "", the package) refers to, by id. Raises UnsafeArchive."""
        folder = posixpath.dirname(part)
        found: dict[str, Relation] = {}
        for attributes in self._relationships(part):
            if attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                found[attributes.get("Id", "")] = Relation(kind, target.lstrip("/"))
        return found

    def outside(self, part: str) -> tuple[str, ...]:
        """What a part refers to outside of the package, as it stands there. Raises UnsafeArchive."""
        outside = (at for at in self._relationships(part) if at.get("TargetMode") == "External")
        return tuple(attributes.get("Target", "") for attributes in outside)

    def _relationships(self, part: str) -> list[Attributes]:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        found: list[Attributes] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship":
                self.budget.spend(parts=1)
                found.append(attributes)

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


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
