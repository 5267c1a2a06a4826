"""A blank is never a zero: what is missing, lost or wrong makes unknown what rests on it, and says so."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.assess.assess import Assessor
from kpixl.assess.validate import label, typed_value
from kpixl.findings import Finding
from kpixl.model.result import ItemResult, Result, Status
from kpixl.model.roster import Appraisee
from kpixl.model.submission import CellValue, Identity, Raw, Submission
from kpixl.pipeline.prepare import prepare
from kpixl.rules.quantity import Rulebook
from kpixl.rules.values import UNKNOWN, Value

KINDS = str(Path(__file__).parents[1] / "pipeline" / "kinds.yaml")
PERSON = Appraisee("001", "欧阳晓燕", "销售部", "销售顾问", {"绩效基数": Fraction(3000)})

RATING, PRAISE, FAULTS, SURVEY = (
    "工作态度.评级@", "客户表扬.表扬次数@", "工作差错.差错件数@", "外部调查.调查得分@",
)  # fmt: skip
GOOD: Mapping[str, Raw] = {
    RATING: "良",
    PRAISE: Fraction(1),
    FAULTS: Fraction(2),
    SURVEY: Fraction(72),
    "本月目标.目标.1@": "缩短交付周期",
    "本月目标.权重.1@": Fraction(100),
    "本月目标.评分.1@": Fraction(90),
}
"""16 of 20, 5 of 10, 6 of 10, 18 of 20 and 36 of 40: 81."""

BLANK, LOST = CellValue("H1"), None
ERROR = CellValue("H1", error="#REF!")
EMPTY_FORMULA = CellValue("H1", formula="A1")


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    prepared, findings = prepare(KINDS)
    assert prepared is not None, findings
    return Assessor(prepared.rulebooks["kinds"])


def submitted(rulebook: Rulebook, typed: Mapping[str, Raw | CellValue]) -> Submission:
    """A form with these entries; what is LOST is not there at all, what is not named is blank."""
    cells: dict[str, CellValue] = {}
    for cell in rulebook.cells:
        value = typed.get(cell.raw)
        if value is LOST and cell.raw in typed:
            continue
        cells[cell.raw] = value if isinstance(value, CellValue) else CellValue(cell.id, value)
    return Submission("表.xlsx", "001", Identity("c", "001", "kinds", "p"), cells)


def result_with(
    assessor: Assessor, changes: Mapping[str, Raw | CellValue], shown: Mapping[str, CellValue] | None = None
) -> tuple[Result, tuple[Finding, ...]]:
    submission = submitted(assessor.rulebook, {**GOOD, **changes})
    submission = Submission(
        submission.file, submission.sheet, submission.identity, submission.entries, shown or {}
    )
    return assessor.assess(submission, PERSON, {"绩效基数": Fraction(3000)})


def item(result: Result, name: str) -> ItemResult:
    return next(item for item in result.items if item.name == name)


def test_a_form_that_is_filled_in_has_its_figures(assessor: Assessor) -> None:
    result, findings = result_with(assessor, {})
    assert findings == ()
    assert (result.status, result.total, result.grade, result.pay) == (Status.ASSESSED, 81, "合格", 2430)
    assert [one.shown for one in result.items] == ["16.00", "5.00", "6.00", "18.00", "36.00"]
    assert result.subtotals == {"日常": 45, "目标": 36}


@pytest.mark.parametrize(
    ("cell", "status", "score", "total"),
    [
        (RATING, Status.INCOMPLETE, None, None),
        (PRAISE, Status.ASSESSED, 0, 76),
        (FAULTS, Status.ASSESSED, 10, 85),
        (SURVEY, Status.EXCLUDED, None, Fraction("78.75")),
    ],
)
def test_a_blank_does_what_the_scheme_says(
    cell: str, status: Status, score: int | None, total: object, assessor: Assessor
) -> None:
    result, findings = result_with(assessor, {cell: BLANK})
    found = item(result, cell.partition(".")[0])
    assert (found.status, found.score, result.total) == (status, score, total)
    assert [finding.code for finding in findings] == (["entry-blank"] if cell == RATING else [])


@pytest.mark.parametrize("cell", [RATING, PRAISE, FAULTS, SURVEY])
@pytest.mark.parametrize(
    ("value", "code"),
    [(LOST, "cell-lost"), (ERROR, "entry-error"), (EMPTY_FORMULA, "entry-formula-empty")],
    ids=["lost", "error", "formula without result"],
)
def test_what_cannot_be_read_is_no_blank_for_which_the_scheme_has_a_rule(
    value: CellValue | None, code: str, cell: str, assessor: Assessor
) -> None:
    result, findings = result_with(assessor, {cell: value})
    assert [finding.code for finding in findings] == [code]
    assert item(result, cell.partition(".")[0]).score is None
    assert (result.status, result.total, result.grade, result.pay) == (Status.INCOMPLETE, None, None, None)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("三", "entry-not-a-number"), ("3", "entry-number-as-text"), (" ３ ", "entry-number-as-text"),
        ("1,200.5", "entry-number-as-text"), ("3件", "entry-not-a-number"), ("95%", "entry-not-a-number"),
        (True, "entry-not-a-number"), (Fraction(5, 2), "entry-not-whole"),
        (Fraction(-1, 2), "entry-not-whole"), (Fraction(-1), "entry-out-of-range"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("cell", [PRAISE, FAULTS])
def test_a_faulty_entry_is_neither_guessed_nor_taken_for_a_blank(
    value: Raw, code: str, cell: str, assessor: Assessor
) -> None:
    result, findings = result_with(assessor, {cell: value})
    assert [finding.code for finding in findings] == [code]
    assert item(result, cell.partition(".")[0]).score is None
    assert result.total is None


@pytest.mark.parametrize("value", ["良 ", "　良", "良\n"])
def test_blanks_around_a_choice_do_not_matter(value: str, assessor: Assessor) -> None:
    result, findings = result_with(assessor, {RATING: value})
    assert (result.total, findings) == (81, ())


def test_a_formula_with_a_result_counts_and_is_told(assessor: Assessor) -> None:
    result, (finding,) = result_with(assessor, {PRAISE: CellValue("H13", Fraction(1), formula="A1+B1")})
    assert result.total == 81
    assert (finding.code, finding.place.cell) == ("entry-formula", "H13")
    assert finding.message() == "“客户表扬·表扬次数”填的是公式（=A1+B1），按它的结果 1 计。"


def test_a_formula_with_a_wrong_result_is_told_as_both(assessor: Assessor) -> None:
    _, findings = result_with(assessor, {PRAISE: CellValue("H13", Fraction(-1), formula="A1")})
    assert [finding.code for finding in findings] == ["entry-formula", "entry-out-of-range"]


def test_binary_noise_in_an_entry_decides_nothing(assessor: Assessor) -> None:
    noisy = Fraction(100) + Fraction(1, 10**12)
    result, findings = result_with(assessor, {"本月目标.权重.1@": noisy})
    assert (result.total, findings) == (81, ())


@pytest.mark.parametrize(
    ("value", "told"), [("0.9", ["entry-like-a-share"]), ("0", []), ("1", []), ("99", []), ("100", [])]
)
def test_a_share_in_place_of_percent_is_told(value: str, told: list[str], assessor: Assessor) -> None:
    changes = {"本月目标.权重.1@": Fraction(value)}
    if value != "100":
        rest = {"目标": "控制费用", "权重": 100 - Fraction(value), "评分": Fraction(80)}
        changes |= {f"本月目标.{name}.2@": typed for name, typed in rest.items()}
    result, findings = result_with(assessor, changes)
    assert [finding.code for finding in findings] == told
    assert result.status is Status.ASSESSED


def test_rows_that_are_not_used_may_stay_blank_and_those_begun_may_not(assessor: Assessor) -> None:
    result, findings = result_with(assessor, {"本月目标.目标.3@": "控制费用"})
    assert [(f.code, f.details["name"]) for f in findings] == [
        ("entry-blank", "本月目标·权重第3行"), ("entry-blank", "本月目标·评分第3行"),
    ]  # fmt: skip
    assert item(result, "本月目标").status is Status.INCOMPLETE


def test_a_lost_cell_of_a_row_that_may_be_unused_makes_the_item_unknown(assessor: Assessor) -> None:
    result, findings = result_with(assessor, {"本月目标.权重.3@": LOST})
    assert [finding.code for finding in findings] == ["cell-lost"]
    assert result.total is None


def test_entries_that_do_not_agree_are_told_once(assessor: Assessor) -> None:
    result, (finding,) = result_with(assessor, {"本月目标.权重.1@": Fraction(90)})
    assert finding.code == "entries-disagree"
    assert result.total is None


SHOWN = {
    "工作态度.得分": CellValue("J11", Fraction(16), formula="f"),
    "绩效分数": CellValue("J29", Fraction("81.0000000001"), formula="f"),
    "等级": CellValue("E32", "合格", formula="f"),
    "绩效工资": CellValue("I32", Fraction(2430), formula="f"),
    "已填数": CellValue("L3", Fraction(3), formula="f"),
}


def shown_with(assessor: Assessor, **changes: CellValue) -> list[tuple[str, str]]:
    names = {"score": "工作态度.得分", "total": "绩效分数", "grade": "等级", "pay": "绩效工资"}
    shown = {**SHOWN, **{names[key]: value for key, value in changes.items()}}
    _, findings = result_with(assessor, {}, shown)
    return [(finding.code, finding.place.cell) for finding in findings]


def test_what_was_shown_agrees(assessor: Assessor) -> None:
    assert shown_with(assessor) == []


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("score", CellValue("J11", Fraction(20), formula="f")),
        ("score", CellValue("J11", None, formula="f", error="#NAME?")),
        ("total", CellValue("J29", "未完成", formula="f")),
        ("total", CellValue("J29", Fraction("81.01"), formula="f")),
        ("grade", CellValue("E32", "不合格", formula="f")),
        ("pay", CellValue("I32", Fraction(2431), formula="f")),
        ("pay", CellValue("I32", None, formula="f")),
    ],
)
def test_what_was_shown_otherwise_is_told(key: str, cell: CellValue, assessor: Assessor) -> None:
    assert shown_with(assessor, **{key: cell}) == [("shown-differs", cell.cell)]


@pytest.mark.parametrize(
    ("key", "cell", "told"),
    [
        ("total", CellValue("J29", Fraction(100)), [("formula-overwritten", "J29")]),
        ("total", CellValue("J29", None), [("formula-overwritten", "J29")]),
        ("total", CellValue("J29", Fraction(81)), []),
        ("pay", CellValue("I32", Fraction(9999)), [("formula-overwritten", "I32")]),
    ],
)
def test_a_result_typed_over_is_told_when_it_says_something_else(
    key: str, cell: CellValue, told: list[tuple[str, str]], assessor: Assessor
) -> None:
    assert shown_with(assessor, **{key: cell}) == told


def test_pay_that_was_typed_in_where_none_can_be_computed_is_told(assessor: Assessor) -> None:
    submission = submitted(assessor.rulebook, GOOD)
    shown = {"绩效工资": CellValue("I32", Fraction(5000))}
    submission = Submission("表.xlsx", "001", submission.identity, submission.entries, shown)
    result, (finding,) = assessor.assess(submission, PERSON, {})
    assert (result.total, result.pay) == (81, None)
    assert (finding.code, finding.details["after"]) == ("formula-overwritten", "（不能计算）")


def test_results_without_any_stored_value_are_told_once(assessor: Assessor) -> None:
    shown = {name: CellValue(cell.cell, None, formula="f") for name, cell in SHOWN.items()}
    result, (finding,) = result_with(assessor, {}, shown)
    assert (result.total, finding.code) == (81, "results-not-recalculated")


def test_results_that_are_all_errors_are_told_one_by_one(assessor: Assessor) -> None:
    shown = {name: CellValue(cell.cell, None, "f", "#NAME?") for name, cell in SHOWN.items()}
    _, findings = result_with(assessor, {}, shown)
    assert [finding.code for finding in findings] == ["shown-differs"] * 4


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (None, UNKNOWN), (CellValue("A1"), None), (CellValue("A1", ""), None),
        (CellValue("A1", " 　\n"), None),
        (CellValue("A1", " 甲 "), "甲"), (CellValue("A1", Fraction(0)), 0), (CellValue("A1", False), False),
        (CellValue("A1", Fraction(1, 3)), Fraction("0.333333333")),
        (CellValue("A1", error="#N/A"), UNKNOWN),
        (CellValue("A1", formula="B1"), UNKNOWN), (CellValue("A1", "", formula="B1"), None),
    ],
)  # fmt: skip
def test_what_rules_see_of_a_cell(cell: CellValue | None, value: Value) -> None:
    assert typed_value(cell) == value
    assert type(typed_value(cell)) is type(value) or isinstance(value, int)


def test_a_cell_is_called_by_its_indicator_its_label_and_its_row(assessor: Assessor) -> None:
    named = {cell.raw: label(one, cell) for one in assessor.rulebook.items for cell in one.cells}
    assert named[RATING] == "工作态度·评级"
    assert named["本月目标.权重.4@"] == "本月目标·权重第4行"
    assert named["本月目标.目标.1@"] == "本月目标第1行"


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [
        (RATING, "请填优、良、中、可、差之一。"),
        ("本月目标.评分.1@", "请填0至100。"),
        ("本月目标.目标.1@", "请填文字。"),
    ],
)
def test_only_for_counts_a_zero_is_proposed(cell: str, remedy: str, assessor: Assessor) -> None:
    _, findings = result_with(assessor, {cell: BLANK})
    assert remedy in [finding.remedy() for finding in findings if finding.code == "entry-blank"]
