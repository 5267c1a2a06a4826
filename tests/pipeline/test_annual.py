"""Targets that come from annual ones: on the forms, in the results, and as soon as the roster changes."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.definition.roster import read_roster
from kpixl.pipeline.make import Options, make_template
from kpixl.pipeline.prepare import prepare_with_roster
from kpixl.pipeline.roster_changes import roster_changes
from kpixl.pipeline.start import start
from tests.pipeline.world import World, codes, make_world, nothing, result_of, write_csv

SCHEME = Path(__file__).parents[2] / "docs" / "examples" / "annual.yaml"
HEADINGS = ("编号", "单位名称", "年签约目标", "年回款目标", "年满意度目标")
UNITS = (("01", "滨江项目", "123", "1000", "88.5"), ("02", "城西项目", "77", "100", "90"))


def typed(signed: str, paid: str, content: str) -> dict[str, Fraction]:
    return {
        "签约.本月签约@": Fraction(signed),
        "回款.本月回款@": Fraction(paid),
        "客户满意度.本月满意度@": Fraction(content),
    }


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    base = tmp_path_factory.mktemp("年度")
    return make_world(base / "三月", str(SCHEME), write_csv(base / "名册.csv", UNITS, HEADINGS), "2026-03")[0]


def test_whoever_meets_the_months_part_has_full_marks_and_no_less_will_do(world: World) -> None:
    # 123: 6.15 four times and 12.3 eight times; cut down 120, the 3 left go to March, April and May: 13.
    world.fill("01", entries=typed("13", "83.34", "88.5"))
    world.fill("02", entries=typed("7", "8.33", "89.99"))
    met, missed = (result_of(world.collect(), number) for number in ("01", "02"))
    assert met.total == 100
    # 77: 3.85 four times and 7.7 eight times; cut down 68, 9 left, March among them: 8. 100 in twelve: 8.34.
    assert [item.explanation for item in missed.items] == [
        "7 ÷ 8 × 40 ＝ 35.00 分",
        "8.33 ÷ 8.34 × 30 ＝ 29.96 分",
        "89.99 ÷ 90.00 × 30 ＝ 30.00 分",
    ]


def test_the_form_shows_the_target_of_the_month(world: World) -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(next((world.folder / "forms").rglob("*01*.xlsx"))).worksheets[0]
    shown = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {13, 83.34, 88.5} <= shown
    assert 123 not in shown


def test_a_blank_annual_target_is_no_target_of_nothing(tmp_path: Path) -> None:
    roster = write_csv(tmp_path / "名册.csv", [("01", "滨江项目", "", "1000", "88.5"), UNITS[1]], HEADINGS)
    made, found = make_template(str(SCHEME), roster, "2026-03", tmp_path / "三月", Options(), nothing)
    assert made is not None
    (finding,) = found
    assert finding.code == "roster-figure-missing"
    assert (finding.details["column"], finding.details["names"]) == ("年签约目标", "滨江项目")
    world = World(tmp_path / "三月")
    world.fill("01", entries=typed("12", "83.34", "88.5"))
    result = result_of(world.collect(), "01")
    assert (result.items[0].score, result.total) == (None, None)


def test_a_roster_that_says_otherwise_of_somebody_counts_for_that_one(tmp_path: Path) -> None:
    rows = [(*UNITS[0], "20"), (*UNITS[1], "")]
    roster = write_csv(tmp_path / "名册.csv", rows, (*HEADINGS, "本月签约目标"))
    made, found = make_template(str(SCHEME), roster, "2026-03", tmp_path / "三月", Options(), nothing)
    assert made is not None
    assert codes(found) == ["annual-column-given"]
    world = World(tmp_path / "三月")
    world.fill("01", entries=typed("12", "83.34", "88.5"))
    world.fill("02", entries=typed("8", "8.34", "90"))
    scores = [result_of(world.collect(), number).items[0].score for number in ("01", "02")]
    assert scores == [24, 40]


def test_another_annual_target_concerns_forms_that_are_out(world: World, tmp_path: Path) -> None:
    rows = [("01", "滨江项目", "150", "1000", "88.5"), UNITS[1]]
    roster, _ = read_roster(write_csv(tmp_path / "新.csv", rows, HEADINGS), units=True)
    assert roster is not None
    (finding,) = roster_changes(world.held, roster, world.prepared)
    assert "123 → 150" in finding.message()


def test_the_roster_of_a_new_scheme_asks_for_annual_targets_alone(tmp_path: Path) -> None:
    written, found = start(tmp_path, "estate-lifecycle")
    assert found == ()
    from openpyxl import load_workbook

    sheet = load_workbook(next(path for path in written if path.suffix == ".xlsx")).worksheets[0]
    headings = [cell.value for cell in sheet[2]]
    assert "年度目标" in headings
    assert "本月目标" not in headings
    prepared, _, findings = prepare_with_roster(
        str(tmp_path / "scheme.yaml"), tmp_path / "花名册.xlsx", trial=True
    )
    assert prepared is not None
    assert "roster-column-missing" not in codes(findings)
