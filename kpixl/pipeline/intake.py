"""Takes files in: keeps each content once, reads and assesses it once, and notes where it was seen."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from kpixl.cycle import originals
from kpixl.cycle.digests import digest_of
from kpixl.cycle.received import ReceivedLog
from kpixl.findings import Finding, Place
from kpixl.model.result import FileVerdict, Verdict
from kpixl.pipeline.clerk import Clerk
from kpixl.pipeline.inbox import Arrival, readable
from kpixl.pipeline.versions import Versions
from kpixl.safety.archive import MAX_FILE
from kpixl.safety.containers import Member, is_container, members
from kpixl.workbook.read import Reading, read_workbook

READER = 1
"""Goes up when reading a file may give something else than before: then everything is read again."""

_PASSWORD, _FORMS = "password", "forms:"
"""What a reading may be waiting for: a password, or a form that the cycle does not know yet."""

_ARCHIVE, _LOCKED_ARCHIVE = "archive", "archive:password"
"""An archive of files is not kept itself, so it is opened again only where it lies."""

LOCKED = frozenset(
    {"file-encrypted", "file-password-wrong", "archive-file-locked", "archive-file-password-wrong"}
)
"""What is said of a file that no known password opens."""


class Intake:
    """The door of a cycle. Counts what it has opened and what it knew already."""

    def __init__(
        self, folder: Path, log: ReceivedLog, versions: Versions, clerk: Clerk, passwords: Sequence[str]
    ) -> None:
        self.folder, self.log, self.versions, self.clerk = folder, log, versions, clerk
        self.passwords = passwords
        self.known_forms = _FORMS + digest_of(sorted(versions.held.forms))
        self.readings = log.readings()
        self.present: dict[str, list[str]] = {}
        self.findings: list[Finding] = []
        self.unreadable: list[FileVerdict] = []
        self.opened = 0

    def take(self, arrival: Arrival) -> None:
        """Takes one file in. A content that is known is not opened again."""
        sha256 = self.log.content_at(arrival.place, arrival.size, arrival.mtime)
        if sha256 and not self._is_to_be_read(sha256):
            self._seen(arrival, sha256)
            for name, inner in self.log.members(sha256):
                self.present.setdefault(inner, []).append(f"{arrival.shown}/{name}")
            return
        looked_at = time.time()
        try:
            sha256 = self._open(arrival, looked_at)
        except OSError:
            problem = Finding("file-unreadable", Place(arrival.shown))
            self.unreadable.append(FileVerdict(arrival.shown, "", Verdict.REFUSED, (), (problem,)))
            return
        self.log.note_sighting(arrival.place, arrival.shown, sha256, arrival.size, arrival.mtime, looked_at)
        self._seen(arrival, sha256)

    def _seen(self, arrival: Arrival, sha256: str) -> None:
        self.present.setdefault(sha256, []).append(arrival.shown)

    def _open(self, arrival: Arrival, looked_at: float) -> str:
        self.opened += 1
        if is_container(arrival.path):
            return self._unpack(arrival, looked_at)
        if arrival.size > MAX_FILE:
            sha256 = _digest(arrival.path)
            self._note(sha256, arrival.size, arrival, Reading(findings=(Finding("file-too-large"),)))
            return sha256
        return self._content(arrival.path.read_bytes(), arrival)

    def _unpack(self, arrival: Arrival, looked_at: float) -> str:
        """An archive of files: each of them is taken in; the archive itself is only noted."""
        sha256 = _digest(arrival.path)
        found: dict[str, str] = {}
        problems: list[Finding] = []
        for part in members(arrival.path, self.passwords):
            if not isinstance(part, Member):
                problems.append(Finding(part.code, details={"name": readable(part.name)}))
                continue
            name = readable(part.name)
            inner = self._content(part.data, arrival)
            found[name] = inner
            shown, place = f"{arrival.shown}/{name}", f"{arrival.place}/{name}"
            self.log.note_sighting(place, shown, inner, len(part.data), arrival.mtime, looked_at)
            self.present.setdefault(inner, []).append(shown)
        problems = problems or [Finding("archive-unpacked", details={"count": len(found)})]
        awaits = _LOCKED_ARCHIVE if _is_locked(problems) else _ARCHIVE
        self._note(sha256, arrival.size, arrival, Reading(findings=tuple(problems)), awaits)
        self.log.note_members(sha256, found)
        return sha256

    def _content(self, data: bytes, arrival: Arrival) -> str:
        sha256 = originals.keep(self.folder, data)
        if self._is_to_be_read(sha256):
            self._note(sha256, len(data), arrival, self.read(data))
        return sha256

    def read(self, data: bytes) -> Reading:
        """What a file holds, as far as the cycle knows its forms and the passwords open it."""
        return read_workbook(data, "", self.versions, self.passwords)

    def _is_to_be_read(self, sha256: str) -> bool:
        if sha256 not in self.readings:
            return True
        reader, awaits = self.readings[sha256]
        if awaits in (_PASSWORD, _LOCKED_ARCHIVE):
            return bool(self.passwords)
        return reader != READER or awaits not in ("", _ARCHIVE, self.known_forms)

    def is_kept(self, sha256: str) -> bool:
        """Whether the content itself is kept: of an archive, only the files in it are."""
        return self.readings[sha256][1] not in (_ARCHIVE, _LOCKED_ARCHIVE)

    def read_again(self) -> None:
        """Reads kept contents again that an earlier kpixl read, or that were waiting for something."""
        for sha256 in [each for each in self.readings if self._is_to_be_read(each)]:
            if not self.is_kept(sha256):
                continue
            try:
                data = originals.read(self.folder, sha256)
            except OSError:
                self.findings.append(Finding("original-damaged", details={"sha256": sha256}))
                continue
            self.opened += 1
            self.record(sha256, self.read(data), self.log.touched(sha256))

    def _note(
        self, sha256: str, size: int, arrival: Arrival, reading: Reading, awaits: str | None = None
    ) -> None:
        self.log.note_content(sha256, size, arrival.mtime / 1e9)
        self.record(sha256, reading, arrival.mtime / 1e9, awaits)

    def record(self, sha256: str, reading: Reading, touched: float, awaits: str | None = None) -> None:
        """Writes down what was read in a content, and what each form in it comes to."""
        saved = reading.saved if reading.saved is not None else touched
        sheets = {submission.sheet for submission in reading.submissions}
        whole = tuple(finding for finding in reading.findings if finding.place.sheet not in sheets)
        forms = [
            (submission, tuple(f for f in reading.findings if f.place.sheet == submission.sheet))
            for submission in reading.submissions
        ]
        awaits = self._awaits(reading) if awaits is None else awaits
        numbers = self.log.add_reading(sha256, READER, awaits, saved, whole, forms)
        for number, (submission, found) in zip(numbers, forms, strict=True):
            self.log.add_assessment(number, self.clerk.assess(submission, found, _of_file(whole), saved))
        self.readings[sha256] = (READER, awaits)

    def _awaits(self, reading: Reading) -> str:
        if _is_locked(reading.findings):
            return _PASSWORD
        known = self.versions.held.forms
        if all(submission.identity.fingerprint in known for submission in reading.submissions):
            return ""
        return self.known_forms

    def assess_again(self) -> None:
        """Assesses forms again on which something rests that has changed, such as the roster."""
        outdated = [
            form
            for form in self.log.forms()
            if form.basis != self.clerk.basis(form.appraisee, form.fingerprint)
        ]
        whole = {sha256: findings for sha256, _, _, findings in self.log.contents()} if outdated else {}
        for form in outdated:
            submission = self.log.submission(form.number, "")
            found = self.log.read_findings(form)
            said = self.clerk.assess(submission, found, _of_file(whole[form.sha256]), form.saved)
            self.log.add_assessment(form.number, said)


def _is_locked(findings: Iterable[Finding]) -> bool:
    return any(finding.code in LOCKED for finding in findings)


def _of_file(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that concern the whole file."""
    return tuple(finding for finding in findings if not finding.place.sheet)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
