"""The sheet 填写说明: three steps, what the cells mean, how to write things, questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpixl.model.scheme import Input, Kind
from kpixl.rules.quantity import Rulebook
from kpixl.workbook import palette, styles
from kpixl.workbook.palette import DONE, PROVISIONAL

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from kpixl.workbook.write import Formats

SHEET = "填写说明"
WIDTHS = (2.5, 6, 15, 42, 3, 16, 46)


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
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "h1": {"font_size": 16, "bold": True, "font_color": palette.STRONG},
    "due": {"bold": True, "font_color": palette.PENDING, "align": "right"},
    "h2": _H2,
    "number": {**_LINE, "font_size": 18, "bold": True, "font_color": palette.STRONG, "align": "center"},
    "step": {**_LINE, "bold": True},
    "text": {**_LINE, "text_wrap": True, "indent": 1},
    "strong": {**_LINE, "bold": True, "text_wrap": True},
    "head": {"bold": True, "font_color": palette.STRONG, "bg_color": palette.HEADER_FILL, **_LINE},
    "waiting": {**_BOXED, **styles.EMPTY_INPUT},
    "filled": {**_BOXED, "bg_color": palette.INPUT_FILLED},
    "wrong": {**_BOXED, **styles.WRONG_INPUT},
    "optional": {**_BOXED, "bg_color": palette.INPUT_FILLED, "border": 3, "bold": False},
    "computed": {**_LINE, "align": "right", "bold": True, "num_format": "@_ "},
    "provisional": {**_LINE, "align": "center"},
    "foot": {"bg_color": palette.WORKING_FILL, "font_size": 9, "font_color": palette.SECONDARY, "indent": 1},
}

_STEPS = (
    ("打开", "{start}"),
    ("填写", "只填有完整方框的格子。填数字，不带单位；填完看右边「检查」一列。"),
    ("交回", f"顶上显示「{DONE} 已全部填好」后保存，把整个文件发回{{contact}}。文件名可以改。"),
)

_CELLS = (
    ("waiting", None, "待填：必须填，现在是空的"),
    ("filled", "88.50", "已填：可以再改"),
    ("wrong", "920.00", "有误：看右边「检查」写的原因，照着改"),
    ("optional", "选填", "虚线框：可填可不填"),
    ("computed", "29.50", "没有方框：自动计算，或已预先填好，不用动"),
)

_QUESTIONS = (
    ("能加行、改标准吗？", "不能。标准有误请告诉{contact}，由{contact}换发新表。"),
    ("空着会按0分算吗？", "不会。空着就是「未完成」，不出总分。"),
    ("总分不对怎么办？", "先看每项的「算式」；还不对，写在「说明与改进」里。"),
    ("打印什么颜色？", "黑白即可，A4纸。"),
)

_PASTE = ("从别处粘贴", "只粘贴数值", "连格式一起粘贴（会盖掉检查）")
_NOTHING = ("没有发生", "0", "空着、无（不知道的才先空着）")


def write_instructions(sheet: Worksheet, formats: Formats, rulebook: Rulebook, text: Help) -> None:
    """Writes the sheet for one form."""
    looks = {name: formats.of({**styles.BASE, **own}) for name, own in _LOOKS.items()}
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(1, 34)
    sheet.merge_range(1, 1, 1, 3, SHEET, looks["h1"])
    sheet.merge_range(
        1, 5, 1, 6, f"{text.heading}　·　{text.due}前交回" if text.due else text.heading, looks["due"]
    )
    bottom = max(_left(sheet, looks, rulebook, text), _right(sheet, looks, rulebook, text))
    sheet.merge_range(
        bottom + 1, 1, bottom + 1, 6, f"联系：{text.contact}　　考核方案：{text.scheme}", looks["foot"]
    )
    sheet.set_row(bottom + 1, 28)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(palette.TAB_HELP)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.55, bottom=0.6)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 1, bottom + 1, 6)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _left(sheet: Worksheet, looks: Mapping[str, object], rulebook: Rulebook, text: Help) -> int:
    row = _heading(sheet, looks, 2, 1, 3, "三步完成")
    for number, (step, words) in enumerate(_STEPS, 1):
        sheet.set_row(row, 44)
        sheet.write_number(row, 1, number, looks["number"])
        sheet.write_string(row, 2, step, looks["step"])
        sheet.write_string(
            row, 3, words.format(start=text.where_to_start, contact=text.contact), looks["text"]
        )
        row += 1
    row = _heading(sheet, looks, 9, 1, 3, "常见写法")
    sheet.merge_range(row, 1, row, 2, "要填的内容", looks["head"])
    sheet.write_string(row, 3, f"{DONE} 这样填　　× 不要这样填", looks["head"])
    for what, right, wrong in _ways(rulebook):
        row += 1
        sheet.set_row(row, 30)
        sheet.merge_range(row, 1, row, 2, what, looks["strong"])
        sheet.write_string(row, 3, f"{DONE} {right}　　× {wrong}", looks["text"])
    return row


def _right(sheet: Worksheet, looks: Mapping[str, object], rulebook: Rulebook, text: Help) -> int:
    row = _heading(sheet, looks, 2, 5, 6, "格子是什么意思")
    meanings = list(_CELLS)
    if any(item.indicator.provisional for item in rulebook.items):
        meanings.append(
            ("provisional", f"75 {PROVISIONAL}", f"{PROVISIONAL} 预估：标准尚未正式公布，公布后会更新")
        )
    for look, sample, words in meanings:
        sheet.write(row, 5, sample, looks[look])
        sheet.write_string(row, 6, words, looks["text"])
        if row > 5:
            sheet.set_row(row, 30)
        row += 1
    row = _heading(sheet, looks, 9, 5, 6, "常见问题")
    sheet.write_string(row, 5, "问", looks["head"])
    sheet.write_string(row, 6, "答", looks["head"])
    for question, answer in _QUESTIONS:
        row += 1
        sheet.set_row(row, 30)
        sheet.write_string(row, 5, question, looks["strong"])
        sheet.write_string(row, 6, answer.format(contact=text.contact), looks["text"])
    return row


def _heading(
    sheet: Worksheet, looks: Mapping[str, object], row: int, first: int, last: int, text: str
) -> int:
    sheet.set_row(row, 28)
    sheet.merge_range(row, first, row, last, text, looks["h2"])
    return row + 1


def _ways(rulebook: Rulebook) -> list[tuple[str, str, str]]:
    """Examples from this very form: a count, a rate or score, then what always goes wrong."""
    inputs = [cell.input for cell in rulebook.cells]
    counts = [part for part in inputs if part.kind is Kind.INTEGER]
    others = [part for part in inputs if part.kind is Kind.NUMBER]
    ways = [_count_way(part) for part in counts[:1]] + [_number_way(part) for part in others[:1]]
    return [*ways, _NOTHING, _PASTE]


def _count_way(part: Input) -> tuple[str, str, str]:
    return part.name, "2", f"2{part.unit}、两{part.unit}、二"


def _number_way(part: Input) -> tuple[str, str, str]:
    return part.name, "95.5", f"95.5{part.unit}、九十五点五"
