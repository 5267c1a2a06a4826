"""Static checks of units: what is added, compared or chosen between must be in one unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kpixl.model.numbers import digits
from kpixl.model.units import unit_of
from kpixl.rules.nodes import Expr, Number, Unary

PERCENT, POINT = "%", "百分点"


@dataclass(frozen=True, slots=True)
class UnitProblem:
    """What is wrong, with which part (None: the whole), and the details."""

    code: str
    part: Expr | None
    details: dict[str, object] = field(default_factory=dict)


def common_unit(sides: Sequence[tuple[Expr, str]]) -> str | UnitProblem:
    """The unit of all sides, "" when none is sure.

    Rates of different kinds never meet, nor does 95% meet a value that is given as 95.
    """
    units = list(dict.fromkeys(unit for _, unit in sides if unit))
    # Rates differ by a factor that nobody sees in the figures.
    rates = [unit for unit in units if unit_of(unit).ratio != 1]
    for part, _ in sides:
        share = _percentage(part)
        if rates and share is not None:
            plain = digits(share * unit_of(rates[0]).ratio)
            return UnitProblem("rule-percent-literal", part, {"unit": rates[0], "plain": plain})
    if rates and len(units) > 1:
        return UnitProblem("rule-unit-mismatch", None, {"left": units[0], "right": units[1]})
    return units[0] if len({unit for _, unit in sides}) == 1 and units else ""


def sum_unit(op: str, left: tuple[Expr, str], right: tuple[Expr, str]) -> str | UnitProblem:
    """The unit of a sum or difference: two percentages are 百分点 apart, and 百分点 may be added to one."""
    if {left[1], right[1]} == {PERCENT, POINT}:
        return PERCENT
    unit = common_unit((left, right))
    return POINT if op == "-" and unit == PERCENT else unit


def _percentage(node: Expr) -> Fraction | None:
    """The share that a percentage such as 95% or -5% stands for; None for any other part."""
    match node:
        case Unary(op="%", operand=Number(value=value)):
            return value / 100
        case Unary(op="-", operand=operand) if (share := _percentage(operand)) is not None:
            return -share
        case _:
            return None
