"""Where binary noise can hide: differences that should be zero and are not quite."""

from __future__ import annotations

from kpixl.rules.nodes import Binary, Call, Expr, Name, Unary

_SUMMING = frozenset({"SUM", "AVERAGE", "SUMPRODUCT", "SUMROWS"})
_PASSING = frozenset({"IF", "IFERROR", "MIN", "MAX", "ABS"})


def cancels(node: Expr) -> bool:
    """Whether a sum or difference in the tree may come out as noise instead of zero.

    Such a denominator is taken at nine decimal places before it is asked whether it is zero, in both
    back ends.
    """
    match node:
        case Name(noisy=noisy):
            return noisy
        case Unary(operand=operand):
            return cancels(operand)
        case Binary(op="+" | "-"):
            return True
        case Binary(op="*" | "/" | "^", left=left, right=right):
            return cancels(left) or cancels(right)
        case Call(function=function, args=args):
            return function in _SUMMING or (function in _PASSING and any(cancels(arg) for arg in args))
        case _:
            return False
