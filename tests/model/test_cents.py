"""Amounts are shared out to the last cent: nothing is lost, nothing is made."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from kpixl.model.cents import apportion

F = Fraction


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        # 800.808 and 200.202: the larger remainder gets the cent
        ("1001.01", (80, 20), ("800.81", "200.20")),
        ("1001.01", (20, 80), ("200.20", "800.81")),
        ("100", (1, 1, 1), ("33.34", "33.33", "33.33")),
        ("100.01", (1, 1, 1), ("33.34", "33.34", "33.33")),
        ("0.02", (1, 1, 1), ("0.01", "0.01", "0")),
        ("0.01", (80, 20), ("0.01", "0")),
        # equal remainders of half a cent: the one written first
        ("0.05", (50, 50), ("0.03", "0.02")),
        ("0", (80, 20), ("0", "0")),
        ("200", (1,), ("200",)),
        # nothing falls to what weighs nothing
        ("10", (0, 3, 0), ("0", "10", "0")),
        # 8 and 2 parts of 240.5 + 300.25
        ("540.75", ("240.5", "300.25"), ("240.5", "300.25")),
        ("108.15", ("240.5", "300.25"), ("48.1", "60.05")),
    ],
)
def test_an_amount_is_shared_by_largest_remainders(
    amount: str, weights: tuple[int | str, ...], parts: tuple[str, ...]
) -> None:
    assert apportion(F(amount), [F(weight) for weight in weights]) == tuple(map(F, parts))


def test_the_parts_always_add_up_and_each_is_within_a_cent_of_its_share() -> None:
    for cents, *weights in product((1, 2, 7, 99, 100, 101, 12345), (1, 3, 20), (0, 2, 33), (1, 5, 80)):
        amount = F(cents, 100)
        parts = apportion(amount, [F(weight) for weight in weights])
        assert sum(parts) == amount
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - amount * weight / sum(weights)) < F(1, 100)


def test_nothing_can_be_shared_where_nothing_weighs() -> None:
    with pytest.raises(ValueError, match="no weight"):
        apportion(F(1), [F(0), F(0)])
