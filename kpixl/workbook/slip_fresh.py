"""Forms printed anew with what people had typed, where no copy of their workbook can be had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from kpixl.model.numbers import plain
from kpixl.model.submission import CellValue, Submission
from kpixl.rules import entries
from kpixl.rules.declare import DATED
from kpixl.rules.quantity import Rulebook
from kpixl.rules.values import Value
from kpixl.sheets.places import address
from kpixl.workbook import numbers
from kpixl.workbook.blueprint import REMARKS, SIGNATURES, Blueprint
from kpixl.workbook.book import Job, write_book

_HIDDEN = "（日期格式）"
"""Stands behind a number that its format hides: every program makes another day of it."""
_LONGEST = 32_000
"""Characters that a cell takes, with some to spare."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A workbook printed anew, and the names of its persons' sheets, in the order of the jobs."""

    data: bytes
    sheets: tuple[str, ...]


def print_anew(jobs: Sequence[Job], heading: str) -> Fresh:
    """Prints the forms of these people into one workbook."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "form.xlsx")
        sheets = write_book(path, jobs, heading=heading, with_index=len(jobs) > 1)
        return Fresh(path.read_bytes(), sheets)


def typed_entries(submission: Submission, rulebook: Rulebook) -> dict[str, Value]:
    """What stood in the input cells, so that it looks as it did and is read as it was."""
    respelt = {raw: text for raw, (text, _) in disguised(submission, rulebook).items()}
    return {raw: _typed(cell) for raw, cell in submission.entries.items()} | respelt


def disguised(submission: Submission, rulebook: Rulebook) -> dict[str, tuple[str, str]]:
    """Entries that show as a day or a time where a figure or a text is wanted.

    Each as the text that was seen, with the number format of the input. As a number in that format it
    would look like a figure that somebody has typed.
    """
    found: dict[str, tuple[str, str]] = {}
    for cell in rulebook.cells:
        typed = submission.entries.get(cell.raw)
        if typed is None or not typed.day or cell.input.kind in DATED or not isinstance(typed.raw, Fraction):
            continue
        seen = entries.dated_text(typed.raw)
        text = seen if seen != plain(typed.raw) else f"{seen}{_HIDDEN}"
        found[cell.raw] = (text, numbers.entry(cell.input))
    return found


def _typed(cell: CellValue) -> Value:
    if cell.error:
        return cell.error
    if cell.raw is None and cell.formula:
        return f"={cell.formula}"[:_LONGEST]
    if isinstance(cell.raw, Fraction) and cell.percent:
        return f"{plain(cell.raw * 100)}%"
    return cell.raw[:_LONGEST] if isinstance(cell.raw, str) else cell.raw


def input_cells(blueprint: Blueprint) -> Mapping[str, str]:
    """The address of each input cell of a form as it is printed, by the name of what is typed."""
    return {place.raw: address(place.row, place.column) for place in blueprint.inputs}


def remark_cells(blueprint: Blueprint, remarks: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Where each remark goes, and the remark. A form that was mended has to be signed again."""
    left = {about: text for about, text in remarks.items() if about != SIGNATURES}
    for box in blueprint.boxes:
        if box.about in left:
            yield address(box.row, box.column), left.pop(box.about)
    rest = "\n".join(left.values())
    last = next((box for box in blueprint.boxes if box.about == REMARKS), None)
    if rest and last is not None and REMARKS not in remarks:
        yield address(last.row, last.column), rest
