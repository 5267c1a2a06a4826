"""simulate: what would become of a cycle by another scheme. The cycle itself is not touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kpixl.cycle import decisions, runs, store
from kpixl.cycle.codec import result_of
from kpixl.cycle.received import FormRow
from kpixl.findings import Finding, Place, few
from kpixl.model.result import Result
from kpixl.model.simulation import Simulation
from kpixl.pipeline.books import Progress
from kpixl.pipeline.clerk import Clerk
from kpixl.pipeline.collect import settled
from kpixl.pipeline.consolidated import consolidated
from kpixl.pipeline.intake import assessed
from kpixl.pipeline.prepare import Findings, Prepared, prepare_text
from kpixl.pipeline.settle import Settlement
from kpixl.pipeline.supposed import Supposed, SupposedVersions, Supposition, supposed
from kpixl.pipeline.versions import Versions

"""So many people are named in one finding; the rest is counted."""


def simulate(
    folder: Path, supposition: Supposition, progress: Progress
) -> tuple[Simulation | None, Findings]:
    """Assesses everything that counts by the scheme as it is supposed to be, and puts both side by side."""
    try:
        with settled(folder) as (held, settlement):
            own, found = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
            if own is None:
                return None, found
            changed, findings = supposed(held, own, supposition)
            if changed is None:
                return None, findings
            simulator = _Simulator(Versions(folder, held, own), changed, supposition, settlement)
            simulation = simulator.run(own, progress)
            told = tuple(finding for finding in findings if finding not in found)
            return simulation, (*told, *_remarks(simulation))
    except (store.NotACycle, sqlite3.Error):
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)


class _Simulator:
    def __init__(
        self, versions: Versions, changed: Supposed, supposition: Supposition, settlement: Settlement
    ) -> None:
        self.settlement, self.changed = settlement, changed
        self.held = versions.held
        run = runs.last_run(settlement.log.db)
        strict = run is not None and run.strict
        self.supposed = SupposedVersions(versions, changed, supposition)
        db = settlement.log.db
        voids, self.decisions = decisions.voids(db), decisions.decisions(db)
        self.clerk, self.new_clerk = Clerk(versions, strict, voids), Clerk(self.supposed, strict, voids)
        self.whole = {sha256: content.findings for sha256, content in settlement.contents.items()}
        self.people = self.held.roster.by_id()

    def run(self, own: Prepared, progress: Progress) -> Simulation:
        """Both sides, from the forms that count."""
        before: dict[str, Result] = {}
        after: dict[str, Result] = {}
        counting = self.settlement.counting
        for number, (appraisee, form) in enumerate(counting.items(), 1):
            before |= self._result(appraisee, self._before(form))
            if self.supposed.can_assess(form.fingerprint):
                after |= self._result(appraisee, self._assess(self.new_clerk, form))
            progress(number, len(counting))
        apart = {id_ for id_, form in counting.items() if not self.supposed.can_assess(form.fingerprint)}
        return Simulation(
            self.changed.changes,
            consolidated(own, self.held, before, self.decisions),
            consolidated(self.changed.prepared, self.held, after, self.decisions),
            frozenset(apart),
        )

    def _before(self, form: FormRow) -> Result | None:
        """The result as it stands; computed again where the record no longer says what it comes to."""
        if form.basis != self.clerk.basis(form.appraisee, form.fingerprint):
            return self._assess(self.clerk, form)
        text = self.settlement.log.result(form.number)
        return result_of(text, self.people[form.appraisee], "") if text else None

    def _assess(self, clerk: Clerk, form: FormRow) -> Result | None:
        return assessed(self.settlement.log, clerk, form, self.whole[form.sha256]).result

    def _result(self, appraisee: str, result: Result | None) -> Mapping[str, Result]:
        if result is None:
            return {}
        file = self.settlement.contents[self.settlement.counting[appraisee].sha256].shown
        return {appraisee: replace(result, file=file)}


def _remarks(simulation: Simulation) -> Iterator[Finding]:
    """What stands in the way of comparing everybody."""
    if not simulation.pairs or not any(result.file for result in simulation.before.results):
        yield Finding("simulate-nothing-returned")
    people = [r.appraisee for r in simulation.before.results if r.appraisee.id in simulation.apart]
    if people:
        names = few([person.name for person in people], more=" …")
        yield Finding("simulate-not-comparable", details={"count": len(people), "names": names})
