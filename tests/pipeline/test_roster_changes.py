"""What a roster that has changed means for forms that are out: each change once, with what to do."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.cycle import store
from kpixl.definition.roster import read_roster
from kpixl.findings import Finding, status
from kpixl.pipeline.prepare import prepare_text
from kpixl.pipeline.roster_changes import roster_changes
from tests.pipeline.world import HEADINGS, PEOPLE, Rows, World, codes, write_csv

OUYANG, WANG, LI, ZHAO = PEOPLE


def moved(person: tuple[str, ...], **fields: str) -> tuple[str, ...]:
    """The person with other values in these columns."""
    return tuple(fields.get(heading, value) for heading, value in zip(HEADINGS, person, strict=True))


def changes(world: World, rows: Rows, tmp_path: Path) -> tuple[Finding, ...]:
    """What is said of this roster."""
    roster, findings = read_roster(write_csv(tmp_path / "新.csv", rows))
    assert roster is not None, findings
    return roster_changes(world.held, roster, world.prepared)


@dataclass(frozen=True)
class Case:
    code: str
    rows: Rows
    place: str
    message: str

    def __str__(self) -> str:
        return self.code


NEW = ("010", "周周", "销售部", "销售顾问", "2800", "2026-11-10")
CASES = (
    Case(
        "roster-other", [moved(p, 工号=f"9{p[0]}", 姓名="某某") for p in PEOPLE], "新.csv", "没有本期的任何人"
    ),
    Case("roster-left", PEOPLE[1:], "新.csv", "欧阳晓燕（001）已不在花名册上，而考核表已经发出。"),
    Case("roster-joined", (*PEOPLE, NEW), "新.csv A6", "周周（010）在花名册上，还没有考核表。"),
    Case(
        "roster-moved",
        (moved(OUYANG, 岗位="销售主管"), *PEOPLE[1:]),
        "新.csv A2",
        "欧阳晓燕（001）由“销售顾问”改为“销售主管”，考核表还是同一张，表上印的是原来的。",
    ),
    Case(
        "roster-form-changed",
        (*PEOPLE[:3], moved(ZHAO, 部门="销售部", 岗位="销售顾问")),
        "新.csv A5",
        "赵强（004）由“售后服务部 机修技师”改为“销售部 销售顾问”，应换用另一张考核表："
        "发出的是《售后服务部2026年11月绩效考核表》，现在适用《销售部2026年11月绩效考核表》。",
    ),
    Case(
        "roster-form-ended",
        (*PEOPLE[:3], moved(ZHAO, 部门="总经办")),
        "新.csv A5",
        "赵强（004）由“售后服务部”改为“总经办”，不再适用任何一张考核表，而《售后服务部2026年11月绩效考核表》已经发出。",
    ),
    Case(
        "roster-figure-changed",
        (moved(OUYANG, 绩效基数="3200"), moved(WANG, 绩效基数=""), LI, ZHAO),
        "新.csv A2",
        "“绩效基数”有 2 人和发表时不同：欧阳晓燕 3150.5 → 3200；王小明 2800 → —。",
    ),
    Case(
        "roster-renamed",
        (OUYANG, moved(WANG, 姓名="王晓明"), LI, ZHAO),
        "新.csv A3",
        "编号 002 的姓名由“王小明”改为“王晓明”。",
    ),
    Case(
        "roster-renumbered",
        (OUYANG, moved(WANG, 工号="2002"), LI, ZHAO),
        "新.csv A3",
        "王小明的编号由 002 改为 2002，发出的考核表上是 002。",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_change_is_told_once_and_at_its_row(case: Case, perf_once: World, tmp_path: Path) -> None:
    (found,) = changes(perf_once, case.rows, tmp_path)
    assert found.code == case.code
    assert str(found.place) == str(tmp_path / case.place)
    assert case.message in found.message()
    for language in ("zh-CN", "en"):
        assert "{" not in found.message(language) + found.remedy(language)


def test_every_code_about_a_roster_has_a_case() -> None:
    assert {case.code for case in CASES} == {code.code for code in status.ROSTER}


def test_the_same_roster_changes_nothing(perf_once: World, tmp_path: Path) -> None:
    assert changes(perf_once, PEOPLE, tmp_path) == ()


def test_columns_that_no_rule_looks_at_may_change(perf_once: World, tmp_path: Path) -> None:
    assert changes(perf_once, [moved(OUYANG, 入职日期="2019-01-01"), *PEOPLE[1:]], tmp_path) == ()


def test_somebody_for_whom_no_form_is_has_not_joined(perf_once: World, tmp_path: Path) -> None:
    assert changes(perf_once, [*PEOPLE, moved(NEW, 部门="总经办")], tmp_path) == ()


def test_somebody_without_a_form_so_far_may_move_to_where_there_is_one(
    perf_once: World, tmp_path: Path
) -> None:
    held = perf_once.held
    without = store.StoredCycle(
        held.cycle, held.definition, held.definition_file, held.roster, held.handouts[1:], making=1
    )
    roster, _ = read_roster(write_csv(tmp_path / "新.csv"))
    assert roster is not None
    assert codes(roster_changes(without, roster, perf_once.prepared)) == ["roster-joined"]


def test_two_of_one_name_are_not_taken_for_one_person(perf_once: World, tmp_path: Path) -> None:
    rows = (OUYANG, moved(WANG, 工号="2002"), moved(WANG, 工号="2003"), LI, ZHAO)
    assert codes(changes(perf_once, rows, tmp_path)) == ["roster-left", "roster-joined", "roster-joined"]


def test_new_numbers_for_everybody_are_not_another_roster(perf_once: World, tmp_path: Path) -> None:
    rows = [moved(person, 工号=f"9{person[0]}") for person in PEOPLE]
    assert codes(changes(perf_once, rows, tmp_path)) == ["roster-renumbered"] * 4


def test_of_many_new_figures_the_first_are_told(perf_once: World, tmp_path: Path) -> None:
    many = [(f"{number:03}", f"人{number}", "销售部", "顾问", "3000", "2020-01-01") for number in range(7)]
    roster, _ = read_roster(write_csv(tmp_path / "旧.csv", many))
    assert roster is not None
    one = perf_once.held.handouts[0]
    handouts = tuple(
        type(one)(one.file, "销售部", p.id, p.name, p.position, "", "", key="sales")
        for p in roster.appraisees
    )
    held = store.StoredCycle(perf_once.held.cycle, "", "", roster, handouts, making=1)
    new, _ = read_roster(write_csv(tmp_path / "新.csv", [(*row[:4], "3100", row[5]) for row in many]))
    assert new is not None
    (found,) = roster_changes(held, new, perf_once.prepared)
    assert found.details["count"] == 7
    assert str(found.details["changes"]).count("→") == 5
    assert str(found.details["changes"]).endswith(" 等")


def test_a_column_that_decides_the_form_is_told_as_a_move(perf_once: World, tmp_path: Path) -> None:
    text = perf_once.held.definition.replace(
        "for: {部门: 销售部}", "for: {绩效基数: ['2800', '2900', '3150.5']}"
    )
    prepared, findings = prepare_text(text, "scheme.yaml", perf_once.held.roster)
    assert prepared is not None, findings
    rows = [OUYANG, moved(WANG, 绩效基数="2900"), LI, ZHAO]
    roster, _ = read_roster(write_csv(tmp_path / "新.csv", rows))
    assert roster is not None
    (found,) = roster_changes(perf_once.held, roster, prepared)
    assert (found.code, found.details["before"], found.details["after"]) == ("roster-moved", "2800", "2900")
    assert roster.appraisees[1].fields["绩效基数"] == Fraction(2900)
