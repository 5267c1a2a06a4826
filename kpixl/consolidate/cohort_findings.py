"""What is to be told when everybody was put together: ties, small groups, budgets, who would move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kpixl.consolidate.cohort_budgets import budgets
from kpixl.consolidate.cohort_ties import bonus_ties, grade_ties, moves
from kpixl.consolidate.cohort_view import View, listed, named
from kpixl.findings import Finding
from kpixl.model.cohort import Budget, Distribution, Figured, Rank, RankBonus, is_open, name_of
from kpixl.model.result import Result
from kpixl.rules.cohort import Cohort
from kpixl.rules.cohort_column import cells_of
from kpixl.rules.cohort_run import Table
from kpixl.rules.cohort_steps import Part
from kpixl.rules.nodes import names
from kpixl.rules.values import UNKNOWN


def found_in(cohort: Cohort, table: Table, results: Sequence[Result]) -> Iterator[Finding]:
    """Everything that was found, step by step."""
    waiting = [result for result in results if not result.settled]
    steps = list(cohort.parts)
    if waiting and steps:
        people = (result.appraisee.name for result in waiting)
        details = {"count": len(waiting), "names": named(people), **listed("steps", steps)}
        yield Finding("cohort-provisional", next(iter(cohort.parts.values())).step.place, details)
    view = View(table, results)
    if not any(view.assessed):
        return
    waits = _waiting(cohort)
    for part in cohort.parts.values():
        name = name_of(part.step)
        if is_open(part.step):
            yield Finding("cohort-undecided", part.step.place, {"name": name})
        elif name not in waits:
            yield from _of(part, view)


def _waiting(cohort: Cohort) -> set[str]:
    """The steps whose amounts are not decided, and those that rest on them: nothing else is wrong there."""
    waits = {name_of(part.step) for part in cohort.parts.values() if is_open(part.step)}
    for column in cohort.columns if waits else ():
        trees = (tree for tree in (column.tree, column.explains) if tree is not None)
        if any(_step(part.name) in waits for tree in trees for part in names(tree)):
            waits.add(_step(column.name))
    return waits


def _step(column: str) -> str:
    return cells_of(column).partition("@")[0]


def _of(part: Part, view: View) -> Iterator[Finding]:
    match part.step:
        case Rank() as step:
            yield from _taking_part(part, step, view)
        case RankBonus() as step:
            yield from bonus_ties(part, step, view)
        case Distribution() as step:
            yield from _taking_part(part, step, view)
            yield from grade_ties(part, step, view)
            yield from moves(step, view)
        case Budget() as step:
            yield from budgets(part, step, view)
        case Figured(name=name, place=place):
            unknown = [at for at in view.known_people() if view.value(name, at) is UNKNOWN]
            yield from view.not_computable(name, unknown, place)


def _taking_part(part: Part, step: Rank | Distribution, view: View) -> Iterator[Finding]:
    """Who cannot take part though nothing forbids it; and groups that are empty, of one, or too small."""
    contest = part.contest
    assert contest is not None
    eligible = view.holding(contest.when)
    unknown = [at for at in eligible if any(view.value(name.name, at) is UNKNOWN for name in contest.known)]
    yield from view.not_computable(step.name, unknown, step.place)
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for at in view.where_known(contest.known):
        groups[view.group(contest.group, at)].append(at)
    if not groups:
        yield Finding("cohort-empty", step.place, {"name": step.name})
        return
    sizes = {group: len(people) for group, people in groups.items()}
    if step.least > 1:
        code = "cohort-kept-grades" if isinstance(step, Distribution) else "cohort-small-group"
        yield from _told(code, step, [group for group, size in sizes.items() if size < step.least])
    else:
        yield from _told("cohort-lone", step, [group for group, size in sizes.items() if size == 1])


def _told(code: str, step: Rank | Distribution, groups: Iterable[str]) -> Iterator[Finding]:
    names = list(groups)
    if names:
        details = {"name": step.name, "least": step.least, **listed("groups", names)}
        yield Finding(code, step.place, details)
