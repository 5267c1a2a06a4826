"""The interface that every judge has, and what the in-process engines share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from openpyxl.utils.cell import coordinate_to_tuple

Address = tuple[str, str]
"""A sheet's name and a cell's address without dollar signs: ("汇总", "J10")."""

Value = float | str | bool | None
"""What a cell shows. None is blank; an error is its Excel spelling, such as "#N/A"; a date is its serial."""

Edit = float | Fraction | Decimal | str | bool | date | None
"""What somebody types into a cell. None clears it; text is never taken as a formula."""

_EPOCH = datetime(1899, 12, 30)


def typed(edit: Edit) -> Value:
    """The edit as a value of a cell: exact numbers become doubles, dates their serial numbers."""
    if edit is None or isinstance(edit, str | bool):
        return edit
    if isinstance(edit, datetime):
        return (edit - _EPOCH).total_seconds() / 86400
    if isinstance(edit, date):
        return float((datetime(edit.year, edit.month, edit.day) - _EPOCH).days)
    return float(edit)


class Book(AbstractContextManager["Book"]):
    """One opened workbook. Each fill starts from the workbook as it was saved."""

    @abstractmethod
    def fill(self, edits: Mapping[Address, Edit], cells: Iterable[Address]) -> dict[Address, Value]:
        """Makes the edits on the saved workbook, recalculates, and reads the cells."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of the workbook; nothing is saved."""

    def __exit__(self, *_: object) -> None:
        self.close()


class Judge(ABC):
    """An engine that recalculates workbooks."""

    name: str

    @abstractmethod
    def open(self, path: Path) -> Book:
        """Loads a workbook, to fill it many times."""

    def values(
        self, path: Path, edits: Mapping[Address, Edit], cells: Iterable[Address]
    ) -> dict[Address, Value]:
        """What the cells show after the edits."""
        with self.open(path) as book:
            return book.fill(edits, cells)

    def batch(
        self, path: Path, fills: Iterable[Mapping[Address, Edit]], cells: Sequence[Address]
    ) -> list[dict[Address, Value]]:
        """What the cells show after each set of edits, every set on the workbook as it was saved."""
        with self.open(path) as book:
            return [book.fill(edits, cells) for edits in fills]

    def close(self) -> None:  # noqa: B027 - only a judge with a process of its own has something to end
        """Ends whatever the judge keeps running."""


class Model(ABC):
    """What an in-process engine can do with one loaded workbook. Rows and columns count from 1."""

    @abstractmethod
    def read(self, sheet: str, row: int, column: int) -> Value:
        """The value of a cell."""

    @abstractmethod
    def formula(self, sheet: str, row: int, column: int) -> str | None:
        """The formula of a cell, with its equals sign, or None."""

    @abstractmethod
    def write(self, sheet: str, row: int, column: int, value: Value) -> None:
        """Puts a value, or a blank, in place of whatever the cell holds."""

    @abstractmethod
    def write_formula(self, sheet: str, row: int, column: int, formula: str) -> None:
        """Puts a formula in place of whatever the cell holds."""

    @abstractmethod
    def evaluate(self) -> None:
        """Recalculates."""


class ModelBook(Book):
    """A book over an in-process model. It remembers what each fill overwrites, and puts it back first."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._overwritten: dict[Address, tuple[Value, str | None]] = {}

    def fill(self, edits: Mapping[Address, Edit], cells: Iterable[Address]) -> dict[Address, Value]:
        """Makes the edits on the saved workbook, recalculates, and reads the cells."""
        self._restore()
        for (sheet, cell), edit in edits.items():
            spot = (sheet, *coordinate_to_tuple(cell))
            self._overwritten[sheet, cell] = (self._model.read(*spot), self._model.formula(*spot))
            self._model.write(*spot, typed(edit))
        self._model.evaluate()
        return {(sheet, cell): self._model.read(sheet, *coordinate_to_tuple(cell)) for sheet, cell in cells}

    def close(self) -> None:
        """Lets go of the workbook; nothing is saved."""
        self._overwritten.clear()

    def _restore(self) -> None:
        for (sheet, cell), (value, formula) in self._overwritten.items():
            spot = (sheet, *coordinate_to_tuple(cell))
            if formula is None:
                self._model.write(*spot, value)
            else:
                self._model.write_formula(*spot, formula)
        self._overwritten.clear()
