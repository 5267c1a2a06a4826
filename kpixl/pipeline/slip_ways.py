"""How a slip is made: as a copy of what came back wherever that can be, else as forms printed anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from kpixl import __version__
from kpixl.cycle import originals
from kpixl.findings import Finding, Severity
from kpixl.model.received import Received, Returned
from kpixl.model.submission import CellValue, Submission
from kpixl.pipeline.intake import LOCKED
from kpixl.pipeline.slip_anew import Cannot, Printer, moved
from kpixl.pipeline.slip_choice import ALTERED, STANDING, Doubtful, is_strange, told_findings
from kpixl.pipeline.versions import Versions
from kpixl.sheets.opening import Unreadable, open_book
from kpixl.sheets.places import address
from kpixl.workbook.blueprint import Blueprint
from kpixl.workbook.printed import form_title
from kpixl.workbook.read import read_workbook
from kpixl.workbook.slip import Restoration, Slip, SlipProblem
from kpixl.workbook.slip_fresh import disguised, print_anew
from kpixl.workbook.slip_write import NotCopied, slip_bytes

FORMAT = 2
"""Goes up when a slip about the same problems is to look or read differently."""

_STRUCTURAL = frozenset(
    {"cell-lost", "rows-lost", "signature-wrong", "cells-found-by-keys", "cells-found-by-labels"}
)
"""What no copy can mend."""

_NEEDS_BLUEPRINT = ALTERED | {"rows-hidden"}
_STALE = frozenset({"shown-differs", "results-stale"})
_WHOSE = frozenset({"identity-number-changed", "identity-name-changed"})
"""Cells that only people can put right: nobody else knows who has typed the entries."""

_Respelt = Mapping[tuple[str, str], tuple[str, str]]
_AS_TYPED: _Respelt = {}

_MADE_ANEW = "这份是按填写的内容重新生成的表（原文件不便在原处标注），请在这份里改；签字要重新签。"


def _is_locked(original: bytes) -> bool:
    """Whether people need a password to open the file."""
    try:
        open_book(original)
    except Unreadable as problem:
        return problem.code in LOCKED
    return False


class SlipMaker:
    """Makes the slips of one cycle."""

    def __init__(self, folder: Path, versions: Versions) -> None:
        self.folder, self.versions = folder, versions
        self.printer = Printer(folder, versions)
        self.department = cache(self._department)

    def slip(self, doubtful: Doubtful) -> Slip:
        """What the slip of a file says."""
        forms = doubtful.forms
        problems = tuple(self._problem(form, finding) for form in forms for finding in told_findings(form))
        heading, contact = self._heading(forms), self._scheme_contact(forms[0])
        told = [__version__, FORMAT, doubtful.received.sha256, heading, contact, *map(asdict, problems)]
        key = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:24]
        is_stale = any(finding.code in _STALE for form in forms for finding in form.findings)
        return Slip(heading, contact, problems, is_stale=is_stale, key=key)

    def make(self, doubtful: Doubtful, slip: Slip) -> bytes:
        """The slip as a file. Raises Cannot."""
        try:
            original = originals.read(self.folder, doubtful.received.sha256)
        except OSError:
            raise Cannot("保存的原件读不出来", "the kept original cannot be read") from None
        if _is_locked(original):
            raise Cannot("它有打开密码，改正单上不会有", "it has a password, and the slip would have none")
        restore = self._restorations(doubtful)
        marked = replace(slip, restore=restore or {}, respelt=self._respelt(doubtful))
        try:
            if restore is None:
                return self._anew(doubtful, slip)
            return self._copy(original, doubtful, marked)
        except Cannot:
            if restore is None:
                return self._copy(original, doubtful, marked)
            return self._anew(doubtful, slip)

    def _department(self, appraisee: str) -> str:
        """The department to which a form goes back."""
        handouts = self.versions.handouts_of(appraisee)
        return handouts[0].department if handouts else ""

    def _heading(self, forms: Sequence[Returned]) -> str:
        version = self.versions.of(forms[0].submission.identity.fingerprint)
        assert version is not None
        departments = {self.department(form.appraisee) for form in forms}
        department = departments.pop() if len(departments) == 1 else ""
        if len(forms) == 1:
            return form_title(version.rulebook.form.title, version.cycle, department)
        title = f"{version.cycle.period.label}{version.rulebook.scheme.title}"
        return f"{department} {title}".strip()

    def _scheme_contact(self, form: Returned) -> str:
        version = self.versions.of(form.submission.identity.fingerprint)
        assert version is not None
        return version.rulebook.scheme.contact or "发表部门"

    def _problem(self, form: Returned, finding: Finding) -> SlipProblem:
        return SlipProblem(
            department=self.department(form.appraisee),
            person=f"{form.appraisee} {self.versions.name(form.appraisee)}".strip(),
            sheet=form.submission.sheet,
            cell=finding.place.cell,
            found=finding.message(),
            remedy=finding.remedy(),
            grave=finding.severity is Severity.ERROR,
            code=finding.code,
            free=_free(finding),
        )

    def _restorations(self, doubtful: Doubtful) -> dict[str, Restoration] | None:
        """What is put back in a copy, by sheet; None where a copy would not do."""
        found: dict[str, Restoration] = {}
        for form in doubtful.forms:
            codes = {finding.code for finding in form.findings}
            if codes & _STRUCTURAL:
                return None
            if codes & _NEEDS_BLUEPRINT:
                made = self._restoration(form.submission)
                if made is None:
                    return None
                found[form.submission.sheet] = made
        return found

    def _restoration(self, submission: Submission) -> Restoration | None:
        blueprint = self.versions.blueprint(submission.identity)
        printed = self.versions.printed(submission.identity)
        if blueprint is None or printed is None or not stands_as_made(submission, blueprint):
            return None
        return Restoration(blueprint, printed)

    def _copy(self, original: bytes, doubtful: Doubtful, slip: Slip) -> bytes:
        """A copy with marks. Raises Cannot where it would not be as good as the original."""
        try:
            data = slip_bytes(original, slip)
        except NotCopied:
            data = b""
        if not data or not self._reads_alike(data, doubtful.received, slip):
            raise Cannot("原文件不能照样复制", "the file cannot be copied faithfully")
        return data

    def _respelt(self, doubtful: Doubtful) -> dict[tuple[str, str], tuple[str, str]]:
        """What is written as it was seen, in the number format of the input, by sheet and cell."""
        found: dict[tuple[str, str], tuple[str, str]] = {}
        for submission in (form.submission for form in doubtful.forms):
            version = self.versions.of(submission.identity.fingerprint)
            assert version is not None
            for raw, respelt in disguised(submission, version.rulebook).items():
                found[submission.sheet, submission.entries[raw].cell] = respelt
        return found

    def _reads_alike(self, data: bytes, received: Received, slip: Slip) -> bool:
        """Whether the copy holds the same forms with the same entries for whoever collects it."""
        reading = read_workbook(data, "", self.versions)
        return _typed(reading.submissions) == _typed(
            (form.submission for form in received.forms), slip.respelt
        )

    def _anew(self, doubtful: Doubtful, slip: Slip) -> bytes:
        forms = [
            form for form in doubtful.received.forms if form.standing in STANDING and not is_strange(form)
        ]
        jobs = [self.printer.job(form) for form in forms]
        fresh = print_anew(jobs, slip.heading)
        sheets = dict(zip((form.submission.sheet for form in forms), fresh.sheets, strict=True))
        problems = tuple(
            moved(self._problem(form, finding), finding, form, job, sheets[form.submission.sheet])
            for form, job in zip(forms, jobs, strict=True)
            if form in doubtful.forms
            for finding in told_findings(form)
        )
        remarks = {
            (sheets[form.submission.sheet], cell): text
            for form, job in zip(forms, jobs, strict=True)
            for cell, text in self.printer.remarks(form, job)
        }
        notes = (*slip.notes, _MADE_ANEW)
        anew = replace(slip, problems=problems, remarks=remarks, notes=notes, is_stale=False)
        try:
            return slip_bytes(fresh.data, anew)
        except NotCopied as error:
            raise Cannot("重新生成的表打不开", "the form printed anew cannot be opened") from error


def _free(finding: Finding) -> tuple[str, ...]:
    """Cells that people have to change although they are locked."""
    if finding.code in _WHOSE:
        return (finding.place.cell,)
    return tuple(str(finding.details.get("cells", "")).split())


def stands_as_made(submission: Submission, blueprint: Blueprint) -> bool:
    """Whether every input and every result is where it was when the form was made."""
    where = {place.raw: address(place.row, place.column) for place in blueprint.inputs}
    shown = {name: address(*at) for name, at in blueprint.outputs.items()}
    found = {raw: cell.cell for raw, cell in submission.entries.items()}
    return found == where and {name: cell.cell for name, cell in submission.shown.items()} == shown


def _typed(submissions: Iterable[Submission], respelt: _Respelt = _AS_TYPED) -> dict[str, object]:
    def held(sheet: str, cell: CellValue) -> tuple[object, ...]:
        text, _ = respelt.get((sheet, cell.cell), (cell.raw, ""))
        return cell.cell, text, cell.error

    return {
        each.sheet: (each.identity, {raw: held(each.sheet, cell) for raw, cell in each.entries.items()})
        for each in submissions
    }
