"""What looks at everybody: the cohort steps of a scheme over the results of a cycle.

For whoever shows results: `cohort_of` gives the columns (`cohort.columns`, helpers among them) and the
names that they refer to (`cohort.given`, beside ORDER); `rows_of` and `evaluate` give the values; `to_excel`
gives the formula of a cell, of which the value is the right cached one. All come from the same trees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from kpixl.consolidate.cohort_findings import found_in
from kpixl.consolidate.cohort_rows import rows_of
from kpixl.findings import Finding
from kpixl.model.cohort import CohortResult
from kpixl.model.cycle import Cycle
from kpixl.model.folded import Folded
from kpixl.model.result import Consolidation, Result
from kpixl.model.scheme import Scheme
from kpixl.rules.cohort import Cohort, build_cohort
from kpixl.rules.cohort_column import CohortColumn
from kpixl.rules.cohort_excel import Facts, Where, formula
from kpixl.rules.cohort_run import Row, Table, computed
from kpixl.rules.values import Scalar, Type

__all__ = ["Where", "cohort_columns", "cohort_of", "evaluate", "rows_of", "to_excel", "with_cohort"]

_NO_COLUMNS: Mapping[str, Type] = {}


def cohort_columns(scheme: Scheme, columns: Mapping[str, Type] = _NO_COLUMNS) -> tuple[CohortColumn, ...]:
    """The columns of a sound scheme's steps, each after those that it needs; none where it has no step.

    `columns` are the types of further roster columns that rules may name.
    """
    return _sound(scheme, columns).columns


def cohort_of(consolidation: Consolidation) -> Cohort:
    """The same for results at hand, with the names that the columns refer to."""
    return _sound(consolidation.scheme, {name: Type(kind) for name, kind in consolidation.columns.items()})


def _sound(scheme: Scheme, columns: Mapping[str, Type]) -> Cohort:
    cohort, findings = build_cohort(scheme, columns)
    assert cohort is not None, findings
    return cohort


def evaluate(columns: Iterable[CohortColumn], rows: Sequence[Row]) -> list[dict[str, Scalar]]:
    """The rows, in the order of the roster, with an exact value for every column (or UNKNOWN)."""
    return computed(columns, rows)


def to_excel(column: CohortColumn, where: Where, row: int, facts: Facts) -> str:
    """The formula of a column's cell in a row as Excel counts it, beginning with "=".

    `facts` are those of the cohort that the column belongs to (`cohort.facts`, made once). Raises
    FormulaTooLong, which `kpixl check` has told of before.
    """
    return formula(column, where, row, facts)


def with_cohort(
    cohort: Cohort, scheme: Scheme, cycle: Cycle, results: Sequence[Result]
) -> tuple[Sequence[Result], tuple[Finding, ...]]:
    """Results with what the cohort steps give each, and what was found when all were put together."""
    if not cohort.columns:
        return results, ()
    table = Table(rows_of(scheme, cycle, cohort.given, results))
    for column in cohort.columns:
        table.add(column.name, column.tree)
    shown = [column for column in cohort.columns if not column.helper]
    told = {column.name: table.values(column.explains) for column in shown if column.explains is not None}
    given = Folded(
        replace(
            result,
            cohort={
                column.name: _result(column, table.column(column.name)[at], told, at) for column in shown
            },
        )
        for at, result in enumerate(results)
    )
    return given, tuple(found_in(cohort, table, results))


def _result(
    column: CohortColumn, value: Scalar, told: Mapping[str, Sequence[Scalar]], at: int
) -> CohortResult:
    text = told[column.name][at] if column.name in told else ""
    return CohortResult(
        name=column.name,
        kind=column.kind.value,
        value=value if isinstance(value, Fraction | str) else None,
        unit=column.unit,
        places=column.places,
        explanation=text if isinstance(text, str) else "",
    )
