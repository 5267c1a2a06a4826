"""Static checks of the arguments that must be written down: bands, criteria, formats, decimal places."""

from __future__ import annotations

from kpixl.rules.criteria import is_criterion, is_format
from kpixl.rules.nodes import Array, Expr, Number, Text, Truth, Unary

MOST_PLACES, LEAST_PLACES = 9, -6
"""Decimal places that a rule may round to."""


def constant_problem(function: str, arg: Expr) -> str:
    """The code of what is wrong with a constant argument, or ""."""
    if not _is_constant(arg):
        return "rule-wants-constant"
    return "" if _is_usable(function, arg) else "rule-bad-constant"


def _is_constant(node: Expr) -> bool:
    return isinstance(node, Number | Text | Truth | Array) or (
        isinstance(node, Unary) and _is_constant(node.operand)
    )


def _is_usable(function: str, arg: Expr) -> bool:
    match function, arg:
        case "LOOKUP", _:
            return isinstance(arg, Array)
        case "COUNTIF", Text(value=value) | Number(value=value):
            return is_criterion(value)
        case "TEXT", Text(value=form):
            return is_format(form)
        case "ROUND" | "ROUNDUP" | "ROUNDDOWN", Number(value=places):
            return places.denominator == 1 and places <= MOST_PLACES
        case "ROUND" | "ROUNDUP" | "ROUNDDOWN", Unary(op="-", operand=Number(value=places)):
            return places.denominator == 1 and places <= -LEAST_PLACES
        case _:
            return False


def are_bands(bounds: Expr, results: Expr) -> bool:
    """Whether the bounds are numbers that ascend, one for each result, and the results of one kind."""
    if not isinstance(bounds, Array) or not isinstance(results, Array):
        return True
    values = [item.value for item in bounds.items if isinstance(item, Number)]
    kinds = {type(item) for item in results.items}
    alike = len(values) == len(bounds.items) == len(results.items) and len(kinds) == 1
    return alike and values == sorted(set(values))
