"""Fines, bonuses and measures: due, not due, and not known yet; beside the score, never in it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpixl.assess.assess import Assessor
from kpixl.model.consequence import Side
from kpixl.rules.values import UNKNOWN, Value
from tests.rules.log_rows import EVENT, checked, computed, typed
from tests.rules.log_rows import LOG as FORM
from tests.workbook.forms import PERSON, press

GRAVE = {**EVENT, "引起投诉": "是", "次数": 1}
HALF = {**EVENT, "次数": None}


def test_an_amount_is_rounded_once_to_the_cent() -> None:
    assert computed()["无事件奖"] == Fraction("66.67")


def test_what_is_not_due_is_nothing() -> None:
    assert computed(typed("事件扣分", EVENT))["无事件奖"] == 0
    assert computed()["检查不合格"] == 0


def test_a_subtotal_below_its_minimum_is_fined_and_one_on_it_is_not() -> None:
    # 6 - 4 × 0.5 + 4 = 8 exactly; with a complaint 7
    four_failed = checked(*["未达标"] * 4)
    assert computed(four_failed)["检查小计"] == 8
    assert computed(four_failed)["检查不合格"] == 0
    assert computed(four_failed, typed("事件扣分", GRAVE))["检查不合格"] == 100


def test_an_unknown_condition_makes_the_amount_unknown() -> None:
    values = computed({"一致性检查.结果.1@": None})
    assert values["检查小计"] is UNKNOWN
    assert values["检查不合格"] is UNKNOWN


def test_a_faulty_row_stops_the_total_and_its_fine_but_no_other() -> None:
    values = computed(typed("事件扣分", EVENT, HALF))
    assert values["绩效分数"] is UNKNOWN
    assert values["事件罚款"] is UNKNOWN
    assert values["无事件奖"] is UNKNOWN
    assert values["设施赔偿"] == 0


def test_an_amount_that_is_not_due_may_be_unknown() -> None:
    # No case is late, so nobody asks for the sum.
    values = computed(typed("时限登记", {}))
    assert values["时限罚款"] == 0


@pytest.mark.parametrize(
    ("rows", "before", "reprimand", "dismissal"),
    [
        ((), 0, False, False),
        ((GRAVE, EVENT), 0, False, False),
        ((GRAVE, GRAVE), 0, True, False),
        ((EVENT, EVENT), 1, False, True),
        ((EVENT,), 1, False, False),
        ((), 3, False, True),
        ((HALF,), 0, UNKNOWN, UNKNOWN),
        ((), None, False, UNKNOWN),
    ],
)
def test_a_measure_applies_or_not_or_is_not_known(
    rows: tuple[dict[str, Value], ...], before: int | None, reprimand: Value, dismissal: Value
) -> None:
    values = computed(typed("事件扣分", *rows), before=before)  # type: ignore[arg-type]
    assert values["通报批评"] is reprimand
    assert values["辞退"] is dismissal


def test_results_carry_both_ledgers_and_the_score_knows_nothing_of_them() -> None:
    values = computed(checked(*["未达标"] * 4), typed("事件扣分", GRAVE, GRAVE))
    result = Assessor(press(FORM).rulebook).result(PERSON, values)
    money = {part.name: part for part in result.money}
    assert result.total == 6
    assert money["检查不合格"].amount == 100
    assert [payer.who for payer in money["检查不合格"].payers] == ["展厅经理", "销售总监"]
    assert money["事件罚款"].amount == 2000
    assert money["无事件奖"].side is Side.BONUS
    assert {part.name: part.applies for part in result.measures} == {"通报批评": True, "辞退": False}


def test_an_unknown_amount_is_none_and_never_nothing() -> None:
    values = computed(typed("事件扣分", HALF), before=None)
    result = Assessor(press(FORM).rulebook).result(PERSON, values)
    assert {part.name: part.amount for part in result.money}["事件罚款"] is None
    assert [part.applies for part in result.measures] == [None, None]
