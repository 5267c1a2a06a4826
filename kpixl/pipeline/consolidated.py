"""Single results to those of everybody who was given a form: the one way, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kpixl.consolidate.cohort import with_cohort
from kpixl.consolidate.ledgers import draw_up
from kpixl.consolidate.merge import everybody
from kpixl.cycle.store import StoredCycle
from kpixl.findings import Finding
from kpixl.model.audience import form_for
from kpixl.model.folded import Directory, Folded
from kpixl.model.ledger import Decision
from kpixl.model.result import Consolidation, Result
from kpixl.model.roster import Appraisee
from kpixl.pipeline.prepare import Prepared, further_columns
from kpixl.pipeline.settle import Settlement


def standing_results(held: StoredCycle, settlement: Settlement) -> Mapping[str, Result]:
    """The result of everybody whose form counts, by number."""
    found = (settlement.result(person) for person in _given_a_form(held))
    return Directory(
        Folded(result for result in found if result is not None), lambda result: result.appraisee.id
    )


def consolidated(
    prepared: Prepared,
    held: StoredCycle,
    results: Mapping[str, Result],
    decisions: Iterable[Decision] = (),
    doubted: bool = False,
) -> Consolidation:
    """A result for everybody who was given a form, from those that count; who has none; and the ledgers.

    `decisions` are those about measures. Nothing is final while what other cycles gave is `doubted`.
    """
    people = _given_a_form(held)
    listed = ((person, _form_key(prepared, held, person)) for person in people)
    missing = tuple(_missing(people, results))
    together, found = with_cohort(prepared.cohort, prepared.scheme, held.cycle, everybody(listed, results))
    columns = {name: kind.value for name, kind in further_columns(held.roster).items()}
    whole = Consolidation(prepared.scheme, held.cycle, together, columns=columns, doubted=doubted)
    ledger, open_ = draw_up(
        whole.scheme, str(held.cycle.period), together, held.roster, decisions, whole.provisional
    )
    return replace(whole, ledger=ledger, findings=(*missing, *found, *open_))


def _given_a_form(held: StoredCycle) -> Sequence[Appraisee]:
    out = {handout.id for handout in held.handouts}
    return Folded(person for person in held.roster.appraisees if person.id in out)


def _form_key(prepared: Prepared, held: StoredCycle, person: Appraisee) -> str:
    form = form_for(prepared.scheme, person, held.cycle.period.year)
    return form.key if form is not None else ""


def _missing(people: Sequence[Appraisee], results: Mapping[str, Result]) -> Iterator[Finding]:
    for person in people:
        if person.id not in results:
            yield Finding("person-missing", details={"appraisee": person.id, "name": person.name})
