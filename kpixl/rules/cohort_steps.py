"""Steps to columns, one after the other: each sees what everybody has, and the steps before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kpixl.findings import Finding
from kpixl.model.cohort import (
    EVERYBODY,
    Budget,
    Distribution,
    Figure,
    Figured,
    Rank,
    RankBonus,
    Step,
    Ties,
    name_of,
)
from kpixl.model.consequence import Side
from kpixl.model.indicator import Rule, Unset
from kpixl.model.numbers import recorded
from kpixl.model.scheme import Scheme
from kpixl.model.units import places
from kpixl.rules import cohort_words as words
from kpixl.rules.binding import RuleReader, Scope
from kpixl.rules.check import check
from kpixl.rules.cohort_bands import bands_of
from kpixl.rules.cohort_budget import Capped, capped, paid
from kpixl.rules.cohort_column import Bench, CohortColumn, ColumnKind
from kpixl.rules.cohort_distribution import Proposal, pooled, proposal
from kpixl.rules.cohort_expand import expand
from kpixl.rules.cohort_functions import COHORT_FUNCTIONS
from kpixl.rules.cohort_rank import CENTS, Contest, bonus, contest, rank
from kpixl.rules.declare import GRADE
from kpixl.rules.evaluate import evaluate
from kpixl.rules.functions import USER_FUNCTIONS
from kpixl.rules.nodes import Binary, Expr, Name, call, names, number
from kpixl.rules.problem import Problem, listed
from kpixl.rules.quantity import Quantity, Role
from kpixl.rules.time_functions import WORKDAYS
from kpixl.rules.values import Type

_WRITTEN = {row.name: row for row in USER_FUNCTIONS if WORKDAYS not in row.reads} | COHORT_FUNCTIONS
"""The functions of a cohort rule. It knows no list of working days."""

_GIVES: Mapping[type, tuple[Type, str, int | None]] = {
    Rank: (Type.NUMBER, "", 0),
    RankBonus: (Type.NUMBER, "元", CENTS),
    Distribution: (Type.TEXT, "", None),
    Budget: (Type.NUMBER, "元", CENTS),
    Figured: (Type.ANY, "", None),
}
"""What each kind of step gives: its type, its unit, its decimals."""


@dataclass(frozen=True, slots=True)
class Part:
    """A step beside what it rests on: who takes part in which group, or what is capped."""

    step: Step
    contest: Contest | None = None
    proposal: Proposal | None = None
    capped: Capped | None = None


class Steps:
    """Takes the steps of a scheme in their order."""

    def __init__(self, scheme: Scheme, given: Mapping[str, Quantity], apart: Collection[str]) -> None:
        self.scheme, self.apart = scheme, apart
        self.bench = Bench(given)
        self.reader = RuleReader(_WRITTEN)
        self.parts: dict[str, Part] = {}
        self.quantities = dict(given) | {name_of(step): _quantity(step) for step in scheme.cohort}
        self.parameters = {name for name, part in given.items() if part.role is Role.PARAMETER}

    def take(self, step: Step) -> None:
        """Puts up the columns of a step."""
        match step:
            case Rank():
                self.rank(step)
            case RankBonus():
                self.bonus(step)
            case Distribution():
                self.distribution(step)
            case Budget():
                self.budget(step)
            case Figured():
                self.figured(step)

    def bound(self, rule: Rule, wanted: Type) -> Expr | None:
        """A rule bound and checked; None where it has a finding. It may name no step that comes later."""
        before = len(self.reader.findings)
        scope = Scope({name: name for name in self.quantities}, self.quantities)
        tree = self.reader.read(rule, scope, wanted)
        for part in names(tree):
            if part.name not in self.bench.given and part.name not in self.parts:
                self.reader.report(rule, Problem("cohort-step-later", part.span, {"name": part.name}))
            elif part.name in self.apart:
                self.reader.report(rule, Problem("cohort-name-differs", part.span, {"name": part.name}))
        return tree if len(self.reader.findings) == before else None

    def read(self, rule: Rule, wanted: Type, step: Step) -> Expr:
        """A rule as a tree over columns, unknown where it has a finding."""
        tree = self.bound(rule, wanted)
        return call("NA") if tree is None else expand(tree, self.bench, name_of(step))

    def groups(self, rules: Sequence[Rule], step: Step, named: Iterable[str] = ()) -> tuple[Expr, ...]:
        """The rules that make the groups. The names are those that the step has amounts for."""
        trees = tuple(self.read(rule, Type.ANY, step) for rule in rules)
        bands = bands_of(trees[0]) if len(trees) == 1 else None
        for name in named:
            if bands is not None and name != EVERYBODY and name not in bands:
                details = {"name": name, "step": step.name, **listed("known", bands)}
                self.reader.findings.append(Finding("cohort-unknown-band", step.place, details))
        return trees

    def amount(self, figure: Figure, step: Step) -> Fraction | None:
        """An amount to the cent, which may rest on parameters; None while it is not decided."""
        if isinstance(figure, Rule):
            tree = self.bound(figure, Type.NUMBER) or call("NA")
            beside = next((part for part in names(tree) if part.name not in self.parameters), None)
            if beside is not None:
                self.reader.report(
                    figure, Problem("cohort-amount-varies", beside.span, {"name": beside.name})
                )
                return None
            value = evaluate(expand(tree, self.bench, name_of(step)), {})
            figure = value if isinstance(value, Fraction) else Unset()
        return None if isinstance(figure, Unset) else recorded(figure, CENTS)

    def put(self, part: Part, tree: Expr, kind: ColumnKind) -> Name:
        """Puts up what the step gives; from now on rules may name it."""
        name, quantity = name_of(part.step), self.quantities[name_of(part.step)]
        self.parts[name] = part
        return self.bench.add(
            CohortColumn(
                name=name,
                label=name,
                tree=tree,
                type=quantity.type,
                kind=kind,
                unit=quantity.unit,
                places=quantity.places,
                settled=not isinstance(part.step, Figured) or self.bench.is_settled(tree),
                place=part.step.place,
            )
        )

    def explain(self, name: Name, told: Expr) -> None:
        """Adds to a column how its values came about."""
        column = self.bench.columns[name.name]
        self.bench.columns[name.name] = replace(column, explains=told)

    def contest(self, step: Rank | Distribution, tie: tuple[Expr, bool] | None = None) -> Contest:
        """Puts up the columns of those who take part in a step."""
        by = self.read(step.by, Type.NUMBER, step)
        when = self.read(step.when, Type.TRUTH, step) if step.when is not None else None
        return contest(self.bench, step.name, by, self.groups(step.within, step), when, step.lower, tie)

    def rank(self, step: Rank) -> None:
        """A rank."""
        decider = step.tie_break
        tie = (self.read(decider.by, Type.NUMBER, step), decider.lower) if decider is not None else None
        made = self.contest(step, tie)
        tree = rank(made, self.bench, step.name, step.ties is Ties.DENSE, step.least)
        own = self.put(Part(step, made), tree, ColumnKind.RANK)
        self.explain(own, words.of_rank(step, made, own))

    def bonus(self, step: RankBonus) -> None:
        """What a rank brings."""
        part = self.parts.get(step.rank)
        kind = ColumnKind.FINE if step.side is Side.FINE else ColumnKind.BONUS
        amounts = {group: [self.amount(each, step) for each in row] for group, row in step.amounts.items()}
        known = {group: [each for each in row if each is not None] for group, row in amounts.items()}
        if part is None or part.contest is None or not isinstance(part.step, Rank):
            # The definition has its own finding; later steps may name this one all the same.
            self.put(Part(step), call("NA"), kind)
        elif known != amounts:
            self.put(Part(step, part.contest), call("NA"), kind)
        else:
            self.groups(part.step.within, step, step.amounts)
            made, place = part.contest, self.bench.cell(step.rank)
            tree = bonus(made, self.bench, step.name, place, known, step.ties is Ties.SHARE)
            own = self.put(Part(step, made), tree, kind)
            self.explain(own, words.of_bonus(step, part.step, made, place, own))

    def distribution(self, step: Distribution) -> None:
        """Grades by fixed shares."""
        made = pooled(self.contest(step), step, self.bench)
        earned = self.bench.cell(GRADE) if self.scheme.grades else None
        found = proposal(made, step, self.bench, earned)
        own = self.put(Part(step, made, proposal=found), found.tree, ColumnKind.DISTRIBUTION)
        self.explain(own, words.of_distribution(step, made, own, earned))

    def budget(self, step: Budget) -> None:
        """Amounts within a budget."""
        of, groups = self.read(step.of, Type.NUMBER, step), self.groups(step.within, step, step.amounts)
        amounts = {group: self.allowed(figure, step) for group, figure in step.amounts.items()}
        made = capped(self.bench, step.gives, of, groups, amounts)
        tree = paid(made, self.bench, step.gives, of)
        own = self.put(Part(step, capped=made), tree, ColumnKind.BUDGET)
        self.explain(own, words.of_budget(step, made, own))

    def allowed(self, figure: Figure, step: Budget) -> Expr:
        """The budget of a group: a number, or a rule that looks at everybody."""
        match figure:
            case Rule():
                rule = self.read(figure, Type.NUMBER, step)
                cut = call("ROUNDDOWN", rule, number(CENTS))
                return call("IF", Binary(">=", rule, number(0)), cut, call("NA"))
            case Unset():
                return call("NA")
            case _:
                return number(Fraction(figure * 100 // 1, 100))

    def figured(self, step: Figured) -> None:
        """A value by a rule of the scheme's own: a text if the rule gives one, else a number."""
        tree, kind = self.bound(step.rule, Type.ANY), Type.NUMBER
        if tree is not None and not check(tree, self.quantities, Type.TEXT, _WRITTEN):
            kind = Type.TEXT
        elif tree is not None:
            for problem in check(tree, self.quantities, Type.NUMBER, _WRITTEN):
                self.reader.report(step.rule, problem)
        self.quantities[step.name] = replace(self.quantities[step.name], type=kind)
        found = call("NA") if tree is None else expand(tree, self.bench, step.name)
        self.put(Part(step), found, ColumnKind.VALUE)


def _quantity(step: Step) -> Quantity:
    """What a step gives, as rules know it."""
    kind, unit, decimals = _GIVES[type(step)]
    if isinstance(step, Figured):
        unit, decimals = step.unit, places(step.unit)
    return Quantity(
        id=name_of(step),
        role=Role.VALUE,
        type=kind,
        label=name_of(step),
        unit=unit,
        places=decimals,
        settled=True,
        place=step.place,
    )
