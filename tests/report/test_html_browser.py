"""The HTML report in a real browser: as on a desk, on a phone, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kpixl.model.result import Consolidation
from kpixl.report.export import results_json
from kpixl.report.html import html_text
from tests.browser import DESKTOP, PHONE, Browser
from tests.report import html_world, world

PEOPLE = "[data-table=people]"


def _file(consolidation: Consolidation, folder: Path) -> Path:
    file = folder / "考核报告.html"
    file.write_text(html_text(consolidation, earlier=(html_world.earlier(),)), encoding="utf-8")
    return file


def _rows(page: Any, table: str = PEOPLE) -> list[list[str]]:
    rows: list[list[str]] = page.eval_on_selector_all(
        f"{table} tbody tr:not(.behind)",
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))",
    )
    return rows


def _column(page: Any, heading: str) -> list[str]:
    heads = page.eval_on_selector_all(f"{PEOPLE} thead th", "heads => heads.map(head => head.textContent)")
    place = next(place for place, text in enumerate(heads) if text.rstrip(" ↑↓") == heading)
    return [row[place] for row in _rows(page)]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("make", [html_world.full, html_world.hostile], ids=["full", "hostile"])
def test_the_page_opens_in_silence_asks_for_nothing_and_fits(
    make: Any, size: tuple[int, int], browser: Browser, tmp_path: Path
) -> None:
    file = _file(make(), tmp_path)
    with browser.open(file, size) as opened:
        assert opened.asked == [file.as_uri()]
        for button in opened.page.query_selector_all(f"{PEOPLE} tbody button"):
            button.evaluate("button => button.click()")
        assert opened.said == []
        assert opened.page.evaluate("window.hit") is None
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_every_figure_of_everybody_is_that_of_the_json(browser: Browser, tmp_path: Path) -> None:
    consolidation = html_world.full()
    data = {entry["id"]: entry for entry in results_json(consolidation)["results"]}
    with browser.open(_file(consolidation, tmp_path)) as opened:
        page = opened.page
        columns = {
            "total": "绩效分数", "grade": "等级", "pay": "绩效工资（元）", "rank": "名次",
            "department_rank": "部门名次",
        }  # fmt: skip
        ids = _column(page, "工号")
        assert sorted(ids) == sorted(data)
        for key, heading in columns.items():
            shown = [text.replace(",", "") for text in _column(page, heading)]
            assert shown == [str(data[id_][key] or "—") for id_ in ids]
        for id_, button in zip(ids, page.query_selector_all(f"{PEOPLE} tbody button"), strict=True):
            label = button.text_content()
            page.fill(f"{PEOPLE} [data-find]", id_)
            page.click(f"{PEOPLE} tbody th button")
            told = page.text_content(f"{PEOPLE} .behind")
            assert label == data[id_]["name"]
            for item in data[id_]["items"]:
                assert item["name"] + (f"{item['score']} 分" if item["score"] else "未填完") in told
                assert item["explanation"] in told
            for part in data[id_]["cohort"]:
                assert part["explanation"] in told


def test_sums_and_counts_are_those_of_the_json(browser: Browser, tmp_path: Path) -> None:
    consolidation = html_world.full()
    data = results_json(consolidation)
    sums = data["ledger"]["sums"]["all"]
    with browser.open(_file(consolidation, tmp_path)) as opened:
        page = opened.page
        numbers = page.eval_on_selector_all(".numbers dd", "all => all.map(each => each.textContent)")
        states = [entry["status"] for entry in data["results"]]
        assert numbers[:2] == [str(len(states)), str(states.count("assessed"))]
        assert numbers[4].replace(",", "") == sums["pay"]
        assert f"罚款合计 {float(sums['fine']):,.2f} 元" in page.text_content("[data-table=money] .told")
        *departments, whole = _rows(page, "[data-table=departments]")
        assert whole[-1].replace(",", "") == sums["fine"]
        assert sum(int(row[1]) for row in departments) == int(whole[1])


def test_a_sort_puts_figures_in_order_and_the_unknown_last(browser: Browser, tmp_path: Path) -> None:
    with browser.open(_file(html_world.full(), tmp_path)) as opened:
        head = opened.page.locator(f"{PEOPLE} thead th", has_text="绩效分数")
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == "descending"
        shown = _column(opened.page, "绩效分数")
        known = [float(text) for text in shown if text != "—"]
        assert known == sorted(known, reverse=True)
        assert shown[len(known) :] == ["—"] * 7
        head.locator("button").click()
        assert [float(text) for text in _column(opened.page, "绩效分数")[: len(known)]] == sorted(known)


def test_filters_choose_and_clear(browser: Browser, tmp_path: Path) -> None:
    with browser.open(_file(html_world.full(), tmp_path)) as opened:
        page = opened.page
        page.select_option(f"{PEOPLE} select >> nth=0", world.SERVICE)
        assert set(_column(page, "部门")) == {world.SERVICE}
        page.fill(f"{PEOPLE} [data-find]", "罗文")
        assert _column(page, "工号") == ["0014"]
        assert page.text_content(f"{PEOPLE} .told") == "25 人中的 1 人"
        page.click(f"{PEOPLE} [data-clear]")
        assert len(_rows(page)) == 25
        page.select_option("[data-table=money] select >> nth=0", world.SERVICE)
        assert "罚款合计 1,803.15 元" in page.text_content("[data-table=money] .told")


def test_a_problem_leads_to_the_person_whom_it_concerns(browser: Browser, tmp_path: Path) -> None:
    with browser.open(_file(html_world.full(), tmp_path)) as opened:
        page = opened.page
        page.click("[data-table=problems] tbody button >> nth=0")
        focused = page.evaluate("document.activeElement")
        assert focused is not None
        assert page.evaluate("document.activeElement.textContent") == "王晓燕"
        assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_check_of_accessibility_finds_nothing(
    size: tuple[int, int], browser: Browser, tmp_path: Path
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with browser.open(_file(html_world.full(), tmp_path), size) as opened:
        opened.page.click(f"{PEOPLE} tbody button >> nth=0")
        violations = Axe().run(opened.page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in violations] == []


def test_ten_thousand_people_are_turned_page_by_page(browser: Browser, tmp_path: Path) -> None:
    with browser.open(_file(html_world.many(10_000), tmp_path)) as opened:
        page = opened.page
        assert len(_rows(page)) == 50
        page.click(f"{PEOPLE} [data-page='1']")
        assert page.text_content(f"{PEOPLE} .pages span") == "第 2 页，共 200 页"
        page.fill(f"{PEOPLE} [data-find]", "N09999")
        assert _column(page, "工号") == ["N09999"]
        assert opened.said == []


def test_paper_has_every_row_of_the_choice_and_the_screen_comes_back(
    browser: Browser, tmp_path: Path
) -> None:
    with browser.open(_file(html_world.many(120), tmp_path)) as opened:
        page = opened.page
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert len(_rows(page)) == 120
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert len(_rows(page)) == 50
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_without_scripts_the_first_page_can_be_read(browser: Browser, tmp_path: Path) -> None:
    with browser.open(_file(html_world.full(), tmp_path), java_script_enabled=False) as opened:
        assert "已评 18 人" in opened.page.locator("h2.first").inner_text()
        assert opened.page.locator(f"{PEOPLE} tbody tr").count() == 25
