"""What was handed out joined with what was received: how a cycle stands."""

from __future__ import annotations

from collections.abc import Iterable

from kpixl.findings import Finding, Severity
from kpixl.model.cycle import Cycle
from kpixl.model.handout import Handout
from kpixl.model.received import Received, Standing
from kpixl.model.status import CycleStatus, FileStatus, FormStatus, PersonStatus

_TELLING = (Severity.ERROR, Severity.WARNING)


def status_of(
    cycle: Cycle, handouts: Iterable[Handout], received: Iterable[Received], left: Iterable[Handout] = ()
) -> CycleStatus:
    """Joins what was handed out with what was received.

    `left` are handouts of people who are no longer on the roster; the last of each person counts.
    """
    files = tuple(sorted(map(_file, received), key=lambda file: (file.received, file.shown)))
    by_person: dict[str, list[FormStatus]] = {}
    for form in (form for file in files if not file.withdrawn for form in file.forms):
        if form.standing is not Standing.WITHDRAWN:
            by_person.setdefault(form.appraisee, []).append(form)
    awaited = {handout.id: handout for handout in handouts}
    departed = {handout.id: handout for handout in left if handout.id not in awaited}
    people = [_person(handout, by_person.get(handout.id, ())) for handout in awaited.values()]
    people += [_person(h, by_person.get(h.id, ()), departed=True) for h in departed.values()]
    forms = (form for listed in by_person.values() for form in listed)
    counting = {form.appraisee: form for form in forms if form.standing is Standing.COUNTS}
    return CycleStatus(cycle, tuple(people), files, counting)


def _person(handout: Handout, forms: Iterable[FormStatus], departed: bool = False) -> PersonStatus:
    """What counts stands for a person; else the last that came."""
    listed = sorted(forms, key=lambda form: (form.standing is Standing.COUNTS, form.received, form.saved))
    superseded = tuple(form for form in listed[:-1] if form.standing is Standing.SUPERSEDED)
    return PersonStatus(handout, listed[-1] if listed else None, superseded, departed)


def _file(file: Received) -> FileStatus:
    """A received file without what was typed: a cycle may have very many of them."""
    of_all = [finding for finding in file.findings if not finding.place.sheet]
    of_forms = (finding for form in file.forms for finding in form.findings)
    found = _telling((*file.findings, *of_forms)) if file.forms else file.findings
    forms = tuple(
        FormStatus(
            form.appraisee,
            file.shown,
            form.submission.sheet,
            file.first_at,
            form.saved,
            form.standing,
            form.late,
            _telling((*form.findings, *of_all)),
        )
        for form in file.forms
    )
    return FileStatus(file.sha256, file.shown, file.first_at, file.verdict, forms, found, file.withdrawn)


def _telling(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that change a verdict, errors first."""
    found = [finding for finding in findings if finding.severity in _TELLING]
    return tuple(sorted(found, key=lambda finding: _TELLING.index(finding.severity)))
