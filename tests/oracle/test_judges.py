"""All judges read the same workbook alike, and rightly, before they judge anything of ours."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter

from tests.oracle import Address, Judge, Value
from tests.oracle.judge import Edit

ZHANG, LI, ALL = "张三 一月", "李四", "汇总"
"""The sheets: the first needs quotation marks, the last holds what crosses sheets."""

FORMULAS = {
    "C2": "=IFERROR(客诉件数/成交台数*1000,NA())",
    "C3": "=ROUND(ROUND(客诉率_值,9),2)",
    "C4": '=IF(客诉件数>4,"客诉件数多","客诉件数少")',
    "C5": '=COUNTIF(D2:D6,"√*")',
    "C6": '=REPT("★",客诉件数)',
    "C7": '=TEXT(客诉率_值,"0.00")',
    "C8": '=LOOKUP(客诉率_值,{0,4,8},{"优","良","差"})',
    "C9": "=NA()",
    "C10": "=客诉件数/0",
    "C11": "=客诉件数>4",
    "C12": '=IF(ISNUMBER(B2),"","请填写客诉件数")',
    "C13": '="甲"*1',
    "C14": "=COUNT(B2:B3)",
    "C15": "=ROUND(ROUND(1.005*客诉件数/客诉件数,9),2)",
}

SAVED: dict[str, tuple[Value, Value]] = {
    "C2": (3.0, 5.0),
    "C3": (3.0, 5.0),
    "C4": ("客诉件数少", "客诉件数多"),
    "C5": (2.0, 2.0),
    "C6": ("★★★", "★★★★★"),
    "C7": ("3.00", "5.00"),
    "C8": ("优", "良"),
    "C9": ("#N/A", "#N/A"),
    "C10": ("#DIV/0!", "#DIV/0!"),
    "C11": (False, True),
    "C12": ("", ""),
    "C13": ("#VALUE!", "#VALUE!"),
    "C14": (2.0, 2.0),
    "C15": (1.01, 1.01),
}
"""What each formula shows on the sheets of 张三 and 李四, as they were saved."""

CROSSING: dict[str, Value] = {"B1": 8.0, "B2": 8.0, "B3": 7.2, "B4": "李四：5"}


JUDGES = [
    "formualizer_judge",
    "ironcalc_judge",
    pytest.param("libreoffice_judge", marks=pytest.mark.libreoffice),
]


@pytest.fixture(params=JUDGES)
def judge(request: pytest.FixtureRequest) -> Judge:
    named: Judge = request.getfixturevalue(request.param)
    return named


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with Chinese sheets and names, whose formulas all carry the wrong result 0."""
    path = tmp_path_factory.mktemp("表 格") / "考核表 一月.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheets = [workbook.add_worksheet(name) for name in (ZHANG, LI)]
        for sheet, number in zip(sheets, (3, 5), strict=True):
            quoted = f"'{sheet.get_name()}'"
            for name, cell in {"客诉件数": "$B$2", "成交台数": "$B$3", "客诉率_值": "$C$2"}.items():
                workbook.define_name(f"{quoted}!{name}", f"={quoted}!{cell}")
            sheet.write("B2", number)
            sheet.write("B3", 1000)
            for at, mark in enumerate(("√ 完成", "√", "×", "完成 √")):
                sheet.write(1 + at, 3, mark)
            for cell, formula in FORMULAS.items():
                sheet.write_formula(cell, formula)
        workbook.define_name("达标线", "=0.9")
        workbook.define_name("总件数", f"={ALL}!$B$1")
        crossing = workbook.add_worksheet(ALL)
        crossing.write_formula("B1", f"='{ZHANG}'!客诉件数+{LI}!客诉件数")
        crossing.write_formula("B2", f"='{ZHANG}'!C3+{LI}!C3")
        crossing.write_formula("B3", "=ROUND(总件数*达标线,2)")
        crossing.write_formula("B4", f'="李四："&{LI}!客诉件数')
    return path


def on(sheet: str, *cells: str) -> list[Address]:
    return [(sheet, cell) for cell in cells]


def test_every_formula_is_recalculated_on_its_own_sheet(judge: Judge, path: Path) -> None:
    for at, sheet in enumerate((ZHANG, LI)):
        expected = {(sheet, cell): values[at] for cell, values in SAVED.items()}
        assert judge.values(path, {}, on(sheet, *SAVED)) == expected


def test_formulas_cross_sheets_by_address_and_by_name(judge: Judge, path: Path) -> None:
    shown = judge.values(path, {}, on(ALL, *CROSSING))
    assert {cell: value for (_, cell), value in shown.items()} == CROSSING


def test_an_edit_reaches_everything_that_depends_on_it(judge: Judge, path: Path) -> None:
    shown = judge.values(path, {(LI, "B2"): 6}, [*on(LI, "C2", "C4", "C6"), *on(ALL, "B3"), *on(ZHANG, "C2")])
    assert list(shown.values()) == [6.0, "客诉件数多", "★★★★★★", 8.1, 3.0]


def test_a_cleared_cell_is_blank_and_not_zero(judge: Judge, path: Path) -> None:
    shown = judge.values(path, {(LI, "B2"): None}, on(LI, "B2", "C12", "C14"))
    assert list(shown.values()) == [None, "请填写客诉件数", 1.0]


EDITS: list[tuple[Edit, Value]] = [
    (7, 7.0),
    (Fraction(1, 4), 0.25),
    (Decimal("2.675"), 2.675),
    (True, True),
    ("007", "007"),
    ("=1+1", "=1+1"),
    ("#N/A", "#N/A"),
    (" 有 空格\n换行", " 有 空格\n换行"),
    (date(2026, 11, 1), 46327.0),
    (None, None),
]


@pytest.mark.parametrize(("edit", "shown"), EDITS, ids=str)
def test_what_is_typed_is_shown_as_it_was_typed(judge: Judge, path: Path, edit: Edit, shown: Value) -> None:
    value = judge.values(path, {(ZHANG, "E9"): edit}, on(ZHANG, "E9"))[ZHANG, "E9"]
    assert (value, type(value)) == (shown, type(shown))


def test_every_fill_starts_from_the_saved_workbook(judge: Judge, path: Path) -> None:
    fills: list[dict[Address, Edit]] = [
        {(LI, "B2"): 9, (LI, "C2"): 1, (LI, "D4"): "√"},
        {(LI, "B2"): None},
        {(LI, "C5"): "改过"},
        {},
    ]
    shown = judge.batch(path, fills, on(LI, "B2", "C2", "C3", "C5", "D4"))
    assert [list(values.values()) for values in shown] == [
        [9.0, 1.0, 1.0, 3.0, "√"],
        [None, 0.0, 0.0, 2.0, "×"],
        [5.0, 5.0, 5.0, "改过", "×"],
        [5.0, 5.0, 5.0, 2.0, "×"],
    ]


def test_judging_leaves_the_file_as_it_was(judge: Judge, path: Path) -> None:
    before = path.read_bytes(), sorted(path.parent.iterdir())
    judge.values(path, {(LI, "B2"): 9}, on(LI, "C2"))
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == before


@pytest.mark.parametrize("quick", ["formualizer_judge", "ironcalc_judge"])
def test_a_quick_judge_makes_two_thousand_fills_in_seconds(
    quick: str, path: Path, request: pytest.FixtureRequest
) -> None:
    judge: Judge = request.getfixturevalue(quick)
    started = time.perf_counter()
    shown = judge.batch(path, [{(LI, "B2"): number} for number in range(2000)], on(LI, *SAVED))
    assert [values[LI, "C2"] for values in shown] == pytest.approx(list(range(2000)))
    assert time.perf_counter() - started < 30
