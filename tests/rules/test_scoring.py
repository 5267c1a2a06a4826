"""Every ready-made scoring rule, case by case: the score, what the form says of it, how it explains it."""

from __future__ import annotations

import pytest

from kpixl.rules.nodes import Name
from kpixl.rules.scoring import SCORING
from kpixl.rules.words import standard
from tests.oracle import FormualizerJudge, IronCalcJudge, LibreOfficeJudge
from tests.rules.parity import Case, CaseBook, World, case_of, cells_for
from tests.rules.scoring_cases import (
    Run,
    ScoringCase,
    read_cases,
    rulebook_of,
    score_of,
    values_of,
    working_of,
    working_tree,
)
from tests.rules.trees import Names

CASES = tuple(read_cases())
RUNS = [
    pytest.param(case, run, id=f"{case.rule}-{case.label}-{run.typed}") for case in CASES for run in case.runs
]
ALL = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.label}")


@pytest.mark.parametrize(("case", "run"), RUNS)
def test_what_is_typed_gives_this_score_and_this_working(case: ScoringCase, run: Run) -> None:
    rulebook, item = rulebook_of(case)
    values = values_of(rulebook, item, run)
    assert score_of(item, values) == run.score
    assert working_of(working_tree(rulebook, item), values) == run.working


@ALL
def test_the_standard_is_said_in_chinese(case: ScoringCase) -> None:
    rulebook, item = rulebook_of(case)
    assert standard(item, rulebook, "zh-CN") == case.standard


@ALL
def test_the_standard_is_said_in_english(case: ScoringCase) -> None:
    rulebook, item = rulebook_of(case)
    assert standard(item, rulebook, "en") == case.standard_en


@ALL
def test_a_score_is_explained_exactly_when_there_is_one(case: ScoringCase) -> None:
    assert {run.working is None for run in case.runs if run.score is None} <= {True}
    assert {run.working is None for run in case.runs if run.score is not None} <= {False}


def test_the_schemes_own_words_come_first() -> None:
    (case,) = (case for case in CASES if (case.rule, case.label) == ("threshold", "higher is better"))
    indicator = {**case.definition["indicator"], "standard": "以省公司回访为准。"}
    rulebook, item = rulebook_of(ScoringCase(case.rule, "", {"indicator": indicator}, "", "", ()))
    assert standard(item, rulebook) == "以省公司回访为准。"


def test_every_ready_made_rule_has_cases_and_each_of_its_templates_is_used() -> None:
    assert {case.rule for case in CASES} == set(SCORING)
    for row in SCORING.values():
        given = [_given(case) for case in CASES if case.rule == row.name]
        assert {row.template(held) for held in given} == {text for _, text in row.templates}


def _given(case: ScoringCase) -> set[str]:
    indicator = case.definition["indicator"]
    return {*indicator, *(f"{name}={value}" for name, value in indicator.items())}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> CaseBook:
    """Every run in a workbook: what is typed in, everything that its form computes, and the 算式."""
    cases: list[Case] = []
    row = 0
    for case in CASES:
        rulebook, item = rulebook_of(case)
        working = working_tree(rulebook, item)
        for run in case.runs:
            values = values_of(rulebook, item, run)
            rules = {name: part.rule for name, part in rulebook.quantities.items() if part.rule is not None}
            unsettled = [name for name, part in rulebook.quantities.items() if not part.settled]
            here = World(values, rules, Names((), (), ()), cells_for(values, unsettled, row))
            trees = (working, *(Name(name) for name in rules))
            cases += [case_of(here, tree, "计分", row + at) for at, tree in enumerate(trees)]
            row += sum(len(value) if isinstance(value, tuple) else 1 for value in values.values())
    return CaseBook(tmp_path_factory.mktemp("scoring") / "scoring.xlsx", cases)


def test_formualizer_agrees_on_every_run(book: CaseBook, formualizer_judge: FormualizerJudge) -> None:
    assert book.disagreements(formualizer_judge) == []


def test_ironcalc_agrees_on_every_run(book: CaseBook, ironcalc_judge: IronCalcJudge) -> None:
    assert book.disagreements(ironcalc_judge) == []


def test_libreoffice_agrees_on_every_run(book: CaseBook, libreoffice_judge: LibreOfficeJudge) -> None:
    assert book.disagreements(libreoffice_judge) == []
