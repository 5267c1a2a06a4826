"""The sheet 目录 of a workbook with several people: each one's progress, score, grade and pay, live."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from kpixl.model.numbers import recorded
from kpixl.rules.declare import GRADE
from kpixl.workbook import checks, palette, styles
from kpixl.workbook.index_parts import LOOKS, READY, Column, IndexRow, count, share, shown, state
from kpixl.workbook.palette import NOTHING, TODO, WRONG
from kpixl.workbook.plan import letters

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
        columns = [
            Column("序号", 6, "center", "0"),
            Column("编号" if scheme.unit_appraisee else "工号", 11, "center"),
            Column("单位" if scheme.unit_appraisee else "姓名", 14, "bold"),
            *([] if scheme.unit_appraisee else [Column("岗位", 13, "left")]),
            Column("填写进度", 20, "right", "0%"),
            Column("未填", 7, "center", f'0;-0;"{NOTHING}"'),
            Column("有误", 7, "center", f'0;-0;"{NOTHING}"'),
            Column("状态", 25, "left"),
            Column(scheme.total, 11, "right_bold", "0.00_ "),
        ]
        if scheme.grades:
            columns.append(Column("等级", 9, "center"))
        if self.pay:
            columns.append(Column(f"{self.pay}（元）", 15, "right", "#,##0.00_ "))
        self.columns = [*columns, Column("填写", 9, "link")]
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
        self.sheet.set_row(1, 36)
        self.sheet.merge_range(1, 1, 1, 7, f"{title}　目录", self.look("title"))
        due_text = f"请于{due}前整本交回{self.scheme.contact}" if due else ""
        self.sheet.merge_range(1, 8, 1, last, due_text, self.look("due"))
        self._cards(last)
        self.sheet.set_row(5, 30)
        for index, column in enumerate(self.columns, 1):
            self.sheet.write_string(5, index, column.heading, self.look("head"))
        for offset, row in enumerate(self.rows):
            self._row(FIRST + offset, offset + 1, row)
        self._total(FIRST + len(self.rows))
        self._finish(last)

    def _range(self, heading: str) -> str:
        column = letters(self.at[heading])
        return f"{column}{FIRST + 1}:{column}{FIRST + len(self.rows)}"

    def _formula(self, row: int, column: int, text: str, value: object, look: object) -> None:
        self.sheet.write_formula(row, column, text, look, value)

    def _cards(self, last: int) -> None:
        status = self._range("状态")
        states = [state(row) for row in self.rows]
        counts = (
            ("应考核", f"=ROWS({status})", len(states)),
            ("已填好，可交", f'=COUNTIF({status},"{READY}")', states.count(READY)),
            ("未填完", f'=COUNTIF({status},"{TODO}*")', sum(state.startswith(TODO) for state in states)),
            ("有误待改", f'=COUNTIF({status},"*{WRONG}*")', sum(WRONG in state for state in states)),
        )
        bounds = [1, *(self.at[heading] for heading in ("填写进度", "有误", self.scheme.total)), last + 1]
        self.sheet.set_row(2, 24)
        self.sheet.set_row(3, 38)
        self.sheet.set_row(4, 10)
        for (label, text, value), first, end in zip(counts, bounds, bounds[1:], strict=False):
            self.sheet.merge_range(2, first, 2, end - 1, label, self.look("card_label"))
            look = self.look("card", f'0"{self.each}"')
            self.sheet.merge_range(3, first, 3, end - 1, "", look)
            self._formula(3, first, text, value, look)

    def _row(self, at: int, number: int, row: IndexRow) -> None:
        person, values = row.person, row.values
        self.sheet.set_row(at, 27)
        where = "'" + row.sheet.replace("'", "''") + "'!"

        def cell(name: str) -> str:
            return where + row.plan.outputs[name].address

        filled, waiting, wrong = (count(values[name]) for name in checks.COUNTS)
        every = filled + waiting + wrong
        counts = [cell(name) for name in checks.COUNTS]
        done = f"=IF(SUM({','.join(counts)})=0,0,{counts[0]}/SUM({','.join(counts)}))"
        status = f'=IF(AND({counts[1]}=0,{counts[2]}=0),"{READY}",{cell(checks.TO_DO)})'
        live = [
            ("填写进度", done, float(filled / every) if every else 0),
            ("未填", f"={counts[1]}", float(waiting)),
            ("有误", f"={counts[2]}", float(wrong)),
            ("状态", status, state(row)),
            (
                self.scheme.total,
                self._number(cell(self.scheme.total), "未完成"),
                shown(values[self.scheme.total], "未完成"),
            ),
        ]
        if self.scheme.grades:
            live.append(("等级", f"={cell(GRADE)}", shown(values[GRADE], NOTHING)))
        if self.pay:
            live.append(
                (
                    f"{self.pay}（元）",
                    self._number(cell(self.pay), NOTHING),
                    shown(values[self.pay], NOTHING),
                )
            )
        texts = (
            (person.id, person.name)
            if self.scheme.unit_appraisee
            else (person.id, person.name, person.position)
        )
        for index, text in enumerate(texts, 2):
            self.sheet.write_string(at, index, text, self.look(self.columns[index - 1].look))
        self.sheet.write_number(at, 1, number, self.look("center", "0"))
        for heading, text, value in live:
            column = self.columns[self.at[heading] - 1]
            self._formula(at, self.at[heading], text, value, self.look(column.look, column.number))
        link = f"internal:{where}A1"
        self.sheet.write_url(at, self.at["填写"], link, self.look("link"), "打开 →")

    def _number(self, cell: str, otherwise: str) -> str:
        return f'=IF(ISNUMBER({cell}),{cell},"{otherwise}")'

    def _total(self, at: int) -> None:
        self.sheet.set_row(at, 30)
        for index in range(1, len(self.columns) + 1):
            self.sheet.write_blank(at, index, None, self.look("total"))
        progress_at = self.at["填写进度"]
        self.sheet.merge_range(at, 1, at, progress_at - 1, "合计", self.look("total"))
        progress, scores = self._range("填写进度"), self._range(self.scheme.total)
        shares = [share(row) for row in self.rows]
        known = [v for row in self.rows if isinstance(v := row.values[self.scheme.total], Fraction)]
        mean = float(recorded(sum(known, Fraction(0)) / len(known), 2)) if known else NOTHING
        self._formula(
            at, 5, f"=AVERAGE({progress})", float(sum(shares) / len(shares)), self.look("total", "0%")
        )
        for heading, name in (("未填", checks.WAITING_COUNT), ("有误", checks.WRONG_COUNT)):
            value = float(sum((count(row.values[name]) for row in self.rows), Fraction(0)))
            self._formula(
                at, self.at[heading], f"=SUM({self._range(heading)})", value, self.look("total_center", "0")
            )
        text = f'="已有 "&COUNT({scores})&" {self.each}得分，平均"'
        self._formula(
            at, self.at["状态"], text, f"已有 {len(known)} {self.each}得分，平均", self.look("total")
        )
        average = f'=IF(COUNT({scores})=0,"{NOTHING}",ROUND(AVERAGE({scores}),2))'
        self._formula(at, self.at[self.scheme.total], average, mean, self.look("total", "0.00_ "))
        if self.pay:
            heading = f"{self.pay}（元）"
            paid = [v for row in self.rows if isinstance(v := row.values[self.pay], Fraction)]
            total = float(sum(paid, Fraction(0)))
            formula = f"=ROUND(SUM({self._range(heading)}),2)"
            self._formula(at, self.at[heading], formula, total, self.look("total", "#,##0.00_ "))

    def _finish(self, last: int) -> None:
        bottom = FIRST + len(self.rows) + 1
        signs = f"{TODO} 未填　{WRONG} 有误　{READY}"
        note = f"平均分和工资合计只计已有得分的人；未填完的人不按0分计。　{signs}"
        self.sheet.merge_range(bottom, 1, bottom, last, note, self.look("note"))
        status = self._range("状态")
        for sign, look in ((WRONG, styles.WRONG_MARK), (TODO, {**styles.PENDING_STRIP, "bold": True})):
            rule = {"type": "text", "criteria": "containing", "value": sign, "format": self.formats.of(look)}
            self.sheet.conditional_format(status, rule)
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
        self.sheet.hide_gridlines(2)
        self.sheet.freeze_panes(FIRST, 0)
        self.sheet.set_tab_color(palette.TAB_LIST)
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.set_margins(left=0.4, right=0.4, top=0.55, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(5)
        self.sheet.print_area(0, 1, bottom, last)
        self.sheet.protect("", {"format_columns": True, "format_rows": True})
