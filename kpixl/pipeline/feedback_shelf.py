"""Where result slips lie: their names, and files that are put in place whole and only when they changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from kpixl.cycle import pressed
from kpixl.files import atomic_write
from kpixl.findings import Finding, Place
from kpixl.model.cycle import Cycle
from kpixl.model.feedback import FeedbackRow
from kpixl.model.handout import Handout
from kpixl.model.scheme import Scheme
from kpixl.workbook.filenames import NO_DEPARTMENT, NO_DEPARTMENTS, file_name

SLIPS = "results/slips"
LIST = "反馈单清单.xlsx"
_AT_A_TIME = 40
"""So many files are noted together before they are put in place."""


class Names:
    """The files of everybody, whoever is asked for: a folder for each department, a name for each number."""

    def __init__(self, handouts: Iterable[Handout]) -> None:
        listed = list(handouts)
        unnamed = NO_DEPARTMENT if any(each.department for each in listed) else NO_DEPARTMENTS
        taken_folders = {LIST.casefold()}
        folders: dict[str, str] = {}
        taken: dict[str, set[str]] = {}
        self._stems: dict[str, str] = {}
        for each in listed:
            if each.department not in folders:
                folders[each.department] = file_name(each.department or unnamed, taken_folders)
            where = folders[each.department]
            # Without a suffix: both files of a person go by the same name.
            stem = file_name(f"{each.id}_{each.name}", taken.setdefault(where, set()))
            self._stems[each.id] = f"{where}/{stem}"

    def of(self, id_: str) -> tuple[str, str]:
        """The workbook and the page of somebody, relative to the folder of slips."""
        stem = self._stems[id_]
        return f"{stem}.xlsx", f"{stem}.html"


class Shelf:
    """The folder of slips. Paths are relative to it, with "/" between their parts."""

    def __init__(self, folder: Path, db: sqlite3.Connection) -> None:
        self.folder, self.db = folder, db
        self.written: set[str] = set()
        self.findings: list[Finding] = []
        self._waiting: dict[str, bytes] = {}

    def put(self, path: str, data: bytes) -> None:
        """Puts a file in place, unless it lies there already or somebody has changed what does."""
        target = self._target(path)
        if target.is_file():
            lying = target.read_bytes()
            if lying == data:
                return
            if not self._is_ours(path, lying):
                self.findings.append(Finding("feedback-changed", Place(f"{SLIPS}/{path}")))
                return
        self._waiting[path] = data
        if len(self._waiting) >= _AT_A_TIME:
            self.flush()

    def put_list(self, rows: Sequence[FeedbackRow], scheme: Scheme, cycle: Cycle) -> None:
        """The same for the list of all slips."""
        from kpixl.report.feedback_list import write_slip_list

        with TemporaryDirectory() as folder:
            path = Path(folder, "list.xlsx")
            write_slip_list(path, rows, scheme, cycle)
            self.put(LIST, path.read_bytes())

    def flush(self) -> None:
        """Writes what waits, each file whole or not at all. Raises OSError."""
        digests = {f"{SLIPS}/{path}": sha256(data).hexdigest() for path, data in self._waiting.items()}
        # Noted first: after a kill in between, what lies there is still known to be ours.
        pressed.note(self.db, digests)
        for path, data in self._waiting.items():
            target = self._target(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            with atomic_write(target) as part:
                part.write_bytes(data)
            self.written.add(path)
        self._waiting.clear()

    def remove_others(self, standing: Set[str]) -> Iterator[str]:
        """Removes slips that nobody has changed and that are of nobody any more, and tells which."""
        for file in pressed.under(self.db, SLIPS):
            path = file.removeprefix(f"{SLIPS}/")
            target = self._target(path)
            if path == LIST or path in standing or not target.is_file():
                continue
            if not self._is_ours(path, target.read_bytes()):
                self.findings.append(Finding("feedback-changed", Place(file)))
                continue
            target.unlink()
            with suppress(OSError):
                target.parent.rmdir()
            yield path

    def _target(self, path: str) -> Path:
        return self.folder / SLIPS / path

    def _is_ours(self, path: str, data: bytes) -> bool:
        return pressed.is_ours(self.db, f"{SLIPS}/{path}", sha256(data).hexdigest())
