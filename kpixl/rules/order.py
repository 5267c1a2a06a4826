"""The order of evaluation: each quantity after those that it depends on; a cycle is shown hop by hop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from kpixl.findings import NOWHERE, Finding
from kpixl.rules.nodes import Expr, Name, names, transform
from kpixl.rules.noise import cancels
from kpixl.rules.quantity import Quantity, Role
from kpixl.rules.settling import is_settled


def arrange(
    quantities: Mapping[str, Quantity], rules: Mapping[str, Expr]
) -> tuple[dict[str, Quantity], tuple[Finding, ...]]:
    """The quantities with their rules, in order, or the finding that they form a cycle."""
    graph = {name: _needs(quantities[name], rules.get(name), quantities) for name in quantities}
    try:
        ordered = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        hops = _from_a_place(list(reversed(error.args[1])), quantities)
        details = {"hops": " → ".join(hops)}
        return {}, (Finding("rule-cycle", quantities[hops[0]].place, details),)
    noisy: set[str] = set()
    result: dict[str, Quantity] = {}
    for name in ordered:
        rule = rules.get(name)
        if rule is not None:
            rule = _mark_noise(rule, noisy)
            if cancels(rule) and not quantities[name].settled:
                noisy.add(name)
        result[name] = replace(
            quantities[name], rule=rule, settled=_is_settled(quantities[name], rule, result)
        )
    return result, ()


def _from_a_place(hops: list[str], quantities: Mapping[str, Quantity]) -> list[str]:
    """The circle begun at a quantity that has a place in the definition, if one has."""
    *circle, _ = hops
    start = next((at for at, name in enumerate(circle) if quantities[name].place != NOWHERE), 0)
    return [*circle[start:], *circle[: start + 1]]


def _needs(quantity: Quantity, rule: Expr | None, quantities: Mapping[str, Quantity]) -> list[str]:
    needed = [part.name for part in names(rule)] if rule is not None else []
    return list(dict.fromkeys([*needed, *(name for name in quantity.members if name in quantities)]))


def _is_settled(quantity: Quantity, rule: Expr | None, before: Mapping[str, Quantity]) -> bool:
    """A quantity that merely repeats a settled one is settled; so is a cell of a row whose rule is."""
    if quantity.role is Role.WORKED and rule is not None:
        return is_settled(rule, lambda name: before[name].settled)
    if quantity.role is Role.COLUMN:
        return all(before[name].settled for name in quantity.members if name in before)
    return quantity.settled or (isinstance(rule, Name) and before[rule.name].settled)


def _mark_noise(rule: Expr, noisy: set[str]) -> Expr:
    def change(node: Expr) -> Expr:
        return replace(node, noisy=True) if isinstance(node, Name) and node.name in noisy else node

    return transform(rule, change)
