"""Annual targets in parts: case by case, and whatever the target and the shares, they add up to it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from kpixl.model.annual import Annual
from kpixl.model.cycle import Period

FILE = Path(__file__).parents[1] / "cases" / "annual.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["cases"]


def parts(annual: Annual, target: Fraction, months: int) -> list[Fraction]:
    return [annual.part(target, Period(2026, month, months)) for month in range(1, 13, months)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_parts_of_a_case(case: dict[str, Any]) -> None:
    shares = tuple(Fraction(share, 100) for share in case.get("shares", ()))
    annual = Annual(of="年", shares=shares, places=case.get("places", 0), same=case.get("same", False))
    target = Fraction(str(case["target"]))
    assert annual.fits(target)
    assert parts(annual, target, case["months"]) == [Fraction(str(part)) for part in case["gives"]]


@pytest.mark.parametrize("seed", range(200))
def test_parts_add_up_exactly_and_each_is_within_a_unit_of_its_share(seed: int) -> None:
    random = Random(seed)
    places, months = random.randrange(4), random.choice((1, 3, 6, 12))
    target = Fraction(random.randrange(10**6), 10**places)
    cuts = sorted(random.randrange(10**4 + 1) for _ in range(12 // months - 1))
    shares = tuple(Fraction(b - a, 10**4) for a, b in zip([0, *cuts], [*cuts, 10**4], strict=True))
    annual = Annual(of="年", shares=random.choice((shares, ())), places=places)
    found = parts(annual, target, months)
    assert sum(found) == target
    weights = annual.shares or (Fraction(months, 12),) * (12 // months)
    for part, share in zip(found, weights, strict=True):
        assert abs(part - target * share) < Fraction(1, 10**places)
        assert (part * 10**places).denominator == 1


def test_a_target_that_is_finer_than_its_parts_does_not_fit_but_still_adds_up() -> None:
    annual = Annual(of="年", places=1)
    target = Fraction("120.55")
    assert not annual.fits(target)
    assert annual.fits(Fraction("120.5"))
    assert sum(parts(annual, target, 1)) == target
