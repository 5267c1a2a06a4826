"""Finds the roster in a file: which sheet, which row holds the headings, which column is which."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kpixl.definition.headings import bare, nearest, squeezed, tiers, units_in
from kpixl.definition.tables.grid import Cell, Grid
from kpixl.definition.tables.values import text_of
from kpixl.findings import Finding, Place
from kpixl.model.roster import BASE, DEPARTMENT, ID, NAME, STANDARD_COLUMNS
from kpixl.sheets.places import address

HEADING_ROWS = 50
"""So many of the first filled rows may hold the headings."""
MAX_COLUMNS = 400

_LEAVERS = re.compile("(?<!含)(?:离职|离任|辞职|退休|减员)")
_STAFF = "在职"
_LEFT_ON = "离职"
_OTHER_UNIT = re.compile("万|千|美|港|欧|USD|HKD|EUR", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the roster: the name by which kpixl knows it, its heading as written, its number."""

    name: str
    heading: str
    index: int


Pair = tuple[Column, Column]


@dataclass(frozen=True, slots=True)
class Table:
    """The roster's sheet, the row of its headings and its columns, from left to right.

    `rivals` are pairs of columns that mean the same standard column, `repeated` pairs of one name;
    the first of each pair is read.
    """

    file: str
    grid: Grid
    row: int
    columns: tuple[Column, ...]
    rivals: tuple[Pair, ...] = ()
    repeated: tuple[Pair, ...] = ()

    def place(self, row: int, column: int) -> Place:
        """The place of a cell, as the user finds it."""
        return Place(file=self.file, sheet=self.grid.name, cell=address(row, column))

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def standard(self) -> int:
        """How many of its columns are standard ones."""
        return sum(column.name in STANDARD_COLUMNS for column in self.columns)


def find_table(file: str, grids: Sequence[Grid], units: bool) -> tuple[Table | None, tuple[Finding, ...]]:
    """The roster among the sheets, chosen by its headings; without one, what is missing."""
    tables = [table for grid in grids if (table := _table_in(file, grid, units)) is not None]
    shown = [table for table in tables if not table.grid.hidden]
    staff = [table for table in shown if not _of_leavers(table.grid.name)]
    if staff:
        return _best(staff, units)
    if shown:
        return None, (Finding("roster-only-leavers", Place(file=file, sheet=shown[0].grid.name)),)
    if tables:
        return None, (Finding("roster-sheet-hidden", Place(file=file, sheet=tables[0].grid.name)),)
    return None, tuple(_missing(file, grids, units))


def heading_of_leaving(table: Table) -> Column | None:
    """The column that tells when or why somebody left, if there is one."""
    return next((column for column in table.columns if column.name.startswith(_LEFT_ON)), None)


def _best(tables: list[Table], units: bool) -> tuple[Table, tuple[Finding, ...]]:
    staying = [table for table in tables if heading_of_leaving(table) is None] or tables
    best = max(staying, key=lambda table: table.standard)
    equals = [table.grid.name for table in staying if table is not best and table.standard == best.standard]
    findings: list[Finding] = []
    if equals:
        place = Place(file=best.file, sheet=best.grid.name)
        findings.append(Finding("roster-several-sheets", place, {"others": "、".join(equals)}))
    return best, (*findings, *_heading_findings(best, units))


def _heading_findings(table: Table, units: bool) -> Iterable[Finding]:
    for code, pairs in (("roster-column-twice", table.rivals), ("roster-column-repeated", table.repeated)):
        for used, other in pairs:
            details = {"column": used.name, "first": used.heading, "cell": address(table.row, used.index)}
            yield Finding(code, table.place(table.row, other.index), details | {"second": other.heading})
    base = table.column(BASE)
    if base is not None and _OTHER_UNIT.search(units_in(base.heading)):
        yield Finding("roster-base-unit", table.place(table.row, base.index), {"heading": base.heading})
    if not units and table.column(DEPARTMENT) is None:
        yield Finding("roster-no-department-column", table.place(table.row, table.columns[0].index))


def _of_leavers(title: str) -> bool:
    return bool(_LEAVERS.search(title)) and _STAFF not in title


def _table_in(file: str, grid: Grid, units: bool) -> Table | None:
    tables = [table for table in _heading_rows(file, grid, units) if table.column(ID) and table.column(NAME)]
    if not tables:
        return None
    best = max(tables, key=lambda table: table.standard)
    # Headings in two rows, merged downwards where they have no second line: the lower row tells more.
    below = [table for table in tables if table.row == best.row + 1]
    return below[0] if below else best


def _heading_rows(file: str, grid: Grid, units: bool) -> Iterable[Table]:
    for row, cells in itertools.islice(grid.rows.items(), HEADING_ROWS):
        headings = {
            index: text
            for index, cell in itertools.islice(cells.items(), MAX_COLUMNS)
            if squeezed(text := text_of(cell.value))
        }
        yield _assigned(Table(file, grid, row, ()), headings, units)


def _assigned(table: Table, headings: dict[int, str], units: bool) -> Table:
    """The table with a name for each heading: standard columns first, each by its strongest synonym."""
    keys = {index: bare(heading).casefold() for index, heading in headings.items()}
    named: dict[int, str] = {}
    rivals: list[Pair] = []
    for name in STANDARD_COLUMNS:
        found = next(filter(None, (_hits(keys, tier, named) for tier in tiers(name, units))), [])
        found = [index for index in found if index not in table.grid.hidden_columns] or found
        columns = [Column(name, squeezed(headings[index]), index) for index in found]
        rivals += [(columns[0], other) for other in columns[1:]]
        named.update(dict.fromkeys(found, name))
    taken = {name: index for index, name in reversed(named.items())}
    columns, repeated = [], []
    for index, heading in headings.items():
        column = Column(named.get(index) or bare(heading), squeezed(heading), index)
        first = taken.setdefault(column.name, index)
        if first == index:
            columns.append(column)
        elif index not in named:
            repeated.append((Column(column.name, squeezed(headings[first]), first), column))
    return replace(table, columns=tuple(columns), rivals=tuple(rivals), repeated=tuple(repeated))


def _hits(keys: dict[int, str], tier: frozenset[str], named: dict[int, str]) -> list[int]:
    return [index for index, key in keys.items() if key in tier and index not in named]


def _missing(file: str, grids: Sequence[Grid], units: bool) -> Iterable[Finding]:
    """Which column is missing on the sheet that comes nearest to a roster."""
    tables = [
        table
        for grid in grids
        if not grid.hidden
        for table in _heading_rows(file, grid, units)
        if len(table.columns) > 1 and table.standard
    ]
    if not tables:
        yield Finding("roster-no-headings", Place(file=file, sheet=grids[0].name if len(grids) == 1 else ""))
        return
    best = max(tables, key=lambda table: table.standard)
    others = [column.heading for column in best.columns if column.name not in STANDARD_COLUMNS]
    for name, code in ((ID, "roster-no-id-column"), (NAME, "roster-no-name-column")):
        if best.column(name) is None:
            near = "、".join(f"“{heading}”" for heading in nearest(name, others)) or "—"
            yield Finding(code, best.place(best.row, best.columns[0].index), {"near": near})


def cell_at(table: Table, row: int, column: Column | None) -> Cell | None:
    """The cell of a row in a column, or None when it is blank."""
    return table.grid.rows[row].get(column.index) if column is not None else None
