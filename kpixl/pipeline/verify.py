"""verify: whether results are what the kept originals give, with the definitions that the record keeps."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kpixl import __version__
from kpixl.cycle import database, runs, store
from kpixl.cycle.received import ReceivedLog
from kpixl.cycle.runs import Run
from kpixl.cycle.store import StoredCycle
from kpixl.findings import Finding, Place, has_errors
from kpixl.model.result import Consolidation
from kpixl.pipeline.books import Progress
from kpixl.pipeline.consolidated import consolidated, standing_results
from kpixl.pipeline.differences import Difference, Json, differences
from kpixl.pipeline.make import RESULTS
from kpixl.pipeline.prepare import Findings, Prepared, prepare_text
from kpixl.pipeline.provenance import provenance_of
from kpixl.pipeline.recompute import Recomputed, recompute
from kpixl.pipeline.settle import Settlement
from kpixl.pipeline.versions import Versions
from kpixl.report.export import json_text
from kpixl.report.results import JSON

_UNREADABLE = (sqlite3.Error, LookupError, ValueError, TypeError, AttributeError, ArithmeticError)
_NAMED = 3
"""So many files are named in one finding; the rest is counted."""

_RESULTS = f"{RESULTS}/{JSON}"


@dataclass(slots=True)
class Verified:
    """What was found when everything was computed again.

    `run` is the collection that wrote the results, None before the first. `results` are the files that it
    wrote and that are as it wrote them, out of `written`; `differences` are those of results.json.
    """

    held: StoredCycle
    prepared: Prepared
    run: Run | None = None
    record: bool = True
    again: Recomputed = field(default_factory=Recomputed)
    written: int = 0
    results: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    handouts: int = 0
    handouts_changed: list[str] = field(default_factory=list)
    handouts_missing: list[str] = field(default_factory=list)
    findings: Findings = ()

    @property
    def identical(self) -> bool:
        """Whether nothing at all differs."""
        return not has_errors(self.findings)


def verify(folder: Path, passwords: Sequence[str], progress: Progress) -> tuple[Verified | None, Findings]:
    """Computes everything again in memory and compares. Nothing in the folder is changed."""
    if not database.exists(folder):
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)
    try:
        with database.copied(folder) as db:
            damaged = tuple(_damage(folder, db))
            held = store.load(folder)
            prepared, found = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
            if prepared is None:
                return None, (*damaged, *found)
            verified = Verified(held, prepared, record=not damaged)
            try:
                told = tuple(_verify(folder, db, verified, passwords, progress))
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
    return Finding(
        "verify-record-damaged", Place(str(folder / store.FILE)), {"what": what, "what_en": what_en}
    )


def _verify(
    folder: Path, db: sqlite3.Connection, verified: Verified, passwords: Sequence[str], progress: Progress
) -> Iterator[Finding]:
    held, prepared = verified.held, verified.prepared
    run = verified.run = runs.last_run(db)
    goes_on = run is None or runs.has_gone_on(db, run)
    if run is not None and run.done.version != __version__:
        yield Finding("verify-other-version", details={"then": run.done.version, "now": __version__})
    versions, strict = Versions(folder, held, prepared), run is not None and run.strict
    rounding = prepared.scheme.rounding
    verified.again = recompute(folder, db, versions, rounding, strict, passwords, progress)
    yield from verified.again.findings
    if run is None or goes_on:
        yield Finding("verify-not-collected", Place(str(folder)))
    else:
        yield from _results(folder, db, verified, run)
    yield from _handouts(folder, verified)


def _results(folder: Path, db: sqlite3.Connection, verified: Verified, run: Run) -> Iterator[Finding]:
    """The files of results as they were written, and results.json as it has to be."""
    verified.written = len(run.written)
    for name, sha256 in run.written.items():
        path = folder / name
        if not path.is_file():
            yield Finding("verify-results-missing", Place(str(path)))
        elif _digest(path) == sha256:
            verified.results.append(name)
        elif name != _RESULTS:
            yield Finding("verify-results-edited", Place(str(path)), {"what": "", "what_en": ""})
    path = folder / _RESULTS
    if _RESULTS not in run.written or not path.is_file():
        return
    text = path.read_bytes()
    known = _names_in(text)
    again = json_text(_consolidation(db, verified, run, known))
    if text == again.encode():
        return
    verified.differences += _differences(text, again)
    first = (verified.differences or [Difference("", "", "")])[0]
    details = {"count": len(verified.differences), "path": first.path}
    details |= {"before": first.before, "after": first.after}
    if _RESULTS in verified.results:
        yield Finding("verify-results-differ", Place(str(path)), details)
    else:
        yield Finding("verify-results-edited", Place(str(path)), _edited(verified.differences, first))


def _consolidation(
    db: sqlite3.Connection, verified: Verified, run: Run, names: frozenset[str]
) -> Consolidation:
    """The results as they come out now. Of a file with several names, the one is taken that they went by."""
    log, held = ReceivedLog(db), verified.held
    seen = log.sightings().items()
    present = {sha256: [shown for _, shown in places if shown in names] for sha256, places in seen}
    settlement = Settlement(log, held, present)
    results = standing_results(held, settlement)
    provenance = provenance_of(held, settlement, run.standing)
    return replace(consolidated(verified.prepared, held, results), provenance=provenance)


def _edited(told: Sequence[Difference], first: Difference) -> dict[str, object]:
    if not told:
        return {"what": "内容没有变，只是写法不同。", "what_en": "Only how it is written has changed."}
    count, path, before, after = len(told), first.path, first.before, first.after
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


def _names_in(text: bytes) -> frozenset[str]:
    """The names of files that results go by; none when they cannot be read."""
    try:
        results = json.loads(text)["results"]
        return frozenset(result["file"] for result in results if result["file"])
    except (ValueError, LookupError, TypeError):
        return frozenset()


def _handouts(folder: Path, verified: Verified) -> Iterator[Finding]:
    """Whether the forms that were handed out still lie there as they were made."""
    made = {handout.file: handout.sha256 for handout in verified.held.handouts}
    verified.handouts = len(made)
    for file, sha256 in made.items():
        path = folder / file
        if not path.is_file():
            verified.handouts_missing.append(file)
        elif _digest(path) != sha256:
            verified.handouts_changed.append(file)
    for code, files in (
        ("verify-handout-missing", verified.handouts_missing),
        ("verify-handout-changed", verified.handouts_changed),
    ):
        if files:
            named = "、".join(files[:_NAMED]) + (" …" if len(files) > _NAMED else "")
            yield Finding(code, details={"count": len(files), "files": named})


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
