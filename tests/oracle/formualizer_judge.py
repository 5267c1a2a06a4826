"""The judge that formualizer is. It reads Chinese names; names with a sheet in front it does not."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import formualizer

from tests.oracle.judge import Book, Judge, Model, ModelBook, Value
from tests.oracle.names import copy_without_names

_ERRORS = {
    "Na": "#N/A",
    "Div": "#DIV/0!",
    "Value": "#VALUE!",
    "Ref": "#REF!",
    "Name": "#NAME?",
    "Num": "#NUM!",
    "Null": "#NULL!",
    "Circ": "#CIRC!",
    "Spill": "#SPILL!",
    "Calc": "#CALC!",
}


class FormualizerJudge(Judge):
    """Recalculates in this process, with formualizer."""

    name = "formualizer"

    def open(self, path: Path) -> Book:
        """Loads a workbook, to fill it many times."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "qualified.xlsx"
            changed = copy_without_names(path, copy, only_qualified=True)
            workbook = formualizer.load_workbook(str(copy if changed else path))
        workbook.set_temporal_egress("serial")
        return ModelBook(_FormualizerModel(workbook))


class _FormualizerModel(Model):
    def __init__(self, workbook: formualizer.Workbook) -> None:
        self._workbook = workbook

    def read(self, sheet: str, row: int, column: int) -> Value:
        return _plain(self._workbook.get_value(sheet, row, column))

    def formula(self, sheet: str, row: int, column: int) -> str | None:
        return self._workbook.get_formula(sheet, row, column)

    def write(self, sheet: str, row: int, column: int, value: Value) -> None:
        self._workbook.set_value(sheet, row, column, value)

    def write_formula(self, sheet: str, row: int, column: int, formula: str) -> None:
        self._workbook.set_formula(sheet, row, column, formula)

    def evaluate(self) -> None:
        self._workbook.evaluate_all()


def _plain(value: Any) -> Value:
    if isinstance(value, dict):
        return _ERRORS.get(value["kind"], f"#{value['kind'].upper()}!")
    if value is None or isinstance(value, bool | str):
        return value
    return float(value)
