"""An item's score with its constraints and its policy for missing values."""

from __future__ import annotations

from kpixl.model.indicator import Kind, Missing, OpenRows
from kpixl.rules.declare import COUNTED, SCORE
from kpixl.rules.entries import acceptable
from kpixl.rules.functions import FUNCTIONS
from kpixl.rules.given import rests_on_workdays
from kpixl.rules.nodes import Call, Column, Expr, Name, Truth, call, children, number
from kpixl.rules.quantity import Cell, Item
from kpixl.rules.scoring import POINTS, SCORING, VALUE


def scored(item: Item, places: int | None) -> Expr:
    """The rule of the item's score: none while it is exempt."""
    node = _assessed(item, places)
    return node if item.exempt is None else call("IF", item.exempt, call("EXCLUDE"), node)


def _assessed(item: Item, places: int | None) -> Expr:
    """The score where the item is assessed.

    A value is missing when nothing was filled in, or when everything is filled in and still cannot be
    computed (a zero denominator). A half-filled item is never "missing": somebody has begun.
    """
    node = item.score
    if item.indicator.rows is not None:
        # A row that is begun and not right is never left out.
        node = call("IF", call("ISERROR", call("SUM", Column(item.id(COUNTED)))), call("NA"), node)
    is_scored = SCORING[item.indicator.method].scored
    unread = _not_surely_read(item) if item.indicator.rows is None else ()
    if unread:
        # A blank may be forgiven, by OR or IFERROR or IF; a wrong figure never is. A record is asked for.
        forgiven = is_scored or may_be_blank(item)
        fine = Call("ALL", tuple(acceptable(cell, may_be_blank=forgiven) for cell in unread))
        node = call("IF", fine, node, call("NA"))
    for must, _ in item.musts:
        # What is only recorded holds nothing up while an entry is still blank.
        node = call("IF", must if is_scored else call("IFERROR", must, Truth(True)), node, call("NA"))
    if not is_scored:
        return node
    if places is not None:
        node = call("ROUND", node, number(places))
    instead = _instead(item)
    if instead is None:
        return node
    return call("IFERROR", node, call("IF", is_missing(item), instead, call("NA")))


def _not_surely_read(item: Item) -> tuple[Cell, ...]:
    """The cells without which the score can have a value: a fault in one of them would go unnoticed."""
    # A condition on what is only recorded forgives what it cannot judge, so it notices nothing.
    musts = item.musts if SCORING[item.indicator.method].scored else ()
    rules = (item.score, *(must for must, _ in musts))
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
    """Whether there is no data: nothing was filled in, or all of it, rightly, and nothing comes of it."""
    if not item.cells and not item.basis:
        return Truth(True)
    blank = _are_blank(item.cells or item.basis, item.indicator.rows)
    if rests_on_workdays(item):
        # A day so far off that nothing can be counted is no lack of data.
        return blank
    agree = tuple(call("IFERROR", must, Truth(True)) for must, _ in item.musts)
    filled = Call("AND", (is_filled(item), *agree)) if agree else is_filled(item)
    return Call("OR", (blank, filled))


def _are_blank(cells: tuple[Cell, ...], rows: OpenRows | None) -> Expr:
    """Whether nothing was typed; of open rows, into those that are needed."""
    needed = tuple(cell for cell in cells if rows is None or (cell.row or 0) <= rows.least)
    return Call("AND", tuple(call("ISBLANK", Name(cell.raw)) for cell in needed)) if needed else Truth(False)


def is_filled(item: Item) -> Expr:
    """Whether every entry that an item rests on is there, and valid; every open row that is begun right."""
    single = tuple(cell for cell in (*item.cells, *item.basis) if cell.row is None)
    logs = dict.fromkeys(_log_of(cell) for cell in (*item.cells, *item.basis) if cell.row is not None)
    known: tuple[Expr, ...] = (
        *(Name(cell.id) for cell in single),
        *(call("SUM", Column(f"{name}.{COUNTED}")) for name in logs),
    )
    return Call("AND", tuple(call("NOT", call("ISERROR", part)) for part in known))


def _log_of(cell: Cell) -> str:
    """The indicator whose open row a cell stands in."""
    return cell.id.rsplit(".", 2)[0]


def awaited(item: Item) -> str | None:
    """What a blank is needed for: the score; None where it just is, as in all that is only recorded."""
    return item.id(SCORE) if SCORING[item.indicator.method].scored else None


def may_be_blank(item: Item) -> bool:
    """Whether the form may come back with this item not filled in."""
    return item.indicator.missing is not Missing.INCOMPLETE
