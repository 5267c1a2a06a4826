"""Who ran what and when, and a seal over all that the record has taken in until then.

Rows of the record are only ever added. Each run seals those that came since the one before, together with
that one's seal: whatever is changed afterwards, however long ago it was written, breaks the chain.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from kpixl import __version__
from kpixl.cycle.digests import now, who
from kpixl.model.provenance import Performed

COLLECT = "collect"

_OUTDATED = "outdated"

_SEALED = {"received": "rowid", "reading": "n", "returned": "n", "assessment": "n", "event": "n"}
"""What a run seals: tables whose rows are only added, each with what numbers its rows."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a verb. `upto` are the last rows that it saw, by table; `made` is the seal of what was made.

    `standing` is the first of the runs since when nothing that it rests on has changed. `names` are what
    contents went by, where it is not the first of their names. `written` are the files that it left in the
    cycle folder, with their SHA-256. `seal` is "" for a run that is not over.
    """

    done: Performed
    standing: Performed
    upto: Mapping[str, int]
    made: str
    strict: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    seal: str = ""
    verb: str = COLLECT

    @property
    def basis(self) -> tuple[object, ...]:
        """What its results rest on: the same gives the same results."""
        return (self.done.version, self.strict, dict(self.upto), self.made, self.outdated)

    @property
    def outdated(self) -> int:
        """How many of the cycles that figures were taken from had other results by then."""
        return self.counts.get(_OUTDATED, 0)


def begin(db: sqlite3.Connection, strict: bool, outdated: int = 0) -> Run:
    """A run of collect over the record as it stands now, with so many sources that have changed since."""
    done = Performed(now(), __version__, who())
    run = Run(done, done, _last_rows(db), _made(db), strict, {_OUTDATED: outdated} if outdated else {})
    last = last_run(db)
    return replace(run, standing=last.standing) if last is not None and last.basis == run.basis else run


def add(db: sqlite3.Connection, run: Run) -> None:
    """Adds a run that is over, and seals it."""
    last = last_run(db)
    text = json.dumps({**_parts(run), "seal": _seal(db, last, run)}, ensure_ascii=False)
    row = (run.done.at, run.verb, run.done.version, run.done.who, text)
    db.execute("INSERT INTO run (at, verb, version, who, counts) VALUES (?,?,?,?,?)", row)


def last_run(db: sqlite3.Connection) -> Run | None:
    """The last run of collect, None before the first. Raises what a damaged record may raise."""
    return next(_runs(db, "DESC LIMIT 1"), None)


def broken_since(db: sqlite3.Connection) -> Run | None:
    """The first run whose seal does not fit what the record holds; None when all of them do."""
    before = None
    for run in _runs(db, ""):
        if _seal(db, before, run) != run.seal:
            return run
        before = run
    return None


def has_gone_on(db: sqlite3.Connection, run: Run) -> bool:
    """Whether the record holds more than the run saw, or something was made since."""
    return (dict(run.upto), run.made) != (_last_rows(db), _made(db))


def _runs(db: sqlite3.Connection, order: str) -> Iterator[Run]:
    query = f"SELECT at, verb, version, who, counts FROM run WHERE verb = ? ORDER BY n {order}"
    for at, verb, version, by, text in db.execute(query, (COLLECT,)):
        parts = json.loads(text)
        yield Run(
            Performed(at, version, by),
            Performed(*parts["standing"]),
            parts["upto"],
            parts["made"],
            parts["strict"],
            parts["counts"],
            parts["names"],
            parts["written"],
            parts["seal"],
            verb,
        )


def _parts(run: Run) -> dict[str, object]:
    standing = [run.standing.at, run.standing.version, run.standing.who]
    told = {"counts": dict(run.counts), "strict": run.strict, "names": dict(run.names)}
    files = {"written": dict(run.written), "upto": dict(run.upto)}
    return {**told, **files, "standing": standing, "made": run.made}


def _last_rows(db: sqlite3.Connection) -> dict[str, int]:
    return {
        table: int(db.execute(f"SELECT COALESCE(MAX({key}), 0) FROM {table}").fetchone()[0])
        for table, key in _SEALED.items()
    }


def _made(db: sqlite3.Connection) -> str:
    (seal,) = db.execute("SELECT value FROM meta WHERE key = 'seal'").fetchone()
    return str(seal)


def _seal(db: sqlite3.Connection, before: Run | None, run: Run) -> str:
    """The digest of the run, of what came in since the run before, and of that one's seal."""
    own = (run.done.at, run.done.version, run.done.who, run.verb, _parts(run))
    digest = sha256(repr((before.seal if before else "", own)).encode("utf-8", "surrogatepass"))
    for table, key in _SEALED.items():
        span = (before.upto.get(table, 0) if before else 0, run.upto[table])
        query = f"SELECT {key}, * FROM {table} WHERE {key} > ? AND {key} <= ? ORDER BY {key}"
        for row in db.execute(query, span):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
