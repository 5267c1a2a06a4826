"""How a figure of a whole form came about for one appraisee, in that one's own figures.

`explain` makes rules that tell it on the form; this looks at values that are known already: it follows the
branch that was taken, and writes out the columns that were added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import reduce

from kpixl.model.numbers import plain
from kpixl.rules.calculation import Calculation
from kpixl.rules.evaluate import compile_rule
from kpixl.rules.explain import COMPARED, pay_explanation
from kpixl.rules.figures import Figures, unrounded
from kpixl.rules.nodes import Binary, Call, Column, Expr, Name, Number, Text, number, transform, walk
from kpixl.rules.operators import NEGATED
from kpixl.rules.patterns import constant
from kpixl.rules.phrases import PHRASES
from kpixl.rules.printer import print_rule
from kpixl.rules.quantity import Role, Rulebook
from kpixl.rules.values import Value


class Told:
    """Tells of the quantities of one form with one appraisee's values."""

    def __init__(self, rulebook: Rulebook, values: Mapping[str, Value]) -> None:
        self.rulebook, self.quantities, self.values = rulebook, rulebook.quantities, values
        self.figures = Figures(self.quantities)
        self.words = Calculation(rulebook.items[0], self.quantities, PHRASES["zh-CN"])

    def worked(self, name: str) -> str:
        """The calculation of a quantity: 59.50 ＋ 30.40; "" where it cannot be told."""
        rule = self.quantities[name].rule
        if rule is None:
            return ""
        if self.quantities[name].role is Role.PAY:
            return self._text(pay_explanation(self.rulebook, rule))
        return self._text(self.figures.worked(self.resolved(unrounded(rule))))

    def exact(self, name: str) -> Fraction | None:
        """The quantity before it is rounded; None while it is not known."""
        rule = self.quantities[name].rule
        value = compile_rule(unrounded(rule))(self.values) if rule is not None else None
        return value if isinstance(value, Fraction) else None

    def condition(self, name: str) -> str:
        """What decides whether a fine or bonus is due, or a measure applies; "" where nothing does."""
        rule = self.quantities[name].rule
        if self.quantities[name].role is Role.MEASURE and rule is not None:
            return self.reason(rule)
        inner = unrounded(rule) if rule is not None else None
        # The amount itself stands in an IF that keeps it from being less than nothing.
        is_due = isinstance(inner, Call) and inner.function == "IF" and inner.args[2] == number(0)
        return self.reason(inner.args[0]) if isinstance(inner, Call) and is_due else ""

    def resolved(self, node: Expr) -> Expr:
        """The calculation that was made: the branch that was taken, columns written out, no idle parts."""
        match node:
            case Call(function="IF", args=(condition, yes, no)):
                truth = compile_rule(condition)(self.values)
                return self.resolved(yes if truth is True else no) if isinstance(truth, bool) else node
            case Call(function="SUM", args=args):
                parts = [part for arg in args for part in self._summed(arg)]
                return reduce(lambda one, other: Binary("+", one, other), parts) if parts else number(0)
            case Call(function="EXCLUDEDPOINTS"):
                value = compile_rule(node)(self.values)
                return number(value) if isinstance(value, Fraction) else node
            case Binary(op=op, left=left, right=right):
                return _tidied(Binary(op, self.resolved(left), self.resolved(right)))
            case _:
                return node

    def _summed(self, node: Expr) -> Iterator[Expr]:
        """The members of a column that are numbers; whatever else is added up, as it is."""
        if not isinstance(node, Column):
            yield self.resolved(node)
            return
        for member in self.quantities[node.name].members:
            if isinstance(self.values.get(member), Fraction):
                yield Name(member)

    def reason(self, node: Expr) -> str:
        """A condition in figures, as it turned out: 绩效分数 55.00 ＜ 60."""
        truth = compile_rule(node)(self.values)
        match node:
            case Call(function="AND" | "OR" as function, args=args):
                # Of what all had to hold, what failed tells; of what any could bring about, what held.
                telling = [arg for arg in args if compile_rule(arg)(self.values) is (function == "OR")]
                decided = telling if truth is (function == "OR") else list(args)
                return "，".join(map(self.reason, decided))
            case Call(function="NOT", args=(arg,)):
                return self.reason(arg)
            case Binary(op=op, left=left, right=right) if op in COMPARED and isinstance(truth, bool):
                sign = COMPARED[op if truth else NEGATED[op]]
                return f"{self._labelled(left)}{sign}{self._labelled(right)}"
            case _:
                return print_rule(node) + (" 成立" if truth is True else " 不成立" if truth is False else "")

    def _labelled(self, node: Expr) -> str:
        """A figure with what it is called, or how it is computed; a constant alone."""
        known = constant(node, self.quantities)
        value = compile_rule(node)(self.values)
        if known is not None or isinstance(node, Text):
            return plain(known) if known is not None else self._said(node)
        quantity = self.quantities[node.name] if isinstance(node, Name) else None
        has_form = quantity is not None and (quantity.places is not None or quantity.dated)
        text = self._text(self.figures.worked(node)) if has_form else _plain(value)
        return f"{self._said(node)} {text}"

    def _said(self, node: Expr) -> str:
        """A calculation in words, or as it is written where there are none for a function in it."""
        node = transform(node, _unguarded)
        functions = {part.function for part in walk(node) if isinstance(part, Call)}
        return self.words.say_all(node) if functions <= _SAID else print_rule(node)

    def _text(self, rule: Expr) -> str:
        value = compile_rule(rule)(self.values)
        return value if isinstance(value, str) else ""


_SAID = frozenset({*PHRASES["zh-CN"].functions, "IF", "AND", "OR", "NOT", "TEXT"})
"""Functions that there are words for."""


def _unguarded(node: Expr) -> Expr:
    """What counts while entries agree with each other."""
    match node:
        case Call(function="IF", args=(_, part, Call(function="NA"))):
            return part
        case _:
            return node


def _plain(value: Value) -> str:
    return plain(value) if isinstance(value, Fraction) else str(value) if isinstance(value, str) else "？"


def _tidied(node: Binary) -> Expr:
    """Without － 0, and without ÷ 100 × 100."""
    match node:
        case Binary(op="-", left=left, right=Number(value=value)) if value == 0:
            return left
        case Binary(op="*", left=Binary(op="/", left=left, right=Number(value=a)), right=Number(value=b)) if (
            a == b
        ):
            return left
        case Binary(op="*", left=left, right=Number(value=value)) if value == 1:
            return left
        case _:
            return node
