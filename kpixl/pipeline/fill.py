"""Filling forms as people would: plausible entries for any form, for demonstrations and tests."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from kpixl.model.scheme import Kind
from kpixl.model.submission import Raw
from kpixl.rules.quantity import Cell, Item, Rulebook

Entries = dict[str, Raw]


def plausible(rulebook: Rulebook, random: Random) -> Entries:
    """A value for every cell that has to be filled, near its target, within its limits."""
    entries: Entries = {}
    for item in rulebook.items:
        entries.update(_rows(item, random) if item.indicator.rows is not None else _item(item, random))
    return entries


def _item(item: Item, random: Random) -> Iterator[tuple[str, Raw]]:
    cells = item.cells
    counts = [cell for cell in cells if cell.input.kind is Kind.INTEGER]
    if len(cells) == len(counts) == 2 and isinstance(item.indicator.target, Fraction):
        yield from _ratio(item, cells[0], cells[1], random)
        return
    for cell in cells:
        yield cell.raw, _value(item, cell, random)


def _ratio(item: Item, upper: Cell, lower: Cell, random: Random) -> Iterator[tuple[str, Raw]]:
    """Two counts whose quotient lies near the target; a part is never more than the whole."""
    scale = {"%": 100, "‰": 1000}.get(item.indicator.unit, 1)
    whole = random.randint(20, 60) if scale == 100 else random.randint(120, 320)
    assert isinstance(item.indicator.target, Fraction)
    share = float(item.indicator.target) / scale * random.uniform(0.8, 1.15)
    yield upper.raw, Fraction(min(whole, round(whole * share)))
    yield lower.raw, Fraction(whole)


def _value(item: Item, cell: Cell, random: Random) -> Raw:
    part, target = cell.input, item.indicator.target
    if part.kind is Kind.CHOICE:
        return part.choices[min(int(random.expovariate(1.2)), len(part.choices) - 1)]
    if part.kind is Kind.TEXT:
        return "按计划完成"
    if part.kind is Kind.INTEGER:
        value = Fraction(random.choice((0, 0, 1, 1, 2, 3)))
        if isinstance(target, Fraction) and target > 3:
            value = Fraction(round(float(target) * random.uniform(0.7, 1.1)))
    elif isinstance(target, Fraction):
        value = Fraction(round(float(target) * random.uniform(0.88, 1.08) * 10), 10)
    else:
        low, high = (
            (0.72 * float(part.high), 0.98 * float(part.high)) if part.high is not None else (2.0, 8.5)
        )
        value = Fraction(round(random.uniform(low, high) * 2), 2)
    return _within(cell, value)


def _within(cell: Cell, value: Fraction) -> Fraction:
    if cell.input.low is not None:
        value = max(value, cell.input.low)
    return min(value, cell.input.high) if cell.input.high is not None else value


_GOALS = ("提升客户满意度", "缩短交付周期", "培养后备人员", "控制费用", "完善服务流程", "整理客户档案")
_WEIGHTS = ((40, 30, 30), (25, 25, 35, 15), (50, 50), (30, 30, 20, 20))


def _rows(item: Item, random: Random) -> Iterator[tuple[str, Raw]]:
    """Some rows, with shares that make 100 %."""
    weights = random.choice(_WEIGHTS)
    for cell in item.cells:
        row = cell.row or 0
        if row > len(weights):
            continue
        if cell.input.unit == "%":
            yield cell.raw, Fraction(weights[row - 1])
        elif cell.input.kind is Kind.TEXT:
            yield cell.raw, _GOALS[row - 1] if not cell.input.optional else "每月小结一次"
        else:
            yield cell.raw, _value(item, cell, random)
