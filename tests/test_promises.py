"""What may never be given up, asked of every form that ships and of rules made to be forgiving."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from kpixl.assess.assess import Assessor
from kpixl.definition.scheme import parse_scheme
from kpixl.findings import Severity
from kpixl.model.result import Status
from kpixl.pipeline.score import Inputs, score_inputs
from kpixl.rules.quantity import Rulebook
from kpixl.rules.rulebook import build_rulebook
from tests.workbook.forms import PERSON, Shipped, person_of, press, random_fills, shipped_forms

FORGIVING = {
    "a branch that is not taken": "IF(完成值 >= 90, 满分, MIN(奖励, 满分))",
    "another condition that holds": "IF(OR(完成值 >= 90, 奖励 >= 5), 满分, 0)",
    "a substitute for what cannot be computed": "IFERROR(完成值 / 奖励, 1) * 1",
    "a count of what is known": "COUNT(完成值, 奖励)",
}


def _rulebook(formula: str) -> Rulebook:
    text = f"""
scheme: forgiving
title: 试
points: 100
forms:
  - form: a
    title: 试
    sections:
      - name: 甲
        indicators:
          - name: 乙
            points: 100
            unit: 分
            ask: 评分
            also: [奖励(分)]
            score: formula
            formula: "{formula}"
"""
    scheme, findings = parse_scheme(text)
    assert scheme is not None
    assert not findings, [finding.message("en") for finding in findings]
    rulebook, found = build_rulebook(scheme, scheme.forms[0])
    assert rulebook is not None, [finding.message("en") for finding in found]
    return rulebook


@pytest.mark.parametrize("shipped", shipped_forms(), ids=str)
def test_whoever_is_assessed_has_no_fault_and_whoever_is_not_knows_why(shipped: Shipped) -> None:
    made = press(shipped)
    assessor = Assessor(made.rulebook)
    seen = set()
    for entries in random_fills(made, 300, Random(7)):
        result, findings = score_inputs(assessor, Inputs(person_of(made), entries, cycle=made.cycle))
        faulty = any(
            finding.severity is Severity.ERROR or finding.code == "nothing-assessed" for finding in findings
        )
        assert (result.status is Status.ASSESSED) is not faulty, (entries, findings)
        assert (result.total is None) is (faulty or not made.rulebook.base)
        assert result.pay is None or not faulty
        seen.add(result.status)
    assert {Status.ASSESSED, Status.INCOMPLETE} <= seen


@pytest.mark.parametrize("formula", FORGIVING.values(), ids=FORGIVING)
def test_a_wrong_figure_is_never_forgiven(formula: str) -> None:
    assessor = Assessor(_rulebook(formula))
    entries = {"乙.评分@": Fraction(95), "乙.奖励@": Fraction(9999)}
    result, findings = score_inputs(assessor, Inputs(PERSON, entries))
    assert [finding.code for finding in findings] == ["entry-out-of-range"]
    assert result.status is Status.INCOMPLETE
    assert result.total is None


@pytest.mark.parametrize("formula", FORGIVING.values(), ids=FORGIVING)
def test_a_blank_may_be_forgiven_when_the_rule_says_so(formula: str) -> None:
    result, findings = score_inputs(Assessor(_rulebook(formula)), Inputs(PERSON, {"乙.评分@": Fraction(95)}))
    assert not findings
    assert result.total is not None
