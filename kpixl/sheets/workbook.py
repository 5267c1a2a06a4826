"""What an .xlsx workbook is made of: its sheets, names, shared strings, styles and document properties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property

from kpixl.safety.archive import Hazard, UnsafeArchive
from kpixl.sheets.book import Sheet, file_names
from kpixl.sheets.budget import NAME_COST
from kpixl.sheets.cells import CellScan, TakeCell
from kpixl.sheets.markup import Attributes, OnEnd, OnStart
from kpixl.sheets.number_formats import CellStyles
from kpixl.sheets.package import Package, Relation, index, qualified, target_of
from kpixl.sheets.sheet_scan import FactScan
from kpixl.sheets.strings import shared_strings
from kpixl.sheets.told import Told

__all__ = ["Sheet", "Workbook"]

_MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})
_OTHER_SHEETS = frozenset({"chartsheet", "dialogsheet"}) | _MACRO_SHEETS


class Workbook(Told):
    """An open workbook. Nothing is taken from a fixed place: programs rename, move and drop parts.

    `names` are all defined names with what they refer to; a name may stand there more than once, for
    the workbook and for single sheets. Every reading raises UnsafeArchive.
    """

    formula_dialect = "excel"

    def __init__(self, package: Package) -> None:
        super().__init__()
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
            self.package.budget.spend(parts=1)
            self._listed.append(attributes)
        elif tag == "definedName":
            self.package.budget.spend(characters=NAME_COST)
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

    @property
    def kind(self) -> str:
        """The format of the file, by what is in it."""
        return ".xlsm" if self.macros else ".xlsx"

    @property
    def macros(self) -> bool:
        """Whether it holds programs, or sheets of the old kind that are programs."""
        return any(
            relation.kind == "vbaProject" or relation.kind in _MACRO_SHEETS
            for relation in self.relations.values()
        )

    @cached_property
    def external_links(self) -> tuple[str, ...]:
        """The names of the files that its formulas look into."""
        links = (relation.target for relation in self.relations.values() if relation.kind == "externalLink")
        return file_names([target for link in links for target in self.package.outside(link)])

    def scan_cells(self, sheet: Sheet, take: TakeCell) -> None:
        """Hands on every cell of a sheet."""
        cells = CellScan(self.strings, self.package.budget, take)
        facts = FactScan(self.package.budget)

        def start(tag: str, attributes: Attributes) -> None:
            if (tell := facts.takes.get(tag)) is not None:
                tell(attributes)
            cells.start(tag, attributes)

        self.package.scan(sheet.part, start, cells.end)
        if facts.has_tables:
            self._scan_tables(sheet, facts)
        self._facts[sheet.part] = facts.facts()

    def _scan_tables(self, sheet: Sheet, facts: FactScan) -> None:
        def start(tag: str, attributes: Attributes) -> None:
            if tag == "filterColumn":
                facts.on_filter(attributes)

        for relation in self.package.relations(sheet.part).values():
            if relation.kind == "table" and relation.target in self.package:
                self.package.scan(relation.target, start)

    @cached_property
    def _styles(self) -> CellStyles:
        return CellStyles.of(self.formats)

    @cached_property
    def formats(self) -> list[tuple[int, str | None]]:
        """The number format of each style: its id, and its code if the workbook defines one."""
        part = target_of(self.relations, "styles")
        codes: dict[str, str] = {}
        styles: list[str] = []
        inside = False

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal inside
            if tag == "numFmt":
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif tag in ("cellXfs", "cellStyleXfs"):
                inside = tag == "cellXfs"
            elif tag == "xf" and inside:
                styles.append(attributes.get("numFmtId", "0"))

        if part in self.package:
            self.package.scan(part, start)
        return [(index(number) or 0, codes.get(number)) for number in styles]

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
