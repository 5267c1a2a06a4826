"""Which form serves which year: the period decides, and no year stands in for another."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpixl.pipeline.score import score

SCHEME = """\
scheme: by-year
title: 各年考核
points: 100
cycle: year
effective: 2001-01-01
until: 2004-12-31
forms:
  - form: y2001
    title: 考核表
    years: [2001, 2002]
    points: 12
    sections: &parts
      - {name: 满意, indicators: [{name: 满意度, points: 12, score: judgement}]}
  - {form: y2003, title: 考核表, years: 2003, points: 12, sections: *parts}
"""


def scored(folder: Path, inputs: str) -> tuple[str | None, list[str]]:
    """The form that was taken, and the codes of what was found."""
    (folder / "方案.yaml").write_text(SCHEME, encoding="utf-8")
    (folder / "填写.yaml").write_text(f"{inputs}\nentries: {{满意度: 9}}\n", encoding="utf-8")
    found, findings = score(str(folder / "方案.yaml"), folder / "填写.yaml")
    return found[0].form if found else None, [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("inputs", "form", "codes"),
    [
        ("period: 2002", "y2001", []),
        ("period: 2003", "y2003", []),
        ("form: y2003", "y2003", []),
        ("period: 2004", None, ["year-unknown"]),
        ("form: y2003\nperiod: 2002", None, ["year-unknown"]),
        ("period: 2005", None, ["scheme-not-in-force"]),
        ("period: 二〇〇二", None, ["period-unreadable"]),
        ("id: 上海", None, ["inputs-form-unclear"]),
    ],
)
def test_the_period_names_the_form(inputs: str, form: str | None, codes: list[str], tmp_path: Path) -> None:
    assert scored(tmp_path, inputs) == (form, codes)
