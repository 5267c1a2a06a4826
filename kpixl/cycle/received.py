"""Everything that a cycle has ever received: contents, where they were seen, what was read and assessed.

A content is known by its SHA-256. What is said of it may be said again (read by a later kpixl, assessed
after a change of the roster); the last word counts and the earlier ones stay.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from sys import intern

from kpixl import __version__
from kpixl.cycle.codec import findings_of, findings_text, result_text, submission_of, submission_text
from kpixl.cycle.digests import digest_of, now, who
from kpixl.findings import Finding
from kpixl.model.result import Result
from kpixl.model.submission import Submission

WITHDRAW, RESTORE = "withdraw", "restore"
"""Decisions about a content."""

_LAST_READINGS = "SELECT MAX(n) FROM reading GROUP BY sha256"

RACY = 2.0
"""Seconds: a file that was changed so shortly before it was looked at may have changed again since."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One returned form, as far as choosing needs it. `typed` tells equal entries from different ones."""

    sha256: str
    number: int
    appraisee: str
    fingerprint: str
    sheet: str
    typed: str
    saved: float
    basis: str = ""
    owned: bool = False
    status: str = ""
    findings: str = "[]"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one form: whether it is somebody's, its result if it is, what was found."""

    basis: str
    owned: bool
    result: Result | None
    findings: tuple[Finding, ...]


class ReceivedLog:
    """The record of what came in, over an open database."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def content_at(self, path: str, size: int, mtime: int) -> str:
        """The SHA-256 of the file at a place if it was seen there exactly so, else ""."""
        query = """SELECT sha256 FROM sighting WHERE path = ? AND size = ? AND mtime = ? AND at > ?
            ORDER BY at DESC"""
        row = self.db.execute(query, (path, size, mtime, mtime / 1e9 + RACY)).fetchone()
        return str(row[0]) if row else ""

    def note_sighting(self, path: str, shown: str, sha256: str, size: int, mtime: int, at: float) -> None:
        """Notes that a content was seen at a place, at a moment in seconds since 1970."""
        self.db.execute(
            "INSERT OR REPLACE INTO sighting VALUES (?,?,?,?,?,?)", (path, shown, sha256, size, mtime, at)
        )

    def note_content(self, sha256: str, size: int, touched: float) -> None:
        """Notes a content when it comes for the first time."""
        self.db.execute("INSERT OR IGNORE INTO received VALUES (?,?,?,?)", (sha256, now(), size, touched))

    def note_members(self, container: str, members: Mapping[str, str]) -> None:
        """Notes which contents an archive holds, by their names in it."""
        rows = ((container, name, sha256) for name, sha256 in members.items())
        self.db.executemany("INSERT OR REPLACE INTO member VALUES (?,?,?)", rows)

    def members(self, container: str) -> list[tuple[str, str]]:
        """The names and contents in an archive that was unpacked before."""
        query = "SELECT name, sha256 FROM member WHERE container = ? ORDER BY name"
        return self.db.execute(query, (container,)).fetchall()

    def readings(self) -> dict[str, tuple[int, str]]:
        """By content, which reader read it last, and what might make another reading worth while."""
        query = f"SELECT sha256, reader, awaits FROM reading WHERE n IN ({_LAST_READINGS})"
        return {sha256: (reader, awaits) for sha256, reader, awaits in self.db.execute(query)}

    def add_reading(
        self,
        sha256: str,
        reader: int,
        awaits: str,
        saved: float,
        findings: Iterable[Finding],
        forms: Iterable[tuple[Submission, tuple[Finding, ...]]],
    ) -> list[int]:
        """Adds what was read in a content: findings of the whole file, and each form with its own.

        Gives the numbers of the forms.
        """
        row = (sha256, now(), __version__, reader, awaits, saved, findings_text(tuple(findings)))
        columns = "sha256, at, version, reader, awaits, saved, findings"
        reading = self.db.execute(f"INSERT INTO reading ({columns}) VALUES (?,?,?,?,?,?,?)", row).lastrowid
        return [self._add_form(reading, submission, own) for submission, own in forms]

    def _add_form(self, reading: int | None, submission: Submission, findings: tuple[Finding, ...]) -> int:
        identity = submission.identity
        entries = {name: (str(c.raw), c.error) for name, c in sorted(submission.entries.items())}
        columns = "reading, appraisee, fingerprint, sheet, typed, submission, findings"
        row = (
            reading,
            identity.appraisee,
            identity.fingerprint,
            submission.sheet,
            digest_of(entries),
            submission_text(submission),
            findings_text(findings),
        )
        number = self.db.execute(f"INSERT INTO returned ({columns}) VALUES (?,?,?,?,?,?,?)", row).lastrowid
        assert number is not None
        return number

    def add_assessment(self, form: int, said: Said) -> None:
        """Adds what was said of a form."""
        status = str(said.result.status) if said.result else ""
        text = result_text(said.result) if said.result else ""
        columns = "returned, basis, at, version, owned, status, result, findings"
        row = (form, said.basis, now(), __version__, said.owned, status, text, findings_text(said.findings))
        self.db.execute(f"INSERT INTO assessment ({columns}) VALUES (?,?,?,?,?,?,?,?)", row)

    def forms(self) -> Iterator[FormRow]:
        """Every form in the last reading of every content, with what was said of it last."""
        query = f"""SELECT r.sha256, f.n, f.appraisee, f.fingerprint, f.sheet, f.typed, r.saved,
                a.basis, a.owned, a.status, a.findings
            FROM reading r JOIN returned f ON f.reading = r.n LEFT JOIN assessment a
                ON a.n = (SELECT MAX(n) FROM assessment WHERE returned = f.n)
            WHERE r.n IN ({_LAST_READINGS}) ORDER BY r.sha256, f.n"""
        for sha256, number, own, fingerprint, sheet, typed, saved, *said in self.db.execute(query):
            # Thousands of forms have the same fingerprint, and say the same.
            form = FormRow(sha256, number, own, intern(fingerprint), intern(sheet), typed, saved)
            basis, owned, status, findings = said
            if basis is not None:
                status, findings = intern(status), intern(findings)
                form = replace(form, basis=basis, owned=bool(owned), status=status, findings=findings)
            yield form

    def contents(self) -> Iterator[tuple[str, str, float, tuple[Finding, ...]]]:
        """Every content: its SHA-256, when it came first, when it was touched, what is wrong with it."""
        query = """SELECT c.sha256, c.first_at, c.touched, r.findings FROM received c LEFT JOIN reading r
            ON r.n = (SELECT MAX(n) FROM reading WHERE sha256 = c.sha256) ORDER BY c.first_at, c.sha256"""
        for sha256, first_at, touched, findings in self.db.execute(query):
            yield sha256, first_at, touched, findings_of(findings) if findings else ()

    def latest(self) -> dict[str, str]:
        """By place, the content that was seen there last."""
        return dict(self.db.execute("SELECT path, sha256 FROM sighting ORDER BY at"))

    def touched(self, sha256: str) -> float:
        """When a content was last written before it came, as far as its file system knew."""
        row = self.db.execute("SELECT touched FROM received WHERE sha256 = ?", (sha256,)).fetchone()
        return float(row[0])

    def read_findings(self, form: FormRow) -> tuple[Finding, ...]:
        """What was found in the sheet of a form when it was read."""
        return findings_of(self.read_findings_text(form.number))

    def read_findings_text(self, form: int) -> str:
        """The same as it is kept."""
        (text,) = self.db.execute("SELECT findings FROM returned WHERE n = ?", (form,)).fetchone()
        return str(text)

    def sightings(self) -> dict[str, list[tuple[str, str]]]:
        """By content, the places where it was ever seen, each with the name for people."""
        found: dict[str, list[tuple[str, str]]] = {}
        for sha256, path, shown in self.db.execute(
            "SELECT sha256, path, shown FROM sighting ORDER BY shown, path"
        ):
            found.setdefault(sha256, []).append((path, shown))
        return found

    def submission(self, form: int, file: str) -> Submission:
        """What was read in a form."""
        return submission_of(self.submission_text(form), file)

    def submission_text(self, form: int) -> str:
        """The same as it is kept."""
        (text,) = self.db.execute("SELECT submission FROM returned WHERE n = ?", (form,)).fetchone()
        return str(text)

    def result(self, form: int) -> str:
        """The text of the last result of a form, "" when it has none."""
        query = "SELECT result FROM assessment WHERE returned = ? ORDER BY n DESC LIMIT 1"
        row = self.db.execute(query, (form,)).fetchone()
        return str(row[0]) if row else ""

    def add_event(self, what: str, subject: str, reason: str) -> None:
        """Adds what somebody has decided."""
        columns = "at, who, what, subject, reason"
        self.db.execute(
            f"INSERT INTO event ({columns}) VALUES (?,?,?,?,?)", (now(), who(), what, subject, reason)
        )

    def withdrawn(self) -> dict[str, str]:
        """The contents that somebody took back, each with the reason; what was restored is not among them."""
        query = "SELECT subject, what, reason FROM event WHERE what IN (?, ?) ORDER BY n"
        last = {
            subject: (what, reason) for subject, what, reason in self.db.execute(query, (WITHDRAW, RESTORE))
        }
        return {subject: reason for subject, (what, reason) in last.items() if what == WITHDRAW}
