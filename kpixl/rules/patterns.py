"""Shapes of rules that people say in their own way: deductions, weighted means, bands, constants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.numbers import plain
from kpixl.rules.nodes import Array, Binary, Call, Column, Expr, Name, Number, Unary, call, number, transform
from kpixl.rules.operators import NEGATED
from kpixl.rules.quantity import Quantity

Quantities = Mapping[str, Quantity]

_FACTORS = {"-": Fraction(-1), "+": Fraction(1), "%": Fraction(1, 100)}
_MOST_DECIMALS = 4


def figure(value: Fraction) -> str:
    """A constant in a sentence: in all its digits, or at two decimal places when it has no end of them."""
    text = plain(value)
    return text if len(text.partition(".")[2]) <= _MOST_DECIMALS else plain(value, 2)


def constant(node: Expr, quantities: Quantities) -> Fraction | None:
    """What a calculation with constants alone gives; None when something in it is not known in advance."""
    match node:
        case Number(value=value):
            return value
        case Name(name=name):
            return quantities[name].constant
        case Unary(op=op, operand=operand):
            inner = constant(operand, quantities)
            return None if inner is None else inner * _FACTORS[op]
        case Binary(op=op, left=left, right=right):
            return _calculated(op, constant(left, quantities), constant(right, quantities))
        case _:
            return None


def _calculated(op: str, a: Fraction | None, b: Fraction | None) -> Fraction | None:
    if a is None or b is None:
        return None
    match op:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "/" if b != 0:
            return a / b
        case _:
            return None


def simplified(node: Expr, quantities: Quantities) -> Expr:
    """The rule as people would say it: ÷100×100 left out, constants worked out, a LOOKUP as cases."""

    def worked_out(part: Expr) -> Expr:
        value = constant(part, quantities) if isinstance(part, Binary) else None
        is_short = value is not None and (value * 10**_MOST_DECIMALS).denominator == 1
        return number(value) if value is not None and is_short else part

    def change(part: Expr) -> Expr:
        if isinstance(part, Binary) and constant(part, quantities) is None:
            part = Binary(part.op, worked_out(part.left), worked_out(part.right))
        match part:
            case Call(function="IF", args=(condition, yes, Call(function="IF", args=(again, _, no)))) if (
                condition == again
            ):
                return call("IF", condition, yes, no)
            case Binary(op="*", left=Binary(op="/", left=inner, right=divisor), right=factor):
                same = constant(divisor, quantities)
                return inner if same is not None and same == constant(factor, quantities) else part
            case _:
                return part

    node = transform(node, change)
    match node:
        case Call(function="LOOKUP", args=(subject, Array(items=bounds), Array(items=results))):
            tree: Expr = call("NA")
            for bound, result in zip(bounds, results, strict=True):
                assert isinstance(bound.value, Fraction)
                shown = number(result.value) if isinstance(result.value, Fraction) else result
                tree = call("IF", Binary(">=", subject, number(bound.value)), shown, tree)
            return tree
        case _:
            return node


def positive(condition: Expr) -> Expr:
    """The condition without NOT in front, where there is an opposite comparison."""
    match condition:
        case Call(function="NOT", args=(Binary(op=op, left=left, right=right),)) if op in NEGATED:
            return Binary(NEGATED[op], left, right)
        case _:
            return condition


@dataclass(frozen=True, slots=True)
class WeightedMean:
    """The mean of a column by the weights in another."""

    values: Column
    weights: Column


def weighted_mean(node: Expr) -> WeightedMean | None:
    """SUMPRODUCT(weights, values) / SUM(weights)."""
    match node:
        case Binary(
            op="/",
            left=Call(function="SUMPRODUCT", args=(Column() as weights, Column() as values)),
            right=Call(function="SUM", args=(Column() as total,)),
        ) if total == weights:
            return WeightedMean(values, weights)
        case _:
            return None


def level_mean(node: Expr) -> tuple[tuple[Name, Fraction], ...]:
    """The counts and the numbers of the levels in SUM(甲 * 5, 乙 * 4) / SUM(甲, 乙); none in other rules."""
    match node:
        case Binary(op="/", left=Call(function="SUM", args=above), right=Call(function="SUM", args=below)):
            parts = tuple(
                (part.left, part.right.value)
                for part in above
                if isinstance(part, Binary) and isinstance(part.left, Name) and isinstance(part.right, Number)
            )
            return parts if tuple(name for name, _ in parts) == below and len(parts) == len(above) else ()
        case _:
            return ()


def mean_of_known(node: Expr) -> tuple[Binary, ...]:
    """The weighted figures, such as 上级 * 50%, of a mean of those that are known; none in other rules."""
    match node:
        case Binary(op="/", left=Call(function="SUM", args=above), right=Call(function="SUM", args=below)):
            parts = tuple(
                part.args[0]
                for part in above
                if isinstance(part, Call) and part.function == "IFERROR" and isinstance(part.args[0], Binary)
            )
            weights = tuple(Binary("*", call("COUNT", part.left), part.right) for part in parts)
            return parts if weights == below and len(parts) == len(above) else ()
        case _:
            return ()


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points off for each occurrence beyond `free`, down to `floor` or by at most `most`."""

    count: Name
    each: Expr
    free: Expr | None = None
    floor: Expr | None = None
    most: Expr | None = None


def deduction(node: Expr, points: str) -> Deduction | None:
    """A rule that only takes away, from the points of this name or from nothing."""
    match node:
        case Call(function="MAX", args=(Binary(op="-", left=Name(name=start), right=lost), floor)) if (
            start == points
        ):
            return _lost(lost, floor=floor)
        case Binary(op="-", left=Number(value=zero), right=Call(function="MIN", args=(lost, most))) if (
            zero == 0
        ):
            return _lost(lost, most=most)
        case Binary(op="-", left=Number(value=zero), right=lost) if zero == 0:
            return _lost(lost)
        case _:
            return None


def _lost(node: Expr, floor: Expr | None = None, most: Expr | None = None) -> Deduction | None:
    match node:
        case Binary(op="*", left=Name() as count, right=each):
            return Deduction(count, each, None, floor, most)
        case Binary(
            op="*",
            left=Call(
                function="MAX", args=(Binary(op="-", left=Name() as count, right=free), Number(value=zero))
            ),
            right=each,
        ) if zero == 0:
            return Deduction(count, each, free, floor, most)
        case _:
            return None
