"""The judge that IronCalc is. It cannot read Chinese names, so it is given addresses in their place."""

from __future__ import annotations

import tempfile
from pathlib import Path

import ironcalc

from tests.oracle.judge import Book, Judge, Model, ModelBook, Value
from tests.oracle.names import copy_without_names


class IronCalcJudge(Judge):
    """Recalculates in this process, with IronCalc."""

    name = "ironcalc"

    def open(self, path: Path) -> Book:
        """Loads a workbook, to fill it many times."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "addresses.xlsx"
            copy_without_names(path, copy)
            return ModelBook(_IronCalcModel(ironcalc.load_from_xlsx(str(copy), "en", "UTC", "en")))


class _IronCalcModel(Model):
    def __init__(self, model: ironcalc.Model) -> None:
        self._model = model
        self._sheets = {sheet["name"]: at for at, sheet in enumerate(model.get_worksheets_properties())}

    def read(self, sheet: str, row: int, column: int) -> Value:
        return self._model.get_cell_value(self._sheets[sheet], row, column)

    def formula(self, sheet: str, row: int, column: int) -> str | None:
        return self._model.get_cell_formula(self._sheets[sheet], row, column)

    def write(self, sheet: str, row: int, column: int, value: Value) -> None:
        spot = (self._sheets[sheet], row, column)
        if value is None:
            self._model.clear_cell_contents(*spot)
        elif isinstance(value, bool):
            self._model.update_cell_with_bool(*spot, value)
        elif isinstance(value, str):
            self._model.update_cell_with_text(*spot, value)
        else:
            self._model.update_cell_with_number(*spot, value)

    def write_formula(self, sheet: str, row: int, column: int, formula: str) -> None:
        self._model.update_cell_with_formula(self._sheets[sheet], row, column, formula)

    def evaluate(self) -> None:
        self._model.evaluate()
