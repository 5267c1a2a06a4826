"""What a cycle was made from, and who was given what: one making after the other, none ever forgotten.

Forms are made more than once: people join and leave, a scheme is mended. Each making keeps its scheme,
its roster and its handouts, so that a returned form is always read by what it was made with.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from kpixl import __version__
from kpixl.cycle import database
from kpixl.cycle.codec import person_of, person_row
from kpixl.cycle.database import FILE, NotACycle, exists
from kpixl.cycle.digests import digest_of, now
from kpixl.cycle.handouts import add_handouts, load_handouts
from kpixl.model.cycle import Cycle, Period
from kpixl.model.folded import Folded
from kpixl.model.handout import Handout
from kpixl.model.provenance import Performed
from kpixl.model.roster import Roster

__all__ = [
    "FILE",
    "NotACycle",
    "StoredCycle",
    "StoredForm",
    "begin",
    "exists",
    "has_forms",
    "load",
    "made_with",
    "note_pressed",
    "pressed",
    "save",
]

_UNREADABLE = (sqlite3.Error, LookupError, ValueError, TypeError, AttributeError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class StoredForm:
    """A form of which sheets are out: its key in the scheme, the making that it belongs to, its blueprint."""

    fingerprint: str
    making: int
    key: str
    blueprint: str


@dataclass(frozen=True, slots=True)
class StoredCycle:
    """What a cycle was made from, as of one making. In a `trial`, suggested numbers count.

    `handouts` are out now, in the order of the roster; `withdrawn` are those of people who have left the
    roster, `replaced` earlier ones of people who were given another. `key` signs the cycle's forms.
    """

    cycle: Cycle
    definition: str
    definition_file: str
    roster: Roster
    handouts: Sequence[Handout]
    trial: bool = False
    key: str = ""
    making: int = 0
    forms: Mapping[str, StoredForm] = field(default_factory=dict)
    withdrawn: Sequence[Handout] = ()
    replaced: Sequence[Handout] = ()


def begin(folder: Path, cycle: Cycle) -> str:
    """Makes sure that the folder holds the record of a cycle, and gives the key that signs its forms.

    Raises OSError, sqlite3.Error, or NotACycle.
    """
    meta = {"id": cycle.id, "period": str(cycle.period), "key": secrets.token_hex(16)}
    database.create(folder, meta)
    with database.opened(folder) as db:
        return _meta(db)["key"]


def has_forms(folder: Path, cycle_id: str) -> bool:
    """Whether anything was made in the folder yet that another run has to respect. Raises NotACycle.

    A run that is killed before its first making is whole leaves an empty record of its own cycle.
    """
    if (folder / FILE).stat().st_size == 0:
        return False
    with database.opened(folder) as db:
        (count,) = db.execute("SELECT COUNT(*) FROM making").fetchone()
        return bool(count) or _meta(db)["id"] != cycle_id


def save(folder: Path, stored: StoredCycle) -> None:
    """Adds a making in one transaction: whole or not at all. Handouts that have not changed stay as they are.

    Raises OSError or sqlite3.Error.
    """
    begin(folder, stored.cycle)
    with database.opened(folder) as db, database.written(db):
        if _meta(db)["id"] != stored.cycle.id:
            raise NotACycle(str(folder))
        (last,) = db.execute("SELECT COALESCE(MAX(n), 0) FROM making").fetchone()
        row = (_definition(db, stored.definition), stored.definition_file, _roster(db, stored.roster))
        made = (*row, *_options(stored))
        before = db.execute("SELECT * FROM making WHERE n = ?", (last,)).fetchone()
        number = last if before is not None and before[3:] == made else last + 1
        if number > last:
            db.execute(
                "INSERT INTO making VALUES (?,?,?,?,?,?,?,?,?,?)",
                (number, now(), __version__, *made),
            )
        _add_forms(db, stored.forms.values(), number)
        add_handouts(db, stored.handouts, number)
        db.execute("INSERT OR REPLACE INTO meta VALUES ('seal', ?)", (_seal(db),))


def note_pressed(folder: Path, files: Mapping[str, str]) -> None:
    """Notes the SHA-256 of files that are about to be put in place: they are ours, also after a kill."""
    with database.opened(folder) as db, database.written(db):
        db.executemany("INSERT OR IGNORE INTO pressed VALUES (?, ?)", files.items())


def pressed(folder: Path) -> dict[str, set[str]]:
    """Every content that a run has ever put at a place of the folder."""
    found: dict[str, set[str]] = {}
    with database.opened(folder) as db:
        for file, sha256 in db.execute("SELECT file, sha256 FROM pressed"):
            found.setdefault(file, set()).add(sha256)
    return found


def load(folder: Path, making: int | None = None, db: sqlite3.Connection | None = None) -> StoredCycle:
    """Reads the cycle as of its last making, or of an earlier one.

    `db` is its database for whoever has it open: who writes a lot shuts other connections out. Raises
    NotACycle, also when a damaged disk has changed anything in it.
    """
    try:
        if db is not None:
            return _load(db, making)
        with database.opened(folder) as own:
            # As of one moment: otherwise a making that is saved meanwhile looks like a broken seal.
            own.execute("BEGIN")
            return _load(own, making)
    except _UNREADABLE as error:
        raise NotACycle(str(folder)) from error


def made_with(db: sqlite3.Connection, making: int) -> tuple[Performed, str, str]:
    """When a making was, by which version of kpixl, and the digests of its definition and its roster."""
    query = """SELECT making.at, making.version, making.definition, roster.digest
        FROM making JOIN roster ON roster.n = making.roster WHERE making.n = ?"""
    at, version, definition, roster = db.execute(query, (making,)).fetchone()
    return Performed(at, version), definition, roster


def _load(db: sqlite3.Connection, making: int | None) -> StoredCycle:
    meta = _meta(db)
    if meta["seal"] != _seal(db):
        raise NotACycle(meta["id"])
    which = "n = :n" if making is not None else "n = (SELECT MAX(n) FROM making)"
    row = db.execute(f"SELECT * FROM making WHERE {which}", {"n": making}).fetchone()
    number, _, _, definition, file, roster, due, show_pay, workdays, trial = row
    period = Period.parse(meta["period"])
    (text,) = db.execute("SELECT text FROM definition WHERE digest = ?", (definition,)).fetchone()
    if period is None:
        raise NotACycle(meta["period"])
    handouts, withdrawn, replaced = load_handouts(db, roster)
    return StoredCycle(
        Cycle(meta["id"], period, date.fromisoformat(due) if due else None, bool(show_pay), _days(workdays)),
        text,
        file,
        _load_roster(db, roster),
        handouts,
        bool(trial),
        meta["key"],
        number,
        {row[0]: StoredForm(*row) for row in db.execute("SELECT * FROM form")},
        withdrawn,
        replaced,
    )


def _meta(db: sqlite3.Connection) -> dict[str, str]:
    return dict(db.execute("SELECT key, value FROM meta"))


def _seal(db: sqlite3.Connection) -> str:
    """The digest of everything that was made: a disk that changes any of it is noticed."""
    digest = sha256()
    for table in _SEALED:
        kept = " WHERE key <> 'seal'" if table == "meta" else ""
        for row in db.execute(f"SELECT * FROM {table}{kept} ORDER BY 1, 2"):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


_SEALED = ("meta", "definition", "roster", "appraisee", "making", "form", "handout", "withdrawal")


def _options(stored: StoredCycle) -> tuple[str, int, str, int]:
    cycle = stored.cycle
    days = " ".join(day.isoformat() for day in cycle.workdays)
    return cycle.due.isoformat() if cycle.due else "", int(cycle.show_pay), days, int(stored.trial)


def _days(text: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, text.split()))


def _definition(db: sqlite3.Connection, text: str) -> str:
    digest = digest_of(text)
    db.execute("INSERT OR IGNORE INTO definition VALUES (?, ?)", (digest, text))
    return digest


def _roster(db: sqlite3.Connection, roster: Roster) -> int:
    """The number under which the roster is kept; the same roster is kept once."""
    rows = [person_row(place, person) for place, person in enumerate(roster.appraisees)]
    columns = json.dumps(roster.columns, ensure_ascii=False)
    digest = digest_of((columns, rows))
    known = db.execute("SELECT n FROM roster WHERE digest = ?", (digest,)).fetchone()
    if known:
        return int(known[0])
    number = db.execute("INSERT INTO roster (digest, columns) VALUES (?, ?)", (digest, columns)).lastrowid
    assert number is not None
    db.executemany("INSERT INTO appraisee VALUES (?,?,?,?,?,?,?,?)", ((number, *row) for row in rows))
    return number


def _load_roster(db: sqlite3.Connection, number: int) -> Roster:
    (columns,) = db.execute("SELECT columns FROM roster WHERE n = ?", (number,)).fetchone()
    query = "SELECT position, id, name, department, post, row, fields FROM appraisee WHERE roster = ?"
    rows = db.execute(f"{query} ORDER BY position", (number,))
    return Roster(Folded(map(person_of, rows)), tuple(json.loads(columns)))


def _add_forms(db: sqlite3.Connection, forms: Iterable[StoredForm], making: int) -> None:
    rows = [(form.fingerprint, making, form.key, form.blueprint) for form in forms]
    db.executemany("INSERT OR IGNORE INTO form VALUES (?,?,?,?)", rows)
