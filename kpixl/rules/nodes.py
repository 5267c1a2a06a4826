"""The expression tree of a rule. Frozen; two trees are equal whatever text they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

Span = tuple[int, int]
"""Start and end of a node in the text that it was parsed from."""

NO_SPAN: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was written down: exact, with finitely many decimals."""

    value: Fraction
    span: Span = field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A text in double quotes."""

    value: str
    span: Span = field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """TRUE or FALSE."""

    value: bool
    span: Span = field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in place of a cell address.

    `noisy` (set by binding) tells that its quantity is computed with sums or differences, so that a zero
    may come out as binary noise.
    """

    name: str
    noisy: bool = field(default=False, compare=False, kw_only=True)
    span: Span = field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A name that stands for a column of cells; binding makes it from a Name."""

    name: str
    span: Span = field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class Array:
    """A list of constants in braces, for LOOKUP."""

    items: tuple[Number | Text, ...]
    span: Span = field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """ "-" or "+" before an operand, or "%" after it."""

    op: str
    operand: Expr
    span: Span = field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands joined by an operator."""

    op: str
    left: Expr
    right: Expr
    span: Span = field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the table applied to arguments."""

    function: str
    args: tuple[Expr, ...]
    span: Span = field(default=NO_SPAN, compare=False)


Expr = Number | Text | Truth | Name | Column | Array | Unary | Binary | Call


def children(node: Expr) -> tuple[Expr, ...]:
    """The operands or arguments of a node."""
    match node:
        case Unary(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
        case Call(args=args):
            return args
        case _:
            return ()


def walk(node: Expr) -> Iterator[Expr]:
    """The node and everything below it, outermost first."""
    yield node
    for child in children(node):
        yield from walk(child)


def names(node: Expr) -> tuple[Name | Column, ...]:
    """All names in the tree, in the order of the text."""
    return tuple(part for part in walk(node) if isinstance(part, Name | Column))


def transform(node: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """The tree with `change` applied to every node, innermost first."""
    match node:
        case Unary(op, operand, span):
            node = Unary(op, transform(operand, change), span)
        case Binary(op, left, right, span):
            node = Binary(op, transform(left, change), transform(right, change), span)
        case Call(function, args, span):
            node = Call(function, tuple(transform(arg, change) for arg in args), span)
        case _:
            pass
    return change(node)


def without_spans(node: Expr) -> Expr:
    """The tree without places in a text: what it was put together from is no text that people wrote."""
    return transform(node, lambda part: replace(part, span=NO_SPAN))


def number(value: Fraction | int) -> Expr:
    """A constant as a tree: a fraction without finite decimals becomes a quotient."""
    value = Fraction(value)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return Binary("/", number(value.numerator), number(value.denominator))
    return Number(value) if value >= 0 else Unary("-", Number(-value))


def call(function: str, *args: Expr) -> Call:
    """A call without a place in any text."""
    return Call(function, args)


def join(*parts: Expr | str) -> Expr:
    """Texts and text rules joined by "&"; neighbouring constants are merged."""
    nodes: list[Expr] = []
    for part in parts:
        node = Text(part) if isinstance(part, str) else part
        for piece in _pieces(node):
            if isinstance(piece, Text) and nodes and isinstance(nodes[-1], Text):
                nodes[-1] = Text(nodes[-1].value + piece.value)
            elif not (isinstance(piece, Text) and not piece.value):
                nodes.append(piece)
    if not nodes:
        return Text("")
    result = nodes[0]
    for node in nodes[1:]:
        result = Binary("&", result, node)
    return result


def _pieces(node: Expr) -> tuple[Expr, ...]:
    if isinstance(node, Binary) and node.op == "&":
        return (*_pieces(node.left), *_pieces(node.right))
    return (node,)
