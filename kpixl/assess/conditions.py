"""Conditions between entries, compiled once, and what is said of those that do not hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kpixl.rules.constraints import Must
from kpixl.rules.evaluate import Compiled, compile_rule
from kpixl.rules.values import Value

Conditions = list[tuple[Compiled, Compiled]]


def compiled(musts: Iterable[Must]) -> Conditions:
    """Each condition with its words."""
    return [(compile_rule(must), compile_rule(say)) for must, say in musts]


def failing(conditions: Conditions, values: Mapping[str, Value]) -> list[str]:
    """What is said of the conditions that do not hold; one that is unknown is not broken."""
    return [str(say(values)) for must, say in conditions if must(values) is False]
