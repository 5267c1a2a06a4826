"""The text of the HTML report: one file, closed to the network, in which no text is ever markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser

import pytest

from kpixl.model.result import Consolidation
from kpixl.report.html import html_text, in_script
from kpixl.report.html_departments import department_tables
from kpixl.report.html_table import text_of
from kpixl.report.ledger_export import sums_json
from kpixl.report.overview import overview
from kpixl.workbook.ledgers import SIDES
from tests.report import html_world, money_world, world


class _Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _data(text: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert isinstance(data, dict)
    return data


def test_the_first_sentence_says_how_many_are_done_how_many_are_missing_and_what_to_do() -> None:
    text = html_text(world.company())
    assert "已评 18 人，还差 7 人。" in text
    assert "其中 3 人的表退回待改，4 人还没有交。补齐后再次汇总即可，已评的不受影响。" in text
    assert "△ 暂定结果" in text


def test_when_all_are_done_nothing_is_provisional() -> None:
    text = html_text(world.complete(html_world.full()))
    assert "18 人全部评完。" in text
    assert "暂定结果" not in text
    assert "先处理这些事" not in text


def test_nothing_is_fetched_and_no_element_carries_a_script_or_a_style_of_its_own() -> None:
    tags = _Reader(html_text(html_world.hostile(), earlier=(html_world.earlier(),))).tags
    assert [tag for tag, _ in tags].count("script") == 2
    assert not {"img", "link", "iframe", "object", "embed", "form", "base"} & {tag for tag, _ in tags}
    attributes = {(name, value) for _, found in tags for name, value in found.items()}
    assert not [name for name, _ in attributes if name.startswith("on") or name in ("style", "src", "srcdoc")]
    assert all(value and value.startswith("#") for name, value in attributes if name == "href")


def test_texts_of_rosters_and_forms_come_back_as_they_are_and_never_as_markup() -> None:
    text = html_text(html_world.hostile())
    assert "<img" not in text
    assert "window.hit" in text
    assert "\u2028" not in text.partition('id="data">')[2]
    strings = _data(text)["strings"]
    assert isinstance(strings, list)
    assert html_world.HOSTILE in strings


@pytest.mark.parametrize("nasty", ["</script>", "<!--", "\u2028\u2029", "&amp;", ']]>"\\'])
def test_data_in_a_script_cannot_end_it_and_reads_back_the_same(nasty: str) -> None:
    text = in_script({nasty: [nasty]})
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == {nasty: [nasty]}


def test_only_the_style_and_the_script_of_the_page_are_allowed() -> None:
    policy = next(
        found["content"] or ""
        for tag, found in _Reader(html_text(world.company())).tags
        if tag == "meta" and found.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_the_text_is_always_the_same() -> None:
    assert html_text(html_world.full()) == html_text(html_world.full())


def test_pay_that_the_cycle_does_not_show_is_nowhere_in_the_file() -> None:
    text = html_text(world.hidden_pay(html_world.full()))
    assert "3,648.00" not in text
    assert "3648" not in text
    assert "绩效工资" not in text


@pytest.mark.parametrize(
    "consolidation",
    [
        world.branches(),
        world.partly_scored(),
        world.without_grades(world.company()),
        world.without_pay(world.company()),
        replace(world.company(), results=()),
        replace(world.company(), results=world.company().results[4:5]),
    ],
    ids=["branches", "partly scored", "without grades", "without pay", "nobody", "one person"],
)
def test_every_kind_of_scheme_has_a_report(consolidation: Consolidation) -> None:
    text = html_text(consolidation)
    assert text.endswith("</html>")
    assert len(_data(text)["tables"]) >= 3  # type: ignore[arg-type]


def test_the_trend_stands_there_only_when_earlier_cycles_are_given() -> None:
    assert "各期趋势" not in html_text(html_world.full())
    text = html_text(html_world.full(), earlier=(html_world.earlier(),))
    assert "全公司：72.89，74.89" in text


def test_ten_thousand_people_fit_in_a_file_that_can_be_sent() -> None:
    text = html_text(html_world.many(10_000))
    assert len(text.encode()) < 15_000_000
    assert text.count("<tr") < 1_000


def test_the_money_of_departments_adds_up_to_that_of_the_whole() -> None:
    consolidation = money_world.company()
    view = overview(consolidation)
    kinds = {entry.kind for entry in consolidation.ledger.entries}
    _, compare = department_tables(view, {"kinds": kinds, "sums": sums_json(consolidation.ledger)})
    for side in view.money:
        place = [column.label for column in compare.columns].index(f"{SIDES[side]}合计（元）")
        *parts, whole = (Fraction(text_of(row[place]).replace(",", "")) for row in compare.rows)
        assert len(parts) > 1
        assert sum(parts) == whole > 0
