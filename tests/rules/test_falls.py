"""Runs of falls: every engine counts them as the plain definition does, in columns of any length."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from kpixl.rules.evaluate import evaluate
from kpixl.rules.nodes import Column, call
from kpixl.rules.values import EXCLUDED, UNKNOWN, Scalar
from tests.oracle import FormualizerJudge, IronCalcJudge, LibreOfficeJudge
from tests.rules.parity import CaseBook, World, case_of, cells_for
from tests.rules.trees import Names

TREE = call("FALLS", Column("列"))
LONGEST = 100
"""Rows that a form may have."""


def columns() -> list[tuple[Scalar, ...]]:
    """Columns that mostly fall, with equal neighbours, rises and gaps among them."""
    random, found = Random(7), []
    for _ in range(150):
        value, cells = Fraction(90), list[Scalar]()
        for _ in range(random.choice((1, 2, 3, 4, 12, 40))):
            value -= random.choice(
                (Fraction(1, 10), Fraction(1, 100), Fraction(3), Fraction(0), Fraction(-1))
            )
            odd = random.random()
            cells.append(random.choice((UNKNOWN, "", None, EXCLUDED)) if odd < 0.05 else value)
        found.append(tuple(cells))
    return [*found, tuple(Fraction(LONGEST - at) for at in range(LONGEST))]


def run_of(cells: tuple[Scalar, ...]) -> int:
    """The plain definition."""
    run = 0
    while run + 1 < len(cells):
        before, after = cells[-2 - run], cells[-1 - run]
        if not (isinstance(before, Fraction) and isinstance(after, Fraction) and after < before):
            break
        run += 1
    return run


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> CaseBook:
    cases, row = [], 0
    for cells in columns():
        own = World({"列": cells}, {}, Names((), (), ()), cells_for({"列": cells}, row=row))
        cases.append(case_of(own, TREE, "列", row))
        row += len(cells)
    return CaseBook(tmp_path_factory.mktemp("falls") / "falls.xlsx", cases)


def test_a_run_is_counted_as_it_is_defined() -> None:
    runs = [run_of(cells) for cells in columns()]
    assert [evaluate(TREE, {"列": cells}) for cells in columns()] == runs
    assert {0, 1, 2, 3, LONGEST - 1} <= set(runs)


def test_independent_engines_count_the_same(
    book: CaseBook,
    formualizer_judge: FormualizerJudge,
    ironcalc_judge: IronCalcJudge,
    libreoffice_judge: LibreOfficeJudge,
) -> None:
    for judge in (formualizer_judge, ironcalc_judge, libreoffice_judge):
        assert book.disagreements(judge) == []
