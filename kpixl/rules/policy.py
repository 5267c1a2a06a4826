"""An item's score with its constraints and its policy for missing values."""

from __future__ import annotations

from kpixl.model.scheme import Missing
from kpixl.rules.entries import acceptable
from kpixl.rules.nodes import Call, Expr, Name, call, number, walk
from kpixl.rules.quantity import Item
from kpixl.rules.scoring import POINTS


def scored(item: Item, places: int | None) -> Expr:
    """The rule of the item's score.

    A value is missing when nothing was filled in, or when everything is filled in and still cannot be
    computed (a zero denominator). A half-filled item is never "missing": somebody has begun.
    """
    node = item.score
    if len(item.cells) > 1 and _forgives(node):
        node = call("IF", _nothing_wrong(item), node, call("NA"))
    for must, _ in item.musts:
        node = call("IF", must, node, call("NA"))
    if places is not None:
        node = call("ROUND", node, number(places))
    instead = _instead(item)
    if instead is None:
        return node
    return call("IFERROR", node, call("IF", _is_missing(item), instead, call("NA")))


_FORGIVING = frozenset({"AND", "OR", "IFERROR", "COUNT"})


def _forgives(node: Expr) -> bool:
    """Whether the rule can have a value although some entry is unknown."""
    return any(isinstance(part, Call) and part.function in _FORGIVING for part in walk(node))


def _nothing_wrong(item: Item) -> Expr:
    """No entry is faulty. A blank may be forgiven; a wrong figure never is."""
    return Call("ALL", tuple(acceptable(cell, may_be_blank=True) for cell in item.cells))


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
