"""The store of one cycle, in SQLite: the definition that forms were made with, who got which file.

A cycle folder is the unit of work. What stands in its store is what forms were made from, so returned
forms are always read by the definition that they were made with.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from kpixl.model.cycle import Cycle, Period
from kpixl.model.handout import Handout
from kpixl.model.roster import Appraisee, Field, Roster

FILE = "kpixl.db"
FORMAT = 1

_TABLES = """
CREATE TABLE IF NOT EXISTS cycle (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS appraisee (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, department TEXT NOT NULL,
    post TEXT NOT NULL, row INTEGER NOT NULL, fields TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS handout (
    id TEXT PRIMARY KEY, form TEXT NOT NULL, file TEXT NOT NULL, sheet TEXT NOT NULL,
    department TEXT NOT NULL, name TEXT NOT NULL, post TEXT NOT NULL, sha256 TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class StoredCycle:
    """What a cycle was made from. In a `trial`, numbers that the definition only suggests count."""

    cycle: Cycle
    definition: str
    definition_file: str
    roster: Roster
    handouts: tuple[Handout, ...]
    trial: bool = False


class NotACycle(Exception):
    """The folder holds no cycle that this version can read."""


def exists(folder: Path) -> bool:
    """Whether the folder holds a cycle."""
    return (folder / FILE).is_file()


def save(folder: Path, stored: StoredCycle) -> None:
    """Writes the cycle in one transaction: whole or not at all. Raises OSError or sqlite3.Error."""
    meta = _meta(stored)
    people = [_person_row(place, person) for place, person in enumerate(stored.roster.appraisees)]
    handouts = [
        (h.id, h.form, h.file, h.sheet, h.department, h.name, h.position, h.sha256) for h in stored.handouts
    ]
    with _open(folder) as db, db:
        db.executescript(_TABLES)
        db.execute("BEGIN")
        for table in ("cycle", "appraisee", "handout"):
            db.execute(f"DELETE FROM {table}")
        db.executemany(
            "INSERT INTO cycle VALUES (?, ?)", [*meta, ("digest", _digest(meta, people, handouts))]
        )
        db.executemany("INSERT INTO appraisee VALUES (?,?,?,?,?,?,?)", people)
        db.executemany("INSERT INTO handout VALUES (?,?,?,?,?,?,?,?)", handouts)


def load(folder: Path) -> StoredCycle:
    """Reads the cycle. Raises NotACycle, also when a damaged disk has changed anything in it."""
    if not exists(folder):
        raise NotACycle(str(folder))
    try:
        with _open(folder) as db:
            meta = dict(db.execute("SELECT key, value FROM cycle ORDER BY rowid"))
            people = db.execute("SELECT * FROM appraisee ORDER BY position").fetchall()
            handouts = db.execute("SELECT * FROM handout ORDER BY rowid").fetchall()
        digest = meta.pop("digest")
        if meta["format"] != str(FORMAT) or digest != _digest(list(meta.items()), people, handouts):
            raise NotACycle(str(folder))
        return _stored(meta, people, handouts)
    except (sqlite3.Error, LookupError, ValueError, TypeError, AttributeError, ArithmeticError) as error:
        raise NotACycle(str(folder)) from error


def _digest(*rows: Sequence[Sequence[object]]) -> str:
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def _stored(
    meta: Mapping[str, str], people: Sequence[Sequence[object]], handouts: Sequence[Sequence[str]]
) -> StoredCycle:
    period = Period.parse(meta["period"])
    if period is None:
        raise ValueError(meta["period"])
    due = date.fromisoformat(meta["due"]) if meta["due"] else None
    return StoredCycle(
        Cycle(meta["id"], period, due, meta["show_pay"] == "1", _days(meta.get("workdays", ""))),
        meta["definition"],
        meta["definition_file"],
        Roster(tuple(map(_person, people)), tuple(json.loads(meta["columns"]))),
        tuple(
            Handout(file, department, id_, name, post, form, sheet, sha256)
            for id_, form, file, sheet, department, name, post, sha256 in handouts
        ),
        trial=meta.get("trial") == "1",
    )


def _days(text: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, text.split()))


@contextmanager
def _open(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / FILE, timeout=30, isolation_level=None)) as db:
        yield db


def _meta(stored: StoredCycle) -> list[tuple[str, str]]:
    cycle = stored.cycle
    return [
        ("format", str(FORMAT)),
        ("id", cycle.id),
        ("period", str(cycle.period)),
        ("due", cycle.due.isoformat() if cycle.due else ""),
        ("show_pay", "1" if cycle.show_pay else "0"),
        ("workdays", " ".join(day.isoformat() for day in cycle.workdays)),
        ("trial", "1" if stored.trial else "0"),
        ("definition", stored.definition),
        ("definition_file", stored.definition_file),
        ("columns", json.dumps(stored.roster.columns, ensure_ascii=False)),
    ]


def _person_row(position: int, person: Appraisee) -> tuple[object, ...]:
    fields = {name: _pack(value) for name, value in person.fields.items()}
    text = json.dumps(fields, ensure_ascii=False)
    return (position, person.id, person.name, person.department, person.position, person.row, text)


def _person(row: Sequence[object]) -> Appraisee:
    _, id_, name, department, post, number, fields = row
    unpacked = {key: _unpack(value) for key, value in json.loads(str(fields)).items()}
    return Appraisee(str(id_), str(name), str(department), str(post), unpacked, int(str(number)))


def _pack(value: Field) -> object:
    """Numbers and dates keep their kind: {"n": "5000"}, {"d": "2023-01-02"}."""
    match value:
        case Fraction():
            return {"n": str(value)}
        case date():
            return {"d": value.isoformat()}
        case _:
            return value


def _unpack(value: object) -> Field:
    match value:
        case {"n": str(text)}:
            return Fraction(text)
        case {"d": str(text)}:
            return date.fromisoformat(text)
        case str() | None:
            return value
    raise ValueError(value)
