"""What is to be told of a budget: that it was exceeded, is nothing, or is not there for some group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kpixl.consolidate.cohort_view import EVERYBODY, View, listed
from kpixl.findings import Finding
from kpixl.model.cohort import EVERYBODY as FOR_ALL
from kpixl.model.cohort import Budget
from kpixl.model.numbers import plain
from kpixl.rules.cohort_bodies import key_of, label_of
from kpixl.rules.cohort_rank import CENTS
from kpixl.rules.cohort_steps import Part
from kpixl.rules.values import UNKNOWN


def budgets(part: Part, step: Budget, view: View) -> Iterator[Finding]:
    """Group by group, in the order of the roster."""
    cap = part.capped
    assert cap is not None
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for at in view.where_known((cap.due,) if cap.group is None else (cap.due, cap.group)):
        groups[view.group(cap.group, at)].append(at)
    if not groups:
        yield Finding("cohort-empty", step.place, {"name": step.gives})
    missing = [group for group in groups if _has_none(step, group)]
    if missing:
        details = {"name": step.name, **listed("groups", missing)}
        yield Finding("cohort-budget-missing", step.place, details)
    beside = {at for group in missing for at in groups[group]}
    unknown = [at for at in view.known_people() if view.value(step.gives, at) is UNKNOWN and at not in beside]
    yield from view.not_computable(step.gives, unknown, step.place)
    for group, people in groups.items():
        if group not in missing:
            yield from _of_group(part, step, group, people, view)


def _has_none(step: Budget, group: str) -> bool:
    """Whether amounts stand by the names of groups, and this group's does not."""
    return FOR_ALL not in step.amounts and group not in {label_of(key_of(name)) for name in step.amounts}


def _of_group(part: Part, step: Budget, group: str, people: list[int], view: View) -> Iterator[Finding]:
    cap = part.capped
    assert cap is not None
    amounts = {view.value(cap.budget.name, at) for at in people} - {UNKNOWN}
    if not amounts:
        return
    where = {"group": "", "group_en": ""}
    if group != EVERYBODY:
        where = {"group": f"「{group}」", "group_en": f"{group}: "}
    details: dict[str, object] = {"name": step.name, **where}
    if len(amounts) > 1:
        yield Finding("cohort-budget-varies", step.place, details)
        return
    budget, due = view.number(cap.budget.name, people[0]), view.number(cap.sum.name, people[0])
    if budget == 0:
        yield Finding("cohort-budget-zero", step.place, details)
    elif due > budget:
        details |= {"sum": plain(due, CENTS), "budget": plain(budget, CENTS)}
        yield Finding(
            "cohort-budget-scaled", step.place, {**details, "share": f"{plain(budget / due * 100, 2)}%"}
        )
