"""Whatever formula somebody writes, it can be said, and its score is explained as soon as there is one."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from kpixl.rules.nodes import Binary, Call, Column, Expr, Name, Number, walk
from kpixl.rules.phrases import EN, ZH
from kpixl.rules.printer import print_rule
from kpixl.rules.words import standard
from tests.rules.scoring_cases import (
    Run,
    ScoringCase,
    rulebook_of,
    score_of,
    values_of,
    working_of,
    working_tree,
)
from tests.rules.trees import Names, Trees

INPUTS: tuple[dict[str, Any], ...] = (
    {"name": "甲", "unit": "件"},
    {"name": "乙", "unit": "分"},
    {"name": "丙"},
    {"name": "等", "kind": "text"},
    {"name": "级", "kind": "text"},
)
TYPED: dict[str, tuple[Any, ...]] = {
    "甲": (0, 1, 60),
    "乙": (0.5, 60, 82, 99.995),
    "丙": (-3, 0, 2.5),
    "等": ("优", "良"),
    "级": ("A级", "a"),
}
NAMES = Names(
    (Name("甲"), Name("乙"), Name("丙"), Name("满分")), (Name("等"), Name("级")), (Column("甲"), Column("乙"))
)


class Formulas(Trees):
    """Rules over single inputs, as an indicator without open rows has them."""

    def formula(self) -> str:
        """A rule that gives a number."""
        while True:
            tree = self.number(self.random.choice((1, 2, 3, 4)))
            if not any(map(_is_refused, walk(tree))):
                return print_rule(tree)


def _is_refused(part: Expr) -> bool:
    is_for_columns = isinstance(part, Call) and part.function in _COLUMNS_ONLY
    return is_for_columns or (isinstance(part, Binary) and part.op == "/" and part.right == NOTHING)


NOTHING = Number(Fraction(0))


_COLUMNS_ONLY = frozenset({"SUMPRODUCT", "COUNTIF"})


@pytest.mark.parametrize("seed", range(8))
def test_any_formula_can_be_said_and_explained(seed: int) -> None:
    random = Random(seed)
    formulas = Formulas(random, NAMES)
    for missing in ("incomplete", "exclude", "zero", "full") * 4:
        indicator = {
            "name": "项",
            "points": 20,
            "inputs": list(INPUTS),
            "formula": formulas.formula(),
            "missing": missing,
        }
        rulebook, item = rulebook_of(ScoringCase("", "", {"indicator": indicator}, "", "", ()))
        assert standard(item, rulebook, "zh-CN").endswith("。")
        assert standard(item, rulebook, "en").endswith(".")
        working = working_tree(rulebook, item)
        for _ in range(3):
            typed = {
                name: random.choice(choices) for name, choices in TYPED.items() if random.random() < 0.85
            }
            values = values_of(rulebook, item, Run(typed, None, None))
            assert (score_of(item, values) is None) == (working_of(working, values) is None)


def test_both_languages_have_phrases_for_the_same_things() -> None:
    for table in ("compare", "compare_two", "arithmetic", "functions", "missing"):
        assert set(getattr(ZH, table)) == set(getattr(EN, table))
