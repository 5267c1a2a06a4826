"""Dates and times all the way: typed, read back, computed, told; and the working days that a cycle keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from kpixl.cycle import store
from kpixl.model.days import day_of, parse_moment
from kpixl.model.result import Status
from kpixl.model.submission import Raw
from kpixl.pipeline.fill import plausible
from kpixl.pipeline.make import Options, make_template
from kpixl.pipeline.score import score
from tests.pipeline.world import TIMES, World, nothing

INPUTS = """
id: "001"
period: 2026-11
entries:
  抢修到达: {报修时间: 2026-11-03 14:05, 到达时间: 2026-11-03 14:50}
  工单回复: {处理完毕: 2026-11-03 16:00, 回复时间: 2026-11-03 18:00}
  停电报送: {报送日期: 2026-11-18, 停电时间: 2026-11-20 08:00}
  月报报送: 2026-11-30
  客户回访: {受理日期: 2026-11-20, 回访日期: 2026-11-24}
"""

WORKINGS = {
    "抢修到达": "2026-11-03 14:05 至 2026-11-03 14:50 共 45 分钟 ≤ 45，得满分 30.00 分",
    "工单回复": "2026-11-03 16:00 至 2026-11-03 18:00 共 2 小时；2.00 ≤ 2，得满分 20.00 分",
    "停电报送": (
        "2026-11-18 至 2026-11-20 08:00 共 2.3333 天 ≥ 2 且 报送日期 2026-11-18 ≤ 2026-11-30，得满分 20.00 分"
    ),
    "月报报送": "10 － （2026-11-25 至 2026-11-30 共 4 个工作日） × 2 ＝ 2.00 分",
    "客户回访": "2026-11-20 至 2026-11-24 共 1 个工作日；1.00 ≤ 1，得满分 20.00 分",
}


def scored(tmp_path: Path, text: str) -> tuple[object, list[str]]:
    path = tmp_path / "填写.yaml"
    path.write_text(text, encoding="utf-8")
    outcome, findings = score(str(TIMES), path)
    return outcome, [finding.code for finding in findings if finding.code != "holidays-unknown"]


def test_dates_are_written_down_as_texts_and_told_as_dates(tmp_path: Path) -> None:
    outcome, codes = scored(tmp_path, INPUTS)
    assert codes == []
    assert isinstance(outcome, tuple)
    result, _ = outcome
    assert result.total == 92
    assert {item.name: item.explanation for item in result.items} == WORKINGS
    assert result.items[0].inputs == {"报修时间": "2026-11-03 14:05", "到达时间": "2026-11-03 14:50"}
    assert result.items[3].inputs == {"报送日期": "2026-11-30"}
    assert result.items[4].inputs == {"受理日期": "2026-11-20", "回访日期": "2026-11-24"}


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("period: 2026-11\n", "", ["inputs-period-needed"]),
        ("period: 2026-11\n", "period: 2026-13\n", ["period-unreadable"]),
        ("period: 2026-11\n", "period: 2026\n", ["period-mismatch"]),
        ("period: 2026-11\n", "period: 2026-12\n", ["entry-outside-period", "entry-outside-period"]),
        ("报修时间: 2026-11-03 14:05", "报修时间: 2026/11/3 14:05", ["entry-normalised"]),
        ("报修时间: 2026-11-03 14:05", "报修时间: 3/11/2026 14:05", ["entry-unclear"]),
        ("报修时间: 2026-11-03 14:05", "报修时间: 46329.5", []),
    ],
)
def test_a_slip_in_the_inputs_is_told(old: str, new: str, codes: list[str], tmp_path: Path) -> None:
    assert old in INPUTS
    assert scored(tmp_path, INPUTS.replace(old, new))[1] == codes


def test_the_same_entries_in_a_workbook_give_the_same(times: World) -> None:
    entries: dict[str, Raw] = {
        "抢修到达.报修时间@": parse_moment("2026-11-03 14:05"),
        "抢修到达.到达时间@": parse_moment("2026-11-03 14:50"),
        "工单回复.处理完毕@": parse_moment("2026-11-03 16:00"),
        "工单回复.回复时间@": parse_moment("2026-11-03 18:00"),
        "停电报送.报送日期@": parse_moment("2026-11-18"),
        "停电报送.停电时间@": parse_moment("2026-11-20 08:00"),
        "月报报送.报送日期@": parse_moment("2026-11-30"),
        "客户回访.受理日期@": parse_moment("2026-11-20"),
        "客户回访.回访日期@": parse_moment("2026-11-24"),
    }
    times.fill("001", entries=entries)
    result = next(one for one in times.collect().results if one.appraisee.id == "001")
    assert result.status is Status.ASSESSED
    assert result.total == 92
    assert {item.name: item.explanation for item in result.items} == WORKINGS


def test_the_days_of_a_cycle_stay_as_they_were_when_its_forms_were_made(times: World) -> None:
    held = times.held
    assert date(2026, 11, 28) in held.cycle.workdays
    assert date(2026, 11, 23) not in held.cycle.workdays
    kept = tuple(day for day in held.cycle.workdays if day != date(2026, 11, 24))
    store.save(times.folder, replace(held, cycle=replace(held.cycle, workdays=kept)))
    roster = times.folder.parent / "名册.csv"
    roster.write_text("工号,姓名,部门\n001,欧阳晓燕,销售部\n", encoding="utf-8")
    made, findings = make_template(str(TIMES), roster, "2026-11", times.folder, Options(), nothing)
    assert made is not None
    assert times.held.cycle.workdays == kept
    assert "holidays-unknown" not in {finding.code for finding in findings}


def test_a_scheme_that_counts_no_working_days_keeps_none(world: World) -> None:
    assert world.held.cycle.workdays == ()


def test_plausible_dates_lie_in_the_cycle_one_after_the_other(times: World) -> None:
    press = times.press("001")
    for seed in range(50):
        entries = plausible(press.rulebook, Random(seed), press.cycle.period)
        for item in press.rulebook.items:
            moments = [entries[cell.raw] for cell in item.cells]
            numbers = [moment for moment in moments if isinstance(moment, Fraction)]
            assert len(numbers) == len(moments)
            assert sorted(numbers) == numbers
            assert day_of(int(numbers[0])).month == 11
