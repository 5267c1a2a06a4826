"""Everything that a cycle has received, read and assessed anew from the kept originals, in memory."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from kpixl.cycle import originals
from kpixl.cycle.codec import findings_text, result_of
from kpixl.cycle.decisions import voids
from kpixl.cycle.received import FormRow, ReceivedLog
from kpixl.cycle.store import StoredCycle
from kpixl.findings import Finding, Place
from kpixl.model.scheme import Rounding
from kpixl.model.verification import Difference, Recomputed
from kpixl.pipeline.books import Progress
from kpixl.pipeline.clerk import Clerk
from kpixl.pipeline.differences import Json, differences
from kpixl.pipeline.intake import LOCKED, Intake
from kpixl.pipeline.versions import Versions
from kpixl.report.export import result_json

_TOO_LARGE = "file-too-large"


def recompute(
    db: sqlite3.Connection,
    versions: Versions,
    rounding: Rounding,
    strict: bool,
    passwords: Sequence[str],
    progress: Progress,
    goes_on: bool = False,
) -> Recomputed:
    """Reads every original anew into `db`, a copy of the record, and compares with what stood there.

    While the record `goes_on`, forms that rest on something else by now wait to be collected again.
    """
    log, folder = ReceivedLog(db), versions.folder
    intake = Intake(folder, log, versions, Clerk(versions, strict, voids(db)), passwords)
    comparer = _Comparer(log, versions.held, rounding)
    before = comparer.contents()
    found = Recomputed()
    unread: set[str] = set()
    for number, sha256 in enumerate(before, 1):
        if comparer.is_kept(sha256, intake):
            found.originals += 1
            if not _read_anew(folder, sha256, intake, comparer, found):
                unread.add(sha256)
        progress(number, len(before))
    after = comparer.contents()
    for sha256, content in before.items():
        waiting = _waiting(content, after[sha256]) if goes_on else frozenset()
        left_out = len(content.forms) if sha256 in unread else len(waiting)
        found.forms += len(content.forms) - left_out
        found.left_out += left_out
        told = list(comparer.compare(sha256, content, after[sha256], waiting))
        found.different += len(told)
        found.findings += told
    return found


def _read_anew(folder: Path, sha256: str, intake: Intake, comparer: _Comparer, found: Recomputed) -> bool:
    """Whether the original could be read."""
    place = Place(comparer.name(sha256))
    path = originals.path_of(folder, sha256)
    kept = {"place": path.relative_to(folder).as_posix()}
    try:
        data = originals.read(folder, sha256)
    except OSError:
        is_there = path.is_file()
        (found.changed if is_there else found.missing).append(sha256)
        code = "verify-original-changed" if is_there else "verify-original-missing"
        found.findings.append(Finding(code, place, kept))
        return False
    reading = intake.read(data)
    if any(finding.code in LOCKED for finding in reading.findings) and comparer.was_open(sha256):
        found.findings.append(Finding("verify-original-locked", place))
        return False
    intake.record(sha256, reading, comparer.log.touched(sha256))
    return True


@dataclass(frozen=True, slots=True)
class _Content:
    """What the record says of one content."""

    findings: str
    forms: tuple[FormRow, ...]


def _waiting(before: _Content, after: _Content) -> Set[int]:
    """Which forms of a content rest on something else by now, by their numbers."""
    pairs = zip(before.forms, after.forms, strict=False)
    return frozenset(old.number for old, new in pairs if old.basis != new.basis)


class _Comparer:
    """What was said of each content, beside what is said of it anew."""

    def __init__(self, log: ReceivedLog, held: StoredCycle, rounding: Rounding) -> None:
        self.log, self.rounding = log, rounding
        self.people = held.roster.by_id()
        self.names = {sha256: places[0][1] for sha256, places in log.sightings().items()}
        self.stored = self.contents()

    def contents(self) -> dict[str, _Content]:
        """The last that was said of every content."""
        forms: defaultdict[str, list[FormRow]] = defaultdict(list)
        for form in self.log.forms():
            forms[form.sha256].append(form)
        rows = self.log.contents()
        return {sha: _Content(findings_text(whole), tuple(forms[sha])) for sha, _, _, whole in rows}

    def name(self, sha256: str) -> str:
        """What people call a content."""
        return self.names.get(sha256, sha256)

    def is_kept(self, sha256: str, intake: Intake) -> bool:
        """Whether there is an original: none is kept of an archive, nor of a file beyond all measure."""
        return intake.is_kept(sha256) and _TOO_LARGE not in self.stored[sha256].findings

    def was_open(self, sha256: str) -> bool:
        """Whether the content could be opened when it was collected."""
        return not any(code in self.stored[sha256].findings for code in LOCKED)

    def compare(self, sha256: str, before: _Content, after: _Content, waiting: Set[int]) -> Iterator[Finding]:
        """A finding for each form that comes to something else, or for the file when its forms differ.

        Nothing is said of forms that are `waiting`.
        """
        keys = [(form.appraisee, form.sheet) for form in before.forms]
        if keys != [(form.appraisee, form.sheet) for form in after.forms]:
            texts = ("、".join(appraisee for appraisee, _ in keys), _people(after))
            yield self._finding(sha256, "", [Difference("forms", *texts)])
            return
        if before.findings != after.findings:
            codes = _codes(before.findings), _codes(after.findings)
            yield self._finding(sha256, "", list(differences(*codes, "findings")))
        for old, new in zip(before.forms, after.forms, strict=True):
            told = list(differences(self._facts(old), self._facts(new)))
            if told and old.number not in waiting:
                yield self._finding(sha256, old.sheet, told)

    def _finding(self, sha256: str, sheet: str, told: Sequence[Difference]) -> Finding:
        first = told[0] if told else Difference("findings", "…", "…")
        details = {"count": max(len(told), 1), "path": first.path}
        values = {"before": first.before, "after": first.after}
        place = Place(self.name(sha256), sheet=sheet)
        return Finding("verify-assessment-differs", place, {**details, **values})

    def _facts(self, form: FormRow) -> Mapping[str, Json]:
        """Whatever was read in a form and is said of it, the result first and as people know it."""
        submission, text = self.log.submission_text(form.number), self.log.result(form.number)
        person = self.people.get(form.appraisee)
        result: Json = json.loads(text) if text else None
        if text and person is not None:
            result = result_json(result_of(text, person, ""), self.rounding)
        return {
            "result": result,
            "exact": text,
            "status": form.status,
            "counts": form.owned,
            "read": json.loads(submission),
            "findings": json.loads(form.findings),
            "reading": json.loads(self.log.read_findings_text(form.number)),
            "form": form.fingerprint,
            "typed": form.typed,
        }


def _people(content: _Content) -> str:
    return "、".join(form.appraisee for form in content.forms)


def _codes(findings: str) -> Json:
    codes: Json = [finding[0] for finding in json.loads(findings)]
    return codes
