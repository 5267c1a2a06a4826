"""Fines, bonuses and measures as the form shows them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from kpixl.definition.library import library
from kpixl.model.submission import Raw
from kpixl.rules.values import Value
from kpixl.workbook.plan import Formula
from kpixl.workbook.write import formulas_of
from tests.rules.log_rows import EVENT, LOG, checked, computed, typed
from tests.workbook.forms import Shipped, press

GRAVE = {**EVENT, "引起投诉": "是"}


def ledger(*entries: Mapping[str, Raw], before: int | None = 0) -> dict[str, list[Value]]:
    """What stands in each row under the logs, by the text that it begins with."""
    made = press(LOG)
    _, shown = made.live(computed(*entries, before=before))
    cells = sorted(enumerate(made.plan.cells), key=lambda pair: (pair[1].spot.row, pair[1].spot.column))
    rows: dict[int, list[Value]] = {}
    for index, cell in cells:
        value = shown[index] if isinstance(cell.content, Formula) else cell.content
        if isinstance(value, str | Fraction) and value != "":
            rows.setdefault(cell.spot.row, []).append(value)
    return {str(first): others for first, *others in rows.values()}


def test_a_fine_stands_with_its_reason_who_bears_it_and_the_sum() -> None:
    rows = ledger(typed("事件扣分", GRAVE), checked(*["未达标"] * 4))
    assert rows["检查不合格（罚款）"] == ["检查得分不到最低分", "展厅经理、销售总监", 100, 200]
    assert rows["事件罚款（罚款）"] == ["按登记逐件计算", "本人", 1000, 1000]


def test_without_payers_it_is_the_persons_own() -> None:
    assert ledger()["无事件奖（奖励）"] == ["本人", Fraction("66.67"), Fraction("66.67")]


def test_fines_and_bonuses_are_added_apart() -> None:
    rows = ledger(
        checked(*["未达标"] * 4), typed("设施检查", {"情况": "损坏", "说明": "换锁"}, {"情况": "正常"})
    )
    assert rows["罚款合计"] == [Fraction("50.5")]
    assert rows["奖励合计"] == [Fraction("66.67")]


def test_what_is_not_known_yet_is_a_dash_and_so_is_its_sum() -> None:
    rows = ledger(typed("事件扣分", {**EVENT, "次数": None}))
    assert rows["事件罚款（罚款）"][-2:] == ["—", "—"]
    assert rows["罚款合计"] == ["—"]
    assert rows["设施赔偿（罚款）"][-2:] == [0, 0]


def test_a_measure_waits_for_somebody_to_confirm_it() -> None:
    assert ledger(typed("事件扣分", GRAVE, GRAVE))["通报批评"][-1] == "触发，待确认"
    assert ledger(typed("事件扣分", GRAVE))["通报批评"][-1] == "—"
    assert ledger(typed("事件扣分", {**EVENT, "次数": None}))["通报批评"][-1] == "填完后判断"
    assert ledger(before=None)["辞退"][-1] == "填完后判断"


def texts(slug: str, form: str) -> list[str]:
    """The texts that are printed on a form of the library."""
    made = press(Shipped(dict(library())[slug], form))
    return [cell.content for cell in made.plan.cells if isinstance(cell.content, str)]


def test_an_amount_that_is_borne_in_parts_is_not_headed_as_each_persons() -> None:
    shared, named = texts("dealer-cs-escalation", "boutique"), texts("dealer-sales-ms-100", "dealer")
    for form in (shared, named):
        assert "金额（元）" in form
        assert "每人金额（元）" not in form
    assert "展厅经理、销售一组组长、销售二组组长（各）" in named
    assert "本人80%、当事组长20%" in shared


def test_an_amount_that_each_bears_is_headed_so() -> None:
    form = texts("dealer-ms-pt-selfcheck", "check")
    assert "每人金额（元）" in form
    assert not any("（各）" in text for text in form)


def test_a_measure_that_rests_on_others_looks_at_their_rules() -> None:
    made = press(Shipped(dict(library())["cm-third-party-monthly"], "unit"))
    rules = [str(text) for text in formulas_of(made.plan).texts.values()]
    assert not any("连降三月" in text for text in rules)
    assert any("触发" in text and "综合满意度" in text and "营业厅" in text for text in rules)
