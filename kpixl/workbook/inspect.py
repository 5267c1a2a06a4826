"""What stands on a returned sheet beside what was made: every locked cell, and what stands elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.numbers import plain
from kpixl.model.roster import ID, NAME
from kpixl.workbook.blueprint import Blueprint, Box, Lock, LockedCell
from kpixl.workbook.formula_text import moved, tokens
from kpixl.workbook.identity import Printed
from kpixl.workbook.marks import as_text
from kpixl.workbook.outline import Outline, same_figure, squeezed
from kpixl.workbook.placement import Placement
from kpixl.workbook.sheet_cells import At, SheetCells

BLANK = "（空）"
"""What is said of a cell that holds nothing."""

REPLACED, ALTERED = "formula-replaced", "formula-altered"

_CODES = {
    Lock.WEIGHT: "weight-altered",
    Lock.TARGET: "target-altered",
    Lock.STANDARD: "standard-altered",
    Lock.PAY_BASE: "pay-base-altered",
    Lock.IDENTITY: "figure-altered",
    Lock.FIGURE: "figure-altered",
}
"""What is found when such a cell was altered; any other is a text."""

_TOLD_ELSEWHERE = (ID, NAME)
"""Fields that say whose form it is; see marks."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is not as it was made: its code, where it is now, what it held, and what it holds."""

    code: str
    at: At
    cell: LockedCell
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A returned form with all that is known of it.

    `unsure` are rows of which nobody knows whether they are what they seem; `dialect` is how its
    formulas are spelled; `printed` is what was printed for its person, None when nobody knows.
    """

    name: str
    cells: SheetCells
    outline: Outline
    placement: Placement
    printed: Printed | None
    unsure: Set[int] = frozenset()
    dialect: str = "excel"

    @property
    def blueprint(self) -> Blueprint:
        """What it was made by."""
        return self.outline.blueprint


def changes(sheet: FormSheet) -> Iterator[Change]:
    """Every locked cell that is not as it was made, from the top of the form as it was made."""
    outputs = set(sheet.blueprint.outputs.values())
    for cell in sheet.blueprint.locked:
        if cell.row in sheet.unsure:
            continue
        at = sheet.placement.at(cell.row, cell.column)
        if at is None:
            continue
        if cell.formula:
            # That a result was overwritten is told with the figure that it should be.
            change = _formula(sheet, cell, at, (cell.row, cell.column) in outputs)
        else:
            change = _constant(sheet, cell, at)
        if change is not None:
            yield change


def _formula(sheet: FormSheet, cell: LockedCell, at: At, is_output: bool) -> Change | None:
    found = sheet.cells.formula(at)
    if found is None:
        after = as_text(sheet.cells[at]) or BLANK
        return None if is_output else Change(REPLACED, at, cell, f"={cell.formula}", after)
    # The text of a shared formula stands elsewhere, that of an old file nowhere.
    if not found or (found == cell.formula and sheet.placement.unmoved):
        return None
    expected = moved(tokens(cell.formula), sheet.placement.at)
    if expected is None or expected == tokens(found, sheet.dialect, sheet.name):
        return None
    return Change(ALTERED, at, cell, f"={cell.formula}", f"={found.removeprefix('of:').removeprefix('=')}")


def _constant(sheet: FormSheet, cell: LockedCell, at: At) -> Change | None:
    if cell.field:
        if sheet.printed is None or cell.field in _TOLD_ELSEWHERE:
            return None
        made = sheet.printed.get(cell.field)
    else:
        made = float(Fraction(cell.number)) if cell.number else cell.text
    stored = sheet.cells.stored(at)
    if _is_same(made, stored):
        return None
    found = sheet.cells[at]
    # A day may be stored as a date, which is the same number.
    is_number = isinstance(made, float) and isinstance(found.raw, Fraction)
    if is_number and not found.formula and _is_same(made, str(float(found.raw or 0))):
        return None
    before = plain(Fraction(str(made))) if isinstance(made, float) else made or BLANK
    is_weight = cell.kind is not Lock.WEIGHT or cell.number
    code = _CODES.get(cell.kind, "text-altered") if is_weight else "text-altered"
    return Change(code, at, cell, before, f"={found.formula}" if found.formula else as_text(found) or BLANK)


def _is_same(made: str | float | None, stored: str | None) -> bool:
    if isinstance(made, float):
        return stored is not None and same_figure(stored, made)
    return stored == made or squeezed(stored or "") == squeezed(made or "")


def lost_rows(sheet: FormSheet) -> dict[int, str]:
    """The rows of the form in which something stood that is gone, as they were made; not those of inputs.

    With each, a text that stood there.
    """
    outline, rows = sheet.outline, sheet.placement.rows
    gone = {
        row: constants[0].text
        for row, constants in sorted(outline.constants.items())
        if row not in rows and row not in outline.inputs
    }
    return gone | dict(_lost_boxes(sheet))


def _lost_boxes(sheet: FormSheet) -> Iterator[tuple[int, str]]:
    """Rows of boxes that are empty now, though a text was printed in each."""
    printed: defaultdict[int, list[Box]] = defaultdict(list)
    for box in sheet.blueprint.boxes:
        if box.text:
            printed[box.row].append(box)
    for row, boxes in printed.items():
        places = [sheet.placement.at(row, box.column) for box in boxes]
        if all(at is None or not as_text(sheet.cells[at]) for at in places):
            yield row, boxes[0].text


def elsewhere(sheet: FormSheet, inputs: Set[At]) -> list[At]:
    """Cells in sight, from the form's first row on, that hold something though nothing was made there.

    In sight are the form's columns and what lies to the right of its hidden ones. `inputs` are where
    input cells are, or may be.
    """
    placed, shown = sheet.placement, range(2, sheet.blueprint.last_column + 1)
    columns = [now for made, now in placed.columns.items() if made in shown]
    if not columns or not placed.rows:
        return []
    first, last, top = min(columns), max(columns), min(placed.rows.values())
    right = max(last, *placed.columns.values())
    own = _own_cells(sheet)
    return sorted(
        at
        for at in sheet.cells.filled()
        if (first <= at[1] <= last or at[1] > right) and at[0] >= top and at not in own and at not in inputs
    )


def _own_cells(sheet: FormSheet) -> set[At]:
    """Where locked cells and boxes are."""
    rows, columns = sheet.placement.rows, sheet.placement.columns
    own = {
        (rows[cell.row], columns[cell.column])
        for cell in sheet.blueprint.locked
        if cell.row in rows and cell.column in columns
    }
    for box in sheet.blueprint.boxes:
        own |= {
            (rows[row], columns[column])
            for row in range(box.row, box.row + box.rows)
            for column in range(box.column, box.column + box.columns)
            if row in rows and column in columns
        }
    return own


def hidden(sheet: FormSheet, rows: Set[int], columns: Set[int]) -> tuple[list[int], list[int]]:
    """Which of these hidden rows and columns hold something that people should see."""
    outline, placement = sheet.outline, sheet.placement
    kept = {*outline.constants, *outline.inputs}
    shown = range(2, sheet.blueprint.last_column + 1)
    return (
        sorted(now for made, now in placement.rows.items() if made in kept and now in rows),
        sorted(now for made, now in placement.columns.items() if made in shown and now in columns),
    )
