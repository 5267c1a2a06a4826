"""What a returned form is taken to say: as its workbook saw the entries, and as people meant them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction

from kpixl.assess.normalise import normalise
from kpixl.assess.normalise_nouns import Asked, Days, Doubt, Levels, Normal
from kpixl.definition.tables.values import visible
from kpixl.model.days import day_of
from kpixl.model.indicator import Kind
from kpixl.model.numbers import settled
from kpixl.model.submission import CellValue, Submission
from kpixl.rules.declare import BEGIN, END
from kpixl.rules.evaluate import Compiled, compile_rule
from kpixl.rules.quantity import Cell, Item, Rulebook
from kpixl.rules.scoring import POINTS, VALUE
from kpixl.rules.values import UNKNOWN, Value

_NOT_CONVERTED = Doubt(
    "要换算才能用，严格汇总时不换算", "it would have to be converted, which a strict run does not do"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """The entries of one form by the name of the cell: `seen` by its workbook, and as they were `meant`.

    `readings` tell where and how the two differ, and where nobody can tell what was meant.
    """

    seen: Mapping[str, Value]
    meant: Mapping[str, Value]
    readings: Mapping[str, Normal | Doubt] = field(default_factory=dict)


class Taker:
    """Takes the entries of the forms of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._asked = {
            cell.raw: Asked(cell.input, _levels(rulebook, item, cell))
            for item in rulebook.items
            for cell in item.cells
        }

    def take(self, submission: Submission, fields: Mapping[str, Value], strict: bool = False) -> Taken:
        """What a form says. The days of its cycle are among the fields; when strict, nothing is converted."""
        days = _days(fields)
        seen: dict[str, Value] = {}
        meant: dict[str, Value] = {}
        readings: dict[str, Normal | Doubt] = {}
        for name, asked in self._asked.items():
            cell = submission.entries.get(name)
            seen[name], meant[name] = _seen(cell), typed_value(cell)
            if cell is None or meant[name] in (None, UNKNOWN):
                continue
            found = normalise(asked, cell, days)
            if strict and found is not None:
                found = _strictly(found, asked, meant[name])
            if found is None:
                continue
            readings[name] = found
            if isinstance(found, Normal):
                meant[name] = typed_value(CellValue(cell.cell, found.raw))
            elif _stands(asked, meant[name]):
                meant[name] = UNKNOWN
        return Taken(seen, meant, readings)


def typed_value(cell: CellValue | None) -> Value:
    """What rules see of a typed cell; blanks of any kind are blank.

    A cell that cannot be found, an error value, and a formula without a stored result are unknown: no
    policy for blanks may decide about them.
    """
    value = _seen(cell)
    if isinstance(value, str):
        return value.strip() if visible(value).strip() else None
    return value


def _seen(cell: CellValue | None) -> Value:
    """What the workbook itself sees of a cell."""
    if cell is None or cell.error or (cell.formula and cell.raw is None):
        return UNKNOWN
    raw = cell.raw
    return settled(raw) if isinstance(raw, Fraction) else raw


def _strictly(found: Normal | Doubt, asked: Asked, value: Value) -> Doubt | None:
    """The form's own conditions find nearly all of what would be converted; here is the rest."""
    if not _stands(asked, value):
        return None
    return found if isinstance(found, Doubt) else _NOT_CONVERTED


def _stands(asked: Asked, value: Value) -> bool:
    """Whether the conditions of the form may have nothing against the entry as it was typed."""
    if isinstance(value, Fraction):
        return asked.part.kind in (Kind.NUMBER, Kind.INTEGER, Kind.TEXT)
    return isinstance(value, str) and any(value.lower() == choice.lower() for choice in asked.part.choices)


def _levels(rulebook: Rulebook, item: Item, cell: Cell) -> Levels:
    """The choices of a rating with the numbers of the scheme, and with the points that the form tells."""
    scale = rulebook.scheme.scales.get(str(item.indicator.params.get("scale", "")))
    if scale is None or tuple(label for label, _ in scale.levels) != cell.input.choices:
        return ()
    score = compile_rule(item.score)
    return tuple((label, (level, *_points(score, item, level))) for label, level in scale.levels)


def _points(score: Compiled, item: Item, level: Fraction) -> Iterator[Fraction]:
    """The points of a level, where they rest on nothing else."""
    with suppress(KeyError):
        points = score({item.id(VALUE): level, item.id(POINTS): item.points})
        if isinstance(points, Fraction):
            yield points


def _days(fields: Mapping[str, Value]) -> Days | None:
    first, last = fields.get(BEGIN), fields.get(END)
    if isinstance(first, Fraction) and isinstance(last, Fraction):
        return day_of(int(first)), day_of(int(last))
    return None
