"""Roster columns that a scheme declares, as the kind that it declares: numbers, texts, dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from kpixl.definition.tables.values import parse_day
from kpixl.findings import Finding, Place, few
from kpixl.model.roster import STANDARD_COLUMNS, Appraisee, Field, Roster
from kpixl.model.scheme import DATE_COLUMN, TEXT_COLUMN, Scheme

"""So many people are named in a finding about many."""


def as_declared(roster: Roster, scheme: Scheme) -> tuple[Roster, tuple[Finding, ...]]:
    """The roster with dates where the scheme declares dates, and where a column is of another kind."""
    further = {name: unit for name, unit in scheme.columns.items() if name not in STANDARD_COLUMNS}
    dates = [name for name, unit in further.items() if unit == DATE_COLUMN]
    people = tuple(_with_days(person, dates) for person in roster.appraisees) if dates else roster.appraisees
    read = replace(roster, appraisees=people)
    return read, tuple(finding for name, unit in further.items() for finding in _wrong(read, name, unit))


def _with_days(person: Appraisee, dates: list[str]) -> Appraisee:
    days: dict[str, Field] = {}
    for name in dates:
        value = person.fields.get(name)
        days[name] = (parse_day(value) or value) if isinstance(value, str) else value
    return replace(person, fields={**person.fields, **days})


def _wrong(roster: Roster, name: str, unit: str) -> Iterator[Finding]:
    """People whose value is of another kind than the scheme declares; a blank is not."""
    if unit == TEXT_COLUMN:
        return
    is_date = unit == DATE_COLUMN
    wrong = [
        person
        for person in roster.appraisees
        if (value := person.fields.get(name)) is not None
        and (isinstance(value, str | Fraction) if is_date else isinstance(value, str))
    ]
    if not wrong:
        return
    names = few([person.name for person in wrong])
    kind = ("日期", "a date") if is_date else ("数字", "a number")
    details = {"column": name, "kind": kind[0], "kind_en": kind[1], "count": len(wrong), "names": names}
    yield Finding("roster-column-kind", _row(roster, wrong[0]), details)


def _row(roster: Roster, person: Appraisee) -> Place:
    return replace(roster.place, cell=f"A{person.row}") if person.row else roster.place
