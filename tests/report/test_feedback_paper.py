"""The pages of a result slip end where nothing is torn apart, and its figures keep their decimals."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpixl.model.feedback import Figure
from kpixl.report.feedback_paper import breaks, figure_value, fits_one_page

FIGURES = {
    "88.85": (Figure("88.85"), Fraction("88.85"), "0.00_ "),
    "88": (Figure("88"), Fraction(88), "0_ "),
    "-3.0": (Figure("-3.0"), Fraction(-3), "0.0_ "),
    "2665.50": (Figure("2665.50", money=True), Fraction("2665.5"), "#,##0.00_ "),
    "不计": (Figure("不计", is_number=False), "不计", "@_ "),
    "": (Figure(), "", "@_ "),
}


@pytest.mark.parametrize("text", FIGURES)
def test_a_figure_is_written_with_its_own_decimals(text: str) -> None:
    figure, value, number = FIGURES[text]
    assert figure_value(figure) == (value, number)


def test_what_fits_in_type_of_85_percent_stays_on_one_page() -> None:
    assert fits_one_page([100.0] * 8)
    assert not fits_one_page([100.0] * 9)


def test_a_page_ends_before_what_would_not_be_whole_on_it() -> None:
    heights = [100.0] * 20
    assert list(breaks(heights, range(20), 24.0)) == [7, 14]
    assert list(breaks(heights, [0, 5, 9, 16], 24.0)) == [5, 9, 16]


def test_what_is_longer_than_a_page_begins_on_one_of_its_own() -> None:
    assert list(breaks([100.0] * 12, [0, 1, 11], 24.0)) == [1, 11]
