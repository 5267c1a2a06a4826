"""What money each result gives rise to, before it is asked who bears it; of budgets, what is paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.cohort import Budget, Figured
from kpixl.model.consequence import Payer
from kpixl.model.indicator import Rule
from kpixl.model.ledger import EntryKind
from kpixl.model.result import Result, Status
from kpixl.model.scheme import Scheme
from kpixl.rules.nodes import names
from kpixl.rules.parser import parse

_OF_COHORT = {"bonus": EntryKind.BONUS, "fine": EntryKind.FINE}
"""Kinds of cohort steps whose values are money of their own."""


@dataclass(frozen=True, slots=True)
class Due:
    """An amount in 元, None while it is not known. `basis` is the name by which its evidence is kept.

    `of_all`: it rests on everybody's results, not on the appraisee's alone.
    """

    kind: EntryKind
    rule: str
    amount: Fraction | None
    why: str = ""
    payers: tuple[Payer, ...] = ()
    to: str = ""
    basis: str = ""
    of_all: bool = False


def budgets_of(scheme: Scheme) -> Mapping[str, Budget]:
    """By the name of an amount, the budget that it is paid within, directly or as part of a sum."""
    figured = {step.name: step.rule for step in scheme.cohort if isinstance(step, Figured)}
    return {
        name: step for step in scheme.cohort if isinstance(step, Budget) for name in _parts(step.of, figured)
    }


def _parts(rule: Rule, figured: Mapping[str, Rule]) -> Iterator[str]:
    for part in names(parse(rule.text)):
        yield part.name
        if part.name in figured:
            yield from _parts(figured[part.name], figured)


def dues(scheme: Scheme, result: Result, budgets: Mapping[str, Budget]) -> Iterator[Due]:
    """The pay, fines and bonuses of a result. What a budget limits is paid once, in place of its parts."""
    paid: set[str] = set()
    for due in _earned(scheme, result):
        budget = budgets.get(due.rule)
        if budget is None:
            yield due
        elif budget.gives not in paid:
            paid.add(budget.gives)
            yield _within(budget, due, result)


def _earned(scheme: Scheme, result: Result) -> Iterator[Due]:
    is_done = result.status is Status.ASSESSED
    if scheme.pay is not None and (result.pay is not None or is_done):
        why = "；".join(part for part in (scheme.pay.amount.text, result.pay_note) if part)
        yield Due(EntryKind.PAY, scheme.pay.name, result.pay, why, basis=scheme.pay.name)
    for part in result.money:
        if part.amount or (part.amount is None and is_done):
            kind = EntryKind(part.side.value)
            yield Due(kind, part.name, part.amount, part.why, part.payers, part.to, part.name)
    for step in result.cohort.values():
        kind_ = _OF_COHORT.get(step.kind)
        amount = step.value if isinstance(step.value, Fraction) else None
        if kind_ is not None and (amount or (amount is None and is_done)):
            yield Due(kind_, step.name, amount, step.explanation, of_all=True)


def _within(budget: Budget, due: Due, result: Result) -> Due:
    """A budget of one amount alone leaves it what it is; one of a sum pays for everything in it."""
    step = result.cohort.get(budget.gives)
    amount = step.value if step is not None and isinstance(step.value, Fraction) else None
    why = step.explanation if step is not None else ""
    if budget.of.text.strip("[] ") == due.rule:
        return Due(due.kind, budget.gives, amount, why, due.payers, due.to, due.basis, of_all=True)
    return Due(EntryKind.PAY, budget.gives, amount, why, basis=due.basis, of_all=True)
