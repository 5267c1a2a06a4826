"""What the functions over whole columns mean, exactly: keys of groups, criteria, and rows that meet them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import isqrt

from kpixl.model.numbers import rounded, settled
from kpixl.rules.bodies import Thunk, as_number, is_known
from kpixl.rules.criteria import COMPARISONS
from kpixl.rules.values import UNKNOWN, Scalar, Value

MARK = "·"
"""Begins a key, so that no group looks like a number or like a criterion."""

SIGNS = (("·", "•"), ("~", "～"), ("*", "＊"), ("?", "？"))
"""Signs that mean something to COUNTIFS, or to a key of several parts, and what stands for them."""

_GUARD = 10**36


def key_of(text: str) -> str:
    """What stands for a group in comparisons."""
    for sign, other in SIGNS:
        text = text.replace(sign, other)
    return MARK + text


def label_of(key: str) -> str:
    """A key as people read it."""
    return "、".join(key.split(MARK)[1:])


def comparable(value: Value) -> Fraction | str | None:
    """What a cell is compared by: a settled number, a text without regard to case; None for anything else."""
    match value:
        case Fraction():
            return settled(value)
        case str():
            return value.lower()
        case _:
            return None


def meets(value: Value, sign: str, wanted: Value) -> bool:
    """Whether a cell meets a criterion. Texts can only be equal."""
    own, other = comparable(value), comparable(wanted)
    if isinstance(own, Fraction) and isinstance(other, Fraction):
        return COMPARISONS[sign](own, other)
    return isinstance(own, str) and own == other and sign == "="


def _matching(criteria: Sequence[Value]) -> Iterator[int]:
    """The numbers of the rows that meet all criteria."""
    triples = [criteria[at : at + 3] for at in range(0, len(criteria), 3)]
    first = triples[0][0]
    assert isinstance(first, tuple)
    for row in range(len(first)):
        cells = ((column[row], str(sign), wanted) for column, sign, wanted in triples)  # type: ignore[index]
        if all(meets(*cell) for cell in cells):
            yield row


def over_rows(given: int, gather: Callable[[list[Scalar]], Fraction]) -> Callable[[Sequence[Thunk]], Value]:
    """A function of a column's cells (the first argument if `given`, else all rows) that meet the rest."""

    def body(args: Sequence[Thunk]) -> Value:
        values = [arg() for arg in args]
        criteria = values[given:]
        if any(not is_known(wanted) for wanted in criteria[2::3]):
            return UNKNOWN
        column = values[0]
        assert isinstance(column, tuple)
        rows = _matching(criteria) if criteria else range(len(column))
        return gather([column[row] for row in rows])

    return body


def known_numbers(cells: list[Scalar]) -> list[Fraction]:
    """The numbers among cells."""
    return [cell for cell in cells if isinstance(cell, Fraction)]


def root(args: Sequence[Value]) -> Value:
    """The square root at nine decimal places; the number itself is not rounded first."""
    value = as_number(args[0])
    return rounded(Fraction(isqrt(int(value * _GUARD)), 10**18), 9) if value >= 0 else UNKNOWN
