"""The marks of a correction slip: a look for each faulty cell, a comment, and the way back to the list.

A mark is a conditional format, not a style of the cell: number format, lock and border stay what they
are, the mark goes as soon as people change what the cell holds, and an earlier slip's marks can be
told from everything else and taken away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time, timedelta
from enum import StrEnum

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.workbook import palette
from kpixl.workbook.measure import NOTE, lines
from kpixl.workbook.slip import AUTHOR, SHEET
from kpixl.workbook.slip_looks import colour, side

NAME = "kpixl_slip"
"""The defined name that tells our list from any other sheet."""

_OURS = f'N("{AUTHOR}")=0'
"""Always true, and in no formula but ours."""
_COMPARED = 100
"""Characters of a text by which it is known again."""
_CONTROL = re.compile(r"[\x00-\x1f]")
_ODD = re.compile(r"[^\x20-\uffff]|[\ud800-\udfff]")
"""What a formula cannot hold, and signs that programs count as two."""
_KEPT = "——原有批注（{author}）——"
_KEPT_LINE = re.compile(r"^——原有批注（(.*)）——$", re.MULTILINE)
_BACK = "点表的标题，回到「改正清单」。"
_ABOVE = 10
"""The title of a form stands in one of these rows."""

_WIDTH, _WIDTH_UNITS = 300, 40.0
_LINE, _PADDING = 17, 16
"""The size of a comment in pixels."""


class Look(StrEnum):
    """How a cell is marked."""

    WRONG = "wrong"
    DOUBTFUL = "doubtful"
    RESTORED = "restored"


_COLOURS = {
    Look.WRONG: (palette.ERROR_FILL, palette.ERROR),
    Look.DOUBTFUL: (palette.INPUT_EMPTY, palette.PENDING),
    Look.RESTORED: (palette.CHART_PALE, palette.STRONG),
}


def plain(text: str) -> str:
    """A text that any cell or comment can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)


def put_text(cell: Cell, text: str) -> None:
    """Writes a text that stays one, whatever it begins with."""
    cell.value = plain(text)
    cell.data_type = "s"


def quoted(sheet: str) -> str:
    """A sheet's name as formulas and links write it."""
    return "'" + sheet.replace("'", "''") + "'!"


def sheet_of(cell: Cell) -> Worksheet:
    """The sheet that a cell is in."""
    sheet = cell.parent
    assert isinstance(sheet, Worksheet)
    return sheet


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell that is not inside a merged block."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def anchor(sheet: Worksheet, address: str) -> Cell | None:
    """The cell that holds what is seen at an address: the first one of a merged block."""
    cell = sheet[address]
    if isinstance(cell, Cell):
        return cell
    block = next(block for block in sheet.merged_cells.ranges if address in block)
    first = sheet.cell(block.min_row, block.min_col)
    return first if isinstance(first, Cell) else None


def unchanged(cell: Cell, where: str = "") -> str:
    """A condition that holds as long as a cell is not touched; "" when that cannot be told.

    `where` is the sheet's name before the address, for a formula in another sheet.
    """
    at = where + f"${cell.column_letter}${cell.row}"
    match cell.value:
        case _ if cell.data_type == "f":
            return ""
        case _ if cell.data_type == "e":
            return f"ISERROR({at})"
        case None:
            return f"ISBLANK({at})"
        case bool(truth):
            return f"{at}={str(truth).upper()}"
        case int() | float() as number:
            return _is_number(at, number)
        case date() | time() | timedelta() as moment:
            return _is_number(at, to_excel(moment))  # type: ignore[no-untyped-call]
        case text:
            return _is_text(at, str(text))


def _is_number(at: str, number: float) -> str:
    return f"AND(ISNUMBER({at}),ABS(N({at})-({number!r}))<0.000000001)"


def _is_text(at: str, text: str) -> str:
    if len(text) <= _COMPARED and not _CONTROL.search(text):
        return f"EXACT({at},{_literal(text)})"
    known = _ODD.split(text[:_COMPARED])[0]
    return f"EXACT(LEFT({at},{len(known)}),{_literal(known)})" if known else f"LEN({at})>0"


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def mark(cell: Cell, look: Look, words: Sequence[str]) -> None:
    """Marks a cell and hangs a comment on it."""
    condition = unchanged(cell) if look is not Look.RESTORED else ""
    fill, line = _COLOURS[look]
    edge = side(line)
    style = DifferentialStyle(
        font=Font(color=colour(line), bold=True),
        fill=PatternFill(bgColor=colour(fill)),
        border=Border(left=edge, right=edge, top=edge, bottom=edge),
    )
    formula = f"AND({_OURS},{condition})" if condition else _OURS
    _first(sheet_of(cell), _block(cell), Rule(type="expression", dxf=style, formula=[formula], priority=1))
    _comment(cell, "\n".join((*words, _BACK)))


def _first(sheet: Worksheet, area: str, rule: Rule) -> None:
    """Adds a rule before all others."""
    for block in sheet.conditional_formatting:
        for other in block.rules:
            other.priority += 1
    sheet.conditional_formatting.add(area, rule)


def _block(cell: Cell) -> str:
    blocks = sheet_of(cell).merged_cells.ranges
    return next((block.coord for block in blocks if cell.coordinate in block), cell.coordinate)


def _comment(cell: Cell, text: str) -> None:
    if cell.comment is not None and cell.comment.text:
        kept = _KEPT.format(author=cell.comment.author or "")
        text = f"{text}\n\n{kept}\n{cell.comment.text}"
    cell.comment = _sized(text, AUTHOR)


def _sized(text: str, author: str) -> Comment:
    """A comment that shows all of its text."""
    text = plain(text)
    height = _PADDING + _LINE * lines(text, _WIDTH_UNITS, NOTE)
    return Comment(text, author, height=height, width=_WIDTH)


def link(cell: Cell, sheet: str, address: str, tip: str) -> None:
    """Makes a cell a link to another cell of the workbook."""
    target = quoted(sheet) + address
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target, tooltip=tip)


def link_back(sheet: Worksheet, to: str, address: str) -> None:
    """Makes the title of a form lead back to the list."""
    title = _title(sheet)
    if title is not None and title.hyperlink is None:
        link(title, to, address, f"回到「{SHEET}」")


def _title(sheet: Worksheet) -> Cell | None:
    """The text in the largest type near the top."""
    rows = sheet.iter_rows(max_row=min(_ABOVE, sheet.max_row))
    texts = (cell for row in rows for cell in row if isinstance(cell, Cell) and cell.data_type == "s")
    return max(texts, key=lambda cell: cell.font.size or 0, default=None)


def erase(book: Workbook) -> None:
    """Takes away what an earlier slip has put into the workbook; what people wrote stays."""
    own = book.defined_names.pop(NAME, None)
    titles = {title for title, _ in own.destinations} if own is not None else set()
    for title in titles & set(book.sheetnames):
        if len(book.worksheets) > 1:
            book.remove(book[title])
    for sheet in book.worksheets:
        _erase_marks(sheet)
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell):
                    _erase_words(cell)


def _erase_marks(sheet: Worksheet) -> None:
    kept = ConditionalFormattingList()
    for block in sheet.conditional_formatting:
        for rule in block.rules:
            if not any(f'"{AUTHOR}"' in text for text in rule.formula):
                kept.add(str(block.sqref), rule)
    sheet.conditional_formatting = kept


def _erase_words(cell: Cell) -> None:
    if cell.hyperlink is not None and SHEET in (cell.hyperlink.location or ""):
        cell.hyperlink = None
    comment = cell.comment
    if comment is None:
        return
    text, author = comment.text, comment.author
    if author == AUTHOR or _BACK in text:
        _, *kept = _KEPT_LINE.split(text, maxsplit=1)
        author, text = kept if kept else ("", "")
    # openpyxl does not read how large a comment is.
    cell.comment = _sized(text.strip("\n"), author) if text else None
