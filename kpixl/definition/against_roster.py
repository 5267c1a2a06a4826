"""A scheme beside a roster: whom each form is for, who has none, who has two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kpixl.definition.annual import annual_against_roster
from kpixl.findings import Finding, Place, few
from kpixl.model.audience import forms_for, years_apart
from kpixl.model.relation import Relation, Trouble, told
from kpixl.model.roster import Appraisee, Roster
from kpixl.model.scheme import Form, Scheme

_NAMED = 3
"""So many people are named in a finding about many."""


def check_against_roster(scheme: Scheme, roster: Roster) -> tuple[Finding, ...]:
    """What does not fit between a scheme and the people it is for."""
    by_year = {
        person.id: [forms_for(scheme, person, year) for year in years_apart(scheme)]
        for person in roster.appraisees
    }
    forms = {id_: max(found, key=len) for id_, found in by_year.items()}
    used = {form.key for found in by_year.values() for of_year in found for form in of_year}
    return (
        *_columns_lacking(scheme, roster),
        *annual_against_roster(scheme, roster),
        *_forms_unused(scheme, used),
        *_without_form(roster, [person for person in roster.appraisees if not forms[person.id]]),
        *_with_two_forms(roster, forms),
        *_nobody_to_pay(scheme, roster, forms),
    )


def _columns_lacking(scheme: Scheme, roster: Roster) -> Iterator[Finding]:
    """Columns that the scheme refers to and the roster does not have, each once."""
    places = {column: scheme.place for column in scheme.columns if column not in scheme.annual}
    for form in scheme.forms:
        places |= {column: form.place for column in form.audience if column not in places}
    for column, place in places.items():
        if column not in roster.columns:
            code = "roster-column-carried" if column in scheme.carried else "roster-column-missing"
            yield Finding(code, place, {"column": column, "roster": roster.place.file})


def _forms_unused(scheme: Scheme, used: set[str]) -> Iterator[Finding]:
    for form in scheme.forms:
        if form.key not in used:
            yield Finding("form-for-no-one", form.place, {"form": form.key})


def _without_form(roster: Roster, people: list[Appraisee]) -> Iterator[Finding]:
    departments: dict[str, list[Appraisee]] = {}
    for person in people:
        departments.setdefault(person.department, []).append(person)
    for department, members in departments.items():
        names = few([person.name for person in members], _NAMED, more="…")
        details = {"department": department or "—", "count": len(members), "names": names}
        yield Finding("people-without-form", _row(roster, members[0]), details)


def _with_two_forms(roster: Roster, forms: dict[str, tuple[Form, ...]]) -> Iterator[Finding]:
    for person in roster.appraisees:
        found = forms[person.id]
        if len(found) > 1:
            details = {"name": person.name, "id": person.id, "forms": ", ".join(form.key for form in found)}
            yield Finding("person-with-two-forms", _row(roster, person), details)


def _nobody_to_pay(scheme: Scheme, roster: Roster, forms: dict[str, tuple[Form, ...]]) -> Iterator[Finding]:
    """Relations that a form needs and the roster does not tell, each cause once."""
    relation = Relation(scheme, roster)
    asked = {form.key: {payer for payer in _payers(form) if "." not in payer} for form in scheme.forms}
    found = (
        relation.of(person, payer)
        for person in roster.appraisees
        for form in forms[person.id]
        for payer in sorted(asked[form.key])
    )
    return told((each for each in found if isinstance(each, Trouble)), roster.place)


def _payers(form: Form) -> Iterator[str]:
    yield from (payer.who for money in form.money for payer in money.payers)
    yield from (measure.who for measure in form.measures if measure.who)


def _row(roster: Roster, person: Appraisee) -> Place:
    return replace(roster.place, cell=f"A{person.row}") if person.row else roster.place
