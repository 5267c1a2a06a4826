"""collect: whatever came back becomes results, with a finding for everything that is not as it should be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kpixl.cycle import database, decisions, runs, store
from kpixl.cycle.lock import Busy, locked
from kpixl.cycle.originals import NotKept
from kpixl.cycle.received import ReceivedLog
from kpixl.files import reason_of, sweep
from kpixl.findings import Finding, Place
from kpixl.model.folded import Folded
from kpixl.model.received import Received, Standing
from kpixl.model.result import Consolidation
from kpixl.pipeline.books import RESULTS, Progress
from kpixl.pipeline.clerk import Clerk
from kpixl.pipeline.consolidated import consolidated, standing_results
from kpixl.pipeline.decide import PLAIN, Options, decide
from kpixl.pipeline.inbox import Arrival, find_arrivals
from kpixl.pipeline.intake import Intake
from kpixl.pipeline.make import RETURNED
from kpixl.pipeline.prepare import Findings, Prepared, prepare_text
from kpixl.pipeline.provenance import digests, names_used, provenance_of
from kpixl.pipeline.settle import Settlement
from kpixl.pipeline.taken import changed, outdated
from kpixl.pipeline.versions import Versions

_AT_A_TIME = 50
"""So many files are written down together: what a kill can cost is their reading, nothing else."""


def collect(
    folder: Path,
    paths: Sequence[Path],
    progress: Progress,
    options: Options = PLAIN,
    deliver: Callable[[Consolidation], Iterable[Path]] = lambda consolidation: (),
) -> tuple[Consolidation | None, Findings]:
    """Takes in what is new, and settles what counts of everything that the cycle ever received.

    `deliver` writes the results, before another run may begin, and gives the files. Raises what it raises.
    """
    if not store.exists(folder):
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)
    try:
        with locked(folder), database.opened(folder) as db:
            # Not before the lock is held: the run that held it may have made forms anew.
            opened, findings = _open(folder)
            if opened is None:
                return None, findings
            held, prepared = opened
            arrivals, found, looked_at = find_arrivals(folder, folder / RETURNED, paths)
            if any(finding.code == "path-missing" for finding in found):
                # A slip of the pen must not replace results by empty ones.
                return None, tuple(found)
            sweep(folder)
            log = ReceivedLog(db)
            versions = Versions(folder, held, prepared, db)
            clerk = Clerk(versions, options.strict, decisions.voids(db))
            intake = Intake(folder, log, versions, clerk, options.passwords)
            _take_in(db, intake, arrivals, progress)
            with database.written(db):
                unknown = decide(folder, log, options)
            if unknown:
                return None, unknown
            settlement = Settlement(log, held, intake.present)
            gone = tuple(_gone(log, settlement, intake.present, looked_at))
            told = (*found, *intake.findings, *gone)
            stale, typed = outdated(folder, db), changed(settlement, versions)
            run = runs.begin(db, options.strict, len(stale))
            consolidation = replace(
                consolidated(
                    prepared,
                    held,
                    standing_results(held, settlement),
                    decisions.decisions(db),
                    bool(stale or typed),
                ),
                files=Folded(
                    sorted((*settlement.verdicts(), *intake.unreadable), key=lambda file: file.path)
                ),
                provenance=provenance_of(held, settlement, run.standing),
            )
            consolidation = replace(consolidation, findings=(*told, *stale, *typed, *consolidation.findings))
            written = digests(folder, deliver(consolidation))
            counts = {**run.counts, "files": len(arrivals), "opened": intake.opened}
            with database.written(db):
                runs.add(db, replace(run, counts=counts, names=names_used(settlement), written=written))
            return replace(consolidation, opened=intake.opened), ()
    except Busy:
        return None, (Finding("folder-busy", Place(str(folder))),)
    except NotKept as problem:
        return None, (Finding("folder-not-writable", Place(str(folder)), {"detail": reason_of(problem)}),)
    except store.NotACycle:
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)
    except sqlite3.DatabaseError as error:
        if "malformed" in str(error):
            return None, (Finding("folder-not-a-cycle", Place(str(folder))),)
        return None, (Finding("folder-not-writable", Place(str(folder)), {"detail": reason_of(error)}),)


def results_folder(folder: Path) -> Path:
    """Where the results of a cycle are written."""
    return folder / RESULTS


@contextmanager
def settled(folder: Path) -> Iterator[tuple[store.StoredCycle, Settlement]]:
    """What the record of a cycle says, without looking at any file. Raises NotACycle."""
    with database.opened(folder) as db:
        # As of one moment, also while another run writes.
        db.execute("BEGIN")
        held = store.load(folder, db=db)
        yield held, Settlement(ReceivedLog(db), held, {})


def load_returns(folder: Path) -> Iterator[Received]:
    """Every file that was ever received with its forms, in the order in which they came."""
    with settled(folder) as (_, settlement):
        yield from settlement.received()


def _open(folder: Path) -> tuple[tuple[store.StoredCycle, Prepared] | None, Findings]:
    try:
        held = store.load(folder)
    except store.NotACycle:
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)
    prepared, found = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
    return ((held, prepared), ()) if prepared is not None else (None, found)


def _take_in(db: sqlite3.Connection, intake: Intake, arrivals: Sequence[Arrival], progress: Progress) -> None:
    done = 0
    for start in range(0, len(arrivals), _AT_A_TIME):
        with database.written(db):
            for arrival in arrivals[start : start + _AT_A_TIME]:
                intake.take(arrival)
                done += 1
                progress(done, len(arrivals))
    for outdated_now in (intake.outdated_contents, intake.outdated_forms):
        outdated = outdated_now()
        for start in range(0, len(outdated), _AT_A_TIME):
            with database.written(db):
                for again in outdated[start : start + _AT_A_TIME]:
                    again()


def _gone(
    log: ReceivedLog, settlement: Settlement, present: dict[str, list[str]], looked_at: Sequence[str]
) -> Iterator[Finding]:
    """Files that counted from a place where they no longer lie: they still count."""
    for sha256, places in log.sightings().items():
        content = settlement.contents[sha256]
        counts = any(settlement.standings[form.number] is Standing.COUNTS for form in content.forms)
        if sha256 in present or not counts:
            continue
        if any(path == each or path.startswith(f"{each}/") for path, _ in places for each in looked_at):
            yield Finding("file-gone", Place(content.shown))
