"""The sheet 目录 of a workbook with several people: each one's progress, score, grade and pay, live."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from kpixl.model.numbers import recorded
from kpixl.rules.declare import GRADE
from kpixl.workbook import checks, palette, styles
from kpixl.workbook.index_parts import (
    HEADS,
    LOOKS,
    LOWEST,
    READY,
    UNFINISHED,
    IndexRow,
    columns_of,
    count,
    number_format,
    share,
    shown,
    state,
)
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
        self.columns = columns_of(scheme, [row.person for row in rows], self.pay)
        self.places = scheme.rounding.total
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
        texts = (person.id, person.name, person.position)[: self.at["填写进度"] - 2]
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
        mean = float(recorded(sum(known, Fraction(0)) / len(known), self.places)) if known else NOTHING
        done, look = float(sum(shares) / len(shares)), self.look("total", "0%_ ")
        self._formula(at, progress_at, f"=AVERAGE({progress})", done, look)
        for heading, name in (("未填", checks.WAITING_COUNT), ("有误", checks.WRONG_COUNT)):
            value = float(sum((count(row.values[name]) for row in self.rows), Fraction(0)))
            self._formula(
                at, self.at[heading], f"=SUM({self._range(heading)})", value, self.look("total_center", "0")
            )
        text = f'="已有 "&COUNT({scores})&" {self.each}得分，平均"'
        self._formula(
            at, self.at["状态"], text, f"已有 {len(known)} {self.each}得分，平均", self.look("total")
        )
        average = f'=IF(COUNT({scores})=0,"{NOTHING}",ROUND(AVERAGE({scores}),{self.places}))'
        self._formula(
            at, self.at[self.scheme.total], average, mean, self.look("total", number_format(self.places))
        )
        if self.pay:
            heading = f"{self.pay}（元）"
            paid = [v for row in self.rows if isinstance(v := row.values[self.pay], Fraction)]
            total = float(sum(paid, Fraction(0)))
            formula = f"=ROUND(SUM({self._range(heading)}),{self.scheme.rounding.pay})"
            self._formula(
                at,
                self.at[heading],
                formula,
                total,
                self.look("total", self.columns[self.at[heading] - 1].number),
            )

    def _finish(self, last: int) -> None:
        bottom = FIRST + len(self.rows) + 1
        signs = f"{TODO} 未填　{WRONG} 有误　{READY}"
        sums = "平均分和工资合计" if self.pay else "平均分"
        note = f"{sums}只计已有得分的；未填完的不按0分计。　{signs}"
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
        marks = [(self.scheme.total, "未完成", UNFINISHED)]
        if self.scheme.grades:
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
