"""What stands in each column of 总表: for every key a maker of cells, put up once and asked row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from kpixl.consolidate.cohort import Where, to_excel
from kpixl.consolidate.ranks import OVERALL, WITHIN_DEPARTMENT
from kpixl.model.consequence import Side
from kpixl.model.ledger import EntryKind
from kpixl.report.book import Cell, Formula
from kpixl.report.formulas import (
    DEPARTMENT_KEY,
    KEY_SIGN,
    KIND_WORDS,
    KNOWN,
    LEDGER,
    OPEN,
    ORDER,
    SQUARE,
    STATE,
    Table,
    Tables,
    order_formula,
)
from kpixl.report.indicator_sums import points_columns
from kpixl.report.lines import Line
from kpixl.report.overview import Overview
from kpixl.report.summary_columns import given_key, step_key
from kpixl.rules.cohort import Cohort
from kpixl.rules.cohort_column import ORDER as ROSTER_ORDER
from kpixl.rules.cohort_column import CohortColumn
from kpixl.rules.consequences import CENTS
from kpixl.rules.quantity import Role
from kpixl.rules.values import UNKNOWN, Scalar
from kpixl.workbook import palette

Maker = Callable[[Line, int], Cell]
"""Gives the cell of a line in a row (counted from 0)."""

_UNASSESSED: dict[str, Any] = {"bold": False, "font_color": palette.SECONDARY}
_BEST: dict[str, Any] = {"bold": True, "font_color": palette.STRONG}
_WORST: dict[str, Any] = {"bold": True, "underline": 1, "font_color": palette.ERROR}
_FAULTY: dict[str, Any] = {"bold": True, "font_color": palette.ERROR}
_PENDING: dict[str, Any] = {"bold": True, "font_color": palette.PENDING}
_NOTHING, _OPEN, _BLANK = Cell(palette.NOTHING, _UNASSESSED), Cell(OPEN, _UNASSESSED), Cell(None)

_SOME_ROW = 1_000_003
_ROW = re.compile(rf"(?<=[A-Z$]){_SOME_ROW}\b")
"""A row in a formula that stands for any: formulas are made once for a column, not for each of its cells."""


def makers(view: Overview, table: Table, tables: Tables) -> Mapping[str, Maker]:
    """The maker of each column that the table has."""
    found = dict(_plain(view)) | dict(_scores(view))
    for at, side in enumerate(view.money):
        found[side.value] = _money(view, tables, at, side)
    found |= dict(_steps(view))
    if view.live:
        found |= dict(_trees(view, table))
    if table.has(ORDER):
        found |= {ORDER: _order(view, table), SQUARE: _square(table)}
    return found


def _plain(view: Overview) -> Iterator[tuple[str, Maker]]:
    yield "department", lambda line, row: Cell(line.department)
    yield DEPARTMENT_KEY, lambda line, row: Cell(f"{KEY_SIGN}{line.department}")
    yield "id", lambda line, row: Cell(line.id)
    yield "name", lambda line, row: Cell(line.name)
    yield "position", lambda line, row: Cell(line.person.position)
    yield STATE, lambda line, row: Cell(KNOWN) if line.assessed else _OPEN
    yield "base", lambda line, row: _NOTHING if line.base is None else Cell(line.base)
    yield "pay", lambda line, row: Cell(line.pay) if line.assessed and line.pay is not None else _NOTHING

    def remark(line: Line, row: int) -> Cell:
        text = view.remark(line)
        if line.assessed:
            return Cell(text)
        return Cell(text, _FAULTY if palette.WRONG in text else _PENDING)

    yield "remark", remark


def _scores(view: Overview) -> Iterator[tuple[str, Maker]]:
    grades = {view.grades[-1]: _WORST, view.grades[0]: _BEST} if view.grades else {}

    def grade(line: Line, row: int) -> Cell:
        value = line.grade
        return _unknown(line) if not line.assessed or value is None else Cell(value, grades.get(value, {}))

    yield "total", lambda line, row: _known(line, line.total)
    yield "grade", grade
    yield "rank", lambda line, row: _placed(line.rank if line.assessed else None)
    yield "department_rank", lambda line, row: _placed(line.department_rank if line.assessed else None)
    for name in view.sections:
        yield f"section:{name}", _section(view, name)
    for at, item in enumerate(view.items):
        yield f"item:{item.name}", _item(at)
    for key, points in points_columns(view):
        yield key, _points(points)


def _section(view: Overview, name: str) -> Maker:
    return lambda line, row: _known(line, view.subtotal(line, name))


def _item(at: int) -> Maker:
    return lambda line, row: _BLANK if line.items[at] is None else Cell(line.items[at])


def _points(of: Callable[[Line], Fraction | None]) -> Maker:
    return lambda line, row: _BLANK if (points := of(line)) is None else Cell(points)


def _step(at: int) -> Maker:
    return lambda line, row: _NOTHING if line.steps[at] is None else Cell(line.steps[at])


def _unknown(line: Line) -> Cell:
    return _NOTHING if line.assessed else _OPEN


def _known(line: Line, value: Fraction | None) -> Cell:
    return _unknown(line) if value is None or not line.assessed else Cell(value)


def _placed(place: int | None) -> Cell:
    return _NOTHING if place is None else Cell(place)


def _money(view: Overview, tables: Tables, at: int, side: Side) -> Maker:
    """The sum of the ledger's lines: a formula over the ledger, where it is a sheet and not too long."""
    ledger = tables.get(LEDGER)
    if ledger is None or not view.live:
        return lambda line, row: _NOTHING if line.money[at] is None else Cell(line.money[at])
    # By the number of the person, not by the id: spreadsheets take a1 and A1 for the same.
    head = f"=ROUND(SUMIFS({ledger.range('amount')},{ledger.range('key')},"
    tail = f',{ledger.range("kind")},"{KIND_WORDS[EntryKind(side.value)]}"),{CENTS})'

    def made(line: Line, row: int) -> Cell:
        amount = line.money[at]
        return _NOTHING if amount is None else Cell(Formula(f"{head}{line.place + 1}{tail}", amount))

    return made


def _steps(view: Overview) -> Iterator[tuple[str, Maker]]:
    """What the cohort's steps give, as values."""
    return ((step_key(column), _step(at)) for at, column in enumerate(view.steps))


@dataclass(frozen=True, slots=True)
class _Placing:
    """Where the trees' columns stand."""

    view: Overview
    table: Table
    keys: Mapping[str, str]
    where: Where

    @classmethod
    def of(cls, view: Overview, table: Table) -> _Placing:
        given = view.trees.given
        keys = {name: given_key(name, quantity, view) for name, quantity in given.items()}
        keys |= {ROSTER_ORDER: f"given:{ROSTER_ORDER}", OVERALL: "rank", WITHIN_DEPARTMENT: "department_rank"}
        keys |= {column.name: step_key(column) for column, _ in view.trees.columns if column.name not in keys}
        fixed = {
            name: str(view.trees.table.column(name)[0])
            for name, quantity in given.items()
            if quantity.role is Role.PERIOD and view.trees.table is not None and view.lines
        }
        letters = {name: xl_col_to_name(table.columns[key]) for name, key in keys.items() if table.has(key)}
        where = Where(table.first + 1, table.last + 1, letters, fixed, (palette.NOTHING, OPEN, ""))
        return cls(view, table, keys, where)

    def formulas(self, column: CohortColumn, cohort: Cohort, values: list[Scalar]) -> Maker:
        """The column's formulas with their values."""
        parts = _ROW.split(to_excel(column, self.where, _SOME_ROW, cohort.facts))

        def made(line: Line, row: int) -> Cell:
            value = values[line.place]
            known = isinstance(value, Fraction | str)
            shown = value if isinstance(value, Fraction | str) else palette.NOTHING
            return Cell(Formula(str(row + 1).join(parts), shown), {} if known else _UNASSESSED)

        return made


def _trees(view: Overview, table: Table) -> Iterator[tuple[str, Maker]]:
    """The columns over everybody as formulas, and those that only they refer to as values."""
    if view.trees.table is None:
        return
    placing = _Placing.of(view, table)
    for name, key in placing.keys.items():
        if key.startswith("given:") and table.has(key):
            yield key, _values(view.trees.table.column(name))
    for column, cohort in view.trees.columns:
        key = placing.keys[column.name]
        if table.has(key):
            yield key, placing.formulas(column, cohort, view.trees.table.column(column.name))


def _values(values: list[Scalar]) -> Maker:
    def made(line: Line, row: int) -> Cell:
        value = values[line.place]
        return _BLANK if value is UNKNOWN or not isinstance(value, Fraction | str) else Cell(value)

    return made


def _order(view: Overview, table: Table) -> Maker:
    """1, 2, 3 … from the best of each department down, ties by row, 0 without a total.

    It gives the highest and the lowest score of a department without array formulas.
    """
    seen: dict[str, int] = {}

    def made(line: Line, row: int) -> Cell:
        place = 0
        if line.assessed and line.total is not None:
            place = seen[line.department] = seen.get(line.department, 0) + 1
        return Cell(Formula(order_formula(table, row, view.departments), place) if view.live else place)

    return made


def _square(table: Table) -> Maker:
    """The square of the total."""
    cell = table.cell("total", _SOME_ROW - 1)
    parts = _ROW.split(f'=IF(ISNUMBER({cell}),{cell}^2,"{palette.NOTHING}")')

    def made(line: Line, row: int) -> Cell:
        total = line.total if line.assessed else None
        return Cell(Formula(str(row + 1).join(parts), palette.NOTHING if total is None else total**2))

    return made
