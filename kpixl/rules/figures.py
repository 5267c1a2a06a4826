"""A calculation with this person's figures, as a rule that gives text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce

from kpixl.model.numbers import digits, plain
from kpixl.rules.functions import FUNCTIONS
from kpixl.rules.nodes import Binary, Call, Column, Expr, Name, Number, Text, Unary, call, join, number
from kpixl.rules.operators import BINARY, POSTFIX, PREFIX
from kpixl.rules.patterns import Quantities, constant, mean_of_known, weighted_mean
from kpixl.rules.printer import power
from kpixl.rules.quantity import Quantity, Role
from kpixl.rules.values import Type

SIGNS = {"+": " ＋ ", "-": " － ", "*": " × ", "/": " ÷ ", "^": " ^ "}
EQUALS = " ＝ "

_MOST_SUMMED = 8

_WHOLE = frozenset({"INT", "COUNT", "COUNTIF"})

TIMES = {"MINUTES": " 分钟", "HOURS": " 小时", "DAYS": " 天", "WORKDAYS": " 个工作日"}
"""The functions of time, and what they count in."""


def format_of(places: int | None) -> str:
    """The number format with so many decimal places."""
    return "0." + "0" * places if places else "0"


def shown(quantity: Quantity) -> Expr:
    """A quantity as text, a number as the form shows it."""
    if quantity.type is Type.TEXT:
        return Name(quantity.id)
    if quantity.dated:
        return call("TEXT", Name(quantity.id), Text(quantity.dated))
    places = 2 if quantity.places is None else quantity.places
    thousands = "#,##" if quantity.unit == "元" else ""
    return call("TEXT", Name(quantity.id), Text(thousands + format_of(places)))


def unrounded(node: Expr) -> Expr:
    """The calculation inside a rounding: the figure behind the equals sign shows the rounding."""
    match node:
        case Call(function="ROUND" | "ROUNDUP" | "ROUNDDOWN", args=(part, _)):
            return part
        case _:
            return node


@dataclass(frozen=True, slots=True)
class Figures:
    """Writes calculations over the quantities of a form.

    `bounds` are what quantities were just compared with: a figure that looks like its bound but is not is
    written out, or people would read 4.00 ＞ 4.
    """

    quantities: Quantities
    bounds: Mapping[str, Expr] = field(default_factory=dict)

    def beside(self, condition: Expr) -> Figures:
        """The same, after a comparison of a measured quantity with a constant."""
        match condition:
            case Binary(left=Name(name=name), right=right) if (
                self.quantities[name].constant is None and constant(right, self.quantities) is not None
            ):
                return Figures(self.quantities, {**self.bounds, name: right})
            case _:
                return self

    def worked(self, node: Expr, units: bool = False) -> Expr:
        """A whole calculation."""
        return self.written(node, units, 0)

    def written(self, node: Expr, units: bool, least: int) -> Expr:
        """A calculation inside an operation that binds so tightly; brackets only where they are needed."""
        match node:
            case Number(value=value):
                return Text(digits(value))
            case Text():
                return node
            case Name(name=name):
                return self.name(self.quantities[name], units)
            case Unary(op="%", operand=operand):
                return join(self.written(operand, units, POSTFIX), "%")
            case Unary(op=op, operand=operand):
                sign = SIGNS[op].strip()
                return self.bracketed(join(sign, self.written(operand, units, PREFIX)), least > PREFIX)
            case Binary(op="-", left=Number(value=zero), right=right) if zero == 0:
                return self.bracketed(join("－", self.written(right, units, BINARY["*"].power)), least > 0)
            case Binary() if form := self.dated(node):
                return call("TEXT", node, Text(form))
            case Binary(op=op, left=left, right=right) if op in SIGNS and weighted_mean(node) is None:
                if known := mean_of_known(node):
                    return self.of_known(known, least)
                own = power(node)
                told = join(self.written(left, units, own), SIGNS[op], self.written(right, units, own + 1))
                return self.bracketed(told, own < least)
            case Call(function="MIN" | "MAX", args=(_, _)):
                return self.limited(node, units, least)
            case Call(function="IF", args=(condition, yes, no)):
                return call("IF", condition, self.written(yes, units, least), self.written(no, units, least))
            case Call() if is_sum_of_figures(node):
                return self.summed(node, units, least)
            case Call(function=function) if function in TIMES:
                return self.bracketed(self.time(node), least > 0)
            case _:
                return self.result(node)

    def bracketed(self, told: Expr, needed: bool) -> Expr:
        """In brackets if they are needed."""
        return join("（", told, "）") if needed else told

    def dated(self, node: Expr) -> str:
        """How a day or moment is written, and one that is so many days before or after it; else ""."""
        match node:
            case Name(name=name):
                return self.quantities[name].dated
            case Binary(op="+" | "-", left=left, right=right) if not self.dated(right):
                return self.dated(left)
            case _:
                return ""

    def time(self, node: Call) -> Expr:
        """2026-11-03 14:05 至 2026-11-03 14:50 共 45 分钟."""
        start, end = (self.written(arg, False, 0) for arg in node.args)
        return join(start, " 至 ", end, " 共 ", self.result(node), TIMES[node.function])

    def limited(self, node: Call, units: bool, least: int) -> Expr:
        """The part alone while it stays within the bound; beyond it, the bound is named too."""
        part, bound = node.args
        sign, word = ("<=", "，最高 ") if node.function == "MIN" else (">=", "，最低 ")
        beyond = join(self.written(part, units, 0), word, self.bound(bound, part, units))
        free = self.written(part, units, least)
        return call("IF", Binary(sign, part, bound), free, self.bracketed(beyond, least > 0))

    def summed(self, node: Call, units: bool, least: int) -> Expr:
        """90 ＋ 85, or （90 ＋ 85） ÷ 2."""
        total = reduce(lambda left, right: Binary("+", left, right), node.args)
        if node.function == "SUM":
            return self.written(total, units, least)
        return self.written(Binary("/", total, number(len(node.args))), units, least)

    def of_known(self, parts: tuple[Binary, ...], least: int) -> Expr:
        """自评 80.00 × 20%，上级 90.00 × 50%，同事（未评），折算."""
        told: list[Expr | str] = []
        for part in parts:
            assert isinstance(part.left, Name)
            label = self.quantities[part.left.name].label
            known = join(f"{label} ", self.written(part, False, 0))
            told += [call("IFERROR", known, Text(f"{label}（未评）")), "，"]
        return self.bracketed(join(*told, "折算"), least > 0)

    def bound(self, node: Expr, part: Expr, units: bool) -> Expr:
        """A constant bound as its number; that of a quotient as a percentage."""
        value = constant(node, self.quantities)
        if value is None:
            return self.written(node, units, 0)
        is_ratio = isinstance(part, Binary) and part.op == "/"
        return Text(plain(value * 100) + "%" if is_ratio else plain(value))

    def result(self, node: Expr) -> Expr:
        """What a function gives, with the decimals that it has, at most four."""
        mean = weighted_mean(node)
        if mean is not None:
            return join("加权平均 ", call("TEXT", node, Text("0.00")))
        if isinstance(node, Call) and node.function in _WHOLE:
            return call("TEXT", node, Text("0"))
        if isinstance(node, Call) and FUNCTIONS[node.function].result is Type.TEXT:
            return node
        return _digits(call("ROUND", node, number(4)))

    def name(self, quantity: Quantity, units: bool) -> Expr:
        """A constant in digits; a filled-in figure with its unit where units are wanted."""
        if quantity.constant is not None:
            return Text(plain(quantity.constant, None if quantity.settled else 2))
        unit = quantity.unit if units and quantity.role is Role.INPUT else ""
        bound = None if quantity.dated else self.bounds.get(quantity.id)
        return join(shown(quantity) if bound is None else _beside(quantity, bound), unit)


def is_sum_of_figures(node: Expr) -> bool:
    """Whether a calculation is a sum or mean of a few single figures, which can be written out."""
    return (
        isinstance(node, Call)
        and node.function in ("SUM", "AVERAGE")
        and 1 < len(node.args) <= _MOST_SUMMED
        and not any(isinstance(arg, Column) for arg in node.args)
    )


def _beside(quantity: Quantity, bound: Expr) -> Expr:
    """The figure as it is shown, but in all its digits when it only looks like its bound."""
    own = Name(quantity.id)
    looks = call("ROUND", own, number(2 if quantity.places is None else quantity.places))
    is_alike = call("ALL", Binary("=", looks, bound), Binary("<>", own, bound))
    return call("IF", is_alike, _digits(own), shown(quantity))


def _digits(node: Expr) -> Expr:
    """A number as a text with the decimals that it has; `join` would leave it a number."""
    return Binary("&", node, Text(""))
