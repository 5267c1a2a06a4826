"""The further columns of a roster: numbers where every cell is one, texts otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kpixl.definition.roster_cells import fault
from kpixl.definition.roster_table import Column, Table, cell_at
from kpixl.definition.tables.grid import Cell
from kpixl.definition.tables.values import clean_text, parse_number, text_of
from kpixl.findings import Finding
from kpixl.model.roster import Field
from kpixl.sheets.places import address

SHOWN_CELLS = 5


def read_extra(
    table: Table, column: Column, rows: Sequence[int]
) -> tuple[Mapping[int, Field], tuple[Finding, ...]]:
    """The values of a further column by row; a blank cell has none, one that cannot be read neither."""
    cells: dict[int, Cell] = {}
    unread: list[int] = []
    findings: list[Finding] = []
    for row in rows:
        cell = cell_at(table, row, column)
        if cell is None:
            continue
        problem = fault(cell, column.heading)
        if problem is None:
            cells[row] = cell
        elif cell.error or cell.uncached:
            unread.append(row)
        else:
            findings.append(Finding(problem[0], table.place(row, column.index), problem[1]))
    numbers = {row: _number(cell) for row, cell in cells.items()}
    if None in numbers.values():
        values: Mapping[int, Field] = {row: _text(cell) for row, cell in cells.items()}
    else:
        values = numbers
    return values, (*findings, *_unread_finding(table, column, unread))


def _number(cell: Cell) -> Fraction | None:
    match cell.value:
        case Fraction() if not cell.shown:
            return cell.value
        case str():
            return parse_number(cell.value)
        case _:
            return None


def _text(cell: Cell) -> str | None:
    return clean_text(cell.shown or text_of(cell.value)) or None


def _unread_finding(table: Table, column: Column, rows: list[int]) -> tuple[Finding, ...]:
    """One finding for the whole column, since what nobody uses should not bury what matters."""
    if not rows:
        return ()
    cells = "、".join(address(row, column.index) for row in rows[:SHOWN_CELLS])
    more = "……" if len(rows) > SHOWN_CELLS else ""
    details = {"heading": column.heading, "count": len(rows), "cells": cells + more}
    return (Finding("roster-extra-unreadable", table.place(rows[0], column.index), details),)
