"""What a scheme demands of its own parameters is proved exactly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from kpixl.model.indicator import Constraint, Number, Rule, Unset
from kpixl.model.scheme import Scheme
from kpixl.rules.conditions import unmet


def scheme_with(must: str, **parameters: Number) -> Scheme:
    return Scheme(
        slug="s",
        title="s",
        points=Fraction(100),
        forms=(),
        parameters=parameters,
        checks=(Constraint(Rule(must), "应成立"),),
    )


TENTHS: Mapping[str, Number] = {"甲": Fraction(1, 10), "乙": Fraction(2, 10), "丙": Fraction(7, 10)}


@pytest.mark.parametrize(
    ("must", "codes"),
    [
        ("SUM(甲, 乙, 丙) = 1", []),
        ("甲 + 乙 = 0.3", []),
        ("AND(甲 < 乙, 乙 < 丙)", []),
        ("甲 > 乙", ["scheme-check-failed"]),
        ("甲 / (甲 - 甲) > 1", ["scheme-check-failed"]),
        ("1 = 2", ["scheme-check-failed"]),
        ("丁 > 1", ["rule-unknown-name"]),
        ("甲 + 乙", ["rule-wrong-type"]),
    ],
)
def test_a_condition_holds_exactly_or_is_a_finding(must: str, codes: list[str]) -> None:
    assert [finding.code for finding in unmet(scheme_with(must, **TENTHS))] == codes


def test_a_condition_over_an_undecided_parameter_waits() -> None:
    assert not list(unmet(scheme_with("甲 + 乙 = 1", 甲=Fraction(1), 乙=Unset())))


def test_the_finding_names_the_figures() -> None:
    (finding,) = unmet(scheme_with("甲 > 乙", **TENTHS))
    assert finding.message() == "应成立（甲 > 乙 不成立，现在 甲=0.1、乙=0.2）。"
