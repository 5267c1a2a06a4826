"""A returned workbook to submissions: whose sheets these are, what people typed, what was shown."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kpixl.findings import Finding, Place
from kpixl.model.roster import ID, NAME
from kpixl.model.submission import Identity, Submission
from kpixl.safety.archive import MAX_FILE, Hazard, UnsafeArchive, check_archive
from kpixl.sheets.package import Package
from kpixl.sheets.workbook import Sheet, Workbook
from kpixl.workbook.identity import METADATA_SHEET
from kpixl.workbook.locate import OwnNames, locate, names_by_sheet
from kpixl.workbook.marks import (
    SheetMarks,
    as_text,
    listed_marks,
    lone_mark,
    majority,
    marks_of,
    same_name,
    same_number,
    seen_field,
)
from kpixl.workbook.plan import FormPlan
from kpixl.workbook.sheet_cells import SheetCells

PlanOf = Callable[[Identity], FormPlan | None]
"""The plan by which a form was made, or None when the cycle does not know it."""

_BY_HAZARD = {
    Hazard.DAMAGED: "file-damaged",
    Hazard.LOCKED: "file-encrypted",
    Hazard.TOO_LARGE: "file-too-large",
    Hazard.ENTITIES: "file-with-entities",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED, _OLD_BOOKS = "EncryptedPackage", ("Workbook", "Book")
"""Names of streams in the container that old and encrypted files are."""
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one file, and when it says that it was last saved (in seconds, if it does)."""

    submissions: tuple[Submission, ...] = ()
    findings: tuple[Finding, ...] = ()
    saved: float | None = None


def read_workbook(
    path: Path, shown_as: str, plan_of: PlanOf, names: Mapping[str, str] | None = None
) -> Reading:
    """Reads every form in a workbook. `shown_as` names the file in findings.

    `names` are the appraisees' names by their number, to be compared with those on the forms.
    """
    problem = _foreign(path) or _hazard(path)
    if not problem:
        try:
            with zipfile.ZipFile(path) as archive:
                return _read(Package(archive), shown_as, plan_of, names or {})
        except UnsafeArchive as unsafe:
            problem = (_BY_HAZARD[unsafe.hazard], "")
        except zipfile.BadZipFile:
            problem = ("file-damaged", "")
        except OSError:
            problem = ("file-unreadable", "")
    code, kind = problem
    return Reading(findings=(Finding(code, Place(shown_as), {"kind": kind}),))


Problem = tuple[str, str]
"""The code of a finding, and the kind of file that it names."""


def _foreign(path: Path) -> Problem | None:
    """What keeps a file that is no archive from being read."""
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
            if head == _OLE:
                return _ole(stream.read(MAX_FILE))
    except OSError:
        return "file-unreadable", ""
    if not head:
        return "file-empty", ""
    if head.startswith(_ARCHIVES):
        return "file-archive", ""
    return None if head.startswith(b"PK") else ("file-not-a-workbook", "")


def _ole(data: bytes) -> Problem:
    """The container of old workbooks also holds encrypted new ones, letters, mails and more."""
    if _ENCRYPTED.encode("utf-16-le") in data:
        return "file-encrypted", ""
    if any(name.encode("utf-16-le") + b"\0\0" in data for name in _OLD_BOOKS):
        return "file-other-format", ".xls"
    return "file-not-a-workbook", ""


def _hazard(path: Path) -> Problem | None:
    try:
        hazard = check_archive(path)
    except OSError:
        return "file-unreadable", ""
    return (_BY_HAZARD[hazard], "") if hazard else None


def _read(package: Package, shown_as: str, plan_of: PlanOf, names: Mapping[str, str]) -> Reading:
    match package.kind:
        case ".zip":
            return Reading(findings=(Finding("file-archive", Place(shown_as)),))
        case ".ods" | ".xlsb" as kind:
            return Reading(findings=(Finding("file-other-format", Place(shown_as), {"kind": kind}),))
    book = Workbook(package)
    if not book.has_sheets:
        return Reading(findings=(Finding("file-not-a-workbook", Place(shown_as)),))
    return _Reader(book, shown_as, plan_of, names).read()


class _Reader:
    """Reads the forms of one workbook."""

    def __init__(self, book: Workbook, shown_as: str, plan_of: PlanOf, people: Mapping[str, str]) -> None:
        self.book, self.file, self.plan_of, self.people = book, shown_as, plan_of, people
        self.findings: list[Finding] = []
        self.names = names_by_sheet(book.names)

    def read(self) -> Reading:
        listed = listed_marks(self.book)
        forms = []
        for sheet in self.book.sheets:
            if sheet.name != METADATA_SHEET:
                cells = SheetCells(self.book, sheet)
                marks = marks_of(sheet.name, cells, listed)
                if marks.inside or marks.listed or sheet.name in self.names:
                    forms.append((sheet, cells, marks))
        # A workbook into which several forms were moved keeps the properties of one of them.
        lone = lone_mark(self.book) if len(forms) == 1 else None
        read = [self._form(sheet, cells, marks, lone) for sheet, cells, marks in forms]
        if not forms:
            self.findings.append(Finding("file-unrelated", Place(self.file)))
        submissions = tuple(submission for submission in read if submission is not None)
        return Reading(submissions, tuple(self.findings), self.book.saved)

    def _report(self, code: str, sheet: Sheet, cell: str = "", **details: object) -> None:
        self.findings.append(Finding(code, Place(self.file, sheet=sheet.name, cell=cell), details))

    def _form(
        self, sheet: Sheet, cells: SheetCells, marks: SheetMarks, lone: Identity | None
    ) -> Submission | None:
        stated = [mark for mark in (*marks.inside, marks.listed, lone) if mark is not None]
        identity = majority(stated)
        if identity is None:
            self._report("identity-lost", sheet)
            return None
        self._check_marks(sheet, stated)
        plan = self.plan_of(identity)
        if plan is None:
            return Submission(self.file, sheet.name, identity)
        self._check_person(sheet, cells, plan, identity.appraisee)
        return self._submission(sheet, cells, plan, identity, marks)

    def _check_marks(self, sheet: Sheet, stated: list[Identity]) -> None:
        people = sorted({mark.appraisee for mark in stated})
        if len(people) > 1:
            self._report("identity-marks-differ", sheet, people="、".join(people))
        elif len(set(stated)) > 1:
            self._report("identity-cycles-differ", sheet)

    def _check_person(self, sheet: Sheet, cells: SheetCells, plan: FormPlan, appraisee: str) -> None:
        """The number that people see must be the one that the form was made for, and so should the name."""
        number, name = seen_field(ID, cells, plan), seen_field(NAME, cells, plan)
        known = self.people.get(appraisee, "")
        if number is not None and not same_number(number, appraisee):
            details = {"seen": as_text(number), "made": appraisee}
            self._report("identity-number-changed", sheet, number.cell, **details)
        elif known and name is not None and not same_name(name, known):
            details = {"seen": as_text(name), "name": known, "appraisee": appraisee}
            self._report("identity-name-changed", sheet, name.cell, **details)

    def _submission(
        self, sheet: Sheet, cells: SheetCells, plan: FormPlan, identity: Identity, marks: SheetMarks
    ) -> Submission:
        names = self.names.get(sheet.name, OwnNames())
        located = locate(cells, plan, names, marks.at)
        if located.by_keys:
            self._report("cells-found-by-keys", sheet)
        outputs = dict(enumerate(plan.outputs, 1))
        return Submission(
            file=self.file,
            sheet=sheet.name,
            identity=identity,
            entries={raw: cells[at] for raw, at in located.cells.items()},
            shown={outputs[number]: cells[at] for number, at in names.outputs.items() if number in outputs},
        )
