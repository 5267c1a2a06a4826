"""What a changed scheme means for forms that are out: form by form, and for what has come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.cycle import store
from kpixl.findings import Finding, Severity, status
from kpixl.pipeline.change_effects import Effect
from kpixl.pipeline.change_findings import change_findings
from kpixl.pipeline.changes import Checked, FormChange, SchemeChanges, check_for_cycle
from kpixl.pipeline.compare_forms import Change, Difference, What
from kpixl.pipeline.make import Options, make_template
from tests.pipeline.world import LABELS, PEOPLE, World, codes, copy_of, make_world, nothing, write_csv

TYPED = {"sales": 92, "customers": Fraction("88.5"), "complaints": 2, "cars": 260, "content": 19, "asked": 20}
ENTRIES = {f"{LABELS[name]}@": Fraction(value) for name, value in TYPED.items()}
"""89.90 points, 良好; with a pay base of 3150.50 it is 2832.30."""

Edit = Callable[[str], str]


def edit(*pairs: tuple[str, str]) -> Edit:
    """Each text replaced by another, once; a text that is not there is a mistake of the test."""

    def change(text: str) -> str:
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text

    return change


@pytest.fixture(scope="session")
def returned_once(perf_once: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The cycle in which 001 (89.90) and A-03 have returned their forms."""
    world = copy_of(perf_once, tmp_path_factory.mktemp("returned") / "十一月")
    world.fill("001", entries=ENTRIES)
    world.fill("A-03")
    world.collect()
    return world


def check(world: World, change: Edit, tmp_path: Path) -> Checked:
    """Checks the scheme of the cycle after a change."""
    path = tmp_path / "方案.yaml"
    path.write_text(change(world.held.definition), encoding="utf-8")
    return check_for_cycle(str(path), world.folder, False, nothing)


def changed(world: World, change: Edit, tmp_path: Path) -> SchemeChanges:
    """What the change means; it must be fit for use."""
    checked = check(world, change, tmp_path)
    assert checked.changes is not None, checked.findings
    return checked.changes


def told(world: World, change: Edit, tmp_path: Path) -> tuple[Finding, ...]:
    """What is said of the change."""
    checked = check(world, change, tmp_path)
    assert checked.prepared is not None, checked.findings
    if checked.changes is None:
        return checked.findings
    return tuple(change_findings(checked.changes, checked.prepared.scheme))


def sales(changes: SchemeChanges) -> FormChange:
    """The form of those who sell."""
    return next(form for form in changes.forms if form.key == "sales")


@dataclass(frozen=True)
class Case:
    code: str
    change: Edit
    place: str
    message: str

    def __str__(self) -> str:
        return self.code


RENAMED_FORM = edit(("form: sales", "form: selling"))
CASES = (
    Case("change-none", edit(), "2:1", "和发表时相比，考核表、计分和适用的人都没有变。"),
    Case(
        "change-other-scheme",
        edit(("scheme: perf-pay-100", "scheme: perf-pay-200")),
        "",
        "这是方案 perf-pay-200，而这一期的考核表是按方案 perf-pay-100 做的。",
    ),
    Case(
        "change-wording",
        edit(("source: 客服回访记录", "source: 客服部回访记录")),
        "18:5",
        "考核表 sales 只有文字或版面变了，发出 2 份，交回 1 份。",
    ),
    Case(
        "change-scoring",
        edit(("points: 30", "points: 35"), ("points: 30", "points: 25")),
        "18:5",
        "考核表 sales 的填写项没有变，变的是："
        "“销售过程服务满意度”的满分 30 → 35；“客户满意度”的满分 30 → 25。"
        "发出 2 份，交回 1 份；交回的如按新方案算，1 人的绩效分数不同（最多差 0.08 分），"
        "1 人的绩效工资不同（最多差 2.52 元）。",
    ),
    Case(
        "change-entries",
        edit(("成交台数(台)", "交车台数(台)")),
        "18:5",
        "考核表 sales 的填写项变了：“客诉率·成交台数”改名为交车台数；“客诉率”的完成值。"
        "发出的 2 份（交回 1 份）没有这些改动；交回的不能按新方案算。",
    ),
    Case("change-form-gone", RENAMED_FORM, "2:1", "新方案里没有考核表 sales 了，发出 2 份，交回 1 份。"),
    Case(
        "change-other-form",
        RENAMED_FORM,
        "2:1",
        "按新方案，2 人要换用另一张考核表：欧阳晓燕（001）、王小明（002）。",
    ),
    Case(
        "change-no-form",
        edit(("for: {部门: 销售部}", "for: {部门: 市场部}")),
        "2:1",
        "按新方案，2 人没有适用的考核表了，而表已经发出：欧阳晓燕（001）、王小明（002）。",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_change_is_told_at_its_form(case: Case, returned_once: World, tmp_path: Path) -> None:
    found = told(returned_once, case.change, tmp_path)
    (finding,) = (finding for finding in found if finding.code == case.code)
    assert finding.message() == case.message
    assert str(finding.place) == str(tmp_path / "方案.yaml") + (f":{case.place}" if case.place else "")
    for language in ("zh-CN", "en"):
        assert "{" not in finding.message(language) + finding.remedy(language)


def test_every_code_about_changes_has_a_case() -> None:
    elsewhere = {"change-new-form", "change-not-comparable"}
    assert {case.code for case in CASES} | elsewhere == {code.code for code in status.CHANGES}


def test_somebody_without_a_form_may_get_one(tmp_path: Path) -> None:
    people = [*PEOPLE, ("010", "周周", "市场部", "专员", "2800", "2026-01-01")]
    world, _ = make_world(
        tmp_path / "十一月", "perf-pay-100", write_csv(tmp_path / "名册.csv", people), "2026-11"
    )
    found = told(world, edit(("for: {部门: 销售部}", "for: {部门: [销售部, 市场部]}")), tmp_path)
    assert codes(found) == ["change-new-form"]
    assert found[0].message() == "按新方案，1 个还没有表的人也有考核表：周周（010）。"


def test_a_version_that_cannot_be_read_any_more_is_not_compared(world: World, tmp_path: Path) -> None:
    held = world.held
    first = held.handouts[0]
    form = store.StoredForm("0" * 12, 0, "sales", held.forms[first.fingerprint].blueprint)
    old = replace(
        held,
        definition="scheme: 看不懂",
        handouts=(replace(first, fingerprint=form.fingerprint),),
        forms={"": form},
    )
    store.save(world.folder, old)
    store.save(world.folder, replace(held, handouts=(old.handouts[0], *held.handouts[1:])))
    (found,) = told(world, edit(), tmp_path)
    assert found.code == "change-not-comparable"
    assert found.message().startswith("发出的考核表 sales 有 1 份是按更早的方案做的")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (edit(), Change.SAME),
        (edit(('version: "1"', 'version: "2"')), Change.SAME),
        (edit(("source: 客服回访记录", "source: 客服部")), Change.WORDING),
        (edit(("target: 90", "target: 91")), Change.SCORING),
        (edit(("from: 90", "from: 91")), Change.SCORING),
        (edit(("score: attainment", "score: threshold")), Change.SCORING),
        (edit(("keep: 70%", "keep: 80%")), Change.SCORING),
        (edit(("回访满意件数 <= 回访件数, say", "回访满意件数 < 回访件数, say")), Change.SCORING),
        (edit(("客诉件数(件)", "客诉件数(起)")), Change.ENTRIES),
        (edit(("客诉件数(件)", "客诉数(件)")), Change.ENTRIES),
        (edit(("form: sales", "form: selling")), Change.GONE),
    ],
)
def test_a_form_changes_as_much_as_what_people_enter_and_get(
    change: Edit, expected: Change, returned_once: World, tmp_path: Path
) -> None:
    assert sales(changed(returned_once, change, tmp_path)).comparison.change is expected


def test_the_other_form_stays_as_it_was(returned_once: World, tmp_path: Path) -> None:
    changes = changed(returned_once, edit(("target: 90", "target: 91")), tmp_path)
    assert {form.key: form.comparison.change for form in changes.forms} == {
        "sales": Change.SCORING,
        "service": Change.SAME,
    }
    assert [(form.sent, form.returned) for form in changes.forms] == [(2, 1), (2, 1)]


def test_results_are_compared_person_by_person(returned_once: World, tmp_path: Path) -> None:
    grades = sales(changed(returned_once, edit(("from: 90", "from: 89")), tmp_path))
    assert grades.effect == Effect(compared=1, grades=1)
    points = edit(("points: 30", "points: 35"), ("points: 30", "points: 25"))
    effect = sales(changed(returned_once, points, tmp_path)).effect
    assert effect == Effect(
        compared=1, scores=1, pays=1, most_score=Fraction("0.08"), most_pay=Fraction("2.52")
    )
    assert sales(changed(returned_once, edit(("keep: 70%", "keep: 80%")), tmp_path)).effect == Effect(
        compared=1
    )


def test_whoever_would_lose_the_result_is_counted(returned_once: World, tmp_path: Path) -> None:
    stricter = edit(("回访满意件数 <= 回访件数, say", "回访满意件数 <= 回访件数 - 5, say"))
    effect = sales(changed(returned_once, stricter, tmp_path)).effect
    assert effect == Effect(compared=1, lost=1)
    found = told(returned_once, stricter, tmp_path)[0]
    assert found.message().endswith("交回的如按新方案算，1 人算不出结果。")


def test_whatever_cannot_be_assessed_by_the_new_rules_is_not(returned_once: World, tmp_path: Path) -> None:
    form = sales(changed(returned_once, edit(("成交台数(台)", "交车台数(台)")), tmp_path))
    assert form.effect is None
    assert form.comparison.entries.renamed == ((("客诉率", "成交台数"), ("客诉率", "交车台数")),)


ASKED_LESS = edit(
    (
        "ratio: [客诉件数(件), 成交台数(台)]\n            target: 4",
        "ask: 客诉件数\n            target: 4",
    ),
    ("unit: ‰", "unit: 件"),
)


def test_an_entry_that_is_dropped_leaves_the_rest_to_be_assessed(
    returned_once: World, tmp_path: Path
) -> None:
    form = sales(changed(returned_once, ASKED_LESS, tmp_path))
    assert form.comparison.entries.removed == (("客诉率", "成交台数"),)
    assert form.effect == Effect(
        compared=1, scores=1, grades=1, pays=1, most_score=Fraction("9.6"), most_pay=Fraction("302.45")
    )


def test_indicators_come_and_go(returned_once: World, tmp_path: Path) -> None:
    form = sales(changed(returned_once, edit(("- name: 客户满意度", "- name: 顾客满意度")), tmp_path))
    assert form.comparison.entries.renamed == ((("客户满意度", "回访平均分"), ("顾客满意度", "回访平均分")),)
    assert form.comparison.differences[:2] == (
        Difference(What.ADDED, "顾客满意度"),
        Difference(What.REMOVED, "客户满意度"),
    )


def test_a_scheme_that_is_unfit_is_told_and_not_compared(returned_once: World, tmp_path: Path) -> None:
    checked = check(returned_once, edit(("points: 30", "points: 25")), tmp_path)
    assert checked.changes is None
    assert Severity.ERROR in {finding.severity for finding in checked.findings}


def test_what_is_no_cycle_is_told(tmp_path: Path) -> None:
    checked = check_for_cycle("perf-pay-100", tmp_path, False, nothing)
    assert codes(checked.findings) == ["folder-not-a-cycle"]


def test_nothing_is_said_of_results_while_nothing_has_come_back(world: World, tmp_path: Path) -> None:
    found = told(world, edit(("target: 90", "target: 91")), tmp_path)[0]
    assert found.message().endswith("发出 2 份，交回 0 份；还没有人交回。")


def test_each_version_that_is_out_is_compared(world: World, tmp_path: Path) -> None:
    """Somebody joins after the scheme was revised: two versions of one form are out."""
    path = tmp_path / "方案.yaml"
    path.write_text(edit(("target: 90", "target: 91"))(world.held.definition), encoding="utf-8")
    roster = write_csv(tmp_path / "名册.csv")
    made, findings = make_template(str(path), roster, "2026-11", world.folder, Options(revise=True), nothing)
    assert made is not None, findings
    changes = changed(world, edit(), tmp_path)
    assert changes.none
    assert {form.making for form in changes.forms} == {2}


def test_the_more_changes_there_are_the_fewer_are_named(returned_once: World, tmp_path: Path) -> None:
    def all_targets(text: str) -> str:
        head, tail = text.split("form: service")
        return (
            head.replace("target: 9", "target: 8")
            .replace("target: 4", "target: 3")
            .replace("points: 30", "points: 35", 1)
            .replace("points: 30", "points: 25", 1)
            + "form: service"
            + tail.replace("from: 90", "from: 91")
        )

    message = told(returned_once, all_targets, tmp_path)[0].message()
    assert "，等 7 处。" in message
