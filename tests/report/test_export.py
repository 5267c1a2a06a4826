"""What other programs read: results.json and results.csv."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from fractions import Fraction

import pytest

from kpixl.model.result import Consolidation, Status
from kpixl.model.scheme import Rounding
from kpixl.report.csv_export import csv_text
from kpixl.report.export import json_text, results_json
from tests.report import world


def _person(consolidation: Consolidation, number: str) -> dict[str, object]:
    return next(entry for entry in results_json(consolidation)["results"] if entry["id"] == number)


def _table(consolidation: Consolidation) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_text(consolidation), newline="")))


_OTHERS = ("results", "ledger", "provenance")
"""What is no part of the head; each has tests of its own."""


def test_the_head_names_the_format_the_scheme_and_the_period() -> None:
    data = results_json(world.company())
    assert {key: value for key, value in data.items() if key not in _OTHERS} == {
        "format": 1,
        "scheme": "perf-pay-100",
        "version": "1",
        "cycle": "perf-pay-100-2026-11",
        "period": "2026-11",
        "provisional": True,
    }


def test_results_stand_in_the_order_of_the_roster_and_miss_nobody() -> None:
    company = world.company()
    ids = [entry["id"] for entry in results_json(company)["results"]]
    assert ids == [result.appraisee.id for result in company.results]
    assert len(ids) == 25


def test_an_assessed_person_has_decimal_strings_at_the_places_of_the_scheme() -> None:
    person = _person(world.company(), "XS001")
    assert person["total"] == "91.20"
    assert person["pay"] == "3648.00"
    assert person["subtotals"] == {"服务满意度": "55.20", "客户投诉": "36.00"}
    assert (person["rank"], person["department_rank"], person["grade"]) == (5, 2, "优秀")
    assert (person["file"], person["sheet"], person["status"]) == ("销售部.xlsx", "XS001 陈志强", "assessed")


def test_an_item_has_what_explains_it() -> None:
    items = _person(world.company(), "XS001")["items"]
    assert isinstance(items, list)
    assert items[2] == {
        "name": "客诉率",
        "section": "客户投诉",
        "score": "10.40",
        "value": "7.692307692",
        "status": "assessed",
        "explanation": "2件 ÷ 260台 ＝ 7.69‰；4 ÷ 7.69 × 20 ＝ 10.40 分",
        "inputs": {"客诉件数": "2", "成交台数": "260"},
    }


@pytest.mark.parametrize("number", ["XS005", "XS009", "KF024"])
def test_what_is_not_assessed_is_null_and_never_zero(number: str) -> None:
    person = _person(world.company(), number)
    assert [person[key] for key in ("total", "grade", "pay", "rank", "department_rank")] == [None] * 5
    assert person["status"] in ("incomplete", "missing")


def test_an_item_that_nobody_filled_in_is_null() -> None:
    items = _person(world.company(), "XS005")["items"]
    assert isinstance(items, list)
    assert (items[0]["score"], items[0]["value"], items[0]["status"]) == (None, None, "incomplete")


def test_zero_and_negative_scores_are_numbers() -> None:
    company = world.company()
    assert _person(company, "XS011")["total"] == "0.00"
    assert _person(company, "XS012")["total"] == "-8.75"
    assert _person(company, "XS012")["pay"] == "-171.50"


def test_the_scheme_says_how_many_places_there_are() -> None:
    company = world.company()
    coarse = replace(company, scheme=replace(company.scheme, rounding=Rounding(total=1, pay=0)))
    person = _person(coarse, "XS004")
    assert (person["total"], person["pay"]) == ("79.6", "2388")


def test_pay_is_in_the_json_even_when_forms_do_not_show_it() -> None:
    assert _person(world.hidden_pay(world.company()), "XS001")["pay"] == "3648.00"


def test_the_text_is_plain_utf8_and_always_the_same() -> None:
    text = json_text(world.company())
    assert "陈志强" in text
    assert text == json_text(world.company())
    assert json.loads(text) == results_json(world.company())


def test_the_csv_has_a_row_for_each_in_the_order_of_the_sheet() -> None:
    rows = _table(world.company())
    assert len(rows) == 25
    assert [row["工号"] for row in rows[:3]] == ["XS003", "XS001", "XS010"]
    assert rows[0] == {
        "名次": "2",
        "部门": "销售部",
        "部门名次": "1",
        "工号": "XS003",
        "姓名": "周海燕",
        "岗位": "销售顾问",
        "状态": "已评",
        "服务满意度": "57.40",
        "客户投诉": "36.00",
        "绩效分数": "93.40",
        "等级": "优秀",
        "绩效基数": "3000.00",
        "绩效工资": "2802.00",
        "说明": "",
        "文件": "销售部.xlsx",
    }


def test_the_csv_ends_its_lines_as_excel_does() -> None:
    text = csv_text(world.company())
    assert text.count("\r\n") == text.count("\n") == 26


def test_text_that_would_run_as_a_formula_is_neutralised_and_numbers_are_not() -> None:
    rows = {row["工号"]: row for row in _table(world.company())}
    assert rows["XS011"]["姓名"] == "'=HYPERLINK(1)"
    assert rows["XS012"]["岗位"] == "'+销售内勤"
    assert rows["XS012"]["绩效分数"] == "-8.75"
    assert rows["XS012"]["绩效工资"] == "-171.50"


@pytest.mark.parametrize(
    ("number", "cell"),
    [
        ("0013", '="0013"'),
        ("123456789012345678", '="123456789012345678"'),
        ("3-1", '="3-1"'),
        ("1E5", '="1E5"'),
        ("MAR1", '="MAR1"'),
        ("XS007", "XS007"),
        ("13", "13"),
        ("-13", '="-13"'),
        ("@13", "'@13"),
        ("=1+1", "'=1+1"),
        ("\t7", "'\t7"),
        ('00"&A1&"', '00"&A1&"'),
    ],
)
def test_an_employee_number_looks_in_excel_as_it_does_in_the_roster(number: str, cell: str) -> None:
    company = world.company()
    first = company.results[0]
    renamed = replace(first, appraisee=replace(first.appraisee, id=number))
    row = next(row for row in _table(replace(company, results=(renamed,))))
    assert row["工号"] == cell


def test_the_csv_leaves_out_what_the_scheme_does_not_have() -> None:
    assert "等级" not in _table(world.without_grades(world.company()))[0]
    for company in (world.without_pay(world.company()), world.hidden_pay(world.company())):
        assert not {"绩效基数", "绩效工资"} & set(_table(company)[0])


def test_a_not_assessed_person_has_empty_cells_and_a_reason() -> None:
    row = next(row for row in _table(world.company()) if row["工号"] == "XS005")
    assert (row["状态"], row["绩效分数"], row["等级"], row["绩效工资"]) == ("未填完", "", "", "")
    assert row["说明"] == "未评：○ 还有1项未填"


def test_every_status_has_a_word() -> None:
    company = world.company()
    for status in Status:
        one = replace(company.results[0], status=status, total=Fraction(1))
        assert _table(replace(company, results=(one,)))[0]["状态"]


def test_where_nothing_is_scored_the_csv_has_money_and_neither_ranks_nor_totals() -> None:
    head, first, *_, last = csv.reader(csv_text(world.fines()).splitlines())
    assert head == ["部门", "编号", "单位", "岗位", "状态", "罚款合计", "奖励合计", "说明", "文件"]
    assert first[4:7] == ["已评", "500.50", "0.00"]
    assert last[4:7] == ["未交", "", ""]
