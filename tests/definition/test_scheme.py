"""What a definition becomes: exact numbers, inputs from units and scoring rules, points shared out."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpixl.definition.gathered import MAX_FINDINGS
from kpixl.definition.scheme import parse_scheme
from kpixl.findings import Place, has_errors
from kpixl.model.consequence import Adjust, Grade, Pay
from kpixl.model.indicator import Constraint, Indicator, Input, Kind, Missing, OpenRows, Rule, Step, Unset
from kpixl.model.scheme import Deadline, Form, Rounding, Scheme, Section

TOP = """\
scheme: demo
title: 示例方案
points: 100
"""


def scheme_with(
    top: str, indicators: str = "- {name: 态度, points: 100, score: judgement}", form: str = ""
) -> Scheme:
    """A scheme with further lines at its top, lines in its only form, and these indicators."""

    def indented(text: str, by: int) -> str:
        return "".join(" " * by + line + "\n" for line in text.strip("\n").splitlines())

    text = (
        f"{TOP}{top}forms:\n  - form: one\n    title: 考核表\n{indented(form, 4)}    sections:\n"
        f"      - name: 业绩\n        points: 100\n        indicators:\n{indented(indicators, 10)}"
    )
    scheme, findings = parse_scheme(text, "demo.yaml")
    assert [finding.message() for finding in findings] == []
    assert scheme is not None
    return scheme


def indicators_of(scheme: Scheme) -> tuple[Indicator, ...]:
    return scheme.forms[0].sections[0].indicators


def first(indicators: str, top: str = "", form: str = "") -> Indicator:
    return indicators_of(scheme_with(top, indicators, form))[0]


def limits(part: Input) -> tuple[Kind, Fraction | None, Fraction | None]:
    return part.kind, part.low, part.high


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0.1", Fraction(1, 10)),
        ('"0.1"', Fraction(1, 10)),
        ("70%", Fraction(7, 10)),
        ("33.33%", Fraction(3333, 10000)),
        ("-2.5", Fraction(-5, 2)),
        ("+3", Fraction(3)),
        ("007", Fraction(7)),
        (".5", Fraction(1, 2)),
        ("5.", Fraction(5)),
        ("{value: 1.5, note: 试行}", Fraction(3, 2)),
        ("123456789012345", Fraction(123456789012345)),
    ],
)
def test_a_number_is_exactly_what_its_digits_say(written: str, value: Fraction) -> None:
    assert scheme_with(f"parameters: {{系数: {written}}}\n").parameters == {"系数": value}


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "007", "1.10", "2026-11-01", "0x10", "1e3", "true"]
)
def test_a_bare_word_stays_the_text_that_it_is(word: str) -> None:
    scheme = scheme_with(f"version: {word}\n", form=f"for: {{部门: {word}}}")
    assert scheme.version == word
    assert scheme.forms[0].audience == {"部门": (word,)}


def test_an_unset_number_knows_its_place_and_blocks_by_a_finding() -> None:
    scheme, findings = parse_scheme(
        f"{TOP}parameters: {{每件扣分: unset}}\nforms:\n  - form: one\n    title: 表\n    sections:\n"
        "      - {name: 甲, indicators: [{name: 态度, points: 100, score: judgement}]}\n",
        "demo.yaml",
    )
    assert scheme is not None
    assert scheme.parameters == {"每件扣分": Unset(Place("demo.yaml", 4, 20))}
    assert [(finding.code, finding.place.line) for finding in findings] == [("unset-parameter", 4)]
    assert has_errors(findings)


def test_what_is_left_out_is_as_the_model_says() -> None:
    scheme = scheme_with("")
    bare = Scheme(slug="demo", title="示例方案", points=Fraction(100), forms=scheme.forms, place=scheme.place)
    assert scheme == bare
    form = scheme.forms[0]
    assert form == Form(key="one", title="考核表", sections=form.sections, place=form.place)
    section = form.sections[0]
    assert section == Section(
        name="业绩", indicators=section.indicators, points=Fraction(100), place=section.place
    )


def test_everything_about_a_scheme_is_taken_over() -> None:
    scheme = scheme_with(
        """\
version: "2"
company: 某公司
source: 某办法
cycle: quarter
language: en
appraisees: units
contact: 人力资源部
appraiser: 上级
total: 总得分
total_label: 总计
deadline: {months: 1, day: 15}
rounding: {total: 1, items: 2}
columns: {级别: "", 销售额: 元}
scales:
  四档: {优: 100, 良: 80.5}
grades: [{name: 优秀, from: 90}, {name: 合格}]
pay:
  amount: 绩效基数 * 总得分 / 100
  adjust: [{when: 总得分 < 60, keep: 70%, why: 不满60分}]
  note: 说明
sign: [本人, 经理]
notes: 只有一条
open_questions: [甲, 乙]
"""
    )
    assert (scheme.version, scheme.company, scheme.source) == ("2", "某公司", "某办法")
    assert (scheme.cycle, scheme.language, scheme.unit_appraisee) == ("quarter", "en", True)
    assert (scheme.contact, scheme.appraiser) == ("人力资源部", "上级")
    assert (scheme.total, scheme.total_label) == ("总得分", "总计")
    assert scheme.deadline == Deadline(1, 15)
    assert scheme.rounding == Rounding(1, 2, 2)
    assert scheme.columns == {"级别": "", "销售额": "元"}
    assert scheme.scales["四档"].levels == (("优", Fraction(100)), ("良", Fraction(161, 2)))
    assert scheme.grades == (
        Grade("优秀", Fraction(90), Place("demo.yaml", 19, 10)),
        Grade("合格", None, Place("demo.yaml", 19, 32)),
    )
    assert scheme.pay == Pay(
        amount=Rule("绩效基数 * 总得分 / 100", Place("demo.yaml", 21, 11)),
        adjust=(Adjust(Rule("总得分 < 60", Place("demo.yaml", 22, 19)), Fraction(7, 10), "不满60分"),),
        note="说明",
    )
    assert (scheme.sign, scheme.notes, scheme.open_questions) == (
        ("本人", "经理"),
        ("只有一条",),
        ("甲", "乙"),
    )


def test_the_place_of_a_quoted_rule_is_where_its_text_begins() -> None:
    indicator = first('- {name: 甲, points: 100, score: formula, formula: "[完成值] * 2"}')
    assert indicator.params["formula"] == Rule("[完成值] * 2", Place("demo.yaml", 11, 62))


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("件", (Kind.INTEGER, 0, None)),
        ("分", (Kind.NUMBER, 0, 100)),
        ('"%"', (Kind.NUMBER, 0, 100)),
        ("％", (Kind.NUMBER, 0, 100)),
        ("元", (Kind.NUMBER, 0, None)),
        ("百分点", (Kind.NUMBER, None, None)),
        ("件/万客户", (Kind.NUMBER, 0, None)),
        ("没见过的", (Kind.NUMBER, None, None)),
        ("分, high: none, low: -5", (Kind.NUMBER, -5, None)),
        ("件, kind: number, high: 9.5", (Kind.NUMBER, 0, Fraction(19, 2))),
        ("分, kind: text", (Kind.TEXT, None, None)),
    ],
)
def test_the_unit_decides_what_is_typed_unless_the_scheme_says_more(
    unit: str, expected: tuple[Kind, Fraction | None, Fraction | None]
) -> None:
    indicator = first(f"- {{name: 甲, points: 100, unit: {unit}, score: any-of, conditions: 完成值 >= 1}}")
    assert limits(indicator.inputs[0]) == expected


@pytest.mark.parametrize(
    ("written", "high"),
    [
        ("score: judgement", 100),
        ("score: rating", 100),
        ("score: rating, of: 10", 10),
        ("score: rating, of: 系数", None),
    ],
)
def test_the_scoring_rule_may_bound_the_input(written: str, high: int | None) -> None:
    indicator = first(f"- {{name: 甲, points: 100, {written}}}", "parameters: {系数: 5}\n")
    assert limits(indicator.inputs[0]) == (Kind.NUMBER, 0, high)


def test_what_is_asked_for_is_the_value() -> None:
    indicator = first(
        "- {name: 甲, points: 100, unit: 台, target: 3, score: threshold, ask: 台数 一月, hint: 填台数}"
    )
    (asked,) = indicator.inputs
    assert (asked.name, asked.unit, asked.hint) == ("台数 一月", "台", "填台数")
    assert indicator.value is not None
    assert indicator.value.text == "[台数 一月]"
    assert indicator.target == 3


@pytest.mark.parametrize(
    ("unit", "rule"),
    [
        ('"%"', "甲数 / [乙 数] * 100"),
        ("‰", "甲数 / [乙 数] * 1000"),
        ("件/万客户", "甲数 / [乙 数] * 10000"),
        ("元", "甲数 / [乙 数]"),
    ],
)
def test_a_ratio_is_two_counts_and_a_rule_in_its_unit(unit: str, rule: str) -> None:
    indicator = first(
        f"- {{name: 甲, points: 100, unit: {unit}, target: 3, score: attainment, ratio: [甲数（件）, 乙 数]}}"
    )
    assert indicator.value is not None
    assert indicator.value.text == rule
    assert [(part.name, part.unit, *limits(part)) for part in indicator.inputs] == [
        ("甲数", "件", Kind.INTEGER, 0, None),
        ("乙 数", "", Kind.INTEGER, 0, None),
    ]


def test_the_parts_of_a_ratio_may_be_amounts() -> None:
    indicator = first(
        "- name: 甲\n  points: 100\n  unit: '%'\n  target: 3\n  score: attainment\n"
        "  ratio: [回款(元), {name: 应收, unit: 元, low: 1}]"
    )
    assert [limits(part) for part in indicator.inputs] == [(Kind.NUMBER, 0, None), (Kind.NUMBER, 1, None)]


def test_inputs_are_listed_one_by_one_with_a_rule_for_the_value() -> None:
    indicator = first(
        "- name: 甲\n  points: 100\n  unit: 台\n  target: 3\n  score: attainment\n"
        "  inputs: [上旬(台), {name: 下旬, unit: 台, optional: true}]\n  value: 上旬 + 下旬"
    )
    assert [(part.name, part.optional) for part in indicator.inputs] == [("上旬", False), ("下旬", True)]
    assert indicator.value == Rule("上旬 + 下旬", Place("demo.yaml", 17, 20))


def test_a_single_listed_input_is_the_value_and_none_is_needed_for_conditions() -> None:
    single = first("- {name: 甲, points: 100, target: 3, score: attainment, inputs: [台数(台)]}")
    assert single.value is not None
    assert single.value.text == "台数"
    several = first("- {name: 甲, points: 100, score: all-of, inputs: [子(台), 丑(台)], conditions: 子 > 丑}")
    assert several.value is None


def test_a_further_input_in_a_column_of_the_form_has_its_limits() -> None:
    form = "columns: [{name: 领先值, unit: 分, low: -100, high: 100, hint: 可填负数}]"
    written = "- {name: 甲, points: 100, score: any-of, conditions: [领先值 > 1], also: [%s]}"
    (_, plain) = first(written % "领先值", form=form).inputs
    assert (plain.column, plain.unit, plain.hint, *limits(plain)) == (
        "领先值",
        "分",
        "可填负数",
        Kind.NUMBER,
        -100,
        100,
    )
    (_, own) = first(written % "{name: 领先值, low: 0}", form=form).inputs
    assert limits(own) == (Kind.NUMBER, 0, 100)
    (_, other) = first(written.replace("领先值 >", "别的 >") % "别的(分)", form=form).inputs
    assert (other.column, *limits(other)) == ("", Kind.NUMBER, 0, 100)


def test_a_rating_scale_turns_the_input_into_a_choice() -> None:
    indicator = first(
        "- {name: 态度, points: 100, ask: 评级, score: rating, scale: 四档}",
        "scales: {四档: {优: 100, 良: 80}}\n",
    )
    (asked,) = indicator.inputs
    assert (asked.choices, *limits(asked)) == (("优", "良"), Kind.CHOICE, None, None)
    assert indicator.params == {"scale": "四档"}


def test_choices_make_a_choice() -> None:
    (asked,) = first(
        "- {name: 甲, points: 100, score: any-of, choices: [有, 无], conditions: '完成值=\"有\"'}"
    ).inputs
    assert (asked.kind, asked.choices) == (Kind.CHOICE, ("有", "无"))


def test_open_rows_have_columns_and_no_value() -> None:
    indicator = first(
        """\
- name: 目标
  points: 100
  score: weighted-rows
  rows:
    count: 3
    columns:
      - {name: 目标, kind: text, at: name}
      - {name: 权重, unit: "%", at: points}
      - {name: 评分, unit: 分, at: entry}
  checks: [{must: SUM(权重) = 100, say: 合计应为100%}]
"""
    )
    assert indicator.value is None
    assert indicator.inputs == ()
    assert isinstance(indicator.rows, OpenRows)
    assert (indicator.rows.count, indicator.rows.least) == (3, 1)
    assert [(part.name, part.column, part.kind) for part in indicator.rows.columns] == [
        ("目标", "name", Kind.TEXT),
        ("权重", "points", Kind.NUMBER),
        ("评分", "entry", Kind.NUMBER),
    ]
    (check,) = indicator.constraints
    assert isinstance(check, Constraint)
    assert (check.must.text, check.say) == ("SUM(权重) = 100", "合计应为100%")


def test_parameters_are_numbers_rules_or_unset() -> None:
    indicator = first(
        "- {name: 甲, points: 100, score: deduct, each: 每次扣分, free: 2, floor: 10%}",
        "parameters: {每次扣分: 1}\n",
    )
    assert indicator.params == {
        "each": Rule("每次扣分", Place("demo.yaml", 12, 57)),
        "free": 2,
        "floor": Fraction(1, 10),
    }


@pytest.mark.parametrize(
    ("steps", "better", "made"),
    [
        (
            "[{from: 20, points: 100}, {from: 10, points: 60}, {points: 0}]",
            "higher",
            [(20, 100), (10, 60), (None, 0)],
        ),
        ("[{to: 24, points: 100}, {to: 48, points: 60.5}]", "lower", [(24, 100), (48, Fraction(121, 2))]),
    ],
)
def test_bands_tell_their_direction(steps: str, better: str, made: list[tuple[int | None, object]]) -> None:
    indicator = first(f"- {{name: 甲, points: 100, unit: 小时, score: steps, steps: {steps}}}")
    assert indicator.params["better"] == better
    assert indicator.params["steps"] == tuple(Step(bound, value) for bound, value in made)  # type: ignore[arg-type]


def test_indicators_without_points_share_what_is_left_equally() -> None:
    lines = "- {name: 甲, points: 10, score: judgement}\n" + "".join(
        f"- {{name: {name}, score: judgement}}\n" for name in "乙丙丁"
    )
    deduction = (
        "- {name: 戊, unit: 件, score: deduct-only, each: 1}\n- {name: 己, score: formula, formula: 1}"
    )
    points = [part.points for part in indicators_of(scheme_with("", lines + deduction))]
    assert points == [10, 30, 30, 30, None, None]


def test_thirds_are_exact() -> None:
    lines = "".join(f"- {{name: {name}, score: judgement}}\n" for name in "甲乙丙")
    assert [part.points for part in indicators_of(scheme_with("", lines))] == [Fraction(100, 3)] * 3


def test_the_rest_of_an_indicator_is_taken_over() -> None:
    indicator = first(
        "- {name: 甲, points: 100, unit: 件, score: formula, formula: 1, missing: exclude, standard: 标准, "
        "terse: 13或82/4, source: 台账, provisional: true, note: 备注}"
    )
    assert (indicator.missing, indicator.standard, indicator.terse) == (Missing.EXCLUDE, "标准", "13或82/4")
    assert (indicator.source, indicator.provisional, indicator.unit) == ("台账", "预估", "件")


def test_a_formula_implies_its_scoring_rule() -> None:
    assert first("- {name: 甲, points: 100, formula: 完成值 * 2}").method == "formula"


def test_whom_a_form_is_for_may_be_said_in_english_and_as_one_or_many() -> None:
    scheme = scheme_with(
        'columns: {级别: ""}\n', form="for: {department: 销售部, 岗位: [经理, 主管], 级别: 一}"
    )
    assert scheme.forms[0].audience == {"部门": ("销售部",), "岗位": ("经理", "主管"), "级别": ("一",)}


def test_anchors_and_merge_keys_save_writing() -> None:
    scheme = scheme_with(
        "",
        "- &one {name: 甲, points: 40, unit: 分, target: 90, score: attainment}\n"
        "- {<<: *one, name: 乙}\n- {<<: [*one], name: 丙, points: 20}",
    )
    assert [(part.name, part.points, part.target) for part in indicators_of(scheme)] == [
        ("甲", 40, 90),
        ("乙", 40, 90),
        ("丙", 20, 90),
    ]


def test_a_misspelt_key_hides_no_other_problem() -> None:
    text = TOP + "fomrs:\n  - {form: one, title: 表, sections: [{name: 甲, indicators: []}]}\n"
    _, findings = parse_scheme(text)
    assert [finding.code for finding in findings] == ["unknown-key-near", "too-few"]


def test_one_faulty_number_does_not_bring_down_the_sums_around_it() -> None:
    text = (
        f"{TOP}forms:\n  - form: one\n    title: 表\n    sections:\n      - name: 甲\n        points: 100\n"
        "        indicators:\n          - {name: 态度, points: 六十, score: judgement}\n"
        "          - {name: 纪律, points: 40, score: judgement}\n"
    )
    scheme, findings = parse_scheme(text)
    assert [finding.code for finding in findings] == ["not-a-number"]
    assert scheme is not None
    assert [part.name for part in indicators_of(scheme)] == ["纪律"]


def test_a_file_with_hundreds_of_findings_lists_the_first() -> None:
    _, findings = parse_scheme(TOP + "notes:\n" + "  - [一条]\n" * (2 * MAX_FINDINGS))
    assert len(findings) == MAX_FINDINGS
    assert [finding.code for finding in findings].count("too-many-findings") == 1
    assert findings[-1].code == "too-many-findings"


def test_a_fault_in_a_repeated_part_is_told_once() -> None:
    sections = "[{name: 甲, indicators: [{name: 乙, points: 百, score: judgement}]}]"
    forms = [f"&s {sections}", "*s", "*s"]
    lines = [
        f"  - {{form: f{at}, title: 表, for: {{部门: d{at}}}, sections: {part}}}\n"
        for at, part in enumerate(forms)
    ]
    _, findings = parse_scheme(f"{TOP}forms:\n{''.join(lines)}")
    assert [finding.code for finding in findings] == ["not-a-number"]
