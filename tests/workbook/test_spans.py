"""Columns of a log find whole columns of the form to stand on."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from kpixl.workbook.spans import spans


def widths_of(placed: Sequence[tuple[int, int]], widths: Sequence[float], first: int = 1) -> list[float]:
    return [sum(widths[start - first : end - first + 1]) for start, end in placed]


@pytest.mark.parametrize(
    ("widths", "needs", "placed"),
    [
        ((10, 10, 10), (10, 10, 10), [(1, 1), (2, 2), (3, 3)]),
        ((10, 10, 10, 10), (20, 20), [(1, 2), (3, 4)]),
        ((6, 6, 6, 6), (6, 18), [(1, 1), (2, 4)]),
        ((6, 6, 6, 6), (18, 6), [(1, 3), (4, 4)]),
        ((5, 30, 5), (5, 5), [(1, 1), (2, 3)]),
        ((12,), (40,), [(1, 1)]),
    ],
)
def test_each_takes_what_is_nearest_to_its_need(
    widths: Sequence[float], needs: Sequence[float], placed: list[tuple[int, int]]
) -> None:
    assert spans(widths, needs) == placed


def test_columns_are_counted_from_the_first_of_the_sheet() -> None:
    assert spans((10, 10, 10, 10), (20, 20), first=3) == [(3, 4), (5, 6)]


@pytest.mark.parametrize("seed", range(60))
def test_all_columns_are_used_once_and_in_order(seed: int) -> None:
    random = Random(seed)
    widths = [random.uniform(5, 40) for _ in range(random.randint(3, 16))]
    needs = [random.uniform(8, 22) for _ in range(random.randint(1, len(widths)))]
    placed = spans(widths, needs)
    assert len(placed) == len(needs)
    assert [column for start, end in placed for column in range(start, end + 1)] == list(
        range(1, len(widths) + 1)
    )


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_too_narrow_where_it_could_be_wide_enough(seed: int) -> None:
    # Every need is a run of the columns, so that there is a way in which all fit.
    random = Random(seed)
    widths = [random.choice((6.0, 9.0, 12.0)) for _ in range(14)]
    ends = [*sorted(random.sample(range(1, 14), 5)), 14]
    runs = list(zip([0, *ends[:-1]], ends, strict=True))
    needs = [sum(widths[start:end]) for start, end in runs]
    given = widths_of(spans(widths, needs), widths)
    assert all(width >= need for width, need in zip(given, needs, strict=True))
