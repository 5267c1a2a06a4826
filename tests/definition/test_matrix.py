"""A matrix becomes a form for each unit, with just its rows and its own targets."""

from __future__ import annotations

from fractions import Fraction

from kpixl.definition.scheme import parse_scheme
from kpixl.definition.shelf import Shelf
from kpixl.findings import Finding
from kpixl.model.indicator import Unset
from kpixl.model.scheme import Scheme

WORDS = """\
title: 示例字典
entries:
  - {name: 投诉率, group: 客户, unit: ‰, better: lower, ratio: [投诉件数(件), 电话量(通)], source: 工单}
  - {name: 满意度, group: 客户, unit: "%", ask: 满意度, source: 客户调查}
  - {name: 出勤率, group: 员工, unit: "%", ask: 出勤率, source: 考勤}
  - {name: 一次解决率, group: 运营, unit: "%", ask: 一次解决率, scored: false}
"""


def parsed(
    rows: str, more: str = "", top: str = "", trial: bool = False
) -> tuple[Scheme, tuple[Finding, ...]]:
    text = (
        f"scheme: demo\ntitle: 示例\npoints: 100\ndictionary: words\n{top}matrix:\n"
        f'  title: "{{unit}}{{period}}考核表"\n  units: [甲科, 乙科, 丙科]\n  score: threshold\n{more}'
        f"  rows:\n{rows}"
    )
    scheme, findings = parse_scheme(text, "demo.yaml", trial, Shelf(kept={"words": WORDS}))
    assert scheme is not None
    return scheme, findings


def made(rows: str, more: str = "", top: str = "") -> Scheme:
    scheme, findings = parsed(rows, more, top)
    assert [finding.message() for finding in findings] == []
    return scheme


def targets(scheme: Scheme, form: int) -> dict[str, object]:
    return {part.name: part.target for section in scheme.forms[form].sections for part in section.indicators}


def points(scheme: Scheme, form: int) -> dict[str, object]:
    return {part.name: part.points for section in scheme.forms[form].sections for part in section.indicators}


ROWS = """\
    - {use: 投诉率, target: 2, cells: [≤1‰, ★, "<=4‰"]}
    - {use: 满意度, target: 90, stars: 3}
    - {use: 出勤率, target: 95, cells: [★, "", -]}
    - {use: 一次解决率, cells: ["", ★, ★]}
"""


def test_each_unit_gets_its_rows_with_its_own_targets() -> None:
    scheme = made(ROWS)
    assert [(form.key, form.title, form.audience) for form in scheme.forms] == [
        ("unit-1", "甲科{period}考核表", {"部门": ("甲科",)}),
        ("unit-2", "乙科{period}考核表", {"部门": ("乙科",)}),
        ("unit-3", "丙科{period}考核表", {"部门": ("丙科",)}),
    ]
    assert targets(scheme, 0) == {"投诉率": 1, "满意度": 90, "出勤率": 95}
    assert targets(scheme, 1) == {"投诉率": 2, "满意度": 90, "一次解决率": None}
    assert targets(scheme, 2) == {"投诉率": 4, "满意度": 90, "一次解决率": None}


def test_what_is_scored_shares_the_points_equally_in_sections_by_group() -> None:
    scheme = made(ROWS)
    third, half = Fraction(100, 3), Fraction(50)
    assert points(scheme, 0) == {"投诉率": third, "满意度": third, "出勤率": third}
    assert points(scheme, 1) == {"投诉率": half, "满意度": half, "一次解决率": None}
    assert [(section.name, section.heading) for section in scheme.forms[0].sections] == [
        ("客户", True),
        ("员工", True),
    ]


def test_points_of_a_row_come_off_what_the_others_share() -> None:
    rows = ROWS.replace("target: 90", "target: 90, points: 40")
    assert points(made(rows), 0) == {"投诉率": 30, "满意度": 40, "出勤率": 30}
    assert points(made(rows, "  points: 60\n"), 0) == {"投诉率": 10, "满意度": 40, "出勤率": 10}
    assert made(rows, "  points: 60\n").forms[0].points == 60


def test_rows_need_no_dictionary_and_may_name_their_own_group() -> None:
    alone = "    - {name: 态度, unit: 分, target: 80, stars: 3}\n"
    beside = "    - {use: 满意度, group: 态度类, target: 90, stars: 3}\n"
    sections = made(alone + beside).forms[0].sections
    assert [section.name for section in sections] == ["其他", "态度类"]
    (only,) = made(alone).forms[0].sections
    assert (only.name, only.heading) == ("考核指标", False)


def test_forms_have_the_slugs_that_are_written_and_stand_beside_other_forms() -> None:
    top = (
        "columns: {组别: 级}\nforms:\n  - {form: head, title: 主任, for: {部门: 办公室}, sections: "
        "[{name: 甲, indicators: [{name: 乙, points: 100, score: judgement}]}]}\n"
    )
    scheme = made(ROWS, "  keys: [jia, yi, bing]\n  layout: landscape\n", top)
    assert [form.key for form in scheme.forms] == ["head", "jia", "yi", "bing"]
    assert [form.layout for form in scheme.forms] == ["", "landscape", "landscape", "landscape"]


def test_an_unset_target_of_a_row_is_one_finding_for_all_units() -> None:
    scheme, findings = parsed("    - {use: 满意度, target: unset, stars: 3}\n")
    assert [finding.code for finding in findings] == ["unset-number"]
    assert all(isinstance(form.sections[0].indicators[0].target, Unset) for form in scheme.forms)


def test_a_trial_leaves_out_the_rows_that_nobody_has_placed() -> None:
    rows = ROWS + "    - {name: 态度, unit: 分, target: 80, stars: 2}\n"
    _, findings = parsed(rows)
    assert [finding.code for finding in findings] == ["matrix-unplaced"]
    scheme, findings = parsed(rows, trial=True)
    assert [(finding.code, finding.details["names"]) for finding in findings] == [("matrix-left-out", "态度")]
    assert [targets(scheme, form) for form in range(3)] == [targets(made(ROWS), form) for form in range(3)]
