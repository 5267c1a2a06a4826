"""Makes a correction slip: a copy of a returned workbook that says what has to be put right, and where.

Each faulty cell is marked and has a comment; a first sheet lists them all with links. What people have
typed stays, and so does everything by which the form is recognised when it comes back.

A copy is what people get as a rule: they know their own file again, with what they wrote beside the
form, and it can be read whatever version of kpixl made it. Where a copy cannot be had (.xls, .ods, a
lost cell, what openpyxl does not understand), `slip_fresh` prints the form anew with the same entries,
and that file is marked in the same way. Seen side by side they look alike, once `slip_book` has put
back what openpyxl loses; either one, collected again as it is, gives the same entries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from openpyxl.workbook import Workbook
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.sheets.opening import Unreadable, open_book
from kpixl.sheets.places import place
from kpixl.workbook.palette import PROVISIONAL, WRONG
from kpixl.workbook.slip import Slip, SlipProblem
from kpixl.workbook.slip_book import Copy, NotCopied, open_copy
from kpixl.workbook.slip_list import Line, write_list
from kpixl.workbook.slip_marks import Look, anchor, erase, link_back, mark, put_text, quoted, unchanged
from kpixl.workbook.slip_restore import protect, put_back, show, unlock

__all__ = ["NotCopied", "key_of", "slip_bytes"]

_UNPROTECTED, _HIDDEN = "protection-removed", "rows-hidden"

KEY = "kpixl_slip"
"""The document property that holds the key of a slip."""

_NO_PICTURES = "原文件里的图片、图形没有带过来，请看交回的原件。"
_TOP = "B1"
"""Where a link leads that is about a whole sheet: the first column is hidden."""


def slip_bytes(original: bytes, slip: Slip) -> bytes:
    """The slip as a file. Raises NotCopied."""
    copy = open_copy(original)
    try:
        _write(copy, slip)
    # What openpyxl has read may still be what no program would have written.
    except Exception as error:
        raise NotCopied(str(error)) from error
    return copy.to_bytes()


def _write(copy: Copy, slip: Slip) -> None:
    book = copy.book
    erase(book)
    restored = _restore(copy, slip)
    for (sheet, address), text in slip.remarks.items():
        cell = anchor(book[sheet], address)
        if cell is not None:
            put_text(cell, text)
    for (sheet, address), (text, form) in slip.respelt.items():
        cell = anchor(book[sheet], address)
        if cell is not None:
            put_text(cell, text)
            cell.number_format = form
    listed = [_line(book, problem, restored) for problem in slip.problems]
    notes = (*slip.notes, _NO_PICTURES) if copy.loses else slip.notes
    first, shown = write_list(book, replace(slip, notes=notes), listed)
    _mark_all(book, listed, first.title)
    _open_at(book)
    copy.results[first.title] = shown
    copy.tell(KEY, slip.key)


def key_of(data: bytes) -> str:
    """The key of a slip made before, "" when it is none."""
    try:
        return open_book(data).properties.get(KEY, "")
    except Unreadable:
        return ""


Restored = set[tuple[str, str]]
"""Sheets, and the cells or codes of findings, of what holds again what it did."""


def _restore(copy: Copy, slip: Slip) -> Restored:
    sheets = set(copy.book.sheetnames)
    done: Restored = {
        (name, address)
        for name, made in slip.restore.items()
        if name in sheets
        for address in put_back(copy.book[name], made)
    }
    if done or slip.is_stale:
        copy.forget_results()
    for problem in slip.problems:
        if problem.sheet in sheets and _repair(copy.book[problem.sheet], problem, slip):
            done.add((problem.sheet, problem.code))
    return done


def _repair(sheet: Worksheet, problem: SlipProblem, slip: Slip) -> bool:
    """Puts right what concerns a whole sheet."""
    unlock(anchor(sheet, address) for address in problem.free if place(address))
    if problem.code == _UNPROTECTED:
        protect(sheet)
        return True
    made = slip.restore.get(problem.sheet)
    if problem.code == _HIDDEN and made is not None:
        show(sheet, made.blueprint.last_column)
        return True
    return False


def _line(book: Workbook, problem: SlipProblem, restored: Restored) -> Line:
    if problem.sheet not in book.sheetnames:
        return Line(problem, "", "", problem.restored)
    cell = anchor(book[problem.sheet], problem.cell) if place(problem.cell) else None
    if cell is None:
        return Line(problem, _TOP, "", problem.restored or (problem.sheet, problem.code) in restored)
    if problem.restored or (problem.sheet, cell.coordinate) in restored:
        return Line(problem, cell.coordinate, "", True)
    return Line(problem, cell.coordinate, unchanged(cell, quoted(problem.sheet)))


def _mark_all(book: Workbook, listed: Sequence[Line], first: str) -> None:
    """One mark and one comment for each cell, whatever number of problems it has."""
    cells: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in listed:
        if line.where not in ("", _TOP):
            cells[line.problem.sheet, line.where].append(line)
    for (sheet, address), lines in cells.items():
        cell = anchor(book[sheet], address)
        if cell is not None:
            mark(cell, _look(lines), [words for line in lines for words in _words(line)])
    for sheet in dict.fromkeys(line.problem.sheet for line in listed if line.where):
        link_back(book[sheet], first, "B2")


def _look(lines: Sequence[Line]) -> Look:
    if all(line.restored for line in lines):
        return Look.RESTORED
    return Look.WRONG if any(line.problem.grave for line in lines) else Look.DOUBTFUL


def _words(line: Line) -> Iterator[str]:
    problem = line.problem
    yield f"{WRONG if problem.grave else PROVISIONAL} {problem.found}"
    yield line.advice


def _open_at(book: Workbook) -> None:
    """The list is what people see first. Sheets that are chosen together would be typed into together."""
    for sheet in book.worksheets:
        for view in sheet.views.sheetView:
            view.tabSelected = sheet is book.worksheets[0]
    book.active = 0
    for window in book.views:
        window.firstSheet = 0
    book.calculation = CalcProperties(fullCalcOnLoad=True)
