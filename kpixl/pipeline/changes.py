"""check --cycle: what a changed scheme means for the forms of a cycle that are already out."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kpixl.assess.assess import Assessor
from kpixl.cycle import store
from kpixl.findings import Finding, Place, has_errors
from kpixl.model.audience import form_for
from kpixl.model.handout import Handout
from kpixl.model.result import Result
from kpixl.model.roster import Appraisee
from kpixl.pipeline.books import Progress
from kpixl.pipeline.calendar import with_workdays
from kpixl.pipeline.change_effects import Effect, effect_of
from kpixl.pipeline.collect import settled
from kpixl.pipeline.compare_forms import Change, Comparison, compare
from kpixl.pipeline.fits import unfit
from kpixl.pipeline.prepare import Findings, Prepared, prepare_for, prepare_text
from kpixl.pipeline.settle import Settlement
from kpixl.pipeline.versions import Version, Versions
from kpixl.rules.given import given


@dataclass(frozen=True, slots=True)
class FormChange:
    """One version of a form that is out: how many were sent and have come back, and what would change.

    `effect` is that on what has come back; None where it cannot be assessed by the new scheme.
    """

    key: str
    title: str
    making: int
    sent: int
    returned: int
    comparison: Comparison
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class SchemeChanges:
    """All forms that are out, and the people for whom another form is, or none, or now one."""

    forms: tuple[FormChange, ...]
    other_form: tuple[Handout, ...] = ()
    no_form: tuple[Handout, ...] = ()
    new_form: tuple[Appraisee, ...] = ()
    makings: int = 1

    @property
    def none(self) -> bool:
        """Whether the scheme is as good as the one that forms were made with."""
        same = all(form.comparison.change is Change.SAME for form in self.forms)
        return same and not (self.other_form or self.no_form or self.new_form)


@dataclass(frozen=True, slots=True)
class Checked:
    """A scheme that was checked for a cycle, if it is fit for use, and what it would change there."""

    prepared: Prepared | None = None
    changes: SchemeChanges | None = None
    findings: Findings = field(default=())


def check_for_cycle(name: str, folder: Path, trial: bool, progress: Progress) -> Checked:
    """Checks a scheme with the roster of a cycle, and compares it with what forms were made with."""
    try:
        with settled(folder) as (held, settlement):
            prepared, found = prepare_for(name, held.roster, trial or held.trial)
            if prepared is not None:
                found = (*found, *unfit(prepared.rulebooks))
            if prepared is None or has_errors(found):
                return Checked(prepared, None, found)
            before, unreadable = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
            if before is None:
                return Checked(prepared, None, (*found, *unreadable))
            if before.scheme.slug != prepared.scheme.slug:
                details = {"scheme": before.scheme.slug, "other": prepared.scheme.slug}
                return Checked(prepared, None, (*found, Finding("change-other-scheme", Place(name), details)))
            comparer = _Comparer(Versions(folder, held, before), prepared, settlement, progress)
            return Checked(prepared, comparer.changes(), found)
    except (store.NotACycle, sqlite3.Error):
        return Checked(None, None, (Finding("folder-not-a-cycle", Place(str(folder))),))


class _Comparer:
    """The versions that are out beside the new scheme, and what has come back."""

    def __init__(
        self, versions: Versions, prepared: Prepared, settlement: Settlement, progress: Progress
    ) -> None:
        self.versions, self.prepared, self.settlement = versions, prepared, settlement
        self.progress, self.done = progress, 0
        self.held = versions.held
        self.people = self.held.roster.by_id()
        self.cycle, _ = with_workdays(self.held.cycle, prepared.scheme, prepared.rulebooks.values())
        self.compared = cache(self._compare)
        self._by_new: dict[str, Version] = {}

    def changes(self) -> SchemeChanges:
        """Compares each version of each form, and sees whom the new scheme would give another one."""
        groups: defaultdict[str, list[Handout]] = defaultdict(list)
        for handout in self.held.handouts:
            groups[handout.fingerprint].append(handout)
        forms = [self._form(handouts) for handouts in groups.values()]
        others = [(handout, self._form_key(self.people[handout.id])) for handout in self.held.handouts]
        out = {handout.id for handout in self.held.handouts}
        return SchemeChanges(
            tuple(forms),
            tuple(handout for handout, key in others if key not in ("", handout.key)),
            tuple(handout for handout, key in others if not key),
            tuple(p for p in self.people.values() if p.id not in out and self._form_key(p)),
            len({form.making for form in forms}),
        )

    def _form(self, handouts: Sequence[Handout]) -> FormChange:
        fingerprint, key = handouts[0].fingerprint, handouts[0].key
        titles = {handout.form for handout in handouts}
        returned = [handout for handout in handouts if handout.id in self.settlement.counting]
        comparison = self.compared(fingerprint)
        return FormChange(
            key,
            titles.pop() if len(titles) == 1 else key,
            self.held.forms[fingerprint].making,
            len(handouts),
            len(returned),
            comparison,
            effect_of(self._results(returned)) if comparison.comparable else None,
        )

    def _compare(self, fingerprint: str) -> Comparison:
        version = self.versions.of(fingerprint)
        if version is None:
            return Comparison(Change.UNKNOWN)
        return compare(version.rulebook, self.prepared.rulebooks.get(version.rulebook.form.key), self.cycle)

    def _results(self, handouts: Iterable[Handout]) -> Iterator[tuple[Result, Result]]:
        """The results of what these people have returned, by its own rules and by the new ones."""
        for handout in handouts:
            form = self.settlement.counting[handout.id]
            own, comparison = self.versions.of(form.fingerprint), self.compared(form.fingerprint)
            if own is None or not comparison.comparable or not comparison.differences:
                continue
            person, submission = self.people[handout.id], self.settlement.log.submission(form.number, "")
            old, new = (
                version.assessor.assess(submission, person, given(version.rulebook, person, version.cycle))[0]
                for version in (own, self._new(handout.key))
            )
            self.done += 1
            self.progress(self.done, len(self.settlement.counting))
            yield old, new

    def _new(self, key: str) -> Version:
        if key not in self._by_new:
            rulebook = self.prepared.rulebooks[key]
            self._by_new[key] = Version(rulebook, Assessor(rulebook), self.cycle)
        return self._by_new[key]

    def _form_key(self, person: Appraisee) -> str:
        form = form_for(self.prepared.scheme, person, self.cycle.period.year)
        return form.key if form is not None else ""
