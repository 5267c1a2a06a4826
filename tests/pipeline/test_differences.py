"""Where two values of JSON differ."""

from __future__ import annotations

import pytest

from kpixl.model.verification import Difference
from kpixl.pipeline.differences import Json, differences

PEOPLE: Json = [{"id": "001", "total": "89.90"}, {"id": "002", "total": None}]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (PEOPLE, PEOPLE, []),
        ({"a": 1}, {"a": 1, "b": None}, []),
        ({"a": 1}, {"a": 2}, [("a", "1", "2")]),
        ({"a": {"b": "甲"}}, {"a": {"b": "乙"}}, [("a.b", "甲", "乙")]),
        ({"a": True}, {"a": 1}, [("a", "True", "1")]),
        ({"a": "1"}, {}, [("a", "1", "—")]),
        (PEOPLE, [PEOPLE[0], {"id": "002", "total": "60.00"}], [("[002].total", "—", "60.00")]),
        (PEOPLE, [PEOPLE[0]], [("[002]", "{…}", "—")]),
        (PEOPLE, [PEOPLE[1], PEOPLE[0]], [("", "001、002", "002、001")]),
        (["a", "b"], ["a", "c"], [("[2]", "b", "c")]),
        (["a"], [["a"]], [("[1]", "a", "[…]")]),
        (None, {"a": 1}, [("", "—", "{…}")]),
    ],
)
def test_every_difference_is_told_with_its_path(
    before: Json, after: Json, told: list[tuple[str, str, str]]
) -> None:
    assert list(differences(before, after)) == [Difference(*each) for each in told]


def test_a_long_value_is_cut() -> None:
    (found,) = differences({"a": "x" * 100}, {"a": ""})
    assert found.before == "x" * 60 + "…"
