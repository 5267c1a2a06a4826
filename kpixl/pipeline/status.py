"""status: how a cycle stands, from its record alone; and what a new roster would change."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from kpixl.consolidate.status import status_of
from kpixl.cycle import store
from kpixl.cycle.received import ReceivedLog
from kpixl.definition.declared import as_declared
from kpixl.definition.roster import read_roster
from kpixl.findings import Finding, Place
from kpixl.model.scheme import Scheme
from kpixl.model.status import CycleStatus
from kpixl.pipeline.collect import settled
from kpixl.pipeline.inbox import find_arrivals
from kpixl.pipeline.make import RETURNED
from kpixl.pipeline.prepare import Findings, Prepared, prepare_text
from kpixl.pipeline.roster_changes import roster_changes
from kpixl.pipeline.taken import changed, outdated
from kpixl.pipeline.versions import Versions


def cycle_status(
    folder: Path, roster_path: Path | None = None
) -> tuple[tuple[CycleStatus, Scheme] | None, Findings]:
    """How the cycle in the folder stands, with its scheme. Nothing is read that collect has not taken in.

    With a roster, the findings say what has changed on it since forms were handed out.
    """
    try:
        with settled(folder) as (held, settlement):
            status = status_of(held.cycle, held.handouts, settlement.received(), held.withdrawn)
            waiting = tuple(_uncollected(folder, settlement.log))
            prepared, found = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
            if prepared is None:
                return None, found
            doubts = (
                *outdated(folder, settlement.log.db),
                *changed(settlement, Versions(folder, held, prepared)),
            )
    except (store.NotACycle, sqlite3.Error):
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)
    moved = _roster_findings(held, prepared, roster_path) if roster_path is not None else ()
    return (status, prepared.scheme), (*waiting, *doubts, *moved)


def _roster_findings(held: store.StoredCycle, prepared: Prepared, path: Path) -> Findings:
    roster, findings = read_roster(path, units=prepared.scheme.unit_appraisee)
    if roster is None:
        return findings
    roster, of_another_kind = as_declared(roster, prepared.scheme)
    return (*findings, *of_another_kind, *roster_changes(held, roster, prepared))


def _uncollected(folder: Path, log: ReceivedLog) -> Iterator[Finding]:
    """The finding for files that lie in the folder of returned ones and that nobody has collected yet."""
    arrivals, _, _ = find_arrivals(folder, folder / RETURNED, ())
    known = log.readings().keys()
    waiting = sum(
        not log.content_at(arrival.place, arrival.size, arrival.mtime) and _digest(arrival.path) not in known
        for arrival in arrivals
    )
    if waiting:
        yield Finding("returns-not-collected", Place(str(folder / RETURNED)), {"count": waiting})


def _digest(path: Path) -> str:
    """The SHA-256 of a file, "" of one that cannot be opened."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
