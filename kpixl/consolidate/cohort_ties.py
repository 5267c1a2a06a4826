"""Equals where something depends on it: at places that are rewarded, and across the bounds of grades."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from kpixl.consolidate.cohort_view import EVERYBODY, View, named
from kpixl.findings import Finding
from kpixl.model.cohort import Distribution, RankBonus, Ties
from kpixl.model.numbers import plain
from kpixl.rules.cohort_rank import CENTS
from kpixl.rules.cohort_steps import Part
from kpixl.rules.nodes import Name

_MOST_MOVES = 10

_OUTCOMES = {
    Ties.UP: ("都取较高的", "all get the better grade"),
    Ties.DOWN: ("都取较低的", "all get the worse grade"),
    Ties.EARNED: ("保留所得等级", "they keep what they earned"),
}


def bonus_ties(part: Part, step: RankBonus, view: View) -> Iterator[Finding]:
    """Each place with money that several share."""
    contest = part.contest
    assert contest is not None
    shared: defaultdict[tuple[str, Fraction], list[int]] = defaultdict(list)
    for at in view.where_known((*contest.known, Name(step.rank), Name(step.name))):
        if view.number(step.name, at) > 0:
            shared[view.group(contest.group, at), view.number(step.rank, at)].append(at)
    for (group, place), people in sorted(shared.items()):
        if len(people) > 1:
            amounts = sorted({view.number(step.name, at) for at in people}, reverse=True)
            told = "、".join(plain(amount, CENTS) for amount in amounts)
            english = ", ".join(plain(amount, CENTS) for amount in amounts)
            yield Finding(
                "cohort-tie",
                step.place,
                {
                    "name": step.name if group == EVERYBODY else f"{step.name}（{group}）",
                    "place": int(place),
                    "count": len(people),
                    "names": named(view.name(at) for at in people),
                    "outcome": f"各 {told} 元",
                    "outcome_en": f"{english} yuan each",
                },
            )


def grade_ties(part: Part, step: Distribution, view: View) -> Iterator[Finding]:
    """Each set of equals that stands across the bound of two grades."""
    contest, of = part.contest, part.proposal
    assert contest is not None
    assert of is not None
    across: defaultdict[tuple[str, Fraction], list[int]] = defaultdict(list)
    for at in view.where_known((*contest.known, of.own, of.tied, of.size, *of.bounds)):
        own, tied, size = (view.number(column.name, at) for column in (of.own, of.tied, of.size))
        ends = [view.number(bound.name, at) for bound in of.bounds]
        if size >= step.least and any(own <= end < own + tied - 1 for end in ends):
            across[view.group(contest.group, at), own].append(at)
    for (_, own), people in sorted(across.items()):
        ends = [view.number(bound.name, people[0]) for bound in of.bounds]
        grades = [grade for grade, _ in step.shares]
        last = own + len(people) - 1
        upper, lower = (grades[sum(place > end for end in ends)] for place in (own, last))
        outcome = _OUTCOMES[step.ties]
        details = {"name": step.name, "count": len(people), "upper": upper, "lower": lower}
        details |= {"names": named(view.name(at) for at in people)}
        details |= {"outcome": outcome[0], "outcome_en": outcome[1]}
        yield Finding("cohort-tie-grades", step.place, details)


def moves(step: Distribution, view: View) -> Iterator[Finding]:
    """Who would have another grade than the earned one."""
    told = []
    for at in view.where_known((Name(step.name),)):
        earned, proposed = view.results[at].grade, view.value(step.name, at)
        if earned is not None and earned != proposed:
            told.append(f"{view.name(at)} {earned}→{proposed}")
    if told:
        details = {"name": step.name, "count": len(told), "moves": named(told, _MOST_MOVES)}
        yield Finding("cohort-would-move", step.place, details)
