"""What every generated form has, as a program that opens it sees it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.model.roster import Appraisee
from kpixl.workbook import guard
from kpixl.workbook.book import Job, write_book
from kpixl.workbook.identity import METADATA_SHEET, PROPERTY, read_marker
from tests.workbook.forms import PERSON, Shipped, press, shipped_forms

EXCEL_2010 = {
    "SQRT",
    "STDEVP",
    "STDEV",
    "YEAR",
    "MONTH",
    "DAY",
    "IF",
    "AND",
    "OR",
    "NOT",
    "IFERROR",
    "MIN",
    "MAX",
    "SUM",
    "AVERAGE",
    "COUNT",
    "COUNTIF",
    "SUMIF",
    "SUMPRODUCT",
    "LOOKUP",
    "MATCH",
    "ROUND",
    "ROUNDUP",
    "ROUNDDOWN",
    "INT",
    "ABS",
    "TEXT",
    "ISNUMBER",
    "ISTEXT",
    "ISERROR",
    "NA",
    "LEFT",
    "REPT",
    "CHAR",
    "ROWS",
    "FIND",
}
FORMS = shipped_forms()


@pytest.fixture(params=FORMS, ids=str)
def shipped(request: pytest.FixtureRequest) -> Shipped:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def path(shipped: Shipped, tmp_path: Path) -> Path:
    write_book(tmp_path / "表.xlsx", [Job(PERSON, press(shipped), {})], password="秘密")
    return tmp_path / "表.xlsx"


@pytest.fixture
def book(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def _form(book: Workbook) -> Worksheet:
    return book.worksheets[0]


def test_a_workbook_holds_the_form_then_instructions_then_what_is_hidden(
    book: Workbook, shipped: Shipped
) -> None:
    days = ["工作日"] if press(shipped).cycle.workdays else []
    assert book.sheetnames == ["007 王晓燕", "填写说明", *days, METADATA_SHEET]
    assert [name for name in book.sheetnames if book[name].sheet_state == "hidden"] == days
    assert book[METADATA_SHEET].sheet_state == "veryHidden"


def test_only_what_people_fill_in_is_unlocked(book: Workbook, shipped: Shipped) -> None:
    plan = press(shipped).plan
    open_cells = {spot.spot.plain for spot in plan.inputs} | {spot.plain for spot in plan.remarks}
    sheet = _form(book)
    unlocked = {
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and type(cell).__name__ != "MergedCell"
    }
    assert unlocked == open_cells
    assert sheet.protection.sheet
    assert sheet.protection.password


def test_every_input_says_what_belongs_in_it_and_refuses_the_rest(book: Workbook, shipped: Shipped) -> None:
    checked = {
        str(area): rule for rule in _form(book).data_validations.dataValidation for area in rule.sqref.ranges
    }
    for spot in press(shipped).plan.inputs:
        rule = checked[spot.spot.plain]
        assert rule.showErrorMessage
        assert rule.showInputMessage
        assert 0 < len(rule.promptTitle) <= guard.TITLE_LIMIT
        assert 0 < len(rule.prompt) <= guard.TEXT_LIMIT
        assert 0 < len(rule.error) <= guard.TEXT_LIMIT


def test_it_prints_on_a4_one_page_wide_with_its_headings_and_a_footer(
    book: Workbook, shipped: Shipped
) -> None:
    sheet, scheme = _form(book), press(shipped).rulebook.scheme
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)
    assert sheet.page_setup.fitToHeight == 0
    assert bool(sheet.print_title_rows) == (press(shipped).plan.repeated is not None)
    assert sheet.print_area
    assert scheme.title in (sheet.oddFooter.left.text or "")
    assert f"第{scheme.version}版" in (sheet.oddFooter.left.text or "")
    assert "&P" in (sheet.oddFooter.center.text or "")
    assert sheet.freeze_panes is not None
    assert not sheet.sheet_view.showGridLines


def test_identity_stands_in_four_places(path: Path, book: Workbook) -> None:
    sheet = _form(book)
    marker = read_marker(sheet["A1"].value)
    assert marker is not None
    assert marker.appraisee == "007"
    listed = {row[0].value: row[1].value for row in book[METADATA_SHEET].iter_rows()}
    assert read_marker(listed["007 王晓燕"]) == marker
    properties = {item.name: item.value for item in book.custom_doc_props.props}
    assert read_marker(properties[PROPERTY]) == marker
    assert "007" in {cell.value for row in sheet.iter_rows(max_row=9) for cell in row}


def test_names_for_reading_are_ascii_and_names_for_people_are_readable(
    book: Workbook, shipped: Shipped
) -> None:
    plan = press(shipped).plan
    assert len([name for name in book.defined_names if name.startswith("kpx_1_")]) == len(plan.inputs)
    assert len([name for name in book.defined_names if name.startswith("kpo_1_")]) == len(plan.outputs)
    total = press(shipped).rulebook.scheme.total
    assert total in _form(book).defined_names


def test_formulas_use_only_what_excel_2010_wps_and_libreoffice_know(book: Workbook) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    bare = re.sub(r'"[^"]*"', "", cell.value)
                    assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", bare)) <= EXCEL_2010, cell.coordinate
                    assert len(cell.value) <= 8192
                    assert all(len(text) <= 255 for text in re.findall(r'"([^"]*)"', cell.value))


def test_a_form_without_pay_says_nothing_of_pay(tmp_path: Path) -> None:
    shipped = next(form for form in FORMS if form.form == "sales")
    write_book(tmp_path / "表.xlsx", [Job(PERSON, press(shipped, show_pay=False), {})])
    with zipfile.ZipFile(tmp_path / "表.xlsx") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "ignore")
    assert "绩效工资" not in everything
    assert "绩效基数" not in everything
    assert "3150.5" not in everything


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
@pytest.mark.parametrize(
    "name",
    ['=HYPERLINK("x")王', "<r><t>王</t></r>", "+王", "-王", "@王", "<b>&王", "王]]>", "𠮷田 健一", "王" * 60],
)
def test_a_name_is_never_a_formula_nor_markup_nor_a_path(tmp_path: Path, name: str) -> None:
    person = replace(PERSON, name=name, fields={**PERSON.fields, "姓名": name})
    write_book(tmp_path / "表.xlsx", [Job(person, press(FORMS[0]), {})], with_index=True)
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    every = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    # XlsxWriter's own markup has a space before it.
    cells = [cell for cell in every if str(cell.value).lstrip() == name]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, shipped: Shipped) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_book(tmp_path / name, [Job(PERSON, press(shipped), {})])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_every_part_is_well_formed(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            fromstring(archive.read(name))


def test_two_people_of_one_name_have_sheets_of_their_own(tmp_path: Path) -> None:
    made = press(FORMS[0])
    people = [
        Appraisee(number, "王伟", "销售部", "销售顾问", {"绩效基数": Fraction(3000)}) for number in ("1", "2")
    ]
    sheets = write_book(tmp_path / "表.xlsx", [Job(person, made, {}) for person in people], with_index=True)
    assert sheets == ("1 王伟", "2 王伟")
