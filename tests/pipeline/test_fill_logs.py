"""Rows that are made up for demonstrations are rows that people could have written."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from kpixl.assess.assess import Assessor
from kpixl.model.days import day_of
from kpixl.model.result import Status
from kpixl.model.submission import Raw
from kpixl.pipeline.fill import plausible
from kpixl.pipeline.score import Inputs, score_inputs
from tests.rules.log_rows import LOG
from tests.workbook.forms import PERSON, press

SEEDS = range(40)
MADE = press(LOG)


def entries(seed: int) -> dict[str, Raw]:
    return plausible(MADE.rulebook, Random(seed), MADE.cycle.period)


def rows_of(filled: dict[str, Raw], log: str) -> set[int]:
    used = (name.split(".") for name, value in filled.items() if value is not None)
    return {int(row.rstrip("@")) for item, _, row in used if item == log}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rows_hold_what_must_hold(seed: int) -> None:
    inputs = Inputs(PERSON, entries(seed), LOG.form, MADE.cycle)
    result, findings = score_inputs(Assessor(MADE.rulebook), inputs)
    assert [finding.code for finding in findings] == []
    assert result.status is Status.ASSESSED


def test_there_are_a_few_events_from_the_first_row_on() -> None:
    filled = [rows_of(entries(seed), "事件扣分") for seed in SEEDS]
    assert {len(rows) for rows in filled} == {0, 1, 2, 3, 4}
    assert all(rows == set(range(1, len(rows) + 1)) for rows in filled)


def test_every_preset_row_is_filled_in() -> None:
    assert all(rows_of(entries(seed), "设施检查") == {1, 2} for seed in SEEDS)
    assert all(rows_of(entries(seed), "一致性检查") == {1, 2, 3, 4} for seed in SEEDS)


def test_events_lie_in_the_cycle_and_end_after_they_begin() -> None:
    for seed in SEEDS:
        filled = entries(seed)
        for row in rows_of(filled, "时限登记"):
            start, end = filled[f"时限登记.受理.{row}@"], filled.get(f"时限登记.办结.{row}@")
            assert isinstance(start, Fraction)
            assert (day_of(int(start)).year, day_of(int(start)).month) == (2026, 11)
            assert end is None or (isinstance(end, Fraction) and end >= start)


def test_the_same_seed_makes_the_same_rows() -> None:
    assert entries(3) == entries(3)
