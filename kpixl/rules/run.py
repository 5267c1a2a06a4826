"""A rulebook at work: compiled once, then run for each appraisee."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kpixl.rules.evaluate import Compiled, Env, compile_rule
from kpixl.rules.quantity import Role, Rulebook
from kpixl.rules.values import UNKNOWN, Value

Runner = Callable[[Env], dict[str, Value]]


def compile_rulebook(rulebook: Rulebook) -> Runner:
    """A function from what is given (roster fields, typed values by raw name) to every quantity's value.

    What is not given is unknown; a typed value that is not given is a blank.
    """
    constants: dict[str, Value] = {}
    given: dict[str, Value] = {}
    steps: list[tuple[str, Compiled]] = []
    for name, quantity in rulebook.quantities.items():
        if quantity.rule is not None:
            steps.append((name, compile_rule(quantity.rule)))
        elif quantity.role is Role.COLUMN:
            steps.append((name, _column(quantity.members)))
        elif quantity.constant is not None:
            constants[name] = quantity.constant
        else:
            given[name] = None if quantity.role is Role.RAW else UNKNOWN

    def run(env: Mapping[str, Value]) -> dict[str, Value]:
        values = {**given, **env, **constants}
        for name, step in steps:
            values[name] = step(values)
        return values

    return run


def _column(members: tuple[str, ...]) -> Compiled:
    return lambda env: tuple(env.get(name) for name in members)  # type: ignore[misc]
