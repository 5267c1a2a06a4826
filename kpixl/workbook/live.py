"""A form's live cells for one person: every value that Excel would show, computed in advance.

A file that nobody has recalculated (a preview on a phone, another program) then shows the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kpixl.rules.evaluate import Compiled, compile_rule
from kpixl.rules.run import compile_rulebook
from kpixl.rules.values import EXCLUDED, EXCLUDED_TEXT, UNKNOWN, Value
from kpixl.workbook.plan import FormPlan, Formula

Evaluated = tuple[dict[str, Value], dict[int, Value]]
LiveForm = Callable[[Mapping[str, Value]], Evaluated]


def compile_plan(plan: FormPlan) -> LiveForm:
    """A function from what is given to all quantities, and to the value of each formula cell by index."""
    run = compile_rulebook(plan.rulebook)
    derived = [(name, rule if isinstance(rule, tuple) else compile_rule(rule)) for name, rule in plan.derived]
    formulas = [
        (index, compile_rule(cell.content.rule))
        for index, cell in enumerate(plan.cells)
        if isinstance(cell.content, Formula)
    ]

    def live(given: Mapping[str, Value]) -> Evaluated:
        values = run(given)
        for name, rule in derived:
            values[name] = _derive(rule, values)
        return values, {index: rule(values) for index, rule in formulas}

    return live


def _derive(rule: Compiled | tuple[str, ...], values: dict[str, Value]) -> Value:
    if isinstance(rule, tuple):
        return tuple(values.get(name) for name in rule)  # type: ignore[misc]
    return rule(values)


def cached(value: Value) -> float | str | bool:
    """A value as it is kept beside a formula: #N/A while it is unknown."""
    if isinstance(value, bool | str):
        return value
    if value is UNKNOWN:
        return "#N/A"
    if value is EXCLUDED:
        return EXCLUDED_TEXT
    return "" if value is None or isinstance(value, tuple) else float(value)  # type: ignore[arg-type]
