"""The first sheet of a correction slip: what is wrong, where, what to do, and how far that has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.sheets.cells import Kind
from kpixl.sheets.places import letters
from kpixl.workbook import palette
from kpixl.workbook.filenames import sheet_name
from kpixl.workbook.measure import BODY, NOTE, height, lines
from kpixl.workbook.palette import DONE, PROVISIONAL, TODO, WRONG
from kpixl.workbook.paper import BOTTOM, SIDES, TOP
from kpixl.workbook.slip import SHEET, Slip, SlipProblem
from kpixl.workbook.slip_graft import Stored
from kpixl.workbook.slip_looks import aligned, colour, fill, font, side
from kpixl.workbook.slip_marks import NAME, cell_at, link, put_text, quoted

OPEN, DOUBT, CHANGED, RESTORED = f"{TODO} 待改", f"{PROVISIONAL} 待核对", f"{DONE} 已改", f"{DONE} 已恢复"
"""How far a problem has come."""

_ALL_DONE = f"{DONE} 标出的都已改过或恢复，请核对后保存，把整个文件交回{{contact}}"
_PUT_BACK = "已恢复为发出时的样子，不用再改。"
_ADVICE = (
    "逐行点「单元格」跳过去，照「怎么办」改好；没有填错的不用改，在「说明与改进」或备注里写明即可。"
    "标了颜色的格子右上角有批注，鼠标停在上面就能看到；改过以后颜色自己消失。点表的标题回到这里。"
)
_KEPT = "原来填写的内容都保留着；不用改的地方请不要动。这张清单不用删，交回后会自动换掉。"

_HEADINGS: Mapping[str, tuple[str, float]] = {
    "number": ("序号", 6.0),
    "department": ("部门", 13.0),
    "person": ("姓名", 15.0),
    "sheet": ("工作表", 15.0),
    "cell": ("单元格", 9.0),
    "found": ("发现了什么", 46.0),
    "remedy": ("怎么办", 40.0),
    "state": ("进度", 12.0),
}
_CENTRED = frozenset({"number", "cell", "state"})
_TITLE_ROW, _STRIP_ROW, _HEADER_ROW, _FIRST_ROW = 2, 3, 5, 6
_FIRST_COLUMN = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A problem as the list tells it. `condition` holds while nothing was changed; "" when that is unknown.

    `where` is the cell that its link leads to, "" for none.
    """

    problem: SlipProblem
    where: str
    condition: str
    restored: bool = False

    @property
    def state(self) -> str:
        """How far it is now."""
        if self.restored:
            return RESTORED
        return OPEN if self.problem.grave else DOUBT

    @property
    def advice(self) -> str:
        """What is to be done now."""
        return _PUT_BACK if self.restored else self.problem.remedy


def write_list(book: Workbook, slip: Slip, listed: Sequence[Line]) -> tuple[Worksheet, dict[str, Stored]]:
    """Adds the list in front of all sheets. Gives it, and what its formulas show now."""
    name = sheet_name(SHEET, {title.casefold() for title in book.sheetnames})
    sheet = book.create_sheet(name, 0)
    return sheet, _List(book, sheet, slip, listed).write()


class _List:
    def __init__(self, book: Workbook, sheet: Worksheet, slip: Slip, listed: Sequence[Line]) -> None:
        self.book, self.sheet, self.slip, self.listed = book, sheet, slip, listed
        unused = {
            "department": not any(line.problem.department for line in listed),
            "person": not any(line.problem.person for line in listed),
        }
        keys = [key for key in _HEADINGS if not unused.get(key)]
        self.columns = {key: number for number, key in enumerate(keys, _FIRST_COLUMN)}
        self.last = _FIRST_COLUMN + len(keys) - 1
        self.results: dict[str, Stored] = {}

    def write(self) -> dict[str, Stored]:
        self.sheet.column_dimensions["A"].width = 2
        for key, column in self.columns.items():
            letter = letters(column)
            self.sheet.column_dimensions[letter].width = _HEADINGS[key][1]
        self._head()
        self._header()
        for row, line in enumerate(self.listed, _FIRST_ROW):
            self._line(row, line)
        row = self._notes(_FIRST_ROW + len(self.listed))
        self._set_up(row)
        own = DefinedName(NAME, attr_text=f"{quoted(self.sheet.title)}$B${_TITLE_ROW}")
        self.book.defined_names[NAME] = own
        return self.results

    def _head(self) -> None:
        self.sheet.row_dimensions[1].height = 8
        title = self._across(_TITLE_ROW, f"{self.slip.heading}　{SHEET}")
        title.font = font(palette.TITLE_SIZE, palette.STRONG, bold=True)
        title.alignment = Alignment(vertical="center", shrink_to_fit=True)
        self.sheet.row_dimensions[_TITLE_ROW].height = 34
        self._strip()
        self.sheet.row_dimensions[4].height = 6

    def _strip(self) -> None:
        """What is still open, live."""
        letter = letters(self.columns["state"])
        area = f"${letter}${_FIRST_ROW}:${letter}${_FIRST_ROW + len(self.listed) - 1}"
        todo, doubt = (f'COUNTIF({area},"{sign}*")' for sign in (TODO, PROVISIONAL))
        done = _ALL_DONE.format(contact=self.slip.contact)
        strip = self._across(_STRIP_ROW, None)
        strip.value = (
            f'=IF({todo}+{doubt}=0,"{done}",IF({todo}>0,"{TODO} 还有 "&{todo}&" 处待改　","")'
            f'&IF({doubt}>0,"{PROVISIONAL} "&{doubt}&" 处待核对",""))'
        )
        states = [line.state for line in self.listed]
        open_, doubtful = states.count(OPEN), states.count(DOUBT)
        shown = f"{TODO} 还有 {open_} 处待改　" if open_ else ""
        shown += f"{PROVISIONAL} {doubtful} 处待核对" if doubtful else ""
        self.results[strip.coordinate] = (Kind.TEXT, shown if open_ + doubtful else done)
        strip.font = font(BODY, palette.PENDING if open_ + doubtful else palette.TEXT, bold=True)
        strip.alignment = Alignment(horizontal="left", vertical="center", indent=1)
        edge = side(palette.STRONG)
        for column in range(_FIRST_COLUMN, self.last + 1):
            cell = self.sheet.cell(_STRIP_ROW, column)
            cell.border = Border(
                top=edge,
                bottom=edge,
                left=edge if column == _FIRST_COLUMN else None,
                right=edge if column == self.last else None,
            )
            cell.fill = fill(palette.INPUT_EMPTY if open_ + doubtful else palette.WHITE)
        self.sheet.row_dimensions[_STRIP_ROW].height = 27

    def _header(self) -> None:
        edges = Border(top=side(palette.STRONG, "medium"), bottom=side(palette.STRONG))
        for key, column in self.columns.items():
            cell = cell_at(self.sheet, _HEADER_ROW, column)
            put_text(cell, _HEADINGS[key][0])
            cell.font = font(BODY, palette.STRONG, bold=True)
            cell.fill, cell.border = fill(palette.HEADER_FILL), edges
            cell.alignment = aligned(key in _CENTRED)
        self.sheet.row_dimensions[_HEADER_ROW].height = 24

    def _line(self, row: int, line: Line) -> None:
        problem = line.problem
        sign = WRONG if problem.grave else PROVISIONAL
        texts = {
            "department": problem.department,
            "person": problem.person,
            "sheet": problem.sheet,
            "cell": problem.cell or "整张表",
            "found": f"{sign} {problem.found}",
            "remedy": line.advice,
        }
        for key, column in self.columns.items():
            cell = cell_at(self.sheet, row, column)
            cell.font = font(BODY, palette.TEXT, bold=key == "person")
            cell.border = Border(bottom=side(palette.HAIRLINE))
            cell.alignment = aligned(key in _CENTRED)
            if key in texts:
                put_text(cell, texts[key])
        cell_at(self.sheet, row, self.columns["number"]).value = row - _FIRST_ROW + 1
        if line.where:
            cell = cell_at(self.sheet, row, self.columns["cell"])
            link(cell, problem.sheet, line.where, f"到「{problem.sheet}」{problem.cell}")
            cell.font = font(BODY, palette.STRONG, bold=True, underlined=True)
        self._state(cell_at(self.sheet, row, self.columns["state"]), line)
        widths = {key: _HEADINGS[key][1] - 1 for key in texts}
        self.sheet.row_dimensions[row].height = max(
            27, *(height(lines(text, widths[key])) for key, text in texts.items())
        )

    def _state(self, cell: Cell, line: Line) -> None:
        cell.font = font(BODY, palette.PENDING if not line.restored else palette.TEXT, bold=True)
        if line.restored or not line.condition:
            put_text(cell, line.state)
            return
        cell.value = f'=IF({line.condition},"{line.state}","{CHANGED}")'
        self.results[cell.coordinate] = (Kind.TEXT, line.state)

    def _notes(self, row: int) -> int:
        """The lines below the list. Gives the last one."""
        self.sheet.row_dimensions[row].height = 8
        width = sum(_HEADINGS[key][1] for key in self.columns)
        for text in (_ADVICE, _KEPT, *self.slip.notes):
            row += 1
            cell = self._across(row, text)
            cell.font = font(NOTE, palette.SECONDARY)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            self.sheet.row_dimensions[row].height = height(lines(text, width, NOTE), NOTE) + 3
        return row

    def _across(self, row: int, text: str | None) -> Cell:
        """A block over the whole width."""
        self.sheet.merge_cells(start_row=row, end_row=row, start_column=_FIRST_COLUMN, end_column=self.last)
        cell = cell_at(self.sheet, row, _FIRST_COLUMN)
        if text is not None:
            put_text(cell, text)
        return cell

    def _set_up(self, bottom: int) -> None:
        sheet = self.sheet
        sheet.sheet_view.showGridLines = False
        sheet.freeze_panes = f"A{_FIRST_ROW}"
        sheet.sheet_properties.tabColor = colour(palette.ERROR)
        sheet.page_setup.paperSize = 9
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        assert sheet.sheet_properties.pageSetUpPr is not None
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = SIDES
        margins.top, margins.bottom = TOP, BOTTOM
        last = letters(self.last)
        sheet.print_area = f"B1:{last}{bottom}"
        sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
        footer = sheet.oddFooter
        assert footer is not None
        for part, text in ((footer.left, SHEET), (footer.center, "第 &P 页 共 &N 页")):
            part.text, part.size = text, 8
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False
