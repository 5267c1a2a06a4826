"""Rows of a log: what an unused, an incomplete and a wrong one is to everybody who reads it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpixl.definition.scheme import parse_scheme
from kpixl.model.days import parse_moment
from kpixl.model.submission import Raw
from kpixl.rules.rulebook import build_rulebook
from kpixl.rules.values import UNKNOWN
from tests.rules.log_rows import CASE, EVENT, checked, computed, typed

COLUMNS = ("日期", "事由", "引起投诉", "次数", "佐证", "罚款", "计分", "轻重", "有效")


def test_every_cell_of_an_unused_row_is_nothing() -> None:
    values = computed()
    assert {values[f"事件扣分.{column}.1"] for column in COLUMNS} == {""}
    assert values["事件扣分.完成值"] == 0
    assert values["事件扣分.得分"] == 4


def test_a_row_that_is_filled_in_counts_and_is_computed() -> None:
    values = computed(typed("事件扣分", EVENT))
    assert values["事件扣分.有效.1"] == 1
    assert values["事件扣分.罚款.1"] == 200
    assert values["事件扣分.计分.1"] == 0
    assert values["事件扣分.罚款.2"] == ""


def test_a_column_may_be_computed_from_another_one() -> None:
    one, two = {**EVENT, "次数": 2}, {**EVENT, "次数": 3}
    values = computed(typed("事件扣分", one, two))
    assert [values[f"事件扣分.罚款.{row}"] for row in (1, 2)] == [400, 600]
    assert [values[f"事件扣分.轻重.{row}"] for row in (1, 2)] == ["轻", "重"]


@pytest.mark.parametrize(
    "fault",
    [
        {"次数": None},
        {"日期": None},
        {"次数": 10},
        {"次数": Fraction(3, 2)},
        {"事由": "其他"},
        {"日期": "十一月三日"},
        {"次数": 0},
    ],
    ids=[
        "blank",
        "no date",
        "beyond its limit",
        "not whole",
        "not on the list",
        "no day",
        "its condition fails",
    ],
)
def test_a_row_that_is_not_right_is_unknown_as_a_whole(fault: dict[str, Raw | int]) -> None:
    values = computed(typed("事件扣分", EVENT, {**EVENT, **fault}))
    unknown = {column for column in COLUMNS if values[f"事件扣分.{column}.2"] is UNKNOWN}
    assert unknown == set(COLUMNS)
    assert values["事件扣分.罚款.1"] == 200
    for whole in ("完成值", "得分"):
        assert values[f"事件扣分.{whole}"] is UNKNOWN


def test_a_row_further_down_may_be_used_alone() -> None:
    values = computed(typed("事件扣分", {}, {}, EVENT))
    assert [values[f"事件扣分.有效.{row}"] for row in (1, 2, 3)] == ["", "", 1]
    assert values["事件罚款"] == 200


def test_an_optional_blank_is_nothing_to_a_column_and_unknown_to_a_rule_of_its_row() -> None:
    values = computed(typed("时限登记", CASE))
    assert values["时限登记.有效.1"] == 1
    assert values["时限登记.办结.1"] == ""
    assert values["时限登记.件数.1"] == ""
    assert values["时限登记.用时.1"] is UNKNOWN
    assert values["时限登记.早晚.1"] == "未办"
    assert values["时限登记.罚款.1"] == 100


@pytest.mark.parametrize(
    ("end", "minutes", "word", "fine"),
    [
        ("2026-11-06 09:00", 0, "早", 0),
        ("2026-11-06 21:00", 720, "早", 0),
        ("2026-11-06 21:00:01", Fraction(43201, 60), "晚", 0),
        ("2026-11-09 23:59:59", Fraction(313199, 60), "晚", 0),
        ("2026-11-10 00:00", 5220, "晚", 100),
    ],
)
def test_times_within_a_row_are_exact_to_the_second(end: str, minutes: Raw, word: str, fine: int) -> None:
    values = computed(typed("时限登记", {**CASE, "办结": parse_moment(end)}))
    assert values["时限登记.用时.1"] == minutes
    assert values["时限登记.早晚.1"] == word
    assert values["时限登记.罚款.1"] == fine


def test_an_end_before_its_start_makes_the_row_unknown() -> None:
    values = computed(typed("时限登记", {**CASE, "办结": parse_moment("2026-11-06 08:59:59")}))
    assert values["时限登记.受理.1"] is UNKNOWN
    assert values["时限登记.早晚.1"] is UNKNOWN


@pytest.mark.parametrize(("day", "right"), [("2026-10-31 23:59:59", False), ("2026-11-30 23:59:59", True)])
def test_an_event_lies_in_the_cycle(day: str, right: bool) -> None:
    values = computed(typed("时限登记", {**CASE, "受理": parse_moment(day)}))
    assert (values["时限登记.有效.1"] == 1) is right


def test_an_optional_count_that_is_given_is_added() -> None:
    values = computed(typed("时限登记", {**CASE, "件数": 3}, {**CASE, "单号": "A2", "件数": 0}))
    assert [values[f"时限登记.罚款.{row}"] for row in (1, 2)] == [Fraction("100.03"), 100]


def test_texts_of_a_column_are_counted_and_blanks_are_not() -> None:
    grave = {**EVENT, "引起投诉": "是", "次数": 2}
    values = computed(typed("事件扣分", grave, EVENT, grave))
    assert [values[f"事件扣分.轻重.{row}"] for row in (1, 2, 3, 4)] == ["重", "轻", "重", ""]
    assert values["通报批评"] is True


def test_preset_rows_are_all_needed() -> None:
    values = computed(checked("达标", "未达标", "达标", "未达标"))
    assert values["一致性检查.完成值"] == 2
    assert values["一致性检查.得分"] == 5
    values = computed({"一致性检查.结果.4@": None})
    assert values["一致性检查.有效.4"] is UNKNOWN
    assert values["一致性检查.得分"] is UNKNOWN


@pytest.mark.parametrize(("note", "right"), [(None, False), ("换锁", True), (7, True), (0, True)])
def test_what_is_typed_as_a_text_is_one_though_it_be_a_number(note: Raw | int, right: bool) -> None:
    values = computed(typed("设施检查", {"情况": "损坏", "说明": note}, {"情况": "正常"}))
    assert (values["设施检查.有效.1"] == 1) is right
    assert values["设施检查.金额.1"] == (Fraction("50.5") if right else UNKNOWN)


@pytest.mark.parametrize(
    ("above", "number", "right"),
    [
        ("A1", "A1", False),
        ("a1", "A1", False),
        (12, "12", False),
        ("12345678901234567891", "12345678901234567892", True),
        ("A*", "A1", True),
        (">0", 5, True),
        (None, "A1", True),
    ],
)
def test_what_identifies_an_event_stands_in_one_row(above: Raw | int, number: Raw | int, right: bool) -> None:
    first = {**CASE, "单号": above} if above is not None else {}
    values = computed(typed("时限登记", first, {}, {**CASE, "单号": number}))
    assert values["时限登记.有效.1"] == (1 if above is not None else "")
    assert (values["时限登记.有效.3"] == 1) is right
    assert (values["时限罚款"] is UNKNOWN) is not right


def test_a_faulty_rule_of_a_column_is_told_once() -> None:
    text = """
scheme: demo
title: 示例
points: 0
forms:
  - form: a
    title: 登记表
    sections:
      - name: 登记
        indicators:
          - name: 事件
            score: record
            rows:
              at: log
              count: 9
              columns:
                - {name: 次数, unit: 次}
                - {name: 罚款, unit: 元, rule: 次数 * 单价}
"""
    scheme, _ = parse_scheme(text, "x.yaml")
    assert scheme is not None
    rulebook, found = build_rulebook(scheme, scheme.forms[0])
    assert rulebook is None
    assert [finding.code for finding in found] == ["rule-unknown-name"]
