"""The SQLite file of a cycle: its tables, and how it is opened.

Rows are added, hardly ever changed: what was handed out, received and decided stays visible for good.
The journal is SQLite's plain one, because cycle folders lie on network drives as well.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

FILE = "kpixl.db"
FORMAT = 2
"""The version of the tables, kept as the file's user_version."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE definition (digest TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE roster (n INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, columns TEXT NOT NULL);
CREATE TABLE appraisee (
    roster INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
    department TEXT NOT NULL, post TEXT NOT NULL, row INTEGER NOT NULL, fields TEXT NOT NULL,
    PRIMARY KEY (roster, id)) WITHOUT ROWID;
CREATE TABLE making (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, version TEXT NOT NULL, definition TEXT NOT NULL,
    definition_file TEXT NOT NULL, roster INTEGER NOT NULL, due TEXT NOT NULL, show_pay INTEGER NOT NULL,
    workdays TEXT NOT NULL, trial INTEGER NOT NULL);
CREATE TABLE form (
    fingerprint TEXT PRIMARY KEY, making INTEGER NOT NULL, key TEXT NOT NULL, blueprint TEXT NOT NULL);
CREATE TABLE handout (
    n INTEGER PRIMARY KEY, making INTEGER NOT NULL, id TEXT NOT NULL, form TEXT NOT NULL,
    fingerprint TEXT NOT NULL, file TEXT NOT NULL, sheet TEXT NOT NULL, department TEXT NOT NULL,
    name TEXT NOT NULL, post TEXT NOT NULL, title TEXT NOT NULL, sha256 TEXT NOT NULL, printed TEXT NOT NULL);
CREATE TABLE pressed (file TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (file, sha256)) WITHOUT ROWID;
CREATE TABLE withdrawal (handout INTEGER PRIMARY KEY, making INTEGER NOT NULL, replaced INTEGER NOT NULL);
CREATE TABLE received (
    sha256 TEXT PRIMARY KEY, first_at TEXT NOT NULL, size INTEGER NOT NULL, touched REAL NOT NULL);
CREATE TABLE sighting (
    path TEXT NOT NULL, shown TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    mtime INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (path, sha256)) WITHOUT ROWID;
CREATE TABLE member (
    container TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (container, name)) WITHOUT ROWID;
CREATE TABLE reading (
    n INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, at TEXT NOT NULL, version TEXT NOT NULL,
    reader INTEGER NOT NULL, awaits TEXT NOT NULL, saved REAL NOT NULL, findings TEXT NOT NULL);
CREATE INDEX reading_of ON reading (sha256, n);
CREATE TABLE returned (
    n INTEGER PRIMARY KEY, reading INTEGER NOT NULL, appraisee TEXT NOT NULL, fingerprint TEXT NOT NULL,
    sheet TEXT NOT NULL, typed TEXT NOT NULL, submission TEXT NOT NULL, findings TEXT NOT NULL);
CREATE INDEX returned_of ON returned (reading);
CREATE TABLE assessment (
    n INTEGER PRIMARY KEY, returned INTEGER NOT NULL, basis TEXT NOT NULL, at TEXT NOT NULL,
    version TEXT NOT NULL, owned INTEGER NOT NULL, status TEXT NOT NULL, result TEXT NOT NULL,
    findings TEXT NOT NULL);
CREATE INDEX assessment_of ON assessment (returned, n);
CREATE TABLE event (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, subject TEXT NOT NULL,
    reason TEXT NOT NULL);
CREATE TABLE run (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, verb TEXT NOT NULL, version TEXT NOT NULL, who TEXT NOT NULL,
    counts TEXT NOT NULL);
"""


class NotACycle(Exception):
    """The folder holds no cycle that this version can read."""


def exists(folder: Path) -> bool:
    """Whether the folder holds a cycle."""
    return (folder / FILE).is_file()


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database of a cycle that exists. Raises NotACycle when it is of another format, or none."""
    if not exists(folder):
        raise NotACycle(str(folder))
    with closing(sqlite3.connect(folder / FILE, timeout=30, isolation_level=None)) as db:
        try:
            (format_,) = db.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise NotACycle(str(folder)) from error
        if format_ != FORMAT:
            raise NotACycle(str(folder))
        yield db


@contextmanager
def copied(folder: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the database in memory, as of one moment: whatever is done to it touches no file.

    Raises NotACycle, sqlite3.Error.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        with opened(folder) as db:
            db.backup(copy)
        yield copy


@contextmanager
def written(db: sqlite3.Connection) -> Iterator[None]:
    """One transaction: everything in the block is written, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        # On a full disk SQLite has rolled back by itself.
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def create(folder: Path, meta: Mapping[str, str]) -> None:
    """Makes the database of a cycle unless it is there. Raises OSError, sqlite3.Error, or NotACycle."""
    with closing(sqlite3.connect(folder / FILE, timeout=30, isolation_level=None)) as db, written(db):
        (format_,) = db.execute("PRAGMA user_version").fetchone()
        if format_ == FORMAT:
            return
        if format_ or db.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise NotACycle(str(folder))
        for statement in _TABLES.split(";"):
            db.execute(statement)
        db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        db.execute(f"PRAGMA user_version = {FORMAT}")
