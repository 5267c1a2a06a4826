"""An item's score with its constraints and its policy for missing values."""

from __future__ import annotations

from kpixl.model.scheme import Missing
from kpixl.rules.nodes import Call, Expr, Name, call, number
from kpixl.rules.quantity import Item
from kpixl.rules.scoring import POINTS


def scored(item: Item, places: int | None) -> Expr:
    """The rule of the item's score.

    A value is missing when nothing was filled in, or when everything is filled in and still cannot be
    computed (a zero denominator). A half-filled item is never "missing": somebody has begun.
    """
    node = item.score
    for must, _ in item.musts:
        node = call("IF", must, node, call("NA"))
    if places is not None:
        node = call("ROUND", node, number(places))
    instead = _instead(item)
    if instead is None:
        return node
    return call("IFERROR", node, call("IF", _is_missing(item), instead, call("NA")))


def _instead(item: Item) -> Expr | None:
    match item.indicator.missing:
        case Missing.ZERO:
            return number(0)
        case Missing.FULL:
            return Name(item.id(POINTS)) if item.points is not None else number(0)
        case Missing.EXCLUDE:
            return call("EXCLUDE")
        case _:
            return None


def _is_missing(item: Item) -> Expr:
    blank = Call("AND", tuple(call("ISBLANK", Name(cell.raw)) for cell in item.cells))
    valid = Call("AND", tuple(call("NOT", call("ISERROR", Name(cell.id))) for cell in item.cells))
    return Call("OR", (blank, valid))


def may_be_blank(item: Item) -> bool:
    """Whether the form may come back with this item not filled in."""
    return item.indicator.missing is not Missing.INCOMPLETE
