"""Plausible entries that belong together: counts that add up, levels, what was last time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random

from kpixl.model.indicator import Rule
from kpixl.model.submission import Raw
from kpixl.rules.evaluate import evaluate
from kpixl.rules.nodes import Binary, Call, Expr, Name, Number, names
from kpixl.rules.patterns import level_mean
from kpixl.rules.quantity import RAW, Cell, Item, Rulebook
from kpixl.rules.scoring import SCORING

Entries = dict[str, Raw]

_LEVELS = (35, 40, 18, 5, 2)
"""How many in a hundred choose each level, best first."""


def together(rulebook: Rulebook, entries: Entries, random: Random) -> Entries:
    """The entries, those changed that would not go together. Nothing is drawn where nothing is."""
    changed = dict(entries)
    cells = {cell.id: cell for cell in rulebook.cells}
    for item in rulebook.items:
        changed |= dict(_levels(item, random))
        changed |= dict(_known_before(rulebook, item, changed, random))
    for item in rulebook.items:
        for must, _ in item.musts:
            parts, base = _whole(must, rulebook)
            if base in cells and all(part in cells for part in parts):
                changed |= dict(_shared_out(parts, base, changed, random))
    for item in rulebook.items:
        for must, _ in (*item.musts, *item.reminders):
            changed |= dict(_at_most(must, rulebook, changed, random))
            changed |= dict(_at_least(must, rulebook, changed))
    return changed


def aim(rulebook: Rulebook, item: Item) -> Fraction | None:
    """The figure that people try to reach: the target, else the better of two."""
    value: object = item.indicator.target
    for name in SCORING[item.indicator.method].order:
        value = item.indicator.params.get(name)
    if isinstance(value, Rule):
        value = rulebook.scheme.parameters.get(value.text.strip())
    return value if isinstance(value, Fraction) else None


def _levels(item: Item, random: Random) -> Iterator[tuple[str, Raw]]:
    counts = level_mean(item.value) if item.value is not None else ()
    asked = random.randint(30, 90) if counts else 0
    for at, (count, _) in enumerate(counts):
        share = _LEVELS[min(at, len(_LEVELS) - 1)] * random.uniform(0.7, 1.3) / 100
        yield count.name + RAW, Fraction(round(asked * share))


def _known_before(
    rulebook: Rulebook, item: Item, entries: Mapping[str, Raw], random: Random
) -> Iterator[tuple[str, Raw]]:
    """What was last time, or what the competitor has, lies about the target away from the value."""
    row, target = SCORING[item.indicator.method], aim(rulebook, item)
    if not row.is_gap or item.value is None or target is None:
        return
    given = {cell.id: _number(entries, cell.id) for cell in item.cells}
    needed = {part.name for part in names(item.value)}
    known = {name: number for name, number in given.items() if number is not None}
    value = evaluate(item.value, known) if needed <= known.keys() else None
    for cell in item.cells:
        if cell.input.name in row.further and isinstance(value, Fraction):
            away = target * Fraction(random.randint(6, 15), 10)
            before = value + away if item.indicator.params.get("better") == "lower" else value - away
            yield cell.raw, within(cell, Fraction(round(before * 100), 100))


def _whole(must: Expr, rulebook: Rulebook) -> tuple[list[str], str]:
    """The parts and the base of SUM(parts) = base."""
    match must:
        case Binary(op="=", left=Call(function="SUM", args=args), right=Name() as base):
            return [part.name for part in args if isinstance(part, Name)], _typed(base, rulebook)
        case _:
            return [], ""


def _shared_out(
    parts: Sequence[str], base: str, entries: Mapping[str, Raw], random: Random
) -> Iterator[tuple[str, Raw]]:
    whole = _base(base, entries, random)
    yield base + RAW, whole
    left = int(whole)
    for at, part in enumerate(parts):
        share = left if at == len(parts) - 1 else round(left * random.uniform(0.2, 0.7))
        left -= share
        yield part + RAW, Fraction(share)


def _at_most(
    must: Expr, rulebook: Rulebook, entries: Mapping[str, Raw], random: Random
) -> Iterator[tuple[str, Raw]]:
    """A part that is more than the whole becomes a part of it."""
    match must:
        case Binary(op="<=", left=Name() as part, right=Name() as base):
            low, high = _typed(part, rulebook), _typed(base, rulebook)
            value, most = _number(entries, low), _number(entries, high)
            if value is not None and most is not None and value > most:
                yield low + RAW, Fraction(int(most * random.randint(3, 9) / 10))


def _at_least(must: Expr, rulebook: Rulebook, entries: Mapping[str, Raw]) -> Iterator[tuple[str, Raw]]:
    """What should not be below a figure is that figure."""
    match must:
        case Binary(op=">=", left=Name() as part, right=Number(value=least)):
            name = _typed(part, rulebook)
            value = _number(entries, name)
            if value is not None and value < least:
                yield name + RAW, least


def _base(name: str, entries: Mapping[str, Raw], random: Random) -> Fraction:
    """A whole is no handful, or there would be nothing to share out."""
    known = _number(entries, name)
    return known if known is not None and known >= 20 else Fraction(random.randint(40, 90))


def _typed(name: Name, rulebook: Rulebook) -> str:
    """The cell that a name stands for: a value that merely repeats an entry is that entry."""
    rule = rulebook.quantities[name.name].rule
    return rule.name if isinstance(rule, Name) else name.name


def _number(entries: Mapping[str, Raw], name: str) -> Fraction | None:
    value = entries.get(name + RAW)
    return value if isinstance(value, Fraction) else None


def within(cell: Cell, value: Fraction) -> Fraction:
    """The value within the limits of its cell."""
    if cell.input.low is not None:
        value = max(value, cell.input.low)
    return min(value, cell.input.high) if cell.input.high is not None else value
