"""The sheet 绩效反馈单: one A4 page from head to signatures, with the height of every row set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from kpixl.model.feedback import Feedback, Figure, ItemLine, SectionLines, ToldLine, ToldPart
from kpixl.report.feedback_paper import breaks, figure_value, fits_one_page
from kpixl.workbook import palette
from kpixl.workbook.measure import NOTE, height, lines
from kpixl.workbook.paper import BOTTOM, SIDES, TOP
from kpixl.workbook.plan import Spot
from kpixl.workbook.styles import PENDING_STRIP, STYLES
from kpixl.workbook.widths import INDENT, even
from kpixl.workbook.write import Formats, write_constant

WIDTHS = (4.5, 15.0, 35.0, 23.0, 7.5, 9.5)
"""序号, 考核项目, 考核标准, 填写, 满分, 得分: columns B to G; column A is a margin."""
NUMBER, NAME, STANDARD, TYPED, POINTS, SCORE = range(1, 7)
_HEADS = (
    ("序号", "header_center"),
    ("考核项目", "header_left"),
    ("考核标准", "header_left"),
    ("填写", "header_left"),
    ("满分", "header_right"),
    ("得分", "header_right"),
)
_TALLEST, _HEADER = 400.0, 24.0
_WORDS = "@_ "
_DATE = "年　 月　 日　"


class SlipSheet:
    """Writes the sheet from the top down."""

    def __init__(self, sheet: Worksheet, formats: Formats, slip: Feedback) -> None:
        self.sheet, self.formats, self.slip = sheet, formats, slip
        self.row = 0
        self.heights: list[float] = []
        self.starts: list[int] = []

    def write(self) -> None:
        """All of it, and the set-up of its paper."""
        self._columns()
        self._head()
        self._fields()
        self._table()
        self._boxes()
        for part in self.slip.parts:
            self._part(part)
        self._foot()
        self._paper()

    def _put(self, first: int, last: int, value: object, style: str, number: str = "", **more: Any) -> None:
        """Writes over several columns of the current row."""
        made = self.formats.get(style, number)
        if more:
            shape = {**STYLES[style], **more}
            made = self.formats.of({**shape, **({"num_format": number} if number else {})})
        write_constant(self.sheet, Spot(self.row, first, 1, last - first + 1), value, made)

    def _next(self, points: float) -> None:
        points = min(points, _TALLEST)
        self.sheet.set_row(self.row, points)
        self.heights.append(points)
        self.row += 1

    def _may_begin_page(self) -> None:
        """What stands from here to the next such row belongs together."""
        self.starts.append(self.row)

    def _columns(self) -> None:
        self.sheet.set_column(0, 0, 1)
        for column, width in enumerate(WIDTHS, NUMBER):
            self.sheet.set_column(column, column, width)

    def _head(self) -> None:
        slip = self.slip
        self._put(NUMBER, STANDARD, slip.company, "company")
        self._put(TYPED, SCORE, slip.number, "form_number")
        self._next(15)
        self._put(NUMBER, SCORE, slip.title, "title")
        self._next(28)
        look: dict[str, Any] = dict(PENDING_STRIP) if slip.provisional else {}
        self._put(NUMBER, SCORE, slip.strip, "strip_left", **look)
        self._next(22)
        self._next(3)

    def _fields(self) -> None:
        """Label and value in one cell, three in a row."""
        slots, fields = ((NUMBER, NAME), (STANDARD, STANDARD), (TYPED, SCORE)), self.slip.fields
        label, value = (self.formats.get(style) for style in ("form_number", "identity"))
        for start in range(0, len(fields), len(slots)):
            for place, (first, last) in enumerate(slots, start):
                self._put(first, last, None, "identity")
                if place < len(fields):
                    name, text = fields[place]
                    self.sheet.write_rich_string(self.row, first, label, f"{name}　", value, text, value)
            self._next(18)
        self._next(4)

    def _table(self) -> None:
        for column, (label, style) in enumerate(_HEADS, NUMBER):
            aside = {"indent": 1} if column == TYPED else {}
            self._put(column, column, label, style, _WORDS if style == "header_right" else "", **aside)
        self.sheet.repeat_rows(self.row)
        self._next(_HEADER)
        self._may_begin_page()
        for section in self.slip.sections:
            if section.name:
                self._may_begin_page()
                self._put(NUMBER, SCORE, section.name, "section")
                self._next(19)
            for place, item in enumerate(section.items):
                if place or not section.name:
                    self._may_begin_page()
                self._item(item)
            if section.subtotal:
                self._sum(section, "subtotal", 19.5)
        if self.slip.total is not None:
            self._sum(self.slip.total, "total", 26)
        self._next(6)

    def _item(self, item: ItemLine) -> None:
        name = f"{item.name}\n{item.mark}" if item.mark else item.name
        below = "\n".join(item.below)
        rows = 2 if below else 1
        typed = "\n".join(item.entries)
        for column, value, style in ((NUMBER, item.number, "number"), (NAME, name, "name")):
            write_constant(
                self.sheet,
                Spot(self.row, column, rows),
                value,
                self.formats.get(style, "0" if style == "number" else ""),
            )
        self._put(STANDARD, STANDARD, item.standard, "standard_small")
        # Kept clear of the standard, which fills its column.
        self._put(TYPED, TYPED, typed, "row_text", indent=1)
        self._figure(POINTS, item.points, "points")
        self._figure(SCORE, item.score, "score")
        room = WIDTHS[TYPED - 1] - INDENT
        taken = max(lines(item.standard, WIDTHS[STANDARD - 1], NOTE), lines(typed, room, NOTE))
        named = lines(name, WIDTHS[NAME - 1])
        under = lines(below, sum(WIDTHS[2:]) - INDENT, NOTE) if below else 0
        tall = max(height(taken, NOTE), height(named) - (height(under, NOTE) if below else 0), 20)
        self._next(tall)
        if below:
            self._put(STANDARD, SCORE, below, "working")
            self._next(max(16.5, height(under, NOTE)))

    def _sum(self, line: SectionLines, kind: str, tall: float) -> None:
        self._put(NUMBER, TYPED, line.subtotal, f"{kind}_label")
        self._figure(POINTS, line.points, f"{kind}_points")
        self._figure(SCORE, line.score, f"{kind}_score")
        self._next(tall)

    def _figure(self, column: int, figure: Figure, style: str) -> None:
        value, number = figure_value(figure)
        self._put(column, column, value, style, number)

    def _boxes(self) -> None:
        boxes = self.slip.boxes
        if not boxes:
            return
        self._may_begin_page()
        spans = even(WIDTHS, len(boxes))
        for (first, last), box in zip(spans, boxes, strict=True):
            self._put(first, last, box.label, "box_label")
        self._next(18)
        for (first, last), box in zip(spans, boxes, strict=True):
            value, number = figure_value(box.value)
            self._put(first, last, value, "box", number.removesuffix("_ ") or "@")
        self._next(28)
        for (first, last), box in zip(spans, boxes, strict=True):
            self._put(first, last, box.note, "box_note")
        self._next(18)
        self._next(4)

    def _part(self, part: ToldPart) -> None:
        self._may_begin_page()
        self._put(NUMBER, SCORE, part.title, "section")
        self._next(18)
        for place, line in enumerate(part.lines):
            if place:
                self._may_begin_page()
            self._line(line, part.with_amounts)

    def _line(self, line: ToldLine, with_amounts: bool) -> None:
        name = f"{line.kind}·{line.name}" if line.kind else line.name
        text = "；".join(part for part in (line.state, line.text) if part)
        amount = with_amounts and line.amount.text
        last = TYPED if amount else SCORE
        self._put(NUMBER, NAME, name, "row_text", bold=True)
        self._put(STANDARD, last, text, "row_text")
        if amount:
            value, number = figure_value(line.amount)
            self._put(POINTS, SCORE, value, "row_value", number.replace("_ ", '" 元"'), bold=True)
        taken = max(lines(text, sum(WIDTHS[STANDARD - 1 : last]), NOTE), lines(name, sum(WIDTHS[:2]), NOTE))
        self._next(max(16.5, height(taken, NOTE)))

    def _foot(self) -> None:
        slip = self.slip
        self._may_begin_page()
        self._next(4)
        for note in slip.notes:
            self._note(note, "note")
        self._note(slip.appeal, "note", bold=True, font_color=palette.TEXT)
        self._next(4)
        self._put(NUMBER, NAME, "本人意见\n（选填）", "remark_label")
        self._put(STANDARD, SCORE, None, "remark_box", bg_color=palette.WHITE)
        self._next(32)
        self._next(4)
        self._signatures(slip.signers)

    def _note(self, text: str, style: str, **more: Any) -> None:
        self._put(NUMBER, SCORE, text, style, **more)
        self._next(max(14.25, height(lines(text, sum(WIDTHS), NOTE), NOTE) - 2.25))

    def _signatures(self, signers: Sequence[str]) -> None:
        spans = even(WIDTHS, len(signers))
        for style, texts, tall in (
            ("sign_top", [f"{name}（签字）" for name in signers], 17),
            ("sign_middle", [None] * len(signers), 20),
            ("sign_bottom", [_DATE] * len(signers), 17),
        ):
            for (first, last), text in zip(spans, texts, strict=True):
                self._put(first, last, text, style)
            self._next(tall)

    def _paper(self) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_margins(left=SIDES, right=SIDES, top=TOP, bottom=BOTTOM)
        sheet.center_horizontally()
        # One page wherever the type stays large enough to be read.
        one = fits_one_page(self.heights)
        sheet.fit_to_pages(1, int(one))
        if not one:
            sheet.set_h_pagebreaks(list(breaks(self.heights, self.starts, _HEADER)))
        sheet.print_area(0, NUMBER, self.row - 1, SCORE)
        sheet.set_tab_color(palette.TAB_LIST)
        sheet.set_selection(0, NUMBER, 0, NUMBER)
