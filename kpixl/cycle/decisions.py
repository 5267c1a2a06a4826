"""What people decide about results: measures confirmed or rejected, events made void. The last word counts.

Everything is an event of the record and stays there; what is taken back is an event as well.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from kpixl.cycle.codec import dump
from kpixl.cycle.received import ReceivedLog
from kpixl.model.ledger import Decision, Stamp, Void

CONFIRM, REJECT, RECONSIDER = "measure-confirm", "measure-reject", "measure-undo"
ANNUL, REINSTATE = "appeal-void", "appeal-undo"


def note_measure(log: ReceivedLog, what: str, appraisee: str, measure: str, by: str, reason: str) -> None:
    """Records what was decided about a measure: CONFIRM, REJECT or RECONSIDER."""
    log.add_event(what, dump({"appraisee": appraisee, "measure": measure, "by": by}), reason)


def note_event(log: ReceivedLog, what: str, void: Void, by: str, reason: str) -> None:
    """Records that an event is void, or not any more: ANNUL or REINSTATE."""
    typed = [list(cell) for cell in void.typed]
    subject = {"appraisee": void.appraisee, "log": void.log, "row": void.row, "typed": typed, "by": by}
    log.add_event(what, dump(subject), reason)


def decisions(db: sqlite3.Connection) -> tuple[Decision, ...]:
    """Every decision that stands, in the order in which they were made."""
    standing: dict[tuple[str, str], Decision] = {}
    for what, subject, stamp in _events(db, (CONFIRM, REJECT, RECONSIDER)):
        key = (subject["appraisee"], subject["measure"])
        standing.pop(key, None)
        if what != RECONSIDER:
            standing[key] = Decision(*key, what == CONFIRM, stamp)
    return tuple(standing.values())


def voids(db: sqlite3.Connection) -> dict[str, tuple[Void, ...]]:
    """The events that are void, by appraisee, in the order in which they were made so."""
    standing: dict[tuple[str, str, int, tuple[tuple[str, str], ...]], Void] = {}
    for what, subject, stamp in _events(db, (ANNUL, REINSTATE)):
        typed = tuple((column, text) for column, text in subject["typed"])
        key = (subject["appraisee"], subject["log"], subject["row"], typed)
        standing.pop(key, None)
        if what == ANNUL:
            standing[key] = Void(*key, stamp)
    found: dict[str, tuple[Void, ...]] = {}
    for void in standing.values():
        found[void.appraisee] = (*found.get(void.appraisee, ()), void)
    return found


def _events(db: sqlite3.Connection, kinds: Sequence[str]) -> Iterator[tuple[str, dict[str, Any], Stamp]]:
    marks = ",".join("?" * len(kinds))
    query = f"SELECT what, subject, reason, who, at FROM event WHERE what IN ({marks}) ORDER BY n"
    for what, text, reason, who, at in db.execute(query, tuple(kinds)):
        subject = json.loads(text)
        yield what, subject, Stamp(subject["by"], who, at, reason)
