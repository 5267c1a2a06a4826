"""A blank is never a zero: what is missing, lost or wrong makes unknown what rests on it, and says so."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kpixl.assess.assess import Assessor
from kpixl.assess.normalise_form import typed_value
from kpixl.assess.validate import label
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
    assessor: Assessor,
    changes: Mapping[str, Raw | CellValue],
    shown: Mapping[str, CellValue] | None = None,
    strict: bool = False,
) -> tuple[Result, tuple[Finding, ...]]:
    submission = submitted(assessor.rulebook, {**GOOD, **changes})
    submission = Submission(
        submission.file, submission.sheet, submission.identity, submission.entries, shown or {}
    )
    return assessor.assess(submission, PERSON, {"绩效基数": Fraction(3000)}, strict)


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
    ("value", "code", "strict_code"),
    [
        ("若干", "entry-not-a-number", "entry-not-a-number"),
        ("9" * 16, "entry-number-as-text", "entry-number-as-text"),
        ("约3", "entry-unclear", "entry-not-a-number"), ("无", "entry-unclear", "entry-not-a-number"),
        ("95%", "entry-unclear", "entry-not-a-number"),
        ("1,200.5", "entry-not-whole", "entry-number-as-text"),
        ("-3", "entry-out-of-range", "entry-number-as-text"),
        (CellValue("H1", Fraction(3), percent=True), "entry-unclear", "entry-unclear"),
        (CellValue("H1", Fraction(46347), day=True), "entry-unclear", "entry-unclear"),
        (CellValue("H1", Fraction(13, 25), day=True), "entry-unclear", "entry-unclear"),
        (CellValue("H1", Fraction(3), day=True), "entry-unclear", "entry-unclear"),
        (True, "entry-not-a-number", "entry-not-a-number"),
        (Fraction(5, 2), "entry-not-whole", "entry-not-whole"),
        (Fraction(-1, 2), "entry-not-whole", "entry-not-whole"),
        (Fraction(-1), "entry-out-of-range", "entry-out-of-range"),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("cell", [PRAISE, FAULTS])
def test_a_faulty_entry_is_neither_guessed_nor_taken_for_a_blank(
    value: Raw | CellValue, code: str, strict_code: str, cell: str, assessor: Assessor
) -> None:
    for strict, told in ((False, code), (True, strict_code)):
        result, findings = result_with(assessor, {cell: value}, strict=strict)
        assert [finding.code for finding in findings] == [told]
        assert item(result, cell.partition(".")[0]).score is None
        assert result.total is None


WHOLE = CellValue("H1", Fraction(1), percent=True)
CONVERTED: Mapping[str, tuple[str, Raw | CellValue, str, str, str]] = {
    "a text": (FAULTS, "2", "2", "文本形式的数字", "entry-number-as-text"),
    "a unit": (FAULTS, "2件", "2", "去掉单位", "entry-not-a-number"),
    "full width": (FAULTS, " ２ ", "2", "去掉首尾空格、全角改半角", "entry-number-as-text"),
    "Chinese": (FAULTS, "两", "2", "中文数字", "entry-not-a-number"),
    "a synonym": (RATING, "良好", "良", "同义的选项", "entry-not-a-choice"),
    "points": (RATING, Fraction(16), "良", "等次对应的数", "entry-not-a-choice"),
    "spaces": (RATING, "　良\n", "良", "去掉首尾空格", "entry-unclear"),
    "a row": ("本月目标.评分.1@", "90分", "90", "去掉单位", "entry-not-a-number"),
    "a percentage": ("本月目标.权重.1@", WHOLE, "100", "按百分比格式", "entry-unclear"),
}  # fmt: skip


@pytest.mark.parametrize("name", CONVERTED)
def test_what_was_meant_counts_and_is_told_unless_the_run_is_strict(name: str, assessor: Assessor) -> None:
    cell, value, after, rule, strict_code = CONVERTED[name]
    result, (finding,) = result_with(assessor, {cell: value})
    assert result.total == 81
    assert (finding.code, finding.after, finding.details["rule"]) == ("entry-normalised", after, rule)
    result, findings = result_with(assessor, {cell: value}, strict=True)
    assert strict_code in [finding.code for finding in findings]
    assert result.total is None


def test_what_was_typed_and_what_it_was_taken_as_are_told(assessor: Assessor) -> None:
    _, (finding,) = result_with(assessor, {"本月目标.评分.1@": "９０ 分"})
    assert finding.message() == "“本月目标·评分第1行”填的是“９０ 分”，按 90 计（全角改半角、去掉单位）。"
    assert finding.message("en") == (
        "“本月目标·评分第1行” holds “９０ 分”; it was taken as 90 (full-width forms, unit removed)."
    )
    assert (finding.before, finding.after) == ("９０ 分", "90")


def test_a_refusal_says_what_it_may_mean_and_what_to_do(assessor: Assessor) -> None:
    _, (finding,) = result_with(assessor, {FAULTS: "一百二"})
    assert finding.message() == "“工作差错·差错件数”填的是“一百二”，可能是 120，也可能是 102。"
    assert finding.remedy() == "请核实后填0或正整数。"
    _, (finding,) = result_with(assessor, {FAULTS: "无"})
    assert finding.message() == "“工作差错·差错件数”填的是“无”，看不出是 0 还是没有数据。"
    assert finding.remedy() == "请核实后填0或正整数；没有发生请填 0；没有数据的留空。"
    _, (finding,) = result_with(assessor, {FAULTS: CellValue("H1", Fraction(46347), day=True)})
    assert finding.message("en") == (
        "“工作差错·差错件数” holds “2026-11-21”: it is a date, not a figure (Excel takes 11-21 for a date)."
    )
    assert finding.remedy() == (
        "请核实后填0或正整数；填进去仍显示成日期或时间的，先把同类的空白填写格复制过来再填。"
    )


def test_a_number_that_is_one_level_and_the_points_of_another_is_refused(assessor: Assessor) -> None:
    _, (finding,) = result_with(assessor, {RATING: Fraction(4)})
    assert finding.message() == "“工作态度·评级”填的是“4”，可能是“良”，也可能是“差”。"


def test_an_entry_is_kept_as_it_was_typed(assessor: Assessor) -> None:
    submission = submitted(assessor.rulebook, {**GOOD, FAULTS: "2件"})
    result, _ = assessor.assess(submission, PERSON, {})
    assert submission.entries[FAULTS].raw == "2件"
    assert item(result, "工作差错").inputs == {"差错件数": "2"}


def test_a_formula_that_gives_a_text_is_told_as_both(assessor: Assessor) -> None:
    result, findings = result_with(assessor, {FAULTS: CellValue("H1", "2件", formula='A1&"件"')})
    assert [finding.code for finding in findings] == ["entry-formula", "entry-normalised"]
    assert result.total == 81


@pytest.mark.parametrize(("value", "told"), [("0.4", 2), ("0.4%", 1)])
def test_only_a_share_without_its_sign_is_doubted(value: str, told: int, assessor: Assessor) -> None:
    rest = {"目标": "控制费用", "权重": Fraction("99.6"), "评分": Fraction(80)}
    changes = {f"本月目标.{name}.2@": typed for name, typed in rest.items()} | {"本月目标.权重.1@": value}
    _, findings = result_with(assessor, changes)
    codes = [finding.code for finding in findings]
    assert codes == ["entry-normalised", "entry-like-a-share"][:told]


def test_a_share_shown_as_a_percentage_is_not_taken_for_part_of_a_percent(assessor: Assessor) -> None:
    cell = CellValue("H1", Fraction("0.4"), percent=True)
    rest = {"目标": "控制费用", "权重": Fraction(60), "评分": Fraction(90)}
    changes = {f"本月目标.{name}.2@": typed for name, typed in rest.items()} | {"本月目标.权重.1@": cell}
    result, (finding,) = result_with(assessor, changes)
    assert (finding.code, finding.before, finding.after, result.total) == (
        "entry-normalised",
        "40%",
        "40",
        81,
    )


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
        ("total", CellValue("J29", Fraction(81)), [("formula-overwritten", "J29")]),
        ("pay", CellValue("I32", Fraction(9999)), [("formula-overwritten", "I32")]),
    ],
)
def test_a_result_typed_over_is_told_whatever_it_says(
    key: str, cell: CellValue, told: list[tuple[str, str]], assessor: Assessor
) -> None:
    assert shown_with(assessor, **{key: cell}) == told


NOT_YET = {
    "工作态度.得分": CellValue("J11", "—", formula="f"),
    "绩效分数": CellValue("J29", "未完成", formula="f"),
    "等级": CellValue("E32", "—", formula="f"),
    "绩效工资": CellValue("I32", None, formula="f", error="#N/A"),
}


def test_results_of_a_blank_form_are_told_once_where_it_is_filled_in(assessor: Assessor) -> None:
    result, (finding,) = result_with(assessor, {}, NOT_YET)
    assert (result.total, finding.code, finding.place.cell) == (81, "results-stale", "")


def test_results_of_a_form_that_can_have_none_yet_are_right(assessor: Assessor) -> None:
    _, findings = result_with(assessor, dict.fromkeys((RATING, "本月目标.评分.1@"), BLANK), NOT_YET)
    assert {finding.code for finding in findings} == {"entry-blank"}


def test_one_result_that_was_computed_makes_the_others_wrong(assessor: Assessor) -> None:
    shown = {**NOT_YET, "工作态度.得分": SHOWN["工作态度.得分"]}
    _, findings = result_with(assessor, {}, shown)
    assert [finding.code for finding in findings] == ["shown-differs"] * 3


def test_what_the_form_makes_of_a_cell_that_is_lost_is_not_told_as_well(assessor: Assessor) -> None:
    _, findings = result_with(assessor, {FAULTS: LOST}, SHOWN)
    assert [finding.code for finding in findings] == ["cell-lost"]
    shown = {**SHOWN, "工作态度.得分": CellValue("J11", Fraction(20), formula="f")}
    _, findings = result_with(assessor, {FAULTS: LOST}, shown)
    assert [finding.code for finding in findings] == ["cell-lost", "shown-differs"]


def test_what_the_form_shows_of_an_entry_that_it_cannot_read_is_right(assessor: Assessor) -> None:
    shown = {**SHOWN, **{name: NOT_YET[name] for name in ("绩效分数", "等级", "绩效工资")}}
    result, findings = result_with(assessor, {FAULTS: "2件"}, shown)
    assert ([finding.code for finding in findings], result.total) == (["entry-normalised"], 81)
    shown = {**shown, "绩效分数": CellValue("J29", Fraction(90))}
    _, (_, finding) = result_with(assessor, {FAULTS: "2件"}, shown)
    told = {name: finding.details[name] for name in ("expected", "shown", "overwritten")}
    assert finding.code == "formula-overwritten"
    assert told == {"expected": "81.00", "shown": "", "overwritten": "90.00"}


def test_a_whole_column_typed_over_is_told_once(assessor: Assessor) -> None:
    shown = {name: CellValue(cell.cell, cell.raw) for name, cell in SHOWN.items()}
    result, (finding,) = result_with(assessor, {}, shown)
    assert (finding.code, finding.place.cell, result.total) == ("formula-overwritten", "J11", 81)
    assert finding.message() == (
        "“工作态度得分”的公式被改成了固定的 16.00（J11、J29、E32 等共 4 格），重算为 16.00；以重算为准。"
    )


def test_results_typed_over_and_others_without_a_value_are_both_told(assessor: Assessor) -> None:
    shown = {name: CellValue(cell.cell, None, formula="f") for name, cell in SHOWN.items()}
    _, findings = result_with(assessor, {}, {**shown, "绩效分数": CellValue("J29", Fraction(90))})
    assert [finding.code for finding in findings] == ["results-not-recalculated", "formula-overwritten"]


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
        (CellValue("A1", " 　\n"), None), (CellValue("A1", "\u200b "), None),
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


def test_an_input_whose_name_is_part_of_its_indicators_is_told_from_the_others() -> None:
    cells = [SimpleNamespace(input=SimpleNamespace(name=name), row=None) for name in ("满意", "一般")]
    item = SimpleNamespace(indicator=SimpleNamespace(name="总体满意度平均分"), cells=cells)
    assert label(cast(Any, item), cast(Any, cells[0])) == "总体满意度平均分·满意"


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
