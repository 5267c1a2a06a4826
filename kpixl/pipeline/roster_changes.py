"""What has changed on the roster since forms were handed out: who came, left, moved, got new figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from kpixl.cycle.store import StoredCycle
from kpixl.findings import Finding, Place, few
from kpixl.model.audience import form_for
from kpixl.model.handout import Handout
from kpixl.model.numbers import plain
from kpixl.model.roster import DEPARTMENT, ID, NAME, POSITION, Appraisee, Field, Roster
from kpixl.model.scheme import Form
from kpixl.pipeline.prepare import Findings, Prepared
from kpixl.rules.given import used_columns
from kpixl.rules.quantity import Rulebook
from kpixl.workbook.printed import form_title

_NAMED = 5
"""So many people are named in a finding about many."""


def roster_changes(held: StoredCycle, roster: Roster, prepared: Prepared) -> Findings:
    """What differs between the roster of the last making and this one, as far as forms are concerned.

    `prepared` says whom each form is for, and which columns matter. Each finding says what to do.
    """
    changes = _Changes(held, roster, prepared)
    if held.handouts and not changes.stay and not changes.renumbered:
        return (Finding("roster-other", roster.place),)
    return (
        *changes.left_and_joined(),
        *changes.moved(),
        *changes.renamed(),
        *changes.figures(),
    )


class _Changes:
    """Two rosters side by side: whoever has a form, and whoever is on the new one."""

    def __init__(self, held: StoredCycle, roster: Roster, prepared: Prepared) -> None:
        self.roster, self.prepared = roster, prepared
        self.cycle = held.cycle
        self.before = {person.id: person for person in held.roster.appraisees}
        self.now = {person.id: person for person in roster.appraisees}
        self.out = {handout.id for handout in held.handouts}
        self.stay = [
            (handout, self.before[handout.id], self.now[handout.id])
            for handout in held.handouts
            if handout.id in self.before and handout.id in self.now
        ]
        self._left = [handout for handout in held.handouts if handout.id not in self.now]
        without = (person for person in roster.appraisees if person.id not in self.out)
        self._joined = [person for person in without if self._form(person) is not None]
        self.renumbered = list(_same_people(self._left, self._joined))

    def left_and_joined(self) -> Iterator[Finding]:
        """People with a form who are not on the new roster, and the other way round.

        One of each with the same name in the same department is one person with another number.
        """
        told = {id_ for handout, person in self.renumbered for id_ in (handout.id, person.id)}
        for handout, person in self.renumbered:
            details = {"name": person.name, "before": handout.id, "after": person.id}
            yield Finding("roster-renumbered", self._row(person), details)
        for handout in self._left:
            if handout.id not in told:
                yield Finding("roster-left", self.roster.place, {"id": handout.id, "name": handout.name})
        for person in self._joined:
            if person.id not in told:
                yield Finding("roster-joined", self._row(person), {"id": person.id, "name": person.name})

    def moved(self) -> Iterator[Finding]:
        """People in another department or position, for whom another form applies, or the same, or none."""
        for handout, before, now in self.stay:
            columns = [column for column in self._deciding if before.value(column) != now.value(column)]
            if not columns:
                continue
            form = self._form(now)
            details = {
                "id": now.id,
                "name": now.name,
                "before": _values(before, columns),
                "after": _values(now, columns),
                "old": handout.form,
                "new": form_title(form.title, self.cycle, now.department) if form else "",
            }
            yield Finding(_moved(handout, form), self._row(now), details)

    def renamed(self) -> Iterator[Finding]:
        """People who are called otherwise, or whose number is somebody else's now."""
        for _, before, now in self.stay:
            if before.name != now.name:
                details = {"id": now.id, "before": before.name, "after": now.name}
                yield Finding("roster-renamed", self._row(now), details)

    def figures(self) -> Iterator[Finding]:
        """Columns that rules look at and that say something else; a finding for each of them."""
        found: dict[str, list[tuple[Appraisee, Appraisee]]] = {}
        for _, before, now in self.stay:
            form = self._form(now)
            for column in self._used.get(form.key, ()) if form is not None else ():
                if before.value(column) != now.value(column):
                    found.setdefault(column, []).append((before, now))
        for column, people in found.items():
            told = few([_change(before, now, column) for before, now in people], comma="；", more=" 等")
            details = {"column": column, "count": len(people), "changes": told}
            yield Finding("roster-figure-changed", self._row(people[0][1]), details)

    def _form(self, person: Appraisee) -> Form | None:
        return form_for(self.prepared.scheme, person, self.cycle.period.year)

    @cached_property
    def _deciding(self) -> tuple[str, ...]:
        """Columns that decide which form applies, or that tell where somebody works."""
        forms = (column for form in self.prepared.scheme.forms for column in form.audience)
        return tuple(column for column in dict.fromkeys((DEPARTMENT, POSITION, *forms)) if column != ID)

    @cached_property
    def _used(self) -> Mapping[str, tuple[str, ...]]:
        """The columns that each form's rules look at, but for those that are told otherwise."""
        told = {ID, NAME, *self._deciding}
        books = self.prepared.rulebooks.items()
        return {key: tuple(name for name in _sources(book) if name not in told) for key, book in books}

    def _row(self, person: Appraisee) -> Place:
        place = self.roster.place
        return replace(place, cell=f"A{person.row}") if person.row else place


def _sources(rulebook: Rulebook) -> dict[str, None]:
    """The same, and the annual targets that they come from."""
    annual = rulebook.scheme.annual
    used = used_columns(rulebook)
    return used | {annual[name].of: None for name in used if name in annual}


def _moved(handout: Handout, form: Form | None) -> str:
    """What a move means, by the form that applies now."""
    if form is None:
        return "roster-form-ended"
    return "roster-moved" if form.key == handout.key else "roster-form-changed"


def _same_people(left: Iterable[Handout], joined: Iterable[Appraisee]) -> Iterator[tuple[Handout, Appraisee]]:
    """Those of the same name and department, where there is just one of each."""
    gone: dict[tuple[str, str], list[Handout]] = {}
    come: dict[tuple[str, str], list[Appraisee]] = {}
    for handout in left:
        gone.setdefault((handout.name, handout.department), []).append(handout)
    for person in joined:
        come.setdefault((person.name, person.department), []).append(person)
    for who, handouts in gone.items():
        if len(handouts) == 1 and len(come.get(who, ())) == 1:
            yield handouts[0], come[who][0]


def _change(before: Appraisee, now: Appraisee, column: str) -> str:
    return f"{now.name} {_text(before.value(column))} → {_text(now.value(column))}"


def _values(person: Appraisee, columns: Iterable[str]) -> str:
    return " ".join(_text(person.value(column)) for column in columns)


def _text(field: Field) -> str:
    if field is None:
        return "—"
    return plain(field) if isinstance(field, Fraction) else str(field)
