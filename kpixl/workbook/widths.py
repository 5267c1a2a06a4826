"""How wide the columns of a form are: what their texts need, within limits, and the rest to the sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.indicator import Input, Kind
from kpixl.model.numbers import plain
from kpixl.rules.declare import target_unit as unit_of_target
from kpixl.rules.quantity import Cell, Item, Rulebook
from kpixl.rules.scoring import VALUE
from kpixl.rules.totals import section_points
from kpixl.workbook import numbers
from kpixl.workbook.checks import SHORT, asked
from kpixl.workbook.longest import longest
from kpixl.workbook.measure import BODY, NOTE, SPARE, text_width
from kpixl.workbook.palette import PROVISIONAL, TOTAL_SIZE, WRONG

INDENT = 1.3
"""What an indented cell loses of its width, in units."""

PADDING = 0.4
"""What a cell keeps free at its sides, in units."""

_UNIT = 7
"""Pixels of a unit: widths are whole pixels."""

BOLD = 1.07
"""How much wider bold signs are."""

_SHORT_UNIT = 6.0
_ANY_TARGET = "888.88"
_AMOUNT = 13.5
_DATE, _MOMENT = 12.0, 18.3
_ENTRY = 13.5
"""A column of entries is no wider for headings and choices, only for moments."""

_ONE_LINE = {False: 12.0, True: 15.0}
"""Names up to this width stand on one line, portrait and landscape."""

_IDENTITY = 13.0
"""What a period or a number of the identity block needs."""

_WRITTEN = 16.0
"""What people need who write a goal of their own into the column."""


@dataclass(frozen=True, slots=True)
class Limits:
    """A column's least and greatest width in units.

    `share` is its part of what is left over; what `wraps` gives way before figures have to shrink.
    """

    least: float
    most: float
    share: float = 0
    wraps: bool = False


def fitted(limits: Sequence[Limits], needed: Sequence[float], room: float) -> list[float]:
    """Widths that fill the room: each column as wide as it needs, the rest shared out."""
    widths = [
        column.least if column.share else min(max(need, column.least), column.most)
        for column, need in zip(limits, needed, strict=True)
    ]
    left = room - sum(widths)
    for wraps in (True, False):
        widths = _narrowed(widths, limits, wraps, room)
    shares = sum(column.share for column in limits)
    if left > 0 and shares:
        widths = [
            min(width + left * column.share / shares, column.most) if column.share else width
            for width, column in zip(widths, limits, strict=True)
        ]
    return [int(width * _UNIT) / _UNIT for width in widths]


def _narrowed(widths: list[float], limits: Sequence[Limits], wraps: bool, room: float) -> list[float]:
    """Columns of one kind give way in proportion to what they have above their least."""
    missing = sum(widths) - room
    slack = [
        width - column.least if column.wraps is wraps else 0.0
        for width, column in zip(widths, limits, strict=True)
    ]
    spare = sum(slack)
    part = min(1.0, missing / spare) if missing > 0 and spare > 0 else 0.0
    return [width - own * part for width, own in zip(widths, slack, strict=True)]


def even(widths: Sequence[float], count: int) -> list[tuple[int, int]]:
    """Whole columns, counted from 1, shared out among so many boxes about equally wide."""
    edges = [sum(widths[:end]) for end in range(len(widths) + 1)]
    start, spans = 1, []
    for left in range(count, 0, -1):
        goal = edges[start - 1] + (edges[-1] - edges[start - 1]) / left
        ends = range(start, len(widths) - left + 2)
        end = min(ends, key=lambda column: abs(edges[column] - goal))
        spans.append((start, end))
        start = end + 1
    return spans


def needed(rulebook: Rulebook, landscape: bool) -> Mapping[str, float]:
    """The width that each kind of column needs for its texts."""
    needs = {key: need(rulebook) for key, need in _NEEDS.items()}
    return {"name": _name(rulebook, _ONE_LINE[landscape]), **needs}


def _figures(texts: Iterable[str], size: int = BODY) -> float:
    """The width of bold figures: they are no wider elsewhere, and shrink at the worst."""
    return max((text_width(text) for text in texts), default=0.0) * BOLD * size / BODY + 2 * PADDING


def one_line(texts: Iterable[str], size: int = BODY, weight: float = 1.0) -> float:
    """The width of a column in which each of these texts takes one line."""
    widest = max((text_width(text) for text in texts), default=0.0)
    return widest * weight * size / BODY / SPARE + PADDING


def _name(rulebook: Rulebook, most: float) -> float:
    """Short names take a line, longer ones two that are about equally long."""
    texts = [
        item.indicator.name + f" {PROVISIONAL}" * bool(item.indicator.provisional) for item in rulebook.items
    ]
    halves = [text if text_width(text) <= most else text[: -(-len(text) // 2)] for text in texts]
    return max(one_line(halves), _WRITTEN if _headings(rulebook, "name") else 0.0)


def _label(rulebook: Rulebook) -> float:
    return one_line((numbers.with_unit(cell.input) for cell in _single(rulebook)), NOTE)


def _points(rulebook: Rulebook) -> float:
    own = [numbers.points_text(item.points) for item in rulebook.items if item.points is not None]
    own += [numbers.points_text(section_points(section)) for section in rulebook.form.sections]
    headings = _headings(rulebook, "points", split=True)
    rows = max(one_line(headings, NOTE), _figures(["100.00"])) if headings else 0.0
    total = plain(rulebook.base)
    return max(_figures(own), _figures([total], TOTAL_SIZE), rows)


def _target(rulebook: Rulebook) -> float:
    return max(one_line(map(target_text, rulebook.items)), one_line(_headings(rulebook, "target"), NOTE))


def target_text(item: Item) -> str:
    """The target as it is shown: 90分, 13或82/4 △, or nothing."""
    indicator = item.indicator
    mark = f" {PROVISIONAL}" if indicator.provisional else ""
    if isinstance(indicator.target, Fraction):
        return numbers.grouped(indicator.target, indicator.unit) + target_unit(item) + mark
    if item.target is not None:
        return _ANY_TARGET + target_unit(item) + mark
    return indicator.terse + mark if indicator.terse else ""


def target_unit(item: Item) -> str:
    """The unit beside a target; a long one stands under the indicator's name instead."""
    unit = unit_of_target(item.indicator)
    return unit if text_width(unit) <= _SHORT_UNIT else ""


def _entry(rulebook: Rulebook) -> float:
    parts = [cell.input for cell in _single(rulebook)]
    needs = [one_line(_headings(rulebook, "entry"), NOTE), *map(_typed, parts)]
    moments = any(part.kind is Kind.DATETIME for part in parts)
    if not rulebook.base:
        # Without columns of scores, part of the identity block stands over this one.
        needs.append(_IDENTITY)
    return _MOMENT if moments else min(max(needs), _ENTRY)


def _typed(part: Input) -> float:
    match part.kind:
        case Kind.CHOICE:
            return one_line(part.choices, weight=BOLD)
        case Kind.DATE:
            return _DATE
        case _:
            return _AMOUNT if part.unit == "元" else 0.0


def _value(rulebook: Rulebook) -> float:
    values = [rulebook.quantities.get(item.id(VALUE)) for item in rulebook.items]
    amounts = any(value is not None and value.unit == "元" for value in values)
    dates = any(value is not None and value.dated for value in values)
    if amounts or dates:
        return _AMOUNT if amounts else _DATE
    return _figures(f"{text}.00" for text in map(target_text, rulebook.items))


def _score(rulebook: Rulebook) -> float:
    total = f"{plain(rulebook.base)}." + "0" * rulebook.scheme.rounding.total
    return _figures([total], TOTAL_SIZE)


def _check(rulebook: Rulebook) -> float:
    """Wide enough for what a wrong number is told, and for half of what is said of several together."""
    told = [f"{WRONG} {asked(cell.input)}" for cell in rulebook.cells]
    said = [longest(say) for item in rulebook.items for _, say in (*item.musts, *item.reminders)]
    told += [f"{WRONG} {say[: -(-len(say) // 2)]}" for say in said if len(say) <= SHORT]
    return one_line(told, NOTE) + INDENT


def _single(rulebook: Rulebook) -> list[Cell]:
    return [cell for cell in rulebook.cells if cell.row is None]


def _headings(rulebook: Rulebook, at: str, split: bool = False) -> list[str]:
    """The headings of open rows over this column; a unit may stand on a second line."""
    rows = [item.indicator.rows for item in rulebook.items if item.indicator.rows is not None]
    columns = [column for part in rows for column in part.columns if (column.column or "entry") == at]
    return [column.name if split else numbers.with_unit(column) for column in columns]


_NEEDS: Mapping[str, Callable[[Rulebook], float]] = {
    "label": _label,
    "points": _points,
    "target": _target,
    "entry": _entry,
    "value": _value,
    "score": _score,
    "check": _check,
}
