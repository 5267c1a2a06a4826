"""Tables of numbers: what a rule gets for the row that was chosen, and when nothing was."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpixl.model.consequence import Lookup
from kpixl.model.indicator import Input, Kind
from kpixl.model.scheme import Scheme
from kpixl.rules.evaluate import evaluate
from kpixl.rules.lookups import looked_up
from kpixl.rules.values import UNKNOWN, Value
from tests.rules.log_rows import EVENT, computed, typed

TABLE = Lookup(
    "处罚标准",
    (("罚款", "元"), ("天数", "天")),
    {"滞留工单": (Fraction(200), Fraction(1)), "未回访": (Fraction("100.5"), Fraction(3))},
)
SCHEME = Scheme(slug="demo", title="示例", points=Fraction(0), forms=(), tables={"处罚标准": TABLE})
CHOSEN = Input(name="事由", kind=Kind.CHOICE, choices=("滞留工单", "未回访"), table="处罚标准")


def test_each_column_of_the_table_has_a_name_behind_the_input() -> None:
    names, quantities, trees = looked_up(SCHEME, [CHOSEN, Input(name="次数")], lambda name: f"登记.{name}.1")
    assert names == {"事由.罚款": "登记.事由.1.罚款", "事由.天数": "登记.事由.1.天数"}
    assert {name: quantity.unit for name, quantity in quantities.items()} == {
        "登记.事由.1.罚款": "元",
        "登记.事由.1.天数": "天",
    }
    assert trees.keys() == quantities.keys()


@pytest.mark.parametrize(
    ("chosen", "fine", "days"),
    [
        ("滞留工单", Fraction(200), Fraction(1)),
        ("未回访", Fraction("100.5"), Fraction(3)),
        ("", UNKNOWN, UNKNOWN),
        ("其他", UNKNOWN, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_the_chosen_row_gives_the_number(chosen: Value, fine: Value, days: Value) -> None:
    _, _, trees = looked_up(SCHEME, [CHOSEN], lambda name: name)
    assert evaluate(trees["事由.罚款"], {"事由": chosen}) == fine
    assert evaluate(trees["事由.天数"], {"事由": chosen}) == days


def test_an_input_without_a_table_has_no_numbers() -> None:
    assert looked_up(SCHEME, [Input(name="次数")], str) == ({}, {}, {})


@pytest.mark.parametrize(
    ("event", "complaint", "times", "fine"),
    [
        ("滞留工单", "否", 1, Fraction(200)),
        ("滞留工单", "是", 1, Fraction(1000)),
        ("回复过简", "是", 3, Fraction(600)),
        ("未回访", "否", 3, Fraction("601.5")),
    ],
)
def test_a_row_of_a_log_looks_up_its_own_event(
    event: str, complaint: str, times: int, fine: Fraction
) -> None:
    row = {**EVENT, "事由": event, "引起投诉": complaint, "次数": times}
    values = computed(typed("事件扣分", EVENT, row))
    assert values["事件扣分.罚款.1"] == 200
    assert values["事件扣分.罚款.2"] == fine
    assert values["事件罚款"] == 200 + fine
