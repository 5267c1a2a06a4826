"""Cohort steps all the way: declared in a scheme, made, filled in, collected, written for other programs."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.consolidate.cohort import Where, cohort_columns, cohort_of, evaluate, rows_of, to_excel
from kpixl.definition.library import library
from kpixl.findings import Severity
from kpixl.model.result import Consolidation
from kpixl.pipeline.prepare import prepare
from kpixl.report.csv_export import csv_text
from kpixl.report.export import results_json
from kpixl.rules.cohort_column import ORDER
from kpixl.rules.values import UNKNOWN
from tests.pipeline.world import World, make_world, result_of, write_csv

SCHEME = """\
scheme: cohort
title: 月度考核
points: 100
columns: {实销: 台}
forms:
  - form: all
    title: "{period}考核表"
    sections:
      - name: 工作
        indicators:
          - {name: 评价, points: 100, unit: 分, ask: 评分, score: rating}
grades: [{name: 优秀, from: 90}, {name: 良好, from: 60}, {name: 待改进}]
pay: {amount: 绩效基数 * 绩效分数 / 100}
cohort:
  - {rank: 销量名次, by: 实销, when: 绩效分数 >= 90}
  - {bonus: 销量奖, rank: 销量名次, amounts: [500, 300]}
  - distribution: 建议等级
    by: 绩效分数
    shares: {优秀: 25%, 良好: 75%}
  - {value: 离均差, rule: 绩效分数 - MEANIN(绩效分数), unit: 分}
  - {budget: 工资总额, of: 绩效工资, amount: 10000, gives: 实发绩效工资}
"""

HEADINGS = ("工号", "姓名", "部门", "绩效基数", "实销")
PEOPLE = (
    ("001", "甲", "一部", "5000", "12"),
    ("002", "乙", "一部", "4000", "15"),
    ("003", "丙", "二部", "3000", "12"),
    ("004", "丁", "二部", "", ""),
)
SCORES = {"001": 92, "002": 90, "003": 95, "004": 80}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return _world(tmp_path_factory.mktemp("cohort"), SCHEME)


def _world(folder: Path, scheme: str) -> World:
    (folder / "方案.yaml").write_text(scheme, encoding="utf-8")
    roster = write_csv(folder / "名册.csv", PEOPLE, HEADINGS)
    return make_world(folder / "十一月", str(folder / "方案.yaml"), roster, "2026-11")[0]


@pytest.fixture(scope="module")
def provisional(world: World) -> Consolidation:
    """Three of four came back."""
    for number, score in list(SCORES.items())[:3]:
        world.fill(number, entries={"评价.评分@": Fraction(score)})
    return world.collect()


@pytest.fixture(scope="module")
def whole(provisional: Consolidation, world: World) -> Consolidation:
    """All of them."""
    world.fill("004", entries={"评价.评分@": Fraction(SCORES["004"])})
    return world.collect()


def values(consolidation: Consolidation, number: str) -> dict[str, object]:
    return {part.name: part.value for part in result_of(consolidation, number).cohort.values()}


def test_everybody_has_what_the_steps_give(whole: Consolidation) -> None:
    # pay: 4600, 3600 and 2850 are due together 11050, of 10000
    assert values(whole, "001") == {
        "销量名次": 2,
        "销量奖": 300,
        "建议等级": "良好",
        "离均差": Fraction("2.75"),
        "实发绩效工资": Fraction("4162.90"),
    }
    assert values(whole, "003")["建议等级"] == "优秀"
    assert values(whole, "004") == {
        "销量名次": None,
        "销量奖": 0,
        "建议等级": "良好",
        "离均差": Fraction("-9.25"),
        "实发绩效工资": None,
    }
    paid = [result.cohort["实发绩效工资"].value for result in whole.results]
    assert sum(amount for amount in paid if isinstance(amount, Fraction)) == 10000


def test_what_was_found_stands_at_the_step_in_the_scheme(whole: Consolidation) -> None:
    found = {finding.code: finding for finding in whole.findings if finding.code.startswith("cohort-")}
    assert set(found) == {
        "cohort-tie",
        "cohort-would-move",
        "cohort-budget-scaled",
        "cohort-not-computable",
    }
    line = SCHEME.splitlines().index("  - {bonus: 销量奖, rank: 销量名次, amounts: [500, 300]}") + 1
    assert (found["cohort-tie"].place.line, found["cohort-tie"].severity) == (line, Severity.INFO)
    assert found["cohort-tie"].message() == "「销量奖」第 2 名并列 2 人（甲、丙）：各 300.00 元。"
    assert (
        found["cohort-would-move"].message()
        == "按「建议等级」，2 人的等级与所得等级不同：甲 优秀→良好、乙 优秀→良好。"
    )
    assert "90.50%" in found["cohort-budget-scaled"].message()
    assert found["cohort-not-computable"].message() == "「实发绩效工资」有 1 人算不出来：丁。"


def test_while_somebody_is_missing_all_is_provisional(provisional: Consolidation) -> None:
    (told,) = (finding for finding in provisional.findings if finding.code == "cohort-provisional")
    assert "丁" in told.message()
    assert "销量奖" in told.message()
    assert provisional.provisional
    assert values(provisional, "004")["建议等级"] is None


def test_other_programs_read_it_as_it_is_shown(whole: Consolidation) -> None:
    person = results_json(whole)["results"][0]
    assert [(part["name"], part["kind"], part["value"], part["unit"]) for part in person["cohort"]] == [
        ("销量名次", "rank", "2", ""),
        ("销量奖", "bonus", "300.00", "元"),
        ("建议等级", "distribution", "良好", ""),
        ("离均差", "value", "2.75", "分"),
        ("实发绩效工资", "budget", "4162.90", "元"),
    ]
    assert person["cohort"][1]["explanation"] == "销量名次第 2，并列 2 人，各按这一名次，300.00 元"
    rows = {row["工号"]: row for row in csv.DictReader(io.StringIO(csv_text(whole)))}
    assert [rows['="001"'][name] for name in ("销量奖", "离均差")] == ["300.00", "2.75"]
    assert [rows['="004"'][name] for name in ("销量奖", "离均差")] == ["0.00", "-9.25"]


def test_ranks_by_total_make_way_for_a_step_of_their_name(tmp_path: Path) -> None:
    world = _world(tmp_path, SCHEME.replace("销量名次", "名次"))
    headings = next(csv.reader(io.StringIO(csv_text(world.collect()))))
    assert len(headings) == len(set(headings))
    assert {"总分名次", "部门名次", "名次"} <= set(headings)


def test_whoever_shows_results_gets_columns_values_and_formulas(whole: Consolidation) -> None:
    cohort = cohort_of(whole)
    assert [column.name for column in cohort.columns if not column.helper] == list(values(whole, "001"))
    assert set(cohort.given) == {"绩效分数", "绩效工资", "等级", "实销"}
    rows = evaluate(cohort.columns, rows_of(whole.scheme, whole.cycle, cohort.given, whole.results))
    for result, row in zip(whole.results, rows, strict=True):
        for name, part in result.cohort.items():
            assert row[name] == (UNKNOWN if part.value is None else part.value)
    names = [*cohort.given, ORDER, *(column.name for column in cohort.columns)]
    where = Where(5, 8, dict(zip(names, _letters(), strict=False)))
    told = [to_excel(column, where, 6, cohort.facts) for column in cohort.columns]
    assert all(formula.startswith("=IF") for formula in told)
    assert cohort_columns(whole.scheme) == cohort.columns


def _letters() -> list[str]:
    alphabet = [chr(ord("A") + at) for at in range(26)]
    return [*alphabet, *(f"A{letter}" for letter in alphabet)]


def test_a_scheme_without_steps_has_no_columns() -> None:
    prepared, _ = prepare("perf-pay-100")
    assert prepared is not None
    assert prepared.cohort.columns == ()
    assert cohort_columns(prepared.scheme) == ()


@pytest.mark.parametrize("slug", [slug for slug, _ in library()])
def test_the_cohorts_of_the_library_are_sound(slug: str) -> None:
    prepared, found = prepare(slug, trial=True)
    assert prepared is not None, found
    assert bool(prepared.cohort.columns) == bool(prepared.scheme.cohort)
