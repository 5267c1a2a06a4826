"""Result slips say what results.json says, say how it came about, and say nothing about others."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpixl.findings import feedback as table
from kpixl.model.numbers import plain
from kpixl.pipeline.collect import collect, results_folder
from kpixl.pipeline.decide import Options
from kpixl.pipeline.decide_appeal import decide_appeal
from kpixl.pipeline.decide_measure import decide_measure
from kpixl.pipeline.feedback import make_slips
from kpixl.pipeline.feedback_shelf import LIST, SLIPS
from kpixl.pipeline.make import Options as MakeOptions
from kpixl.pipeline.make import make_template
from kpixl.pipeline.versions import Versions
from kpixl.report.results import PAYROLL_CSV
from tests.pipeline.feedback_world import (
    COLUMNS,
    PEOPLE,
    SCHEME,
    cells_of,
    deliver,
    file_of,
    formulas_of,
    make_feedback_world,
    slips_of,
    text_of,
)
from tests.pipeline.world import World, codes, copy_of, make_world, nothing, write_csv


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Everybody has returned a form, and nothing is collected."""
    return make_feedback_world(tmp_path_factory.mktemp("feedback") / "world")


@pytest.fixture
def filled(filled_once: World, tmp_path: Path) -> World:
    return copy_of(filled_once, tmp_path / "未汇总")


@pytest.fixture(scope="session")
def slipped_once(filled_once: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same with results and slips."""
    world = copy_of(filled_once, tmp_path_factory.mktemp("slipped") / "十一月")
    deliver(world)
    slips_of(world)
    return world


@pytest.fixture
def slipped(slipped_once: World, tmp_path: Path) -> World:
    return copy_of(slipped_once, tmp_path / "十一月")


def figures(rows: list[list[object]]) -> dict[str, list[object]]:
    """The first row of each name; that of an item begins with its number."""
    found: dict[str, list[object]] = {}
    for row in rows:
        name = row[1] if isinstance(row[0], int) else row[0]
        found.setdefault(str(name).partition("\n")[0], row)
    return found


def number(value: object) -> Fraction:
    assert isinstance(value, int | float)
    return Fraction(str(value))


def test_every_figure_of_the_workbook_is_that_of_the_results(slipped: World) -> None:
    for id_, result in deliver(slipped).items():
        rows = figures(cells_of(file_of(slipped, id_)))
        for item in result["items"]:
            score = rows[item["name"]][-1]
            assert score == "不计" if item["score"] is None else number(score) == Fraction(item["score"])
        assert number(rows["服务小计"][-1]) == Fraction(result["subtotals"]["服务"])
        assert number(rows["合计（含暂定 △）"][-1]) == Fraction(result["total"])
        boxes = cells_of(file_of(slipped, id_))
        (at,) = [place for place, row in enumerate(boxes) if row == ["绩效分数", "等级", "绩效工资（元）"]]
        total, grade, pay = boxes[at + 1]
        assert (number(total), grade, number(pay)) == (
            Fraction(result["total"]),
            result["grade"],
            Fraction(result["pay"]),
        )


def test_the_page_says_the_same(slipped: World) -> None:
    for id_, result in deliver(slipped).items():
        lines = text_of(file_of(slipped, id_, ".html")).split("\n")
        for item in result["items"]:
            assert item["name"] in lines
            assert (item["score"] or "不计") in lines
        for text in (result["total"], result["grade"], *result["subtotals"].values()):
            assert text in lines
        assert f"{float(result['pay']):,.2f}" in lines
        words = text_of(file_of(slipped, id_)).replace("工资·", "").replace("　", "\n").split("\n")
        told = [text for text in words if any(map(str.isalpha, text)) and not text.startswith("绩效反馈单")]
        missing = {text.partition("·")[2] or text for text in told} - {
            "本人意见",
            "（选填）",
            "年　 月　 日　",
        }
        assert {text for text in missing if text not in "\n".join(lines)} == set()


def test_the_form_as_filled_stands_behind_it_without_a_formula(slipped: World) -> None:
    path = file_of(slipped, "001")
    assert list(formulas_of(path)) == []
    rows = cells_of(path, "考核表")
    assert any(row[0] == "√ 本表是计入结果的内容，只供查看" for row in rows)
    assert any("=HYPERLINK(A1)" in row and 2 in row for row in rows)
    assert any(88 in row for row in rows)
    sheet = openpyxl.load_workbook(path)["考核表"]
    assert sheet.protection.sheet
    assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)


def test_every_figure_is_explained_in_words(slipped: World) -> None:
    text = text_of(file_of(slipped, "001"))
    for words in (
        "算式：88.00 ÷ 90 × 40 ＝ 39.11 分",
        "平均分 “88分” 按 88 计（去掉单位）",
        "抽检分 没有填",
        "算式：没有数据，不计入总分",
        "第2行 投诉人 <b>李女士</b>；件数 1件",
        "各行件数之和 3 ≥ 1；",
        "其中本人承担 105.00 元",
        "由他人承担，共 45.00 元，不计入本人",
        "全勤奖（次数 2 ≠ 0）",
        "待定；各行件数之和 3 ≥ 3；投诉多的",
        "△ 暂定：标准尚未最后确定",
        "对结果有异议，请自收到本单之日起 5 个工作日内向工会提出，写明是哪一项、理由和依据。",
    ):
        assert words in text
    assert cells_of(file_of(slipped, "001"))[-2:] == [
        ["本人（签字）", "部门经理（签字）"],
        ["年　 月　 日　", "年　 月　 日　"],
    ]


def amounts(path: Path) -> dict[str, Fraction]:
    """The lines of money, and their amounts."""
    lines = (row for row in cells_of(path) if str(row[0])[:3] in ("工资·", "罚款·", "奖励·"))
    return {str(row[0]): number(row[-1]) for row in lines if not isinstance(row[-1], str)}


def test_the_lines_of_money_are_those_of_the_ledger(slipped: World) -> None:
    results = deliver(slipped)
    fine = Fraction("150.00")
    assert amounts(file_of(slipped, "001")) == {
        "工资·绩效工资": Fraction(results["001"]["pay"]),
        "罚款·投诉罚款": fine * 70 / 100,
    }
    assert amounts(file_of(slipped, "002")) == {
        "工资·绩效工资": Fraction(results["002"]["pay"]),
        "罚款·投诉罚款": fine * 30 / 100,
        "奖励·全勤奖": Fraction(200),
        "奖励·冠军奖": Fraction(300),
    }
    assert "欧阳晓燕的表：投诉罚款" in text_of(file_of(slipped, "002"))


def test_nobody_sees_a_rank_unless_the_scheme_shows_it(slipped: World, tmp_path: Path) -> None:
    for suffix in (".xlsx", ".html"):
        text = text_of(file_of(slipped, "001", suffix))
        assert "部门名次" not in text
        assert "排第" not in text
        assert "第 2 名" not in text
        assert "王小明" not in text
        assert "按名次确定，名次不公布" in text_of(file_of(slipped, "002", suffix))
    shown = SCHEME.read_text(encoding="utf-8") + "show_rank: true\n"
    world = make_feedback_world(tmp_path / "shown", shown)
    results = deliver(world)
    slips_of(world)
    for suffix in (".xlsx", ".html"):
        text = text_of(file_of(world, "001", suffix))
        assert f"第 {results['001']['rank']} 名" in text
        assert "已评 4 人；销售部第 2 名（2 人）" in text
        assert "绩效分数 " in text
        assert "共 2 人，排第 2" in text


def test_a_final_result_says_so_and_an_open_one_says_why(slipped: World, filled: World) -> None:
    assert "√ 正式结果" in text_of(file_of(slipped, "A-03"))
    assert "△ 有待定的奖惩或措施，定了以后以重新发的反馈单为准" in text_of(file_of(slipped, "001"))
    (filled.returned / "004.xlsx").unlink()
    deliver(filled)
    slips, findings = slips_of(filled)
    assert slips.provisional
    assert codes(findings) == ["feedback-without-result"]
    assert findings[0].message() == "1 人还没有结果，没有反馈单：赵强。"
    for suffix in (".xlsx", ".html"):
        strip = "△ 暂定结果：还有 1 人没有结果，收齐后以重新发的反馈单为准"
        assert strip in text_of(file_of(filled, "A-03", suffix))
    assert not list((filled.folder / SLIPS).rglob("004*"))
    assert [(row.id, row.provisional, bool(row.book)) for row in slips.rows] == [
        ("001", True, True),
        ("002", True, True),
        ("A-03", True, True),
        ("004", False, False),
    ]


LEFT_OUT = """
scheme: incubated
title: 月度考核
points: 100
contact: 人力资源部
columns: {阶段: 文字}
forms:
  - form: staff
    title: "{period}考核表"
    sections:
      - name: 服务
        indicators:
          - name: 满意度
            points: 100
            unit: 分
            ask: 平均分
            score: rating
            exempt: {when: '阶段 = "培育"', why: 培育期内只统计}
pay: {amount: 绩效基数 * 绩效分数 / 100}
"""


def test_whom_the_rules_leave_out_keeps_nothing_provisional(tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").write_text(LEFT_OUT, encoding="utf-8")
    people = [(*row[:5], stage) for row, stage in zip(PEOPLE, ("正式", "正式", "正式", "培育"), strict=True)]
    roster = write_csv(tmp_path / "名册.csv", people, (*COLUMNS[:5], "阶段"))
    world, _ = make_world(tmp_path / "十一月", str(tmp_path / "方案.yaml"), roster, "2026-11")
    for handout in world.held.handouts:
        world.fill(handout.id, entries={"满意度.平均分@": Fraction(95)})
    results = deliver(world)
    assert (results["004"]["status"], results["001"]["status"]) == ("not_assessed", "assessed")
    told = json.loads((results_folder(world.folder) / "results.json").read_text(encoding="utf-8"))
    assert (told["provisional"], told["ledger"]["final"]) == (False, True)
    slips, findings = slips_of(world)
    assert not any(row.provisional for row in slips.rows)
    assert codes(findings) == ["feedback-excluded"]
    assert "√ 正式结果" in text_of(file_of(world, "001"))
    paid = (results_folder(world.folder) / PAYROLL_CSV).read_text(encoding="utf-8-sig")
    assert "状态" not in paid
    assert ",".join(("004", "赵强", "售后服务部", "机修技师", "4100")) in paid
    assert paid.splitlines()[-1].endswith(",,,2026-11,未评：按规则本期不计")


def test_the_same_results_give_the_same_bytes(slipped: World, filled: World) -> None:
    before = {path: path.read_bytes() for path in (slipped.folder / SLIPS).rglob("*") if path.is_file()}
    slips, findings = slips_of(slipped)
    assert (slips.written, slips.removed, findings) == (0, (), ())
    shutil.rmtree(slipped.folder / SLIPS)
    again, _ = slips_of(slipped)
    assert again.written == len(before) == 9
    assert {path: path.read_bytes() for path in before} == before


def test_a_decided_measure_and_an_appeal_stand_on_the_slip(slipped: World) -> None:
    decide_measure(slipped.folder, "001", "谈话", True, "总经理", "已核实")
    decide_appeal(slipped.folder, "001", "投诉登记", 2, "总经理", "不是本部门的")
    refused, findings = make_slips(slipped.folder, (), nothing)
    assert refused is None
    assert codes(findings) == ["feedback-outdated"]
    deliver(slipped)
    slips, _ = slips_of(slipped)
    assert slips.written
    text = text_of(file_of(slipped, "001"))
    assert "第 2 行作废（总经理，" in text
    assert "不是本部门的）" in text
    assert "150.00 → 100.00" in text
    sheet = openpyxl.load_workbook(file_of(slipped, "001"))["考核表"]
    (void,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "<b>李女士</b>")
    assert void.font.strike


def test_slips_of_some_people_leave_the_others_alone(filled: World) -> None:
    deliver(filled)
    slips, findings = slips_of(filled, "王小明", "A-03")
    assert [row.id for row in slips.rows] == ["002", "A-03"]
    assert findings == ()
    lying = {path.stem for path in (filled.folder / SLIPS).rglob("*.html")}
    assert lying == {"002_王小明", "A-03_李静"}
    rows = cells_of(filled.folder / SLIPS / LIST, "反馈单清单")
    listed = {str(row[2]): row[-1] for row in rows if row[0] in (1, 2, 3, 4)}
    pages = {"002": "销售部/002_王小明.html", "A-03": "售后服务部/A-03_李静.html"}
    assert listed == {"001": "已评", "004": "已评", **pages}


def test_whoever_is_not_known_stops_everything(slipped: World) -> None:
    shutil.rmtree(slipped.folder / SLIPS)
    slips, findings = make_slips(slipped.folder, ("001", "王小名"), nothing)
    assert slips is None
    assert codes(findings) == ["person-unknown"]
    assert not (slipped.folder / SLIPS).exists()


def test_the_list_says_who_gets_which_file(slipped: World) -> None:
    book = openpyxl.load_workbook(slipped.folder / SLIPS / LIST)
    sheet = book.active
    assert sheet is not None
    links = {cell.value: cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert len(links) == 8
    for shown, target in links.items():
        assert shown == str(target).replace("\\", "/")
        assert (slipped.folder / SLIPS / str(shown)).is_file()


def test_what_somebody_has_changed_is_left_alone(slipped: World) -> None:
    path = file_of(slipped, "001", ".html")
    path.write_text("签收：欧阳", encoding="utf-8")
    ours = file_of(slipped, "002", ".html")
    ours.unlink()
    slips, findings = slips_of(slipped)
    assert codes(findings) == ["feedback-changed"]
    assert findings[0].place.file == f"{SLIPS}/销售部/{path.name}"
    assert path.read_text(encoding="utf-8") == "签收：欧阳"
    assert (slips.written, ours.is_file()) == (1, True)


def test_a_slip_that_is_not_true_any_more_is_removed(slipped: World) -> None:
    own = slipped.folder / SLIPS / "销售部" / "便条.txt"
    own.write_text("别动", encoding="utf-8")
    changed = file_of(slipped, "004", ".html")
    changed.write_text("改过", encoding="utf-8")
    for name in ("004.xlsx", "A-03.xlsx"):
        deliver(slipped, Options(withdraw=name, reason="发错了"))
    (slipped.returned / "004.xlsx").unlink()
    (slipped.returned / "A-03.xlsx").unlink()
    slips, findings = slips_of(slipped)
    assert set(slips.removed) == {
        "售后服务部/004_赵强.xlsx",
        "售后服务部/A-03_李静.xlsx",
        "售后服务部/A-03_李静.html",
    }
    assert codes(findings) == ["feedback-without-result", "feedback-changed"]
    assert own.is_file()
    assert changed.is_file()


def test_a_slip_is_never_taken_for_a_returned_form(slipped: World) -> None:
    for path in (slipped.folder / SLIPS).rglob("*_*.xlsx"):
        shutil.copy(path, slipped.returned)
    done, findings = collect(slipped.folder, (), nothing)
    assert done is not None, findings
    ours = [file for file in done.files if "_" in file.path]
    assert len(ours) == 4
    assert not any(file.appraisees for file in ours)
    assert {result.file for result in done.results} == {"001.xlsx", "002.xlsx", "A-03.xlsx", "004.xlsx"}


EVIL = (
    ("001", "=1+1", "../../外面", "<script>alert(1)</script>", "3000", "2020-03-01", ""),
    ("002", "a/b\\c:d", "CON", "@SUM(A1)", "3000", "2020-03-01", ""),
    ("003", "{{ 7*7 }}", "CON", "{% raw %}", "3000", "2020-03-01", ""),
)


BOOKS = ["_.._外面/001_=1+1.xlsx", "_CON/002_a_b_c_d.xlsx", "_CON/003_{{ 7_7 }}.xlsx"]


def test_text_of_a_roster_is_never_a_path_a_formula_or_markup(tmp_path: Path) -> None:
    world = make_feedback_world(tmp_path / "evil", people=EVIL)
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    deliver(world)
    slips, _ = slips_of(world)
    new = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert all(path.is_relative_to(world.folder) for path in new)
    assert [row.book for row in slips.rows] == BOOKS
    for row in slips.rows:
        assert list(formulas_of(slips.folder / row.book)) == []
        page = (slips.folder / row.page).read_text(encoding="utf-8")
        assert "<script" not in page
        assert row.name in text_of(slips.folder / row.page)
        assert row.name in text_of(slips.folder / row.book)
    assert list(formulas_of(slips.folder / LIST)) == []


def test_pay_that_forms_do_not_show_is_not_shown_here(tmp_path: Path) -> None:
    folder = tmp_path / "无工资"
    folder.mkdir()
    path, roster = folder / "方案.yaml", write_csv(folder / "名册.csv", PEOPLE, COLUMNS)
    shutil.copy(SCHEME, path)
    made, findings = make_template(
        str(path), roster, "2026-11", folder / "十一月", MakeOptions(show_pay=False), nothing
    )
    assert made is not None, findings
    world = World(folder / "十一月")
    world.fill("001")
    results = deliver(world)
    slips_of(world)
    for suffix in (".xlsx", ".html"):
        text = text_of(file_of(world, "001", suffix))
        assert "绩效工资" not in text
        assert plain(Fraction(results["001"]["pay"]), 2) not in text.replace(",", "")


def test_whoever_is_not_appraised_gets_no_slip(tmp_path: Path) -> None:
    people = (*PEOPLE, ("005", "钱进", "财务部", "会计", "3000", "2020-03-01", ""))
    scheme = SCHEME.read_text(encoding="utf-8").replace(
        'title: "{period}考核表"', 'title: "{period}考核表"\n    for: {部门: [销售部, 售后服务部]}'
    )
    world = make_feedback_world(tmp_path / "world", scheme, people)
    deliver(world)
    slips, findings = slips_of(world)
    assert codes(findings) == ["feedback-excluded"]
    assert findings[0].message() == "1 人这一期不参加考核，没有反馈单：钱进。"
    assert len(slips.rows) == 4


def test_a_form_of_a_scheme_that_cannot_be_read_any_more_is_told(
    slipped: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Versions, "_of", lambda self, fingerprint: None)
    slips, findings = slips_of(slipped, "001")
    assert codes(findings) == ["feedback-unexplained"]
    assert [row.book for row in slips.rows] == [""]


def test_before_the_first_collection_there_is_nothing_to_tell(filled: World, tmp_path: Path) -> None:
    slips, findings = make_slips(filled.folder, (), nothing)
    assert slips is None
    assert codes(findings) == ["feedback-outdated"]
    assert codes(make_slips(tmp_path, (), nothing)[1]) == ["folder-not-a-cycle"]


CASES = {
    "feedback-outdated",
    "feedback-without-result",
    "feedback-excluded",
    "feedback-unexplained",
    "feedback-changed",
}
"""Each of them is brought about above."""


def test_every_code_has_a_case() -> None:
    assert {code.code for code in table.CODES} == CASES
    for code in table.CODES:
        assert code.zh.endswith("。")
        assert code.en.endswith(".")


def test_results_and_slips_are_of_the_same_people(slipped: World) -> None:
    results: Mapping[str, Any] = deliver(slipped)
    assert {path.stem.partition("_")[0] for path in (slipped.folder / SLIPS).rglob("*.html")} == set(results)
