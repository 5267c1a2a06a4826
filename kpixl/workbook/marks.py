"""Whose form a sheet is, decided by all the marks that it still bears.

Marks get lost on the way: a renamed sheet, a deleted column, a program that drops properties. Any that
is left tells. Marks that tell of two people make the form nobody's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kpixl.model.numbers import plain
from kpixl.model.submission import CellValue, Identity
from kpixl.sheets.book import Book
from kpixl.workbook import identity as written
from kpixl.workbook.blueprint import Blueprint, LockedCell
from kpixl.workbook.placement import Placement
from kpixl.workbook.printed import FORM_NUMBER
from kpixl.workbook.sheet_cells import At, SheetCells


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """The marks of one sheet: those inside it with the place of the first, and the one on the list."""

    inside: tuple[Identity, ...]
    at: At | None
    listed: Identity | None


def marks_of(name: str, cells: SheetCells, listed: Mapping[str, Identity]) -> SheetMarks:
    """The marks that a sheet of this name bears."""
    found = [(at, mark) for at, text in cells.texts() if (mark := written.read_marker(text)) is not None]
    return SheetMarks(tuple(mark for _, mark in found), found[0][0] if found else None, listed.get(name))


def is_list(name: str, cells: SheetCells) -> bool:
    """Whether a sheet is the list of sheets that a workbook was made with, whatever it is called now."""
    return name == written.METADATA_SHEET or cells.stored((1, 1)) == written.PROPERTY


def is_numbered(cells: SheetCells) -> bool:
    """Whether a sheet bears the number that forms show: a copy of one, though it may have lost its marks."""
    return any(text.startswith(FORM_NUMBER) for _, text in cells.texts())


def listed_marks(lists: Iterable[SheetCells]) -> dict[str, Identity]:
    """What the lists say of each sheet, by the name that the sheet had."""
    return {
        str(cells[row, column - 1].raw): mark
        for cells in lists
        for (row, column), text in cells.texts()
        if column > 1 and (mark := written.read_marker(text)) is not None
    }


def lone_mark(book: Book) -> Identity | None:
    """The mark in the document properties of a workbook that was made for one person."""
    return written.read_marker(book.properties.get(written.PROPERTY))


def majority(marks: Iterable[Identity]) -> Identity | None:
    """The identity that most marks state; the earlier one of two that are stated as often."""
    votes = Counter(marks)
    return votes.most_common(1)[0][0] if votes else None


def seen_field(key: str, cells: SheetCells, plan: Blueprint, placement: Placement) -> CellValue | None:
    """What people see on the form in a field (工号, 姓名): where it is now, beside its label.

    The label is looked for where it does not stand there; rows may have been put in above it.
    """
    field = next((cell for cell in plan.locked if cell.field == key), None)
    if field is None:
        return None
    label = _label_of(field, plan)
    placed, beside = placement.at(field.row, field.column), placement.at(label.row, label.column)
    if beside is None or (cells.stored(beside) or "").strip() != label.text:
        found = next((at for at, text in cells.texts() if text.strip() == label.text), None)
        if found is not None:
            placed = found[0], found[1] + field.column - label.column
    return cells[placed] if placed is not None else None


def _label_of(field: LockedCell, plan: Blueprint) -> LockedCell:
    """The text before a field in its row."""
    texts = [cell for cell in plan.locked if cell.row == field.row and cell.text]
    return max((cell for cell in texts if cell.column < field.column), key=lambda cell: cell.column)


def same_number(seen: CellValue, appraisee: str) -> bool:
    """Whether a number on the form is the appraisee's. A blank says nothing; typed anew it may lose zeros."""
    if isinstance(seen.raw, str):
        return seen.raw.strip() in ("", appraisee)
    if seen.raw is None or isinstance(seen.raw, bool):
        return not seen.error and seen.raw is None
    return plain(seen.raw) == (appraisee.lstrip("0") or "0")


def same_name(seen: CellValue, name: str) -> bool:
    """Whether a name on the form is this one, blanks inside it left aside. A blank says nothing."""
    return "".join(as_text(seen).split()) in ("", "".join(name.split()))


def as_text(seen: CellValue) -> str:
    """What a cell shows, for a message."""
    if isinstance(seen.raw, bool):
        return "TRUE" if seen.raw else "FALSE"
    if isinstance(seen.raw, str):
        return seen.raw.strip()
    return seen.error or ("" if seen.raw is None else plain(seen.raw))
