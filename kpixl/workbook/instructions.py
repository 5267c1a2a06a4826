"""The sheet 填写说明: three steps, what the cells mean, how to write things, questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpixl.model.indicator import Input, Kind
from kpixl.model.numbers import plain
from kpixl.rules.quantity import Rulebook
from kpixl.workbook import palette, styles
from kpixl.workbook.footnotes import provisional_words
from kpixl.workbook.measure import height, lines
from kpixl.workbook.palette import DONE, PROVISIONAL, TODO, WRONG
from kpixl.workbook.paper import BOTTOM, SIDES, TOP

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from kpixl.workbook.write import Formats

SHEET = "填写说明"
WIDTHS = (2.0, 6.0, 13.0, 50.0, 3.0, 20.0, 52.0)
LEFT, RIGHT = (1, 2, 3), (5, 6)
"""The columns of the two halves of the page."""


@dataclass(frozen=True, slots=True)
class Help:
    """What is particular to one workbook's instructions."""

    heading: str
    due: str
    contact: str
    scheme: str
    where_to_start: str


_H2 = {
    "font_size": 12,
    "bold": True,
    "font_color": palette.STRONG,
    "bottom": 2,
    "bottom_color": palette.STRONG,
}
_LINE = {"bottom": 1, "bottom_color": palette.HAIRLINE}
_BOXED = {"border": 1, "border_color": palette.INPUT_BOX, "align": "right", "bold": True, "num_format": "@_ "}
_HEAD = {**_LINE, "bold": True, "font_color": palette.STRONG, "bg_color": palette.HEADER_FILL}
_SMALL = {"font_size": 9, "font_color": palette.SECONDARY}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "h1": {"font_size": 16, "bold": True, "font_color": palette.STRONG},
    "due": {"bold": True, "font_color": palette.PENDING, "align": "right", "shrink": True},
    "h2": _H2,
    "number": {**_LINE, "font_size": 18, "bold": True, "font_color": palette.STRONG, "align": "center"},
    "step": {**_LINE, "bold": True, "font_size": 11},
    "text": {**_LINE, "text_wrap": True, "indent": 1},
    "strong": {**_LINE, "bold": True, "text_wrap": True},
    "head": _HEAD,
    "head_text": {**_HEAD, "indent": 1},
    "waiting": {**_BOXED, **styles.EMPTY_INPUT},
    "filled": {**_BOXED, "bg_color": palette.INPUT_FILLED},
    "wrong": {**_BOXED, **styles.WRONG_INPUT},
    "optional": {**_BOXED, "bg_color": palette.WHITE, "border": 3, "bold": False},
    "computed": {**_LINE, "align": "right", "bold": True, "num_format": "@_ "},
    "sign": {**_LINE, "align": "center"},
    "foot": {**_SMALL, "bg_color": palette.WORKING_FILL, "indent": 1, "shrink": True},
}

_STEPS = (
    ("打开", "{start}"),
    ("填写", "只填有完整方框的格子。填数字，不带单位；填完看右边「检查」一列。"),
    ("交回", f"顶上显示「{DONE} 已全部填好」后保存，把整个文件发回{{contact}}。文件名可以改。"),
)

_CELLS = (
    ("waiting", "", "待填：必须填，现在是空的"),
    ("filled", "88.50", "已填：可以再改"),
    ("wrong", "920.00", "有误：看右边「检查」写的原因，照着改"),
    ("optional", "选填", "虚线框：可填可不填"),
    ("computed", "29.50", "没有方框：自动计算，或已预先填好，不用动"),
)
_MARKS = ("sign", f"{TODO}　{WRONG}　{DONE}", "「检查」一列：待填、有误、已填")

_QUESTIONS = (
    ("能加行、改标准吗？", "不能。标准有误请告诉{contact}，由{contact}换发新表。"),
    ("空着会按0分算吗？", "不会。空着就是「未完成」，不出总分。"),
    ("总分不对怎么办？", "先看每项的「算式」；还不对，写在「备注」里。"),
    ("交回后发现填错了？", "改好后把整个文件再交一次。"),
    ("打印什么颜色？", "黑白即可，A4纸。"),
)

_PASTE = ("从别处粘贴", "只粘贴数值", "连格式一起粘贴（会盖掉检查）")
_NOTHING = ("没有发生", "0", "空着、无（不知道的才先空着）")


def write_instructions(sheet: Worksheet, formats: Formats, rulebook: Rulebook, text: Help) -> None:
    """Writes the sheet for one form."""
    _Writer(sheet, formats, text).write(rulebook)


class _Writer:
    """Two halves side by side, from the top down; a row is as high as either half needs."""

    def __init__(self, sheet: Worksheet, formats: Formats, text: Help) -> None:
        self.sheet, self.text, self.row = sheet, text, 1
        self.looks: dict[str, Format] = {
            name: formats.of({**styles.BASE, **own}) for name, own in _LOOKS.items()
        }

    def write(self, rulebook: Rulebook) -> None:
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        text = self.text
        self.sheet.set_row(0, 8)
        self.sheet.merge_range(1, LEFT[0], 1, LEFT[-1], SHEET, self.looks["h1"])
        due = f"{text.heading}　·　{text.due}前交回" if text.due else text.heading
        self.sheet.merge_range(1, RIGHT[0], 1, RIGHT[-1], due, self.looks["due"])
        self._next(34)
        self._headings("三步完成", "格子是什么意思")
        self._steps_and_cells(_meanings(rulebook))
        self._next(12)
        self._headings("常见写法", "常见问题")
        self._ways_and_questions(tuple(_ways(rulebook)))
        self._next(12)
        parts = (f"联系：{text.contact}", f"交回期限：{text.due}" if text.due else "", f"方案：{text.scheme}")
        foot = "　　".join(part for part in parts if part)
        self.sheet.merge_range(self.row, LEFT[0], self.row, RIGHT[-1], foot, self.looks["foot"])
        self.sheet.set_row(self.row, 28)
        self._set_up()

    def _next(self, tall: float) -> None:
        self.sheet.set_row(self.row, tall)
        self.row += 1

    def _headings(self, left: str, right: str) -> None:
        self.sheet.merge_range(self.row, LEFT[0], self.row, LEFT[-1], left, self.looks["h2"])
        self.sheet.merge_range(self.row, RIGHT[0], self.row, RIGHT[-1], right, self.looks["h2"])
        self._next(28)

    def _steps_and_cells(self, meanings: Sequence[tuple[str, str, str]]) -> None:
        """Each step stands beside two of the cells."""
        first = self.row
        for offset, (look, sample, words) in enumerate(meanings):
            self.sheet.write_string(first + offset, RIGHT[0], sample, self.looks[look])
            self.sheet.write_string(first + offset, RIGHT[1], words, self.looks["text"])
        for number, (step, words) in enumerate(_STEPS):
            top = first + 2 * number
            said = words.format(start=self.text.where_to_start, contact=self.text.contact)
            for column, content, look in zip(LEFT, (number + 1, step, said), _STEP_LOOKS, strict=True):
                self.sheet.merge_range(top, column, top + 1, column, content, self.looks[look])
            for _ in range(2):
                self._next(max(28, height(_lines(said, LEFT[-1])) / 2))

    def _ways_and_questions(self, ways: Sequence[tuple[str, str, str]]) -> None:
        heads = ((LEFT[0], "要填的内容", "head"), (LEFT[-1], f"{DONE} 这样填　　× 不要这样填", "head_text"))
        for column, words, look in (*heads, (RIGHT[0], "问", "head"), (RIGHT[1], "答", "head_text")):
            self.sheet.write_string(self.row, column, words, self.looks[look])
        self.sheet.write_blank(self.row, LEFT[1], None, self.looks["head"])
        self._next(24)
        questions = (*_QUESTIONS[: len(ways) - 1], _QUESTIONS[-1])
        for (what, right, wrong), (question, answer) in zip(ways, questions, strict=True):
            way, said = f"{DONE} {right}　　× {wrong}", answer.format(contact=self.text.contact)
            self.sheet.merge_range(self.row, LEFT[0], self.row, LEFT[1], what, self.looks["strong"])
            self.sheet.write_string(self.row, LEFT[-1], way, self.looks["text"])
            self.sheet.write_string(self.row, RIGHT[0], question, self.looks["strong"])
            self.sheet.write_string(self.row, RIGHT[1], said, self.looks["text"])
            taken = max(_lines(way, LEFT[-1]), _lines(said, RIGHT[1]), lines(what, sum(WIDTHS[1:3])))
            self._next(max(30, height(taken)))

    def _set_up(self) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2)
        sheet.set_tab_color(palette.TAB_HELP)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(left=SIDES, right=SIDES, top=TOP, bottom=BOTTOM)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 1)
        sheet.print_area(0, LEFT[0], self.row, RIGHT[-1])
        sheet.protect("", {"format_columns": True, "format_rows": True})


_STEP_LOOKS = ("number", "step", "text")


def _lines(text: str, column: int) -> int:
    return lines(text, WIDTHS[column] - 1.3)


def _meanings(rulebook: Rulebook) -> tuple[tuple[str, str, str], ...]:
    """Six rows: what marks mean stands in the last, unless provisional figures need it."""
    words = provisional_words(rulebook)
    return (*_CELLS, _provisional("、".join(words)) if words else _MARKS)


def _provisional(words: str) -> tuple[str, str, str]:
    return ("sign", f"75 {PROVISIONAL}", f"{words}：标准尚未正式公布，公布后会更新")


def _ways(rulebook: Rulebook) -> Iterator[tuple[str, str, str]]:
    """Three examples from this very form, dates before all else, then what always goes wrong."""
    inputs = {cell.input.kind: cell.input for cell in reversed(rulebook.cells)}
    for kind in [kind for kind in _WAYS if kind in inputs][:3]:
        yield _WAYS[kind](inputs[kind])
    yield _NOTHING
    yield _PASTE


def _count_way(part: Input) -> tuple[str, str, str]:
    return part.name, "2", f"2{part.unit}、两{part.unit}、二"


def _number_way(part: Input) -> tuple[str, str, str]:
    if part.high is not None and part.high < 96:
        return part.name, plain(part.high), f"{plain(part.high)}{part.unit or '左右'}、满分"
    return part.name, "95.5", f"95.5{part.unit}、九十五点五"


def _choice_way(part: Input) -> tuple[str, str, str]:
    return part.name, f"从列表里选：{part.choices[0]}", "自己另写一个词"


def _moment_way(part: Input) -> tuple[str, str, str]:
    return part.name, "年-月-日 时:分，如 2026-11-03 14:05", "11.3下午、三号14点"


def _day_way(part: Input) -> tuple[str, str, str]:
    return part.name, "年-月-日，如 2026-11-03", "11.3、20261103"


_WAYS = {
    Kind.DATETIME: _moment_way,
    Kind.DATE: _day_way,
    Kind.INTEGER: _count_way,
    Kind.NUMBER: _number_way,
    Kind.CHOICE: _choice_way,
}
