"""Addresses in place of defined names."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.oracle.names import Names, copy_without_names

NAMES = Names(
    local={
        ("张三 一月", "客诉件数"): "'张三 一月'!$B$2",
        ("李四", "客诉件数"): "李四!$B$2",
        ("李四", "项目"): "李四!$B$2:$B$9",
    },
    everywhere={
        "客诉": "汇总!$A$1",
        "达标线": "0.9",
        "rate": "汇总!$A$3",
        "余量": "1-达标线",
        "甲": "乙+1",
        "乙": "甲+1",
    },
)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=客诉件数+1", "=李四!$B$2+1"),
        ("客诉件数+1", "李四!$B$2+1"),
        ("=客诉+客诉件数", "=汇总!$A$1+李四!$B$2"),
        ("='张三 一月'!客诉件数*2", "='张三 一月'!$B$2*2"),
        ('=IF(客诉件数>4,"客诉件数多","客诉")', '=IF(李四!$B$2>4,"客诉件数多","客诉")'),
        ("=达标线*2", "=(0.9)*2"),
        ("=余量*2", "=(1-(0.9))*2"),
        ("=RATE+Rate", "=汇总!$A$3+汇总!$A$3"),
        ("=SUM(项目)", "=SUM(李四!$B$2:$B$9)"),
        ("=客诉件数率+B2+李四!B2", "=客诉件数率+B2+李四!B2"),
        ('=LOOKUP(客诉件数,{0,4},{"优","良"})', '=LOOKUP(李四!$B$2,{0,4},{"优","良"})'),
    ],
)
def test_a_name_gives_way_to_what_it_stands_for_and_nothing_else_changes(formula: str, expected: str) -> None:
    assert NAMES.without_names(formula, "李四") == expected


def test_names_without_a_sheet_in_front_can_be_left_alone() -> None:
    formula = "='张三 一月'!客诉件数+客诉件数+达标线"
    assert NAMES.without_names(formula, "李四", only_qualified=True) == "='张三 一月'!$B$2+客诉件数+达标线"


def test_names_that_stand_for_one_another_are_refused() -> None:
    with pytest.raises(ValueError, match="stand for one another"):
        NAMES.without_names("=甲", "李四")


def test_a_copy_differs_only_in_formulas_and_declared_names(tmp_path: Path) -> None:
    path, copy = tmp_path / "原件.xlsx", tmp_path / "副本.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        first, second = workbook.add_worksheet("张三 一月"), workbook.add_worksheet("说明")
        workbook.define_name("'张三 一月'!件数", "='张三 一月'!$A$1")
        first.write("A1", 3)
        first.write_formula("A2", '=IF(件数<4,"件数 & 其他","")', None, "件数 & 其他")
        first.data_validation("A1", {"validate": "integer", "criteria": ">=", "value": 0})
        second.write("A1", "件数")
    assert copy_without_names(path, copy)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(copy) as after:
        assert before.namelist() == after.namelist()
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
        sheet, book = after.read("xl/worksheets/sheet1.xml").decode(), after.read("xl/workbook.xml").decode()
    assert changed == {"xl/workbook.xml", "xl/worksheets/sheet1.xml"}
    assert '<f>IF(\'张三 一月\'!$A$1&lt;4,"件数 &amp; 其他","")</f>' in sheet
    assert "dataValidation" in sheet
    assert "definedName" not in book


def test_a_workbook_without_qualified_names_needs_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "原件.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.define_name("件数", "=表!$A$1")
        workbook.add_worksheet("表").write_formula("A2", "=件数+1")
    assert not copy_without_names(path, tmp_path / "副本.xlsx", only_qualified=True)
