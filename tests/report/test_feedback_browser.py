"""Result slips in a real browser: silent, alone, one sheet of paper, whatever a form says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kpixl.pipeline.feedback_shelf import SLIPS
from tests.browser import DESKTOP, PHONE, Browser
from tests.pipeline.feedback_world import deliver, file_of, make_feedback_world, slips_of
from tests.pipeline.world import World, make_world, write_csv

_PAGE = re.compile(rb"/Type /Page\b(?!s)")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A form such as people have every month."""
    folder = tmp_path_factory.mktemp("usual")
    world, _ = make_world(folder / "十一月", "perf-pay-100", write_csv(folder / "名册.csv"), "2026-11")
    for handout in world.held.handouts:
        world.fill(handout.id)
    deliver(world)
    slips_of(world)
    return world


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A form with complaints in a log, fines, measures; what was typed tries to be markup."""
    world = make_feedback_world(tmp_path_factory.mktemp("everything") / "world")
    deliver(world)
    slips_of(world)
    return world


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_slip_opens_in_silence_asks_for_nothing_and_fits(
    size: tuple[int, int], usual: World, everything: World, browser: Browser
) -> None:
    for world in (usual, everything):
        for file in sorted((world.folder / SLIPS).rglob("*.html")):
            with browser.open(file, size) as opened:
                assert opened.asked == [file.as_uri()]
                assert opened.said == []
                assert opened.page.evaluate("document.documentElement.scrollWidth") <= size[0]
                assert opened.page.query_selector_all("script, b, img") == []


def test_a_slip_is_printed_on_one_sheet_of_a4(usual: World, everything: World, browser: Browser) -> None:
    for world in (usual, everything):
        for file in sorted((world.folder / SLIPS).rglob("*.html")):
            with browser.open(file) as opened:
                printed = opened.page.pdf(prefer_css_page_size=True)
            assert len(_PAGE.findall(printed)) == 1
            assert re.search(rb"/MediaBox \[0 0 59[45](?:\.\d+)? 84[12](?:\.\d+)?\]", printed)


def test_nothing_on_a_slip_needs_a_script(usual: World, browser: Browser) -> None:
    file: Path = file_of(usual, "001", ".html")
    with browser.open(file, java_script_enabled=False) as opened:
        assert opened.page.inner_text("h1") == "2026年11月绩效反馈单"
        assert opened.page.inner_text(".strip") == "√ 正式结果"
        assert "对结果有异议" in opened.page.inner_text(".appeal")
