"""Columns that a scheme declares, read as the kind that it declares, cell by cell."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from kpixl.pipeline.prepare import prepare_with_roster
from tests.pipeline.world import write_csv

SCHEME = Path(__file__).parents[2] / "docs" / "examples" / "annual.yaml"
HEADINGS = ("编号", "单位名称", "年签约目标", "年回款目标", "年满意度目标")


def test_one_cell_that_is_no_number_leaves_the_others_theirs(tmp_path: Path) -> None:
    rows = [
        ("1", "甲", "120", "9600", "88"),
        ("2", "乙", "１２００", "0.5", "88"),
        ("3", "丙", "7", "x", "9%"),
    ]
    path = write_csv(tmp_path / "名册.csv", rows, HEADINGS)
    _, roster, (finding,) = prepare_with_roster(str(SCHEME), path)
    assert roster is not None
    assert (finding.code, finding.severity, finding.place.cell) == ("roster-column-not-number", "error", "D4")
    assert [person.value("年回款目标") for person in roster.appraisees] == [9600, Fraction(1, 2), None]
    assert [person.value("年签约目标") for person in roster.appraisees] == [120, 1200, 7]
