"""A returned form printed anew, by the very version of the form that its person was given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from kpixl.assess.validate import label
from kpixl.cycle import store
from kpixl.cycle.store import StoredCycle
from kpixl.findings import Finding
from kpixl.model.received import Returned
from kpixl.model.roster import Appraisee
from kpixl.pipeline.slip_choice import ALTERED
from kpixl.pipeline.versions import Versions
from kpixl.rules.quantity import Rulebook
from kpixl.workbook.book import Job, Press, identity_of, make_press
from kpixl.workbook.slip import SlipProblem
from kpixl.workbook.slip_fresh import input_cells, remark_cells, typed_entries

_PRINTED_RIGHT = ALTERED | {"rows-lost", "rows-hidden", "protection-removed", "signature-wrong"}
"""What is right again as soon as the form is printed anew."""

_LOST = "cell-lost"
_REFILL = "这张表已重新生成，请在这一格重填。"


class Cannot(Exception):
    """A form cannot be printed anew; why, in two languages."""

    def __init__(self, why: str, why_en: str) -> None:
        super().__init__(why_en)
        self.why, self.why_en = why, why_en


class Printer:
    """Prints forms of a cycle as they went out, whichever making they belong to."""

    def __init__(self, folder: Path, versions: Versions) -> None:
        self.folder, self.versions = folder, versions
        self.making = cache(self._making)
        self.press = cache(self._press)

    def job(self, form: Returned) -> Job:
        """A person's form with what was typed into it. Raises Cannot."""
        if any(finding.code == "identity-number-changed" for finding in form.findings):
            # Printed anew it would say that these entries are of the one whose form it was.
            raise Cannot("表上的编号改过，说不准是谁填的", "nobody can tell whose entries these are")
        identity = form.submission.identity
        for handout in self.versions.handouts_of(identity.appraisee):
            if handout.fingerprint == identity.fingerprint:
                press = self.press(identity.fingerprint, handout.making)
                person = self._person(identity.appraisee, handout.making)
                if press is None or person is None:
                    break
                if self.versions.is_genuine(identity_of(press, person)):
                    return Job(person, press, typed_entries(form.submission, press.rulebook))
        raise Cannot(
            "这张表是以前的版本做的，不能原样重印",
            "the form was made by an earlier version and cannot be printed again as it was",
        )

    def remarks(self, form: Returned, job: Job) -> Iterator[tuple[str, str]]:
        """Where what people wrote in their own words goes."""
        return remark_cells(job.press.blueprint, form.submission.remarks)

    def _making(self, number: int) -> StoredCycle:
        return store.load(self.folder, number)

    def _press(self, fingerprint: str, making: int) -> Press | None:
        """The form as it was made then, if this version of kpixl still makes it so."""
        version = self.versions.of(fingerprint)
        if version is None:
            return None
        held = self.making(making)
        press = make_press(version.rulebook, held.cycle, held.definition, self.versions.held.key)
        return press if press.fingerprint == fingerprint else None

    def _person(self, appraisee: str, making: int) -> Appraisee | None:
        people = self.making(making).roster.appraisees
        return next((person for person in people if person.id == appraisee), None)


def moved(problem: SlipProblem, finding: Finding, form: Returned, job: Job, sheet: str) -> SlipProblem:
    """A problem at the place where the form printed anew has it."""
    cells = input_cells(job.press.blueprint)
    typed = {cell.cell: raw for raw, cell in form.submission.entries.items()}
    raw = typed.get(problem.cell, "")
    if finding.code == _LOST:
        raw = _called(str(finding.details.get("name")), job.press.rulebook)
        problem = replace(problem, remedy=_REFILL)
    restored = finding.code in _PRINTED_RIGHT
    return replace(problem, sheet=sheet, cell=cells.get(raw, ""), restored=restored)


def _called(name: str, rulebook: Rulebook) -> str:
    """What is typed into the cell that findings call so."""
    cells = ((item, cell) for item in rulebook.items for cell in item.cells)
    return next((cell.raw for item, cell in cells if label(item, cell) == name), "")
