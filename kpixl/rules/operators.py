"""The table of operators: how tightly each binds, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operator:
    """A binary operator. A larger `power` binds tighter; all associate to the left, as in Excel."""

    symbol: str
    power: int
    kind: str


COMPARE, JOIN, ADD, MULTIPLY, POWER, PREFIX, POSTFIX = 1, 2, 3, 4, 5, 6, 7

BINARY = {
    row.symbol: row
    for row in (
        Operator("=", COMPARE, "compare"),
        Operator("<>", COMPARE, "compare"),
        Operator("<", COMPARE, "compare"),
        Operator(">", COMPARE, "compare"),
        Operator("<=", COMPARE, "compare"),
        Operator(">=", COMPARE, "compare"),
        Operator("&", JOIN, "join"),
        Operator("+", ADD, "arithmetic"),
        Operator("-", ADD, "arithmetic"),
        Operator("*", MULTIPLY, "arithmetic"),
        Operator("/", MULTIPLY, "arithmetic"),
        Operator("^", POWER, "arithmetic"),
    )
}

NEGATED = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
"""The comparison that holds exactly when the other does not."""

SPELLINGS = {"≥": ">=", "≤": "<=", "≠": "<>"} | dict(
    zip("×÷－−＋＊／＾＝＜＞（），；％｛｝＆［］＂．", '*/--+*/^=<>(),,%{}&[]".', strict=True)
)
"""What people type for an operator, and the operator that they mean."""
