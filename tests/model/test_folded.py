"""A folded row of nouns is the row itself, whoever looks."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from kpixl.model.folded import BLOCK, Directory, Folded, Unread
from kpixl.model.roster import Appraisee

MANY = tuple(
    Appraisee(f"{number:05}", f"员工{number}", "客服部", fields={"绩效基数": Fraction(number, 3)})
    for number in range(2 * BLOCK + 1)
)
PARTS = [["客诉率", 3], ["回访率", 95]]


def indicator(part: Sequence[str | int]) -> tuple[str, int]:
    return str(part[0]), int(part[1])


ROWS = [
    pytest.param(Folded(MANY), MANY, id="folded by blocks"),
    pytest.param(Folded(MANY, block=1), MANY, id="folded one by one"),
    pytest.param(Unread(PARTS, indicator), (("客诉率", 3), ("回访率", 95)), id="not yet read"),
    pytest.param(Folded(), (), id="nobody"),
]


@pytest.mark.parametrize(("row", "nouns"), ROWS)
def test_it_is_what_was_folded(row: Sequence[object], nouns: tuple[object, ...]) -> None:
    assert tuple(row) == nouns
    assert len(row) == len(nouns)
    assert [row[at] for at in range(-len(nouns), len(nouns))] == [*nouns, *nouns]
    assert tuple(row[1:]) == nouns[1:]


@pytest.mark.parametrize(("row", "nouns"), ROWS)
def test_it_equals_whatever_row_holds_the_same(row: Sequence[object], nouns: tuple[object, ...]) -> None:
    assert row == nouns
    assert nouns == row
    assert row != (*nouns, "another")
    assert row != 7


@pytest.mark.parametrize("place", [len(MANY), -len(MANY) - 1])
def test_nobody_stands_beyond_its_ends(place: int) -> None:
    with pytest.raises(IndexError):
        Folded(MANY)[place]


def test_each_is_found_by_its_name() -> None:
    people = Directory(Folded(MANY), lambda person: person.id)
    assert people["00040"] == MANY[40]
    assert "00041" in people
    assert "员工41" not in people
    assert people.get("9") is None
    assert len(people) == len(list(people)) == len(MANY)
