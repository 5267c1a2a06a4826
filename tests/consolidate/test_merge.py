"""Everybody who was to be appraised stands in the results, ranked as sport does: 1, 2, 2, 4."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kpixl.consolidate.merge import everybody, ranked
from kpixl.model.result import Result, Status
from kpixl.model.roster import Appraisee


def person(number: str, department: str = "销售部") -> Appraisee:
    return Appraisee(number, f"示例{number}", department)


def assessed(number: str, total: object, department: str = "销售部") -> Result:
    value = Fraction(str(total)) if total is not None else None
    status = Status.ASSESSED if value is not None else Status.INCOMPLETE
    return Result(person(number, department), "f", status, total=value)


def ranks(results: tuple[Result, ...]) -> dict[str, tuple[int | None, int | None]]:
    return {result.appraisee.id: (result.rank, result.department_rank) for result in results}


def test_equal_totals_share_a_rank_and_the_next_is_left_out() -> None:
    results = ranked([assessed("1", 80), assessed("2", 90), assessed("3", 80), assessed("4", "79.99")])
    assert ranks(results) == {"2": (1, 1), "1": (2, 2), "3": (2, 2), "4": (4, 4)}


def test_departments_are_ranked_by_themselves() -> None:
    results = ranked(
        [assessed("1", 80, "甲"), assessed("2", 90, "乙"), assessed("3", 70, "甲"), assessed("4", 60, "乙")]
    )
    assert ranks(results) == {"1": (2, 1), "2": (1, 1), "3": (3, 2), "4": (4, 2)}


def test_who_has_no_total_has_no_rank_and_takes_none() -> None:
    results = ranked([assessed("1", None), assessed("2", 0), assessed("3", -5)])
    assert ranks(results) == {"1": (None, None), "2": (1, 1), "3": (2, 2)}


def test_who_has_returned_nothing_is_missing_and_in_place() -> None:
    people = [(person("1"), "sales"), (person("2"), "service"), (person("3"), "sales")]
    results = everybody(people, {"3": assessed("3", 50), "9": assessed("9", 99)})
    assert [(r.appraisee.id, r.form, r.status, r.rank) for r in results] == [
        ("1", "sales", Status.MISSING, None),
        ("2", "service", Status.MISSING, None),
        ("3", "f", Status.ASSESSED, 1),
    ]
    assert [result.total for result in results[:2]] == [None, None]


def test_nobody_gives_nothing() -> None:
    assert everybody([], {}) == ranked([]) == ()


TOTALS = st.lists(st.none() | st.integers(0, 5), max_size=12)


@given(totals=TOTALS)
def test_a_rank_is_one_more_than_the_number_of_better_ones(totals: list[int | None]) -> None:
    results = ranked(
        [assessed(str(number), total, "甲乙"[number % 2]) for number, total in enumerate(totals)]
    )
    assert len(results) == len(totals)
    for result in results:
        known = [other for other in results if other.total is not None]
        near = [other for other in known if other.appraisee.department == result.appraisee.department]
        if result.total is None:
            assert (result.rank, result.department_rank) == (None, None)
        else:
            better = [sum(other.total > result.total for other in group) for group in (known, near)]  # type: ignore[operator]
            assert [result.rank, result.department_rank] == [count + 1 for count in better]
