"""Forms on which nothing is scored, and forms with many counts: what they leave out, and what stays low."""

from __future__ import annotations

from random import Random

import pytest

from kpixl.definition.scheme import parse_scheme
from kpixl.model.cycle import Cycle, Period
from kpixl.pipeline.fill import plausible
from kpixl.rules.declare import ALL_POINTS, ALL_SCORES
from kpixl.rules.rulebook import build_rulebook
from kpixl.rules.scoring import POINTS
from kpixl.workbook.book import Press, make_press
from kpixl.workbook.plan import PlanCell, excel_name
from kpixl.workbook.rows import LOW_ROW, ROW

FINES = """\
scheme: fines
title: 服务考核
points: 0
forms:
  - form: one
    title: 登记表
    {layout}
    sections:
      - name: 登记
        subtotal: 登记小计
        indicators:
          - {{name: 回访率, unit: "%", ask: 完成率, target: 60, score: record, provisional: 暂定}}
    money:
      - {{name: 回访罚款, when: 回访率.完成值 < 60, amount: 500}}
"""
SURVEY = """\
scheme: survey
title: 问卷
points: 10
scales:
  五级: {很好: 5, 好: 4, 一般: 3, 差: 2, 很差: 1}
forms:
  - form: one
    title: 汇总表
    layout: landscape
    columns: [{name: 改善值, unit: 百分点}]
    sections:
      - name: 评价
        indicators:
          - {name: 服务质量, points: 5, levels: 五级, score: rating, of: 5}
          - {name: 热线, points: 5, unit: 分, ask: 满意度, also: [改善值(百分点)], score: any-of,
             conditions: [满意度 >= 90, 改善值 >= 3]}
"""


def _made(text: str) -> Press:
    scheme, findings = parse_scheme(text, "x.yaml")
    assert scheme is not None
    assert not findings
    rulebook, found = build_rulebook(scheme, scheme.forms[0])
    assert rulebook is not None, found
    return make_press(rulebook, Cycle("cycle", Period(2026, 11, 1)), "print")


def _cells(press: Press, style: str) -> list[PlanCell]:
    return [cell for cell in press.plan.cells if cell.style.startswith(style)]


@pytest.mark.parametrize("layout", ["", "layout: landscape"])
def test_where_nothing_is_scored_there_are_no_columns_of_points_and_scores(layout: str) -> None:
    press = _made(FINES.format(layout=layout))
    headings = {cell.content for cell in _cells(press, "header_")}
    assert "检查" in headings
    assert not {"分值", "得分"} & headings
    assert not _cells(press, "subtotal") or {c.content for c in _cells(press, "subtotal_label")} == {
        "罚款合计"
    }
    texts = {cell.content for cell in press.plan.cells if isinstance(cell.content, str)}
    assert "一、登记" in texts
    assert "不计分" not in texts


def test_what_is_not_seen_is_still_known_to_rules() -> None:
    names = _made(FINES.format(layout="")).plan.names
    assert {excel_name(name) for name in (ALL_SCORES, ALL_POINTS, "回访率.得分", "登记小计")} <= set(names)
    assert excel_name(f"回访率.{POINTS}") not in names


def test_a_provisional_target_is_explained_even_without_a_total() -> None:
    (note,) = (c.content for c in _cells(_made(FINES.format(layout="")), "note") if "△" in str(c.content))
    assert note == "△ 暂定：标准尚未最后确定，共 1 处；公布后以正式值为准。"


def test_many_rows_of_one_indicator_are_lower_than_few() -> None:
    press = _made(SURVEY)
    rows = {
        name: [spot.spot.row for spot in press.plan.inputs if spot.cell.id.startswith(name)]
        for name in ("服务质量", "热线")
    }
    assert len(rows["服务质量"]) == 5
    assert {press.plan.heights[row] for row in rows["服务质量"]} == {LOW_ROW}
    assert all(press.plan.heights[row] >= ROW for row in rows["热线"])


def test_a_wrong_entry_in_a_low_row_is_told_in_one_line() -> None:
    press = _made(SURVEY)
    entries = plausible(press.rulebook, Random(1), press.cycle.period)
    _, shown = press.live({**entries, "服务质量.很好@": "五"})
    marks = [
        shown[at]
        for at, cell in enumerate(press.plan.cells)
        if cell.style == "check" and str(shown[at])[0] == "▲"
    ]
    assert marks == ["▲ 应为0或正整数"]


def test_only_the_first_input_of_a_row_says_its_unit_in_the_label() -> None:
    labels = {cell.content for cell in _cells(_made(SURVEY), "input_label")}
    assert "满意度（分）、改善值" in labels
