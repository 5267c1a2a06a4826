"""What payroll gets: to the cent, nobody who is not final, no text that runs, a plain table."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from kpixl.definition.scheme import parse_scheme
from kpixl.model.cohort import CohortResult, Figured
from kpixl.model.consequence import Side
from kpixl.model.indicator import Rule
from kpixl.model.ledger import Entry, EntryKind, Ledger, Party
from kpixl.model.payroll import PayrollColumn, PayWord
from kpixl.model.result import Consolidation, Status
from kpixl.report.overview import overview
from kpixl.report.payroll_export import write_payroll_csv
from kpixl.report.results import PAYROLL_CSV, results_json, write_results
from kpixl.workbook.ledgers import SIDES
from tests.report import money_world, world

AMOUNTS = ("应发", "奖励", "罚款", "实发")


def csv_rows(consolidation: Consolidation) -> list[dict[str, str]]:
    out = StringIO()
    write_payroll_csv(overview(consolidation), out)
    return list(csv.DictReader(StringIO(out.getvalue(), newline="")))


def sheet_rows(path: Path, name: str) -> list[dict[str, object]]:
    head, *rows = openpyxl.load_workbook(path, data_only=True)[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def by_id(rows: list[dict[str, str]]) -> Mapping[str, dict[str, str]]:
    return {row["工号"]: row for row in rows}


def test_each_amount_is_the_sum_of_the_lines_of_the_ledger_that_fall_to_the_person() -> None:
    company = money_world.settled()
    sums = {
        entry["id"]: entry
        for entry in results_json(company)["ledger"]["sums"]["payers"]
        if entry["id"] is not None
    }
    rows = by_id(csv_rows(company))
    assert len(sums) > 10
    for id_, entry in sums.items():
        row = rows[id_]
        assert [row[key] for key in AMOUNTS[:3]] == [entry["pay"], entry["bonus"], entry["fine"]]
        assert Decimal(row["实发"]) == Decimal(entry["pay"]) + Decimal(entry["bonus"]) - Decimal(
            entry["fine"]
        )


def test_who_bears_for_another_is_in_the_list_and_who_is_not_appraised_comes_last() -> None:
    *_, last = csv_rows(money_world.company())
    assert (last["工号"], last["姓名"], last["部门"]) == ("GL001", "赵总", "总经办")
    assert [last[key] for key in AMOUNTS] == ["0.00", "0.00", "23.34", "-23.34"]
    assert by_id(csv_rows(money_world.company()))["XS003"]["罚款"] == "0.00"


def test_nobody_whose_result_is_not_final_has_an_amount_and_each_is_told_why() -> None:
    rows = by_id(csv_rows(money_world.company()))
    open_ = {id_: row for id_, row in rows.items() if row["状态"] == "未定，没有金额"}
    assert {id_: row["备注"] for id_, row in open_.items()} == {
        "XS005": "未评：○ 还有1项未填",
        "XS007": "未评：▲ 1项有误",
        "XS009": "未评：○ 没有交回",
        "0021": "绩效基数没有填，绩效工资不能算",
        "KF022": "未评：○ 没有交回",
        "KF023": "未评：○ 还有4项未填",
        "KF024": "未评：▲ 交回的文件不能用",
        "KF025": "未评：○ 没有交回",
    }
    assert all(row[key] == "" for row in open_.values() for key in AMOUNTS)


def test_as_long_as_anything_is_open_nothing_looks_final(tmp_path: Path) -> None:
    open_, final = money_world.company(), money_world.settled()
    assert {row["状态"] for row in csv_rows(open_)} == {"未定，没有金额", "暂定，不能发放"}
    assert "绩效工资（暂定）" in openpyxl.load_workbook(write_results(open_, tmp_path / "open")[2]).sheetnames
    assert "状态" not in csv_rows(final)[0]
    assert "绩效工资" in openpyxl.load_workbook(write_results(final, tmp_path / "final")[2]).sheetnames


def test_a_line_that_nobody_can_be_charged_with_keeps_the_whole_provisional() -> None:
    whole = money_world.company()
    final = money_world.settled()
    lines = tuple(entry for entry in whole.ledger.entries if entry.appraisee.id == "XS008")
    ledger = type(final.ledger)((*final.ledger.entries, *lines))
    people = tuple(r for r in whole.results if r.appraisee.id == "XS008")
    reopened = type(final)(final.scheme, final.cycle, (*final.results, *people), ledger=ledger)
    assert {row["状态"] for row in csv_rows(reopened)} == {"暂定，不能发放"}


def test_the_scheme_chooses_columns_order_and_headings() -> None:
    columns = (
        ("姓名", "员工"),
        ("工号", "编码"),
        ("实发", "本月"),
        ("超时", "扣款"),
        ("入职日期", "入职日期"),
    )
    rows = csv_rows(money_world.with_columns(money_world.settled(), *columns))
    assert list(rows[0]) == ["员工", "编码", "本月", "扣款", "入职日期"]
    assert rows[0] == {"员工": "陈志强", "编码": "XS001", "本月": "3631.33", "扣款": "16.67", "入职日期": ""}


def test_the_sheet_is_a_plain_table_that_says_what_the_file_says(tmp_path: Path) -> None:
    path = write_results(money_world.company(), tmp_path)[2]
    sheet = openpyxl.load_workbook(path)["绩效工资（暂定）"]
    assert not sheet.merged_cells.ranges
    shown = sheet_rows(path, "绩效工资（暂定）")
    told = list(csv.DictReader(StringIO((tmp_path / PAYROLL_CSV).read_text(encoding="utf-8-sig"))))
    assert len(shown) == len(told) == 26
    for row, line in zip(shown, told, strict=True):
        assert str(row["工号"]) == line["工号"]
        for key in AMOUNTS:
            if line[key]:
                assert Decimal(str(row[key])) == Decimal(line[key]), (line["工号"], key)
            else:
                assert row[key] is None


def test_text_of_people_is_never_a_formula_nor_a_number(tmp_path: Path) -> None:
    path = write_results(money_world.company(), tmp_path)[2]
    text = (tmp_path / PAYROLL_CSV).read_text(encoding="utf-8-sig")
    assert ",'=HYPERLINK(1)," in text
    assert ",'+销售内勤," in text
    assert "\n0013,高子轩," in text
    sheet = openpyxl.load_workbook(path)["绩效工资（暂定）"]
    kinds = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert [kinds[text] for text in ("=HYPERLINK(1)", "+销售内勤", "0013")] == ["s", "s", "s"]


@pytest.mark.parametrize("name", ["branches", "fines"])
def test_units_that_pay_nothing_have_no_payroll_and_an_old_file_is_taken_away(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / PAYROLL_CSV).write_text("old")
    paths = write_results(getattr(world, name)(), tmp_path)
    assert PAYROLL_CSV not in {path.name for path in paths}
    assert not (tmp_path / PAYROLL_CSV).exists()


def test_where_forms_show_no_pay_there_is_no_payroll(tmp_path: Path) -> None:
    paths = write_results(world.hidden_pay(money_world.settled()), tmp_path)
    assert PAYROLL_CSV not in {path.name for path in paths}
    assert not {"绩效工资", "绩效工资（暂定）"} & set(openpyxl.load_workbook(paths[2]).sheetnames)


def test_each_row_holds_what_is_paid_in_its_month_and_nobody_is_paid_twice(tmp_path: Path) -> None:
    whole = money_world.paid_later()
    rows = [row for row in csv_rows(whole) if row["工号"] == "XS001"]
    assert [row["发放月份"] for row in rows] == ["2026-11", "2026-12"]
    assert [[row[key] for key in AMOUNTS] for row in rows] == [
        ["0.00", "0.00", "16.67", "-16.67"],
        ["3648.00", "0.00", "0.00", "3648.00"],
    ]
    path = write_results(whole, tmp_path)[2]
    ledger = openpyxl.load_workbook(path, data_only=True)["奖惩台账"]
    head, *lines = (row for row in ledger.iter_rows(values_only=True) if "发放月份" in row or row[1] == 1)
    assert dict(zip(head, lines[0], strict=True))["发放月份"] == "2026-11"


def test_a_column_named_after_the_pay_or_a_step_stands_in_one_row_of_a_person() -> None:
    columns = (("工号", "工号"), ("发放月份", "月"), ("绩效工资", "工资"), ("全勤", "全勤"), ("超时", "超时"))
    whole = money_world.with_columns(with_bonus(money_world.paid_later()), *columns)
    rows = [row for row in csv_rows(whole) if row["工号"] == "XS001"]
    assert [list(row.values())[1:] for row in rows] == [
        ["2026-11", "", "", "16.67"],
        ["2026-12", "3648.00", "", "0.00"],
        ["2027-01", "", "300.00", "0.00"],
    ]


def with_bonus(whole: Consolidation) -> Consolidation:
    """The same with a bonus of a step of the cohort for XS001, paid in a month of its own."""
    step = Figured(name="全勤", rule=Rule("300"), unit="元")
    results = tuple(
        replace(
            each,
            cohort={
                "全勤": CohortResult(name="全勤", kind="value", value=Fraction(300), unit="元", places=2)
            },
        )
        for each in whole.results
    )
    person = Party.of(whole.results[0].appraisee)
    bonus = Entry(
        kind=EntryKind.BONUS, appraisee=person, payer=person, rule="全勤", amount=Fraction(300),
        period=money_world.PERIOD, paid="2027-01",
    )  # fmt: skip
    ledger = Ledger((*whole.ledger.entries, bonus), final=True)
    return replace(whole, scheme=replace(whole.scheme, cohort=(step,)), results=results, ledger=ledger)


def test_who_is_paid_nothing_is_listed_in_the_month_in_which_all_are_paid() -> None:
    whole = money_world.paid_later()
    unpaid = replace(whole, ledger=Ledger((), final=True))
    assert {row["发放月份"] for row in csv_rows(unpaid)} == {"2026-12"}


def left_out(whole: Consolidation) -> Consolidation:
    """The same where the rules leave out all of the last one's form, and the one before is not appraised."""
    *others, before, last = whole.results
    items = tuple(replace(item, status=Status.EXCLUDED, score=None) for item in last.items)
    bare = {"total": None, "grade": None, "pay": None, "money": (), "measures": ()}
    outside = replace(before, status=Status.EXCLUDED, **bare)
    new = replace(last, status=Status.NOT_ASSESSED, items=items, note="培育期内只统计", **bare)
    gone = {before.appraisee.id, last.appraisee.id}
    entries = tuple(entry for entry in whole.ledger.entries if entry.appraisee.id not in gone)
    return replace(whole, results=(*others, outside, new), ledger=Ledger(entries, final=True))


def test_who_is_left_out_by_the_rules_has_no_amount_and_keeps_nothing_open(tmp_path: Path) -> None:
    whole = left_out(money_world.settled())
    assert not whole.provisional
    rows = by_id(csv_rows(whole))
    outside, new = (rows[result.appraisee.id] for result in whole.results[-2:])
    assert "状态" not in new
    assert [[row[key] for key in AMOUNTS] for row in (outside, new)] == [[""] * 4] * 2
    assert (outside["备注"], new["备注"]) == ("未评：不参加本期考核", "未评：培育期内只统计")
    assert "绩效工资" in openpyxl.load_workbook(write_results(whole, tmp_path)[2]).sheetnames


def test_what_falls_to_somebody_who_is_left_out_is_paid_all_the_same() -> None:
    whole = left_out(money_world.settled())
    fine = next(entry for entry in whole.ledger.entries if entry.kind is EntryKind.FINE)
    last = Party.of(whole.results[-1].appraisee)
    ledger = Ledger((*whole.ledger.entries, replace(fine, payer=last)), final=True)
    row = by_id(csv_rows(replace(whole, ledger=ledger)))[last.id]
    assert [row[key] for key in AMOUNTS] == ["0.00", "0.00", "16.67", "-16.67"]


def test_a_column_of_the_roster_is_never_taken_for_the_one_that_says_what_is_open() -> None:
    whole = money_world.company()
    results = tuple(
        replace(each, appraisee=replace(each.appraisee, fields={**each.appraisee.fields, "状态": "在职"}))
        for each in whole.results
    )
    rows = csv_rows(
        money_world.with_columns(replace(whole, results=results), ("工号", "工号"), ("状态", "员工状态"))
    )
    assert (rows[0]["员工状态"], rows[0]["状态"]) == ("在职", "暂定，不能发放")


def test_the_words_for_money_are_those_of_the_ledger() -> None:
    assert (str(PayWord.FINE), str(PayWord.BONUS)) == tuple(SIDES[side] for side in (Side.FINE, Side.BONUS))


def test_a_scheme_that_has_the_word_of_before_keeps_its_column() -> None:
    text = (Path(__file__).parents[1] / "bad/definition/payroll-heading-taken.yaml").read_text("utf-8")
    scheme, findings = parse_scheme(text.replace("- 状态", "- 奖金"), "方案.yaml")
    assert scheme is not None
    assert findings == ()
    assert scheme.payroll[1] == PayrollColumn(PayWord.BONUS, "奖金", scheme.payroll[1].place)
