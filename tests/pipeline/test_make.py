"""Forms are made whole or not at all; making them again loses nothing that came back."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from kpixl.cycle import store
from kpixl.model.result import Status
from kpixl.pipeline.books import Per
from kpixl.pipeline.make import LIST, Options, make_template
from kpixl.report.results import write_results
from tests.pipeline.world import (
    PEOPLE,
    World,
    codes,
    copy_of,
    make_world,
    nothing,
    result_of,
    told,
    write_csv,
)

MOVED = (("001", "欧阳晓燕", "售后服务部", "服务顾问", "3150.50", "2020-03-01"), *PEOPLE[1:])
WITHOUT = PEOPLE[1:]
WITH_MORE = (*PEOPLE, ("005", "周周", "销售部", "内勤", "2500", "2024-01-02"))


class Stop(Exception):
    """What ends the program in the middle of its work."""


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def make_again(
    world: World, people: tuple[tuple[str, ...], ...] = PEOPLE, options: Options | None = None
) -> tuple[str, ...]:
    roster = write_csv(world.folder.parent / "名册.csv", people)
    made, findings = make_template(
        "perf-pay-100", roster, "2026-11", world.folder, options or Options(), nothing
    )
    assert made is not None
    return tuple(codes(findings))


@pytest.mark.parametrize("people", [PEOPLE, MOVED, WITHOUT, WITH_MORE], ids=["same", "moved", "gone", "more"])
def test_forms_can_be_made_again_and_what_came_back_stays(
    world: World, people: tuple[tuple[str, ...], ...]
) -> None:
    for number in ("001", "002", "004"):
        world.fill(number)
    write_results(world.collect(), world.folder / "results")
    before = bytes_in(world.returned) | bytes_in(world.folder / "results")
    make_again(world, people)
    assert bytes_in(world.returned) | bytes_in(world.folder / "results") == before
    consolidation = world.collect()
    assert [result.appraisee.id for result in consolidation.results] == [row[0] for row in people]
    assert result_of(consolidation, "002").status is Status.ASSESSED


def test_making_the_same_forms_again_gives_the_same_bytes(world: World) -> None:
    before = bytes_in(world.folder / "forms")
    make_again(world)
    assert bytes_in(world.folder / "forms") == before


def test_forms_of_people_who_left_are_told_and_not_deleted(world: World) -> None:
    roster = write_csv(world.folder.parent / "名册.csv", MOVED)
    made, findings = make_template("perf-pay-100", roster, "2026-11", world.folder, Options(), nothing)
    assert made is not None
    (place, _message) = told(findings[-1])
    assert codes(findings) == ["roster-form-changed", "form-left-over"]
    assert Path(place).exists()
    assert Path(place).parent.name == "销售部"
    assert codes(make_template("perf-pay-100", roster, "2026-11", world.folder, Options(), nothing)[1]) == []


def test_the_list_names_every_form_and_its_file(world: World) -> None:
    sheet = openpyxl.load_workbook(world.folder / LIST).worksheets[0]
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for handout in world.held.handouts:
        assert (world.folder / handout.file).exists()
        assert handout.id in text
        assert Path(handout.file).name in text


@pytest.mark.parametrize("per", list(Per))
def test_forms_come_back_however_they_were_handed_out(per: Per, tmp_path: Path) -> None:
    roster = write_csv(tmp_path / "名册.csv")
    world, made = make_world(tmp_path / "期", "perf-pay-100", roster, "2026-11", per)
    shared = {Per.PERSON: 4, Per.DEPARTMENT: 2, Per.POSITION: 3}
    assert len({handout.file for handout in made.handouts}) == shared[per]
    for handout in made.handouts:
        (world.returned / Path(handout.file).name).write_bytes((world.folder / handout.file).read_bytes())
    consolidation = world.collect()
    assert sorted(number for file in consolidation.files for number in file.appraisees) == sorted(
        row[0] for row in PEOPLE
    )
    assert {result.status for result in consolidation.results} == {Status.INCOMPLETE}


def _closing(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    close, count = xlsxwriter.Workbook.close, iter(range(100))

    def stop(self: xlsxwriter.Workbook) -> None:
        close(self)
        if next(count) == after:
            raise Stop

    monkeypatch.setattr(xlsxwriter.Workbook, "close", stop)


def _replacing(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    replace, count = os.replace, iter(range(100))

    def stop(source: str, target: str) -> None:
        if next(count) == after:
            raise Stop
        replace(source, target)

    monkeypatch.setattr(os, "replace", stop)


def _saving(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    def stop(_: object) -> None:
        raise Stop

    monkeypatch.setattr(store, "_meta", stop)


@pytest.mark.parametrize("stop", [_closing, _replacing, _saving])
@pytest.mark.parametrize("after", [0, 2])
def test_a_run_that_is_cut_off_leaves_whole_files_and_the_old_record(
    stop: Callable[[pytest.MonkeyPatch, int], None], after: int, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.fill("001")
    before, held = bytes_in(world.folder), world.held
    with monkeypatch.context() as patched:
        stop(patched, after)
        with pytest.raises(Stop):
            make_again(world, WITH_MORE)
    assert world.held == held
    now = bytes_in(world.folder)
    assert not [name for name in now if name.endswith(".part") or "journal" in name]
    assert set(before) <= set(now)
    for name in now:
        if name.endswith(".xlsx"):
            openpyxl.load_workbook(world.folder / name).close()
    assert result_of(world.collect(), "001").status is Status.ASSESSED
    assert make_again(world, WITH_MORE) == ()
    assert len(world.held.handouts) == 5


@pytest.mark.parametrize("stop", [_closing, _replacing])
def test_results_that_cannot_be_written_leave_the_old_ones(
    stop: Callable[[pytest.MonkeyPatch, int], None], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = world.folder / "results"
    world.fill("001")
    write_results(world.collect(), folder)
    before = bytes_in(folder)
    world.fill("002")
    consolidation = world.collect()
    with monkeypatch.context() as patched:
        stop(patched, 0)
        with pytest.raises(Stop):
            write_results(consolidation, folder)
    assert bytes_in(folder) == before
    write_results(consolidation, folder)
    assert bytes_in(folder).keys() == before.keys()
    assert bytes_in(folder)["results.json"] != before["results.json"]


def test_a_first_run_that_fails_leaves_no_cycle(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    roster = write_csv(world.folder.parent / "名册.csv")
    folder = world.folder.parent / "十二月"
    with monkeypatch.context() as patched:
        _closing(patched, 1)
        with pytest.raises(Stop):
            make_template("perf-pay-100", roster, "2026-12", folder, Options(), nothing)
    with pytest.raises(store.NotACycle):
        store.load(folder)
    made, findings = make_template("perf-pay-100", roster, "2026-12", folder, Options(), nothing)
    assert made is not None
    assert findings == ()


def test_nothing_of_another_cycle_is_touched(world: World) -> None:
    before = bytes_in(world.folder)
    roster = write_csv(world.folder.parent / "名册.csv")
    made, findings = make_template("perf-pay-100", roster, "2026-12", world.folder, Options(), nothing)
    assert made is None
    assert codes(findings) == ["folder-other-cycle"]
    assert bytes_in(world.folder) == before


def test_a_cycle_can_be_moved(world: World, tmp_path: Path) -> None:
    world.fill("001")
    moved = copy_of(world, tmp_path / "别处" / "十一月")
    assert result_of(moved.collect(), "001").total == result_of(world.collect(), "001").total
