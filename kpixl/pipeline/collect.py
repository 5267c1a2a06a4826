"""collect: whatever came back becomes results, with a finding for everything that is not as it should be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kpixl.assess.assess import Assessor
from kpixl.consolidate.merge import everybody
from kpixl.cycle import store
from kpixl.findings import Finding, Place, Severity
from kpixl.model.audience import form_for
from kpixl.model.result import Consolidation, Result, Status
from kpixl.model.roster import Appraisee
from kpixl.model.submission import Identity, Submission
from kpixl.pipeline.make import RESULTS, RETURNED
from kpixl.pipeline.prepare import Findings, Prepared, prepare_text
from kpixl.pipeline.returned import File, find_files
from kpixl.rules.given import given
from kpixl.workbook.book import make_press
from kpixl.workbook.plan import FormPlan
from kpixl.workbook.read import read_workbook

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A form that may count: its file, its submission, its result, and when it was saved (in seconds)."""

    file: File
    submission: Submission
    result: Result
    saved: float

    @property
    def standing(self) -> tuple[bool, float]:
        """Which of several forms of one person counts: an assessed one, then the one saved last."""
        return (self.result.status is Status.ASSESSED, self.saved)

    @property
    def place(self) -> Place:
        """The sheet that it is on."""
        return Place(self.submission.file, sheet=self.submission.sheet)


def collect(folder: Path, paths: Sequence[Path], progress: Progress) -> tuple[Consolidation | None, Findings]:
    """Reads, validates, recomputes and ranks. Writes nothing: see write_results."""
    try:
        held = store.load(folder)
    except store.NotACycle:
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)
    prepared, found = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
    if prepared is None:
        return None, found
    files, path_findings = find_files(folder / RETURNED, paths)
    if any(finding.code == "path-missing" for finding in path_findings):
        # A slip of the pen must not replace results by empty ones.
        return None, tuple(path_findings)
    desk = _Desk(prepared, held)
    for count, file in enumerate(files, 1):
        desk.take(file)
        progress(count, len(files))
    return desk.close(path_findings), ()


def results_folder(folder: Path) -> Path:
    """Where the results of a cycle are written."""
    return folder / RESULTS


class _Desk:
    """Where returned files are opened one by one. It keeps what each person has sent."""

    def __init__(self, prepared: Prepared, held: store.StoredCycle) -> None:
        self.prepared, self.held = prepared, held
        self.presses = {
            key: make_press(book, held.cycle, prepared.definition) for key, book in prepared.rulebooks.items()
        }
        self.assessors = {key: Assessor(book) for key, book in prepared.rulebooks.items()}
        handed_out = {handout.id for handout in held.handouts}
        self.people: dict[str, Appraisee] = {p.id: p for p in held.roster.appraisees if p.id in handed_out}
        self.names = {number: person.name for number, person in self.people.items()}
        self.files: list[File] = []
        self.by_content: dict[str, File] = {}
        self.arrived: dict[str, list[Arrived]] = {}

    def take(self, file: File) -> None:
        """Opens a file and assesses every form in it."""
        self.files.append(file)
        known = self.by_content.setdefault(file.sha256, file) if file.sha256 else file
        if known is not file:
            file.repeats = True
            file.findings.append(Finding("file-repeated", Place(file.shown), {"other": known.shown}))
            return
        reading = read_workbook(file.path, file.shown, self._plan, self.names)
        file.findings += reading.findings
        saved = reading.saved if reading.saved is not None else _touched(file.path)
        for submission in reading.submissions:
            file.sheets.add(submission.sheet)
            self._assess(file, submission, saved)

    def _plan(self, identity: Identity) -> FormPlan | None:
        press = self.presses.get(identity.form)
        return press.plan if press is not None and identity.fingerprint == press.fingerprint else None

    def _assess(self, file: File, submission: Submission, saved: float) -> None:
        problem = self._stranger(submission)
        if problem is not None:
            file.findings.append(problem)
            return
        identity = submission.identity
        file.people.append(identity.appraisee)
        if any(f.code in _DISOWNS and f.place.sheet == submission.sheet for f in file.findings):
            return
        person = self.people[identity.appraisee]
        press = self.presses[identity.form]
        fields = given(press.rulebook, person, press.cycle)
        result, findings = self.assessors[identity.form].assess(submission, person, fields)
        file.findings += findings
        result = replace(result, note=_note(result, findings))
        self.arrived.setdefault(person.id, []).append(Arrived(file, submission, result, saved))

    def _stranger(self, submission: Submission) -> Finding | None:
        """Why a form does not belong to this cycle, or None."""
        identity, place = submission.identity, Place(submission.file, sheet=submission.sheet)
        details = {"appraisee": identity.appraisee, "form": identity.form}
        press = self.presses.get(identity.form)
        if press is None or identity.fingerprint != press.fingerprint:
            return Finding("sheet-other-scheme", place, details)
        if identity.cycle != self.held.cycle.id:
            return Finding("sheet-other-cycle", place, details)
        person = self.people.get(identity.appraisee)
        if person is None:
            return Finding("person-unexpected", place, details)
        is_own = self._form_key(person) == identity.form
        return None if is_own else Finding("sheet-unknown-form", place, details)

    def close(self, path_findings: list[Finding]) -> Consolidation:
        """One form counts for each person; the rest is told."""
        results: dict[str, Result] = {}
        for person, forms in self.arrived.items():
            best, *others = sorted(forms, key=lambda form: form.standing, reverse=True)
            results[person] = best.result
            for other in others:
                _report_twice(best, other)
        people = [(person, self._form_key(person)) for person in self.people.values()]
        return Consolidation(
            scheme=self.prepared.scheme,
            cycle=self.held.cycle,
            results=everybody(people, results),
            files=tuple(file.verdict() for file in self.files),
            findings=(*path_findings, *self._missing(results)),
        )

    def _form_key(self, person: Appraisee) -> str:
        form = form_for(self.prepared.scheme, person, self.held.cycle.period.year)
        return form.key if form is not None else ""

    def _missing(self, results: dict[str, Result]) -> Iterator[Finding]:
        for person in self.people.values():
            if person.id not in results:
                yield Finding("person-missing", details={"appraisee": person.id, "name": person.name})


_DISOWNS = frozenset({"identity-marks-differ", "identity-cycles-differ", "identity-number-changed"})
"""Findings after which a form counts for nobody."""


def _touched(path: Path) -> float:
    """When the file was last written, for one that does not say so itself."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _report_twice(best: Arrived, other: Arrived) -> None:
    """Tells at the form that counts of the one that does not, and the other way round."""
    appraisee = best.result.appraisee.id
    other.file.idle.add(other.submission.sheet)
    chosen = {"appraisee": appraisee, "other": _name(best, other)}
    if _typed(best.submission) == _typed(other.submission):
        other.file.findings.append(Finding("person-twice-same", other.place, chosen))
        return
    other.file.findings.append(Finding("form-not-counted", other.place, chosen))
    why, why_en = _why(best, other)
    details = {"appraisee": appraisee, "other": _name(other, best), "why": why, "why_en": why_en}
    best.file.findings.append(Finding("person-twice", best.place, details))


def _name(form: Arrived, beside: Arrived) -> str:
    return str(form.place) if form.file is beside.file else form.file.shown


def _why(best: Arrived, other: Arrived) -> tuple[str, str]:
    if best.standing[0] != other.standing[0]:
        return "只有这份能算出结果", "only this one can be assessed"
    if best.saved > other.saved:
        return "保存得较晚", "it was saved later"
    return "保存时间相同，按名称排在前面", "saved at the same time, it comes first by name"


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
