"""Other cycles, opened to take figures from: what each form that counts holds, by its own version."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpixl.consolidate.taking import Figure, Source
from kpixl.cycle import database, decisions, runs, store
from kpixl.cycle.received import FormRow, ReceivedLog
from kpixl.files import digest_of_file
from kpixl.findings import Finding, Place, few
from kpixl.model.provenance import TakenFrom
from kpixl.model.result import Status
from kpixl.model.returns import is_refused
from kpixl.model.roster import HIRED, Appraisee, Roster
from kpixl.model.scheme import Scheme
from kpixl.pipeline.books import RESULTS
from kpixl.pipeline.prepare import Findings, Prepared, nobody_knows, prepare_text
from kpixl.pipeline.settle import Settlement
from kpixl.pipeline.versions import Version, Versions
from kpixl.report.results import JSON
from kpixl.rules.evaluate import Compiled, compile_rule
from kpixl.rules.given import given, roster_value
from kpixl.rules.takes import Take, read_take
from kpixl.rules.values import Scalar, Value

FINAL = frozenset({Status.ASSESSED.value, Status.NOT_ASSESSED.value})
"""How far a form is when nothing of it can change but by somebody's deed."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A cycle that figures were taken from: them, its roster, what the record of the taker keeps of it."""

    source: Source
    roster: Roster
    taken: TakenFrom
    trial: bool


def open_sources(
    folders: Sequence[Path], scheme: Scheme, takes: Sequence[Take], own: Path
) -> tuple[list[Opened], Findings]:
    """Every cycle with all that a scheme takes from cycles of its kind; what stands in the way.

    `own` is the folder of the cycle that takes.
    """
    opened: list[Opened] = []
    found: list[Finding] = []
    for folder in {path.resolve(): path for path in folders}.values():
        if folder.resolve() == own.resolve():
            found.append(Finding("rollup-itself", Place(str(folder))))
            continue
        one, findings = _open(folder, scheme, takes, own)
        found += findings
        opened += [one] if one is not None else []
    return opened, tuple(found)


def results_digest(folder: Path) -> str:
    """The SHA-256 of a cycle's results.json, "" where there is none."""
    path = folder / RESULTS / JSON
    return digest_of_file(path) if path.is_file() else ""


def _open(folder: Path, scheme: Scheme, takes: Sequence[Take], own: Path) -> tuple[Opened | None, Findings]:
    try:
        with database.opened(folder) as db:
            # As of one moment, also while another run writes.
            db.execute("BEGIN")
            held = store.load(folder, db=db)
            settlement = Settlement(ReceivedLog(db), held, {})
            prepared, found = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
            if prepared is None:
                return None, found
            slug = prepared.scheme.slug
            asked = [take for take in takes if (take[0].of or scheme.slug) == slug]
            if not asked:
                wanted = "、".join(dict.fromkeys(take[0].of or scheme.slug for take in takes))
                details = {"scheme": slug, "wanted": wanted or "—"}
                return None, (Finding("rollup-other-scheme", Place(str(folder)), details),)
            reader = _Reader(folder, held, settlement, prepared, asked)
            source = reader.source()
            taken = TakenFrom(
                held.cycle.id, slug, str(source.period), results_digest(folder), _seen(folder, own)
            )
            return Opened(source, held.roster, taken, held.trial), tuple(reader.findings(source))
    except (store.NotACycle, sqlite3.Error):
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)


def _seen(folder: Path, own: Path) -> str:
    """Where a folder lies as seen from another; from another drive there is no way to it."""
    try:
        return Path(os.path.relpath(folder.resolve(), own.resolve())).as_posix()
    except ValueError:
        return str(folder.resolve())


class _Reader:
    """Reads one cycle: computes each form that counts anew, and keeps what is asked for."""

    def __init__(
        self,
        folder: Path,
        held: store.StoredCycle,
        settlement: Settlement,
        prepared: Prepared,
        takes: Sequence[Take],
    ) -> None:
        self.folder, self.held, self.settlement, self.prepared = folder, held, settlement, prepared
        self.takes = {take[0].key: take for take in takes}
        self.columns = {take[0].children for take in takes if take[0].children}
        self.versions = Versions(folder, held, prepared, settlement.log.db)
        self.run = runs.last_run(settlement.log.db)
        self.voids = decisions.voids(settlement.log.db)
        self._compiled: dict[str, Mapping[str, Compiled]] = {}

    def source(self) -> Source:
        """What others may take."""
        out = {handout.id: handout.name for handout in self.held.handouts}
        people = {person.id: person for person in self.held.roster.appraisees if person.id in out}
        forms = self.settlement.counting
        still_open = {id_ for id_ in people if id_ not in forms or forms[id_].status not in FINAL}
        values: dict[str, dict[str, Figure]] = {text: {} for text in self.takes}
        for id_ in people:
            for text, value in self._values(forms[id_]) if id_ not in still_open else ():
                values[text][id_] = value
        parents = {
            column: {
                id_: str(above) for id_, person in people.items() if (above := self._above(person, column))
            }
            for column in self.columns
        }
        period = self.held.cycle.period
        name = f"{self.folder.name}（{period.label}）"
        slug = self.prepared.scheme.slug
        hired = {
            id_: day.year * 12 + day.month - 1
            for id_, person in people.items()
            if isinstance(day := person.value(HIRED), date)
        }
        open_ = frozenset(still_open)
        return Source(str(self.folder), slug, period, name, out, open_, values, parents, hired)

    def _above(self, person: Appraisee, column: str) -> Scalar:
        return roster_value(self.prepared.scheme, person, column, self.held.cycle)

    def findings(self, source: Source) -> Iterator[Finding]:
        """What is to be known of the cycle before its figures are used."""
        place = Place(str(self.folder))
        for column in self.columns - {*self.held.roster.columns}:
            yield Finding("rollup-no-parent-column", place, {"column": column})
        if self.run is None or runs.has_gone_on(self.settlement.log.db, self.run) or not self.written:
            yield Finding("rollup-source-not-collected", place)
        if source.open:
            names = [source.people[id_] for id_ in source.people if id_ in source.open]
            yield Finding("rollup-source-provisional", place, {"count": len(names), "names": few(names)})
        yield from self._unreadable()

    @property
    def written(self) -> bool:
        """Whether its results lie in its folder."""
        return bool(results_digest(self.folder))

    def _unreadable(self) -> Iterator[Finding]:
        """What no form of the cycle knows: as said of the form that comes nearest."""
        for take in self.takes.values():
            yield from nobody_knows(take, tuple(self.prepared.rulebooks.values()))

    def _values(self, form: FormRow) -> Iterator[tuple[str, Figure]]:
        version = self.versions.of(form.fingerprint)
        person = self.settlement.people[form.appraisee]
        if version is None:
            return
        policy = version.rulebook.scheme.returns
        strict = (self.run is not None and self.run.strict) or is_refused("entry-normalised", policy)
        submission = self.settlement.log.submission(form.number, "")
        fields = given(version.rulebook, person, version.cycle)
        void = self.voids.get(person.id, ())
        values = version.assessor.quantities(submission, fields, strict, void)
        for text, rule in self._rules(form.fingerprint, version).items():
            figure = _figure(rule, values)
            if figure is not None:
                yield text, figure

    def _rules(self, fingerprint: str, version: Version) -> Mapping[str, Compiled]:
        if fingerprint not in self._compiled:
            trees = {text: read_take(take, version.rulebook)[0] for text, take in self.takes.items()}
            self._compiled[fingerprint] = {
                text: compile_rule(tree) for text, tree in trees.items() if tree is not None
            }
        return self._compiled[fingerprint]


def _figure(rule: Compiled, values: Mapping[str, Value]) -> Figure | None:
    found: Value = None
    with suppress(KeyError):
        found = rule(values)
    return found if isinstance(found, Figure) else None
