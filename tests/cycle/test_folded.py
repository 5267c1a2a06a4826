"""A folded row of nouns is the row itself, whoever looks."""

from __future__ import annotations

import pytest

from kpixl.cycle.folded import Folded

PARTS = [["客诉率", 3], ["回访率", 95]]


def folded() -> Folded[tuple[str, int]]:
    return Folded(PARTS, lambda part: (str(part[0]), int(part[1])))


def test_it_is_what_was_folded() -> None:
    nouns = folded()
    assert tuple(nouns) == (("客诉率", 3), ("回访率", 95))
    assert (len(nouns), nouns[1], nouns[:1]) == (2, ("回访率", 95), (("客诉率", 3),))


@pytest.mark.parametrize(
    ("other", "same"),
    [(folded(), True), ((("客诉率", 3), ("回访率", 95)), True), ((("客诉率", 3),), False), (7, False)],
)
def test_it_equals_what_holds_the_same(other: object, same: bool) -> None:
    assert (folded() == other) is same
    assert (other == folded()) is same


def test_it_shows_what_is_in_it() -> None:
    assert repr(folded()) == "(('客诉率', 3), ('回访率', 95))"
