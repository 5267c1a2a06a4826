"""The most room that a live text can take: the heights of rows are set before anybody types anything."""

from __future__ import annotations

import re
from collections.abc import Callable

from kpixl.model.numbers import digits
from kpixl.rules.nodes import Binary, Call, Expr, Name, Number, Text, Unary
from kpixl.workbook.measure import BODY, lines

_COUNT, _SHOWN, _AMOUNT = "8888", "88", "8,888,888"
"""Stand for figures that nobody knows yet: counts, figures with decimals, amounts of money."""


def most_lines(rule: Expr, width: float, size: int = BODY) -> int:
    """How many lines the text of a rule takes at most in a column of that width."""
    return lines(longest(rule, lambda text: lines(text, width, size)), width, size)


def longest(rule: Expr, weigh: Callable[[str], float] = len) -> str:
    """The text of a rule at its longest, with figures of usual size."""
    match rule:
        case Text(value=value):
            return value
        case Number(value=value):
            return digits(value)
        case Name():
            return _COUNT
        case Unary(operand=operand):
            return longest(operand, weigh)
        case Binary(op="&", left=left, right=right):
            return longest(left, weigh) + longest(right, weigh)
        case Call(function="IF", args=(_, *branches)):
            return _longer(branches, weigh)
        case Call(function="IFERROR", args=args):
            return _longer(list(args), weigh)
        case Call(function="TEXT", args=(_, Text(value="yyyy-mm-dd" | "yyyy-mm-dd hh:mm" as form))):
            return re.sub("[a-z]", "8", form)
        case Call(function="TEXT", args=(_, Text(value=form))):
            places = form.partition(".")[2]
            return (
                (_AMOUNT if "#" in form else _SHOWN if places else _COUNT)
                + "." * bool(places)
                + places.replace("0", "8")
            )
        case Call(function="LINEBREAK"):
            return "\n"
        case _:
            return _COUNT


def _longer(branches: list[Expr], weigh: Callable[[str], float]) -> str:
    texts = [longest(branch, weigh) for branch in branches]
    return max(texts, key=lambda text: (weigh(text), len(text)), default="")
