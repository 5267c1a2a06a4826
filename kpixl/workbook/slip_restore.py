"""Puts back what nobody should have changed in a form: locked cells, protection, hidden rows."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from openpyxl.cell.cell import Cell
from openpyxl.styles import Protection
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.model.roster import ID, NAME
from kpixl.workbook.blueprint import LockedCell
from kpixl.workbook.outline import same_figure
from kpixl.workbook.slip import Restoration
from kpixl.workbook.slip_marks import put_text

_WHOSE = (ID, NAME)


def put_back(sheet: Worksheet, made: Restoration) -> set[str]:
    """Puts back every locked cell of a sheet whose rows stand where they were. Gives those that differed.

    Whose form it is stays as it was found: nobody can tell from here who has typed the entries.
    """
    changed: set[str] = set()
    for locked in made.blueprint.locked:
        cell = sheet.cell(locked.row, locked.column)
        if locked.field not in _WHOSE and isinstance(cell, Cell):
            wanted = _wanted(locked, made)
            if not _is_same(_seen(cell), wanted):
                _put(cell, wanted, bool(locked.formula))
                changed.add(cell.coordinate)
    return changed


Content = tuple[bool, str | float | None]
"""Whether it is a formula, and the formula, text or number."""


def _wanted(locked: LockedCell, made: Restoration) -> Content:
    if locked.formula:
        return True, f"={locked.formula}"
    if locked.field:
        printed = made.printed.get(locked.field)
        return False, None if printed == "" else printed
    return False, float(Fraction(locked.number)) if locked.number else locked.text or None


def _seen(cell: Cell) -> Content:
    value = cell.value
    if cell.data_type == "f" or value is None or isinstance(value, int | float):
        return cell.data_type == "f", value  # type: ignore[return-value]
    return False, str(value)


def _is_same(seen: Content, wanted: Content) -> bool:
    (_, found), (_, made) = seen, wanted
    if isinstance(found, int | float) and isinstance(made, float):
        return same_figure(str(found), made)
    return seen == wanted


def _put(cell: Cell, wanted: Content, is_formula: bool) -> None:
    value = wanted[1]
    if isinstance(value, str) and not is_formula:
        put_text(cell, value)
    else:
        cell.value = value


def protect(sheet: Worksheet) -> None:
    """Protects a sheet as the forms are; a password that somebody knew is not asked for any more."""
    guard = sheet.protection
    guard.sheet = guard.objects = guard.scenarios = True
    guard.formatColumns = guard.formatRows = False


def show(sheet: Worksheet, last_column: int) -> None:
    """Shows every row, and the columns of the form up to its last one that is meant to be seen."""
    sheet.auto_filter.ref = None
    sheet.auto_filter.filterColumn = []
    for row in sheet.row_dimensions.values():
        row.hidden = False
    for column in sheet.column_dimensions.values():
        if column.min and column.max and 1 < column.min <= column.max <= last_column:
            column.hidden = False


def unlock(cells: Iterable[Cell | None]) -> None:
    """Lets people change these cells although the sheet is protected."""
    for cell in cells:
        if cell is not None:
            cell.protection = Protection(locked=False)
