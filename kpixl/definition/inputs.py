"""The cells that people fill in: records to Inputs, with what the unit and the scoring rule imply."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kpixl.definition.earlier import earlier_of
from kpixl.definition.gathered import Gathered
from kpixl.definition.records import Record
from kpixl.definition.scalars import near_or_known
from kpixl.findings import Place
from kpixl.model.consequence import Lookup
from kpixl.model.indicator import Input, Kind, Number, Param, Scale
from kpixl.model.units import COUNT, Unit, unit_of
from kpixl.rules.scoring import POINTS, Scoring

_NUMERIC = (Kind.NUMBER, Kind.INTEGER)
_DATED = (Kind.DATE, Kind.DATETIME)
_NOT_IN_LISTS = re.compile('[",]')
"""Signs that end a choice in the list of a drop-down."""
_NO_LOOKUPS: Mapping[str, Lookup] = {}


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for an input of which the scheme says no more: kind, limits, choices."""

    kind: Kind = Kind.NUMBER
    low: Fraction | None = None
    high: Fraction | None = None
    choices: tuple[str, ...] = ()


def unit_in(record: Record) -> str:
    """The unit that the record names, its percent sign half-width."""
    return record.text("unit").replace("％", "%")


def limits_of(unit: Unit) -> Limits:
    """What a unit implies."""
    return Limits(unit.kind, unit.low, unit.high)


def counted(record: Record) -> Limits:
    """What holds for a part of a ratio: a count, unless its unit says otherwise."""
    unit = unit_in(record)
    return limits_of(unit_of(unit) if unit else COUNT)


def asked_limits(
    record: Record, row: Scoring, points: Number | None, params: Mapping[str, Param], scale: Scale | None
) -> Limits:
    """What holds for the one input that an indicator asks for."""
    if scale is not None:
        return Limits(Kind.CHOICE, choices=tuple(label for label, _ in scale.levels))
    if row.choices:
        return Limits(Kind.CHOICE, choices=row.choices)
    usual = limits_of(unit_of(unit_in(record)))
    if not row.high:
        return usual
    declared = points if row.high == POINTS else params.get(row.high, _default(row))
    high = declared if isinstance(declared, Fraction) else None
    return replace(usual, low=usual.low or Fraction(0), high=high)


def _default(row: Scoring) -> Fraction | None:
    text = next(param.default for param in row.params if param.name == row.high)
    return Fraction(text) if text is not None else None


def make_input(
    record: Record,
    name: str,
    place: Place,
    gathered: Gathered,
    usual: Limits | None = None,
    column: str = "",
    lookups: Mapping[str, Lookup] = _NO_LOOKUPS,
) -> Input:
    """The input that the record describes; what it leaves open is as `usual`, else as its unit implies."""
    unit = unit_in(record)
    usual = usual or limits_of(unit_of(unit))
    lookup = _lookup(record, lookups, gathered)
    choices = record.all("choices", str) or (tuple(lookup.rows) if lookup else ())
    kind = _kind(record, usual, choices)
    for choice in choices:
        if sign := _NOT_IN_LISTS.search(choice):
            gathered.add("choice-sign", place, text=choice, sign=sign[0])
    _check_kind(record, kind, choices or usual.choices, gathered)
    is_number = kind in _NUMERIC
    return Input(
        name=name,
        kind=kind,
        unit=unit,
        low=_limit(record, "low", usual.low) if is_number else None,
        high=_limit(record, "high", usual.high) if is_number else None,
        choices=choices or usual.choices if kind is Kind.CHOICE else (),
        optional=record.flag("optional"),
        hint=record.text("hint"),
        column=column,
        in_period=kind in _DATED and record.wrote("within"),
        unique=kind is Kind.TEXT and record.flag("unique"),
        table=lookup.name if lookup else "",
        rule=record.rule("rule"),
        earlier=earlier_of(record),
        place=place,
    )


def _lookup(record: Record, lookups: Mapping[str, Lookup], gathered: Gathered) -> Lookup | None:
    """The table whose rows may be chosen."""
    name = record.get("from", str)
    if name is None or name in lookups:
        return lookups.get(name or "")
    near_or_known(gathered, "unknown-table", record.places["from"], name, lookups)
    return None


def further_input(
    record: Record, columns: Mapping[str, Input], lookups: Mapping[str, Lookup], gathered: Gathered
) -> Input:
    """An input beside others. One named like a column of the form is filled in there, within its limits."""
    name = record.text("name")
    column = columns.get(name)
    if column is None:
        return make_input(record, name, record.place, gathered, lookups=lookups)
    usual = Limits(column.kind, column.low, column.high, column.choices)
    made = make_input(record, name, record.place, gathered, usual, column=name)
    return replace(
        made,
        unit=made.unit or column.unit,
        hint=made.hint or column.hint,
        in_period=made.in_period or column.in_period,
    )


def _kind(record: Record, usual: Limits, choices: tuple[str, ...]) -> Kind:
    written = record.get("kind", str)
    if written is not None:
        return Kind(written)
    return Kind.CHOICE if choices else usual.kind


def _limit(record: Record, key: str, usual: Fraction | None) -> Fraction | None:
    return record.get(key, Fraction) if key in record.values else usual


def _check_kind(record: Record, kind: Kind, choices: tuple[str, ...], gathered: Gathered) -> None:
    if kind is Kind.CHOICE and not choices and not record.wrote("choices"):
        gathered.add("choices-needed", record.places["kind"])
    if kind is not Kind.CHOICE and record.wrote("choices"):
        gathered.add("choices-not-used", record.keys["choices"], kind=kind)
    for key in ("low", "high"):
        if kind not in _NUMERIC and record.wrote(key):
            gathered.add("limits-not-used", record.keys[key], key=key, kind=kind)
    if kind not in _DATED and record.wrote("within"):
        gathered.add("within-not-used", record.keys["within"], kind=kind)
    if kind is not Kind.TEXT and record.wrote("unique"):
        gathered.add("unique-not-used", record.keys["unique"], kind=kind)
