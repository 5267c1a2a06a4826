"""The problems as a colleague would tell them."""

from __future__ import annotations

from dataclasses import replace

from kpixl.findings import Finding, Place
from kpixl.report.problems import find_problems, problem_lines
from tests.report import world


def test_lines_are_grouped_by_department_the_gravest_first_the_missing_last() -> None:
    assert problem_lines(world.company()) == [
        "销售部（5项）",
        "  ▲ 销售部.xlsx「XS007 王晓燕」G12：客户满意度填了920，应为0至100。请部门核实后改正。",
        "  △ 销售部.xlsx「XS005 吴倩」G10：服务过程满意度的“回访平均分”还没有填。请补填；没有发生的填0。",
        "  △ 销售部.xlsx「XS008 孙丽」H20：表上显示94.00分，重新计算是84.00分，按重新计算的计入。"
        "请核对表中的公式是否被改动。",
        "  · 销售部.xlsx「XS002 刘敏」G12：填的是“92分”，按92计入。",
        "  ○ 没有交回：马超（XS009）。请于12月15日前交回行政部。",
        "客服部（4项）",
        "  ▲ 曾慧10月.xlsx：这个文件不是本期的考核表，没有采用。"
        "请确认是否发错了文件；要交的是行政部发下去的那一份。",
        "  △ 客服部.xlsx「KF023 彭俊杰」G10：回访平均分还没有填。请补填；没有发生的填0。",
        "  ○ 没有交回：曹春花（KF022）、邓宇航（KF025）。请于12月15日前交回行政部。",
        "其他文件（1项）",
        "  ▲ 新建 Microsoft Excel 工作表(1).xlsx：这个文件不是本期的考核表，没有采用。"
        "请确认是否发错了文件；要交的是行政部发下去的那一份。",
    ]


def test_lines_come_in_english_too() -> None:
    lines = problem_lines(world.company(), "en")
    assert lines[0] == "销售部 (5)"
    assert lines[1] == (
        "  ▲ 销售部.xlsx「XS007 王晓燕」G12: 客户满意度 is 920, but should be between 0 and 100. "
        "Please check and correct it."
    )
    assert lines[5] == "  ○ Not returned: 马超 (XS009). Please return by 2026-12-15."
    assert lines[10] == "Other files (1)"


def test_the_person_is_named_where_the_place_does_not_name_them() -> None:
    company = world.company()
    place = Place(file="1.xlsx", sheet="Sheet1", cell="G12")
    blank = Finding("example-blank", place, {"what": "客诉件数", "appraisee": "XS004"})
    lines = problem_lines(replace(company, files=(), findings=(blank,)))
    assert lines[1] == "  △ 黄建国（XS004） 1.xlsx「Sheet1」G12：客诉件数还没有填。请补填；没有发生的填0。"


def test_a_problem_without_any_place_still_reads_as_a_sentence() -> None:
    blank = Finding("example-blank", details={"what": "“绩效基数”", "appraisee": "XS004"})
    lines = problem_lines(replace(world.company(), files=(), findings=(blank,)))
    assert lines[1] == "  △ 黄建国（XS004） “绩效基数”还没有填。请补填；没有发生的填0。"


def test_a_problem_told_both_by_the_file_and_by_the_collection_is_told_once() -> None:
    company = world.company()
    findings = tuple(finding for verdict in company.files for finding in verdict.findings)
    assert find_problems(replace(company, findings=findings)) == find_problems(company)


def test_a_problem_of_a_file_belongs_to_the_department_of_everyone_in_it() -> None:
    company = world.company()
    whole = Finding("example-not-a-form", Place(file="销售部.xlsx"))
    problem = find_problems(replace(company, findings=(whole,)))[0]
    assert (problem.department, problem.id) == ("销售部", "")


def test_a_message_of_several_lines_stays_one_line() -> None:
    blank = Finding("example-blank", details={"what": "回访\n平均分"})
    (line,) = problem_lines(replace(world.complete(world.company()), findings=(blank,)))[1:]
    assert "\n" not in line


def test_nothing_is_said_when_all_is_well() -> None:
    assert problem_lines(world.complete(world.company())) == []
