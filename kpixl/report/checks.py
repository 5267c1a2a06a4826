"""The sheet 公式核对: figures that must be equal, each computed twice, and whether they are."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from kpixl.model.numbers import plain, recorded
from kpixl.report.book import CENTRE, FIRST, RIGHT, Book, Cell, Column, Formula, cell_name
from kpixl.report.departments_figures import by_department
from kpixl.report.formulas import Check
from kpixl.report.overview import Overview
from kpixl.report.sheet import Sheet
from kpixl.report.trees import MOST_COMPARISONS
from kpixl.workbook import palette

NAME = "公式核对"
_AGREE, _DIFFER = f"{palette.DONE} 一致", f"{palette.WRONG} 不一致"
_OPEN = f"{palette.PROVISIONAL} 差的还没有定"
"""The figures differ by just the amounts that are not decided yet."""

_DECIDING_PLACES = 6
_WRAP: dict[str, Any] = {"text_wrap": True}
_FIGURE: dict[str, Any] = {"num_format": "#,##0.00_ ;-#,##0.00_ ;0_ ;@_ "}
_COUNT: dict[str, Any] = {"num_format": "#,##0_ ;-#,##0_ ;0_ ;@_ "}
_COLUMNS = (
    Column("序号", 7, CENTRE),
    Column("核对什么", 46, style=_WRAP | {"bold": True}),
    Column("一边", 18, RIGHT),
    Column("另一边", 18, RIGHT),
    Column("结果", 16, CENTRE),
)


def write_checks(book: Book, view: Overview, checks: Sequence[Check]) -> None:
    """Writes a line for each check: both figures and √, or ▲ where they differ."""
    sheet = Sheet(book, NAME, _COLUMNS)
    sheet.title(f"{view.title} {NAME}")
    head = sheet.row
    sheet.strip(_together(_results(head + 2, len(checks)), checks), bold=True)
    sheet.header()
    for number, check in enumerate(checks, 1):
        places = [FIRST + 2, FIRST + 3]
        left, right = (cell_name(sheet.row, place) for place in places)
        result = Formula(f"={_judged(check, left, right)}", _result(check))
        style = _COUNT if _is_whole(check) else _FIGURE
        sheet.body(
            [Cell(number), Cell(check.what), Cell(check.left, style), Cell(check.right, style), Cell(result)]
        )
    for text in _notes(view):
        sheet.note(text)
    sheet.finish()


def _results(first: int, count: int) -> str:
    ends = (cell_name(row, FIRST + 4, row_abs=True, col_abs=True) for row in (first, first + count - 1))
    return ":".join(ends)


def _together(results: str, checks: Sequence[Check]) -> Formula:
    """Whether any differ; else, whether all agree."""
    found = [_result(check) for check in checks]
    differing, is_open = found.count(_DIFFER), _OPEN in found
    agree, missing = f"{palette.DONE} 全部一致", f"{palette.PROVISIONAL} 有的金额还没有定；其余一致"
    shown = f"{palette.WRONG} 有 {differing} 项不一致" if differing else missing if is_open else agree
    count, waiting = (f'COUNTIF({results},"{word}")' for word in (_DIFFER, _OPEN))
    settled = f'"{agree}"'
    if any(check.open for check in checks):
        settled = f'IF({waiting}=0,{settled},"{missing}")'
    return Formula(f'=IF({count}=0,{settled},"{palette.WRONG} 有 "&{count}&" 项不一致")', shown)


def _judged(check: Check, left: str, right: str) -> str:
    otherwise = f'"{_DIFFER}"'
    if check.open:
        by = f"ROUND({left}-{right}-({plain(check.open)}),{_DECIDING_PLACES})"
        otherwise = f'IF({by}=0,"{_OPEN}","{_DIFFER}")'
    return f'IF(ROUND({left}-{right},{_DECIDING_PLACES})=0,"{_AGREE}",{otherwise})'


def _result(check: Check) -> str:
    left, right = check.left.value, check.right.value
    assert not isinstance(left, str)
    assert not isinstance(right, str)
    by = recorded(Fraction(left - right), _DECIDING_PLACES)
    if not by:
        return _AGREE
    return _OPEN if by == recorded(check.open, _DECIDING_PLACES) else _DIFFER


def _is_whole(check: Check) -> bool:
    return (
        all(
            isinstance(each.value, int) or (isinstance(each.value, Fraction) and each.value.denominator == 1)
            for each in (check.left, check.right)
        )
        and "元" not in check.what
    )


def _notes(view: Overview) -> list[str]:
    found = ["两边都是公式：改了任何一格，这里马上看得出来。手工改过的数对不上时，请从原始考核表重新汇总。"]
    if not view.live:
        each = view.measure
        found.append(
            f"本期有 {len(view.lines):,} {each}：名次等要拿每{each}和所有{each}比较的数写成数值"
            f"（按同一规则精确算出），因为写成公式的话，每次打开要比较 {MOST_COMPARISONS // 10**8} 亿次以上，"
            "要等很久；合计、平均和占比仍是公式。"
        )
    if not by_department(view):
        found.append(
            f"本期有 {len(view.departments):,} 个部门：各部门的数写成数值（按同一规则精确算出），"
            "因为写成公式的话，每次打开都要等很久。"
        )
    return found
