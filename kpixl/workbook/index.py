"""The sheet 目录 of a workbook with several people: each one's progress, score, grade and pay, live."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpixl.model.consequence import Side
from kpixl.workbook import palette, styles
from kpixl.workbook.index_cells import UNFINISHED, Live, live_cells, sheet_of, totals
from kpixl.workbook.index_parts import HEADS, LOOKS, LOWEST, READY, SET_BACK, IndexRow, columns_of, state
from kpixl.workbook.palette import NOTHING, TODO, WRONG
from kpixl.workbook.paper import BOTTOM, SIDES, TOP
from kpixl.workbook.plan import letters
from kpixl.workbook.widths import even

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from kpixl.workbook.write import Formats

SHEET = "目录"
FIRST = 6


class IndexWriter:
    """Writes one index sheet. Formulas and their present values are made side by side."""

    def __init__(self, sheet: Worksheet, formats: Formats, rows: Sequence[IndexRow], show_pay: bool) -> None:
        self.sheet, self.formats, self.rows = sheet, formats, rows
        scheme = rows[0].plan.rulebook.scheme
        self.scheme = scheme
        self.each = "家" if scheme.unit_appraisee else "人"
        self.pay = scheme.pay.name if scheme.pay is not None and show_pay else ""
        self.scored = any(row.plan.rulebook.base for row in rows)
        entries = [part for row in rows for part in row.plan.rulebook.form.money]
        self.sides = tuple(side for side in Side if any(part.side is side for part in entries))
        self.columns = columns_of(scheme, [row.person for row in rows], self.pay, self.scored, self.sides)
        self.at = {column.heading: index for index, column in enumerate(self.columns, 1)}

    def look(self, name: str, number: str = "") -> object:
        """A cell format."""
        properties = {**styles.BASE, **LOOKS[name], **({"num_format": number} if number else {})}
        return self.formats.of(properties)

    def write(self, title: str, due: str) -> None:
        """Writes the whole sheet."""
        last = len(self.columns)
        self.sheet.set_column(0, 0, 2)
        for index, column in enumerate(self.columns, 1):
            self.sheet.set_column(index, index, column.width)
        self.sheet.set_row(0, 8)
        self.sheet.set_row(1, 36)
        progress = self.at["填写进度"]
        self.sheet.merge_range(1, 1, 1, progress + 2, f"{title}　目录", self.look("title"))
        due_text = f"请于{due}前整本交回{self.scheme.contact}" if due else ""
        self._merge(1, progress + 3, last, due_text, self.look("due"))
        self._cards(last)
        self.sheet.set_row(5, 30)
        for index, column in enumerate(self.columns, 1):
            self.sheet.write_string(5, index, column.heading, self.look(HEADS[column.look]))
        for offset, row in enumerate(self.rows):
            self._row(FIRST + offset, offset + 1, row)
        self._total(FIRST + len(self.rows))
        self._finish(last)

    def _range(self, heading: str) -> str:
        column = letters(self.at[heading])
        return f"{column}{FIRST + 1}:{column}{FIRST + len(self.rows)}"

    def _formula(self, row: int, column: int, text: str, value: object, look: object) -> None:
        self.sheet.write_formula(row, column, text, look, value)

    def _merge(self, row: int, first: int, last: int, text: str, look: object) -> None:
        if last > first:
            self.sheet.merge_range(row, first, row, last, text, look)
        else:
            self.sheet.write_string(row, first, text, look)

    def _cards(self, last: int) -> None:
        status = self._range("状态")
        states = [state(row) for row in self.rows]
        counts = (
            ("应考核", f"=ROWS({status})", len(states)),
            ("已填好，可交", f'=COUNTIF({status},"{READY}")', states.count(READY)),
            ("未填完", f'=COUNTIF({status},"{TODO}*")', sum(state.startswith(TODO) for state in states)),
            ("有误待改", f'=COUNTIF({status},"*{WRONG}*")', sum(WRONG in state for state in states)),
        )
        spans = even([column.width for column in self.columns[:last]], len(counts))
        self.sheet.set_row(2, 24)
        self.sheet.set_row(3, 38)
        self.sheet.set_row(4, 10)
        for (label, text, value), (first, end) in zip(counts, spans, strict=True):
            self._merge(2, first, end, label, self.look("card_label"))
            look = self.look("card", f'0"{self.each}"')
            self._merge(3, first, end, "", look)
            self._formula(3, first, text, value, look)

    def _row(self, at: int, number: int, row: IndexRow) -> None:
        person = row.person
        self.sheet.set_row(at, 27)
        self.sheet.write_number(at, 1, number, self.look("center", "0"))
        texts = (person.id, person.name, person.position)[: self.at["填写进度"] - 2]
        for index, text in enumerate(texts, 2):
            self.sheet.write_string(at, index, text, self.look(self.columns[index - 1].look))
        lives = {live.heading: live for live in live_cells(row, self.pay, self.sides)}
        for column in self.columns[self.at["填写进度"] - 1 : -1]:
            # A form without points has no score, and a form without money no amount.
            live = lives.get(column.heading, Live(column.heading, f'="{NOTHING}"', NOTHING))
            look = self.look(column.look, column.number)
            self._formula(at, self.at[column.heading], live.formula, live.value, look)
        link = f"internal:{sheet_of(row)}A1"
        self.sheet.write_url(at, self.at["填写"], link, self.look("link"), "打开 →")

    def _total(self, at: int) -> None:
        self.sheet.set_row(at, 30)
        for index in range(1, len(self.columns) + 1):
            self.sheet.write_blank(at, index, None, self.look("total"))
        self.sheet.merge_range(at, 1, at, self.at["填写进度"] - 1, "合计", self.look("total"))
        for live in totals(self.rows, self._range, self.each, self.pay, self.sides):
            place = self.at[live.heading]
            look = self.look(live.look, live.number or self.columns[place - 1].number)
            self._formula(at, place, live.formula, live.value, look)

    def _finish(self, last: int) -> None:
        bottom = FIRST + len(self.rows) + 1
        signs = f"{TODO} 未填　{WRONG} 有误　{READY}"
        sums = "平均分和工资合计" if self.pay else "平均分"
        note = f"{sums}只计已有得分的；未填完的不按0分计。　" if self.scored else "金额只计已能算出的。　"
        note += signs
        self.sheet.merge_range(bottom, 1, bottom, last, note, self.look("note"))
        self._mark_results()
        status = self._range("状态")
        for sign, look in ((WRONG, styles.WRONG_MARK), (TODO, {**styles.PENDING_STRIP, "bold": True})):
            rule = {"type": "text", "criteria": "containing", "value": sign, "format": self.formats.of(look)}
            self.sheet.conditional_format(status, rule)
        self._bars()
        self.sheet.hide_gridlines(2)
        self.sheet.freeze_panes(FIRST, 0)
        self.sheet.set_selection(FIRST, self.at["填写"], FIRST, self.at["填写"])
        self.sheet.set_tab_color(palette.TAB_LIST)
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.center_horizontally()
        self.sheet.set_margins(left=SIDES, right=SIDES, top=TOP, bottom=BOTTOM)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(5)
        self.sheet.print_area(0, 1, bottom, last)
        self.sheet.protect("", {"format_columns": True, "format_rows": True})

    def _mark_results(self) -> None:
        """What is not finished stands back; the lowest grade stands out."""
        marks = [(self.scheme.total, UNFINISHED, SET_BACK)] if self.scored else []
        if self.scored and self.scheme.grades:
            marks.append(("等级", self.scheme.grades[-1].name, LOWEST))
        for heading, text, look in marks:
            rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": self.formats.of(look)}
            self.sheet.conditional_format(self._range(heading), rule)

    def _bars(self) -> None:
        bar = {
            "type": "data_bar",
            "bar_color": palette.BAR,
            "bar_solid": True,
            "min_type": "num",
            "max_type": "num",
            "min_value": 0,
            "max_value": 1,
        }
        self.sheet.conditional_format(self._range("填写进度"), bar)
