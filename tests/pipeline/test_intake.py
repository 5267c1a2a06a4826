"""What came in is recorded once and for good: in whatever order, however often, and whoever interrupts."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.cycle import database, originals
from kpixl.cycle.received import ReceivedLog
from kpixl.model.received import Received, Standing
from kpixl.model.result import Consolidation, Status, Verdict
from kpixl.pipeline.collect import collect, load_returns
from kpixl.pipeline.decide import Options
from kpixl.pipeline.make import Options as Making
from kpixl.pipeline.make import make_template
from kpixl.report.export import json_text
from tests.pipeline.world import World, change, nothing, write_csv

LONG_AGO = 1_700_000_000


def settled_files(world: World) -> None:
    """Files that have lain in the folder for a while: nobody is writing them just now."""
    for path in world.returned.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def collected(world: World, options: Options, *paths: Path) -> Consolidation:
    consolidation, findings = collect(world.folder, paths, nothing, options)
    assert consolidation is not None, findings
    return consolidation


def results_text(consolidation: Consolidation) -> str:
    """The results as programs read them, without when each file came."""
    return json_text(replace(consolidation, provenance=None))


def by_name(world: World) -> dict[str, Received]:
    return {received.shown: received for received in load_returns(world.folder)}


def test_a_second_collection_opens_nothing_and_changes_nothing(world: World) -> None:
    for number in ("001", "002", "A-03"):
        world.fill(number)
    settled_files(world)
    first = world.collect()
    second = world.collect()
    assert (first.opened, second.opened) == (3, 0)
    assert json_text(first) == json_text(second)
    assert first.files == second.files


def test_only_what_is_new_is_opened(world: World) -> None:
    world.fill("001")
    settled_files(world)
    world.collect()
    world.fill("002")
    settled_files(world)
    assert world.collect().opened == 1


def test_a_file_that_was_changed_a_moment_ago_is_looked_at_again(world: World) -> None:
    path = world.fill("001")
    world.collect()
    before = path.stat()
    changed = world.fill("001", entries={"客户满意度.回访平均分@": Fraction(81)})
    os.utime(changed, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert world.collect().opened == 1


def test_the_order_of_arrival_does_not_change_the_result(world: World, tmp_path: Path) -> None:
    world.fill("001", name="一.xlsx")
    world.fill("001", name="二.xlsx", seed=2)
    world.fill("001", "002", name="两人.xlsx")
    world.fill("A-03", name="三.xlsx")
    (world.returned / "二.xlsx").rename(world.folder / "二.xlsx")
    for path in world.returned.iterdir():
        change(path, "docProps/core.xml", lambda text: text.replace("2000-01-01", "2026-12-02"))
    (world.folder / "二.xlsx").rename(world.returned / "二.xlsx")
    settled_files(world)
    files = sorted(world.returned.iterdir())
    outcomes = set()
    for place, order in enumerate(itertools.permutations(files)):
        copy = World(shutil.copytree(world.folder, tmp_path / str(place)))
        for path in copy.returned.iterdir():
            path.unlink()
        for path in order:
            shutil.copy2(path, copy.returned)
            copy.collect()
        outcomes.add(results_text(copy.collect()))
    assert outcomes == {results_text(world.collect())}


def test_a_later_form_replaces_an_earlier_one_and_both_stay_visible(world: World) -> None:
    world.fill("001", name="早.xlsx")
    world.collect()
    late = world.fill("001", name="晚.xlsx", entries={"客户满意度.回访平均分@": Fraction(45)})
    change(late, "docProps/core.xml", lambda text: text.replace("2000-01-01", "2026-12-02"))
    world.collect()
    received = by_name(world)
    assert {name: [form.standing for form in file.forms] for name, file in received.items()} == {
        "早.xlsx": [Standing.SUPERSEDED],
        "晚.xlsx": [Standing.COUNTS],
    }


def test_what_was_received_counts_also_when_it_is_gone(world: World) -> None:
    path = world.fill("001")
    before = world.collect()
    content = path.read_bytes()
    path.unlink()
    after = world.collect()
    assert [finding.code for finding in after.findings if finding.place.file == "001.xlsx"] == ["file-gone"]
    assert json_text(after) == json_text(before)
    (received,) = by_name(world).values()
    assert originals.read(world.folder, received.sha256) == content


def test_one_more_file_adds_to_what_is_there(world: World, tmp_path: Path) -> None:
    world.fill("001")
    world.collect()
    elsewhere = world.fill("002").rename(tmp_path / "002.xlsx")
    consolidation = world.collect(elsewhere)
    assert [result.status for result in consolidation.results[:2]] == [Status.ASSESSED] * 2


def test_a_form_is_taken_back_and_put_in_again_for_a_reason(world: World) -> None:
    path = world.fill("001")
    world.collect()
    taken_back = collected(world, Options(withdraw=str(path), reason="发错了人"))
    assert taken_back.results[0].status is Status.MISSING
    (received,) = by_name(world).values()
    assert (received.withdrawn, received.forms[0].standing) == ("发错了人", Standing.WITHDRAWN)
    assert world.collect().results[0].status is Status.MISSING
    restored = collected(world, Options(restore="001.xlsx", reason="没有错"))
    assert restored.results[0].status is Status.ASSESSED
    with sqlite3.connect(world.folder / database.FILE) as db:
        decided = db.execute("SELECT what, reason FROM event ORDER BY n").fetchall()
    db.close()
    assert decided == [("withdraw", "发错了人"), ("restore", "没有错")]


def test_a_name_under_which_several_contents_came_is_told_with_each(world: World) -> None:
    path = world.fill("001")
    world.collect()
    world.fill("001", entries={"客户满意度.回访平均分@": Fraction(45)})
    world.collect()
    consolidation, findings = collect(world.folder, (), nothing, Options(withdraw="001.xlsx", reason="错"))
    assert consolidation is None
    (finding,) = findings
    assert finding.code == "file-name-ambiguous"
    digests = [each.sha256[:12] for each in load_returns(world.folder)]
    assert all(digest in finding.message() for digest in digests)
    assert collected(world, Options(withdraw=digests[0], reason="错")).results[0].file == path.name


def test_a_file_that_was_half_copied_is_settled_by_the_whole_one(world: World) -> None:
    path = world.fill("001")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert [file.verdict for file in world.collect().files] == [Verdict.REFUSED]
    path.write_bytes(whole)
    consolidation = world.collect()
    assert sorted(file.verdict for file in consolidation.files) == [Verdict.ACCEPTED, Verdict.IGNORED]
    assert {finding.code for file in consolidation.files for finding in file.findings} == {"file-replaced"}


def test_a_later_form_with_a_mistake_is_told_while_the_earlier_one_counts(world: World) -> None:
    world.fill("001", name="早.xlsx")
    late = world.fill("001", name="晚.xlsx", entries={"客户满意度.回访平均分@": None})
    change(late, "docProps/core.xml", lambda text: text.replace("2000-01-01", "2026-12-02"))
    consolidation = world.collect()
    assert consolidation.results[0].file == "早.xlsx"
    (file,) = [file for file in consolidation.files if file.path == "晚.xlsx"]
    assert file.verdict is Verdict.REFUSED
    assert "entry-blank" in {finding.code for finding in file.findings}
    assert by_name(world)["晚.xlsx"].forms[0].standing is Standing.WAITS


def test_originals_that_are_lost_are_kept_again_or_told(world: World) -> None:
    path = world.fill("001")
    settled_files(world)
    world.collect()
    shutil.rmtree(world.folder / originals.FOLDER)
    world.collect()
    (received,) = by_name(world).values()
    assert originals.read(world.folder, received.sha256) == path.read_bytes()
    shutil.rmtree(world.folder / originals.FOLDER)
    path.unlink()
    assert "original-damaged" in {finding.code for finding in world.collect().findings}


def test_the_own_files_of_a_cycle_are_not_taken_in(world: World) -> None:
    world.fill("001")
    world.collect()
    assert len(world.collect(world.folder).files) == 1


def test_what_was_never_received_cannot_be_taken_back(world: World) -> None:
    world.fill("001")
    consolidation, findings = collect(world.folder, (), nothing, Options(withdraw="没有.xlsx", reason="无"))
    assert consolidation is None
    assert [finding.code for finding in findings] == ["file-never-received"]
    assert world.collect().results[0].status is Status.ASSESSED


def test_a_kept_original_is_not_touched_and_told_when_it_is_damaged(world: World) -> None:
    world.fill("001")
    world.collect()
    (received,) = by_name(world).values()
    kept = originals.path_of(world.folder, received.sha256)
    kept.write_bytes(kept.read_bytes() + b"!")
    with pytest.raises(OSError, match="not the content that was received"):
        originals.read(world.folder, received.sha256)


def test_a_roster_that_changes_is_seen_in_what_was_received_before(world: World) -> None:
    """The pay base was wrong; it is mended and the forms are made anew, but what came back counts."""
    world.fill("001")
    settled_files(world)
    before = world.collect()
    rows = [("001", "欧阳晓燕", "销售部", "销售顾问", "4150.50", "2020-03-01")]
    roster = write_csv(world.folder.parent / "新名册.csv", [*rows, *WITHOUT_FIRST])
    made, _ = make_template("perf-pay-100", roster, "2026-11", world.folder, Making(), nothing)
    assert made is not None
    after = world.collect()
    assert after.opened == 0
    (old, new) = (each.results[0] for each in (before, after))
    assert old.pay is not None
    assert new.pay is not None
    assert new.pay > old.pay
    assert new.total == old.total
    codes = [finding.code for finding in after.files[0].findings]
    assert "form-earlier-version" in codes


WITHOUT_FIRST = (
    ("002", "王小明", "销售部", "销售顾问", "2800", "2021-03-01"),
    ("A-03", "李静", "售后服务部", "服务顾问", "3000", "2022-03-01"),
    ("004", "赵强", "售后服务部", "机修技师", "4100", "2023-03-01"),
)


def test_a_form_counts_by_the_version_that_it_was_made_with(world: World) -> None:
    world.fill("001", entries={"客户满意度.回访平均分@": Fraction(81)})
    before = world.collect()
    scheme = world.folder.parent / "方案.yaml"
    text = world.held.definition
    scheme.write_text(text.replace("target: 90", "target: 80"), encoding="utf-8")
    roster = write_csv(world.folder.parent / "名册.csv")
    made, _ = make_template(str(scheme), roster, "2026-11", world.folder, Making(revise=True), nothing)
    assert made is not None
    assert world.collect().results[0].total == before.results[0].total
    newer = world.fill("001", name="新.xlsx", entries={"客户满意度.回访平均分@": Fraction(81)})
    after = world.collect()
    assert after.results[0].file == newer.name
    assert after.results[0].total != before.results[0].total


def test_a_zip_counts_by_what_is_in_it(world: World) -> None:
    inside = world.fill("001"), world.fill("002")
    with zipfile.ZipFile(world.returned / "销售部.zip", "w") as archive:
        for path in inside:
            archive.write(path, f"销售部/{path.name}")
            path.unlink()
    settled_files(world)
    consolidation = world.collect()
    assert [result.file for result in consolidation.results[:2]] == [
        "销售部.zip/销售部/001.xlsx",
        "销售部.zip/销售部/002.xlsx",
    ]
    again = world.collect()
    assert again.opened == 0
    assert json_text(again) == json_text(consolidation)


def runs_at_once(world: World, count: int) -> Iterator[int]:
    environment = {**os.environ, "PYTHONWARNINGS": "error", "KPIXL_LANG": "zh-CN"}
    command = [sys.executable, "-m", "kpixl", "collect", str(world.folder)]
    runs = [
        subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(count)
    ]
    for run in runs:
        _, told = run.communicate(timeout=120)
        assert b"Traceback" not in told
        yield run.returncode


def test_several_runs_at_once_do_not_disturb_each_other(world: World) -> None:
    for number in ("001", "002", "A-03", "004"):
        world.fill(number)
    assert list(runs_at_once(world, 3)) == [0, 0, 0]
    with database.opened(world.folder) as db:
        assert len(list(ReceivedLog(db).contents())) == 4
        (read,) = db.execute("SELECT COUNT(*) FROM reading").fetchone()
    assert read == 4
    assert (world.folder / "results/results.json").read_text(encoding="utf-8") == json_text(world.collect())
