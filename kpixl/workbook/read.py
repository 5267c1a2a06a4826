"""A returned workbook to submissions: whose sheets these are, what people typed, what was shown.

Identity is decided by the majority of its marks. Cells are found by the workbook's defined names; where
those are gone, by the keys in the hidden first column; each way round is told in a finding.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kpixl.findings import Finding, Place
from kpixl.model.submission import CellValue, Identity, Submission
from kpixl.safety.archive import Hazard, check_archive
from kpixl.workbook import identity as marks
from kpixl.workbook.package import Package, SheetPart, Unreadable
from kpixl.workbook.plan import FormPlan, letters

PlanOf = Callable[[Identity], FormPlan | None]
"""The plan by which a form was made, or None when the cycle does not know it."""

_TARGET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)")
_OWN_NAME = re.compile(rf"({marks.INPUT_NAME}|{marks.OUTPUT_NAME})_(\d+)_(\d+)")
_BY_HAZARD = {
    Hazard.DAMAGED: "file-damaged",
    Hazard.LOCKED: "file-encrypted",
    Hazard.TOO_LARGE: "file-too-large",
    Hazard.ENTITIES: "file-with-entities",
}
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one file."""

    submissions: tuple[Submission, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_workbook(path: Path, shown_as: str, plan_of: PlanOf) -> Reading:
    """Reads every form in a workbook. `shown_as` names the file in findings."""
    problem = _unreadable(path)
    if problem:
        return Reading(findings=(Finding(problem, Place(shown_as)),))
    try:
        with zipfile.ZipFile(path) as archive:
            return _Workbook(Package(archive), shown_as, plan_of).read()
    except (Unreadable, zipfile.BadZipFile, OSError) as error:
        return Reading(findings=(Finding("file-damaged", Place(shown_as), {"detail": str(error)}),))


def _unreadable(path: Path) -> str:
    """The code of what keeps a file from being read at all, or ""."""
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError:
        return "file-unreadable"
    if not head:
        return "file-empty"
    if head.startswith(_OLE):
        return "file-old-or-encrypted"
    if not head.startswith(b"PK"):
        return "file-not-a-workbook"
    hazard = check_archive(path)
    return _BY_HAZARD[hazard] if hazard else ""


class _Workbook:
    def __init__(self, package: Package, shown_as: str, plan_of: PlanOf) -> None:
        self.package, self.file, self.plan_of = package, shown_as, plan_of
        self.findings: list[Finding] = []
        self.by_sheet = _names_by_sheet(package.names)
        self.listed = self._listed()

    def _listed(self) -> Mapping[str, Identity]:
        """What the metadata sheet says of each sheet, by the name that the sheet had."""
        part = next((sheet.part for sheet in self.package.sheets if sheet.name == marks.METADATA_SHEET), None)
        if part is None:
            return {}
        cells = self.package.cells(part)
        found = {}
        for address, cell in cells.items():
            if address.startswith("B") and (identity := marks.read_marker(cell.raw)) is not None:
                key = cells.get("A" + address[1:])
                found[str(key.raw if key else "")] = identity
        return found

    def read(self) -> Reading:
        submissions = []
        for sheet in self.package.sheets:
            if sheet.name != marks.METADATA_SHEET:
                submission = self._sheet(sheet)
                if submission is not None:
                    submissions.append(submission)
        if not submissions and not self.findings:
            self.findings.append(Finding("file-unrelated", Place(self.file)))
        return Reading(tuple(submissions), tuple(self.findings))

    def _report(self, code: str, sheet: SheetPart, cell: str = "", **details: object) -> None:
        self.findings.append(Finding(code, Place(self.file, sheet=sheet.name, cell=cell), details))

    def _sheet(self, sheet: SheetPart) -> Submission | None:
        cells = self.package.cells(sheet.part)
        identity = self._identity(sheet, cells)
        if identity is None:
            return None
        plan = self.plan_of(identity)
        if plan is None:
            return Submission(self.file, sheet.name, identity)
        self._check_number(sheet, cells, plan, identity)
        entries, shown = self._by_names(sheet, cells, plan)
        if len(entries) < len(plan.inputs):
            by_keys = _by_keys(cells, plan)
            if set(by_keys) - set(entries):
                self._report("cells-found-by-keys", sheet)
            entries = {**by_keys, **entries}
        for spot in plan.inputs:
            if spot.cell.raw not in entries:
                self._report("cell-lost", sheet, "", name=spot.cell.input.name)
        return Submission(self.file, sheet.name, identity, entries, shown)

    def _identity(self, sheet: SheetPart, cells: Mapping[str, CellValue]) -> Identity | None:
        """The majority of the marks; the marker in the sheet decides a tie."""
        inside = next(
            (found for row in range(1, 6) if (found := _marker_at(cells, f"A{row}")) is not None), None
        )
        alone = marks.read_marker(self.package.properties.get(marks.PROPERTY))
        votes = Counter(mark for mark in (inside, self.listed.get(sheet.name)) if mark is not None)
        if votes and alone is not None:
            votes[alone] += 1
        if not votes:
            return None
        best = votes.most_common(1)[0][1]
        if len(votes) > 1:
            people = "、".join(sorted({mark.appraisee for mark in votes}))
            self._report("identity-marks-differ", sheet, people=people)
        return inside if inside is not None and votes[inside] == best else votes.most_common(1)[0][0]

    def _check_number(
        self, sheet: SheetPart, cells: Mapping[str, CellValue], plan: FormPlan, identity: Identity
    ) -> None:
        """The number that people see on the form must be the one that the form was made for."""
        for cell in plan.cells:
            if getattr(cell.content, "key", "") == "工号":
                seen = cells.get(cell.spot.plain)
                text = _as_text(seen)
                if text and text != identity.appraisee:
                    self._report(
                        "identity-number-changed", sheet, cell.spot.plain, seen=text, made=identity.appraisee
                    )

    def _by_names(
        self, sheet: SheetPart, cells: Mapping[str, CellValue], plan: FormPlan
    ) -> tuple[dict[str, CellValue], dict[str, CellValue]]:
        inputs = {spot.key: spot.cell.raw for spot in plan.inputs}
        outputs = dict(enumerate(plan.outputs, 1))
        entries: dict[str, CellValue] = {}
        shown: dict[str, CellValue] = {}
        for kind, number, address in self.by_sheet.get(sheet.name, ()):
            value = cells.get(address, CellValue(address))
            if kind == marks.INPUT_NAME and f"i{number}" in inputs:
                entries[inputs[f"i{number}"]] = value
            elif kind == marks.OUTPUT_NAME and number in outputs:
                shown[outputs[number]] = value
        return entries, shown


def _marker_at(cells: Mapping[str, CellValue], address: str) -> Identity | None:
    cell = cells.get(address)
    return marks.read_marker(cell.raw) if cell is not None else None


def _names_by_sheet(names: Mapping[str, str]) -> Mapping[str, list[tuple[str, int, str]]]:
    """Our own names, by the sheet that they point into now."""
    found: dict[str, dict[str, list[tuple[str, int, str]]]] = {}
    for name, target in names.items():
        own, at = _OWN_NAME.fullmatch(name), _TARGET.fullmatch(target)
        if own and at:
            sheet = (at.group(1) or at.group(2)).replace("''", "'")
            entry = (own.group(1), int(own.group(3)), f"{at.group(3)}{at.group(4)}")
            found.setdefault(sheet, {}).setdefault(own.group(2), []).append(entry)
    # Names of two sheets can end up in one after copying; the fuller set is the sheet's own.
    return {sheet: max(sets.values(), key=len) for sheet, sets in found.items()}


def _by_keys(cells: Mapping[str, CellValue], plan: FormPlan) -> dict[str, CellValue]:
    """Input cells by the row keys in column A, in the columns where the plan put them."""
    entries = {}
    columns = {spot.key: (letters(spot.spot.column), spot.cell.raw) for spot in plan.inputs}
    for address, key in _row_keys(cells):
        if key in columns:
            letter, raw = columns[key]
            where = letter + address[1:]
            entries[raw] = cells.get(where, CellValue(where))
    return entries


def _row_keys(cells: Mapping[str, CellValue]) -> Iterator[tuple[str, str]]:
    for address, cell in cells.items():
        if re.fullmatch(r"A\d+", address) and isinstance(cell.raw, str):
            for key in cell.raw.split():
                yield address, key


def _as_text(cell: CellValue | None) -> str:
    if cell is None or cell.raw is None or isinstance(cell.raw, bool):
        return ""
    return cell.raw.strip() if isinstance(cell.raw, str) else str(cell.raw)
