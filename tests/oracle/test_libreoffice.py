"""What only LibreOffice can do, and how its judge bears its death."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.oracle import LibreOfficeJudge
from tests.oracle.libreoffice_judge import LibreOfficeFailed
from tests.oracle.render import render

SHEET = "考核表"


def workbook(path: Path, password: str | None = None) -> Path:
    """A form of two pages with one open cell, B2, and a protected sheet."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write("A2", "客户满意度")
        sheet.write("B2", 80, book.add_format({"locked": False}))
        sheet.write_formula("C2", "=ROUND(B2/90*30,2)")
        sheet.write("A80", "第二页")
        sheet.protect(password or "")
    return path


def ends(group: int, seconds: float = 10) -> bool:
    """Whether the last process of a group is gone before the time is up."""
    latest = time.monotonic() + seconds
    while time.monotonic() < latest:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_a_filled_workbook_is_saved_again_with_its_results(
    libreoffice_judge: LibreOfficeJudge, tmp_path: Path, suffix: str
) -> None:
    path, out = workbook(tmp_path / "表.xlsx"), tmp_path / f"存{suffix}"
    assert libreoffice_judge.resave(path, out, {(SHEET, "B2"): 87}) == out
    rows = CalamineWorkbook.from_path(out).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    assert rows[1][:3] == ["客户满意度", 87, 29]


def test_a_locked_cell_can_be_changed_as_by_people_who_lift_the_protection(
    libreoffice_judge: LibreOfficeJudge, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "表.xlsx", password="secret")
    assert libreoffice_judge.values(path, {(SHEET, "C2"): 99}, [(SHEET, "C2")]) == {(SHEET, "C2"): 99}


def test_what_is_no_workbook_is_refused_and_the_judge_goes_on(
    libreoffice_judge: LibreOfficeJudge, tmp_path: Path
) -> None:
    with pytest.raises(LibreOfficeFailed, match="open"):
        libreoffice_judge.values(tmp_path / "没有.xlsx", {}, [])
    path = workbook(tmp_path / "表.xlsx")
    with pytest.raises(LibreOfficeFailed, match="没有这张表"):
        libreoffice_judge.values(path, {}, [("没有这张表", "B2")])
    assert libreoffice_judge.values(path, {}, [(SHEET, "B2")]) == {(SHEET, "B2"): 80}


def test_a_libreoffice_that_dies_is_started_anew(libreoffice_judge: LibreOfficeJudge, tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx")
    with libreoffice_judge.open(path) as book:
        book.fill({}, [(SHEET, "C2")])
        os.killpg(libreoffice_judge.worker().group, signal.SIGKILL)
        assert book.fill({(SHEET, "B2"): 90}, [(SHEET, "C2")]) == {(SHEET, "C2"): 30}
    os.killpg(libreoffice_judge.worker().group, signal.SIGKILL)
    assert libreoffice_judge.values(path, {}, [(SHEET, "B2")]) == {(SHEET, "B2"): 80}


@pytest.mark.libreoffice
def test_a_libreoffice_that_takes_too_long_is_ended() -> None:
    judge = LibreOfficeJudge(seconds=0.01)
    with pytest.raises(LibreOfficeFailed, match=r"took over 0\.01 s to start"):
        judge.worker()
    judge.close()


@pytest.mark.libreoffice
def test_closing_leaves_no_process_behind(tmp_path: Path) -> None:
    judge = LibreOfficeJudge()
    judge.values(workbook(tmp_path / "表.xlsx"), {}, [(SHEET, "B2")])
    group = judge.worker().group
    judge.close()
    assert ends(group)


@pytest.mark.libreoffice("pdftoppm")
def test_a_workbook_becomes_one_picture_a_page(libreoffice_judge: LibreOfficeJudge, tmp_path: Path) -> None:
    pages = render(libreoffice_judge, workbook(tmp_path / "张三 考核表.xlsx"), tmp_path / "图 片", dots=20)
    assert [page.name for page in pages] == ["张三 考核表-1.png", "张三 考核表-2.png"]
    assert all(page.read_bytes().startswith(b"\x89PNG") for page in pages)
