"""Random cohorts: what kpixl computes exactly, independent engines compute from the formulas, to the cent."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from kpixl.consolidate.ranks import standard_ranks
from kpixl.rules.cohort import Cohort
from kpixl.rules.cohort_cells import AGGREGATES
from kpixl.rules.cohort_column import ORDER, ColumnKind, cells_of
from kpixl.rules.cohort_excel import Where, formula
from kpixl.rules.cohort_functions import COHORT_FUNCTIONS
from kpixl.rules.cohort_run import Row, Table, computed
from kpixl.rules.evaluate import evaluate
from kpixl.rules.nodes import Call, names, walk
from kpixl.rules.values import UNKNOWN, Scalar, Value
from tests.oracle import FormualizerJudge, IronCalcJudge, LibreOfficeJudge
from tests.rules.cohort_worlds import SCHEME, World, disagreements, world, world_of

SIZES = (1, 2, 3, 5, 8, 13, 21, 34)
SMALL = [(seed, SIZES[seed % len(SIZES)]) for seed in range(32)]
LARGE = [(1001, 200), (1002, 200), (1003, 150)]


@pytest.mark.parametrize(("seed", "size"), [*SMALL, *LARGE])
def test_two_engines_agree(
    seed: int,
    size: int,
    formualizer_judge: FormualizerJudge,
    ironcalc_judge: IronCalcJudge,
    tmp_path: Path,
) -> None:
    here = world(seed, size)
    assert disagreements(formualizer_judge, tmp_path / "world.xlsx", here) == []
    assert disagreements(ironcalc_judge, tmp_path / "world.xlsx", here) == []


@pytest.mark.parametrize(("seed", "size"), [(2001, 1), (2002, 21), (2003, 34), (2004, 60), (2005, 200)])
def test_libreoffice_agrees(
    seed: int, size: int, libreoffice_judge: LibreOfficeJudge, tmp_path: Path
) -> None:
    assert disagreements(libreoffice_judge, tmp_path / "world.xlsx", world(seed, size)) == []


def test_the_random_cohorts_are_of_every_kind() -> None:
    worlds = [world(seed, size) for seed, size in SMALL]
    text = "".join(each.text for each in worlds)
    assert all(f"{name}(" in text for name in COHORT_FUNCTIONS)
    for word in ("dense", "share", "tie-break", "lower", "least", "pool", "earned", "down-best", "when"):
        assert word in text
    columns = [(column, each) for each in worlds for column in each.cohort.columns]
    assert {column.kind for column, _ in columns} == set(ColumnKind) - {ColumnKind.FINE}
    values = [row[column.name] for column, each in columns for row in each.computed]
    assert all(sum(isinstance(value, kind) for value in values) > 1000 for kind in (Fraction, str))
    assert sum(value is UNKNOWN for value in values) > 1000


def test_an_empty_cohort_gives_nothing() -> None:
    assert world(1, 0).computed == []


@pytest.mark.parametrize("seed", range(12))
def test_what_is_computed_for_all_together_is_what_each_row_says_by_itself(seed: int) -> None:
    here = world(seed, 7)
    table = Table(here.rows)
    for column in here.cohort.columns:
        table.add(column.name, column.tree)
        for at in range(len(here.rows)):
            env: dict[str, Value] = {}
            for part in names(column.tree):
                values = table.column(cells_of(part.name))
                env[part.name] = tuple(values) if part.name != cells_of(part.name) else values[at]
            assert evaluate(column.tree, env) == table.column(column.name)[at], column.name


def test_whole_columns_are_asked_by_their_functions_alone() -> None:
    for seed, size in SMALL[:8]:
        for column in world(seed, size).cohort.columns:
            calls = {part.function for part in walk(column.tree) if isinstance(part, Call)}
            assert calls & COHORT_FUNCTIONS.keys() == set()
            if "@@" in "".join(part.name for part in names(column.tree)):
                assert calls & AGGREGATES


def totals(size: int) -> list[Row]:
    random = Random(size)

    def row() -> dict[str, Scalar]:
        total = UNKNOWN if random.random() < 0.1 else Fraction(random.randrange(8000, 8010), 100)
        return {"绩效分数": total, "部门": random.choice(("甲部", "乙部", "*"))}

    return [row() for _ in range(size)]


@pytest.mark.parametrize("size", [1, 40])
def test_the_ranks_that_every_scheme_has_are_formulas_as_well(
    size: int, formualizer_judge: FormualizerJudge, ironcalc_judge: IronCalcJudge, tmp_path: Path
) -> None:
    ranks, rows = standard_ranks(), totals(size)
    here = World("", ranks, rows, computed(ranks.columns, rows))
    assert disagreements(formualizer_judge, tmp_path / "ranks.xlsx", here) == []
    assert disagreements(ironcalc_judge, tmp_path / "ranks.xlsx", here) == []


def spelled(cohort: Cohort, where: Where) -> dict[str, str]:
    facts = cohort.facts
    return {column.label: formula(column, where, 7, facts) for column in cohort.columns}


def test_formulas_are_short_where_nothing_is_in_doubt() -> None:
    letters = {
        "绩效分数": "F",
        "部门": "B",
        ORDER: "A",
        "名次@": "C",
        "部门名次@": "D",
        "总表·部门名次@组": "Z",
    }
    assert spelled(standard_ranks(), Where(5, 30, letters, nothing=("", "未评"))) == {
        "名次": '=IF(ISNUMBER($F7),COUNTIFS($F$5:$F$30,">"&$F7)+1,"")',
        "总表·部门名次·组": '=IF(ISNUMBER($F7),IF(AND($B7<>"",$B7<>"未评"),'
        '"·"&SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE($B7,"·","•"),"~","～"),"*","＊"),"?","？"),""),"")',
        "部门名次": '=IF(AND($Z7<>"",$Z7<>"未评"),COUNTIFS($Z$5:$Z$30,$Z7,$F$5:$F$30,">"&$F7)+1,"")',
    }


def test_columns_may_stand_on_other_sheets_and_constants_in_place_of_columns() -> None:
    letters = {"绩效分数": "'数据'!F", "部门": "B", ORDER: "A", "名次@": "C", "部门名次@": "D"}
    letters["总表·部门名次@组"] = "Z"
    elsewhere = Where(5, 30, letters, sheet="总 表", nothing=("—", ""))
    assert spelled(standard_ranks(), elsewhere)["名次"] == (
        "=IF(ISNUMBER('数据'!$F7),COUNTIFS('数据'!$F$5:$F$30,\">\"&'数据'!$F7)+1,\"—\")"
    )
    assert "'总 表'!$Z$5:$Z$30" in spelled(standard_ranks(), elsewhere)["部门名次"]


def test_what_is_the_same_for_everybody_stands_in_a_cell_or_as_a_constant() -> None:
    text = SCHEME + "  - {value: 满月, rule: 'MONTHS(入职日期, 期末)'}\n"
    cohort = world_of(text, []).cohort
    letters = {"入职日期": "H", "满月": "I", ORDER: "A"}
    (told,) = spelled(cohort, Where(5, 30, letters, fixed={"期末": "$C$2"})).values()
    assert told.startswith("=IF(AND(ISNUMBER($H7),ISNUMBER($C$2)),")
    assert "YEAR(INT($C$2))" in told
