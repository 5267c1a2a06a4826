"""Single results to one consolidation: everybody who was to be appraised, ranked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from kpixl.model.result import Result, Status
from kpixl.model.roster import Appraisee


def everybody(people: Iterable[tuple[Appraisee, str]], results: Mapping[str, Result]) -> tuple[Result, ...]:
    """A result for each person to whom a form (by its key) was handed out, ranked; missing ones included."""
    listed = [results.get(person.id, Result(person, form, Status.MISSING)) for person, form in people]
    return ranked(listed)


def ranked(results: Iterable[Result]) -> tuple[Result, ...]:
    """Results with competition ranks (1, 2, 2, 4) over everybody and within each department.

    Only assessed results have a rank.
    """
    everyone = list(results)
    overall = _ranks(everyone)
    departments = {result.appraisee.department for result in everyone}
    within: dict[str, int] = {}
    for department in departments:
        within |= _ranks([result for result in everyone if result.appraisee.department == department])
    return tuple(
        replace(
            result, rank=overall.get(result.appraisee.id), department_rank=within.get(result.appraisee.id)
        )
        for result in everyone
    )


def _ranks(results: list[Result]) -> dict[str, int]:
    """The rank of a total is one more than the number of better ones."""
    totals = sorted((result.total for result in results if result.total is not None), reverse=True)
    first: dict[Fraction, int] = {}
    for place, total in enumerate(totals, 1):
        first.setdefault(total, place)
    return {result.appraisee.id: first[result.total] for result in results if result.total is not None}
