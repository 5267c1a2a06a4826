"""What an indicator takes from its dictionary, and what it says itself."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpixl.definition.scheme import parse_scheme
from kpixl.definition.shelf import Shelf
from kpixl.findings import Finding
from kpixl.model.indicator import Indicator, Kind, Rule

WORDS = """\
title: 示例字典
entries:
  - name: 投诉率
    code: K1
    group: 客户
    unit: ‰
    better: lower
    ratio: [投诉件数(件), 电话量(通)]
    source: 工单
    owner: 张主任
    definition: 每千通电话的投诉
    checks: [{must: 投诉件数 <= 电话量, say: 投诉不能多于电话}]
  - {name: 满意度, unit: "%", ask: 满意度, high: 100, source: 客户调查}
  - {name: 一次解决率, unit: "%", ask: 一次解决率, scored: false}
  - {name: 服务评级, ask: 评级, scale: 优劣, source: 质检}
"""


def parsed(indicator: str, words: str = WORDS) -> tuple[Indicator, tuple[Finding, ...]]:
    text = (
        "scheme: demo\ntitle: 示例\npoints: 100\ndictionary: words\nscales: {优劣: {优: 1, 劣: 0}}\nforms:\n"
        "  - form: one\n    title: 考核表\n    sections:\n      - name: 业绩\n        indicators:\n"
        f"          - {indicator}\n          - {{name: 态度, points: 60, score: judgement}}\n"
    )
    scheme, findings = parse_scheme(text, "demo.yaml", shelf=Shelf(kept={"words": words}))
    assert scheme is not None
    return scheme.forms[0].sections[0].indicators[0], findings


def drawn(indicator: str) -> Indicator:
    made, findings = parsed(indicator)
    assert [finding.message() for finding in findings] == []
    return made


def test_what_is_not_written_comes_from_the_entry() -> None:
    indicator = drawn("{use: 投诉率, points: 40, target: 2, score: attainment}")
    assert (indicator.name, indicator.unit, indicator.code) == ("投诉率", "‰", "K1")
    assert (indicator.source, indicator.owner) == ("工单", "张主任")
    assert indicator.definition == "每千通电话的投诉"
    assert indicator.value is not None
    assert indicator.value.text == "投诉件数 / 电话量 * 1000"
    assert [part.name for part in indicator.inputs] == ["投诉件数", "电话量"]
    assert indicator.params["better"] == "lower"
    assert [constraint.say for constraint in indicator.constraints] == ["投诉不能多于电话"]


def test_what_is_written_wins() -> None:
    indicator = drawn("{use: 投诉率, name: 客诉率, points: 40, target: 2, score: attainment, source: 台账}")
    assert (indicator.name, indicator.source, indicator.owner) == ("客诉率", "台账", "张主任")


def test_whoever_says_what_is_filled_in_says_all_of_it() -> None:
    indicator = drawn("{use: 投诉率, points: 40, target: 2, score: attainment, ask: 投诉率, high: 50}")
    assert [(part.name, part.high) for part in indicator.inputs] == [("投诉率", Fraction(50))]
    assert indicator.constraints == ()
    assert indicator.value == Rule("投诉率", indicator.inputs[0].place)


def test_a_parameter_of_another_scoring_rule_stays_in_the_dictionary() -> None:
    assert drawn("{use: 投诉率, points: 40, score: deduct, each: 1}").params == {"each": Fraction(1)}
    indicator = drawn("{use: 服务评级, points: 40, score: rating}")
    assert (indicator.params["scale"], indicator.inputs[0].kind) == ("优劣", Kind.CHOICE)
    assert "scale" not in drawn("{use: 服务评级, points: 40, score: judgement}").params


def test_what_is_not_scored_is_recorded_unless_the_scheme_scores_it() -> None:
    made, findings = parsed("{use: 一次解决率}")
    assert [finding.code for finding in findings] == ["points-base"]
    assert (made.method, made.points) == ("record", None)
    assert drawn("{use: 一次解决率, points: 40, target: 70, score: threshold}").method == "threshold"


@pytest.mark.parametrize(
    ("words", "code", "place"),
    [
        (WORDS.replace("unit: ‰", "unit: ‰‰‰‰‰‰‰‰‰‰‰‰‰‰‰‰‰‰‰‰‰‰"), "text-too-long", ("words.yaml", 6)),
        (
            WORDS.replace("投诉件数 <= 电话量", "投诉件 <= 电话量"),
            "rule-unknown-name-near",
            ("words.yaml", 12),
        ),
        ("entries: [\n", "yaml-bracket", ("words.yaml", 2)),
        ("- 甲\n", "not-a-record", ("words.yaml", 1)),
        ("", "scheme-file-empty", ("words.yaml", None)),
    ],
)
def test_a_fault_of_the_dictionary_is_told_at_its_line(
    words: str, code: str, place: tuple[str, int | None]
) -> None:
    from kpixl.rules.rulebook import build_rulebook

    text = (
        "scheme: demo\ntitle: 示例\npoints: 100\ndictionary: words\nforms:\n"
        "  - form: one\n    title: 考核表\n    sections:\n      - name: 业绩\n        indicators:\n"
        "          - {use: 投诉率, points: 100, target: 2, score: attainment}\n"
    )
    scheme, findings = parse_scheme(text, "demo.yaml", shelf=Shelf(kept={"words": words}))
    assert scheme is not None
    if not findings:
        _, findings = build_rulebook(scheme, scheme.forms[0])
    assert [(finding.code, (finding.place.file, finding.place.line)) for finding in findings] == [
        (code, place)
    ]


def test_findings_of_the_scheme_come_before_those_of_the_dictionary() -> None:
    _, findings = parsed("{use: 投诉率, points: 30, target: 2, scor: attainment}", WORDS + "  - {name: 甲}\n")
    assert [(finding.place.file, finding.code) for finding in findings] == [
        ("demo.yaml", "unknown-key-near"),
        ("words.yaml", "entry-without-formula"),
        ("words.yaml", "entry-without-source"),
    ]
