"""The results workbook: what it shows, that its formulas agree with it, and that it prints."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.model.result import Consolidation
from kpixl.report.results import write_results
from tests.oracle import Judge
from tests.report import world

SHEETS = ["总表", "部门汇总", "等级分布", "问题清单", "未交名单", "公式核对"]

WORLDS = {
    "company": world.company,
    "no pay": lambda: world.without_pay(world.company()),
    "no grades": lambda: world.without_grades(world.company()),
    "pay hidden": lambda: world.hidden_pay(world.company()),
    "all assessed": lambda: world.complete(world.company()),
    "branches": world.branches,
    "fines": world.fines,
    "partly scored": world.partly_scored,
    "odd departments": lambda: world.departments_named(world.company(), "=销售*", "?>1~", "<客服>"),
}


def _book(consolidation: Consolidation, folder: Path) -> Path:
    return write_results(consolidation, folder)[2]


def _values(path: Path) -> Workbook:
    return openpyxl.load_workbook(path, data_only=True)


def _formulas(path: Path) -> Iterator[Cell]:
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.data_type == "f")


def _find(sheet: Worksheet, text: str) -> Cell:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def _rows(sheet: Worksheet, heading: str) -> list[dict[str, object]]:
    """The table under the row of headings: everything down to its total or its end, hidden columns too."""
    top = _find(sheet, heading).row
    names = [str(cell.value) for cell in sheet[top]]
    found = []
    for cells in sheet.iter_rows(min_row=top + 1, values_only=True):
        row = dict(zip(names, cells, strict=True))
        if row[heading] is None:
            break
        found.append(row)
    return found


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _book(world.company(), tmp_path_factory.mktemp("company"))


@pytest.mark.parametrize("judge", ["formualizer_judge", "ironcalc_judge"])
@pytest.mark.parametrize("name", WORLDS)
def test_every_formula_gives_the_value_that_the_file_already_shows(
    name: str, judge: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    _agree(request.getfixturevalue(judge), _book(WORLDS[name](), tmp_path))


@pytest.mark.parametrize("name", ["company", "odd departments"])
def test_libreoffice_agrees_as_well(name: str, tmp_path: Path, libreoffice_judge: Judge) -> None:
    _agree(libreoffice_judge, _book(WORLDS[name](), tmp_path))


def _agree(judge: Judge, path: Path) -> None:
    cells = [(cell.parent.title, cell.coordinate) for cell in _formulas(path)]
    shown = _values(path)
    computed = judge.values(path, {}, cells)
    assert len(cells) > 20
    for sheet, cell in cells:
        cached = shown[sheet][cell].value
        if isinstance(cached, str):
            assert computed[sheet, cell] == cached, (sheet, cell)
        else:
            assert computed[sheet, cell] == pytest.approx(cached, abs=1e-9), (sheet, cell)


def test_a_changed_score_changes_rank_average_extremes_and_bands(
    company: Path, formualizer_judge: Judge
) -> None:
    sheet = _values(company)["总表"]
    totals, score = _find(sheet, "绩效分数"), None
    for row in range(totals.row + 1, sheet.max_row):
        if sheet.cell(row, 5).value == "XS012":
            score = sheet.cell(row, totals.column).coordinate
            rank = sheet.cell(row, 2).coordinate
    assert score is not None
    wanted = [("总表", rank), ("部门汇总", "F4"), ("部门汇总", "G4"), ("部门汇总", "H4"), ("等级分布", "C3")]
    before = formualizer_judge.values(company, {}, wanted)
    after = formualizer_judge.values(company, {("总表", score): 99.25}, wanted)
    assert [before[cell] for cell in wanted] == [18, 63.93, 93.4, -8.75, 3]
    assert [after[cell] for cell in wanted] == [1, 75.93, 99.25, 0, 2]


def test_departments_keep_their_figures_when_people_sort_the_sheet(
    company: Path, formualizer_judge: Judge
) -> None:
    sheet = _values(company)["总表"]
    top = _find(sheet, "绩效分数").row
    constants = {
        (cell.row, cell.column): cell.value
        for row in openpyxl.load_workbook(company)["总表"].iter_rows(min_row=top + 1, max_row=top + 25)
        for cell in row
        if cell.data_type != "f"
    }
    # Turned upside down, which is a sort like any other.
    edits = {
        ("总表", sheet.cell(2 * top + 26 - row, column).coordinate): value
        for (row, column), value in constants.items()
    }
    cells = [("部门汇总", cell.coordinate) for cell in _formulas(company) if cell.parent.title == "部门汇总"]
    assert formualizer_judge.values(company, edits, cells) == formualizer_judge.values(company, {}, cells)


def test_the_sheet_says_what_the_json_says(tmp_path: Path) -> None:
    json_path, _, book, *_ = write_results(world.company(), tmp_path)
    results = {entry["id"]: entry for entry in json.loads(json_path.read_text(encoding="utf-8"))["results"]}
    rows = _rows(_values(book)["总表"], "工号")
    assert len(rows) == len(results) == 25
    for row in rows:
        entry = results[str(row["工号"])]
        assert row["姓名"] == entry["name"]
        if entry["status"] != "assessed":
            assert [row[key] for key in ("名次", "服务满意度", "绩效分数", "等级", "绩效工资")] == [
                "—",
                "未评",
                "未评",
                "未评",
                "—",
            ]
            continue
        assert row["名次"] == entry["rank"]
        assert Decimal(str(row["绩效分数"])) == Decimal(entry["total"])
        assert row["等级"] == entry["grade"]
        assert (
            row["绩效工资"] == "—"
            if entry["pay"] is None
            else Decimal(str(row["绩效工资"])) == Decimal(entry["pay"])
        )


def test_rows_stand_by_department_of_the_roster_then_rank_then_the_unassessed(company: Path) -> None:
    rows = _rows(_values(company)["总表"], "工号")
    assert list(dict.fromkeys(row["部门"] for row in rows)) == ["销售部", "售后服务部", "客服部"]
    sales = [row["名次"] for row in rows if row["部门"] == "销售部"]
    assert sales == [2, 5, 6, 7, 11, 13, 16, 17, 18, "—", "—", "—"]


def test_ties_share_a_rank_and_the_next_rank_is_left_out(company: Path) -> None:
    ranks = sorted(row["名次"] for row in _rows(_values(company)["总表"], "工号") if row["名次"] != "—")
    assert ranks == [1, 2, 3, 4, 5, 6, 7, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]


def test_each_who_is_not_assessed_has_a_reason(company: Path) -> None:
    reasons = {
        row["工号"]: row["说明"] for row in _rows(_values(company)["总表"], "工号") if row["名次"] == "—"
    }
    assert reasons == {
        "XS005": "未评：○ 还有1项未填",
        "XS007": "未评：▲ 1项有误",
        "XS009": "未评：○ 没有交回",
        "KF022": "未评：○ 没有交回",
        "KF023": "未评：○ 还有4项未填",
        "KF024": "未评：▲ 交回的文件不能用",
        "KF025": "未评：○ 没有交回",
    }


def test_the_total_row_counts_only_who_is_assessed_and_says_so(company: Path) -> None:
    consolidation = world.company()
    known = [result for result in consolidation.results if result.total is not None]
    sheet = _values(company)["总表"]
    row = _find(sheet, "合计（已评18人）").row
    heading = {cell.value: cell.column for cell in sheet[_find(sheet, "绩效分数").row]}
    pay = sum(float(result.pay) for result in known if result.pay is not None)
    base = sum(float(result.appraisee.fields["绩效基数"] or 0) for result in known)
    assert sheet.cell(row, heading["绩效工资"]).value == pytest.approx(pay, abs=1e-6)
    assert sheet.cell(row, heading["绩效基数"]).value == pytest.approx(base, abs=1e-6)
    assert sheet.cell(row, heading["绩效分数"]).value == 74.89


def test_departments_are_summed_up_one_by_one_and_together(company: Path) -> None:
    rows = {row["部门"]: row for row in _rows(_values(company)["部门汇总"], "部门")}
    assert list(rows)[:4] == ["销售部", "售后服务部", "客服部", "全公司"]
    figures = ("应评", "已评", "未评", "平均", "最高", "最低", "优秀", "良好", "合格", "不合格", "合计（元）")
    assert [rows["销售部"][key] for key in figures] == [12, 9, 3, 63.93, 93.4, -8.75, 3, 2, 1, 3, 17671.1]
    assert [rows["客服部"][key] for key in figures] == [4, 0, 4, "—", "—", "—", 0, 0, 0, 0, "—"]
    assert [rows["全公司"][key] for key in figures[:6]] == [25, 18, 7, 74.89, 95.33, -8.75]
    assert rows["全公司"]["合格率"] == pytest.approx(15 / 18)
    assert rows["客服部"]["合格率"] == "—"


def test_problems_are_listed_by_department_the_gravest_first(company: Path) -> None:
    rows = _rows(_values(company)["问题清单"], "序号")
    assert [(row["部门"], row["程度"], row["姓名"], row["单元格"]) for row in rows] == [
        ("销售部", "▲ 请改正", "XS007 王晓燕", "G12"),
        ("销售部", "△ 请核对", "XS005 吴倩", "G10"),
        ("销售部", "△ 请核对", "XS008 孙丽", "H20"),
        ("销售部", "· 供参考", "XS002 刘敏", "G12"),
        ("客服部", "▲ 请改正", "KF024 曾慧", "—"),
        ("客服部", "△ 请核对", "KF023 彭俊杰", "G10"),
        ("—", "▲ 请改正", "—", "—"),
    ]
    assert rows[0]["文件"] == "销售部.xlsx"
    assert rows[0]["工作表"] == "XS007 王晓燕"
    assert rows[0]["发现的问题"] == "客户满意度填了920，应为0至100。"
    assert rows[0]["怎么办"] == "请部门核实后改正。"


def test_the_missing_are_listed_with_their_deadline(company: Path) -> None:
    rows = _rows(_values(company)["未交名单"], "序号")
    assert [(row["部门"], row["工号"], row["姓名"]) for row in rows] == [
        ("销售部", "XS009", "马超"),
        ("客服部", "KF022", "曹春花"),
        ("客服部", "KF024", "曾慧"),
        ("客服部", "KF025", "邓宇航"),
    ]
    assert {row["交回期限"] for row in rows} == {"2026-12-15"}


def test_when_all_is_well_the_lists_say_so(tmp_path: Path) -> None:
    book = _values(_book(world.complete(world.company()), tmp_path))
    assert _find(book["问题清单"], "√ 没有发现问题。")
    assert "未交名单" not in book.sheetnames
    assert str(book["总表"]["B2"].value).startswith("√ 全部评完")


@pytest.mark.parametrize("flat", [False, True])
def test_text_of_people_is_never_markup(tmp_path: Path, flat: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpixl.report.book.ROWS_FLAT", 0 if flat else 2_000)
    names = "<r>&<b></r>", "</t>", "<客服>\x01"
    sheet = openpyxl.load_workbook(_book(world.departments_named(world.company(), *names), tmp_path))["总表"]
    shown = {str(sheet.cell(row, 3).value).strip() for row in range(5, 30)}
    assert {"<r>&<b></r>", "</t>"} <= shown


def test_text_of_people_is_never_a_formula(company: Path) -> None:
    sheet = openpyxl.load_workbook(company)["总表"]
    assert _find(sheet, "=HYPERLINK(1)").data_type == "s"
    assert _find(sheet, "+销售内勤").data_type == "s"
    assert _find(sheet, "0013").data_type == "s"


@pytest.mark.parametrize(
    ("name", "absent"),
    [
        ("no pay", {"绩效基数", "绩效工资", "合计（元）"}),
        ("pay hidden", {"绩效基数", "绩效工资", "合计（元）"}),
        ("no grades", {"等级", "优秀", "合格率", "等级人数"}),
        ("branches", {"部门", "岗位", "等级", "绩效工资", "人数", "工号", "姓名"}),
    ],
)
def test_columns_that_would_be_empty_are_absent(name: str, absent: set[str], tmp_path: Path) -> None:
    book = _values(_book(WORLDS[name](), tmp_path))
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert not texts & absent


def test_units_are_counted_as_units_and_ranked_together(tmp_path: Path) -> None:
    book = _values(_book(world.branches(), tmp_path))
    assert book.sheetnames == ["总表", "汇总", "分数分布", "问题清单", "未交名单", "公式核对"]
    rows = _rows(book["总表"], "编号")
    assert [(row["名次"], row["单位"]) for row in rows[:3]] == [
        (1, "青岛分公司"),
        (2, "济南分公司"),
        (2, "潍坊分公司"),
    ]
    assert book["总表"]["B2"].value == "○ 暂定结果　应考核 6 家　已评 5 家　未评 1 家"
    assert _find(book["分数分布"], "13.2～15.4")


def test_where_nothing_is_scored_there_is_money_instead_of_scores(tmp_path: Path) -> None:
    book = _values(_book(world.fines(), tmp_path))
    ledgers = ["奖惩台账", "奖惩汇总", "非货币措施"]
    assert book.sheetnames == ["总表", "部门汇总", *ledgers, "问题清单", "未交名单", "公式核对"]
    rows = {row["单位"]: row for row in _rows(book["总表"], "编号")}
    assert not set(rows["城东所"]) & {"名次", "绩效分数", "登记", "部门内次序"}
    money = ("状态", "罚款合计（元）", "奖励合计（元）", "说明")
    assert {name: [row[key] for key in money] for name, row in rows.items()} == {
        "城东所": ["已评", 500.5, 0, "○ 待确认：通报批评（主任）"],
        "城西所": ["已评", 0, 50, None],
        "乡北所": ["未评", "—", "—", "未评：○ 还没有结果"],
        "乡南所": ["未评", "—", "—", "未评：○ 没有交回"],
    }
    assert book["总表"]["B2"].value == "○ 暂定结果　应考核 4 家　已评 2 家　未评 2 家"
    departments = {row["部门"]: row for row in _rows(book["部门汇总"], "部门")}
    figures = ("应评", "已评", "未评", "罚款合计（元）", "奖励合计（元）")
    assert [departments["城区"][key] for key in figures] == [2, 2, 0, 500.5, 50]
    assert [departments["农村"][key] for key in figures] == [1, 0, 1, "—", "—"]
    assert [departments["全部"][key] for key in figures] == [4, 2, 2, 500.5, 50]


def test_what_all_payers_bear_follows_a_changed_amount(tmp_path: Path, formualizer_judge: Judge) -> None:
    path = _book(world.fines(), tmp_path)
    sheet = _values(path)["总表"]
    heading = _find(sheet, "罚款合计（元）")
    changed = sheet.cell(_find(sheet, "城西所").row, heading.column).coordinate
    total = sheet.cell(_find(sheet, "乡南所").row + 1, heading.column).coordinate
    assert formualizer_judge.values(path, {("总表", changed): 1000}, [("总表", total)]) == {
        ("总表", total): 1500.5
    }


def test_who_is_only_recorded_is_complete_without_a_rank(tmp_path: Path) -> None:
    book = _values(_book(world.partly_scored(), tmp_path))
    rows = {row["工号"]: row for row in _rows(book["总表"], "工号")}
    known = ("名次", "状态", "绩效分数", "等级", "奖励合计（元）")
    assert [rows["KF022"][key] for key in known] == ["—", "已评", "—", "—", 21]
    assert [rows["KF023"][key] for key in known] == ["—", "未评", "未评", "未评", "—"]
    assert [rows["XS001"][key] for key in known[1:3]] == ["已评", 91.2]
    departments = {row["部门"]: row for row in _rows(book["部门汇总"], "部门")}
    assert [departments["客服部"][key] for key in ("应评", "已评", "平均", "最高")] == [4, 2, "—", "—"]
    assert departments["全公司"]["平均"] == 74.89


def test_more_than_six_sections_are_left_out(tmp_path: Path) -> None:
    company = world.company()
    form = company.scheme.forms[0]
    names = [f"第{number}部分" for number in range(1, 8)]
    sections = tuple(replace(form.sections[0], name=name) for name in names)
    scheme = replace(company.scheme, forms=(replace(form, sections=sections),))
    parts = {name: Fraction(10) for name in names}
    results = tuple(replace(result, subtotals=parts) for result in company.results)
    sheet = _values(_book(replace(company, scheme=scheme, results=results), tmp_path))["总表"]
    headings = {cell.value for cell in sheet[_find(sheet, "工号").row]}
    assert not headings & set(names)
    assert "绩效分数" in headings


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_prints_on_a4_across_one_page_wide(company: Path, sheet: str) -> None:
    page = openpyxl.load_workbook(company)[sheet]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    height = None if sheet == "等级分布" else 0
    # One page is what a file means that does not say.
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, height)
    assert page.sheet_view.showGridLines is False
    assert page.print_area
    assert page.sheet_properties.tabColor.rgb == "FF1F4E79"
    with zipfile.ZipFile(company) as archive:
        xml = archive.read(f"xl/worksheets/sheet{SHEETS.index(sheet) + 1}.xml").decode()
    # Without the space after the size, &82026 would ask for letters of 82,026 points.
    footer = "&L&8 2026年11月客户满意度与绩效考核&C&8 第 &P 页 共 &N 页&R&8 内部资料"
    assert f"<oddFooter>{footer.replace('&', '&amp;')}</oddFooter>" in xml


@pytest.mark.parametrize("sheet", ["总表", "问题清单"])
def test_long_sheets_have_filters_a_frozen_head_and_repeat_it_in_print(company: Path, sheet: str) -> None:
    page = openpyxl.load_workbook(company)[sheet]
    head = _find(page, "部门").row
    assert page.auto_filter.ref.startswith(f"B{head}:")
    assert page.freeze_panes.endswith(str(head + 1))
    assert page.print_title_rows.endswith(f"${head}")


def test_every_cell_with_words_is_in_the_one_font(company: Path) -> None:
    fonts = {
        cell.font.name
        for sheet in openpyxl.load_workbook(company)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert fonts == {"微软雅黑"}


def test_the_charts_have_labels_no_gridlines_and_a_hatched_lowest_grade(company: Path) -> None:
    with zipfile.ZipFile(company) as archive:
        charts = [archive.read(f"xl/charts/chart{number}.xml").decode() for number in (1, 2, 3)]
    for chart in charts:
        assert "majorGridlines" not in chart
        assert '<c:showVal val="1"/>' in chart
        assert "微软雅黑" in chart
    for chart in charts[1:]:
        assert chart.count("9C1C10") >= 1
        assert "<a:pattFill" in chart
    assert '<c:grouping val="percentStacked"/>' in charts[2]


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    first = write_results(world.company(), tmp_path / "one")
    second = write_results(world.company(), tmp_path / "two")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_nothing_is_replaced_when_one_of_the_files_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in write_results(world.company(), tmp_path)}

    def fails(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("kpixl.report.results.write_book", fails)
    with pytest.raises(OSError, match="disk full"):
        write_results(world.without_pay(world.company()), tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_csv_begins_with_the_mark_by_which_excel_knows_utf8(tmp_path: Path) -> None:
    _, csv_path, *_ = write_results(world.company(), tmp_path)
    assert csv_path.read_bytes().startswith(b"\xef\xbb\xbf" + "名次".encode())
