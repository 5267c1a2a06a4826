"""One cell of a person's row, read for what its column means: the value, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from kpixl.definition.roster_table import Column, Table, cell_at
from kpixl.definition.tables.grid import Cell
from kpixl.definition.tables.values import (
    clean_name,
    clean_text,
    control_character,
    parse_amount,
    parse_day,
    text_of,
    without_controls,
)
from kpixl.findings import Finding
from kpixl.model.roster import BASE, DEPARTMENT, HIRED, ID, MANAGER, NAME, POSITION, Field

LONGEST_NAME = 60
SHOWN_LENGTH = 30

REQUIRED = {NAME: "roster-name-missing", DEPARTMENT: "roster-department-missing"}
"""What to say where these are blank."""

Problem = tuple[str, Mapping[str, object]]
"""The code of a finding and its details; the reader of the row adds the place."""


def fault(cell: Cell, heading: str) -> Problem | None:
    """What makes a cell unreadable whatever its column: an error, no stored result, a control character."""
    if cell.error:
        return "roster-error-value", {"heading": heading, "value": cell.error}
    if cell.uncached:
        return "roster-formula-without-value", {"heading": heading}
    if isinstance(cell.value, str) and (character := control_character(cell.value.strip())):
        return "roster-control-character", {"heading": heading, "character": character}
    return None


def excerpt(cell: Cell, length: int = SHOWN_LENGTH) -> str:
    """The cell's content for a sentence: cleaned, and cut when it is long."""
    text = clean_text(
        without_controls(cell.error or cell.shown or text_of(cell.value) or "=" * cell.uncached)
    )
    return text if len(text) <= length else text[:length] + "……"


def name_in(table: Table, row: int) -> str:
    """The name in a row, for a sentence about the row; a dash when there is none."""
    return _told(cell_at(table, row, table.column(NAME)))


def read_field(table: Table, row: int, column: Column, units: bool) -> tuple[Field, tuple[Finding, ...]]:
    """The value of a standard column other than 工号, or None when it is blank or cannot be read."""
    cell = cell_at(table, row, column)
    value: Field = None
    if cell is None or (isinstance(cell.value, str) and not clean_text(cell.value)):
        problem = _blank(table, row, column, units)
    else:
        problem = fault(cell, column.heading)
        if problem is None:
            value, problem = READERS[column.name](cell, column.heading)
    if problem is None:
        return value, ()
    code, details = problem
    return value, (Finding(code, table.place(row, column.index), details),)


def _blank(table: Table, row: int, column: Column, units: bool) -> Problem | None:
    code = REQUIRED.get(column.name, "")
    if not code or (units and column.name == DEPARTMENT):
        return None
    person = {"id": _told(cell_at(table, row, table.column(ID))), "name": name_in(table, row)}
    return code, person | {"heading": column.heading}


def _told(cell: Cell | None) -> str:
    return (excerpt(cell) if cell is not None else "") or "—"


def _name(cell: Cell, heading: str) -> tuple[Field, Problem | None]:
    name = clean_name(cell.shown or text_of(cell.value))
    if len(name) > LONGEST_NAME:
        details = {"heading": heading, "value": excerpt(cell), "length": len(name), "most": LONGEST_NAME}
        return name, ("roster-name-long", details)
    return name or None, None


def _text(cell: Cell, heading: str) -> tuple[Field, Problem | None]:
    return clean_text(cell.shown or text_of(cell.value)) or None, None


def _amount(cell: Cell, heading: str) -> tuple[Field, Problem | None]:
    value = parse_amount(cell.value) if isinstance(cell.value, str) else cell.value
    details = {"heading": heading, "value": excerpt(cell)}
    if not isinstance(value, Fraction):
        return None, ("roster-base-not-number", details)
    return (None, ("roster-base-negative", details)) if value < 0 else (value, None)


def _day(cell: Cell, heading: str) -> tuple[Field, Problem | None]:
    # 20230102 may be stored as a number; any other number is not taken for a day.
    day = cell.value if isinstance(cell.value, date) else parse_day(text_of(cell.value))
    if day is None:
        return None, ("roster-date-unreadable", {"heading": heading, "value": excerpt(cell)})
    return day, None


READERS: Mapping[str, Callable[[Cell, str], tuple[Field, Problem | None]]] = {
    NAME: _name,
    DEPARTMENT: _text,
    POSITION: _text,
    BASE: _amount,
    HIRED: _day,
    MANAGER: _text,
}
"""How each standard column is read; 工号 is read as a whole column (roster_ids)."""
