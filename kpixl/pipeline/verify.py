"""verify: whether results are what the kept originals give, with the definitions that the record keeps."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kpixl import __version__
from kpixl.cycle import database, decisions, runs, store
from kpixl.cycle.received import ReceivedLog
from kpixl.cycle.runs import Run
from kpixl.files import digest_of_file
from kpixl.findings import Finding, Place, few
from kpixl.model.result import Consolidation
from kpixl.model.verification import Difference, Verified
from kpixl.pipeline.books import RESULTS, Progress
from kpixl.pipeline.consolidated import consolidated, standing_results
from kpixl.pipeline.differences import Json, differences
from kpixl.pipeline.prepare import Findings, Prepared, prepare_text
from kpixl.pipeline.provenance import provenance_of
from kpixl.pipeline.recompute import recompute
from kpixl.pipeline.settle import Settlement
from kpixl.pipeline.sources import results_digest
from kpixl.pipeline.taken import changed, sources
from kpixl.pipeline.versions import Versions
from kpixl.report.export import json_text
from kpixl.report.results import JSON

_UNREADABLE = (sqlite3.Error, LookupError, ValueError, TypeError, AttributeError, ArithmeticError)
_NAMED = 3
"""So many files are named in one finding; the rest is counted."""

_RESULTS = f"{RESULTS}/{JSON}"


def verify(folder: Path, passwords: Sequence[str], progress: Progress) -> tuple[Verified | None, Findings]:
    """Computes everything again in memory and compares. Nothing in the folder is changed."""
    if not database.exists(folder):
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)
    try:
        with database.copied(folder) as db:
            damaged = tuple(_damage(folder, db))
            held = store.load(folder, db=db)
            prepared, found = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
            if prepared is None:
                return None, (*damaged, *found)
            verified = Verified(prepared.scheme, held.cycle, held.making, record=not damaged)
            try:
                verifier = _Verifier(db, Versions(folder, held, prepared, db), prepared, verified)
                told = tuple(verifier.findings(passwords, progress))
            except _UNREADABLE:
                # A damaged record may hold anything; a sound one holds nothing that cannot be read.
                if not damaged:
                    raise
                told = ()
            verified.findings = (*damaged, *told)
            return verified, ()
    except (store.NotACycle, sqlite3.Error) as error:
        return None, (_damaged(folder, f"读不出来（{error}）", f"it cannot be read ({error})"),)


def _damage(folder: Path, db: sqlite3.Connection) -> Iterator[Finding]:
    """Whether the file is sound, and whether anything in it has changed since a run sealed it."""
    problems = [str(row[0]) for row in db.execute("PRAGMA integrity_check(3)")]
    if problems != ["ok"]:
        yield _damaged(folder, f"内部结构有误（{problems[0]}）", f"its structure is broken ({problems[0]})")
        return
    try:
        broken = runs.broken_since(db)
    except _UNREADABLE:
        yield _damaged(folder, "运行记录读不出来", "its list of runs cannot be read")
        return
    if broken is not None:
        at = broken.done.at
        yield _damaged(folder, f"{at} 汇总时记下的内容变了", f"what it held at {at} has changed")


def _damaged(folder: Path, what: str, what_en: str) -> Finding:
    place = Place(str(folder / store.FILE))
    return Finding("verify-record-damaged", place, {"what": what, "what_en": what_en})


class _Verifier:
    """Fills in what was verified; findings tell what is not as it should be."""

    def __init__(
        self, db: sqlite3.Connection, versions: Versions, prepared: Prepared, told: Verified
    ) -> None:
        self.db, self.versions, self.prepared, self.told = db, versions, prepared, told
        self.folder, self.held = versions.folder, versions.held
        self.run = runs.last_run(db)

    def findings(self, passwords: Sequence[str], progress: Progress) -> Iterator[Finding]:
        """Compares part by part."""
        run, version = self.run, self.run.done.version if self.run is not None else __version__
        self.told.collected = run.standing if run is not None else None
        goes_on = run is None or runs.has_gone_on(self.db, run)
        self.told.outdated = goes_on and run is not None
        if version != __version__:
            yield Finding("verify-other-version", details={"then": version, "now": __version__})
        strict, rounding = run is not None and run.strict, self.prepared.scheme.rounding
        self.told.again = recompute(self.db, self.versions, rounding, strict, passwords, progress, goes_on)
        yield from self.told.again.findings
        if run is None or goes_on:
            yield Finding("verify-not-collected", Place(str(self.folder)))
        else:
            yield from self._files(run)
            yield from self._results(run)
        yield from self._taken()
        yield from self._handouts()

    def _taken(self) -> Iterator[Finding]:
        """Whether the cycles that figures were taken from still have the results that they had."""
        for taken, place in sources(self.folder, self.db):
            details = {"period": taken.period, "scheme": taken.scheme}
            if not store.exists(place):
                yield Finding("verify-source-missing", Place(str(place)), details)
            elif results_digest(place) != taken.results:
                yield Finding("verify-source-changed", Place(str(place)), details)

    def _files(self, run: Run) -> Iterator[Finding]:
        """The files of results, byte by byte; what has changed in results.json is told by itself."""
        self.told.written = len(run.written)
        for name, sha256 in run.written.items():
            path = self.folder / name
            if not path.is_file():
                yield Finding("verify-results-missing", Place(str(path)))
            elif digest_of_file(path) == sha256:
                self.told.results.append(name)
            elif name != _RESULTS:
                yield Finding("verify-results-edited", Place(str(path)), {"what": "", "what_en": ""})

    def _results(self, run: Run) -> Iterator[Finding]:
        """What stands in results.json, and what has to stand there."""
        path = self.folder / _RESULTS
        if _RESULTS not in run.written or not path.is_file():
            return
        text = path.read_bytes()
        again = json_text(self._consolidation(run))
        if text == again.encode():
            return
        self.told.differences += _differences(text, again)
        if _RESULTS in self.told.results:
            first = (self.told.differences or [Difference("", "", "")])[0]
            details = {"count": len(self.told.differences), "path": first.path}
            values = {"before": first.before, "after": first.after}
            yield Finding("verify-results-differ", Place(str(path)), {**details, **values})
        else:
            yield Finding("verify-results-edited", Place(str(path)), _edited(self.told.differences))

    def _consolidation(self, run: Run) -> Consolidation:
        """The results as they come out now, with the names that files went by then."""
        present = {sha256: [name] for sha256, name in run.names.items()}
        settlement = Settlement(ReceivedLog(self.db), self.held, present)
        results = standing_results(self.held, settlement)
        provenance = provenance_of(self.held, settlement, run.standing)
        decided = decisions.decisions(self.db)
        doubted = run.outdated > 0 or bool(changed(settlement, self.versions))
        whole = consolidated(self.prepared, self.held, results, decided, doubted)
        return replace(whole, provenance=provenance)

    def _handouts(self) -> Iterator[Finding]:
        """Whether the forms that were handed out still lie there as they were made."""
        told, made = self.told, {handout.file: handout.sha256 for handout in self.held.handouts}
        told.handouts = len(made)
        for file, sha256 in made.items():
            path = self.folder / file
            if not path.is_file():
                told.handouts_missing.append(file)
            elif digest_of_file(path) != sha256:
                told.handouts_changed.append(file)
        for code, files in (
            ("verify-handout-missing", told.handouts_missing),
            ("verify-handout-changed", told.handouts_changed),
        ):
            if files:
                named = few(files, _NAMED, more=" …")
                yield Finding(code, details={"count": len(files), "files": named})


def _edited(told: Sequence[Difference]) -> dict[str, object]:
    if not told:
        return {"what": "内容没有变，只是写法不同。", "what_en": "Only how it is written has changed."}
    count, path, before, after = len(told), told[0].path, told[0].before, told[0].after
    return {
        "what": f"不同的有 {count} 处；第一处 {path}：{before}，应为 {after}。",
        "what_en": f"It differs in {count} places; the first, {path}: {before} instead of {after}.",
    }


def _differences(text: bytes, again: str) -> Iterator[Difference]:
    try:
        before: Json = json.loads(text)
    except ValueError:
        before = None
    yield from differences(before, json.loads(again))
