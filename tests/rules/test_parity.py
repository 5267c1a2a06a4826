"""kpixl's own evaluation and independent engines agree on what a rule gives, to the last digit."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter

from kpixl.rules.evaluate import evaluate
from kpixl.rules.functions import USER_FUNCTIONS
from kpixl.rules.nodes import Binary, Call, Unary, walk
from kpixl.rules.operators import BINARY
from kpixl.rules.parser import parse
from kpixl.rules.values import UNKNOWN, Value
from tests.oracle import FormualizerJudge, IronCalcJudge, Judge, LibreOfficeJudge
from tests.rules.function_cases import FILES, tree_of
from tests.rules.parity import (
    NUMBERS,
    CaseBook,
    World,
    case_of,
    cells_for,
    random_cases,
)
from tests.rules.quirks import QUIRKS, Quirk
from tests.rules.trees import Names

NO_NAMES = Names((), (), ())


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> CaseBook:
    """Five thousand random rules over fifty worlds."""
    return CaseBook(tmp_path_factory.mktemp("parity") / "rules.xlsx", random_cases(20261122, 50, 100))


@pytest.fixture(scope="module")
def other_rules(tmp_path_factory: pytest.TempPathFactory) -> CaseBook:
    """A thousand more, for the heavy judge."""
    return CaseBook(tmp_path_factory.mktemp("parity") / "others.xlsx", random_cases(1122, 10, 100))


@pytest.fixture(scope="module")
def functions(tmp_path_factory: pytest.TempPathFactory) -> CaseBook:
    """The cases of the functions, each beside its own values."""
    cases, row = [], 0
    for file in FILES:
        for case in file.cases:
            own = World(case.values, {}, NO_NAMES, cells_for(case.values, row=row))
            cases.append(case_of(own, tree_of(case), "函数", row))
            row += 1 + sum(len(value) if isinstance(value, tuple) else 1 for value in case.values.values())
    return CaseBook(tmp_path_factory.mktemp("parity") / "functions.xlsx", cases)


AMOUNTS = (
    "数1 + 数2 >= 数4",
    "数1 + 数2 <= 数4",
    "数4 - 数2 = 数1",
    "数1 * 0.1 >= 数6",
    "数1 * 10% <= 数6",
    "数6 / 0.1 = 数1",
    "ROUND(数1 * 1.15, 2)",
    "ROUND(数1 * 0.285, 2)",
    "ROUND(数1 / 3, 2)",
    "ROUND(数5 * 0.005, 2)",
    "ROUND(数1 * 88.85 / 100, 2)",
    "ROUND(数1 * 0.5, 1)",
    "ROUND(数1 * 0.7 * 88.85 / 100, 2)",
    "ROUNDDOWN(数1 * 0.1, 2)",
    "ROUNDUP(数1 * 0.1, 2)",
    'TEXT(数1 * 1.15, "#,##0.00")',
    "LOOKUP(数4 - 数2 - 数1, {-1,0,1}, {1,2,3})",
)
"""Rules over amounts in 元. Beyond some four million a double has no ninth decimal place: there a difference
may miss its bound in any spreadsheet."""


@pytest.fixture(scope="module")
def amounts(tmp_path_factory: pytest.TempPathFactory) -> CaseBook:
    """Rules over amounts with cents, whose sums and tenths are met exactly."""
    from random import Random

    random, cases = Random(7), []
    for number, size in enumerate([10**3, 10**4, 10**5, 10**6] * 10):
        given: dict[str, Value] = {name: Fraction(random.randrange(size * 100), 100) for name in NUMBERS}
        for name, rule in (("数4", "数1 + 数2"), ("数6", "数1 * 0.1")):
            given[name] = evaluate(parse(rule), given)
        here = World(given, {}, NO_NAMES, cells_for(given))
        cases += [case_of(here, parse(rule), f"元{number}", row) for row, rule in enumerate(AMOUNTS)]
    return CaseBook(tmp_path_factory.mktemp("parity") / "amounts.xlsx", cases)


BOOKS = pytest.mark.parametrize("book", ["rules", "functions", "amounts"])


@BOOKS
def test_formualizer_agrees(
    book: str, formualizer_judge: FormualizerJudge, request: pytest.FixtureRequest
) -> None:
    assert request.getfixturevalue(book).disagreements(formualizer_judge) == []


@BOOKS
def test_ironcalc_agrees(book: str, ironcalc_judge: IronCalcJudge, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(book).disagreements(ironcalc_judge) == []


@pytest.mark.parametrize("book", ["other_rules", "functions", "amounts"])
def test_libreoffice_agrees(
    book: str, libreoffice_judge: LibreOfficeJudge, request: pytest.FixtureRequest
) -> None:
    assert request.getfixturevalue(book).disagreements(libreoffice_judge) == []


def test_the_random_rules_are_of_every_kind(rules: CaseBook) -> None:
    parts = [part for case in rules.cases for part in walk(case.tree)]
    assert {part.function for part in parts if isinstance(part, Call)} == {row.name for row in USER_FUNCTIONS}
    assert {part.op for part in parts if isinstance(part, Binary)} == set(BINARY)
    assert {part.op for part in parts if isinstance(part, Unary)} == {"+", "-", "%"}
    kinds = [type(case.expected).__name__ for case in rules.cases]
    assert len(kinds) == 5000
    assert all(kinds.count(kind) > 500 for kind in ("Fraction", "bool", "str", "Special"))
    assert UNKNOWN in {case.expected for case in rules.cases}


@pytest.mark.parametrize("quirk", QUIRKS, ids=lambda quirk: quirk.formula)
def test_an_engine_is_excused_only_for_what_it_still_does_otherwise(
    quirk: Quirk,
    formualizer_judge: FormualizerJudge,
    ironcalc_judge: IronCalcJudge,
    tmp_path: Path,
) -> None:
    shown = shown_by((formualizer_judge, ironcalc_judge), quirk.formula, tmp_path)
    assert {name for name, value in shown.items() if value != quirk.right} == quirk.engines


def test_libreoffice_needs_no_excuse(libreoffice_judge: LibreOfficeJudge, tmp_path: Path) -> None:
    shown = [shown_by((libreoffice_judge,), quirk.formula, tmp_path) for quirk in QUIRKS]
    assert [value["libreoffice"] for value in shown] == [quirk.right for quirk in QUIRKS]


def shown_by(judges: Iterable[Judge], formula: str, folder: Path) -> dict[str, Value | float]:
    path = folder / "quirk.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("S").write_formula("A1", formula)
    return {judge.name: judge.values(path, {}, [("S", "A1")])["S", "A1"] for judge in judges}
