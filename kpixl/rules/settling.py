"""Which parts of a rule are free of binary noise, so that a formula need not take them at nine places."""

from __future__ import annotations

from collections.abc import Callable

from kpixl.model.numbers import settled
from kpixl.rules.criteria import COMPARISONS
from kpixl.rules.functions import FUNCTIONS
from kpixl.rules.nodes import Array, Binary, Call, Expr, Name, Number, Text, Truth, Unary
from kpixl.rules.values import Type

_PASSING = {"IF": 1, "LOOKUP": 2, "IFERROR": 0, "MIN": 0, "MAX": 0, "ABS": 0, "NA": 0, "EXCLUDE": 0}
"""Functions that give one of their arguments, from this one on."""


def is_settled(node: Expr, is_settled_name: Callable[[str], bool]) -> bool:
    """Whether the value is no number, or one that is written or rounded to at most nine places."""
    match node:
        case Text() | Truth():
            return True
        case Number(value=value):
            return settled(value) == value
        case Name(name=name):
            return is_settled_name(name)
        case Array(items=items):
            return all(is_settled(item, is_settled_name) for item in items)
        case Unary(op="%", operand=Number(value=value)):
            return value.denominator == 1
        case Unary(op="+" | "-", operand=operand):
            return is_settled(operand, is_settled_name)
        case Binary(op=op):
            return op == "&" or op in COMPARISONS
        case Call(function=function, args=args):
            given = args[_PASSING[function] :] if function in _PASSING else None
            if given is not None:
                return all(is_settled(arg, is_settled_name) for arg in given)
            row = FUNCTIONS[function]
            return row.settles or row.result in (Type.TEXT, Type.TRUTH)
        case _:
            return False
