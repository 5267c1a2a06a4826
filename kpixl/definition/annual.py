"""Roster columns that come from annual targets: read, checked alone, and checked against a roster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from fractions import Fraction

from kpixl.definition.records import Named, Record
from kpixl.findings import Finding, Place
from kpixl.model.annual import MONTHS, Annual
from kpixl.model.numbers import plain
from kpixl.model.roster import Appraisee, Roster
from kpixl.model.scheme import DATE_COLUMN, TEXT_COLUMN, Scheme

_PERIODS = {"month": 12, "quarter": 4, "half": 2, "year": 1}
_NAMED = 5
"""So many people are named in a finding about many."""


def build_annuals(scheme: Record) -> Mapping[str, Annual]:
    """The derived columns of a scheme by name."""
    entries = ((entry.name, entry.value) for entry in scheme.all("columns", Named))
    return {
        name: Annual(
            of=part.text("annual"),
            shares=part.all("shares", Fraction),
            places=part.whole("places"),
            same=part.flag("same"),
            place=part.place,
        )
        for name, part in entries
        if isinstance(part, Record) and part.text("annual")
    }


def sources_are_there(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """An annual target is a declared column of numbers that comes from nothing else; so are its parts."""
    not_numbers = {name for name, unit in scheme.columns.items() if unit in (TEXT_COLUMN, DATE_COLUMN)}
    known = [name for name in scheme.columns if name not in {*not_numbers, *scheme.annual}]
    for name, annual in scheme.annual.items():
        if name in not_numbers:
            yield Finding("annual-no-number", annual.place, {"name": name})
        elif annual.of not in known:
            details = {"name": name, "text": annual.of, "known": "、".join(known) or "—"}
            yield Finding("annual-unknown-column", annual.place, details)


def shares_make_a_year(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """There is a share for each month or period, and together they are the whole."""
    periods = _PERIODS[scheme.cycle]
    for name, annual in scheme.annual.items():
        if not annual.shares or annual.place in broken:
            continue
        total = sum(annual.shares, Fraction())
        if len(annual.shares) not in (periods, MONTHS):
            details = {"name": name, "count": len(annual.shares), "wanted": periods}
            yield Finding("annual-shares-count", annual.place, details)
        elif total != 1:
            yield Finding("annual-shares-sum", annual.place, {"name": name, "sum": plain(total * 100) + "%"})


ANNUAL_CHECKS = (sources_are_there, shares_make_a_year)
"""Every check of derived columns."""


def annual_against_roster(scheme: Scheme, roster: Roster) -> Iterator[Finding]:
    """Columns that the roster has although they are derived; targets too fine, or that nothing can meet."""
    for name, annual in scheme.annual.items():
        own = [person for person in roster.appraisees if person.value(name) is not None]
        if own:
            details = {"name": name, "of": annual.of, **_people(own)}
            yield Finding("annual-column-given", roster.place, details)
        fine = [person for person in roster.appraisees if not _fits(annual, person)]
        if fine:
            details = {"name": name, "of": annual.of, "places": annual.places, **_people(fine)}
            yield Finding("annual-too-fine", roster.place, details)
    for name in dict.fromkeys(annual.of for annual in scheme.annual.values()):
        yield from _not_positive(roster, name)


def _not_positive(roster: Roster, name: str) -> Iterator[Finding]:
    """The cells of annual targets that nothing can be measured against."""
    for person in roster.appraisees:
        target = person.value(name)
        if isinstance(target, Fraction) and target <= 0:
            details = {"name": person.name, "of": name, "value": plain(target)}
            yield Finding("annual-not-positive", roster.at(person, name), details)


def _fits(annual: Annual, person: Appraisee) -> bool:
    target = person.value(annual.of)
    return not isinstance(target, Fraction) or annual.fits(target)


def _people(people: list[Appraisee]) -> dict[str, object]:
    names = "、".join(person.name for person in people[:_NAMED]) + ("等" if len(people) > _NAMED else "")
    return {"count": len(people), "names": names}
