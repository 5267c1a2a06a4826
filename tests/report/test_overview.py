"""What the results show, before there is a workbook."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpixl.model.result import ItemResult, Status
from kpixl.report.lines import Line
from kpixl.report.overview import NO_DEPARTMENT, Overview, overview, reason
from tests.report import world


def _line(view: Overview, number: str) -> Line:
    return next(line for line in view.lines if line.id == number)


def _items(*statuses: Status) -> tuple[ItemResult, ...]:
    return tuple(ItemResult(f"第{number}项", "", status) for number, status in enumerate(statuses, 1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": Status.MISSING}, "○ 没有交回"),
        ({"status": Status.EXCLUDED}, "不参加本期考核"),
        ({"items": _items(Status.INCOMPLETE, Status.ASSESSED, Status.INCOMPLETE)}, "○ 还有2项未填"),
        ({"items": _items(Status.NOT_ASSESSED)}, "○ 1项无法计算"),
        ({"items": _items(Status.INCOMPLETE, Status.NOT_ASSESSED)}, "○ 还有1项未填 ○ 1项无法计算"),
        ({"items": ()}, "○ 还没有结果"),
        ({"items": _items(Status.INCOMPLETE), "note": "○ 等上级评分"}, "○ 等上级评分"),
    ],
)
def test_the_reason_says_what_is_left_to_do(change: dict[str, object], words: str) -> None:
    company = world.company()
    results = (
        replace(result, **change) if result.appraisee.id == "XS005" else result for result in company.results
    )
    assert reason(_line(overview(replace(company, results=tuple(results))), "XS005"), 0) == words


def test_faulty_cells_come_first_in_the_reason_and_each_counts_once() -> None:
    company = world.company()
    doubled = replace(company, findings=(*company.findings, *company.findings))
    view = overview(doubled)
    faulty = replace(_line(view, "XS007"), blank=1)
    assert reason(faulty, view.wrong["XS007"]) == "▲ 1项有误 ○ 还有1项未填"


def test_an_assessed_person_has_the_note_about_pay() -> None:
    view = overview(world.company())
    remarks = {line.id: view.remark(line) for line in view.lines}
    assert remarks["XS006"] == "不满60分，绩效工资×70%"
    assert remarks["XS001"] == ""


def test_people_without_a_department_are_a_group_of_their_own_beside_departments() -> None:
    view = overview(world.departments_named(world.company(), "销售部", "", "客服部"))
    assert view.departments == ("销售部", NO_DEPARTMENT, "客服部")


def test_when_nobody_has_a_department_there_are_none() -> None:
    assert overview(world.branches()).departments == ()


def test_one_section_alone_would_repeat_the_total() -> None:
    assert overview(world.branches()).sections == ()
    assert overview(world.company()).sections == ("服务满意度", "客户投诉")


def test_a_rank_is_no_condition_for_counting_as_assessed() -> None:
    company = world.company()
    unranked = replace(company, results=tuple(replace(result, rank=None) for result in company.results))
    assert len(overview(unranked).assessed) == 18
