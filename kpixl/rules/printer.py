"""An expression tree back to the text of a rule, with no more brackets than needed.

`parse(print_rule(tree))` is the tree again, and printing what was parsed is stable.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kpixl.model.numbers import digits
from kpixl.rules.nodes import Array, Binary, Call, Column, Expr, Name, Number, Text, Truth, Unary
from kpixl.rules.operators import BINARY, POSTFIX, PREFIX

_PLAIN_NAME = re.compile(r"[^\W\d][\w.]*")
_ATOM = 9


def quote_name(name: str) -> str:
    """The name as a rule writes it: in square brackets unless it is a plain word."""
    if _PLAIN_NAME.fullmatch(name) and name.upper() not in ("TRUE", "FALSE"):
        return name
    return f"[{name}]"


def quote_text(text: str) -> str:
    """The text as a rule (or Excel) writes it: in double quotes."""
    return '"' + text.replace('"', '""') + '"'


def print_rule(node: Expr) -> str:
    """The text of a rule."""
    return write(
        node,
        lambda name: quote_name(name.name),
        lambda call, args: f"{call.function}({', '.join(args)})",
        " ",
    )


def write(
    node: Expr,
    name: Callable[[Name | Column], str],
    function: Callable[[Call, list[str]], str],
    space: str = "",
) -> str:
    """The text of a tree, with the caller's way to write names and function calls."""

    def text(node: Expr, least: int = 0) -> str:
        body = spell(node)
        return f"({body})" if power(node) < least else body

    def spell(node: Expr) -> str:
        match node:
            case Number(value=value):
                return digits(value)
            case Text(value=value):
                return quote_text(value)
            case Truth(value=value):
                return "TRUE" if value else "FALSE"
            case Name() | Column():
                return name(node)
            case Array(items=items):
                return "{" + ",".join(spell(item) for item in items) + "}"
            case Unary(op="%", operand=operand):
                return text(operand, POSTFIX) + "%"
            case Unary(op=op, operand=operand):
                return op + text(operand, PREFIX)
            case Binary(op=op, left=left, right=right):
                own = BINARY[op].power
                return f"{text(left, own)}{space}{op}{space}{text(right, own + 1)}"
            case Call(args=args):
                return function(node, [text(arg) for arg in args])

    return text(node)


def power(node: Expr) -> int:
    """How tightly the outermost part of a tree holds together."""
    match node:
        case Unary(op="%"):
            return POSTFIX
        case Unary():
            return PREFIX
        case Binary(op=op):
            return BINARY[op].power
        case Number(value=value) if value < 0:
            return PREFIX
        case _:
            return _ATOM
