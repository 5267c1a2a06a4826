"""Plausible rows of logs and checklists: a few events, mostly without consequences, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random

from kpixl.model.cycle import Cycle, Period
from kpixl.model.days import number_of
from kpixl.model.indicator import Kind
from kpixl.model.roster import Appraisee
from kpixl.model.submission import Raw
from kpixl.pipeline.calendar import with_workdays
from kpixl.rules.declare import DATED
from kpixl.rules.evaluate import evaluate
from kpixl.rules.given import given
from kpixl.rules.nodes import Binary, Call, Name
from kpixl.rules.quantity import Cell, Item, Rulebook
from kpixl.rules.values import UNKNOWN, Value

_HOW_MANY = (0, 1, 2, 2, 3, 4)
"""How many events there are in a period."""

_TRIES, _CAREFUL = 40, 0.8
"""So many ways a row could have gone; this often it went the one that costs least."""

_GAPS = (2, 5, 20, 40, 60, 90, 24 * 60, 2 * 24 * 60, 9 * 24 * 60)
"""Minutes from one thing to the next."""

_DAY, _OPENS, _CLOSES = 24 * 60, 8 * 60, 17 * 60

_TEXTS = ("已核实", "按流程处理", "已当面说明", "见记录", "已整改")
_AMOUNTS = (50, 100, 200, 300)
_COUNTS = (0, 0, 1, 1, 2, 3)
_NOBODY = Appraisee("", "", "", "")

Row = dict[str, Raw]


class _Known(dict[str, Value]):
    """Values by name; whatever else is asked for is unknown."""

    def __missing__(self, name: str) -> Value:
        return UNKNOWN


def is_log_like(item: Item) -> bool:
    """Whether the item has rows of events, or preset ones."""
    rows = item.indicator.rows
    return rows is not None and (rows.log or bool(rows.items))


def log_rows(rulebook: Rulebook, item: Item, period: Period, random: Random) -> Iterator[tuple[str, Raw]]:
    """Some rows from the first on, the needed ones at least; what must hold within a row holds."""
    rows = item.indicator.rows
    assert rows is not None
    known = _surroundings(rulebook, period)
    wanted = rows.count if rows.items else min(max(rows.least, random.choice(_HOW_MANY)), rows.count)
    for number in range(1, wanted + 1):
        drawn = (_drawn(item, number, period, random) for _ in range(_TRIES))
        tries = [_added_up(item, number, row, known) for row in drawn]
        right = [row for row in tries if _holds(item, number, row, known)]
        if right:
            if random.random() < _CAREFUL:
                right.sort(key=lambda row: _cost(rulebook, item, number, row, known))
            yield from right[0].items()


def _surroundings(rulebook: Rulebook, period: Period) -> Mapping[str, Value]:
    cycle, _ = with_workdays(Cycle("", period), rulebook.scheme, [rulebook])
    constants = {q.id: q.constant for q in rulebook.quantities.values() if q.constant is not None}
    return {**constants, **given(rulebook, _NOBODY, cycle)}


def _drawn(item: Item, number: int, period: Period, random: Random) -> Row:
    """One way that the row could have gone."""
    minute = random.randint(number_of(period.first), number_of(period.last)) * _DAY
    minute += random.randint(_OPENS, _CLOSES)
    last = (number_of(period.last) + 1) * _DAY - 1
    row: Row = {}
    for cell in item.row(number):
        part = cell.input
        if part.optional and random.random() < (0.1 if part.kind in DATED else 0.6):
            continue
        if part.kind in DATED:
            minute = min(minute, last) if part.in_period else minute
            row[cell.raw] = Fraction(minute // _DAY) if part.kind is Kind.DATE else Fraction(minute, _DAY)
            minute += random.choice(_GAPS)
        else:
            row[cell.raw] = _entry(cell, period, number, random)
    return row


def _added_up(item: Item, number: int, row: Row, known: Mapping[str, Value]) -> Row:
    """The row with its sums right: where a condition says that something equals an entry, it does."""
    for must, _ in item.row_musts.get(number, ()):
        match must:
            case Binary(op="=", left=left, right=Call(function="ROUND", args=(Name(name=raw), _))):
                value = evaluate(left, _seen(item, number, row, known))
                if isinstance(value, Fraction) and raw in row:
                    row = {**row, raw: value}
    return row


def _entry(cell: Cell, period: Period, number: int, random: Random) -> Raw:
    part = cell.input
    if part.kind is Kind.CHOICE:
        # A table's rows are kinds of events; other choices begin with the usual one.
        usual = min(int(random.expovariate(1.8)), len(part.choices) - 1)
        return random.choice(part.choices) if part.table else part.choices[usual]
    if part.kind is Kind.TEXT:
        is_number = part.unique or part.name.endswith("号")
        return f"{period.month:02d}{number:03d}" if is_number else random.choice(_TEXTS)
    if part.high is not None:
        value = Fraction(round(random.uniform(0.72, 0.98) * float(part.high)))
    else:
        value = Fraction(random.choice(_AMOUNTS if part.kind is Kind.NUMBER else _COUNTS))
    return max(value, part.low) if part.low is not None else value


def _seen(item: Item, number: int, row: Row, known: Mapping[str, Value]) -> _Known:
    """What the rules of a row see."""
    cells = item.row(number)
    typed = {cell.raw: row.get(cell.raw) for cell in cells}
    return _Known({**known, **typed, **{cell.id: row.get(cell.raw, "") for cell in cells}})


def _holds(item: Item, number: int, row: Row, known: Mapping[str, Value]) -> bool:
    seen = _seen(item, number, row, known)
    return all(evaluate(must, seen) is not False for must, _ in item.row_musts.get(number, ()))


def _cost(rulebook: Rulebook, item: Item, number: int, row: Row, known: Mapping[str, Value]) -> Fraction:
    """The money that the row's computed columns make of it."""
    seen, cost = _seen(item, number, row, known), Fraction(0)
    # Each column after those that it is computed from.
    for id_ in (name for name in rulebook.quantities if name in item.worked and name.endswith(f".{number}")):
        value = seen[id_] = evaluate(item.worked[id_], seen)
        if isinstance(value, Fraction) and rulebook.quantities[id_].unit == "元":
            cost += value
    return cost
