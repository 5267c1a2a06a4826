"""The columns of 总表 that look at everybody: the standard ranks and the cohort's steps, with their values.

Each is a tree with two back ends: its formula in the workbook, and the exact value that the formula has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpixl.consolidate.cohort_rows import rows_of
from kpixl.consolidate.ranks import OVERALL, standard_ranks
from kpixl.model.result import Consolidation, Result
from kpixl.model.roster import BASE
from kpixl.rules.cohort import Cohort, made_of
from kpixl.rules.cohort_cells import AGGREGATES
from kpixl.rules.cohort_column import CohortColumn, ColumnKind, cells_of
from kpixl.rules.cohort_run import Row, Table
from kpixl.rules.nodes import Call, names, walk
from kpixl.rules.quantity import Quantity, Role

MOST_COMPARISONS = 200_000_000
"""A formula that looks at everybody from every row compares each row with each, whenever the file is opened
or a score is changed: ten times the rows are a hundred times the work. So many comparisons take LibreOffice
(five million a second) less than a minute. Where there would be more, the columns are values."""

_OWN = 4
"""So many such formulas a row has whatever the scheme: two ranks, and the order in the department (two)."""

_SUMS = 8
"""So many sums over the ledger somebody has: two in 总表, four in 奖惩汇总, two in 绩效工资."""


@dataclass(frozen=True, slots=True)
class Trees:
    """The columns, what they refer to, and the table of their values in the order of the roster.

    `shown` are the cohort's columns that people see. The table is None where columns are written as values;
    `cohorts` are then empty.
    """

    shown: tuple[CohortColumn, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    table: Table | None = None

    @property
    def given(self) -> Mapping[str, Quantity]:
        """What the columns refer to and that is no column of theirs."""
        return {name: quantity for cohort in self.cohorts for name, quantity in cohort.given.items()}

    @property
    def columns(self) -> Iterator[tuple[CohortColumn, Cohort]]:
        """Every column, helpers too, with the cohort that it is of."""
        return ((column, cohort) for cohort in self.cohorts for column in cohort.columns)


def cohorts_of(consolidation: Consolidation, steps: Cohort, *, pay: bool) -> tuple[Cohort, ...]:
    """What is computed over everybody, the ranks first; where pay is hidden, nothing that rests on it."""
    ranks = standard_ranks(consolidation.scheme.total)
    hidden = {name for name, each in steps.given.items() if each.role is Role.PAY or name == BASE}
    hidden = set() if pay else hidden
    kept = []
    for column in steps.columns:
        if hidden.isdisjoint(cells_of(part.name) for part in names(column.tree)):
            kept.append(column)
        else:
            hidden.add(column.name)
    return (ranks, made_of(kept, steps.given, steps.parts)) if kept else (ranks,)


def is_live(cohorts: Sequence[Cohort], rows: int, lines: int) -> bool:
    """Whether what looks at everybody, or at all `lines` of the ledger, from every row is a formula."""
    trees = (column.tree for cohort in cohorts[1:] for column in cohort.columns)
    parts = (part for tree in trees for part in walk(tree))
    looks = sum(isinstance(part, Call) and part.function in AGGREGATES for part in parts)
    return rows * rows * (_OWN + looks) + rows * lines * _SUMS <= MOST_COMPARISONS


def is_live_by_department(departments: int, rows: int, columns: int) -> bool:
    """Whether so many columns that look at everybody from the row of each department are formulas."""
    return departments * rows * columns <= MOST_COMPARISONS


def overall_only(ranks: Cohort) -> Cohort:
    """The ranks without those in a department, where departments tell nothing."""
    own = [column for column in ranks.columns if column.name == OVERALL]
    return made_of(own, ranks.given, {})


def shown_columns(cohort: Cohort, *, pay: bool) -> tuple[CohortColumn, ...]:
    """The columns that people see; what is paid is shown where pay is."""
    return tuple(
        column
        for column in cohort.columns
        if not column.helper and (pay or column.kind is not ColumnKind.BUDGET)
    )


def row_of(consolidation: Consolidation, cohorts: Sequence[Cohort], result: Result) -> Row:
    """What the columns see of somebody."""
    row: dict[str, object] = {}
    for cohort in cohorts:
        (own,) = rows_of(consolidation.scheme, consolidation.cycle, cohort.given, (result,))
        row |= own
    return row  # type: ignore[return-value]


def computed(cohorts: Sequence[Cohort], rows: Sequence[Row]) -> Table:
    """The table with every column."""
    table = Table(rows)
    for cohort in cohorts:
        for column in cohort.columns:
            table.add(column.name, column.tree)
    return table
