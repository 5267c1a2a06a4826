"""A returned workbook to submissions: whose sheets these are, what people typed, what was shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from kpixl.findings import Finding, Place, few
from kpixl.model.roster import ID, NAME
from kpixl.model.submission import Identity, Submission
from kpixl.model.zones import CHINA
from kpixl.sheets.book import Book, Sheet
from kpixl.sheets.opening import Unreadable, open_book
from kpixl.workbook.blueprint import SIGNATURES, Blueprint
from kpixl.workbook.identity import Printed
from kpixl.workbook.inspect import FormSheet
from kpixl.workbook.integrity import integrity
from kpixl.workbook.known import Known
from kpixl.workbook.locate import Located, locate
from kpixl.workbook.marks import (
    SheetMarks,
    as_text,
    is_list,
    is_numbered,
    listed_marks,
    lone_mark,
    majority,
    marks_of,
    same_name,
    same_number,
    seen_field,
)
from kpixl.workbook.outline import Outline, outline_of
from kpixl.workbook.own_names import OwnNames, are_stale, keys_of, names_by_sheet, votes_of
from kpixl.workbook.placement import Placement, place
from kpixl.workbook.sheet_cells import SheetCells

_FEW, _LONGEST = 5, 40
"""Names in a sentence, and characters of one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one file, and when it says that it was last saved (in seconds, if it does)."""

    submissions: tuple[Submission, ...] = ()
    findings: tuple[Finding, ...] = ()
    saved: float | None = None


def read_workbook(
    data: bytes, shown_as: str, known: Known, passwords: Sequence[str] = (), zone: tzinfo = CHINA
) -> Reading:
    """Reads every form in a workbook. `shown_as` names the file in findings.

    `passwords` are tried when the file asks for one. `zone` is that of times which do not tell theirs.
    """
    try:
        return _Reader(open_book(data, passwords, zone), shown_as, known).read()
    except Unreadable as problem:
        return Reading(findings=(Finding(problem.code, Place(shown_as), {"kind": problem.kind}),))


@dataclass(frozen=True, slots=True)
class _Form:
    """A sheet that is somebody's form: its cells, the marks that it bears, and our names in it."""

    sheet: Sheet
    cells: SheetCells
    marks: SheetMarks
    names: OwnNames


class _Reader:
    """Reads the forms of one workbook."""

    def __init__(self, book: Book, shown_as: str, known: Known) -> None:
        self.book, self.file, self.known = book, shown_as, known
        self.findings: list[Finding] = []

    def read(self) -> Reading:
        forms = self._forms()
        # A workbook into which several forms were moved keeps the properties of one of them.
        lone = lone_mark(self.book) if len(forms) == 1 else None
        read = [self._form(form, lone) for form in forms]
        if not forms:
            self.findings.append(Finding("file-unrelated", Place(self.file)))
        self.findings += self._whole() if forms else ()
        submissions = tuple(submission for submission in read if submission is not None)
        return Reading(submissions, tuple(self.findings), self.book.saved)

    def _forms(self) -> list[_Form]:
        cells = [(sheet, SheetCells(self.book, sheet)) for sheet in self.book.sheets]
        listed = listed_marks(held for sheet, held in cells if is_list(sheet.name, held))
        names = names_by_sheet(self.book.names)
        forms = []
        for sheet, held in cells:
            marks = marks_of(sheet.name, held, listed)
            ours = marks.inside or marks.listed or sheet.name in names or is_numbered(held)
            if ours and not is_list(sheet.name, held):
                forms.append(_Form(sheet, held, marks, names.get(sheet.name, OwnNames())))
        return forms

    def _whole(self) -> Iterator[Finding]:
        """What is to be said of the whole file."""
        if self.book.macros:
            yield Finding("macros-ignored", Place(self.file))
        if self.book.external_links:
            yield Finding("external-links", Place(self.file), {"files": _few(self.book.external_links)})

    def _report(self, code: str, form: _Form, cell: str = "", **details: object) -> None:
        self.findings.append(Finding(code, Place(self.file, sheet=form.sheet.name, cell=cell), details))

    def _form(self, form: _Form, lone: Identity | None) -> Submission | None:
        marks = form.marks
        stated = [mark for mark in (*marks.inside, marks.listed, lone) if mark is not None]
        identity = majority(stated)
        if identity is None:
            self._report("identity-lost", form)
            return None
        plan = self.known.blueprint(identity)
        agreed = self._is_agreed(form, stated)
        if plan is None:
            return Submission(self.file, form.sheet.name, identity)
        outline, keys = outline_of(plan), keys_of(form.cells, marks.at)
        if are_stale(outline, form.cells, form.names, keys, self.book.formula_dialect):
            form = replace(form, names=OwnNames())
        placement = place(outline, form.cells, votes_of(outline, form.names, keys, marks.at))
        located = locate(form.cells, outline, placement, form.names, keys)
        if agreed and self._is_own(form, plan, placement, identity.appraisee):
            printed = self._printed(form, plan, placement, identity, stated)
            self._inspect(form, outline, placement, located, printed)
        return self._submission(form, plan, placement, identity, located)

    def _inspect(
        self, form: _Form, outline: Outline, placement: Placement, located: Located, printed: Printed | None
    ) -> None:
        if located.by_keys:
            self._report("cells-found-by-keys", form)
        if located.by_labels:
            self._report("cells-found-by-labels", form)
        dialect = self.book.formula_dialect
        seen = FormSheet(form.sheet.name, form.cells, outline, placement, printed, located.unsure, dialect)
        facts = self.book.facts(form.sheet)
        self.findings += integrity(seen, Place(self.file, sheet=form.sheet.name), facts, located.candidates)

    def _is_agreed(self, form: _Form, stated: Sequence[Identity]) -> bool:
        """Whether all marks of a form tell of one person, one cycle and one form of it."""
        people = sorted({mark.appraisee for mark in stated})
        if len(people) > 1:
            self._report("identity-marks-differ", form, people=_few(people))
            return False
        if len({(mark.cycle, mark.form, mark.fingerprint) for mark in stated}) > 1:
            self._report("identity-cycles-differ", form)
            return False
        return True

    def _is_own(self, form: _Form, plan: Blueprint, placement: Placement, appraisee: str) -> bool:
        """Whether the number that people see is the one that the form was made for."""
        number = seen_field(ID, form.cells, plan, placement)
        if number is None or same_number(number, appraisee):
            return True
        details = {"seen": as_text(number), "made": appraisee}
        self._report("identity-number-changed", form, number.cell, **details)
        return False

    def _printed(
        self,
        form: _Form,
        plan: Blueprint,
        placement: Placement,
        identity: Identity,
        stated: Sequence[Identity],
    ) -> Printed | None:
        """What was printed on a form; whether its marks are genuine, and its name is as it was, is told."""
        appraisee, printed = identity.appraisee, self.known.printed(identity)
        if printed is None:
            return None
        if not all(map(self.known.is_genuine, set(stated))):
            self._report("signature-wrong", form)
        name, known = seen_field(NAME, form.cells, plan, placement), self.known.name(appraisee)
        if known and name is not None and not same_name(name, known):
            details = {"seen": as_text(name), "name": known, "appraisee": appraisee}
            self._report("identity-name-changed", form, name.cell, **details)
        return printed

    def _submission(
        self, form: _Form, plan: Blueprint, placement: Placement, identity: Identity, located: Located
    ) -> Submission:
        cells = form.cells
        shown = {
            name: cells[at]
            for number, (name, spot) in enumerate(plan.outputs.items(), 1)
            if (at := form.names.outputs.get(number, placement.at(*spot))) is not None
        }
        return Submission(
            file=self.file,
            sheet=form.sheet.name,
            identity=identity,
            entries={raw: cells[at] for raw, at in located.cells.items()},
            shown=shown,
            remarks=_remarks(cells, plan, placement),
        )


def _few(names: Sequence[str]) -> str:
    """The first of some names, in a sentence: a forged file may hold a hundred thousand."""
    return few([name[:_LONGEST] for name in names[: _FEW + 1]], _FEW, more="……")


def _remarks(cells: SheetCells, plan: Blueprint, placement: Placement) -> Mapping[str, str]:
    """What stands in the boxes for remarks, by what they are on."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for box in plan.boxes:
        if box.about == SIGNATURES:
            continue
        for row in range(box.row, box.row + box.rows):
            for column in range(box.column, box.column + box.columns):
                at = placement.at(row, column)
                if at is not None and (text := as_text(cells[at])):
                    found[box.about].append(text)
    return {about: "\n".join(texts) for about, texts in found.items()}
