"""发放清单: every form that went out, its file, and a box to tick."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.model.handout import Handout
from kpixl.report.handout import write_handout_list
from tests.report import world


def _rows(file: str = "sent/{department}/{id} {name}.xlsx") -> list[Handout]:
    people = [result.appraisee for result in world.company().results]
    return [
        Handout(
            file=file.format(department=p.department, id=p.id, name=p.name),
            department=p.department,
            id=p.id,
            name=p.name,
            position=p.position,
            form=f"{p.department}2026年11月绩效考核表",
            sheet=f"{p.id} {p.name}",
        )
        for p in people
    ]


def _sheet(rows: list[Handout], tmp_path: Path) -> Worksheet:
    path = write_handout_list(tmp_path / "发放清单.xlsx", rows, scheme=world.SCHEME, cycle=world.CYCLE)
    return openpyxl.load_workbook(path)["发放清单"]


def _table(sheet: Worksheet) -> list[dict[str, object]]:
    (top,) = (cell.row for row in sheet.iter_rows() for cell in row if cell.value == "序号")
    names = [str(cell.value) for cell in sheet[top]]
    body = sheet.iter_rows(min_row=top + 1, values_only=True)
    return [dict(zip(names, row, strict=True)) for row in body if isinstance(row[1], int)]


def test_each_form_has_a_row_by_department(tmp_path: Path) -> None:
    rows = _rows()
    table = _table(_sheet([*rows[10:], *rows[:10]], tmp_path))
    assert [row["序号"] for row in table] == list(range(1, 26))
    assert list(dict.fromkeys(row["部门"] for row in table)) == ["销售部", "售后服务部", "客服部"]
    assert {row["工号"]: row["文件"] for row in table} == {row.id: row.file for row in rows}
    assert "工作表" not in table[0]


def test_people_who_share_a_file_are_told_apart_by_the_sheet(tmp_path: Path) -> None:
    table = _table(_sheet(_rows("sent/{department}.xlsx"), tmp_path))
    assert table[0]["文件"] == "sent/销售部.xlsx"
    assert table[0]["工作表"] == "XS001 陈志强"


def test_a_file_name_is_a_link_relative_to_the_list(tmp_path: Path) -> None:
    sheet = _sheet(_rows(), tmp_path)
    targets = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(targets) == 25
    assert targets[0] == "sent\\销售部\\XS001%20陈志强.xlsx"


@pytest.mark.parametrize("file", ["a#1.xlsx", "100%.xlsx", "长" * 300 + ".xlsx"])
def test_a_name_that_would_break_a_link_is_plain_text(file: str, tmp_path: Path) -> None:
    sheet = _sheet([replace(_rows()[0], file=file)], tmp_path)
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    assert _table(sheet)[0]["文件"] == file


def test_the_place_to_tick_is_an_empty_box(tmp_path: Path) -> None:
    sheet = _sheet(_rows(), tmp_path)
    (head,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "交回情况")
    for row in range(head.row + 1, head.row + 26):
        box = sheet.cell(row, head.column)
        sides = (box.border.left, box.border.right, box.border.top, box.border.bottom)
        assert box.value is None
        assert {side.style for side in sides} == {"thin"}


def test_names_that_begin_like_formulas_are_text(tmp_path: Path) -> None:
    sheet = _sheet(_rows(), tmp_path)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {
        "s",
        "n",
    }


def test_the_list_names_the_day_by_which_all_should_be_back(tmp_path: Path) -> None:
    texts = [cell.value for row in _sheet(_rows(), tmp_path).iter_rows() for cell in row]
    assert "请于12月15日前收齐" in texts
    assert "3 个部门　25 人　25 个文件" in texts


def test_units_without_departments_have_no_empty_columns(tmp_path: Path) -> None:
    branches = world.branches()
    rows = [
        Handout(f"{r.appraisee.name}.xlsx", "", r.appraisee.id, r.appraisee.name, "", "考核表", "")
        for r in branches.results
    ]
    path = write_handout_list(tmp_path / "list.xlsx", rows, scheme=branches.scheme, cycle=branches.cycle)
    table = _table(openpyxl.load_workbook(path)["发放清单"])
    assert list(table[0]) == ["None", "序号", "编号", "单位", "考核表", "文件", "交回情况"]
