"""What a workbook is made of: its sheets, defined names, shared strings and document properties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from kpixl.safety.archive import Hazard, UnsafeArchive
from kpixl.sheets.cells import CellScan, TakeCell
from kpixl.sheets.package import Attributes, OnEnd, OnStart, Package, Relation, qualified, target_of
from kpixl.sheets.strings import shared_strings

_OTHER_SHEETS = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its name, its part, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


class Workbook:
    """An open workbook. Nothing is taken from a fixed place: programs rename, move and drop parts.

    `names` are all defined names with what they refer to; a name may stand there more than once, for
    the workbook and for single sheets. Every reading raises UnsafeArchive.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self._outer = package.relations("")
        main = target_of(self._outer, "officeDocument")
        self.relations = package.relations(main)
        self.since_1904 = False
        self.names: list[tuple[str, str]] = []
        self._listed: list[Attributes] = []
        self._name = ""
        package.scan(main, self._start, self._end)

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            self._listed.append(attributes)
        elif tag == "definedName":
            self._name = attributes.get("name", "")
        elif tag == "workbookPr":
            self.since_1904 = attributes.get("date1904", "") in ("1", "true")

    def _end(self, tag: str, text: str) -> None:
        if tag == "definedName":
            self.names.append((self._name, text))

    @property
    def has_sheets(self) -> bool:
        """Whether this is a workbook at all."""
        return bool(self._listed)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The worksheets in their order; charts and the like are left out."""
        found = []
        for attributes in self._listed:
            relation = self.relations.get(qualified(attributes, "id"), Relation("", ""))
            if relation.kind == "worksheet":
                hidden = attributes.get("state", "visible") != "visible"
                found.append(Sheet(attributes.get("name", ""), relation.target, hidden))
            elif relation.kind not in _OTHER_SHEETS:
                raise UnsafeArchive(Hazard.DAMAGED)
        if len({sheet.part for sheet in found}) < len(found):
            # Twenty thousand names for one part would be read twenty thousand times.
            raise UnsafeArchive(Hazard.DAMAGED)
        return tuple(found)

    @cached_property
    def strings(self) -> tuple[str, ...]:
        """The shared strings."""
        return shared_strings(self.package, target_of(self.relations, "sharedStrings"))

    def scan_cells(self, sheet: Sheet, take: TakeCell) -> None:
        """Hands on every cell of a sheet."""
        scan = CellScan(self.strings, self.package.budget, take)
        self.package.scan(sheet.part, scan.start, scan.end)

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """The custom document properties."""
        found: dict[str, str] = {}
        name = ""

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal name
            if tag == "property":
                name = attributes.get("name", "")

        def end(tag: str, text: str) -> None:
            if tag not in ("property", "Properties"):
                found[name] = text

        self._scan_document(("custom-properties", "customProperties"), start, end)
        return found

    @cached_property
    def saved(self) -> float | None:
        """When the workbook says that it was last saved, in seconds, or None when it does not say."""
        found: list[float] = []

        def end(tag: str, text: str) -> None:
            if tag == "modified" and (moment := _seconds(text)) is not None:
                found.append(moment)

        self._scan_document(("core-properties",), lambda tag, attributes: None, end)
        return found[0] if found else None

    def _scan_document(self, kinds: Sequence[str], start: OnStart, end: OnEnd) -> None:
        part = next((part for kind in kinds if (part := target_of(self._outer, kind))), "")
        if part in self.package:
            self.package.scan(part, start, end)


def _seconds(text: str) -> float | None:
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError):
        return None
