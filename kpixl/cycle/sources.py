"""Which other cycles a cycle has taken figures from, as its record keeps it: the last word counts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from kpixl.cycle.codec import dump
from kpixl.cycle.received import ReceivedLog
from kpixl.model.provenance import TakenFrom

TAKEN = "taken-from"


def taken_from(db: sqlite3.Connection) -> tuple[TakenFrom, ...]:
    """The cycles that figures were taken from last."""
    query = "SELECT subject FROM event WHERE what = ? ORDER BY n DESC LIMIT 1"
    row = db.execute(query, (TAKEN,)).fetchone()
    return tuple(TakenFrom(*each) for each in json.loads(row[0])) if row else ()


def note_taken(db: sqlite3.Connection, sources: Sequence[TakenFrom]) -> None:
    """Notes them, if they are not those that were noted last."""
    if taken_from(db) != tuple(sources):
        told = [[each.cycle, each.scheme, each.period, each.results, each.folder] for each in sources]
        ReceivedLog(db).add_event(TAKEN, dump(told), "")
