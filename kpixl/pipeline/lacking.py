"""Figures that rules take from the roster, such as personal targets, and that it lacks for somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kpixl.findings import Finding, few
from kpixl.model.audience import form_for
from kpixl.model.roster import BASE, Appraisee, Roster
from kpixl.model.scheme import Scheme
from kpixl.rules.nodes import names
from kpixl.rules.quantity import Role, Rulebook

_RESULTS = frozenset({Role.TARGET, Role.VALUE, Role.SCORE, Role.WORKED, Role.MONEY, Role.MEASURE, Role.PAY})


def figures_lacking(
    scheme: Scheme, rulebooks: Mapping[str, Rulebook], people: Iterable[Appraisee], roster: Roster, year: int
) -> Iterator[Finding]:
    """A finding for each column that results rest on and that is blank for somebody."""
    lacking: dict[str, list[str]] = {}
    for person in people:
        form = form_for(scheme, person, year)
        for column in _columns(rulebooks[form.key]) if form is not None else ():
            annual = scheme.annual.get(column)
            if person.value(column) is not None:
                continue
            if annual is None or person.value(annual.of) is None:
                column = column if annual is None else annual.of
                lacking.setdefault(column, []).append(person.name)
    for column, who in lacking.items():
        details = {"column": column, "count": len(who), "names": few(who)}
        yield Finding("roster-figure-missing", roster.place, details)


def _columns(rulebook: Rulebook) -> dict[str, None]:
    """The roster columns that results rest on. That somebody has no pay base has a finding of its own."""
    quantities = rulebook.quantities
    found: dict[str, None] = {}
    for quantity in quantities.values():
        if quantity.role in _RESULTS and quantity.rule is not None:
            read = dict.fromkeys(part.name for part in names(quantity.rule))
            columns = (name for name in read if quantities[name].role is Role.ROSTER)
            found |= dict.fromkeys(name for name in columns if (quantity.role, name) != (Role.PAY, BASE))
    return found
