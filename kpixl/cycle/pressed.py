"""Files that kpixl put in place, by their digests, over an open database: one by one, however many."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from kpixl.cycle import database


def note(db: sqlite3.Connection, files: Mapping[str, str]) -> None:
    """Notes the SHA-256 of files that are about to be put in place: they are ours, also after a kill."""
    with database.written(db):
        db.executemany("INSERT OR IGNORE INTO pressed VALUES (?, ?)", files.items())


def is_ours(db: sqlite3.Connection, file: str, sha256: str) -> bool:
    """Whether this very content was ever put at that place of the folder."""
    query = "SELECT 1 FROM pressed WHERE file = ? AND sha256 = ?"
    return db.execute(query, (file, sha256)).fetchone() is not None


def digests(db: sqlite3.Connection, folder: str) -> frozenset[str]:
    """The SHA-256 of every file that was ever put below a folder of the cycle."""
    query = "SELECT sha256 FROM pressed WHERE file >= ? AND file < ?"
    return frozenset(sha256 for (sha256,) in db.execute(query, (f"{folder}/", f"{folder}0")))


def under(db: sqlite3.Connection, folder: str) -> Iterator[str]:
    """Every place below a folder of the cycle where a file was ever put."""
    # A range, not a pattern: names hold % and _.
    query = "SELECT DISTINCT file FROM pressed WHERE file >= ? AND file < ? ORDER BY file"
    for (file,) in db.execute(query, (f"{folder}/", f"{folder}0")).fetchall():
        yield file
