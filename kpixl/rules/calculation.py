"""Calculations and conditions in words, for the sentences of an item."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

from kpixl.model.numbers import digits, plain
from kpixl.rules.criteria import criterion
from kpixl.rules.nodes import Binary, Call, Column, Expr, Name, Number, Text, Truth, Unary
from kpixl.rules.operators import BINARY, POSTFIX, PREFIX
from kpixl.rules.patterns import (
    Quantities,
    constant,
    figure,
    level_mean,
    mean_of_known,
    positive,
    weighted_mean,
)
from kpixl.rules.phrasing import Phrases
from kpixl.rules.printer import power
from kpixl.rules.quantity import Item
from kpixl.rules.scoring import VALUE

_ROUNDING = frozenset({"ROUND", "ROUNDUP", "ROUNDDOWN"})
_OF_TWO = frozenset({"IFERROR", "MINUTES", "HOURS", "DAYS", "WORKDAYS", "MONTHS"})


class Calculation:
    """Says calculations and conditions of one item in one language."""

    def __init__(self, item: Item, quantities: Quantities, phrases: Phrases) -> None:
        self.item, self.quantities, self.say = item, quantities, phrases

    def say_all(self, node: Expr) -> str:
        """A whole calculation: 完成值÷90×30."""
        return self.arithmetic(node, 0)

    def say_part(self, node: Expr) -> str:
        """A calculation in the middle of a sentence; a constant as its value."""
        value = constant(node, self.quantities)
        return figure(value) if value is not None else self.arithmetic(node, PREFIX)

    def measured(self, node: Expr, beside: Expr) -> str:
        """A bound with the unit of what it is compared with: 90分."""
        value = constant(node, self.quantities)
        unit = self.quantities[beside.name].unit if isinstance(beside, Name) else ""
        if value is None or not unit:
            return self.say_part(node)
        return figure(value) + self.say.units.get(unit, unit)

    def condition(self, node: Expr, inside: str = "") -> str:
        """A condition as a clause, in brackets where it would be misread inside another."""
        match node := positive(node):
            case Binary(op="=", left=Name(name=name), right=Text() as answer) if name == self.item.id(VALUE):
                return self.say.chosen.format(b=self.say_all(answer))
            case Binary(op=">=", left=Binary(op="-", left=Name() as a, right=Name() as b), right=gap):
                is_below = b.name == self.item.id(VALUE)
                if constant(gap, self.quantities) == 0:
                    return self.condition(Binary("<=", b, a) if is_below else Binary(">=", a, b))
                told = self.say.below if is_below else self.say.ahead
                return told.format(a=self.say_all(a), b=self.say_all(b), n=self.measured(gap, gap))
            case Binary(op=op, left=left, right=right) if op in self.say.compare:
                is_fixed = isinstance(right, Text) or constant(right, self.quantities) is not None
                is_day = isinstance(left, Name) and self.quantities[left.name].dated != ""
                phrases = self.say.compare if is_fixed else self.say.compare_two
                phrases = self.say.compare_days if is_day else phrases
                return phrases[op].format(a=self.say_all(left), b=self.measured(right, left)).strip()
            case Call(function="AND" | "OR" as function, args=args):
                told = (self.say.both if function == "AND" else self.say.either).join(self.parts(node))
                return self.bracketed(told, inside == "AND" and function == "OR" and len(args) > 1)
            case Call(function="NOT", args=(arg,)):
                return self.say.negation.format(a=self.condition(arg))
            case _:
                return self.say_all(node)

    def parts(self, node: Call) -> list[str]:
        """The parts of AND or OR. In AND, a subject that was just named is not named again."""
        told: list[str] = []
        before = ""
        for arg in map(positive, node.args):
            clause = self.condition(arg, inside=node.function if len(node.args) > 1 else "")
            subject = self.say_all(arg.left) if isinstance(arg, Binary) else ""
            repeats = node.function == "AND" and subject != "" and subject == before
            told.append(clause.removeprefix(subject).strip() if repeats else clause)
            before = subject
        return told

    def arithmetic(self, node: Expr, least: int) -> str:
        """A calculation inside an operation that binds so tightly, in brackets where it needs them."""
        match node:
            case Number(value=value):
                return digits(value)
            case Text(value=value):
                return self.say.quotes.format(x=value)
            case Truth(value=value):
                return str(value).upper()
            case Name(name=name):
                return self.name(name)
            case Column(name=name):
                return self.say.column.format(x=self.quantities[name].label)
            case Unary(op="%", operand=operand):
                return self.arithmetic(operand, POSTFIX) + "%"
            case Unary(op=op, operand=operand):
                sign = self.say.arithmetic[op].strip()
                return self.bracketed(sign + self.arithmetic(operand, PREFIX), least > PREFIX)
            case Binary(op=op) if op in self.say.compare:
                return self.bracketed(self.condition(node), least > 0)
            case Binary(op=op, left=left, right=right):
                mean = weighted_mean(node)
                if mean is not None:
                    x, w = (self.quantities[part.name].label for part in (mean.values, mean.weights))
                    return self.bracketed(self.say.weighted.format(x=x, w=w), least > 0)
                if levels := level_mean(node):
                    told = self.say.listed.join(f"{self.name(one.name)}{figure(n)}" for one, n in levels)
                    return self.bracketed(self.say.levelled.format(x=told), least > 0)
                if known := mean_of_known(node):
                    total = reduce(lambda one, other: Binary("+", one, other), known)
                    return self.bracketed(self.say.known.format(x=self.arithmetic(total, 0)), least > 0)
                own = power(node)
                told = self.arithmetic(left, own) + self.say.arithmetic[op] + self.arithmetic(right, own + 1)
                return self.bracketed(told, BINARY[op].power < least)
            case Call():
                return self.call(node, least)
            case _:
                return ""

    def bracketed(self, told: str, needed: bool) -> str:
        """In brackets if they are needed."""
        return self.say.brackets.format(x=told) if needed else told

    def name(self, name: str) -> str:
        """A constant as its number, anything else by what people call it."""
        value = self.quantities[name].constant
        return figure(value) if value is not None else self.quantities[name].label

    def call(self, node: Call, least: int) -> str:
        """A function in words."""
        match node:
            case Call(function="AND" | "OR" | "NOT"):
                return self.bracketed(self.condition(node), least > 0)
            case Call(function="IF", args=(condition, yes, no)):
                c, a, b = self.condition(condition), self.say_all(yes), self.say_all(no)
                return self.bracketed(self.say.choice.format(c=c, a=a, b=b), least > 0)
            case Call(function="MIN" | "MAX" as function, args=(part, bound)) if (
                limit := constant(bound, self.quantities)
            ) is not None:
                ends = self.say.most if function == "MIN" else self.say.least
                told = ends.format(x=self.say_all(part), b=_limit(limit, part))
                return self.bracketed(told, least > 0)
            case Call(function="TEXT", args=(part, _)):
                return self.arithmetic(part, least)
            case _:
                return self.function(node, least)

    def function(self, node: Call, least: int) -> str:
        """A function by its phrase. Some phrases name the last argument apart."""
        args, row, last = node.args, node.function, ""
        if node.function in _ROUNDING:
            args, (row, last) = args[:-1], self.rounding(node)
        elif node.function == "COUNTIF":
            args, last = args[:-1], self.criterion(args[-1])
        elif node.function in _OF_TWO:
            args, last = args[:-1], self.say_all(args[-1])
        elif node.function == "LOOKUP":
            args = args[:1]
        listed = self.say.listed.join(self.say_all(arg) for arg in args)
        told = self.say.functions[row].format(args=listed, last=last)
        return self.bracketed(told, least > 0 and node.function in self.say.loose)

    def rounding(self, node: Call) -> tuple[str, str]:
        """The row of the phrase, and the decimal places or the multiple that it names."""
        places = int(constant(node.args[-1], self.quantities) or 0)
        if places > 0:
            return node.function, str(places)
        return node.function + ("-" if places < 0 else "0"), str(10**-places)

    def criterion(self, node: Expr) -> str:
        """达到60, of the criterion ">=60"."""
        assert isinstance(node, Text | Number)
        sign, wanted = criterion(node.value)
        bound = plain(wanted) if isinstance(wanted, Fraction) else self.say.quotes.format(x=wanted)
        return self.say.compare[sign].format(a="", b=bound).strip()


def _limit(value: Fraction, part: Expr) -> str:
    """A bound of a quotient is said as a percentage."""
    return figure(value * 100) + "%" if isinstance(part, Binary) and part.op == "/" else figure(value)
