"""The Excel back end: a tree becomes a formula that works in Excel 2010, WPS and LibreOffice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from kpixl.rules.criteria import COMPARISONS
from kpixl.rules.functions import FUNCTIONS, arguments
from kpixl.rules.lowering import counts_in_columns, settle
from kpixl.rules.nodes import Binary, Call, Column, Expr, Name, Number, Text, Unary, call, children
from kpixl.rules.noise import cancels
from kpixl.rules.parser import parse
from kpixl.rules.printer import write
from kpixl.rules.settling import is_settled

LONGEST_FORMULA, LONGEST_TEXT, DEEPEST = 8000, 250, 60
"""Excel takes 8,192 characters in a formula, 255 in a text inside it, and 64 calls inside one another;
the cell itself adds a little."""


@dataclass(frozen=True, slots=True)
class Reference:
    """How a name is written in a formula, and whether its cell holds a settled number or no number at all.

    A column also knows its single cells, for functions that must look at each.
    """

    text: str
    settled: bool = False
    members: tuple[str, ...] = ()


Resolver = Callable[[str], Reference]


class FormulaTooLong(Exception):
    """The rule does not fit into a cell."""


def to_excel(node: Expr, resolve: Resolver) -> str:
    """The formula, beginning with "=". Raises FormulaTooLong."""
    lowered = _lower(node, resolve)
    parts, depth = _extent(lowered, {})
    if parts > LONGEST_FORMULA or depth > DEEPEST:
        raise FormulaTooLong(f"{parts} parts, {depth} deep")
    formula = "=" + write(lowered, _reference_text, _call_text)
    if len(formula) > LONGEST_FORMULA:
        raise FormulaTooLong(formula[:60])
    return formula


def _extent(node: Expr, known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """How many parts a tree has when written out, and how many calls stand inside one another.

    Lowering uses a part several times, so the text can be far longer than the tree is in memory: each
    part is looked at once.
    """
    if id(node) not in known:
        inner = [_extent(child, known) for child in children(node)]
        parts = 1 + sum(part for part, _ in inner)
        known[id(node)] = (parts, isinstance(node, Call) + max((depth for _, depth in inner), default=0))
    return known[id(node)]


def _reference_text(name: Name | Column) -> str:
    return name.name


def _call_text(node: Call, args: list[str]) -> str:
    return f"{node.function}({','.join(args)})"


def _lower(node: Expr, resolve: Resolver) -> Expr:
    """The tree in Excel's own terms. Names become references on the way."""
    match node:
        case Name(name=name):
            return Name(resolve(name).text)
        case Column(name=name):
            return Column(resolve(name).text)
        case Text(value=value) if len(value) > LONGEST_TEXT:
            pieces: list[Expr] = [
                Text(value[at : at + LONGEST_TEXT]) for at in range(0, len(value), LONGEST_TEXT)
            ]
            return reduce(lambda left, right: Binary("&", left, right), pieces)
        case Unary(op="%", operand=operand) if not isinstance(operand, Number):
            return Binary("/", _lower(operand, resolve), Number(Fraction(100)))
        case Unary(op=op, operand=operand):
            lowered = _lower(operand, resolve)
            negates = op == "-" and isinstance(lowered, Binary)
            return Binary("-", Number(Fraction(0)), lowered) if negates else Unary(op, lowered)
        case Binary(op=op, left=left, right=right) if op == "&" or op in COMPARISONS:
            return Binary(op, _side(left, resolve), _side(right, resolve))
        case Binary(op="/", left=left, right=right) if cancels(right):
            return _guarded_quotient(_lower(left, resolve), _lower(right, resolve))
        case Binary(op=op, left=left, right=right):
            return Binary(op, _lower(left, resolve), _lower(right, resolve))
        case Call():
            return _lower_call(node, resolve)
        case _:
            return node


def _guarded_quotient(left: Expr, right: Expr) -> Expr:
    is_zero = Binary("=", settle(right), Number(Fraction(0)))
    return call("IF", is_zero, call("NA"), Binary("/", left, right))


def _side(node: Expr, resolve: Resolver) -> Expr:
    """One side of a comparison or of "&": taken at nine places, unless nothing can be noise there."""
    lowered = _lower(node, resolve)
    return lowered if _is_settled(node, resolve) else settle(lowered)


def _is_settled(node: Expr, resolve: Resolver) -> bool:
    return is_settled(node, lambda name: resolve(name).settled)


def _lower_call(node: Call, resolve: Resolver) -> Expr:
    row = FUNCTIONS[node.function]
    if node.function == "COUNTIF":
        args = (*_counted(node, resolve), node.args[-1])
    elif row.by_cell:
        args = _cells(node.args, resolve)
    else:
        args = tuple(_lower(arg, resolve) for arg in arguments(node))
    calm = tuple(_is_settled(arg, resolve) for arg in node.args)
    if callable(row.excel):
        return row.excel(args, calm)
    if row.excel:
        return _fill(row.excel, args, calm)
    return Call(node.function, args)


def _counted(node: Call, resolve: Resolver) -> tuple[Expr, ...]:
    """What COUNTIF looks at: a column as a whole where Excel itself counts it right, else cell by cell."""
    last = node.args[-1]
    assert isinstance(last, Text | Number)
    is_plain = counts_in_columns(last)
    args = (
        (Column(resolve(arg.name).text),)
        if is_plain and isinstance(arg, Column) and resolve(arg.name).settled
        else _cells((arg,), resolve)
        for arg in node.args[:-1]
    )
    return tuple(part for parts in args for part in parts)


def _cells(args: tuple[Expr, ...], resolve: Resolver) -> tuple[Expr, ...]:
    cells: list[Expr] = []
    for arg in args:
        if isinstance(arg, Column):
            cells += [Name(cell) for cell in resolve(arg.name).members]
        else:
            cells.append(_lower(arg, resolve))
    return tuple(cells)


def _fill(template: str, args: tuple[Expr, ...], are_settled: tuple[bool, ...]) -> Expr:
    """A template of the function table with a, b, c replaced by the arguments.

    What is settled already is not settled again.
    """
    given = dict(zip("abc", args, strict=False))
    calm = {name for name, is_settled in zip("abc", are_settled, strict=False) if is_settled}

    def fill(node: Expr) -> Expr:
        match node:
            case Name(name=name):
                return given[name]
            case Call(function="ROUND", args=(Name(name=name), Number())) if name in calm:
                return given[name]
            case Call(function=function, args=parts):
                return Call(function, tuple(fill(part) for part in parts))
            case Binary(op=op, left=left, right=right):
                return Binary(op, fill(left), fill(right))
            case _:
                return node

    return fill(parse(template))
