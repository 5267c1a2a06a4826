"""What no rule may do: pay, fine or score by figures that are faulty, contradictory or make no sense."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from kpixl.definition.scheme import parse_scheme
from kpixl.rules.rulebook import build_rulebook
from kpixl.rules.run import compile_rulebook
from kpixl.rules.values import UNKNOWN, Value

HEAD = """
scheme: guards
title: 试
points: {points}
columns: {{个人目标: 台}}
forms:
  - form: a
    title: 试
    sections:
{sections}
"""
ONE = "      - name: 甲\n        indicators:\n{indicators}\n"


def values(indicators: str, given: dict[str, Value], points: int = 100, rest: str = "") -> dict[str, Value]:
    """Every quantity of a form with these indicators (and what follows its sections)."""
    return whole(ONE.format(indicators=indicators), given, points, rest)


def whole(sections: str, given: dict[str, Value], points: int = 100, rest: str = "") -> dict[str, Value]:
    scheme, findings = parse_scheme(HEAD.format(points=points, sections=sections) + rest)
    assert scheme is not None
    assert not findings, [finding.message("en") for finding in findings]
    rulebook, found = build_rulebook(scheme, scheme.forms[0])
    assert rulebook is not None, [finding.message("en") for finding in found]
    return compile_rulebook(rulebook)(given)


CALLS = """          - name: 回访
            points: 100
            unit: "%"
            inputs: [{name: 应, unit: 户, low: 1}, {name: 已, unit: 户}]
            value: 已 / 应 * 100
            target: 90
            score: threshold
            checks: [{must: 已 <= 应, say: 多了}]
"""
BY_CALLS = """    money:
      - {name: 奖, kind: bonus, amount: 回访.已 * 10}
      - {name: 罚, amount: (回访.应 - 回访.已) * 10}
    measures:
      - {name: 通报, when: 回访.已 > 5}
pay: {amount: 回访.已 * 2}
"""


@pytest.mark.parametrize(("done", "expected"), [(8, (80, 20, True, 16)), (100, (UNKNOWN,) * 4)])
def test_entries_that_contradict_each_other_give_no_money(done: int, expected: tuple[Any, ...]) -> None:
    found = values(CALLS, {"回访.应@": Fraction(10), "回访.已@": Fraction(done)}, rest=BY_CALLS)
    assert (found["奖"], found["罚"], found["通报"], found["绩效工资"]) == expected


@pytest.mark.parametrize(
    ("amount", "expected"), [("5 - 回访.已", UNKNOWN), ("回访.已 - 8", 0), ("回访.已", 8)]
)
def test_there_is_no_fine_of_less_than_nothing(amount: str, expected: Any) -> None:
    rest = f"    money: [{{name: 罚, amount: {amount}}}]\n"
    assert values(CALLS, {"回访.应@": Fraction(10), "回访.已@": Fraction(8)}, rest=rest)["罚"] == expected


LOG = """          - name: 登记
            score: record
            rows:
              at: log
              count: 3
              least: 0
              columns: [{name: 日期, kind: date}, {name: 依据, kind: text}]
"""


@pytest.mark.parametrize(("reason", "expected"), [("见单", 1), (None, UNKNOWN)])
def test_a_row_that_is_not_complete_is_not_passed_over_by_counting(reason: Value, expected: Any) -> None:
    rest = "    money: [{name: 数, amount: COUNT(登记.日期)}]\n"
    given: dict[str, Value] = {"登记.日期.1@": Fraction(46000), "登记.依据.1@": reason}
    assert values(LOG, given, points=0, rest=rest)["数"] == expected


@pytest.mark.parametrize(("target", "expected"), [(10, 50), (0, UNKNOWN), (-5, UNKNOWN)])
def test_nothing_is_divided_by_a_target_of_nothing(target: int, expected: Any) -> None:
    indicator = "          - {name: 销量, points: 100, unit: 台, target: 个人目标, score: attainment}"
    found = values(indicator, {"个人目标": Fraction(target), "销量.填写@": Fraction(5)})
    assert found["绩效分数"] == expected


def test_weighted_sections_need_no_subtotal_that_anybody_sees() -> None:
    sections = "".join(
        f"      - name: {name}\n        weight: {weight}\n        points: 100\n        indicators:\n"
        f"          - {{name: {name}评分, points: 100, unit: 分, score: rating}}\n"
        for name, weight in (("甲", "60%"), ("乙", "40%"))
    )
    found = whole(sections, {"甲评分.填写@": Fraction(80), "乙评分.填写@": Fraction(90)})
    assert found["绩效分数"] == 84
