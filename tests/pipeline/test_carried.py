"""Roster columns that earlier cycles give: occurrences since the year began, also after an appeal."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpixl.findings import Finding
from kpixl.model.result import Consolidation
from kpixl.pipeline.decide_appeal import decide_appeal
from kpixl.pipeline.make import Options, make_template
from tests.pipeline.lab import Lab
from tests.pipeline.world import codes, nothing

SCHEME = "escalation.yaml"
TEXT = (Path(__file__).parent / SCHEME).read_text(encoding="utf-8")
ROWS = [
    ["工号", "姓名", "部门", "岗位"],
    ["001", "李接待", "售后服务部", "顾问"],
    ["002", "王接待", "售后服务部", "顾问"],
]
COLUMN = "本年度此前次数"


def event(number: str, day: str = "") -> dict[str, str]:
    return {"抱怨单号": f"{number} {day}"}


def log(*events: dict[str, str]) -> dict[str, list[dict[str, str]]]:
    return {"客诉登记": list(events)}


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    """January: two events of 001 and none of 002. February's forms are not made yet."""
    lab = Lab(tmp_path)
    lab.scheme(SCHEME, TEXT)
    january = {"001": log(event("K1", "2026-01-05"), event("K2", "2026-01-20")), "002": log()}
    lab.cycle("1月", SCHEME, "2026-01", ROWS, january)
    return lab


def make(
    lab: Lab,
    name: str,
    period: str,
    after: tuple[str, ...],
    rows: list[list[str]] | None = None,
    **more: bool,
) -> tuple[Finding, ...]:
    """Makes forms after other cycles."""
    chosen = Options(trial=True, after=tuple(lab.home / each for each in after), **more)
    return lab.make(name, SCHEME, period, rows or ROWS, chosen)


def money(whole: Consolidation, number: str) -> dict[str, str]:
    result = next(each for each in whole.results if each.appraisee.id == number)
    fines = {part.name: str(part.amount) for part in result.money if part.amount}
    return {**fines, **{part.name: "" for part in result.measures if part.applies}}


def column(whole: Consolidation, number: str) -> object:
    return next(each.appraisee.fields[COLUMN] for each in whole.results if each.appraisee.id == number)


def test_january_begins_with_none_before_it(lab: Lab) -> None:
    first = lab.collect("1月")
    assert [column(first, number) for number in ("001", "002")] == [0, 0]
    assert money(first, "001") == {"第一次客诉": "50", "第二次客诉": "100"}


def test_what_january_had_counts_in_february(lab: Lab) -> None:
    assert not [code for code in codes(make(lab, "2月", "2026-02", ("1月",))) if code.startswith("rollup-")]
    lab.fill("2月", {"001": log(event("K3", "2026-02-03")), "002": log(event("K4", "2026-02-04"))})
    second = lab.collect("2月")
    assert [column(second, number) for number in ("001", "002")] == [2, 0]
    assert money(second, "001") == {"辞退": ""}
    assert money(second, "002") == {"第一次客诉": "50"}


def test_an_appeal_in_january_renumbers_what_came_in_february(lab: Lab) -> None:
    make(lab, "2月", "2026-02", ("1月",))
    lab.fill("2月", {"001": log(event("K3", "2026-02-03")), "002": log()})
    assert money(lab.collect("2月"), "001") == {"辞退": ""}
    decided, problems = decide_appeal(lab.home / "1月", "001", "客诉登记", 1, "总经理", "申诉成立")
    assert decided is not None, problems
    assert money(lab.collect("1月"), "001") == {"第一次客诉": "50"}
    found = make(lab, "2月", "2026-02", ("1月",), revise=True)
    assert "roster-figure-changed" in codes(found)
    again = lab.collect("2月")
    assert column(again, "001") == 1
    assert money(again, "001") == {"第二次客诉": "100"}


def test_a_new_year_begins_with_none(lab: Lab) -> None:
    found = make(lab, "次年1月", "2027-01", ("1月",))
    assert [code for code in codes(found) if code.startswith("rollup-")] == ["rollup-outside"]
    lab.fill("次年1月", {"001": log(event("K9", "2027-01-03")), "002": log()})
    assert money(lab.collect("次年1月"), "001") == {"第一次客诉": "50"}


def test_a_month_between_that_is_not_named_leaves_the_count_unknown(lab: Lab) -> None:
    found = make(lab, "3月", "2026-03", ("1月",))
    assert "rollup-gap" in codes(found)
    lab.fill("3月", {"001": log(event("K3", "2026-03-03")), "002": log()})
    assert lab.collect("3月").provisional


def test_a_newcomer_has_none_before(lab: Lab) -> None:
    rows = [*ROWS, ["003", "新来的", "售后服务部", "顾问"]]
    found = make(lab, "2月", "2026-02", ("1月",), rows)
    assert [code for code in codes(found) if code.startswith("rollup-")] == ["rollup-person-absent"]
    lab.fill("2月", {"003": log(event("K3", "2026-02-03"))})
    assert money(lab.collect("2月"), "003") == {"第一次客诉": "50"}


def test_what_the_cycles_say_goes_before_what_the_roster_says(lab: Lab) -> None:
    rows = [[*ROWS[0], COLUMN], [*ROWS[1], "1"], [*ROWS[2], "0"]]
    found = make(lab, "2月", "2026-02", ("1月",), rows)
    (told,) = (finding for finding in found if finding.code == "rollup-column-replaced")
    assert told.details["names"] == "李接待"
    lab.fill("2月", {"001": log(event("K3", "2026-02-03")), "002": log()})
    assert money(lab.collect("2月"), "001") == {"辞退": ""}


def test_what_the_roster_says_counts_where_the_cycles_give_nothing(lab: Lab) -> None:
    rows = [[*ROWS[0], COLUMN], [*ROWS[1], "1"], [*ROWS[2], "0"]]
    found = make(lab, "3月", "2026-03", ("1月",), rows)
    assert "rollup-column-own" in codes(found)
    lab.fill("3月", {"001": log(event("K3", "2026-03-03")), "002": log()})
    assert money(lab.collect("3月"), "001") == {"第二次客诉": "100"}


def test_somebody_whose_form_is_open_has_no_count_yet(lab: Lab) -> None:
    lab.make("2月", SCHEME, "2026-02", ROWS, Options(trial=True, after=(lab.home / "1月",)))
    lab.fill("2月", {"001": log()})
    lab.collect("2月")
    found = make(lab, "3月", "2026-03", ("1月", "2月"))
    (told,) = (finding for finding in found if finding.code == "rollup-source-provisional")
    assert told.details["names"] == "王接待"
    lab.fill("3月", {"001": log(event("K3", "2026-03-03")), "002": log(event("K5", "2026-03-03"))})
    third = lab.collect("3月")
    assert money(third, "001") == {"辞退": ""}
    assert [each.status.value for each in third.results] == ["assessed", "not_assessed"]


def test_a_trial_is_no_source_of_what_is_not(lab: Lab) -> None:
    roster = lab.roster(ROWS)
    after = Options(after=(lab.home / "1月",))
    scheme = lab.scheme("decided.yaml", TEXT.replace("unset(100)", "100"))
    made, found = make_template(scheme, roster, "2026-02", lab.home / "2月", after, nothing)
    assert made is None
    assert "rollup-source-trial" in codes(found)
