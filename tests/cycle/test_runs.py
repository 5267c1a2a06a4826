"""Runs are kept with who and when, and seal whatever came in until then."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kpixl.cycle import database, runs
from kpixl.cycle.received import WITHDRAW, ReceivedLog

Change = Callable[[sqlite3.Connection], object]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    database.create(tmp_path, {"id": "x", "seal": "s"})
    with database.opened(tmp_path) as opened:
        yield opened


def receive(db: sqlite3.Connection, name: str) -> None:
    """A file without forms came in."""
    log = ReceivedLog(db)
    log.note_content(name, 1, 0.0)
    log.add_reading(name, 1, "", 0.0, (), ())


def collect(db: sqlite3.Connection, at: str, strict: bool = False) -> None:
    """A run of collect at a moment."""
    run = runs.begin(db, strict)
    done = replace(run.done, at=at)
    runs.add(db, replace(run, done=done, standing=done if run.standing == run.done else run.standing))


def test_results_stand_since_the_first_run_that_gave_them(db: sqlite3.Connection) -> None:
    receive(db, "a")
    for at in ("1", "2", "3"):
        collect(db, at)
    last = runs.last_run(db)
    assert last is not None
    assert (last.done.at, last.standing.at) == ("3", "1")
    receive(db, "b")
    collect(db, "4")
    collect(db, "5", strict=True)
    assert [run.standing.at for run in (runs.last_run(db),) if run] == ["5"]


def test_the_record_goes_on_until_it_is_collected(db: sqlite3.Connection) -> None:
    receive(db, "a")
    collect(db, "1")
    run = runs.last_run(db)
    assert run is not None
    assert not runs.has_gone_on(db, run)
    ReceivedLog(db).add_event(WITHDRAW, "a", "发错了")
    assert runs.has_gone_on(db, run)


@pytest.mark.parametrize(
    "change",
    [
        lambda db: db.execute("UPDATE received SET touched = 1 WHERE sha256 = 'a'"),
        lambda db: db.execute("UPDATE reading SET findings = '[ ]' WHERE sha256 = 'b'"),
        lambda db: db.execute("DELETE FROM event"),
        lambda db: db.execute("UPDATE event SET who = '别人'"),
        lambda db: db.execute("UPDATE run SET who = '别人' WHERE n = 1"),
        lambda db: db.execute("UPDATE run SET at = '0' WHERE n = 2"),
        lambda db: db.execute("DELETE FROM run WHERE n = 1"),
    ],
)
def test_whatever_is_changed_afterwards_breaks_the_chain(db: sqlite3.Connection, change: Change) -> None:
    receive(db, "a")
    collect(db, "1")
    receive(db, "b")
    ReceivedLog(db).add_event(WITHDRAW, "a", "发错了")
    collect(db, "2")
    assert runs.broken_since(db) is None
    change(db)
    assert runs.broken_since(db) is not None


def test_what_came_after_the_last_run_breaks_nothing(db: sqlite3.Connection) -> None:
    collect(db, "1")
    receive(db, "a")
    assert runs.broken_since(db) is None
