"""Filling forms as people would: plausible entries for any form, for demonstrations and tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random

from kpixl.model.cycle import Period
from kpixl.model.days import number_of
from kpixl.model.indicator import Kind
from kpixl.model.submission import Raw
from kpixl.pipeline.fill_logs import is_log_like, log_rows
from kpixl.pipeline.fill_together import aim, together, within
from kpixl.rules.declare import DATED
from kpixl.rules.nodes import Binary, Name
from kpixl.rules.quantity import Cell, Item, Rulebook
from kpixl.rules.scoring import SCORING
from kpixl.rules.words import bare_value

Entries = dict[str, Raw]


def plausible(rulebook: Rulebook, random: Random, period: Period) -> Entries:
    """A value for every cell that has to be filled, near its target, within its limits."""
    entries: Entries = {}
    for item in rulebook.items:
        if is_log_like(item):
            entries.update(log_rows(rulebook, item, period, random))
            continue
        target = aim(rulebook, item)
        made = _rows(item, random) if item.indicator.rows is not None else _item(item, target, random)
        entries.update(made)
        for row in dict.fromkeys(cell.row for cell in item.cells):
            cells = [cell for cell in item.cells if cell.row == row and cell.input.kind in DATED]
            entries.update(_moments([cell for cell in cells if cell.raw in entries], period, random))
    return together(rulebook, entries, random)


_MINUTES, _DAYS = (5, 20, 40, 45, 60, 90, 120, 300), (0, 1, 1, 2)
"""How long after one another things happen."""

_DAY, _OPENS, _CLOSES = 24 * 60, 8 * 60, 17 * 60


def _moments(cells: Sequence[Cell], period: Period, random: Random) -> Iterator[tuple[str, Raw]]:
    """Days and moments of one matter, one after the other, beginning in the period."""
    first, last = number_of(period.first), number_of(period.last)
    # Nothing is drawn for what has no dates: the other entries stay as they were.
    minute = random.randint(first, last) * _DAY + random.randint(_OPENS, _CLOSES) if cells else 0
    for cell in cells:
        if cell.input.in_period:
            minute = min(minute, (last + 1) * _DAY - 1)
        is_day = cell.input.kind is Kind.DATE
        yield cell.raw, Fraction(minute // _DAY) if is_day else Fraction(minute, _DAY)
        minute += random.choice(_DAYS) * _DAY if is_day else random.choice(_MINUTES)


_USUAL = {"%": Fraction(92), "‰": Fraction(4)}
"""Where a rate lies that has no target."""


def _item(item: Item, target: Fraction | None, random: Random) -> Iterator[tuple[str, Raw]]:
    cells = item.cells
    if SCORING[item.indicator.method].is_gap:
        target = None
    is_ratio = [cell.input.kind for cell in cells[:2]] == [Kind.INTEGER] * 2 and _is_quotient(item)
    goal = _USUAL.get(item.indicator.unit) if target is None and is_ratio else target
    if is_ratio and goal is not None:
        yield from _ratio(item, cells[0], cells[1], goal, random)
        cells = cells[2:]
    for cell in cells:
        yield cell.raw, _value(cell, target, random)


def _is_quotient(item: Item) -> bool:
    """Whether the value is the first of two counts divided by the second."""
    upper, lower = item.cells[:2]
    node = bare_value(item.value) if item.value is not None else None
    return node == Binary("/", Name(upper.id), Name(lower.id))


def _ratio(
    item: Item, upper: Cell, lower: Cell, target: Fraction, random: Random
) -> Iterator[tuple[str, Raw]]:
    """Two counts whose quotient lies near the target; a part is never more than the whole."""
    scale = {"%": 100, "‰": 1000}.get(item.indicator.unit, 1)
    whole = random.randint(20, 60) if scale == 100 else random.randint(120, 320)
    share = float(target) / scale * random.uniform(0.8, 1.15)
    yield upper.raw, Fraction(min(whole, round(whole * share)))
    yield lower.raw, Fraction(whole)


def _value(cell: Cell, target: Fraction | None, random: Random) -> Raw:
    part = cell.input
    if part.kind is Kind.CHOICE:
        return part.choices[min(int(random.expovariate(1.2)), len(part.choices) - 1)]
    if part.kind is Kind.TEXT:
        return "按计划完成"
    if part.kind is Kind.INTEGER:
        value = Fraction(random.choice((0, 0, 1, 1, 2, 3)))
        if target is not None and target > 3:
            value = Fraction(round(float(target) * random.uniform(0.7, 1.1)))
    elif target is not None:
        value = Fraction(round(float(target) * random.uniform(0.88, 1.08) * 10), 10)
    else:
        low, high = (
            (0.72 * float(part.high), 0.98 * float(part.high)) if part.high is not None else (2.0, 8.5)
        )
        value = Fraction(round(random.uniform(low, high) * 2), 2)
    return within(cell, value)


_GOALS = ("提高办事效率", "缩短交付周期", "培养后备人员", "控制费用", "完善服务流程", "整理客户档案")
_WEIGHTS = ((40, 30, 30), (25, 25, 35, 15), (50, 50), (30, 30, 20, 20))


def _rows(item: Item, random: Random) -> Iterator[tuple[str, Raw]]:
    """Some rows, with shares that make 100 %."""
    target = item.indicator.target if isinstance(item.indicator.target, Fraction) else None
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
            yield cell.raw, _value(cell, target, random)
