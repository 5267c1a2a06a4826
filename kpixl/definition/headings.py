"""The headings under which rosters keep what a standard column holds: one table of synonyms."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import cache

from kpixl.definition.tables.values import squeeze, without_controls
from kpixl.model.roster import BASE, DEPARTMENT, HIRED, ID, MANAGER, NAME, POSITION, STANDARD_COLUMNS

Tier = tuple[str, ...]
"""Headings that mean the same as strongly as each other."""

PEOPLE: Mapping[str, tuple[Tier, ...]] = {
    ID: (
        ("工号", "员工编号", "员工号", "员工工号", "员工代码", "员工代号", "人员编号", "人员代码",
         "人员工号", "职工编号", "职工号", "职工工号", "职员编号", "职员代码", "工作证号", "员工ID",
         "EmployeeID", "EmployeeNo", "EmployeeNumber", "EmpID", "StaffID", "StaffNo"),
        ("编号", "编码", "代码", "代号", "ID", "No"),
    ),
    NAME: (
        ("姓名", "员工姓名", "人员姓名", "职工姓名", "职员姓名", "中文姓名", "被考核人", "被考核人姓名",
         "EmployeeName", "FullName"),
        ("名称", "员工", "人员", "名字", "Name"),
    ),
    DEPARTMENT: (
        ("部门", "所在部门", "所属部门", "部门名称", "任职部门", "工作部门", "现部门", "Department",
         "Dept"),
        ("科室", "所在科室", "处室", "部室", "部门/科室", "组织", "所属组织", "所在组织"),
    ),
    POSITION: (
        ("岗位", "岗位名称", "所在岗位", "任职岗位", "工作岗位", "现岗位", "岗位/职务", "职务/岗位",
         "岗位/职位", "职位/岗位", "Position"),
        ("职位", "职位名称", "Title", "JobTitle"),
        ("职务", "职务名称", "现任职务", "工种"),
    ),
    BASE: (
        ("绩效基数", "绩效工资基数", "绩效奖金基数", "绩效考核基数", "月绩效基数", "月度绩效基数",
         "绩效薪酬基数", "绩效基准", "绩效工资标准", "绩效奖金标准", "绩效标准", "PerformanceBase"),
        ("基数", "考核基数", "Base"),
    ),
    HIRED: (
        ("入职日期", "入职时间", "入职日", "入司日期", "入司时间", "入公司日期", "入公司时间", "进公司日期",
         "进公司时间", "进厂日期", "进厂时间", "入厂日期", "入厂时间", "HireDate", "HiredDate", "JoinDate"),
        ("到岗日期", "到岗时间", "到职日期"),
    ),
    MANAGER: (
        ("上级工号", "直接上级工号", "直属上级工号", "上级编号", "直接上级编号", "上级员工编号", "主管工号",
         "ManagerID"),
        ("直接上级", "直属上级", "上级", "上级主管", "直接主管", "直属主管", "直接领导", "上级领导",
         "汇报对象", "汇报人", "Manager"),
    ),
}  # fmt: skip

_UNIT = ("单位", "分公司", "机构", "公司", "门店", "网点", "支行", "店铺")
UNITS: Mapping[str, tuple[Tier, ...]] = {
    ID: (tuple(unit + ending for unit in _UNIT for ending in ("代码", "编号", "编码", "代号", "号")),),
    NAME: (tuple(unit + ending for unit in _UNIT for ending in ("名称", "", "名")),),
}
"""Headings of rosters of units. Among people, 单位名称 beside 姓名 is a column like any other."""

DEPARTMENTS: Mapping[str, tuple[Tier, ...]] = {
    ID: (("部门代码", "部门编号", "部门编码"),),
    NAME: (("部门名称", "部门"),),
}
"""Where departments are appraised as units, they have no other number or name."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|〈[^〈〉]*〉")
NEAR = 0.4


def squeezed(heading: str) -> str:
    """A heading in half-width forms, without spaces, line breaks and the marks of required columns."""
    return squeeze(without_controls(heading)).strip("*:")


def bare(heading: str) -> str:
    """A heading squeezed and without its bracketed unit, unless there is nothing else."""
    text = squeezed(heading)
    return _BRACKETS.sub("", text).strip("*:") or text


def units_in(heading: str) -> str:
    """What stands in the brackets of a heading."""
    return "".join(_BRACKETS.findall(squeezed(heading)))


@cache
def tiers(column: str, units: bool) -> tuple[frozenset[str], ...]:
    """The synonyms of a standard column, case folded, those that decide first at the front."""
    people, of_units = PEOPLE[column], UNITS.get(column, ())
    ranked = (*of_units, *people, *DEPARTMENTS.get(column, ())) if units else (*people, *of_units)
    return tuple(frozenset(heading.casefold() for heading in tier) for tier in ranked)


def recognised(headings: Iterable[str]) -> int:
    """How many of the headings stand for a standard column."""
    return sum(bare(heading).casefold() in _STANDARD for heading in headings)


def standard_name(heading: str) -> str:
    """The name by which kpixl knows a column: 员工 编号 is 工号, 平均客户数（万户） is 平均客户数.

    Where a roster has a column of that very name, that column is meant: 单位名称 stands for 姓名 only
    on a roster without 姓名. So look a heading up among the roster's columns first.
    """
    text = bare(heading)
    return _STANDARD.get(text.casefold(), text)


def nearest(column: str, headings: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Those headings that look most like a standard column, best first; all when none does."""
    synonyms = [synonym for tier in tiers(column, units=True) for synonym in tier]
    marks = {heading: max(_likeness(heading, synonym) for synonym in synonyms) for heading in headings}
    ranked = sorted(marks, key=lambda heading: -marks[heading])
    return tuple([heading for heading in ranked if marks[heading] >= NEAR][:most] or list(marks)[:most])


def _likeness(heading: str, synonym: str) -> float:
    return difflib.SequenceMatcher(None, bare(heading).casefold(), synonym).ratio()


_STANDARD: Mapping[str, str] = {
    synonym: column
    for column in reversed(STANDARD_COLUMNS)
    for tier in tiers(column, units=False)
    for synonym in tier
}
