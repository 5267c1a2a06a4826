"""What an item rests on beside its own cells: those of the other items that its rules read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kpixl.rules.nodes import names
from kpixl.rules.quantity import Cell, Item
from kpixl.rules.scoring import POINTS, TARGET
from kpixl.rules.totals import subtotal_name

_CONSTANTS = (TARGET, POINTS)


def with_basis(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items; each knows the cells of others that it needs."""
    return tuple(replace(item, basis=_basis(item, items)) for item in items)


def _basis(item: Item, items: tuple[Item, ...]) -> tuple[Cell, ...]:
    seen, waiting = {item.indicator.name}, [item]
    found: dict[Cell, None] = {}
    while waiting:
        for other in _read_by(waiting.pop(), items):
            if other.indicator.name not in seen:
                seen.add(other.indicator.name)
                found |= dict.fromkeys(other.cells)
                waiting.append(other)
    return tuple(found)


def _read_by(item: Item, items: tuple[Item, ...]) -> Iterator[Item]:
    """The items that one reads, by their own quantities or by a subtotal that they belong to."""
    rules = (item.value, item.score, item.exempt, *(must for must, _ in item.musts))
    trees = [tree for tree in rules if tree is not None]
    read = {part.name for tree in trees for part in names(tree)}
    for other in items:
        prefix = other.indicator.name + "."
        own = (name for name in read if name.startswith(prefix) and name[len(prefix) :] not in _CONSTANTS)
        if any(own) or subtotal_name(other.section) in read:
            yield other
