"""Forced distribution as trees: how many of a group may have each grade, and what one's place gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import cast

from kpixl.model.cohort import Distribution, Seats, Small, Ties
from kpixl.rules.cohort_bodies import MARK, key_of, label_of
from kpixl.rules.cohort_column import Bench, where
from kpixl.rules.cohort_rank import Contest, place
from kpixl.rules.nodes import Binary, Call, Expr, Name, Text, call, number
from kpixl.rules.values import Type

POOLED = "合并的小部门"
"""The group of all that are too small by themselves."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The columns of a proposal: the size of the group, one's place, how many share it, the bounds of grades.

    A bound is how many have that grade or a better one; `tree` gives the grade.
    """

    size: Name
    own: Name
    tied: Name
    bounds: tuple[Name, ...]
    tree: Expr


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


def proposal(contest: Contest, step: Distribution, bench: Bench, earned: Name | None) -> Proposal:
    """The grade that one's place in the group gives. `earned` is the cell of the grade that was earned."""
    size = bench.helper(step.name, "人数", where(contest.known, contest.size))
    own = bench.helper(
        step.name, "位次", where((*contest.known, size), place(contest, bench, step.name)), settled=True
    )
    tied = bench.helper(step.name, "并列", where((*contest.known, own), contest.tied))
    bounds = _bounds(size, step, bench)
    last = Binary("-", Binary("+", own, tied), number(1))
    grades = [grade for grade, _ in step.shares]
    found = _grade(last if step.ties is Ties.DOWN else own, bounds, grades)
    if step.ties is Ties.EARNED and earned is not None:
        across = [Call("ALL", (Binary("<=", own, end), Binary(">", last, end))) for end in bounds]
        found = call("IF", Call("OR", tuple(across)), earned, found)
    if step.least > 1 and earned is not None:
        found = call("IF", Binary(">=", size, number(step.least)), found, earned)
    tree = where((*contest.known, size, own, tied, *bounds), found)
    return Proposal(size, own, tied, tuple(bounds), tree)


def _grade(place: Expr, bounds: list[Name], grades: list[str]) -> Expr:
    result: Expr = Text(grades[-1])
    for bound, grade in reversed(list(zip(bounds, grades[:-1], strict=True))):
        result = call("IF", Binary("<=", place, bound), Text(grade), result)
    return result


def _bounds(size: Name, step: Distribution, bench: Bench) -> list[Name]:
    """The columns of how many have a grade or a better one, for every grade but the last."""
    shares = [share for _, share in step.shares]
    cut_down = step.seats is Seats.DOWN_BEST
    left: Name | None = None
    if not cut_down:
        rest = reduce(lambda found, share: Binary("-", found, _whole(size, share)), shares, cast(Expr, size))
        left = bench.helper(step.name, "余额", where((size,), rest), settled=True)
    bounds: list[Name] = []
    for at, (grade, share) in enumerate(step.shares[:-1]):
        if left is None:
            seats = _whole(size, sum(shares[: at + 1], Fraction(0)))
        else:
            seats = Binary("+", _whole(size, share), _extra(size, left, shares, at))
        before = bounds[-1] if bounds and not cut_down else None
        tree = where((size, left, before), seats if before is None else Binary("+", before, seats))
        bounds.append(bench.helper(step.name, f"{grade}止", tree, settled=True))
    return bounds


def _whole(size: Name, share: Fraction) -> Expr:
    return call("INT", Binary("*", size, number(share)))


def _remainder(size: Name, share: Fraction) -> Expr:
    return call("SETTLED", Binary("-", Binary("*", size, number(share)), _whole(size, share)))


def _extra(size: Name, left: Name, shares: list[Fraction], at: int) -> Expr:
    """One seat more for the largest remainders, while any is left; of equal ones the better grade."""
    own = _remainder(size, shares[at])
    ahead = [
        call("IF", Binary(">=" if other < at else ">", _remainder(size, share), own), number(1), number(0))
        for other, share in enumerate(shares)
        if other != at
    ]
    return call("IF", Binary("<", call("SUM", *ahead), left), number(1), number(0))
