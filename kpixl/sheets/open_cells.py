"""The sheets and cells of an .ods file, taken from its one great part in one pass.

Rows and cells that repeat are written once with a number. Blank ones cost nothing, however often they
repeat; what holds something is counted as often as it is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kpixl.sheets.book import SheetFacts
from kpixl.sheets.budget import Budget
from kpixl.sheets.cells import Kind, bounded
from kpixl.sheets.markup import Attributes
from kpixl.sheets.open_texts import OFFICE, TABLE, CellText
from kpixl.sheets.places import MAX_COLUMN, MAX_ROW

_EXTENDED = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_HIDDEN = ("collapse", "filter")
_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)")
_TIME = re.compile(r"(-?)P(?:(\d{1,6})D)?T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:\.\d*)?)S)?", re.ASCII)

Found = tuple[int, int, Kind, str | None, str | None, str]
"""A cell as it is handed on: row, column, kind, what is stored, its formula, its style."""
PERCENT = "percentage"
"""The style of a cell that shows a percentage."""
TIME = "time"
"""The style of a cell that shows a time without a day."""


@dataclass(slots=True)
class Table:
    """A sheet as it was found: its cells that are not blank, and what it says beside them."""

    name: str
    style: str
    protected: bool
    cells: list[Found] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def settle(self) -> None:
        """A formula without a result gave the empty text, if the program that saved it calculates at all."""
        if any(formula is not None and stored is not None for _, _, _, stored, formula, _ in self.cells):
            self.cells = [
                cell if cell[3] is not None else (*cell[:2], Kind.TEXT, "", *cell[4:]) for cell in self.cells
            ]

    def facts(self, filtered: bool) -> SheetFacts:
        """What the sheet says beside its cells."""
        return SheetFacts(
            frozenset(self.hidden_rows), frozenset(self.hidden_columns), self.protected, filtered
        )


class TableScan:
    """Takes the tags inside one table one after the other."""

    def __init__(self, attributes: Attributes, budget: Budget) -> None:
        protected = attributes.get(f"{TABLE} protected") == "true"
        name, style = attributes.get(f"{TABLE} name", ""), attributes.get(f"{TABLE} style-name", "")
        self.table = Table(name, style, protected)
        self._budget = budget
        self._row = self._column = 1
        self._repeats = 1
        self._columns = 1
        self._hidden_row = False
        self._hidden_blank: list[range] = []
        self._cells: list[Found] = []
        self._cell: Attributes | None = None
        self._text = CellText(budget)

    def start(self, tag: str, attributes: Attributes) -> None:
        """A tag opens."""
        if self._cell is not None:
            self._text.start(tag, attributes)
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell = attributes
            self._text.clear()
        elif tag == "table-row":
            self._repeats = bounded(attributes.get(f"{TABLE} number-rows-repeated"), 1, MAX_ROW)
            self._hidden_row = attributes.get(f"{TABLE} visibility") in _HIDDEN
            self._column = 1
        elif tag == "table-column":
            self._on_column(attributes)

    def end(self, tag: str) -> None:
        """A tag closes."""
        if self._cell is not None:
            if self._text.is_open:
                self._text.end(tag)
            else:
                self._close_cell(self._cell)
                self._cell = None
        elif tag == "table-row":
            self._close_row()

    def text(self, text: str) -> None:
        """A piece of text."""
        if self._cell is not None:
            self._text.text(text)

    def _on_column(self, attributes: Attributes) -> None:
        repeats = bounded(attributes.get(f"{TABLE} number-columns-repeated"), 1, MAX_COLUMN)
        last = min(self._columns + repeats - 1, MAX_COLUMN)
        if attributes.get(f"{TABLE} visibility") in _HIDDEN:
            self._budget.spend(cells=last - self._columns + 1)
            self.table.hidden_columns.update(range(self._columns, last + 1))
        self._columns = last + 1

    def _close_cell(self, cell: Attributes) -> None:
        repeats = bounded(cell.get(f"{TABLE} number-columns-repeated"), 1, MAX_COLUMN)
        formula = cell.get(f"{TABLE} formula")
        if formula is not None:
            formula = formula.partition("=")[2]
        kind, stored = _value(cell, self._text.whole(), formula)
        if stored is not None or formula is not None:
            shows = cell.get(f"{OFFICE} value-type", "")
            style = shows if shows in (PERCENT, TIME) else ""
            last = bounded(None, self._column + repeats - 1, MAX_COLUMN)
            self._budget.spend(cells=repeats)
            for column in range(self._column, last + 1):
                self._cells.append((self._row, column, kind, stored, formula, style))
        self._column = min(self._column + repeats, MAX_COLUMN + 1)

    def _close_row(self) -> None:
        after = self._row + self._repeats
        if self._cells:
            bounded(None, after - 1, MAX_ROW)
        rows = range(self._row, min(after, MAX_ROW + 1))
        self._row = min(after, MAX_ROW + 1)
        if self._hidden_row:
            self._hidden_blank.append(rows)
        if not self._cells:
            return
        # Blank rows that hide behind everything else are no secret.
        for hidden in self._hidden_blank:
            self._budget.spend(cells=len(hidden))
            self.table.hidden_rows.update(hidden)
        self._hidden_blank.clear()
        self._budget.spend(cells=len(self._cells) * (len(rows) - 1))
        self.table.cells += self._cells
        for row in rows[1:]:
            self.table.cells += [(row, *cell[1:]) for cell in self._cells]
        self._cells = []


def _value(cell: Attributes, text: str | None, formula: str | None) -> tuple[Kind, str | None]:
    """What a cell holds; None for a blank."""
    kind = cell.get(f"{OFFICE} value-type", "")
    if cell.get(_EXTENDED) == "error" or (formula is not None and text and _ERROR.fullmatch(text)):
        return Kind.ERROR, text
    match kind:
        case "float" | "percentage" | "currency":
            return Kind.NUMBER, cell.get(f"{OFFICE} value", text)
        case "boolean":
            return Kind.TRUTH, "1" if cell.get(f"{OFFICE} boolean-value") == "true" else "0"
        case "date":
            return Kind.DATE, cell.get(f"{OFFICE} date-value", text)
        case "time":
            return Kind.NUMBER, _part_of_day(cell.get(f"{OFFICE} time-value", text or ""))
    stored = cell.get(f"{OFFICE} string-value", text)
    return Kind.TEXT, stored or ("" if kind else None)


def _part_of_day(text: str) -> str:
    """A time of day (PT14H05M00S) as the number that other files have for it."""
    found = _TIME.fullmatch(text)
    if found is None:
        return text
    days, hours, minutes = (int(part or 0) for part in found.group(2, 3, 4))
    seconds = float(found[5] or 0) + 60 * minutes + 3600 * hours
    value = days + seconds / 86400
    return repr(-value if found[1] else value)
