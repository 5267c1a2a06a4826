"""Units: what is typed under them, their limits, and what a ratio is multiplied by."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpixl.model.indicator import Kind
from kpixl.model.units import UNITS, places, unit_of


@pytest.mark.parametrize(
    ("name", "kind", "low", "high", "shown", "ratio"),
    [
        ("件", Kind.INTEGER, 0, None, 0, 1),
        ("台次", Kind.INTEGER, 0, None, 0, 1),
        ("分", Kind.NUMBER, 0, 100, 2, 1),
        ("%", Kind.NUMBER, 0, 100, 2, 100),
        ("‰", Kind.NUMBER, 0, None, 2, 1000),
        ("百分点", Kind.NUMBER, None, None, 2, 100),
        ("元", Kind.NUMBER, 0, None, 2, 1),
        ("件/万客户", Kind.NUMBER, 0, None, 2, 10_000),
        ("起/十万户", Kind.NUMBER, 0, None, 2, 100_000),
        ("件/千人", Kind.NUMBER, 0, None, 2, 1000),
        ("没见过", Kind.NUMBER, None, None, 2, 1),
        ("", Kind.NUMBER, None, None, 2, 1),
    ],
)
def test_a_unit_says_what_is_typed_under_it(
    name: str, kind: Kind, low: int | None, high: int | None, shown: int, ratio: int
) -> None:
    unit = unit_of(name)
    assert (unit.name, unit.kind, unit.low, unit.high, unit.ratio) == (name, kind, low, high, ratio)
    assert places(name) == shown


@pytest.mark.parametrize("unit", UNITS.values(), ids=lambda unit: unit.name)
def test_counts_show_no_decimals_and_start_at_zero(unit: object) -> None:
    row = UNITS[unit.name]  # type: ignore[attr-defined]
    assert (row.kind is Kind.INTEGER) == (row.places == 0)
    assert row.kind is Kind.NUMBER or row.low == Fraction(0)
