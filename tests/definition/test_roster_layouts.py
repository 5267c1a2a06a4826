"""Layouts that only a workbook can have: merged cells, hidden things, several sheets, formulas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.definition.roster import read_roster
from kpixl.model.roster import BASE, HIRED
from tests.definition.roster_books import with_part, write_book

HEAD = ["工号", "姓名", "部门", "绩效基数"]


def laid_out(path: Path, rows: list[list[object]], change: Callable[[Worksheet], None]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    change(sheet)
    book.save(path)
    return path


def test_departments_merged_downwards_hold_for_every_row(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["部门", "工号", "姓名"], ["销售部", "001", "江一"], [None, "002", "史二"], [None, None, None],
        ["售后服务部", "003", "潘三"], [None, "004", "陆四"],
    ]  # fmt: skip

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("A5:A6")

    roster, findings = read_roster(laid_out(tmp_path / "名册.xlsx", rows, merge))
    assert roster is not None
    assert [one.department for one in roster.appraisees] == ["销售部", "销售部", "售后服务部", "售后服务部"]
    assert findings == ()


def test_headings_in_two_rows_are_read_where_they_are_merged(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["工号", "姓名", "部门", "工资", None], [None, None, None, "基本工资", "绩效基数"],
        ["001", "江一", "销售部", 2500, 3000],
    ]  # fmt: skip

    def merge(sheet: Worksheet) -> None:
        for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
            sheet.merge_cells(cells)

    roster, findings = read_roster(laid_out(tmp_path / "名册.xlsx", rows, merge))
    assert roster is not None
    assert roster.columns == ("工号", "姓名", "部门", "基本工资", "绩效基数")
    assert roster.appraisees[0].fields[BASE] == 3000
    assert findings == ()


def test_a_line_across_the_table_is_nobody(tmp_path: Path) -> None:
    rows: list[list[object]] = [HEAD, ["一、销售部"], ["001", "江一", "销售部", 3000]]
    path = laid_out(tmp_path / "名册.xlsx", rows, lambda sheet: sheet.merge_cells("A2:D2"))
    roster, findings = read_roster(path)
    assert roster is not None
    assert [one.row for one in roster.appraisees] == [3]
    assert [finding.details["rows"] for finding in findings] == ["2“一、销售部”"]


def test_of_two_like_columns_the_hidden_one_is_not_meant(tmp_path: Path) -> None:
    rows: list[list[object]] = [["员工编号", *HEAD], ["9001", "001", "江一", "销售部", 3000]]

    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions["A"].hidden = True

    roster, findings = read_roster(laid_out(tmp_path / "名册.xlsx", rows, hide))
    assert roster is not None
    assert (roster.appraisees[0].id, roster.appraisees[0].fields["员工编号"]) == ("001", 9001)
    assert findings == ()


def test_a_hidden_column_is_read(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions["D"].hidden = True
        sheet.row_dimensions[2].hidden = True

    path = laid_out(tmp_path / "名册.xlsx", [HEAD, ["001", "江一", "销售部", 3000]], hide)
    roster, _ = read_roster(path)
    assert roster is not None
    assert roster.appraisees[0].fields[BASE] == 3000


@pytest.mark.parametrize("leavers", [[*HEAD, "岗位", "离职日期"], [*HEAD, "离职原因"]])
@pytest.mark.parametrize("title", ["离职", "Sheet1"])
def test_a_sheet_of_leavers_is_not_chosen(leavers: list[str], title: str, tmp_path: Path) -> None:
    sheets = {
        title: [leavers, ["099", "某离职", "销售部", 1, "某", "2026-09-30"][: len(leavers)]],
        "在职(不含离职)": [["工号", "姓名", "部门"], ["001", "江一", "销售部"]],
    }
    roster, findings = read_roster(write_book(tmp_path / "名册.xlsx", sheets))
    assert roster is not None
    assert [one.name for one in roster.appraisees] == ["江一"]
    assert findings == ()


def test_a_hidden_sheet_is_not_chosen(tmp_path: Path) -> None:
    sheets = {
        "旧": [[*HEAD, "岗位"], ["099", "旧一", "销售部", 1, "顾问"]],
        "新": [HEAD, ["001", "江一", "销售部", 3000]],
    }
    roster, _ = read_roster(write_book(tmp_path / "名册.xlsx", sheets, hidden=["旧"]))
    assert roster is not None
    assert roster.place.sheet == "新"


def test_the_sheet_with_most_of_a_roster_is_chosen(tmp_path: Path) -> None:
    sheets = {
        "通讯录": [["工号", "姓名", "电话"], ["001", "江一", "1"]],
        "名册": [HEAD, ["001", "江一", "销售部", 3000]],
    }
    roster, findings = read_roster(write_book(tmp_path / "名册.xlsx", sheets))
    assert roster is not None
    assert (roster.place.sheet, findings) == ("名册", ())


def test_a_formula_counts_with_its_stored_result(tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["001", "江一"])
        sheet.write_formula(1, 2, '="销售"&"部"', None, "销售部")
        sheet.write_formula(1, 3, "=1000*3", None, 3000.5)
    roster, findings = read_roster(path)
    assert roster is not None
    assert (roster.appraisees[0].department, roster.appraisees[0].fields[BASE]) == ("销售部", 3000.5)
    assert findings == ()


def test_formulas_filled_down_below_the_last_person_are_nobody(tmp_path: Path) -> None:
    rows = [HEAD, ["001", "江一", "销售部", 3000], [None, None, "#N/A", "=VLOOKUP(A3,A:D,4,0)"]]
    roster, findings = read_roster(write_book(tmp_path / "名册.xlsx", {"名册": rows}))
    assert roster is not None
    assert [(finding.code, finding.details["rows"]) for finding in findings] == [
        ("roster-rows-skipped", "3“#N/A”")
    ]


def test_a_formula_that_gives_an_empty_text_is_a_blank(tmp_path: Path) -> None:
    path = write_book(tmp_path / "名册.xlsx", {"名册": [HEAD, ["001", "江一", "销售部", "=1"]]})

    def shown_empty(sheet: bytes) -> bytes:
        return sheet.replace(b'<c r="D2">', b'<c r="D2" t="str">')

    roster, findings = read_roster(with_part(path, "xl/worksheets/sheet1.xml", shown_empty))
    assert roster is not None
    assert (roster.appraisees[0].fields[BASE], findings) == (None, ())


def test_days_are_right_in_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["工号", "姓名", "部门", "入职日期"])
        sheet.write_row(1, 0, ["001", "江一", "销售部"])
        form = book.add_format({"num_format": "yyyy年m月d日"})
        sheet.write_datetime(1, 3, date(2023, 1, 2), form)
    roster, _ = read_roster(path)
    assert roster is not None
    assert roster.appraisees[0].fields[HIRED] == date(2023, 1, 2)
