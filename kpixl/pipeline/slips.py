"""Correction slips: for every returned file that is refused or doubtful, one that is ready to be sent back.

They lie in the cycle folder under slips/, a folder for each department. What is no longer needed is
removed; what somebody has changed, and everything else in that folder, is left alone. A slip that was
filled in where it lies and collected is kept among what was received: it may go.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kpixl.cycle import originals, store
from kpixl.cycle.lock import Busy, locked
from kpixl.files import atomic_write, reason_of
from kpixl.findings import Finding, Place
from kpixl.model.received import Received
from kpixl.pipeline.collect import load_returns
from kpixl.pipeline.prepare import Findings, prepare_text
from kpixl.pipeline.slip_anew import Cannot
from kpixl.pipeline.slip_choice import Doubtful, doubtful_files
from kpixl.pipeline.slip_ways import SlipMaker
from kpixl.pipeline.versions import Versions
from kpixl.workbook.filenames import NO_DEPARTMENT, file_name
from kpixl.workbook.slip_write import key_of

SLIPS = "slips"
SEVERAL = "多个部门"
"""The folder of slips for a file with forms of several departments."""

_WORD = " 改正"
_SUFFIX = f"{_WORD}.xlsx"


@dataclass(frozen=True, slots=True)
class Slips:
    """The slips that lie ready now, those of them that this run wrote, and what it removed."""

    paths: tuple[Path, ...] = ()
    written: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    findings: Findings = ()


def slips_of(folder: Path) -> Slips:
    """The same for a whole cycle, from its record. One run at a time. Raises NotACycle."""
    held = store.load(folder)
    prepared, findings = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
    if prepared is None:
        return Slips(findings=findings)
    try:
        with locked(folder):
            return slips(folder, load_returns(folder), Versions(folder, held, prepared))
    except Busy:
        return Slips(findings=(Finding("folder-busy", Place(str(folder))),))
    except (OSError, sqlite3.Error) as error:
        details = {"detail": reason_of(error)}
        return Slips(findings=(Finding("folder-not-writable", Place(str(folder / SLIPS)), details),))


def slips(folder: Path, received: Iterable[Received], versions: Versions) -> Slips:
    """Writes the slips that are needed, whole or not at all, and removes those that are not any more.

    Raises OSError and sqlite3.Error.
    """
    files = tuple(received)
    return _Drawer(folder, versions, {file.sha256 for file in files}).fill(doubtful_files(files))


class _Drawer:
    """The folder of slips. `received` are the contents that the cycle has."""

    def __init__(self, folder: Path, versions: Versions, received: Set[str]) -> None:
        self.folder, self.maker, self.received = folder, SlipMaker(folder, versions), received
        self.ours = {
            path: made for path, made in store.pressed(folder).items() if path.startswith(f"{SLIPS}/")
        }
        departments = (person.department for person in versions.held.roster.appraisees)
        taken: set[str] = set()
        self.folders = {
            name: file_name(name or NO_DEPARTMENT, taken) for name in dict.fromkeys((*departments, SEVERAL))
        }
        self.taken: dict[str, set[str]] = {}
        self.findings: list[Finding] = []

    def fill(self, doubtful: Iterable[Doubtful]) -> Slips:
        """Puts in every slip that is needed, then takes out the others."""
        needed: dict[str, bool] = {}
        for each in doubtful:
            path, is_new = self._put(each)
            if path:
                needed[path] = is_new
        removed = [path for path in self.ours if path not in needed and self._remove(path)]
        return Slips(
            tuple(self.folder / path for path in needed),
            tuple(self.folder / path for path, is_new in needed.items() if is_new),
            tuple(self.folder / path for path in removed),
            tuple(self.findings),
        )

    def _put(self, doubtful: Doubtful) -> tuple[str, bool]:
        """Where the slip of a file lies ("" when there is none), and whether it was written now."""
        path, slip = self._path(doubtful), self.maker.slip(doubtful)
        target = self.folder / path
        if target.is_file():
            data = target.read_bytes()
            if not self._may_go(path, data):
                self.findings.append(Finding("slip-changed", Place(path)))
                return path, False
            if key_of(data) == slip.key:
                return path, False
        try:
            data = self.maker.make(doubtful, slip)
        except Cannot as cannot:
            details = {"why": cannot.why, "why_en": cannot.why_en}
            self.findings.append(Finding("slip-impossible", Place(doubtful.received.shown), details))
            return "", False
        self._write(path, data)
        return path, True

    def _path(self, doubtful: Doubtful) -> str:
        """A name that only this slip has; a file of somebody else's in its place is passed over."""
        departments = {self.maker.department(form.appraisee) for form in doubtful.forms}
        department = departments.pop() if len(departments) == 1 else SEVERAL
        where = self.folders.get(department) or file_name(department or NO_DEPARTMENT, set())
        stem = PurePosixPath(doubtful.received.shown).stem.removesuffix(_WORD)
        taken = self.taken.setdefault(where, set())
        while True:
            path = f"{SLIPS}/{where}/{file_name(stem, taken, _SUFFIX)}"
            if path in self.ours or not (self.folder / path).exists():
                return path

    def _may_go(self, path: str, data: bytes) -> bool:
        """Whether nothing is lost with what lies there: it is as we made it, or was received."""
        digest = hashlib.sha256(data).hexdigest()
        if digest in self.ours.get(path, ()):
            return True
        return digest in self.received and originals.path_of(self.folder, digest).is_file()

    def _write(self, path: str, data: bytes) -> None:
        # Noted first: after a kill in between, what lies there is still known to be ours.
        store.note_pressed(self.folder, {path: hashlib.sha256(data).hexdigest()})
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(target) as part:
            part.write_bytes(data)

    def _remove(self, path: str) -> bool:
        """Removes a slip with which nothing is lost, and the folder that it leaves empty."""
        target = self.folder / path
        if not target.is_file():
            return False
        if not self._may_go(path, target.read_bytes()):
            self.findings.append(Finding("slip-changed", Place(path)))
            return False
        target.unlink()
        with suppress(OSError):
            target.parent.rmdir()
        return True
