"""What a form says of its own base and of a section's minimum, live in every back end."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpixl.definition.scheme import parse_scheme
from kpixl.model.cycle import Cycle, Period
from kpixl.rules.rulebook import build_rulebook
from kpixl.workbook.book import Press, make_press
from kpixl.workbook.plan import Formula

SCHEME = """\
scheme: own-base
title: 示例
points: 100
forms:
  - form: one
    title: 考核表
    points: {base}
    sections:
      - name: 接待
        points: 10
        least: 8
        subtotal: 接待小计
        indicators: [{{name: 问候, score: judgement}}]
      - name: 其他
        subtotal: 其他小计
        indicators: [{{name: 态度, points: {rest}, score: judgement}}]
"""


def made(base: int) -> Press:
    scheme, findings = parse_scheme(SCHEME.format(base=base, rest=base - 10), "own.yaml")
    assert scheme is not None, findings
    assert not findings
    rulebook, found = build_rulebook(scheme, scheme.forms[0])
    assert rulebook is not None, found
    return make_press(rulebook, Cycle("cycle", Period(2026, 11, 1)), "print")


def notes(press: Press, **typed: int) -> dict[str, object]:
    """What stands beside the subtotals and the total."""
    entries = {f"{name}.填写@": Fraction(value) for name, value in typed.items()}
    _, shown = press.live(entries)
    styles = ("subtotal_note", "total_note")
    return {
        f"{cell.style} {cell.spot.row}": shown[at]
        for at, cell in enumerate(press.plan.cells)
        if cell.style in styles and isinstance(cell.content, Formula)
    }


@pytest.mark.parametrize(("greeting", "mark"), [(8, ""), (7, "▼ 低于8分"), (0, "▼ 低于8分"), (10, "")])
def test_a_subtotal_below_its_minimum_is_marked(greeting: int, mark: str) -> None:
    reception, other, _ = notes(made(100), 问候=greeting, 态度=50).values()
    assert (reception, other) == (mark, "")


def test_an_unfinished_subtotal_is_not_yet_below_anything() -> None:
    reception, other, total = notes(made(100), 态度=50).values()
    assert (reception, other, total) == ("", "", "已计 50.00")


@pytest.mark.parametrize(
    ("base", "attitude", "told"), [(100, 50, ""), (120, 90, "占 83.33%"), (20, 10, "占 100.00%")]
)
def test_a_base_other_than_100_is_told_in_percent(base: int, attitude: int, told: str) -> None:
    press = made(base)
    *_, total = notes(press, 问候=10, 态度=attitude).values()
    assert total == told
    (points,) = (cell.content for cell in press.plan.cells if cell.style == "total_points")
    assert points == base


def test_the_heading_says_the_minimum_and_rules_may_name_it() -> None:
    headings = [cell.content for cell in made(100).plan.cells if cell.style == "section"]
    assert headings == ["一、接待（10分，至少8分）", "二、其他（90分）"]
    text = SCHEME.format(base=100, rest=90) + "pay: {amount: 'IF(接待小计 < 接待.最低分, 0, 100)'}\n"
    scheme, _ = parse_scheme(text, "own.yaml")
    assert scheme is not None
    rulebook, findings = build_rulebook(scheme, scheme.forms[0])
    assert rulebook is not None, findings
    assert rulebook.quantities["接待.最低分"].constant == 8
