"""Single results to one consolidation: everybody who was to be appraised, ranked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from kpixl.consolidate.cohort_rows import NO_DEPARTMENT
from kpixl.consolidate.ranks import OVERALL, WITHIN_DEPARTMENT, standard_ranks
from kpixl.model.folded import Folded
from kpixl.model.result import Result, Status
from kpixl.model.roster import DEPARTMENT, Appraisee
from kpixl.rules.cohort_run import Row, Table
from kpixl.rules.values import UNKNOWN, Scalar

_TOTAL = "绩效分数"


def everybody(people: Iterable[tuple[Appraisee, str]], results: Mapping[str, Result]) -> Sequence[Result]:
    """A result for each person to whom a form (by its key) was handed out, ranked; missing ones included."""
    found = (results.get(person.id) or Result(person, form, Status.MISSING) for person, form in people)
    return ranked(Folded(found))


def ranked(results: Sequence[Result]) -> Sequence[Result]:
    """Results with competition ranks (1, 2, 2, 4) over everybody and within each department.

    Only assessed results have a rank.
    """
    table = Table([_row(result) for result in results])
    for column in standard_ranks(_TOTAL).columns:
        table.add(column.name, column.tree)
    overall, within = table.column(OVERALL), table.column(WITHIN_DEPARTMENT)
    return Folded(
        replace(result, rank=_place(overall[at]), department_rank=_place(within[at]))
        for at, result in enumerate(results)
    )


def _row(result: Result) -> Row:
    total: Scalar = UNKNOWN if result.total is None else result.total
    return {_TOTAL: total, DEPARTMENT: result.appraisee.department or NO_DEPARTMENT}


def _place(value: Scalar) -> int | None:
    return int(value) if isinstance(value, Fraction) else None
