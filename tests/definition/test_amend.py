"""Values of a definition are found by paths that people write, and changed without touching its text."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.definition.amend import amend
from kpixl.definition.library import find_scheme
from kpixl.definition.scheme import parse_scheme
from kpixl.definition.shelf import Definition, Shelf, library_folder
from kpixl.findings import Finding
from kpixl.model.scheme import Scheme
from kpixl.model.simulation import Change

COHORT = """
cohort:
  - {rank: 名次, by: 绩效分数}
  - {bonus: 名次奖, rank: 名次, amounts: {销售部: [500, 400], 售后服务部: [300]}}
  - {distribution: 建议等级, by: 绩效分数, shares: {优秀: 20%, 良好: 80%}}
  - {budget: 奖金预算, of: 绩效工资, amount: 40000, gives: 实发}
"""
PARAMETERS = "parameters:\n  每件扣分: 0.5\n  起点: {value: 60, note: 长写法}\n"


def text_of(slug: str) -> str:
    path = find_scheme(slug)
    assert path is not None
    return path.read_text(encoding="utf-8")


PART = "forms.sales.sections.服务满意度.indicators"
GOAL = f"{PART}.客户满意度.target"
PERF = text_of("perf-pay-100") + COHORT + PARAMETERS


def change(text: str, *asked: str) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    amended, findings = amend(Definition(text), "scheme.yaml", asked)
    return amended.changes, findings


def scheme_of(text: str, *asked: str) -> Scheme:
    """The scheme with these changes; it is read without a finding of severity error about them."""
    amended, findings = amend(Definition(text), "scheme.yaml", asked)
    assert not findings, [finding.message() for finding in findings]
    scheme, _ = parse_scheme(text, "scheme.yaml", False, None, amended.composer)
    assert scheme is not None
    return scheme


@pytest.mark.parametrize(
    ("asked", "paths", "before", "after"),
    [
        ("客户满意度.目标=88", [GOAL], "90", "88"),
        (
            "客户满意度.目标值=88",
            [GOAL],
            "90",
            "88",
        ),
        (
            "客户满意度.target = 88",
            [GOAL],
            "90",
            "88",
        ),
        (
            "客户满意度．目标＝88",
            [GOAL],
            "90",
            "88",
        ),
        (
            "forms.sales.sections.客户投诉.indicators.客诉率.target=5",
            ["forms.sales.sections.客户投诉.indicators.客诉率.target"],
            "4",
            "5",
        ),
        ("sales.客诉率.目标=5", ["forms.sales.sections.客户投诉.indicators.客诉率.target"], "4", "5"),
        (
            "客诉率.满分=25",
            [
                "forms.sales.sections.客户投诉.indicators.客诉率.points",
                "forms.service.sections.客户投诉.indicators.客诉率.points",
            ],
            "20",
            "25",
        ),
        ("sales.客户投诉.points=50", ["forms.sales.sections.客户投诉.points"], "40", "50"),
        ("优秀.from=92", ["grades.优秀.from"], "90", "92"),
        ("合格=65", ["grades.合格.from"], "60", "65"),
        ("grades.2.分数线=75", ["grades.良好.from"], "80", "75"),
        ("绩效工资.保留=60%", ["pay.adjust.1.keep"], "70%", "60%"),
        ("pay.amount=绩效基数", ["pay.amount"], "绩效基数 * 绩效分数 / 100", "绩效基数"),
        ("points=120", ["points"], "100", "120"),
        ("rounding.total=1", ["rounding.total"], "—", "1"),
        (
            "客户满意度.missing=zero",
            [f"{PART}.客户满意度.missing"],
            "—",
            "zero",
        ),
        ("每件扣分=1", ["parameters.每件扣分"], "0.5", "1"),
        ("起点=65", ["parameters.起点"], "60", "65"),
        ("奖金预算=30000", ["cohort.奖金预算.amount"], "40000", "30000"),
        ("奖金预算.预算=30000", ["cohort.奖金预算.amount"], "40000", "30000"),
        ("实发.amount=30000", ["cohort.奖金预算.amount"], "40000", "30000"),
        ("名次奖.销售部=[600, 500]", ["cohort.名次奖.amounts.销售部"], "[500, 400]", "[600, 500]"),
        ("名次奖.销售部.1=600", ["cohort.名次奖.amounts.销售部.1"], "500", "600"),
        ("建议等级.优秀=10%", ["cohort.建议等级.shares.优秀"], "20%", "10%"),
        (
            "建议等级.shares={优秀: 10%, 良好: 90%}",
            ["cohort.建议等级.shares"],
            "{优秀: 20%, 良好: 80%}",
            "{优秀: 10%, 良好: 90%}",
        ),
        (
            '"客户满意度".目标=88',
            [GOAL],
            "90",
            "88",
        ),
        (
            "客诉处理满意度.must=TRUE",
            ["forms.sales.sections.客户投诉.indicators.客诉处理满意度.checks.1.must"],
            "回访满意件数 <= 回访件数",
            "TRUE",
        ),
    ],
)
def test_a_value_is_found_by_as_much_of_its_path_as_tells_it(
    asked: str, paths: list[str], before: str, after: str
) -> None:
    changes, findings = change(PERF, asked)
    assert [finding.message() for finding in findings] == []
    assert [one.path for one in changes] == paths
    assert {(one.before, one.after) for one in changes} == {(before, after)}
    assert {one.name for one in changes} == {asked.replace("＝", "=").partition("=")[0].strip()}


@pytest.mark.parametrize(
    ("asked", "code", "message"),
    [
        ("客户满意度.目标", "set-unreadable", "“客户满意度.目标”不是“名称=值”的写法。"),
        ("=88", "set-unreadable", "“=88”不是“名称=值”的写法。"),
        ("客户满意度.目标=", "set-unreadable", "“客户满意度.目标=”不是“名称=值”的写法。"),
        ("客户满意度..目标=1", "set-unreadable", "“客户满意度..目标=1”不是“名称=值”的写法。"),
        ("客户满意.目标=88", "set-unknown", "方案里没有“客户满意.目标”可以改。是否为“客户满意度.目标”？"),
        ("客户满意度=88", "set-unknown", "可以改的有：客户满意度.满分、客户满意度.目标。"),
        ("客户满意度.标准=88", "set-unknown", "可以改的有：客户满意度.满分、客户满意度.目标。"),
        ("目标=88", "set-unknown", "可以改的有：销售过程服务满意度.目标、客户满意度.目标、"),
        ("每件扣分.数值=1", "set-unknown", "可以改的有：每件扣分。"),
        ("没有这个=1", "set-unknown", "方案里没有“没有这个”可以改。"),
        (
            "客户投诉.points=1",
            "",
            "",
        ),
        (
            "优秀=92",
            "set-ambiguous",
            "“优秀”可以指方案里几个不同的地方：grades.优秀.from、cohort.建议等级.shares.优秀。",
        ),
        (
            "1.target=1",
            "set-ambiguous",
            f"“1.target”可以指方案里几个不同的地方：{PART}.销售过程服务满意度.target、",
        ),
        ("客户满意度.目标=90", "set-same", "“客户满意度.目标”本来就是 90，没有变化。"),
    ],
)
def test_what_cannot_be_changed_is_told(asked: str, code: str, message: str) -> None:
    _, findings = change(PERF, asked)
    assert [finding.code for finding in findings] == ([code] if code else [])
    for finding in findings:
        assert message in finding.message()
        assert "{" not in finding.message("en") + finding.remedy("en") + finding.remedy()


def test_the_scheme_is_read_with_the_change_and_its_places_stay() -> None:
    scheme = scheme_of(PERF, "客诉率.目标=5", "优秀.from=92", "奖金预算=30000")
    targets = [
        part.target
        for form in scheme.forms
        for section in form.sections
        for part in section.indicators
        if part.name == "客诉率"
    ]
    assert targets == [Fraction(5), Fraction(5)]
    assert scheme.grades[0].bound == 92
    plain, _ = parse_scheme(PERF, "scheme.yaml")
    assert plain is not None
    assert scheme.grades[0].place == plain.grades[0].place


def test_a_fault_of_a_new_value_is_told_where_the_old_one_stands() -> None:
    amended, findings = amend(Definition(PERF), "scheme.yaml", ["客户满意度.目标=很高"])
    assert findings == ()
    _, found = parse_scheme(PERF, "scheme.yaml", False, None, amended.composer)
    line = next(number for number, line in enumerate(PERF.splitlines(), 1) if "name: 客户满意度" in line)
    assert [(str(f.place).split(":")[1], f.code) for f in found if f.place.line] != []
    assert all((f.place.line or 0) >= line for f in found)


def test_one_change_comes_after_the_other() -> None:
    changes, findings = change(PERF, "客户满意度.目标=88", "客户满意度.目标=86")
    assert findings == ()
    assert [(one.before, one.after) for one in changes] == [("90", "88"), ("88", "86")]


def test_what_an_alias_shares_is_changed_in_one_place_alone() -> None:
    text = PERF.replace("target: 4\n", "target: &goal 4\n", 1).replace("target: 95\n", "target: *goal\n", 1)
    changes, _ = change(text, "sales.客诉率.目标=5")
    assert len(changes) == 1
    scheme = scheme_of(text, "sales.客诉率.目标=5")
    (rate, content) = (part.target for part in scheme.forms[0].sections[1].indicators)
    assert (rate, content) == (5, 4)


def test_what_stands_in_a_dictionary_is_changed_there() -> None:
    text = text_of("svc-work-6rates")
    shelf = Shelf((library_folder(),))
    parse_scheme(text, "scheme.yaml", True, shelf)
    definition = Definition(text, shelf.taken)
    amended, findings = amend(definition, "scheme.yaml", ["客户投诉率.unit=‰", "客户投诉率.target=3"])
    assert [finding.message() for finding in findings] == []
    files = [(change.place.file, change.path) for change in amended.changes]
    assert files[0][0].endswith(".yaml")
    assert files[0][1] == "entries.客户投诉率.unit"
    assert files[1] == ("scheme.yaml", "forms.unit.sections.六项指标.indicators.客户投诉率.target")
    kept = Shelf(kept=definition.dictionaries)
    scheme, _ = parse_scheme(text, "scheme.yaml", True, kept, amended.composer)
    assert scheme is not None
    rate = next(part for part in scheme.forms[0].sections[0].indicators if part.name == "客户投诉率")
    assert (rate.unit, rate.target) == ("‰", 3)


@pytest.mark.parametrize("path", sorted((Path(library_folder()).parent / "schemes").glob("*.yaml")), ids=str)
def test_every_figure_of_the_library_has_a_path_of_its_own(path: Path) -> None:
    from kpixl.definition.compose import compose
    from kpixl.definition.spots import FIGURES, spots

    root, _ = compose(path.read_text(encoding="utf-8"), "")
    assert root is not None
    every = list(spots(root, "scheme"))
    assert any(spot.field.type in FIGURES and spot.node is not None for spot in every)
    by_path = {spot.path: spot for spot in every}
    assert len(by_path) == len(every)
    for spot in every:
        assert spot.is_meant([step.spellings[0] for step in spot.steps])
