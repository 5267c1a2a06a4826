"""Roster columns that a scheme declares, as the kind that it declares: numbers, texts, dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from kpixl.definition.tables.values import parse_amount, parse_day, parse_number
from kpixl.findings import Finding, few
from kpixl.model.roster import STANDARD_COLUMNS, Appraisee, Field, Roster
from kpixl.model.scheme import DATE_COLUMN, TEXT_COLUMN, Scheme

_SHOWN = 30
"""So much of what stands in a cell is told."""


def as_declared(roster: Roster, scheme: Scheme) -> tuple[Roster, tuple[Finding, ...]]:
    """The roster with dates and numbers where the scheme declares them, and what is of another kind.

    What stands for a number and is none is left out, for that one appraisee.
    """
    further = {name: unit for name, unit in scheme.columns.items() if name not in STANDARD_COLUMNS}
    dates = [name for name, unit in further.items() if unit == DATE_COLUMN]
    numbers = [name for name, unit in further.items() if unit not in (DATE_COLUMN, TEXT_COLUMN)]
    wrong = tuple(finding for name in numbers for finding in _no_numbers(roster, name))
    people = tuple(_with_numbers(_with_days(person, dates), numbers) for person in roster.appraisees)
    read = replace(roster, appraisees=people) if dates or numbers else roster
    return read, (*wrong, *(finding for name in dates for finding in _no_dates(read, name)))


def _with_days(person: Appraisee, dates: list[str]) -> Appraisee:
    days: dict[str, Field] = {}
    for name in dates:
        value = person.fields.get(name)
        days[name] = (parse_day(value) or value) if isinstance(value, str) else value
    return replace(person, fields={**person.fields, **days})


def _with_numbers(person: Appraisee, names: list[str]) -> Appraisee:
    read = {name: _number(value) for name in names if isinstance(value := person.fields.get(name), str)}
    return replace(person, fields={**person.fields, **read}) if read else person


def _number(text: str) -> Fraction | None:
    # Of a number that stood in a cell beside texts, all digits were written out.
    return parse_amount(text) if "." in text and "%" not in text else parse_number(text)


def _no_numbers(roster: Roster, name: str) -> Iterator[Finding]:
    """The cells in which something else than a number stands; a blank does not."""
    for person in roster.appraisees:
        value = person.fields.get(name)
        if isinstance(value, str) and _number(value) is None:
            shown = value if len(value) <= _SHOWN else value[:_SHOWN] + "……"
            details = {"column": name, "name": person.name, "value": shown}
            yield Finding("roster-column-not-number", roster.at(person, name), details)


def _no_dates(roster: Roster, name: str) -> Iterator[Finding]:
    """People whose value is no date; a blank is none that is wrong."""
    wrong = [p for p in roster.appraisees if isinstance(p.fields.get(name), str | Fraction)]
    if wrong:
        details = {"column": name, "kind": "日期", "kind_en": "a date", "count": len(wrong)}
        names = few([person.name for person in wrong])
        yield Finding("roster-column-kind", roster.at(wrong[0], name), {**details, "names": names})
