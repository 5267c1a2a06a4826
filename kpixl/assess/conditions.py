"""Conditions, compiled once: between entries, and for what is taken off or added to pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kpixl.rules.constraints import Must
from kpixl.rules.evaluate import Compiled, compile_rule
from kpixl.rules.nodes import Binary, Call, Expr
from kpixl.rules.quantity import Rulebook
from kpixl.rules.values import Value

Conditions = list[tuple[Compiled, Compiled]]


def compiled(musts: Iterable[Must]) -> Conditions:
    """Each condition with its words."""
    return [(compile_rule(must), compile_rule(say)) for must, say in musts]


def failing(conditions: Conditions, values: Mapping[str, Value]) -> list[str]:
    """What is said of the conditions that do not hold; one that is unknown is not broken."""
    return [str(say(values)) for must, say in conditions if must(values) is False]


def adjustments(rulebook: Rulebook) -> list[tuple[Compiled, str]]:
    """The conditions inside the pay rule, each with its reason, in the order of the scheme."""
    pay = rulebook.scheme.pay
    if pay is None:
        return []
    rules: list[Expr] = []
    node = rulebook.quantities[pay.name].rule
    node = node.args[0] if isinstance(node, Call) else node
    for _ in pay.adjust:
        assert isinstance(node, Binary)
        assert isinstance(node.right, Call)
        rules.insert(0, node.right.args[0])
        node = node.left
    return [(compile_rule(rule), part.why) for rule, part in zip(rules, pay.adjust, strict=True)]
