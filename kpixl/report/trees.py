"""The columns of 总表 that look at everybody: the standard ranks and the cohort's steps, with their values.

Each is a tree with two back ends: its formula in the workbook, and the exact value that the formula has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpixl.consolidate.cohort_rows import rows_of
from kpixl.consolidate.ranks import OVERALL, standard_ranks
from kpixl.model.result import Consolidation, Result
from kpixl.rules.cohort import Cohort, made_of
from kpixl.rules.cohort_column import CohortColumn, ColumnKind
from kpixl.rules.cohort_run import Row, Table
from kpixl.rules.quantity import Quantity, Role

ROWS_LIVE = 10_000
"""Up to so many rows, what looks at everybody from every row is a formula; beyond, it is a value. Such a
formula compares each row with each whenever the file is opened: ten times the rows take a hundred times as
long."""


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
    rests_on_pay = any(quantity.role is Role.PAY for quantity in steps.given.values())
    return (ranks, steps) if steps.columns and (pay or not rests_on_pay) else (ranks,)


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
