"""How the figures of a whole form came about is told for every form of the library, and the sum is right."""

from __future__ import annotations

import re
from fractions import Fraction
from random import Random

import pytest

from kpixl.assess.assess import Assessor
from kpixl.rules.explain_totals import Told
from kpixl.rules.given import given
from kpixl.rules.quantity import Quantity, Role, Rulebook
from kpixl.rules.values import Value
from tests.workbook.forms import Shipped, person_of, press, random_fills, shipped_forms

FIGURES = (Role.SUBTOTAL, Role.TOTAL, Role.PAY, Role.MONEY)
DECIDED = (Role.MONEY, Role.MEASURE)
SUMS = (Role.SUBTOTAL, Role.TOTAL)
ARITHMETIC = str.maketrans({"＋": "+", "－": "-", "×": "*", "÷": "/", "（": "(", "）": ")", ",": None})
PLAIN = re.compile(r"[\d.+\-*/() ]+")
FILLS = 3


def of_roles(rulebook: Rulebook, roles: tuple[Role, ...]) -> list[Quantity]:
    return [quantity for quantity in rulebook.quantities.values() if quantity.role in roles]


def value_of(text: str) -> Fraction:
    """What a calculation comes to that was written for people."""
    exact = re.sub(r"\d+(?:\.\d+)?", lambda found: f'Fraction("{found[0]}")', text)
    return Fraction(eval(exact))  # only digits and signs: see PLAIN


@pytest.mark.parametrize("shipped", shipped_forms(), ids=str)
def test_every_figure_that_is_known_is_told(shipped: Shipped) -> None:
    made = press(shipped)
    rulebook, assessor = made.rulebook, Assessor(made.rulebook)
    person = person_of(made)
    fields = given(rulebook, person, made.cycle)
    for entries in random_fills(made, FILLS, Random(5)):
        values = assessor.compute({**fields, **_meant(entries)})
        told = Told(rulebook, values)
        for quantity in of_roles(rulebook, FIGURES):
            worked, exact = told.worked(quantity.id), told.exact(quantity.id)
            assert (worked != "") >= (exact is not None), quantity.id
            if quantity.role in SUMS and exact is not None:
                _is_right(worked, exact)
        for quantity in of_roles(rulebook, DECIDED):
            assert "？" not in told.condition(quantity.id) or values[quantity.id] not in (True, False)


def _meant(entries: object) -> dict[str, Value]:
    assert isinstance(entries, dict)
    return dict(entries)


def _is_right(worked: str, exact: Fraction) -> None:
    """The calculation as it is written, with figures of two places, comes near the exact value."""
    text = worked.translate(ARITHMETIC)
    if PLAIN.fullmatch(text):
        assert abs(value_of(text) - exact) <= Fraction(1, 10), (worked, exact)
