"""collect: whatever came back becomes results, with a finding for everything that is not as it should be."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kpixl.assess.assess import Assessor
from kpixl.consolidate.merge import everybody
from kpixl.cycle import store
from kpixl.findings import Finding, Place, Severity
from kpixl.model.audience import form_for
from kpixl.model.result import Consolidation, FileVerdict, Result, Status, Verdict
from kpixl.model.roster import Appraisee
from kpixl.model.submission import Identity, Submission
from kpixl.pipeline.make import RESULTS, RETURNED
from kpixl.pipeline.prepare import Findings, Prepared, prepare_text
from kpixl.workbook.book import given_values, make_press
from kpixl.workbook.identity import fingerprint
from kpixl.workbook.plan import FormPlan
from kpixl.workbook.read import read_workbook

Progress = Callable[[int, int], None]

_NOT_RETURNS = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Arrived:
    """A form that may count: its submission, its result, what was found, and when its file was saved."""

    submission: Submission
    result: Result
    findings: tuple[Finding, ...]
    saved: float

    @property
    def standing(self) -> tuple[bool, float, str]:
        """Which of several forms of one person counts: an assessed one, then the one saved last."""
        return (self.result.status is Status.ASSESSED, self.saved, self.submission.file)


@dataclass(slots=True)
class _File:
    path: Path
    shown: str
    sha256: str
    findings: list[Finding] = field(default_factory=list)
    people: list[str] = field(default_factory=list)


def collect(folder: Path, paths: Sequence[Path], progress: Progress) -> tuple[Consolidation | None, Findings]:
    """Reads, validates, recomputes and ranks. Writes nothing: see write_results."""
    try:
        held = store.load(folder)
    except store.NotACycle:
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)
    prepared, found = prepare_text(held.definition, held.definition_file, held.roster)
    if prepared is None:
        return None, found
    files, path_findings = _files(folder, paths)
    desk = _Desk(prepared, held)
    for count, file in enumerate(files, 1):
        desk.take(file)
        progress(count, len(files))
    return desk.close(path_findings), ()


def results_folder(folder: Path) -> Path:
    """Where the results of a cycle are written."""
    return folder / RESULTS


def _files(folder: Path, paths: Sequence[Path]) -> tuple[list[_File], list[Finding]]:
    """Every file to be read, in an order that does not depend on the file system."""
    sources = list(paths) or [folder / RETURNED]
    findings: list[Finding] = []
    found: dict[Path, _File] = {}
    for source in sources:
        inside = list(_inside(source))
        if not source.exists() and paths:
            findings.append(Finding("path-missing", Place(str(source))))
        elif not inside:
            findings.append(Finding("folder-without-returns", Place(str(source))))
        for path in inside:
            shown = path.relative_to(source).as_posix() if source.is_dir() else path.name
            found.setdefault(path.resolve(), _File(path, shown, _digest(path)))
    return sorted(found.values(), key=lambda file: (file.shown, str(file.path))), findings


def _inside(source: Path) -> Iterator[Path]:
    if source.is_file():
        yield source
    elif source.is_dir():
        for path in sorted(source.rglob("*")):
            if (
                path.is_file()
                and not path.name.startswith((".", "~$"))
                and path.name.lower() not in _NOT_RETURNS
            ):
                yield path


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


class _Desk:
    """Where returned files are opened one by one. It keeps what each person has sent."""

    def __init__(self, prepared: Prepared, held: store.StoredCycle) -> None:
        self.prepared, self.held = prepared, held
        self.mark = fingerprint(prepared.definition)
        self.presses = {
            key: make_press(book, held.cycle, self.mark) for key, book in prepared.rulebooks.items()
        }
        self.assessors = {key: Assessor(book) for key, book in prepared.rulebooks.items()}
        handed_out = {handout.id for handout in held.handouts}
        self.people: dict[str, Appraisee] = {p.id: p for p in held.roster.appraisees if p.id in handed_out}
        self.files: list[_File] = []
        self.by_content: dict[str, _File] = {}
        self.arrived: dict[str, list[Arrived]] = {}

    def take(self, file: _File) -> None:
        """Opens a file and assesses every form in it."""
        self.files.append(file)
        known = self.by_content.setdefault(file.sha256, file)
        if known is not file:
            file.findings.append(Finding("file-repeated", Place(file.shown), {"other": known.shown}))
            return
        reading = read_workbook(file.path, file.shown, self._plan)
        file.findings += reading.findings
        for submission in reading.submissions:
            self._assess(file, submission)

    def _plan(self, identity: Identity) -> FormPlan | None:
        press = self.presses.get(identity.form)
        return press.plan if press is not None and identity.cycle == self.held.cycle.id else None

    def _assess(self, file: _File, submission: Submission) -> None:
        problem = self._stranger(submission)
        if problem is not None:
            file.findings.append(problem)
            return
        identity = submission.identity
        file.people.append(identity.appraisee)
        person = self.people[identity.appraisee]
        fields = given_values(self.presses[identity.form], person, {})
        result, findings = self.assessors[identity.form].assess(submission, person, fields)
        file.findings += findings
        if any(
            finding.code in _DISOWNS for finding in file.findings if finding.place.sheet == submission.sheet
        ):
            return
        result = replace(result, note=_note(result, findings))
        arrived = Arrived(submission, result, findings, file.path.stat().st_mtime)
        self.arrived.setdefault(person.id, []).append(arrived)

    def _stranger(self, submission: Submission) -> Finding | None:
        """Why a form does not belong to this cycle, or None."""
        identity, place = submission.identity, Place(submission.file, sheet=submission.sheet)
        details = {"appraisee": identity.appraisee, "form": identity.form}
        if identity.cycle != self.held.cycle.id:
            return Finding("sheet-other-cycle", place, details)
        if identity.form not in self.presses:
            return Finding("sheet-unknown-form", place, details)
        person = self.people.get(identity.appraisee)
        if person is None:
            return Finding("person-unexpected", place, details)
        form = form_for(self.prepared.scheme, person)
        return (
            None
            if form is not None and form.key == identity.form
            else Finding("sheet-unknown-form", place, details)
        )

    def close(self, path_findings: list[Finding]) -> Consolidation:
        """One form counts for each person; the rest is told."""
        results: dict[str, Result] = {}
        for person, forms in self.arrived.items():
            best, *others = sorted(forms, key=lambda form: form.standing, reverse=True)
            results[person] = best.result
            for other in others:
                self._report_twice(best, other)
        people = [(person, self._form_key(person)) for person in self.people.values()]
        return Consolidation(
            scheme=self.prepared.scheme,
            cycle=self.held.cycle,
            results=everybody(people, results),
            files=tuple(_verdict(file) for file in self.files),
            findings=(*path_findings, *self._missing(results)),
        )

    def _form_key(self, person: Appraisee) -> str:
        form = form_for(self.prepared.scheme, person)
        return form.key if form is not None else ""

    def _report_twice(self, best: Arrived, other: Arrived) -> None:
        same = _typed(best.submission) == _typed(other.submission)
        place = Place(best.submission.file, sheet=best.submission.sheet)
        details = {"appraisee": best.result.appraisee.id, "other": other.submission.file}
        finding = Finding("person-twice-same" if same else "person-twice", place, details)
        next(file for file in self.files if file.shown == best.submission.file).findings.append(finding)

    def _missing(self, results: dict[str, Result]) -> Iterator[Finding]:
        for person in self.people.values():
            if person.id not in results:
                yield Finding("person-missing", details={"appraisee": person.id, "name": person.name})


_DISOWNS = frozenset({"identity-marks-differ", "identity-number-changed"})
"""Findings after which a form counts for nobody."""


def _typed(submission: Submission) -> dict[str, object]:
    return {name: cell.raw for name, cell in submission.entries.items()}


def _note(result: Result, findings: Sequence[Finding]) -> str:
    """Why somebody has no result yet: ○ 还有 2 项未填，▲ 1 项有误."""
    if result.status is Status.ASSESSED:
        return ""
    blank = sum(finding.code == "entry-blank" for finding in findings)
    wrong = sum(finding.severity is Severity.ERROR for finding in findings) - blank
    parts = [f"○ 还有 {blank} 项未填"] if blank else []
    return "，".join([*parts, f"▲ {wrong} 项有误"] if wrong else parts)


def _verdict(file: _File) -> FileVerdict:
    severities = {finding.severity for finding in file.findings}
    codes = {finding.code for finding in file.findings}
    faulty = {f.place.sheet for f in file.findings if f.severity is Severity.ERROR}
    if codes == {"file-repeated"}:
        verdict = Verdict.IGNORED
    elif Severity.ERROR in severities and ("" in faulty or len(faulty) >= len(file.people)):
        verdict = Verdict.REFUSED
    elif severities & {Severity.ERROR, Severity.WARNING}:
        verdict = Verdict.WARNED
    else:
        verdict = Verdict.ACCEPTED
    return FileVerdict(file.shown, file.sha256, verdict, tuple(file.people), tuple(file.findings))
