"""What a workbook with numbered styles tells of its sheets and styles, whatever its format."""

from __future__ import annotations

from abc import ABC, abstractmethod

from kpixl.sheets.book import Sheet, SheetFacts
from kpixl.sheets.cells import TakeCell
from kpixl.sheets.number_formats import CellStyles


class Told(ABC):
    """Facts that become known while the cells of a sheet are read, and what a style shows.

    `scan_cells` leaves what it learned in `_facts`, by the sheet's part.
    """

    def __init__(self) -> None:
        self._facts: dict[str, SheetFacts] = {}

    @property
    @abstractmethod
    def _styles(self) -> CellStyles:
        """What the styles show."""

    @abstractmethod
    def scan_cells(self, sheet: Sheet, take: TakeCell) -> None:
        """Hands on every cell of a sheet that is not blank."""

    def facts(self, sheet: Sheet) -> SheetFacts:
        """What a sheet says beside its cells; known at once when its cells have been read."""
        if sheet.part not in self._facts:
            self.scan_cells(sheet, lambda *_: None)
        return self._facts[sheet.part]

    def percent(self, style: str) -> bool:
        """Whether a cell of this style shows its number as a percentage."""
        return style in self._styles.percent

    def day(self, style: str) -> bool:
        """Whether a cell of this style shows its number as a day."""
        return style in self._styles.day

    def time(self, style: str) -> bool:
        """Whether a cell of this style shows its number as a time without a day."""
        return style in self._styles.time
