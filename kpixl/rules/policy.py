"""An item's score with its constraints and its policy for missing values."""

from __future__ import annotations

from kpixl.model.scheme import Kind, Missing
from kpixl.rules.entries import acceptable
from kpixl.rules.functions import FUNCTIONS
from kpixl.rules.nodes import Call, Column, Expr, Name, call, children, number
from kpixl.rules.quantity import Cell, Item
from kpixl.rules.scoring import POINTS, VALUE


def scored(item: Item, places: int | None) -> Expr:
    """The rule of the item's score.

    A value is missing when nothing was filled in, or when everything is filled in and still cannot be
    computed (a zero denominator). A half-filled item is never "missing": somebody has begun.
    """
    node = item.score
    unread = _not_surely_read(item)
    if unread:
        # A blank may be forgiven, by OR or IFERROR or IF; a wrong figure never is.
        fine = Call("ALL", tuple(acceptable(cell, may_be_blank=True) for cell in unread))
        node = call("IF", fine, node, call("NA"))
    for must, _ in item.musts:
        node = call("IF", must, node, call("NA"))
    if places is not None:
        node = call("ROUND", node, number(places))
    instead = _instead(item)
    if instead is None:
        return node
    return call("IFERROR", node, call("IF", is_missing(item), instead, call("NA")))


def _not_surely_read(item: Item) -> tuple[Cell, ...]:
    """The cells without which the score can have a value: a fault in one of them would go unnoticed."""
    rules = (item.score, *(must for must, _ in item.musts))
    read = frozenset[str]().union(*(surely_read(rule) for rule in rules))
    if item.id(VALUE) in read and item.value is not None:
        read |= surely_read(item.value)
    return tuple(cell for cell in item.cells if cell.input.kind is not Kind.TEXT and not _is_read(cell, read))


def _is_read(cell: Cell, read: frozenset[str]) -> bool:
    column = cell.id.rpartition(".")[0] if cell.row is not None else cell.id
    return cell.id in read or column in read


def surely_read(node: Expr) -> frozenset[str]:
    """The names that a rule reads whichever way it turns out: while one is unknown, so is its value."""
    match node:
        case Name(name=name) | Column(name=name):
            return frozenset({name})
        case Call(function="IF", args=(condition, yes, no)):
            return surely_read(condition) | (surely_read(yes) & surely_read(no))
        case Call(function=function) if FUNCTIONS[function].lazy is not None:
            return frozenset()
        case _:
            return frozenset[str]().union(*(surely_read(child) for child in children(node)))


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


def is_missing(item: Item) -> Expr:
    """Whether there is no data: nothing was filled in, or all of it and still nothing can be computed."""
    blank = Call("AND", tuple(call("ISBLANK", Name(cell.raw)) for cell in item.cells))
    valid = Call("AND", tuple(call("NOT", call("ISERROR", Name(cell.id))) for cell in item.cells))
    return Call("OR", (blank, valid))


def may_be_blank(item: Item) -> bool:
    """Whether the form may come back with this item not filled in."""
    return item.indicator.missing is not Missing.INCOMPLETE
