"""Names in rules to quantities: what each scope sees, and the finding for a name that nothing bears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kpixl.findings import Finding, Place, did_you_mean
from kpixl.model.indicator import Rule
from kpixl.rules.check import check
from kpixl.rules.function import Function
from kpixl.rules.functions import FUNCTIONS, USER_FUNCTIONS
from kpixl.rules.nodes import Column, Expr, Name, Number, transform
from kpixl.rules.parser import parse
from kpixl.rules.printer import print_rule, quote_name
from kpixl.rules.problem import Problem, listed
from kpixl.rules.quantity import Quantity
from kpixl.rules.tokens import RuleSyntaxError
from kpixl.rules.values import Type

_WRITTEN = {row.name: row for row in USER_FUNCTIONS}

_LONGEST = 80
"""Characters of a rule that a message quotes."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that a rule may use: as written → id of the quantity.

    A name of `inline` is no quantity of its own: the tree stands in its place.
    """

    names: Mapping[str, str]
    quantities: Mapping[str, Quantity]
    inline: Mapping[str, Expr] = field(default_factory=dict)


class RuleReader:
    """Parses, binds and checks rules of a scheme, and gathers their findings.

    What people write may use these functions.
    """

    def __init__(self, functions: Mapping[str, Function] = _WRITTEN) -> None:
        self.functions = functions
        self.findings: list[Finding] = []

    def parse(self, rule: Rule) -> Expr:
        """The tree as written; a harmless 0 (and a finding) when it cannot be read."""
        try:
            return parse(rule.text)
        except RuleSyntaxError as error:
            self.report(rule, Problem(error.code, error.span, error.details))
            return Number(Fraction(0))

    def report(self, rule: Rule, problem: Problem) -> None:
        """A finding at the problem's place in the file."""
        start, end = problem.span
        details = {"rule": rule.text, **problem.details}
        if "part" in details and end > start:
            details["part"] = rule.text[start:end]
        details |= {name: _shortened(str(details[name])) for name in ("rule", "part") if name in details}
        self.findings.append(Finding(problem.code, _inside(rule.place, start), details))

    def bind(self, node: Expr, scope: Scope, rule: Rule) -> Expr:
        """The tree with each name replaced by the id of its quantity."""

        def change(part: Expr) -> Expr:
            if not isinstance(part, Name):
                return part
            found = scope.names.get(part.name)
            if found is None:
                self.report(rule, _unknown(part, scope))
                return Number(Fraction(0))
            if scope.quantities[found].type in (Type.LIST, Type.TEXTS):
                return Column(found, part.span)
            return Name(found, part.span)

        return transform(node, change)

    def read(self, rule: Rule, scope: Scope, expected: Type, node: Expr | None = None) -> Expr:
        """A rule (or a tree made for it, which may use any function) bound and checked."""
        count = len(self.findings)
        tree = self.bind(self.parse(rule) if node is None else node, scope, rule)
        functions = self.functions if node is None else FUNCTIONS
        if len(self.findings) == count:
            for problem in check(tree, scope.quantities, expected, functions):
                self.report(rule, problem)
        return transform(tree, lambda part: _in_place(part, scope)) if scope.inline else tree


def _in_place(node: Expr, scope: Scope) -> Expr:
    return scope.inline.get(node.name, node) if isinstance(node, Name) else node


def _unknown(name: Name, scope: Scope) -> Problem:
    inside = [known for known in scope.names if known.startswith(name.name + ".")]
    if inside:
        return Problem(
            "rule-name-unclear", name.span, {"name": name.name, **listed("choices", map(quote_name, inside))}
        )
    near = did_you_mean(name.name, scope.names)
    code = "rule-unknown-name-near" if near else "rule-unknown-name"
    return Problem(code, name.span, {"name": print_rule(name), "near": quote_name(near)})


def _inside(place: Place, start: int) -> Place:
    return replace(place, column=place.column + start) if place.column is not None else place


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
