"""Entries to values: which cells are blank, wrong or formulas, by the same conditions as on the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from kpixl.findings import Finding, Place
from kpixl.model.numbers import settled
from kpixl.model.scheme import Input
from kpixl.model.submission import CellValue, Submission
from kpixl.rules import entries
from kpixl.rules.declare import SCORE
from kpixl.rules.evaluate import Compiled, as_text, compile_rule
from kpixl.rules.policy import may_be_blank
from kpixl.rules.quantity import Cell, Item, Rulebook
from kpixl.rules.values import UNKNOWN, Value


def typed_value(cell: CellValue | None) -> Value:
    """What rules see of a typed cell. An error value is unknown; blanks of any kind are blank."""
    if cell is None or cell.error:
        return UNKNOWN if cell is not None else None
    raw = cell.raw
    if isinstance(raw, str):
        return raw.strip() or None
    return settled(raw) if raw is not None and not isinstance(raw, bool) else raw


class Validator:
    """The conditions of a form's cells, compiled once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.conditions: Mapping[str, tuple[tuple[str, Compiled], ...]] = {
            cell.id: tuple((c.code, compile_rule(c.holds)) for c in entries.conditions(cell))
            for cell in rulebook.cells
        }

    def check(self, submission: Submission, values: Mapping[str, Value]) -> Iterator[Finding]:
        """Findings of every input cell, at its sheet and address."""
        for item in self.rulebook.items:
            for cell in item.cells:
                yield from self._cell(item, cell, submission, values)

    def _cell(
        self, item: Item, cell: Cell, submission: Submission, values: Mapping[str, Value]
    ) -> Iterator[Finding]:
        typed = submission.entries.get(cell.raw)
        if typed is None:
            return
        place = Place(submission.file, sheet=submission.sheet, cell=typed.cell)
        details = {
            "name": label(item, cell),
            "wanted": _wanted(cell.input),
            "appraisee": submission.identity.appraisee,
        }
        value = values.get(cell.raw)
        if typed.error:
            yield Finding("entry-error", place, {**details, "value": typed.error})
            return
        if typed.formula and typed.raw is None:
            yield Finding("entry-formula-empty", place, {**details, "formula": typed.formula})
            return
        if value is None:
            if self._is_needed(item, cell, values):
                yield Finding("entry-blank", place, details)
            return
        if typed.formula:
            yield Finding(
                "entry-formula", place, {**details, "formula": typed.formula, "value": as_text(value)}
            )
        for code, holds in self.conditions[cell.id]:
            if holds(values) is not True:
                yield Finding(code, place, {**details, "value": as_text(value)})
                return

    def _is_needed(self, item: Item, cell: Cell, values: Mapping[str, Value]) -> bool:
        """A blank matters unless it is optional, its open row is unused, or the score is known without it."""
        if cell.input.optional:
            return False
        rows = item.indicator.rows
        if rows is not None and (cell.row or 0) > rows.least:
            return any(values.get(other.raw) is not None for other in item.cells if other.row == cell.row)
        if may_be_blank(item):
            return any(values.get(other.raw) is not None for other in item.cells)
        return values[item.id(SCORE)] is UNKNOWN


def label(item: Item, cell: Cell) -> str:
    """How a cell is called in a message: its indicator, its own label, its row."""
    own = cell.input.name
    name = item.indicator.name if own in item.indicator.name else f"{item.indicator.name}·{own}"
    return f"{name}第{cell.row}行" if cell.row is not None else name


@cache
def _wanted(part: Input) -> str:
    return entries.wanted(part)
