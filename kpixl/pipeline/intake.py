"""Takes files in: keeps each content once, reads and assesses it once, and notes where it was seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from kpixl.cycle import originals
from kpixl.cycle.digests import digest_of
from kpixl.cycle.received import FormRow, ReceivedLog, Said
from kpixl.files import digest_of_file
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
"""An archive of files, or a file beyond all measure, is not kept: it is opened again only where it lies."""

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
        self._passwords = passwords
        self._tried: set[str] = set()
        self.known_forms = _FORMS + digest_of(sorted(versions.held.forms))
        self.readings = log.readings()
        self.present: dict[str, list[str]] = {}
        self.findings: list[Finding] = []
        self.unreadable: list[FileVerdict] = []
        self.opened = 0

    def take(self, arrival: Arrival) -> None:
        """Takes one file in. A content that is known is not opened again."""
        sha256 = self.log.content_at(arrival.place, arrival.size, arrival.mtime)
        if sha256 and not self._is_to_be_read(sha256) and self._is_safe(sha256):
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

    def _is_safe(self, sha256: str) -> bool:
        """Whether the content is still kept, where it should be."""
        return not self.is_kept(sha256) or originals.path_of(self.folder, sha256).is_file()

    def _seen(self, arrival: Arrival, sha256: str) -> None:
        self.present.setdefault(sha256, []).append(arrival.shown)

    def _open(self, arrival: Arrival, looked_at: float) -> str:
        self.opened += 1
        if is_container(arrival.path):
            return self._unpack(arrival, looked_at)
        if arrival.size > MAX_FILE:
            sha256 = digest_of_file(arrival.path)
            reading = Reading(findings=(Finding("file-too-large"),))
            self._note(sha256, arrival.size, arrival, reading, _ARCHIVE)
            return sha256
        return self._content(arrival.path.read_bytes(), arrival)

    def _unpack(self, arrival: Arrival, looked_at: float) -> str:
        """An archive of files: each of them is taken in; the archive itself is only noted."""
        sha256 = digest_of_file(arrival.path)
        found: dict[str, str] = {}
        problems: list[Finding] = []
        for part in members(arrival.path, self._passwords):
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
        self._tried.add(sha256)
        self._note(sha256, arrival.size, arrival, Reading(findings=tuple(problems)), awaits)
        self.log.note_members(sha256, found)
        return sha256

    def _content(self, data: bytes, arrival: Arrival) -> str:
        sha256 = originals.keep(self.folder, data)
        if self._is_to_be_read(sha256) and (reading := self._read_anew(sha256, data)) is not None:
            self._note(sha256, len(data), arrival, reading)
        return sha256

    def read(self, data: bytes) -> Reading:
        """What a file holds, as far as the cycle knows its forms and the passwords open it."""
        return read_workbook(data, "", self.versions, self._passwords, self.versions.zone)

    def _read_anew(self, sha256: str, data: bytes) -> Reading | None:
        """What a content holds now; None where that is no more than was known before it was locked again."""
        reading = self.read(data)
        self._tried.add(sha256)
        is_known = sha256 in self.readings
        return None if is_known and _is_locked(reading.findings) else reading

    def _is_to_be_read(self, sha256: str) -> bool:
        if sha256 not in self.readings:
            return True
        reader, awaits = self.readings[sha256]
        if awaits in (_PASSWORD, _LOCKED_ARCHIVE):
            return bool(self._passwords) and sha256 not in self._tried
        return reader != READER or awaits not in ("", _ARCHIVE, self.known_forms)

    def is_kept(self, sha256: str) -> bool:
        """Whether the content itself is kept: of an archive, only the files in it are."""
        return self.readings[sha256][1] not in (_ARCHIVE, _LOCKED_ARCHIVE)

    def outdated_contents(self) -> list[Callable[[], None]]:
        """Reads again what an earlier kpixl read, or what waited for something: a step for each content."""
        again = [each for each in self.readings if self.is_kept(each) and self._is_to_be_read(each)]
        lost = [each for each in self.readings if not self._is_safe(each) and each not in again]
        self.findings += [Finding("original-damaged", details={"sha256": each}) for each in lost]
        return [partial(self._read_again, sha256) for sha256 in again]

    def _read_again(self, sha256: str) -> None:
        try:
            data = originals.read(self.folder, sha256)
        except OSError:
            self.findings.append(Finding("original-damaged", details={"sha256": sha256}))
            return
        self.opened += 1
        if (reading := self._read_anew(sha256, data)) is not None:
            self.record(sha256, reading, self.log.touched(sha256))

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

    def outdated_forms(self) -> list[Callable[[], None]]:
        """Assesses again what rests on something that changed, such as the roster: a step for each form."""
        outdated = [
            form
            for form in self.log.forms()
            if form.basis != self.clerk.basis(form.appraisee, form.fingerprint)
        ]
        whole = {sha256: findings for sha256, _, _, findings in self.log.contents()} if outdated else {}
        return [partial(self._assess_again, form, whole[form.sha256]) for form in outdated]

    def _assess_again(self, form: FormRow, whole: Sequence[Finding]) -> None:
        self.log.add_assessment(form.number, assessed(self.log, self.clerk, form, whole))


def assessed(log: ReceivedLog, clerk: Clerk, form: FormRow, whole: Iterable[Finding]) -> Said:
    """What a clerk says of a form that was read before; `whole` was found in all of its file."""
    submission, found = log.submission(form.number, ""), log.read_findings(form)
    return clerk.assess(submission, found, _of_file(whole), form.saved)


def _is_locked(findings: Iterable[Finding]) -> bool:
    return any(finding.code in LOCKED for finding in findings)


def _of_file(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that concern the whole file."""
    return tuple(finding for finding in findings if not finding.place.sheet)
