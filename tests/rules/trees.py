"""Random rules: typed, well-formed expression trees over the names of a world, always the same for a seed.

The constants and values are those that people write, and those that trap binary numbers: ties at the last
place, products such as 0.285 × 100, sums such as 0.1 + 0.2, bounds that are met exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from kpixl.rules.nodes import (
    Array,
    Binary,
    Call,
    Column,
    Expr,
    Name,
    Number,
    Text,
    Truth,
    Unary,
    call,
    transform,
)

_WRITTEN = (
    "0 1 2 3 4 5 10 13 29 60 80 82 90 100 0.1 0.2 0.3 0.5 0.05 0.285 0.7 0.95 1.005 1.15 1.2 2.5 2.675 28.5 "
    "33.3 57.5 59.995 0.125"
)

CONSTANTS = tuple(Fraction(text) for text in _WRITTEN.split())
"""Numbers as schemes write them, many of which are no binary numbers or sit on a tie."""

TEXTS = ("优", "良", "合格", "a", "A级", "", '他说"好"', "60")
FORMATS = ("0", "0.0", "0.00", "#,##0.00", "0%", "0.0%", "0.00%")
CRITERIA = (">=60", "<60", "<>0", "=100", ">0.3", "<=82", "<>优", "90")
BANDS = ((0, 60, 80, 90), (0, 100), (-10, 0, 10), (60,))
TIMES = ("MINUTES", "HOURS", "DAYS", "WORKDAYS", "WORKDAYS")
COMPARISONS = ("=", "<>", "<", ">", "<=", ">=")


@dataclass(frozen=True, slots=True)
class Names:
    """The names that rules may use, by type. Columns are all of one length."""

    numbers: tuple[Name, ...]
    texts: tuple[Name, ...]
    columns: tuple[Column, ...]


class Trees:
    """Makes random trees; `depth` bounds how far a tree goes down."""

    def __init__(self, random: Random, names: Names) -> None:
        self.random, self.names = random, names
        self._numbers: tuple[Callable[[int], Expr], ...] = (
            *([self._arithmetic] * 6),
            *([self._rounding] * 3),
            *([self._extreme] * 2),
            *([lambda depth: self._choice(depth, self.number)] * 2),
            lambda depth: Unary(self.random.choice("-+%"), self.number(depth)),
            lambda depth: Binary("^", self.number(depth), Number(Fraction(self.random.choice((1, 2, 2, 3))))),
            lambda depth: call(self.random.choice(("INT", "ABS")), self.number(depth)),
            lambda depth: Call(self.random.choice(("SUM", "AVERAGE", "COUNT")), self._some(depth)),
            lambda depth: call("COUNTIF", *self._some(depth), self._criterion()),
            lambda depth: call("SUMPRODUCT", self._column(), self._column()),
            lambda depth: call(self.random.choice(TIMES), self.number(depth), self.number(depth)),
            lambda depth: self._bands(depth, self._constant_number),
            lambda depth: Call("FALLS", self._some(depth)),
            lambda depth: call("SQRT", self.number(depth)),
            lambda depth: call(self.random.choice(("STDEVP", "STDEV")), self._column()),
            lambda depth: call(self.random.choice(("YEAR", "MONTH", "DAY")), self._day(depth)),
            lambda depth: call("MONTHS", self._day(depth), self._day(depth)),
        )
        self._truths: tuple[Callable[[int], Expr], ...] = (
            *([self._comparison] * 6),
            *([self._junction] * 4),
            lambda depth: call("NOT", self.truth(depth)),
            lambda depth: self._choice(depth, self.truth),
        )
        self._texts: tuple[Callable[[int], Expr], ...] = (
            lambda depth: Binary("&", self._joinable(depth), self._joinable(depth)),
            lambda depth: call("TEXT", self.number(depth), Text(self.random.choice(FORMATS))),
            lambda depth: self._choice(depth, self.text),
            lambda depth: self._bands(depth, self._constant_text),
        )

    def any(self, depth: int) -> Expr:
        """A tree of any type."""
        return self.random.choice((self.number, self.number, self.truth, self.text))(depth)

    def number(self, depth: int) -> Expr:
        """A tree that gives a number."""
        if depth <= 0 or self.random.random() < 0.1:
            known = self.random.random() < 0.65
            return self.random.choice(self.names.numbers) if known else Number(self.random.choice(CONSTANTS))
        return self.random.choice(self._numbers)(depth - 1)

    def truth(self, depth: int) -> Expr:
        """A tree that gives a truth value."""
        if depth <= 0:
            return Truth(True) if self.random.random() < 0.1 else self._comparison(0)
        return self.random.choice(self._truths)(depth - 1)

    def text(self, depth: int) -> Expr:
        """A tree that gives a text."""
        if depth <= 0 or self.random.random() < 0.2:
            known = self.random.random() < 0.5
            return self.random.choice(self.names.texts) if known else Text(self.random.choice(TEXTS))
        return self.random.choice(self._texts)(depth - 1)

    def _day(self, depth: int) -> Expr:
        """A day of our time, or one near it."""
        return Binary("+", Number(Fraction(self.random.choice((45_991, 46_080, 46_112)))), self.number(depth))

    def _joinable(self, depth: int) -> Expr:
        return self.random.choice((self.number, self.text))(depth)

    def _arithmetic(self, depth: int) -> Expr:
        return Binary(self.random.choice("+-*/*/"), self.number(depth), self.number(depth))

    def _rounding(self, depth: int) -> Expr:
        places = self.random.choice((0, 0, 1, 2, 2, 3, -1))
        function = self.random.choice(("ROUND", "ROUND", "ROUNDUP", "ROUNDDOWN"))
        shown = Number(Fraction(places)) if places >= 0 else Unary("-", Number(Fraction(-places)))
        return call(function, self.number(depth), shown)

    def _extreme(self, depth: int) -> Expr:
        return Call(self.random.choice(("MIN", "MAX")), self._some(depth))

    def _choice(self, depth: int, branch: Callable[[int], Expr]) -> Expr:
        if self.random.random() < 0.3:
            return call("IFERROR", branch(depth), branch(depth))
        return call("IF", self.truth(depth), branch(depth), branch(depth))

    def _comparison(self, depth: int) -> Expr:
        if self.random.random() < 0.15:
            return Binary(self.random.choice(("=", "<>")), self.text(depth), self.text(depth))
        return Binary(self.random.choice(COMPARISONS), self.number(depth), self.number(depth))

    def _junction(self, depth: int) -> Expr:
        parts = tuple(self.truth(depth) for _ in range(self.random.choice((1, 2, 2, 3))))
        return Call(self.random.choice(("AND", "OR")), parts)

    def _some(self, depth: int) -> tuple[Expr, ...]:
        return tuple(
            self._column() if self.random.random() < 0.3 else self.number(depth)
            for _ in range(self.random.choice((1, 2, 2, 3)))
        )

    def _column(self) -> Column:
        return self.random.choice(self.names.columns)

    def _criterion(self) -> Expr:
        text = self.random.choice(CRITERIA)
        return Number(Fraction(text)) if text.isdigit() else Text(text)

    def _bands(self, depth: int, result: Callable[[], Number | Text]) -> Expr:
        bounds = self.random.choice(BANDS)
        results = tuple(result() for _ in bounds)
        return call("LOOKUP", self.number(depth), Array(_numbers(bounds)), Array(results))

    def _constant_number(self) -> Number:
        return Number(self.random.choice(CONSTANTS))

    def _constant_text(self) -> Text:
        return Text(self.random.choice(TEXTS))


def _numbers(values: Sequence[int]) -> tuple[Number, ...]:
    return tuple(Number(Fraction(value)) for value in values)


def unbound(tree: Expr) -> Expr:
    """The tree as the parser gives it, which does not know which names are columns."""
    return transform(tree, lambda node: Name(node.name) if isinstance(node, Column) else node)
