"""Thousands of spoiled files: none breaks anything, and none makes another figure count without a word."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.hostile.bench import Outcome, Wrong, judge
from tests.hostile.mutations import packed, source
from tests.hostile.plan import PATIENCE, PLAN, Task, tasks

TASKS = list(tasks())
LEAST = 5_000


@pytest.mark.parametrize("task", TASKS, ids=str)
def test_a_spoiled_file_never_makes_another_figure_count_without_a_word(task: Task) -> None:
    told = Counter(task.run())
    assert told.total() == task.count
    if task.mutation is None:
        assert set(told) == {Outcome.REFUSED}


def test_there_are_thousands_of_them() -> None:
    assert sum(task.count for task in TASKS) >= LEAST


@pytest.mark.parametrize("name", PLAN)
def test_the_honest_file_counts(name: str) -> None:
    honest = source(name)
    assert judge(honest.truth, honest.data, lambda entry: False, PATIENCE) is Outcome.UNCHANGED


def test_the_judge_tells_a_plain_change_from_a_strange_one() -> None:
    """It is put to the test itself: an entry is another one, and no result is there that would give it away."""
    honest = source("openpyxl.xlsx")
    part = next(name for name, data in honest.parts.items() if b"<v>1200</v>" in data)
    data = packed({**honest.parts, part: honest.parts[part].replace(b"<v>1200</v>", b"<v>1100</v>")})
    assert judge(honest.truth, data, lambda entry: True, PATIENCE) is Outcome.CHANGED
    with pytest.raises(Wrong, match="other entries without a word"):
        judge(honest.truth, data, lambda entry: False, PATIENCE)


def test_the_judge_stops_what_takes_too_long() -> None:
    honest = source("department.xlsx")
    with pytest.raises(Wrong, match="still not done"):
        judge(honest.truth, honest.data, lambda entry: False, 0.01)
