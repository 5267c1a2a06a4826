"""What a heading stands for."""

from __future__ import annotations

import pytest

from kpixl.definition.headings import PEOPLE, nearest, recognised, standard_name, units_in
from kpixl.model.roster import BASE, DEPARTMENT, HIRED, ID, MANAGER, NAME, POSITION, STANDARD_COLUMNS


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("工号", ID), (" 员工\n编号 ", ID), ("*工号", ID), ("员工ＩＤ", ID), ("编 号：", ID),
        ("单位代码", ID),
        ("姓　名", NAME), ("员工姓名（必填）", NAME), ("单位名称", NAME), ("分公司", NAME), ("Name", NAME),
        ("所在部门", DEPARTMENT), ("科室", DEPARTMENT), ("部门名称", DEPARTMENT),
        ("职务/岗位", POSITION), ("岗位(职务)", POSITION), ("职位", POSITION),
        ("绩效基数\n(元/月)", BASE), ("绩效工资基数【元】", BASE), ("基数（元）", BASE),
        ("入司时间", HIRED), ("入 职 日 期", HIRED), ("直接上级", MANAGER), ("上级工号", MANAGER),
        ("平均客户数（万户）", "平均客户数"), ("(备注)", "(备注)"), ("序号", "序号"),
        ("上级单位", "上级单位"), ("绩效工资", "绩效工资"), ("离职日期", "离职日期"),
    ],
)  # fmt: skip
def test_a_heading_is_known_whatever_its_spelling(heading: str, name: str) -> None:
    assert standard_name(heading) == name


def test_every_synonym_stands_for_one_column_only() -> None:
    synonyms = [synonym.casefold() for tiers in PEOPLE.values() for tier in tiers for synonym in tier]
    assert len(synonyms) == len(set(synonyms))
    assert tuple(PEOPLE) == STANDARD_COLUMNS


def test_the_headings_of_a_line_are_counted() -> None:
    assert recognised(["序号", "工号", " 姓 名", "部门", ""]) == 3


@pytest.mark.parametrize(
    ("column", "headings", "near"),
    [
        (ID, ["员工工作号码", "备用"], ("员工工作号码",)),
        (NAME, ["姓氏", "岗级", "姓"], ("姓", "姓氏")),
        (ID, ["甲", "乙", "丙", "丁"], ("甲", "乙", "丙")),
        (ID, [], ()),
    ],
)
def test_near_misses_are_suggested_best_first(
    column: str, headings: list[str], near: tuple[str, ...]
) -> None:
    assert nearest(column, headings) == near


def test_the_unit_of_a_heading_is_what_stands_in_brackets() -> None:
    assert units_in("绩效基数（万元）[月]") == "(万元)[月]"
