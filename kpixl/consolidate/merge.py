"""Single results to one consolidation: everybody who was to be appraised, ranked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from kpixl.consolidate.cohort_rows import NO_DEPARTMENT
from kpixl.consolidate.ranks import OVERALL, WITHIN_DEPARTMENT, standard_ranks
from kpixl.model.result import Result, Status
from kpixl.model.roster import DEPARTMENT, Appraisee
from kpixl.rules.cohort_run import Row, computed
from kpixl.rules.values import UNKNOWN, Scalar

_TOTAL = "绩效分数"


def everybody(people: Iterable[tuple[Appraisee, str]], results: Mapping[str, Result]) -> tuple[Result, ...]:
    """A result for each person to whom a form (by its key) was handed out, ranked; missing ones included."""
    listed = [results.get(person.id, Result(person, form, Status.MISSING)) for person, form in people]
    return ranked(listed)


def ranked(results: Iterable[Result]) -> tuple[Result, ...]:
    """Results with competition ranks (1, 2, 2, 4) over everybody and within each department.

    Only assessed results have a rank.
    """
    everyone = list(results)
    rows = computed(standard_ranks(_TOTAL).columns, [_row(result) for result in everyone])
    return tuple(
        replace(result, rank=_place(row[OVERALL]), department_rank=_place(row[WITHIN_DEPARTMENT]))
        for result, row in zip(everyone, rows, strict=True)
    )


def _row(result: Result) -> Row:
    total: Scalar = UNKNOWN if result.total is None else result.total
    return {_TOTAL: total, DEPARTMENT: result.appraisee.department or NO_DEPARTMENT}


def _place(value: Scalar) -> int | None:
    return int(value) if isinstance(value, Fraction) else None
