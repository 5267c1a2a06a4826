"""A scheme beside a roster."""

from __future__ import annotations

from kpixl.definition.against_roster import check_against_roster
from kpixl.definition.library import library
from kpixl.definition.scheme import load_scheme
from tests.definition.bad_cases import roster_in

HEADING = "工号,姓名,部门,岗位"


def test_a_roster_that_fits_gives_no_finding() -> None:
    scheme, _ = load_scheme(dict(library())["perf-pay-100"])
    assert scheme is not None
    roster = roster_in(f"{HEADING}\nX01,林小雨,销售部,顾问\nX02,何大川,售后服务部,技师\n")
    assert check_against_roster(scheme, roster) == ()


def test_people_without_a_form_are_told_by_department() -> None:
    scheme, _ = load_scheme(dict(library())["perf-pay-100"])
    assert scheme is not None
    people = (
        "X01,林小雨,销售部,\nX02,何大川,售后服务部,\nX03,江月,财务部,\nX04,白杨,仓库,\nX05,石磊,财务部,\n"
    )
    findings = check_against_roster(scheme, roster_in(f"{HEADING}\n{people}"))
    assert [(f.code, f.details["department"], f.details["count"], f.place.cell) for f in findings] == [
        ("people-without-form", "财务部", 2, "A4"),
        ("people-without-form", "仓库", 1, "A5"),
    ]
