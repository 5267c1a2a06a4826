"""Forced distribution as trees: how many of a group may have each grade, and which grade one's place gives."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import accumulate

from kpixl.model.cohort import Distribution, Seats, Small, Ties
from kpixl.rules.cohort_cells import MARK, key_of, label_of
from kpixl.rules.cohort_column import Bench, count, where
from kpixl.rules.cohort_rank import Contest, place
from kpixl.rules.nodes import Binary, Call, Expr, Name, Text, call, number
from kpixl.rules.values import Type

POOLED = "合并的小部门"
"""The group of all that are too small by themselves."""


def pooled(contest: Contest, step: Distribution, bench: Bench) -> Contest:
    """The contest in which groups that count as one are one group."""
    if contest.group is None:
        return contest
    group: Expr = contest.group
    for pool in step.pools:
        together = Text(MARK + "＋".join(label_of(key_of(name)) for name in pool))
        listed = tuple(Binary("=", contest.group, Text(key_of(name))) for name in pool)
        group = call("IF", Call("OR", listed) if len(listed) > 1 else listed[0], together, group)
    joined = contest
    if step.pools:
        name = bench.helper(step.name, "合组", where(contest.known, group), Type.TEXT)
        joined = replace(contest, group=name)
    if step.small is Small.EARNED or step.least == 1:
        return joined
    assert joined.group is not None
    is_large = Binary(">=", joined.size, number(step.least))
    own = where(joined.known, call("IF", is_large, joined.group, Text(key_of(POOLED))))
    return replace(joined, group=bench.helper(step.name, "并组", own, Type.TEXT))


def proposal(contest: Contest, step: Distribution, bench: Bench, earned: Name | None) -> Expr:
    """The grade that one's place in the group gives. `earned` is the cell of the grade that was earned."""
    size = bench.helper(step.name, "人数", where(contest.known, contest.size))
    own = bench.helper(step.name, "位次", where(contest.known, place(contest, bench, step.name)))
    tied = bench.helper(step.name, "并列", where(contest.known, count(*contest.here, *contest.equal)))
    # The seats of a grade and of all better ones; the last grade takes whoever is left.
    bounds = [
        bench.helper(step.name, f"{grade}止", where((size,), bound))
        for (grade, _), bound in zip(step.shares[:-1], _bounds(size, step), strict=True)
    ]
    last = Binary("-", Binary("+", own, tied), number(1))
    grades = [grade for grade, _ in step.shares]
    found = _grade(last if step.ties is Ties.DOWN else own, bounds, grades)
    if step.ties is Ties.EARNED and earned is not None:
        across = [Call("ALL", (Binary("<=", own, end), Binary(">", last, end))) for end in bounds]
        found = call("IF", Call("OR", tuple(across)), earned, found)
    if step.least > 1 and earned is not None:
        found = call("IF", Binary(">=", size, number(step.least)), found, earned)
    return where((*contest.known, size, own, tied, *bounds), found)


def _grade(place: Expr, bounds: list[Name], grades: list[str]) -> Expr:
    result: Expr = Text(grades[-1])
    for bound, grade in reversed(list(zip(bounds, grades[:-1], strict=True))):
        result = call("IF", Binary("<=", place, bound), Text(grade), result)
    return result


def _bounds(size: Name, step: Distribution) -> list[Expr]:
    """How many have a grade or a better one, for every grade but the last."""
    shares = [share for _, share in step.shares]
    if step.seats is Seats.DOWN_BEST:
        return [_whole(size, share) for share in accumulate(shares[:-1])]
    seats = [Binary("+", _whole(size, share), _extra(size, shares, at)) for at, share in enumerate(shares)]
    return list(accumulate(seats[:-1], lambda before, own: Binary("+", before, own)))  # type: ignore[arg-type]


def _whole(size: Name, share: Fraction) -> Expr:
    return call("INT", Binary("*", size, number(share)))


def _remainder(size: Name, share: Fraction) -> Expr:
    return call("SETTLED", Binary("-", Binary("*", size, number(share)), _whole(size, share)))


def _extra(size: Name, shares: list[Fraction], at: int) -> Expr:
    """One seat more for the largest remainders, as long as there are seats; of equal ones the better grade."""
    own = _remainder(size, shares[at])
    ahead: Expr = number(0)
    left: Expr = size
    for other, share in enumerate(shares):
        left = Binary("-", left, _whole(size, share))
        if other != at:
            sign = ">=" if other < at else ">"
            met = call("IF", Binary(sign, _remainder(size, share), own), number(1), number(0))
            ahead = Binary("+", ahead, met)
    return call("IF", Binary("<", ahead, left), number(1), number(0))
