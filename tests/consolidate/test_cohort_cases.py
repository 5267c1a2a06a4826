"""Every case of cohort steps: what each person gets, what is told, and that spreadsheets compute the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpixl.findings.cohort import FOUND
from kpixl.model.numbers import plain
from kpixl.report.export import result_json
from kpixl.rules.cohort_run import computed
from tests.consolidate.cohort_cases import CASES, CohortCase
from tests.oracle import FormualizerJudge, IronCalcJudge, Judge
from tests.rules.cohort_worlds import World, disagreements

EXPECTED = [case for case in CASES if "expected" in case.data]


def shown(case: CohortCase, key: str) -> dict[str, list[str | None]]:
    """Of each step what everybody has under a key, in the order of the roster."""
    results = [result_json(result, case.scheme.rounding) for result in case.run()[0]]
    names = [column.name for column in case.cohort.columns if not column.helper]
    steps = {
        name: [{part["name"]: part for part in result["cohort"]}[name] for result in results]
        for name in names
    }
    return {name: [part[key] for part in parts] for name, parts in steps.items()}


@pytest.mark.parametrize("case", EXPECTED, ids=str)
def test_everybody_gets_what_the_case_says(case: CohortCase) -> None:
    values = shown(case, "value")
    for name, expected in case.data["expected"].items():
        assert values[name] == expected, name


@pytest.mark.parametrize("case", [case for case in CASES if "values" in case.data], ids=str)
def test_rules_of_ones_own_give_what_the_case_says(case: CohortCase) -> None:
    results = case.run()[0]
    for name, expected in case.data["values"].items():
        values = [result.cohort[name].value for result in results]
        assert [v if v is None or isinstance(v, str) else plain(v) for v in values] == expected, name


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_told_is_what_the_case_says(case: CohortCase) -> None:
    found = case.run()[1]
    assert sorted(finding.code for finding in found) == sorted(case.data.get("findings", []))
    for finding in found:
        assert "{" not in finding.message() + finding.remedy() + finding.message("en") + finding.remedy("en")


@pytest.mark.parametrize("case", [case for case in CASES if "explanations" in case.data], ids=str)
def test_it_is_explained_with_everybodys_own_figures(case: CohortCase) -> None:
    told = shown(case, "explanation")
    for name, expected in case.data["explanations"].items():
        assert told[name] == expected


@pytest.mark.parametrize("case", [case for case in CASES if "kinds" in case.data], ids=str)
def test_a_step_is_of_the_kind_that_the_case_says(case: CohortCase) -> None:
    assert {
        name: set(kinds) for name, kinds in shown(case, "kind").items() if name in case.data["kinds"]
    } == {name: {kind} for name, kind in case.data["kinds"].items()}


def test_every_code_of_what_is_found_has_a_case() -> None:
    assert {code for case in CASES for code in case.data.get("findings", [])} == {row.code for row in FOUND}


def agree(case: CohortCase, judge: Judge, folder: Path) -> list[str]:
    world = World("", case.cohort, case.rows, computed(case.cohort.columns, case.rows))
    return disagreements(judge, folder / "case.xlsx", world)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_spreadsheets_give_the_same(
    case: CohortCase, formualizer_judge: FormualizerJudge, ironcalc_judge: IronCalcJudge, tmp_path: Path
) -> None:
    assert agree(case, formualizer_judge, tmp_path) == []
    assert agree(case, ironcalc_judge, tmp_path) == []
