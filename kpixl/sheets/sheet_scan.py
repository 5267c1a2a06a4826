"""What a worksheet of an .xlsx file says beside its cells, taken from the same tags."""

from __future__ import annotations

from collections.abc import Callable

from kpixl.sheets.book import SheetFacts
from kpixl.sheets.budget import Budget
from kpixl.sheets.cells import bounded
from kpixl.sheets.markup import Attributes
from kpixl.sheets.places import MAX_COLUMN, MAX_ROW

_YES = ("1", "true")


class FactScan:
    """Takes the tags of a worksheet one after the other, then gives its facts."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._row = 0
        self._rows: set[int] = set()
        self._columns: set[int] = set()
        self._protected = False
        self.filtered = self.has_tables = False
        self.takes: dict[str, Callable[[Attributes], None]] = {
            "row": self._on_row,
            "col": self._on_column,
            "sheetProtection": self._on_protection,
            "filterColumn": self.on_filter,
            "tablePart": self._on_table,
        }
        """What is to be called at a tag that tells something."""

    def facts(self) -> SheetFacts:
        """What was found."""
        return SheetFacts(frozenset(self._rows), frozenset(self._columns), self._protected, self.filtered)

    def _on_row(self, attributes: Attributes) -> None:
        self._row = bounded(attributes.get("r"), self._row + 1, MAX_ROW)
        if attributes.get("hidden") in _YES:
            self._budget.spend(cells=1)
            self._rows.add(self._row)

    def _on_column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _YES:
            first = bounded(attributes.get("min"), 1, MAX_COLUMN)
            last = bounded(attributes.get("max"), first, MAX_COLUMN)
            self._budget.spend(cells=last - first + 1)
            self._columns.update(range(first, last + 1))

    def _on_protection(self, attributes: Attributes) -> None:
        self._protected = attributes.get("sheet") in _YES

    def on_filter(self, attributes: Attributes) -> None:
        """A filter has a condition, on the sheet itself or on a table in it."""
        self.filtered = True

    def _on_table(self, attributes: Attributes) -> None:
        self.has_tables = True
