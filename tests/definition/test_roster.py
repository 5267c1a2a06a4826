"""Rosters as HR keeps them are read as a careful reader reads them."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpixl.definition import roster_rows
from kpixl.definition.roster import read_roster
from kpixl.findings import has_errors
from kpixl.model.numbers import plain
from kpixl.model.roster import BASE, DEPARTMENT, HIRED, ID, MANAGER, NAME, POSITION, Appraisee, Roster
from tests.definition.roster_books import Rows, write_book, write_by_xlsxwriter, write_text

ROSTERS = Path(__file__).resolve().parents[1] / "data/rosters"
EXPECTED = json.loads((ROSTERS / "expected.json").read_text(encoding="utf-8"))
STAFF_BOOK, STAFF_TEXT, BRANCHES = "花名册-2026-11.xlsx", "员工信息-GB18030.csv", "分公司名单.xlsx"
STAFF = EXPECTED["花名册-2026-11.xlsx / .xls / .ods"]


def read(path: Path, *, units: bool = False) -> Roster:
    roster, findings = read_roster(path, units=units)
    assert roster is not None, [finding.message() for finding in findings]
    return roster


def codes(path: Path) -> list[str]:
    return [finding.code for finding in read_roster(path)[1]]


def as_expected(person: Appraisee) -> dict[str, Any]:
    base, hired = person.fields[BASE], person.fields[HIRED]
    assert isinstance(base, Fraction)
    assert isinstance(hired, date)
    return {
        "row": person.row,
        "id": person.id,
        "name": person.name,
        "department": person.department,
        "position": person.position,
        "base": plain(base, 2),
        "hired": hired.isoformat(),
        "manager": person.fields.get(MANAGER),
    }


def test_a_roster_is_read_as_a_careful_reader_reads_it() -> None:
    assert [as_expected(person) for person in read(ROSTERS / STAFF_BOOK).appraisees] == STAFF


def test_a_roster_of_branches_is_read_as_a_careful_reader_reads_it() -> None:
    branches = read(ROSTERS / BRANCHES, units=True)
    assert [{"id": one.id, "name": one.name} for one in branches.appraisees] == EXPECTED[BRANCHES]
    assert branches.columns == (ID, NAME, "上级单位", "客服部负责人", "平均客户数")
    assert branches.appraisees[2].fields["平均客户数"] == Fraction("394.1")


def test_a_clean_text_file_says_the_same_as_the_workbook() -> None:
    book, text = read(ROSTERS / STAFF_BOOK), read(ROSTERS / STAFF_TEXT)
    assert set(text.columns) < set(book.columns)
    shared = [{name: person.fields[name] for name in text.columns} for person in book.appraisees]
    assert shared == [person.fields for person in text.appraisees]


@pytest.mark.parametrize("name", [STAFF_BOOK, STAFF_TEXT])
def test_good_rosters_have_no_errors_and_no_warnings(name: str) -> None:
    _, findings = read_roster(ROSTERS / name)
    assert {finding.severity for finding in findings} <= {"info"}


def test_the_rows_that_were_skipped_are_named() -> None:
    _, findings = read_roster(ROSTERS / STAFF_BOOK)
    (skipped,) = (finding for finding in findings if finding.code == "roster-rows-skipped")
    assert skipped.place.cell == "A65"
    assert skipped.details == {"count": 2, "rows": "65“合计”、67“备注:本表含个人信息,注……”"}


def test_the_columns_of_a_roster_stand_in_the_order_of_the_file() -> None:
    roster = read(ROSTERS / STAFF_BOOK)
    own = ("序号", DEPARTMENT, ID, NAME, POSITION, HIRED, "基本工资", BASE, "联系电话", MANAGER)
    assert roster.columns == own
    assert str(roster.place) == f"{ROSTERS / STAFF_BOOK}「在职花名册」"
    assert roster.departments == ("销售部", "售后服务部", "精品部", "客关部")


ANY_ORDER = st.permutations(
    [
        ("员工\n编号", ["001001", "001002", "001003"]),
        ("姓　名", [" 江一", "𠮷田 健二", '=HYPERLINK("x")王']),
        ("所在部门", ["销售部", "销售部\u3000", "\u00a0售后服务部"]),
        ("绩效基数（元）", [3000, "３,１００．５０元", "2,900"]),
        ("入司时间", [date(2023, 1, 2), "2019.10.23", "2014年2月15日"]),
        ("直接上级", [None, 1001, "1001"]),
        ("备用", ["甲", None, 3]),
    ]
)


@pytest.mark.parametrize("library", ["openpyxl", "xlsxwriter", "xlsxwriter, texts in cells"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(columns=ANY_ORDER)
def test_the_order_of_columns_and_the_writing_program_change_nothing(
    library: str, columns: list[tuple[str, list[Any]]], tmp_path: Path
) -> None:
    head = [["在职人员花名册"], [], [heading for heading, _ in columns]]
    rows: Rows = head + [list(row) for row in zip(*(values for _, values in columns), strict=True)]
    path = tmp_path / "名册.xlsx"
    if library == "openpyxl":
        quoted = [
            [f" {value}" if str(value).startswith("=") else value for value in row] for row in rows
        ]  # openpyxl would make a formula of it
        write_book(path, {"名册": quoted})
    else:
        write_by_xlsxwriter(path, rows, constant_memory="cells" in library)
    people = read(path).appraisees
    assert [(one.row, one.id, one.name, one.department) for one in people] == [
        (4, "001001", "江一", "销售部"),
        (5, "001002", "𠮷田 健二", "销售部"),
        (6, "001003", '=HYPERLINK("x")王', "售后服务部"),
    ]
    assert [one.fields[BASE] for one in people] == [3000, Fraction("3100.5"), 2900]
    assert [one.fields[HIRED] for one in people] == [date(2023, 1, 2), date(2019, 10, 23), date(2014, 2, 15)]
    assert [one.fields[MANAGER] for one in people] == [None, "001001", "001001"]
    assert [one.fields["备用"] for one in people] == ["甲", None, "3"]


TEXT = "工号;姓名;部门;绩效基数;班组\n001001;江一;销售部;3000.10;甲\n001002;史二;销售部;;\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_text_file_is_read_in_any_encoding_and_with_any_delimiter(
    encoding: str, delimiter: str, line_end: str, tmp_path: Path
) -> None:
    text = TEXT.replace(";", delimiter).replace("\n", line_end)
    first, second = read(write_text(tmp_path / "名册.csv", text, encoding)).appraisees
    assert first.fields[BASE] == Fraction("3000.1")
    assert (second.row, second.id, second.fields[BASE], second.fields["班组"]) == (3, "001002", None, None)


def test_commas_in_a_title_do_not_decide_the_delimiter(tmp_path: Path) -> None:
    text = "制表:行政部,单位:元,共,两,人,的,名,册\n工号;姓名;部门\n001;江一;销售部\n"
    assert read(write_text(tmp_path / "名册.csv", text)).appraisees[0].department == "销售部"


def test_values_wrapped_or_marked_to_keep_their_zeros_are_unwrapped(tmp_path: Path) -> None:
    text = (
        "工号,姓名,部门\n"
        '"=""001001""",江一,销售部\n'
        "'001002,史二,销售部\n"
        "001003\t,潘三,销售部\n"
        '="001004",陆四,销售部\n'
    )
    people = read(write_text(tmp_path / "名册.csv", text)).appraisees
    assert [one.id for one in people] == ["001001", "001002", "001003", "001004"]


def test_a_line_break_in_a_quoted_value_does_not_shift_the_rows(tmp_path: Path) -> None:
    text = '工号,姓名,部门,"绩效基数\n(元)"\n001,江一,销售部,1\n002,史二,销售部,二\n'
    _, findings = read_roster(write_text(tmp_path / "名册.csv", text))
    assert [finding.place.cell for finding in findings] == ["D3"]


def test_a_further_column_is_numbers_only_if_every_cell_is_one(tmp_path: Path) -> None:
    head = "工号,姓名,部门,工龄,比例,班组号,身份证,说明\n"
    text = head + '1,江一,销售部,3,95%,01,370102199001010000,2\n2,史二,销售部,"1,200.5",5%,02,,好\n'
    first, second = read(write_text(tmp_path / "名册.csv", text)).appraisees
    names = ("工龄", "比例", "班组号", "身份证", "说明")
    assert [first.fields[name] for name in names] == [3, Fraction(19, 20), "01", "370102199001010000", "2"]
    assert [second.fields[name] for name in names] == [Fraction("1200.5"), Fraction(1, 20), "02", None, "好"]


def test_a_day_in_a_further_column_is_text_as_in_a_text_file(tmp_path: Path) -> None:
    rows = [["工号", "姓名", "部门", "转正日期"], ["1", "江一", "销售部", date(2023, 4, 2)]]
    assert (
        read(write_book(tmp_path / "名册.xlsx", {"名册": rows})).appraisees[0].fields["转正日期"]
        == "2023-04-02"
    )


def test_numbers_are_the_decimals_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    rows = [
        ["工号", "姓名", "部门", "绩效基数"],
        ["1", "江一", "销售部", 0.1 + 0.2],
        ["2", "史二", "销售部", 4150.5],
    ]
    people = read(write_book(tmp_path / "名册.xlsx", {"名册": rows})).appraisees
    assert [one.fields[BASE] for one in people] == [Fraction("0.3"), Fraction("4150.5")]


def test_a_number_format_with_letters_is_part_of_the_number(tmp_path: Path) -> None:
    rows = [["工号", "姓名", "部门"], [7, "江一", "销售部"], [8, "史二", "销售部"]]
    formats = {"A2": '"XS"000', "A3": '"XS"000_ '}
    path = write_book(tmp_path / "名册.xlsx", {"名册": rows}, formats=formats)
    assert [one.id for one in read(path).appraisees] == ["XS007", "XS008"]
    assert codes(path) == []


def test_numbers_of_one_length_need_no_zeros(tmp_path: Path) -> None:
    rows = [["工号", "姓名", "部门"], [100001, "江一", "销售部"], ["100002", "史二", "销售部"]]
    path = write_book(tmp_path / "名册.xlsx", {"名册": rows})
    assert [one.id for one in read(path).appraisees] == ["100001", "100002"]
    assert codes(path) == []


def test_a_text_file_that_lost_zeros_gets_them_back_with_a_warning(tmp_path: Path) -> None:
    text = "工号,姓名,部门\n001001,江一,销售部\n1007,史二,销售部\n"
    path = write_text(tmp_path / "名册.csv", text)
    assert [one.id for one in read(path).appraisees] == ["001001", "001007"]
    assert codes(path) == ["roster-id-padded"]


def test_two_numbers_that_differ_only_in_lost_zeros_are_the_same_person(tmp_path: Path) -> None:
    rows = [["工号", "姓名", "部门"], ["001007", "江一", "销售部"], [1007, "史二", "销售部"]]
    path = write_book(tmp_path / "名册.xlsx", {"名册": rows})
    assert codes(path) == ["roster-id-padded", "roster-id-duplicate"]


def test_a_name_is_kept_except_for_the_space_that_widens_two_characters(tmp_path: Path) -> None:
    text = (
        "工号,姓名,部门\n"
        "1,姜　华,销售部\n"
        "2,𠮷田　健一,销售部\n"
        "3,阿依古丽·买买提\u200b,销售部\n"
        "4, Li  Na ,销售部\n"
    )
    people = read(write_text(tmp_path / "名册.csv", text)).appraisees
    assert [one.name for one in people] == ["姜华", "𠮷田 健一", "阿依古丽·买买提", "Li Na"]


def test_a_manager_who_is_given_by_name_stays_a_name(tmp_path: Path) -> None:
    text = (
        "工号,姓名,部门,直接上级\n"
        "001,江一,销售部,\n"
        "002,史二,销售部,江一\n"
        "003,潘三,销售部,１\n"
        "004,陆四,销售部,999\n"
    )
    people = read(write_text(tmp_path / "名册.csv", text)).appraisees
    assert [one.fields[MANAGER] for one in people] == [None, "江一", "001", "999"]


def test_a_person_below_the_total_is_still_a_person(tmp_path: Path) -> None:
    text = (
        "工号,姓名,部门,岗位\n"
        "001,江一,销售部,顾问\n"
        "合计,1,,\n"
        "002,史二,销售部,顾问\n"
        ",潘三,销售部,顾问\n"
        "制表：王五,审核：李四,,\n"
    )
    path = write_text(tmp_path / "名册.csv", text)
    assert [one.name for one in read(path).appraisees] == ["江一", "史二"]
    assert codes(path) == ["roster-rows-skipped", "roster-id-missing"]


def test_a_department_whose_name_begins_like_a_total_is_no_total(tmp_path: Path) -> None:
    text = "部门,工号,姓名,岗位\n总计划处,001,江一,顾问\n总计划处,,史二,顾问\n"
    path = write_text(tmp_path / "名册.csv", text)
    assert codes(path) == ["roster-id-missing"]


def test_headings_repeated_for_a_new_page_are_nobody(tmp_path: Path) -> None:
    text = "工号,姓 名,部门\n001,江一,销售部\n工号,姓名,部门\n002,史二,销售部\n"
    assert [one.id for one in read(write_text(tmp_path / "名册.csv", text)).appraisees] == ["001", "002"]


def test_a_department_without_a_column_is_no_matter_for_units(tmp_path: Path) -> None:
    path = write_text(tmp_path / "分公司.csv", "分公司代码,分公司,负责人姓名\nJN,济南分公司,段一\n")
    roster, findings = read_roster(path, units=True)
    assert findings == ()
    assert roster is not None
    assert (roster.appraisees[0].name, roster.appraisees[0].fields["负责人姓名"]) == ("济南分公司", "段一")


def test_departments_may_be_the_units(tmp_path: Path) -> None:
    path = write_text(tmp_path / "部门.csv", "部门编号,部门,人数\nD1,销售部,24\n")
    assert [(one.id, one.name) for one in read(path, units=True).appraisees] == [("D1", "销售部")]


def test_a_unit_beside_a_name_is_a_column_like_any_other(tmp_path: Path) -> None:
    path = write_text(
        tmp_path / "名册.csv", "单位代码,单位名称,工号,姓名,部门\nJN,济南分公司,001,江一,销售部\n"
    )
    (person,) = read(path).appraisees
    assert (person.id, person.name) == ("001", "江一")
    assert person.fields["单位名称"] == "济南分公司"


def test_nothing_in_a_good_file_is_an_error_for_units_with_faulty_departments(tmp_path: Path) -> None:
    path = write_text(tmp_path / "名册.csv", "工号,姓名,部门\n1,济南,\n")
    assert not has_errors(read_roster(path, units=True)[1])
    assert read_roster(path, units=True)[1] == ()


def test_more_people_than_any_roster_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_text(tmp_path / "名册.csv", "工号,姓名,部门\n1,江一,销售部\n2,史二,销售部\n")
    monkeypatch.setattr(roster_rows, "MAX_PEOPLE_CELLS", 5)
    roster, findings = read_roster(path)
    assert roster is None
    assert [finding.code for finding in findings] == ["table-too-large"]
