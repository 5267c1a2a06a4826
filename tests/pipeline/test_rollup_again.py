"""Roll-ups run again: what people filled in stays, what changed is replaced, what did not is left alone."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kpixl.cli import main
from kpixl.cycle import store
from kpixl.findings import Code, Finding, rollup
from kpixl.model.verification import Verified
from kpixl.pipeline import trend
from kpixl.pipeline.books import RESULTS
from kpixl.pipeline.make import RETURNED, Options
from kpixl.pipeline.prepare import prepare
from kpixl.pipeline.refill import FOLDER, Refill
from kpixl.pipeline.rollup import RolledUp
from kpixl.pipeline.trend import earlier_cycles
from kpixl.pipeline.verify import verify
from kpixl.report.html import html_text
from kpixl.report.indicator_sums import tally_of
from tests.pipeline.lab import Lab
from tests.pipeline.world import codes, nothing

MONTH = """
scheme: month
title: 月度考核
points: 100
forms:
  - form: one
    title: "{period}月度考核表"
    sections:
      - name: 业务
        points: 100
        indicators:
          - {name: 满意度, points: 100, unit: 分, target: 90, score: attainment}
"""
QUARTER = """
scheme: quarter
title: 季度考核
cycle: quarter
points: 100
forms:
  - form: one
    title: "{period}季度考核表"
    sections:
      - name: 业务
        points: 100
        indicators:
          - name: 各月平均
            points: 80
            unit: 分
            inputs:
              - {name: 平均, unit: 分, earlier: {take: 绩效分数, of: month, within: period, gather: mean}}
            score: rating
            of: 100
          - {name: 主管评分, points: 20, unit: 分, ask: 评分, score: rating, of: 20}
"""
ROWS = [["工号", "姓名", "部门", "岗位"], ["001", "甲", "销售部", "顾问"], ["002", "乙", "销售部", "顾问"]]
NAMED = re.compile(r"\{(\w+)\}")
MONTHS = ("7月", "8月", "9月")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lab = Lab(tmp_path_factory.mktemp("months"))
    lab.scheme("month.yaml", MONTH)
    lab.scheme("quarter.yaml", QUARTER)
    for number, name in enumerate(MONTHS, 7):
        entries = {"001": {"满意度": 81 + number}, "002": {"满意度": 45}}
        lab.cycle(name, "month.yaml", f"2026-{number:02d}", ROWS, entries)
    return lab.home


@pytest.fixture
def lab(once: Path, tmp_path: Path) -> Lab:
    """Three months of two people, collected."""
    shutil.copytree(once, tmp_path / "家")
    return Lab(tmp_path / "家", 1000)


def run(lab: Lab, *cycles: str, **more: bool) -> tuple[RolledUp, list[str]]:
    """Rolls up the quarter; the codes of findings about it."""
    options = Options(**more) if more else None
    rolled, found = lab.rollup("季", "quarter.yaml", "2026-Q3", cycles or MONTHS, options=options)
    assert rolled is not None, [finding.message("en") for finding in found]
    told = codes(rolled.consolidation.findings)
    return rolled, [code for code in told if code.startswith("rollup-")]


def refused(lab: Lab, *cycles: str, scheme: str = "quarter.yaml") -> list[str]:
    rolled, found = lab.rollup("季", scheme, "2026-Q3", cycles)
    assert rolled is None
    return codes(found)


def totals(rolled: RolledUp) -> dict[str, str | None]:
    return {
        each.appraisee.id: None if each.total is None else str(float(each.total))
        for each in rolled.consolidation.results
    }


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / RETURNED).rglob("*.xlsx"))
    }


def verified(lab: Lab) -> tuple[Verified, list[Finding]]:
    told, found = verify(lab.home / "季", (), nothing)
    assert told is not None, found
    return told, [*told.findings]


def test_what_only_people_know_stays_blank_until_they_fill_it_in(lab: Lab) -> None:
    rolled, found = run(lab)
    assert found == []
    assert totals(rolled) == {"001": None, "002": None}
    lab.fill("季", {"001": {"各月平均": 98.89, "主管评分": 18}}, "交回.xlsx")
    again, found = run(lab)
    # (88/90 + 89/90 + 100%)/3 rounded: 97.78, 98.89, 100 are 98.89; 0.8 x 98.89 + 18 = 97.112
    assert totals(again) == {"001": "97.11", "002": None}
    assert found == []


def test_running_again_changes_nothing_where_nothing_has_changed(lab: Lab) -> None:
    run(lab)
    before, results = files(lab.home / "季"), (lab.home / "季" / RESULTS / "results.json").read_bytes()
    rolled, _ = run(lab)
    assert rolled.filled == 0
    assert files(lab.home / "季") == before
    assert (lab.home / "季" / RESULTS / "results.json").read_bytes() == results


def test_figures_of_more_digits_than_a_workbook_keeps_come_to_rest(tmp_path: Path) -> None:
    lab = Lab(tmp_path)
    lab.scheme("month.yaml", MONTH.replace("unit: 分", "unit: 元"))
    text = QUARTER.replace("take: 绩效分数", "take: 满意度.完成值").replace("unit: 分", "unit: 元")
    rated = "score: rating\n            of: 100"
    lab.scheme("quarter.yaml", text.replace(rated, "target: 100\n            score: attainment"))
    for number, name in enumerate(MONTHS, 7):
        lab.cycle(
            name,
            "month.yaml",
            f"2026-{number:02d}",
            ROWS[:2],
            {"001": {"满意度": (10**7 if number == 7 else 0)}},
        )
    rolled, _ = run(lab)
    # A third of ten million has sixteen digits at nine decimals; a workbook keeps fifteen.
    assert rolled.consolidation.results[0].items[0].inputs["平均"] == "3333333.33333333"
    before = files(lab.home / "季")
    rolled, found = run(lab)
    assert (rolled.filled, found) == (0, [])
    assert files(lab.home / "季") == before


def test_a_form_that_cannot_be_put_in_place_leaves_nothing_behind(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced = os.replace

    def locked(source: Path, target: Path) -> None:
        if Path(target).parent.name == FOLDER and not Path(target).name.startswith("."):
            raise PermissionError(13, "Permission denied")
        replaced(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", locked)
        assert refused(lab, *MONTHS) == ["folder-not-writable"]
    assert not [path.name for path in (lab.home / "季" / RETURNED / FOLDER).iterdir()]
    assert run(lab)[0].filled == 2


def test_what_was_put_in_place_is_ours_though_the_run_ended_there(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Refill, "_replace", ended)
        with pytest.raises(KeyboardInterrupt):
            run(lab)
    run(lab)
    assert len(files(lab.home / "季")) == 2


def test_a_number_that_goes_with_two_names_is_told_with_both(lab: Lab) -> None:
    shutil.rmtree(lab.home / "8月")
    other = [ROWS[0], ["001", "丙", *ROWS[1][2:]], ROWS[2]]
    lab.cycle("8月", "month.yaml", "2026-08", other, {"001": {"满意度": 90}, "002": {"满意度": 45}})
    rolled, found = run(lab)
    assert found == ["rollup-name-differs"]
    (told,) = (each for each in rolled.consolidation.findings if each.code == "rollup-name-differs")
    assert told.details == {"count": 1, "names": "001（甲／丙）"}


def test_a_source_that_changes_replaces_its_figures_and_keeps_what_people_wrote(lab: Lab) -> None:
    run(lab)
    lab.fill("季", {"001": {"各月平均": 98.89, "主管评分": 18}, "002": {"各月平均": 50, "主管评分": 10}})
    assert totals(run(lab)[0]) == {"001": "97.11", "002": "50.0"}
    lab.fill("8月", {"002": {"满意度": 90}}, "改正.xlsx")
    lab.collect("8月")
    rolled, found = run(lab)
    assert found == ["rollup-changed"]
    assert rolled.filled == 1
    # 50, 100, 50 are 66.666666667 on average
    assert totals(rolled) == {"001": "97.11", "002": "63.33"}
    assert not rolled.consolidation.provisional


def test_a_workbook_of_several_people_is_replaced_as_a_whole(lab: Lab) -> None:
    run(lab)
    both = {"001": {"各月平均": 98.89, "主管评分": 18}, "002": {"各月平均": 50, "主管评分": 10}}
    lab.fill("季", both, "部门.xlsx")
    assert totals(run(lab)[0]) == {"001": "97.11", "002": "50.0"}
    lab.fill("8月", {"002": {"满意度": 90}}, "改正.xlsx")
    lab.collect("8月")
    rolled, _ = run(lab)
    assert rolled.filled == 2
    assert totals(rolled) == {"001": "97.11", "002": "63.33"}
    assert run(lab)[0].filled == 0


def test_verify_notices_that_a_source_has_changed(lab: Lab) -> None:
    run(lab)
    assert codes(verified(lab)[1]) == []
    lab.fill("8月", {"002": {"满意度": 90}}, "改正.xlsx")
    lab.collect("8月")
    assert "verify-source-changed" in codes(verified(lab)[1])
    run(lab)
    assert "verify-source-changed" not in codes(verified(lab)[1])
    shutil.rmtree(lab.home / "8月")
    assert "verify-source-missing" in codes(verified(lab)[1])


def test_a_source_that_loses_its_result_leaves_the_roll_up_open_again(lab: Lab) -> None:
    run(lab)
    lab.fill("季", {"002": {"各月平均": 50, "主管评分": 10}})
    assert totals(run(lab)[0])["002"] == "50.0"
    run_without = run(lab, "7月", "9月")
    assert run_without[1] == ["rollup-changed", "rollup-gap"] or run_without[1] == [
        "rollup-gap",
        "rollup-changed",
    ]
    assert totals(run_without[0])["002"] is None
    assert not run_without[0].consolidation.ledger.final
    back, found = run(lab)
    assert found == ["rollup-changed"]
    assert totals(back)["002"] == "50.0"


def test_what_no_cycle_gives_may_be_filled_in_by_hand(lab: Lab) -> None:
    run(lab, "7月", "9月")
    lab.fill("季", {"002": {"各月平均": 60, "主管评分": 10}})
    rolled, found = run(lab, "7月", "9月")
    assert totals(rolled)["002"] == "58.0"
    assert found == ["rollup-gap", "rollup-kept-by-hand"]


def test_a_figure_changed_by_hand_is_put_right(lab: Lab) -> None:
    run(lab)
    lab.fill("季", {"002": {"各月平均": 99, "主管评分": 10}})
    lab.collect("季")
    rolled, found = run(lab)
    assert found == ["rollup-changed"]
    assert totals(rolled)["002"] == "50.0"


def test_a_file_that_somebody_put_there_is_not_overwritten(lab: Lab) -> None:
    run(lab)
    (path,) = (lab.home / "季" / RETURNED).rglob("002*.xlsx")
    path.write_bytes(b"somebody's own")
    lab.fill("8月", {"002": {"满意度": 90}}, "改正.xlsx")
    lab.collect("8月")
    run(lab)
    assert path.read_bytes() == b"somebody's own"
    assert path.with_name(f"{path.stem} (2).xlsx").exists()


def test_months_from_one_that_was_not_collected_are_taken_from_its_record(lab: Lab) -> None:
    shutil.rmtree(lab.home / "8月" / RESULTS)
    rolled, found = run(lab)
    assert found == ["rollup-source-not-collected"]
    assert rolled.consolidation.results[0].items[0].score is not None


def test_two_cycles_of_one_month_are_refused(lab: Lab) -> None:
    shutil.copytree(lab.home / "8月", lab.home / "8月副本")
    assert refused(lab, *MONTHS, "8月副本") == ["rollup-overlap"]
    assert not (lab.home / "季").exists()


def test_a_cycle_of_another_scheme_is_refused(lab: Lab) -> None:
    run(lab)
    lab.scheme("plain.yaml", MONTH.replace("points: 100", "cycle: quarter\npoints: 100", 1))
    assert refused(lab, *MONTHS, scheme="plain.yaml") == ["rollup-takes-nothing"]
    shutil.copytree(lab.home / "季", lab.home / "另一季")
    assert refused(lab, "7月", "另一季") == ["rollup-other-scheme"]


def test_what_no_form_of_the_other_scheme_knows_is_told_where_it_is_written(lab: Lab) -> None:
    wrong = lab.scheme("wrong.yaml", QUARTER.replace("take: 绩效分数", "take: 绩效得分"))
    prepared, found = prepare(wrong)
    assert prepared is None
    assert codes(found) == ["rule-unknown-name-near"]
    assert found[0].place.line == QUARTER[: QUARTER.index("take:")].count("\n") + 1
    assert found[0].details["near"] == "绩效分数"


def test_a_scheme_that_is_not_at_hand_is_not_looked_at(lab: Lab) -> None:
    prepared, found = prepare(lab.scheme("far.yaml", QUARTER.replace("of: month", "of: far-away")))
    assert prepared is not None
    assert found == ()


def test_a_cycle_is_no_source_of_itself(lab: Lab) -> None:
    run(lab)
    assert refused(lab, *MONTHS, "季") == ["rollup-itself"]


def test_what_is_no_cycle_is_no_source(lab: Lab) -> None:
    (lab.home / "空").mkdir()
    assert refused(lab, *MONTHS, "空") == ["folder-not-a-cycle"]


def test_people_of_a_source_whom_the_roster_lacks_are_named(lab: Lab) -> None:
    rolled, found = lab.rollup("季", "quarter.yaml", "2026-Q3", MONTHS, ROWS[:2])
    assert rolled is not None, found
    told = [each for each in rolled.consolidation.findings if each.code == "rollup-person-dropped"]
    assert [each.details["names"] for each in told] == ["乙"] * 3


def test_results_say_which_cycles_they_were_taken_from(lab: Lab) -> None:
    rolled, _ = run(lab)
    provenance = rolled.consolidation.provenance
    assert provenance is not None
    assert [each.period for each in provenance.taken] == ["2026-07", "2026-08", "2026-09"]
    assert all(len(each.results) == 64 for each in provenance.taken)
    assert store.load(lab.home / "7月").cycle.id == provenance.taken[0].cycle


def test_the_report_shows_the_trend_of_the_months(lab: Lab) -> None:
    earlier, found = earlier_cycles([lab.home / "8月", lab.home / "7月"], lab.home / "9月")
    assert found == ()
    whole = lab.collect("9月")
    page = html_text(whole, earlier=earlier)
    assert page.index("2026-07") < page.index("2026-08")


def test_a_trend_knows_the_rates_of_the_items_of_earlier_cycles(lab: Lab) -> None:
    earlier, _ = earlier_cycles([lab.home / "8月"], lab.home / "9月")
    rates = [tally_of(each).item("满意度").rate for each in (*earlier, lab.collect("8月"))]
    assert rates[0] is not None
    assert rates[0] == rates[1]


def test_a_trend_leaves_out_what_is_no_earlier_cycle(lab: Lab) -> None:
    earlier, found = earlier_cycles([lab.home / "9月", lab.home / "没有"], lab.home / "8月")
    assert earlier == ()
    assert codes(found) == ["trend-not-before", "folder-not-a-cycle"]


def test_a_trend_names_the_cycle_whose_scheme_it_cannot_read(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = iter(((None, ()), trend.prepare_text))

    def changed(*args: Any) -> Any:
        found = next(asked)
        return found(*args) if callable(found) else found

    monkeypatch.setattr(trend, "prepare_text", changed)
    earlier, found = earlier_cycles([lab.home / "7月", lab.home / "8月"], lab.home / "9月")
    assert [each.cycle.period.month for each in earlier] == [8]
    assert [(each.code, Path(each.place.file).name) for each in found] == [("trend-unreadable", "7月")]


def trend_of_other_points(lab: Lab, *more: str) -> Result:
    """Collects a cycle out of 50 points beside one out of 100."""
    lab.scheme("fifty.yaml", MONTH.replace("points: 100", "points: 50"))
    lab.cycle("10月", "fifty.yaml", "2026-10", ROWS, {"001": {"满意度": 90}, "002": {"满意度": 45}})
    (lab.home / "10月" / RESULTS / "results.json").unlink()
    folders = (str(lab.home / "10月"), "--earlier", str(lab.home / "9月"))
    return CliRunner().invoke(main, ["--lang", "en", "collect", *folders, *more], catch_exceptions=False)


def test_cycles_out_of_other_points_stand_in_no_trend_and_are_told(lab: Lab) -> None:
    told = trend_of_other_points(lab)
    assert "is out of 100 points, this cycle out of 50" in told.output
    page = next((lab.home / "10月" / RESULTS).glob("*.html")).read_text(encoding="utf-8")
    assert "2026-09" not in page


def test_what_a_trend_leaves_out_is_told_to_programs_too(lab: Lab) -> None:
    told = json.loads(trend_of_other_points(lab, "--json").stdout)
    assert "trend-other-points" in [each["code"] for each in told["findings"]]


def test_a_roll_up_tells_what_its_trend_leaves_out(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trend, "prepare_text", lambda *_: (None, ()))
    cycles = [str(lab.home / name) for name in MONTHS]
    asked = ["rollup", str(lab.home / "quarter.yaml"), *cycles, "--period", "2026-Q3"]
    out = ["--out", str(lab.home / "季"), "--trial", "--json"]
    told = json.loads(CliRunner().invoke(main, [*asked, *out], catch_exceptions=False).stdout)
    assert [each["code"] for each in told["findings"]].count("trend-unreadable") == 3


def test_without_a_roster_those_below_are_not_those_who_are_appraised(lab: Lab) -> None:
    text = QUARTER.replace("gather: mean", "gather: mean, children: 上级单位")
    lab.scheme("above.yaml", text)
    found = refused(lab, *MONTHS, scheme="above.yaml")
    assert found == [*["rollup-no-parent-column"] * 3, "rollup-no-roster"]


def test_every_code_of_roll_ups_has_a_case() -> None:
    here = Path(__file__).parent
    files = [*(here.parent / "cases" / "rollup").glob("*.yaml"), *here.glob("test_*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert [row.code for row in rollup.CODES if row.code not in text] == []


@pytest.mark.parametrize("row", rollup.CODES, ids=lambda row: row.code)
def test_the_sentences_of_a_code_are_whole(row: Code) -> None:
    assert row.zh.endswith("。")
    assert row.zh_remedy.endswith("。")
    assert row.en.endswith(".")
    assert row.en_remedy.endswith(".")
    for one, other in ((row.zh, row.en), (row.zh_remedy, row.en_remedy)):
        assert set(NAMED.findall(one)) == set(NAMED.findall(other))
