"""The words back end: a rule as a sentence for people, from the same tree that scores.

The 考核标准 of a form and the documentation come from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from kpixl.model.numbers import digits, plain
from kpixl.rules.nodes import Binary, Call, Column, Expr, Name, Number, Text, Truth, Unary, names
from kpixl.rules.operators import BINARY, NEGATED
from kpixl.rules.phrases import PHRASES, Phrases
from kpixl.rules.printer import power
from kpixl.rules.quantity import Item, Quantity, Role, Rulebook
from kpixl.rules.scoring import POINTS, VALUE

ZERO = Fraction(0)


def standard(item: Item, rulebook: Rulebook, language: str = "") -> str:
    """The sentence that tells how an item is scored; the scheme's own words when it gives any."""
    if item.indicator.standard:
        return item.indicator.standard
    speaker = Speaker(item, rulebook.quantities, PHRASES[language or rulebook.scheme.language])
    return speaker.standard()


class Speaker:
    """Speaks of one item: which quantities are its own, and in which language."""

    def __init__(self, item: Item, quantities: Mapping[str, Quantity], phrases: Phrases) -> None:
        self.item, self.quantities, self.say = item, quantities, phrases
        self.points, self.value = item.id(POINTS), item.id(VALUE)
        self.inline_targets = False

    def standard(self) -> str:
        """Where the value comes from, then how it is scored, then the constants that were named."""
        sentences = []
        value = self.item.value
        if value is not None and isinstance(self.bare_value(value), Binary):
            sentences.append(self.arithmetic(self.bare_value(value)))
        sentences.append(self.scoring(self.item.score))
        return "。".join(sentences) + "。" if self.say is PHRASES["zh-CN"] else ". ".join(sentences) + "."

    def bare_value(self, value: Expr) -> Expr:
        """The value's rule without the factor that only turns it into ‰ or %."""
        match value:
            case Binary(op="*", left=left, right=Number(value=factor)) if factor in (100, 1000, 10_000):
                return left
            case _:
                return value

    def scoring(self, node: Expr) -> str:
        """How a scoring rule is said as a whole."""
        deduction = self.deduction(node)
        if deduction:
            return deduction
        if isinstance(node, Call) and node.function == "IF":
            self.inline_targets = True
            return self.cases(node)
        return self.arithmetic(node) + self.glossary(node)

    def cases(self, node: Call) -> str:
        """达到90分得满分；不满90分的，按…计分."""
        condition, yes, no = node.args
        say = self.say
        first = say.clause.format(c=self.condition(condition), o=self.outcome(yes))
        if isinstance(no, Call) and no.function == "IF":
            return first + say.stop + self.cases(no)
        if isinstance(condition, Binary) and condition.op in NEGATED and not _is_constant(no):
            opposite = Binary(NEGATED[condition.op], condition.left, condition.right)
            again = self.condition(opposite).removeprefix(self.subject(condition.left)).strip()
            return first + say.stop + say.when.format(c=again, o=self.outcome(no))
        return first + say.stop + say.otherwise.format(o=self.outcome(no))

    def outcome(self, node: Expr) -> str:
        """What one gets: 得满分, 不得分, 得5分, 按…计分."""
        match node:
            case Name(name=name) if name == self.points:
                return self.say.full
            case Number(value=value):
                return self.say.none if value == 0 else self.say.points.format(n=plain(value))
            case _:
                return self.say.by.format(x=self.arithmetic(node))

    def condition(self, node: Expr) -> str:
        """A condition as a clause; the item's own value is not named again."""
        match node:
            case Binary(op=op, left=left, right=right) if op in self.say.compare:
                return self.say.compare[op].format(a=self.subject(left), b=self.figure(right))
            case Call(function="AND", args=args):
                return self.say.both.join(self.condition(arg) for arg in args)
            case Call(function="OR", args=args):
                return self.say.either.join(self.condition(arg) for arg in args)
            case Call(function="NOT", args=(arg,)):
                return self.say.negation.format(a=self.condition(arg))
            case _:
                return self.arithmetic(node)

    def subject(self, node: Expr) -> str:
        """What a condition is about."""
        if isinstance(node, Name) and node.name == self.value:
            quantity = self.quantities[node.name]
            return quantity.label
        return self.arithmetic(node)

    def figure(self, node: Expr) -> str:
        """A constant with its unit, in a condition: 90分."""
        match node:
            case Name(name=name) if (quantity := self.quantities[name]).constant is not None:
                return plain(quantity.constant) + quantity.unit
            case Number(value=value):
                return (
                    plain(value) + self.quantities[self.value].unit
                    if self.value in self.quantities
                    else plain(value)
                )
            case _:
                return self.arithmetic(node)

    def arithmetic(self, node: Expr, least: int = 0) -> str:
        """A calculation: 完成值÷目标值×30分."""
        text = self.term(node)
        return f"（{text}）" if power(node) < least else text

    def term(self, node: Expr) -> str:
        match node:
            case Number(value=value):
                return digits(value)
            case Text(value=value):
                return f"“{value}”"
            case Truth(value=value):
                return str(value).upper()
            case Name(name=name) | Column(name=name):
                return self.name(name)
            case Unary(op="%", operand=operand):
                return self.arithmetic(operand, 7) + "%"
            case Unary(op=op, operand=operand):
                return op + self.arithmetic(operand, 6)
            case Binary(op=op, left=left, right=right) if op in self.say.arithmetic:
                own = BINARY[op].power
                return self.arithmetic(left, own) + self.say.arithmetic[op] + self.arithmetic(right, own + 1)
            case Binary():
                return self.condition(node)
            case Call(function="MIN", args=(part, Number() | Name() as bound)) if self.is_bound(bound):
                return self.say.most.format(x=self.arithmetic(part), b=self.bound(bound))
            case Call(function="MAX", args=(part, Number() | Name() as bound)) if self.is_bound(bound):
                return self.say.least.format(x=self.arithmetic(part), b=self.bound(bound))
            case Call(function=function, args=args):
                parts = self.say.separator.join(self.arithmetic(arg) for arg in args)
                return self.say.function.format(name=function, args=parts)
            case _:
                return ""

    def is_bound(self, node: Expr) -> bool:
        return isinstance(node, Number) or (
            isinstance(node, Name) and self.quantities[node.name].constant is not None
        )

    def bound(self, node: Expr) -> str:
        if isinstance(node, Name) and node.name == self.points:
            return plain(self.item.points or ZERO) + self.say.unit_points
        return self.arithmetic(node)

    def name(self, name: str) -> str:
        quantity = self.quantities[name]
        if quantity.role is Role.POINTS:
            return plain(quantity.constant or ZERO, None if quantity.settled else 2) + self.say.unit_points
        if quantity.role is Role.PARAMETER and quantity.constant is not None:
            return plain(quantity.constant)
        if quantity.role is Role.TARGET and self.inline_targets and quantity.constant is not None:
            return plain(quantity.constant) + quantity.unit
        return quantity.label

    def glossary(self, node: Expr) -> str:
        """The targets that a calculation names: ；目标值90分."""
        parts = [
            self.say.constant.format(name=quantity.label, value=plain(quantity.constant) + quantity.unit)
            for name in dict.fromkeys(part.name for part in names(node))
            if (quantity := self.quantities[name]).role is Role.TARGET and quantity.constant is not None
        ]
        return "".join(self.say.stop + part for part in parts)

    def deduction(self, node: Expr) -> str:
        """Rules that only take away are said as 每1项扣…分."""
        unit = self.item.indicator.unit
        match node:
            case Call(
                function="MAX",
                args=(
                    Binary(op="-", left=Name(name=points), right=Binary(op="*", left=Name(), right=each)),
                    Number(value=floor),
                ),
            ) if points == self.points and floor == 0:
                return self.say.to_the_end.format(unit=unit, each=self.arithmetic(each))
            case Binary(
                op="-",
                left=Number(value=zero),
                right=Binary(
                    op="*", left=Call(function="MAX", args=(Binary(op="-", right=free), _)), right=each
                ),
            ) if zero == 0:
                return self.say.only_beyond.format(
                    free=self.figure(free), unit=unit, each=self.arithmetic(each)
                )
            case Binary(op="-", left=Number(value=zero), right=Binary(op="*", left=Name(), right=each)) if (
                zero == 0
            ):
                return self.say.only_deduct.format(unit=unit, each=self.arithmetic(each))
            case _:
                return ""


def _is_constant(node: Expr) -> bool:
    return isinstance(node, Number)
