"""What an .ods workbook is made of: its sheets, names and document properties."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import cached_property

from kpixl.model.zones import CHINA
from kpixl.sheets.book import Sheet, SheetFacts, file_names
from kpixl.sheets.cells import TakeCell
from kpixl.sheets.markup import Attributes
from kpixl.sheets.open_cells import PERCENT, TIME, Table, TableScan
from kpixl.sheets.open_texts import TABLE
from kpixl.sheets.package import Package, qualified

_CONTENT, _META, _MIMETYPE = "content.xml", "meta.xml", "mimetype"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_PROGRAMS = re.compile(r"(?:basic|scripts)/.*(?<!/script-lc\.xml)(?<!/script-lb\.xml)(?<!/)", re.IGNORECASE)
_OUTER_TABLE = re.compile(r"'.*'#.*")
"""How a copy of a sheet of another workbook is called."""
_OUTER_FILE = re.compile(r"'((?:[^']|'')+)'#")
"""How a formula looks into another file."""
_CORNER = r"\.(\$?[A-Z]{1,3}\$?\d{1,7})"
_RANGE = re.compile(rf"\$?('(?:[^']|'')+'|[^.'$]+){_CORNER}(?::(?:\$?\1)?{_CORNER})?", re.ASCII)


def is_spreadsheet(package: Package) -> bool:
    """Whether a package of this family is a workbook, and no letter or drawing."""
    if _MIMETYPE in package:
        return package.part(_MIMETYPE).startswith(_SPREADSHEET)
    return _CONTENT in package


class OpenDocument:
    """An open .ods workbook. Every reading raises UnsafeArchive.

    Its times are written as the clock on the wall showed them, in the `zone`.
    """

    kind = ".ods"
    formula_dialect = "openformula"
    since_1904 = False

    def __init__(self, package: Package, zone: tzinfo = CHINA) -> None:
        self._package, self._zone = package, zone
        self.names: list[tuple[str, str]] = []
        self._tables: list[Table] = []
        self._hidden_styles: set[str] = set()
        self._filtered: set[str] = set()
        self._sources: list[str] = []
        self._scan: TableScan | None = None
        self._style = self._range = ""
        self._path: list[str] = []
        package.scan(_CONTENT, self._start, self._end, self._text)

    def _start(self, tag: str, attributes: Attributes) -> None:
        self._path.append(tag)
        if self._scan is not None:
            self._scan.start(tag, attributes)
            if tag == "table-source":
                self._sources.append(qualified(attributes, "href"))
        elif tag == "table" and self._path[-2:-1] == ["spreadsheet"]:
            self._scan = TableScan(attributes, self._package.budget)
        elif tag == "style":
            self._style = attributes.get(f"{_STYLE} name", "")
        elif tag == "table-properties" and attributes.get(f"{TABLE} display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "database-range":
            self._range = attributes.get(f"{TABLE} target-range-address", "")
        elif tag == "filter":
            self._filtered.add(_sheet_of(self._range))
        self._name(tag, attributes)

    def _name(self, tag: str, attributes: Attributes) -> None:
        if tag == "named-range":
            target = attributes.get(f"{TABLE} cell-range-address", "")
        elif tag == "named-expression":
            target = attributes.get(f"{TABLE} expression", "")
        else:
            return
        self.names.append((attributes.get(f"{TABLE} name", ""), _as_excel(target)))

    def _end(self, tag: str, text: str) -> None:
        self._path.pop()
        if self._scan is None:
            return
        if tag == "table" and self._path[-1:] == ["spreadsheet"]:
            if not _OUTER_TABLE.fullmatch(self._scan.table.name):
                self._scan.table.settle()
                self._tables.append(self._scan.table)
            self._scan = None
        else:
            self._scan.end(tag)

    def _text(self, text: str) -> None:
        if self._scan is not None:
            self._scan.text(text)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets in their order."""
        return tuple(
            Sheet(table.name, str(number), table.style in self._hidden_styles)
            for number, table in enumerate(self._tables)
        )

    def scan_cells(self, sheet: Sheet, take: TakeCell) -> None:
        """Hands on every cell of a sheet that is not blank."""
        for cell in self._tables[int(sheet.part)].cells:
            take(*cell)

    def facts(self, sheet: Sheet) -> SheetFacts:
        """What a sheet says beside its cells."""
        return self._tables[int(sheet.part)].facts(sheet.name in self._filtered)

    def percent(self, style: str) -> bool:
        """Whether a cell of this style shows its number as a percentage."""
        return style == PERCENT

    def day(self, style: str) -> bool:
        """Never: a day is stored as a day."""
        return False

    def time(self, style: str) -> bool:
        """Whether a cell of this style shows its number as a time without a day."""
        return style == TIME

    @property
    def macros(self) -> bool:
        """Whether it holds programs."""
        return any(_PROGRAMS.fullmatch(name) for name in self._package.names)

    @property
    def external_links(self) -> tuple[str, ...]:
        """The names of the files that its formulas look into."""
        formulas = (formula for table in self._tables for *_, formula, _ in table.cells if formula)
        inside = (file for formula in formulas for file in _OUTER_FILE.findall(formula))
        return file_names([*self._sources, *inside])

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom document properties."""
        return self._meta[0]

    @property
    def saved(self) -> float | None:
        """When the workbook says that it was last saved, in seconds, or None when it does not say."""
        return self._meta[1]

    @cached_property
    def _meta(self) -> tuple[Mapping[str, str], float | None]:
        found: dict[str, str] = {}
        dates: list[str] = []
        name = ""

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal name
            if tag == "user-defined":
                name = qualified(attributes, "name")

        def end(tag: str, text: str) -> None:
            if tag == "user-defined":
                found[name] = text
            elif tag == "date":
                dates.append(text)

        if _META in self._package:
            self._package.scan(_META, start, end)
        return found, _seconds(dates[0], self._zone) if dates else None


def _seconds(text: str, zone: tzinfo) -> float | None:
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=moment.tzinfo or zone).timestamp()
    except (ValueError, OverflowError):
        return None


def _as_excel(target: str) -> str:
    """A reference as Excel writes it, "#REF!" for one to what is gone, "" for anything else."""
    if "#REF!" in target:
        return "#REF!"
    found = _RANGE.fullmatch(target.removeprefix("of:=[").removesuffix("]"))
    if found is None:
        return ""
    sheet, first, last = found.groups()
    quoted = sheet if sheet.startswith("'") else f"'{sheet}'"
    return f"{quoted}!{first}:{last}" if last else f"{quoted}!{first}"


def _sheet_of(target: str) -> str:
    """The bare name of the sheet that a reference points into."""
    found = _RANGE.fullmatch(target)
    if found is None:
        return ""
    name = found[1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
