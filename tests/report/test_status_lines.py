"""How a cycle stands on a terminal: columns that line up, and who has to do what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpixl.consolidate.status import status_of
from kpixl.findings import Finding
from kpixl.model.result import Verdict
from kpixl.report.status_lines import status_lines
from kpixl.report.terminal import aligned
from tests.report import received as came
from tests.report import world

TABLE = """\
部门        发出  已收  待核对  退回  未交  迟交  被替代  已离开
销售部        12     7       1     1     3     1       1       1
售后服务部     9     -       -     1     8     -       -       -
客服部         4     -       -     -     4     -       -       -
合计          25     7       1     2    15     1       1       1"""


def test_figures_stand_below_their_headings() -> None:
    lines = status_lines(came.company(), world.SCHEME)
    assert lines[0] == "2026年11月客户满意度与绩效考核　交回期限 2026-12-15　已收 8／25（32%）"
    assert "\n".join(lines[1:6]) == TABLE


def test_a_chinese_character_is_as_wide_as_two_others() -> None:
    assert list(aligned([("甲乙", "１"), ("abc", "23"), ("e\u0301", "4")])) == [
        "甲乙  １",
        "abc   23",
        "e\u0301      4",
    ]


def test_each_department_is_told_what_is_still_to_come() -> None:
    lines = status_lines(came.company(), world.SCHEME)
    assert lines[7:13] == [
        "销售部：退回 1，未交 3",
        "  ▲ 王晓燕（XS007）XS007.xlsx「XS007」G12：“回访平均分”填的是 920，应为0至100。请核实后改正。"
        "（另有 1 处）",
        "  ○ 没有交回：马超（XS009）、=HYPERLINK(1)（XS011）、林小雨（XS012）。请于12月15日前交回行政部。",
        "售后服务部：退回 1，未交 8",
        lines[11],
        lines[12],
    ]
    assert lines[11].startswith("  ▲ 高子轩（0013）别人的.xlsx「0013」G12：表内的几处标记指向不同的人")


def test_files_of_nobody_are_told_last() -> None:
    lines = status_lines(came.company(), world.SCHEME)
    assert lines[-2] == "看不出是谁的文件（1）"
    assert lines[-1].startswith("  ▲ 新建 Microsoft Excel 工作表(1).xlsx：文件不完整或已损坏。")


def test_english_says_the_same() -> None:
    lines = status_lines(came.company(), world.SCHEME, "en")
    assert lines[0] == "客户满意度与绩效考核 2026年11月  due 2026-12-15  8 of 25 have come (32%)"
    headings = "department sent accepted check refused missing late superseded left"
    assert " ".join(lines[1].split()) == headings
    assert " ".join(lines[5].split()) == "total 25 7 1 2 15 1 1 1"
    assert lines[7] == "销售部: refused 1, missing 3"
    assert lines[-2] == "Files of nobody that is known (1)"


def test_when_all_has_come_nothing_is_left_to_do() -> None:
    handouts = came.handouts()[:2]
    files = [came.file(f"{h.id}.xlsx", came.form(h.id)) for h in handouts]
    lines = status_lines(status_of(world.CYCLE, handouts, files), world.SCHEME)
    assert lines[-1] == "√ 全部交回。"
    assert lines[0].endswith("已收 2／2（100%）")


def test_of_very_many_the_first_are_named() -> None:
    handouts = [came.handout(f"Z{number:04}") for number in range(100)]
    status = status_of(world.CYCLE, handouts, ())
    last = status_lines(status, world.SCHEME)[-1]
    assert last.count("（") == 30
    assert last.endswith("新人Z0029（Z0029）等 100 人。请于12月15日前交回行政部。")
    assert "(100 in all)" in status_lines(status, world.SCHEME, "en")[-1]


def test_units_without_departments_are_one_row() -> None:
    handouts = [replace(handout, department="") for handout in came.handouts()]
    lines = status_lines(status_of(world.CYCLE, handouts, ()), world.SCHEME)
    assert lines[1].split()[0] == "发出"
    assert lines[2].split()[:2] == ["合计", "25"]
    assert lines[4] == "未填部门：未交 25"


def test_a_cycle_without_a_day_asks_for_the_forms_all_the_same() -> None:
    cycle, scheme = replace(world.CYCLE, due=None), replace(world.SCHEME, contact="")
    lines = status_lines(status_of(cycle, came.handouts()[:1], ()), scheme)
    assert lines[0] == "2026年11月客户满意度与绩效考核　已收 0／1（0%）"
    assert lines[-1].endswith("。请尽快交回。")


def test_a_form_that_is_nobodys_says_so_where_nothing_else_is_known() -> None:
    form = came.form("XS001", standing=came.Standing.DISOWNED)
    lines = status_lines(
        status_of(world.CYCLE, came.handouts()[:1], [came.file("a.xlsx", form)]), world.SCHEME
    )
    assert lines[-1] == "  ▲ 陈志强（XS001）a.xlsx「XS001」：这张表没有计入。请用发给本人的表填写后再交。"


@pytest.mark.parametrize("sign", ["\x1b[2J", "\n", "\r", "\x07", "\u202e"])
def test_names_cannot_give_orders_to_a_terminal(sign: str) -> None:
    file = came.file(f"坏{sign}的.xlsx", verdict=Verdict.REFUSED, findings=[Finding("file-damaged")])
    lines = status_lines(status_of(world.CYCLE, (), [file]), world.SCHEME)
    assert "坏" in lines[-1]
    assert sign not in "".join(lines)
    assert not {"\x1b", "\n"} & set("".join(lines))
