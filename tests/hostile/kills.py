"""Kills a run at some moment, lets another one finish the work, and compares what there is in the end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from click.testing import CliRunner

from kpixl.cli import main
from kpixl.cycle import database, originals, store
from kpixl.cycle.received import ReceivedLog
from kpixl.pipeline.books import RESULTS
from tests.hostile.season import PERIOD, SCHEME, Season

Row = tuple[object, ...]

_TOLD_ANEW = frozenset({database.FILE, ".kpixl.lock"})
"""Files that hold when something happened: compared by what they say, or empty."""
_MOMENT = re.compile(rb"20\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d|Z)?")
_LEAVINGS = (".part", ".pressed", "-journal", "-wal", "-shm", ".tmp")


@dataclass(frozen=True)
class Verb:
    """A verb that is killed: the folder as it is before, and the arguments of the command."""

    name: str
    before: Path
    arguments: tuple[str, ...]

    def command(self, folder: Path) -> list[str]:
        """The arguments for a copy of the folder."""
        return [str(folder) if each == "FOLDER" else each for each in (self.name, *self.arguments)]


def verbs(season: Season) -> dict[str, Verb]:
    """What is killed."""
    make = (str(SCHEME), "--roster", str(season.roster), "--period", PERIOD, "--out", "FOLDER", "--zip")
    return {
        "make-template": Verb("make-template", season.bare, make),
        "collect": Verb("collect", season.full, ("FOLDER",)),
    }


def moments(count: int, length: float, seed: int) -> list[float]:
    """Moments in seconds after the start, one in each part of the time that a run takes, and a bit beyond."""
    chance = Random(seed)
    return [length * 1.05 * (part + chance.random()) / count for part in range(count)]


def start(verb: Verb, folder: Path) -> subprocess.Popen[bytes]:
    """Starts the verb as a program of its own."""
    environment = {**os.environ, "KPIXL_LANG": "zh-CN", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "kpixl", *verb.command(folder)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def kill_after(run: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kills a run at that moment. Gives False when it had ended before."""
    try:
        run.wait(seconds)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
    _, told = run.communicate()
    assert b"Traceback" not in told, told.decode("utf-8", "replace")
    return run.returncode == -signal.SIGKILL


def finish(verb: Verb, folder: Path) -> None:
    """Runs the verb to its end."""
    outcome = CliRunner().invoke(main, verb.command(folder))
    if outcome.exception is not None and not isinstance(outcome.exception, SystemExit):
        raise outcome.exception
    assert outcome.exit_code in (0, 1), outcome.output


@dataclass(frozen=True)
class Undisturbed:
    """How it ends when nobody kills anything, and how long it takes."""

    verb: Verb
    seconds: float
    end: dict[str, object]


def undisturbed(verb: Verb, scratch: Path) -> Undisturbed:
    """Runs the verb in peace."""
    folder = copy_of(verb, scratch, "undisturbed")
    began = time.monotonic()
    run = start(verb, folder)
    _, told = run.communicate()
    seconds = time.monotonic() - began
    assert run.returncode in (0, 1), told.decode("utf-8", "replace")
    return Undisturbed(verb, seconds, end_of(folder))


def copy_of(verb: Verb, scratch: Path, name: str) -> Path:
    """The folder as it is before, once more."""
    return Path(shutil.copytree(verb.before, scratch / name))


def check(peace: Undisturbed, folder: Path) -> None:
    """After some kills: runs the verb to its end. Nothing is lost, nothing is left over, nothing is otherwise."""
    before = recorded(folder)
    finish(peace.verb, folder)
    after = recorded(folder)
    for table, rows in before.items():
        lost = rows - after[table]
        assert not lost, f"lost from {table}: {sorted(map(str, lost))[:3]}"
    assert not list(leavings(folder))
    assert end_of(folder) == peace.end


def leavings(folder: Path) -> Iterator[Path]:
    """Temporary files that nobody has put away."""
    for path in folder.rglob("*"):
        if path.name.endswith(_LEAVINGS):
            yield path


def recorded(folder: Path) -> dict[str, set[Row]]:
    """Every row of the record, by table; of the seal, and of when a file was last looked at, that there is one."""
    if not (folder / database.FILE).stat().st_size:
        return {}
    with database.opened(folder) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {table: set(map(tuple, db.execute(f"SELECT * FROM {table}"))) for table in tables}
        for (sha256,) in db.execute(
            "SELECT sha256 FROM reading WHERE sha256 NOT IN (SELECT container FROM member)"
        ):
            if originals.path_of(folder, sha256).exists():
                originals.read(folder, sha256)
    rows["meta"] = {row for row in rows["meta"] if row[0] != "seal"}
    rows["sighting"] = {row[:-1] for row in rows["sighting"]}
    return rows


def end_of(folder: Path) -> dict[str, object]:
    """Everything that is there in the end: the bytes of every file, and what the record says."""
    found: dict[str, object] = {
        path.relative_to(folder).as_posix(): _without_moments(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in _TOLD_ANEW
    }
    held = store.load(folder)
    found["handouts"] = (held.handouts, held.withdrawn, held.replaced, held.key, dict(held.forms))
    with database.opened(folder) as db:
        log = ReceivedLog(db)
        # Numbers of rows depend on what was written when; what the rows say does not.
        found["forms"] = sorted(
            (
                form.sha256,
                form.sheet,
                form.typed,
                form.saved,
                form.status,
                form.findings,
                log.result(form.number),
            )
            for form in log.forms()
        )
        found["contents"] = sorted((sha256, touched, told) for sha256, _, touched, told in log.contents())
        found["members"] = sorted(db.execute("SELECT * FROM member"))
        found["sightings"] = sorted(row[:-1] for row in db.execute("SELECT * FROM sighting"))
    return found


def _without_moments(path: Path) -> object:
    """What a file holds. Results tell when they were collected, which is another moment each time."""
    data = path.read_bytes()
    if path.parent.name != RESULTS:
        return data
    if not data.startswith(b"PK"):
        return _MOMENT.sub(b"", data)
    with zipfile.ZipFile(path) as archive:
        return {name: _MOMENT.sub(b"", archive.read(name)) for name in archive.namelist()}


def kill_and_check(peace: Undisturbed, scratch: Path, name: str, seconds: Sequence[float]) -> int:
    """Kills a run at each of these moments one after the other, and checks the end. Gives how many were killed."""
    folder = copy_of(peace.verb, scratch, name)
    killed = sum(kill_after(start(peace.verb, folder), moment) for moment in seconds)
    check(peace, folder)
    shutil.rmtree(folder)
    return killed


def kill_one_of_two(peace: Undisturbed, scratch: Path, name: str, moment: float) -> bool:
    """Two runs at once: one is killed, the other goes on to its end. Gives whether one was killed.

    The other may have had its turn before: then it could not put away what the killed one left.
    """
    folder = copy_of(peace.verb, scratch, name)
    doomed, other = start(peace.verb, folder), start(peace.verb, folder)
    killed = kill_after(doomed, moment)
    _, told = other.communicate()
    assert other.returncode in (0, 1), told.decode("utf-8", "replace")
    assert b"Traceback" not in told, told.decode("utf-8", "replace")
    check(peace, folder)
    shutil.rmtree(folder)
    return killed
