"""status: how a cycle stands, from its record; and every code about how a cycle goes on."""

from __future__ import annotations

import shutil
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kpixl.cycle import originals
from kpixl.findings import Finding, status
from kpixl.model.received import Standing
from kpixl.model.status import CycleStatus, PersonStatus, State, Tally
from kpixl.pipeline.collect import collect, load_returns
from kpixl.pipeline.decide import PLAIN
from kpixl.pipeline.decide import Options as Decisions
from kpixl.pipeline.make import Options, make_template
from kpixl.pipeline.status import cycle_status
from tests.pipeline.world import HEADINGS, PEOPLE, Rows, World, change, codes, nothing, write_csv

OUYANG, WANG, LI, ZHAO = PEOPLE


def state(world: World) -> CycleStatus:
    """How the cycle stands."""
    told, findings = cycle_status(world.folder)
    assert told is not None, findings
    return told[0]


def person(world: World, number: str) -> PersonStatus:
    return next(one for one in state(world).people if one.handout.id == number)


def collected(world: World, options: Decisions = PLAIN) -> tuple[Finding, ...]:
    """Everything that collecting finds."""
    consolidation, findings = collect(world.folder, (), nothing, options)
    assert consolidation is not None, findings
    found = [finding for file in consolidation.files for finding in file.findings]
    return (*found, *consolidation.findings)


def remade(world: World, rows: Rows, definition: str = "") -> None:
    """Makes the forms again with this roster, or from this definition."""
    base = world.folder.parent
    scheme = base / "方案.yaml"
    scheme.write_text(definition or world.held.definition, encoding="utf-8")
    made, findings = make_template(
        str(scheme), write_csv(base / "新.csv", rows), "2026-11", world.folder, Options(revise=True), nothing
    )
    assert made is not None, findings


def moved(row: tuple[str, ...], **fields: str) -> tuple[str, ...]:
    return tuple(fields.get(heading, value) for heading, value in zip(HEADINGS, row, strict=True))


def saved(path: Path, day: str) -> Path:
    """The file as if it had been saved on that day."""
    return change(path, "docProps/core.xml", lambda text: text.replace("2000-01-01", day))


def saved_late(world: World) -> tuple[Finding, ...]:
    saved(world.fill("001"), "2026-12-20")
    return collected(world)


def made_before(world: World) -> tuple[Finding, ...]:
    world.fill("001")
    remade(world, PEOPLE, world.held.definition.replace("target: 90", "target: 91", 1))
    return collected(world)


def gone_from_the_roster(world: World) -> tuple[Finding, ...]:
    world.fill("001")
    remade(world, PEOPLE[1:])
    return collected(world)


def moved_to_another_form(world: World) -> tuple[Finding, ...]:
    world.fill("004")
    remade(world, [OUYANG, WANG, LI, moved(ZHAO, 部门="销售部")])
    return collected(world)


def taken_away(world: World) -> tuple[Finding, ...]:
    path = world.fill("001")
    collected(world)
    path.unlink()
    return collected(world)


def withdrawn(world: World) -> tuple[Finding, ...]:
    path = world.fill("001")
    collected(world)
    return collected(world, Decisions(withdraw=str(path), reason="发错了"))


def packed(world: World) -> tuple[Finding, ...]:
    first, second = world.fill("001"), world.fill("002")
    with zipfile.ZipFile(world.returned / "销售部.zip", "w") as archive:
        for path in (first, second):
            archive.write(path, path.name)
            path.unlink()
    return collected(world)


def original_lost(world: World) -> tuple[Finding, ...]:
    path = world.fill("001")
    collected(world)
    path.unlink()
    shutil.rmtree(world.folder / originals.FOLDER)
    return read_anew(world)


def read_anew(world: World) -> tuple[Finding, ...]:
    """As if a later kpixl read better."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kpixl.pipeline.intake.READER", 99)
        return collected(world)


def half_copied(world: World) -> tuple[Finding, ...]:
    path = world.fill("001")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    world.collect()
    path.write_bytes(whole)
    return collected(world)


def not_collected(world: World) -> tuple[Finding, ...]:
    world.fill("001")
    return cycle_status(world.folder)[1]


@dataclass(frozen=True)
class Case:
    code: str
    act: Callable[[World], tuple[Finding, ...]]
    message: str

    def __str__(self) -> str:
        return self.code


CASES = (
    Case("form-late", saved_late, "这张表是 2026-12-20 保存的，过了交回期限（2026-12-15）；已计入。"),
    Case("form-earlier-version", made_before, "这张表是换发之前的那一张"),
    Case("person-left", gone_from_the_roster, "欧阳晓燕（001）已不在花名册上，这张表没有计入。"),
    Case(
        "person-transferred",
        moved_to_another_form,
        "赵强（004）已换用《销售部2026年11月绩效考核表》，这张是换表以前的，没有计入。",
    ),
    Case("file-gone", taken_away, "这个文件收到过，已不在原来的地方；里面的表仍然计入。"),
    Case("file-replaced", half_copied, "这里原来的内容读不了，后来换成了别的内容；以后来的为准。"),
    Case("file-withdrawn", withdrawn, "这个文件已撤回，不再计入：发错了。"),
    Case("archive-unpacked", packed, "这是压缩包，里面的 2 个文件已逐个读取。"),
    Case("returns-not-collected", not_collected, "这里有 1 个文件还没有汇总，没有算在里面。"),
    Case("original-damaged", original_lost, "保存的一份原件（"),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_happens_to_forms_is_told(case: Case, world: World) -> None:
    (found,) = (finding for finding in case.act(world) if finding.code == case.code)
    assert found.message().startswith(case.message)
    for language in ("zh-CN", "en"):
        assert "{" not in found.message(language) + found.remedy(language)


def test_every_code_about_what_happens_has_a_case() -> None:
    assert {case.code for case in CASES} == {code.code for code in status.RECEIVED}


def test_at_first_everybody_is_missing(world: World) -> None:
    assert state(world).total == Tally(sent=4, missing=4)


def test_what_has_been_collected_counts(world: World) -> None:
    world.fill("001")
    world.fill("002", entries={"客户满意度.回访平均分@": "很好"})
    collected(world)
    assert state(world).total == Tally(sent=4, accepted=1, refused=1, missing=2)
    assert {p.handout.id: p.state for p in state(world).open} == {
        "002": State.REFUSED,
        "A-03": State.MISSING,
        "004": State.MISSING,
    }


def test_a_second_form_of_somebody_supersedes_the_first(world: World) -> None:
    saved(world.fill("001", name="一.xlsx"), "2026-12-01")
    saved(world.fill("001", name="二.xlsx", seed=2), "2026-12-02")
    collected(world)
    found = person(world, "001")
    assert found.form is not None
    assert found.form.file == "二.xlsx"
    assert [form.file for form in found.superseded] == ["一.xlsx"]
    assert state(world).total.superseded == 1


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("", "2026-12-15T15:59:59Z", ""),
        ("", "2026-12-15T16:00:00Z", "2026-12-16"),
        ("timezone: Europe/Berlin\n", "2026-12-15T22:59:59Z", ""),
        ("timezone: Europe/Berlin\n", "2026-12-15T23:00:00Z", "2026-12-16"),
    ],
)
@pytest.mark.parametrize("machine", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_the_day_of_the_deadline_ends_in_the_zone_of_the_scheme_wherever_the_machine_is(
    world: World, zone: str, moment: str, day: str, machine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", machine)
    time.tzset()
    if zone:
        remade(world, PEOPLE, world.held.definition + zone)
    change(
        world.fill("001"),
        "docProps/core.xml",
        lambda text: text.replace("2000-01-01T00:00:00Z", moment),
    )
    late = [finding.details["saved"] for finding in collected(world) if finding.code == "form-late"]
    assert late == ([day] if day else [])


def test_late_is_told_beside_the_state(world: World) -> None:
    saved_late(world)
    assert person(world, "001").late
    assert state(world).total == Tally(sent=4, warned=1, missing=3, late=1)


def test_whoever_has_left_is_no_longer_awaited(world: World) -> None:
    gone_from_the_roster(world)
    assert state(world).total == Tally(sent=3, missing=3, left=1)
    assert person(world, "001").departed


def test_whoever_was_transferred_has_still_to_return_the_new_form(world: World) -> None:
    moved_to_another_form(world)
    found = person(world, "004")
    assert (found.state, found.handout.key) == (State.REFUSED, "sales")
    assert state(world).departments["销售部"] == Tally(sent=3, refused=1, missing=2)


def test_a_withdrawn_file_is_no_return(world: World) -> None:
    withdrawn(world)
    assert person(world, "001").state is State.MISSING
    (file,) = state(world).files
    assert (file.withdrawn, file.forms[0].standing) == ("发错了", Standing.WITHDRAWN)


def test_files_of_an_archive_are_told_with_its_name(world: World) -> None:
    packed(world)
    assert {file.shown for file in state(world).files} == {
        "销售部.zip",
        "销售部.zip/001.xlsx",
        "销售部.zip/002.xlsx",
    }
    assert state(world).total == Tally(sent=4, accepted=2, missing=2)


def test_what_was_collected_is_not_called_uncollected(world: World) -> None:
    packed(world)
    world.fill("A-03")
    collected(world)
    assert codes(cycle_status(world.folder)[1]) == []


def test_the_record_is_read_and_left_as_it_is(world: World) -> None:
    world.fill("001")
    collected(world)
    before = {path: path.read_bytes() for path in world.folder.rglob("*") if path.is_file()}
    state(world)
    assert {path: path.read_bytes() for path in world.folder.rglob("*") if path.is_file()} == before


def test_a_new_roster_is_compared_with_the_one_that_was_used(world: World, tmp_path: Path) -> None:
    roster = write_csv(tmp_path / "新.csv", [*PEOPLE[1:], moved(OUYANG, 工号="011", 姓名="周周")])
    told, findings = cycle_status(world.folder, roster)
    assert told is not None
    assert codes(findings) == ["roster-left", "roster-joined"]


def test_a_roster_that_cannot_be_read_is_told(world: World, tmp_path: Path) -> None:
    told, findings = cycle_status(world.folder, tmp_path / "没有.xlsx")
    assert told is not None
    assert codes(findings) == ["table-missing"]


def test_a_folder_without_a_cycle_is_told(tmp_path: Path) -> None:
    told, findings = cycle_status(tmp_path)
    assert told is None
    assert codes(findings) == ["folder-not-a-cycle"]


def test_returns_are_given_in_the_order_in_which_they_came(world: World) -> None:
    for number in ("001", "002"):
        world.fill(number)
        collected(world)
    listed = list(load_returns(world.folder))
    assert sorted(listed, key=lambda file: (file.first_at, file.sha256)) == listed
