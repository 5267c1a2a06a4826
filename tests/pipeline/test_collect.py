"""What comes back is accepted, warned of, refused or ignored; and the same files give the same bytes."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.cycle import store
from kpixl.model.result import Consolidation, Status, Verdict
from kpixl.model.submission import Raw
from kpixl.pipeline.collect import collect
from kpixl.report.results import write_results
from tests.pipeline.returned_cases import ROSTERS
from tests.pipeline.world import (
    ASKED,
    BOOK,
    CARS,
    COMPLAINTS,
    CONTENT,
    CUSTOMERS,
    GOAL,
    PEOPLE,
    SALES,
    World,
    change,
    codes,
    file_of,
    fixed,
    make_world,
    nothing,
    pack,
    parts_of,
    put,
    result_of,
    write_csv,
)


def verdicts(consolidation: Consolidation) -> dict[str, str]:
    return {file.path: str(file.verdict) for file in consolidation.files}


def figures(consolidation: Consolidation) -> list[object]:
    return [(r.appraisee.id, r.status, r.total, r.grade, r.pay, r.rank) for r in consolidation.results]


def test_each_file_has_its_verdict(world: World) -> None:
    world.fill("001", name="好的.xlsx")
    shutil.copy(world.returned / "好的.xlsx", world.returned / "好的 副本.xlsx")
    put(world.fill("002", name="公式.xlsx"), SALES, "<f>90</f><v>90</v>")
    world.fill("A-03", name="没填完.xlsx", entries={"客诉率.客诉件数@": None})
    shutil.copy(ROSTERS / "分公司名单.xlsx", world.returned)
    assert verdicts(world.collect()) == {
        "好的 副本.xlsx": "accepted", "好的.xlsx": "ignored", "公式.xlsx": "warned",
        "没填完.xlsx": "refused", "分公司名单.xlsx": "refused",
    }  # fmt: skip


def test_what_each_file_held_and_who_is_missing(world: World) -> None:
    world.fill("001", "A-03", name="两人.xlsx")
    consolidation = world.collect()
    (file,) = consolidation.files
    assert file.appraisees == ("001", "A-03")
    assert len(file.sha256) == 64
    assert consolidation.missing == ("002", "004")
    assert consolidation.provisional


def test_each_file_has_its_own_verdict(world: World) -> None:
    wrong: dict[str, Raw] = {"客户满意度.回访平均分@": "好"}
    jobs = {"001": {}, "002": wrong}
    for number, typed in jobs.items():
        world.fill(number, name=f"{number}.xlsx", entries=typed)
    assert verdicts(world.collect()) == {"001.xlsx": "accepted", "002.xlsx": "refused"}


@pytest.mark.parametrize(
    ("faulty", "verdict", "statuses"),
    [
        (("sheet4",), "warned", [Status.ASSESSED, Status.INCOMPLETE]),
        (("sheet3", "sheet4"), "refused", [Status.INCOMPLETE, Status.INCOMPLETE]),
    ],
)
def test_a_shared_workbook_is_refused_when_no_form_in_it_counts(
    faulty: tuple[str, ...], verdict: str, statuses: list[Status], world: World
) -> None:
    shared = world.fill("001", "002", name="两人.xlsx")
    for sheet in faulty:
        put(shared, CUSTOMERS, "<v>好</v>", "str", part=f"xl/worksheets/{sheet}.xml")
    consolidation = world.collect()
    assert verdicts(consolidation) == {"两人.xlsx": verdict}
    assert [r.status for r in consolidation.results[:2]] == statuses


def test_a_shared_workbook_is_not_refused_for_somebody_in_it_who_has_left(world: World) -> None:
    world.fill("001", "002", name="两人.xlsx")
    roster = write_csv(world.folder.parent / "名册.csv", (PEOPLE[0], *PEOPLE[2:]))
    make_world(world.folder, "perf-pay-100", roster, "2026-11")
    consolidation = world.collect()
    (file,) = consolidation.files
    assert file.verdict is Verdict.WARNED
    assert codes(file.findings) == ["person-left"]
    assert result_of(consolidation, "001").status is Status.ASSESSED


def test_a_form_that_another_one_replaces_is_ignored_and_told(world: World) -> None:
    world.fill("001", name="早.xlsx")
    late = world.fill("001", name="晚.xlsx", entries={"客户满意度.回访平均分@": Fraction(45)})
    change(late, "docProps/core.xml", lambda text: text.replace("2000-01-01", "2026-12-02"))
    consolidation = world.collect()
    assert verdicts(consolidation) == {"早.xlsx": "ignored", "晚.xlsx": "warned"}
    assert result_of(consolidation, "001").file == "晚.xlsx"
    assert codes(file_of(consolidation, "早.xlsx").findings) == ["form-not-counted"]


def test_when_a_file_was_saved_is_told_by_the_file_before_the_disk(world: World) -> None:
    early, late = world.fill("001", name="甲.xlsx"), world.fill("001", name="乙.xlsx", seed=2)
    for path, day in ((early, "2026-12-01"), (late, "2026-12-02")):
        change(path, "docProps/core.xml", lambda text, day=day: text.replace("2000-01-01", day))  # type: ignore[misc]
    os.utime(early, (2_000_000_000, 2_000_000_000))
    os.utime(late, (1_000_000_000, 1_000_000_000))
    assert result_of(world.collect(), "001").file == "乙.xlsx"
    for path in (early, late):
        change(path, "docProps/core.xml", lambda text: text.replace("modified", "changed"))
    os.utime(early, (2_000_000_000, 2_000_000_000))
    os.utime(late, (1_000_000_000, 1_000_000_000))
    assert result_of(world.collect(), "001").file == "甲.xlsx"


def test_a_sheet_copied_inside_its_workbook_is_a_second_form(world: World) -> None:
    path = world.fill("001")
    parts = parts_of(path)
    sheet = "xl/worksheets/sheet1.xml"
    old = f'<c r="{SALES}" '
    parts["xl/worksheets/sheet9.xml"] = parts[sheet].replace(old.encode(), f'{old}t="str" '.encode(), 1)
    rels, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    parts[rels] = parts[rels].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'worksheet" Target="worksheets/sheet9.xml"/></Relationships>',
    )
    parts[types] = parts[types].replace(
        b"</Types>",
        b'<Override PartName="/xl/worksheets/sheet9.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.spreadsheetml.worksheet+xml"/></Types>',
    )
    name = "001 欧阳晓燕 (2)"
    book = parts[BOOK].decode()
    local = "".join(
        f'<definedName name="kpx_1_{number}" localSheetId="3">\'{name}\'!{fixed(cell)}</definedName>'
        for number, cell in enumerate((SALES, CUSTOMERS, COMPLAINTS, CARS, CONTENT, ASKED), 1)
    )
    book = book.replace("</sheets>", f'<sheet name="{name}" sheetId="9" r:id="rId99"/></sheets>')
    parts[BOOK] = book.replace("</definedNames>", local + "</definedNames>").encode()
    pack(path, parts)
    consolidation = world.collect()
    (file,) = consolidation.files
    assert result_of(consolidation, "001").sheet == "001 欧阳晓燕"
    assert result_of(consolidation, "001").status is Status.ASSESSED
    told = [(f.code, f.place.sheet, f.details["other"]) for f in file.findings if "other" in f.details]
    assert sorted(told) == [
        ("form-not-counted", name, "001.xlsx「001 欧阳晓燕」"),
        ("person-twice", "001 欧阳晓燕", f"001.xlsx「{name}」"),
    ]
    assert file.verdict is Verdict.WARNED


def test_files_that_cannot_be_read_do_not_repeat_each_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [world.fill("001"), world.fill("002")]
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self in paths:
            raise PermissionError(13, "Permission denied")
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    consolidation = world.collect()
    assert [codes(file.findings) for file in consolidation.files] == [["file-unreadable"]] * 2
    assert {file.verdict for file in consolidation.files} == {Verdict.REFUSED}
    assert [file.sha256 for file in consolidation.files] == ["", ""]


def test_a_file_that_vanishes_while_it_is_read_is_unreadable(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = world.fill("001")

    def vanish(self: Path) -> bytes:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "read_bytes", vanish)
    assert codes(file_of(world.collect(), path).findings) == ["file-unreadable"]


@pytest.mark.parametrize("name", [".隐藏.xlsx", "~$001.xlsx", "Thumbs.db", ".回收站/001.xlsx"])
def test_what_the_system_leaves_behind_is_not_read(world: World, name: str) -> None:
    world.fill("001", name=name)
    world.fill("002")
    assert [file.path for file in world.collect().files] == ["002.xlsx"]


def test_folders_inside_are_read_too(world: World) -> None:
    world.fill("001", name="销售部/补交/001.xlsx")
    assert [file.path for file in world.collect().files] == ["销售部/补交/001.xlsx"]


def test_paths_may_be_given_and_files_of_one_name_are_told_apart(world: World) -> None:
    first, second = world.folder / "甲", world.folder / "乙"
    for folder, number in ((first, "001"), (second, "002")):
        folder.mkdir()
        world.fill(number).rename(folder / "表.xlsx")
    consolidation = world.collect(first, second / "表.xlsx")
    assert [file.path for file in consolidation.files] == [f"{second}/表.xlsx", f"{first}/表.xlsx"]
    assert sum(result.status is Status.ASSESSED for result in consolidation.results) == 2


def test_a_file_given_twice_is_read_once(world: World) -> None:
    path = world.fill("001")
    assert [file.path for file in world.collect(path, world.returned, path).files] == ["001.xlsx"]


def test_a_path_that_is_missing_stops_everything(world: World) -> None:
    world.fill("001")
    consolidation, findings = collect(world.folder, [world.returned, world.folder / "没有"], nothing)
    assert consolidation is None
    assert codes(findings) == ["path-missing"]


def test_a_name_in_an_old_encoding_is_read_and_can_be_written(world: World) -> None:
    path = world.fill("001")
    odd = os.path.join(os.fsencode(world.returned), "张三.xlsx".encode("gb18030"))
    try:
        os.rename(path, odd)
    except OSError:
        pytest.skip("this file system takes no such name")
    consolidation = world.collect()
    assert [file.path for file in consolidation.files] == ["张三.xlsx"]
    write_results(consolidation, world.folder / "results")


def test_texts_that_no_file_can_hold_do_no_harm(kinds: World) -> None:
    path = kinds.fill("001")
    put(path, GOAL, "<v>目标_xD800_甲_x0000_乙_xFFFF_丙_x000D__x005F_x0041_</v>", "str")
    consolidation = kinds.collect()
    (item,) = [i for i in result_of(consolidation, "001").items if i.name == "本月目标"]
    assert item.inputs["目标.1"] == "目标\ufffd甲\ufffd乙\ufffd丙\r_x0041_"
    write_results(consolidation, kinds.folder / "results")


def test_two_collections_of_the_same_files_give_the_same_bytes(world: World, tmp_path: Path) -> None:
    for number in ("004", "001", "A-03"):
        world.fill(number)
    world.fill("002", name="甲.xlsx", entries={"客诉率.客诉件数@": None})
    shutil.copy(world.returned / "001.xlsx", world.returned / "再来一份.xlsx")
    elsewhere = tmp_path / "别处"
    shutil.copytree(world.folder, elsewhere)
    for path in sorted((elsewhere / "returned").iterdir(), reverse=True):
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    outs = []
    for folder in (world.folder, world.folder, elsewhere):
        consolidation, _ = collect(folder, (), nothing)
        assert consolidation is not None
        out = tmp_path / f"out{len(outs)}"
        json_file, csv_file, *_ = write_results(consolidation, out)
        outs.append((json_file.read_bytes(), csv_file.read_bytes()))
    assert outs[0] == outs[1]
    assert outs[0][1] == outs[2][1]
    # Two records of the same files tell the same, but for when and by whom each was kept.
    first, other = ({**json.loads(out[0]), "provenance": None} for out in (outs[0], outs[2]))
    assert first == other


def test_results_stand_in_the_order_of_the_roster_and_the_list_by_rank(world: World) -> None:
    high, low = Fraction(90), Fraction(45)
    for number, value in (("001", low), ("002", high), ("004", low), ("A-03", high)):
        typed = {name: value for name in world.entries(number) if name.endswith("回访平均分@")}
        counts = dict(zip(list(world.entries(number))[2:], map(Fraction, (0, 50, 20, 20)), strict=True))
        world.fill(number, entries={**typed, **counts})
    consolidation = world.collect()
    assert [r.appraisee.id for r in consolidation.results] == ["001", "002", "A-03", "004"]
    assert [r.rank for r in consolidation.results] == [3, 1, 1, 3]
    assert [r.department_rank for r in consolidation.results] == [2, 1, 1, 2]
    assert [str(r.total) for r in consolidation.results] == ["70", "100", "100", "70"]
    json_file, csv_file, *_ = write_results(consolidation, world.folder / "results")
    data = json.loads(json_file.read_text(encoding="utf-8"))
    assert [one["id"] for one in data["results"]] == ["001", "002", "A-03", "004"]
    rows = list(csv.DictReader(io.StringIO(csv_file.read_text(encoding="utf-8-sig"))))
    assert [row["姓名"] for row in rows] == ["王小明", "欧阳晓燕", "李静", "赵强"]


def test_the_results_have_the_shape_that_other_programs_rely_on(world: World) -> None:
    world.fill("001")
    json_file, *_ = write_results(world.collect(), world.folder / "results")
    data = json.loads(json_file.read_text(encoding="utf-8"))
    assert {"format", "scheme", "version", "cycle", "provisional", "results"} <= set(data)
    assert data["format"] == 1
    assert data["provisional"] is True
    one, missing = data["results"][:2]
    keys = {
        "id",
        "name",
        "department",
        "position",
        "form",
        "status",
        "items",
        "total",
        "grade",
        "pay",
        "rank",
    }
    assert keys <= set(one)
    assert {"name", "score", "value", "status"} <= set(one["items"][0])
    assert (one["status"], one["total"], one["grade"], one["pay"]) == ("assessed", "91.45", "优秀", "2881.13")
    assert (missing["status"], missing["total"], missing["grade"], missing["pay"], missing["rank"]) == (
        "missing", None, None, None, None,
    )  # fmt: skip


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\0" + bytes(100), b"no database"])
def test_a_folder_with_a_damaged_record_is_no_cycle(world: World, damage: bytes) -> None:
    (world.folder / store.FILE).write_bytes(damage)
    consolidation, findings = collect(world.folder, (), nothing)
    assert consolidation is None
    assert codes(findings) == ["folder-not-a-cycle"]


def test_progress_is_told_after_each_file(world: World) -> None:
    world.fill("001")
    world.fill("002")
    seen: list[tuple[int, int]] = []
    collect(world.folder, (), lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]
