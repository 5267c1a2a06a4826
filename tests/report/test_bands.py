"""Bands of scores cover every score once, and begin at the pass mark."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from kpixl.model.consequence import Grade
from kpixl.report.bands import grade_bands, score_bands
from tests.report import world


@pytest.mark.parametrize(
    ("points", "passed", "labels"),
    [
        (100, 60, ["不满60", "60～70", "70～80", "80～90", "90及以上"]),
        (100, None, ["不满60", "60～70", "70～80", "80～90", "90及以上"]),
        (100, 75, ["不满75", "75～85", "85～95", "95及以上"]),
        (100, 20, ["不满20", "20～40", "40～60", "60～80", "80及以上"]),
        (100, 120, ["不满60", "60～70", "70～80", "80～90", "90及以上"]),
        (22, None, ["不满13.2", "13.2～15.4", "15.4～17.6", "17.6～19.8", "19.8及以上"]),
    ],
)
def test_bands_go_up_by_tenths_from_the_pass_mark(points: int, passed: int | None, labels: list[str]) -> None:
    grades = () if passed is None else (Grade("好", Fraction(passed)), Grade("差"))
    scheme = replace(world.SCHEME, points=Fraction(points), grades=grades)
    assert [band.label for band in score_bands(scheme, scheme.points)] == labels


@pytest.mark.parametrize("score", ["-8.75", "0", "59.99", "60", "69.999", "70", "90", "100", "120"])
def test_each_score_lies_in_one_band_and_in_one_grade(score: str) -> None:
    for bands in (score_bands(world.SCHEME, world.SCHEME.points), grade_bands(world.SCHEME)):
        assert sum(Fraction(score) in band for band in bands) == 1


def test_a_bound_belongs_to_the_better_grade() -> None:
    bands = dict(zip((grade.name for grade in world.SCHEME.grades), grade_bands(world.SCHEME), strict=True))
    assert Fraction(90) in bands["优秀"]
    assert Fraction(60) in bands["合格"]
    assert [band.label for band in bands.values()] == ["90及以上", "80～90", "60～80", "不满60"]
