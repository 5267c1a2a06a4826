"""Figures from other cycles that do not stand any more: nothing is final, and everybody is told."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from kpixl.findings import Code, Finding, taken
from kpixl.model.result import Consolidation
from kpixl.pipeline.books import RESULTS
from kpixl.pipeline.explain import explain
from kpixl.pipeline.feedback import make_slips
from kpixl.pipeline.make import Options
from kpixl.pipeline.status import cycle_status
from kpixl.pipeline.verify import verify
from tests.pipeline.lab import Lab
from tests.pipeline.test_rollup_again import MONTH, MONTHS, QUARTER, ROWS
from tests.pipeline.world import codes, nothing

NAMED = re.compile(r"\{(\w+)\}")
AS_TAKEN = {"001": {"各月平均": 98.89, "主管评分": 18}, "002": {"各月平均": 50, "主管评分": 10}}
FINAL = Options()


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lab = Lab(tmp_path_factory.mktemp("taken"))
    lab.scheme("month.yaml", MONTH)
    lab.scheme("quarter.yaml", QUARTER)
    for number, name in enumerate(MONTHS, 7):
        lab.make(name, "month.yaml", f"2026-{number:02d}", ROWS, FINAL)
        lab.fill(name, {"001": {"满意度": 81 + number}, "002": {"满意度": 45}})
        lab.collect(name)
    rolled_up(lab)
    lab.fill("季", AS_TAKEN)
    lab.collect("季")
    return lab.home


@pytest.fixture
def lab(once: Path, tmp_path: Path) -> Lab:
    """A quarter of two people, filled from three months and filled in; nothing is wrong with it."""
    shutil.copytree(once, tmp_path / "家")
    return Lab(tmp_path / "家", 1000)


def rolled_up(lab: Lab) -> Consolidation:
    rolled, found = lab.rollup("季", "quarter.yaml", "2026-Q3", MONTHS, options=FINAL)
    assert rolled is not None, [finding.message("en") for finding in found]
    return rolled.consolidation


def source_changes(lab: Lab) -> None:
    lab.fill("8月", {"002": {"满意度": 90}}, "改正.xlsx")
    lab.collect("8月")


def told_of(whole: Consolidation) -> list[Finding]:
    return [finding for finding in whole.findings if finding.code.startswith("taken-")]


def told_everywhere(lab: Lab, who: str) -> list[list[str]]:
    """What status, slip and explain say of figures that were taken."""
    folder = lab.home / "季"
    state, in_status = cycle_status(folder)
    slips, in_slips = make_slips(folder, (), nothing)
    told, in_explain = explain(folder, who)
    assert state is not None
    assert slips is not None
    assert told is not None
    assert slips.provisional is told.provisional
    found = (in_status, in_slips, in_explain)
    return [[code for code in codes(each) if code.startswith("taken-")] for each in found]


def test_figures_that_stand_are_final(lab: Lab) -> None:
    whole = lab.collect("季")
    assert told_of(whole) == []
    assert not whole.provisional
    assert whole.ledger.final
    assert told_everywhere(lab, "002") == [[], [], []]


def test_a_figure_that_was_typed_over_is_told_and_nothing_is_final(lab: Lab) -> None:
    lab.fill("季", {"002": {"各月平均": 100, "主管评分": 10}})
    whole = lab.collect("季")
    (told,) = told_of(whole)
    assert (told.code, told.before, told.after) == ("taken-changed", "50", "100")
    assert told.place.file.endswith("002.xlsx")
    assert told.place.cell
    assert told.details["name"] == "乙"
    assert whole.provisional
    assert not whole.ledger.final
    assert told_everywhere(lab, "002") == [["taken-changed"]] * 3
    assert told_everywhere(lab, "001")[2] == []


def test_rolled_up_again_the_figure_is_right_and_final(lab: Lab) -> None:
    lab.fill("季", {"002": {"各月平均": 100, "主管评分": 10}})
    lab.collect("季")
    whole = rolled_up(lab)
    assert told_of(whole) == []
    assert not whole.provisional
    assert whole.ledger.final


def test_what_no_cycle_gives_is_for_people_to_fill_in(lab: Lab) -> None:
    lab.rollup("缺", "quarter.yaml", "2026-Q3", ("7月", "9月"), options=FINAL)
    lab.fill("缺", {"002": {"各月平均": 60, "主管评分": 10}})
    assert told_of(lab.collect("缺")) == []


def test_a_source_that_has_changed_is_told_and_nothing_is_final(lab: Lab) -> None:
    source_changes(lab)
    whole = lab.collect("季")
    (told,) = told_of(whole)
    assert (told.code, told.details["period"]) == ("taken-outdated", "2026-08")
    assert whole.provisional
    assert not whole.ledger.final
    assert told_everywhere(lab, "001") == [["taken-outdated"]] * 3
    rolled_up(lab)
    lab.fill("季", {"002": {"各月平均": 66.666666667, "主管评分": 10}})
    assert told_of(lab.collect("季")) == []


def test_a_slip_says_that_figures_are_in_doubt(lab: Lab) -> None:
    source_changes(lab)
    slips, _ = make_slips(lab.home / "季", ("001",), nothing)
    assert slips is not None
    (row,) = slips.rows
    assert row.provisional
    assert "取自其他各期的数还要核对" in (slips.folder / row.page).read_text(encoding="utf-8")


@pytest.mark.parametrize("collected_after", [False, True])
def test_verify_blames_the_source_alone(lab: Lab, collected_after: bool) -> None:
    source_changes(lab)
    if collected_after:
        lab.collect("季")
    told, _ = verify(lab.home / "季", (), nothing)
    assert told is not None
    assert codes(told.findings) == ["verify-source-changed"]


def test_verify_gets_the_same_of_a_form_that_was_changed(lab: Lab) -> None:
    lab.fill("季", {"002": {"各月平均": 100, "主管评分": 10}})
    lab.collect("季")
    assert json.loads((lab.home / "季" / RESULTS / "results.json").read_text(encoding="utf-8"))["provisional"]
    told, _ = verify(lab.home / "季", (), nothing)
    assert told is not None
    assert told.findings == ()


def test_every_code_has_a_case() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [row.code for row in taken.CODES if f'"{row.code}"' not in text] == []


@pytest.mark.parametrize("row", taken.CODES, ids=lambda row: row.code)
def test_the_sentences_of_a_code_are_whole(row: Code) -> None:
    assert all(text.endswith("。") for text in (row.zh, row.zh_remedy))
    assert all(text.endswith(".") for text in (row.en, row.en_remedy))
    for one, other in ((row.zh, row.en), (row.zh_remedy, row.en_remedy)):
        assert set(NAMED.findall(one)) == set(NAMED.findall(other))
