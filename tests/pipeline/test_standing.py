"""What counts stays right when things change meanwhile, and nothing is lost that was read or found."""

from __future__ import annotations

import io
import os
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from kpixl.cycle import database, originals, store
from kpixl.cycle.lock import locked
from kpixl.files import digest_of_file
from kpixl.model.result import Consolidation, Status, Verdict
from kpixl.model.roster import ID
from kpixl.pipeline import intake
from kpixl.pipeline.decide import Options
from kpixl.pipeline.make import Options as Making
from kpixl.pipeline.make import make_template
from tests.pipeline.world import (
    PEOPLE,
    World,
    change,
    codes,
    file_of,
    make_world,
    nothing,
    result_of,
    write_csv,
)

LONG_AGO = 1_700_000_000
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PROGRAM = (
    '<Relationship Id="rId99" Target="vbaProject.bin"'
    ' Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/></Relationships>'
)


def revised(world: World, definition: str, more_pay: int) -> None:
    """Makes all forms again, by this definition and with other pay bases."""
    scheme = world.folder.parent / "方案.yaml"
    scheme.write_text(definition, encoding="utf-8")
    people = [(*person[:4], str(float(person[4]) + more_pay), person[5]) for person in PEOPLE]
    roster = write_csv(world.folder.parent / "新名册.csv", people)
    made, findings = make_template(str(scheme), roster, "2026-11", world.folder, Making(revise=True), nothing)
    assert made is not None, findings


def test_what_a_password_has_opened_is_not_lost_when_nobody_gives_it_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, sealed = world.fill("001"), io.BytesIO()
    OOXMLFile(io.BytesIO(path.read_bytes())).encrypt("一二三", sealed)
    path.write_bytes(sealed.getvalue())
    os.utime(path, (LONG_AGO, LONG_AGO))
    assert result_of(world.collect(options=Options(passwords=("一二三",))), "001").status is Status.ASSESSED
    monkeypatch.setattr(intake, "READER", intake.READER + 1)
    consolidation = world.collect()
    assert result_of(consolidation, "001").status is Status.ASSESSED
    assert file_of(consolidation, "001.xlsx").findings == ()


def test_a_form_with_another_number_is_told_also_when_the_true_form_counts(world: World) -> None:
    path = world.fill("001", name="王小明.xlsx")
    book = openpyxl.load_workbook(path)
    spot = next(cell for cell in world.press("001").blueprint.locked if cell.field == ID)
    book[book.sheetnames[0]].cell(spot.row, spot.column).value = "002"
    book.save(path)
    change(path, "docProps/core.xml", lambda text: re.sub(r"\d{4}-\d\d-\d\dT", "1999-01-01T", text))
    world.fill("001", name="欧阳晓燕.xlsx")
    consolidation = world.collect()
    assert result_of(consolidation, "001").file == "欧阳晓燕.xlsx"
    taken = file_of(consolidation, "王小明.xlsx")
    assert (taken.verdict, codes(taken.findings)) == (Verdict.REFUSED, ["identity-number-changed"])


def test_a_file_is_refused_for_what_the_scheme_refuses_of_whole_files(world: World, tmp_path: Path) -> None:
    scheme = tmp_path / "方案.yaml"
    scheme.write_text(world.held.definition + "\nreturns: {macros-ignored: refuse}\n", encoding="utf-8")
    strict, _ = make_world(tmp_path / "严格", str(scheme), write_csv(tmp_path / "名册.csv"), "2026-11")
    path = strict.fill("001")
    change(path, "[Content_Types].xml", lambda text: text.replace(PLAIN_BOOK, MACROS))
    change(path, "xl/_rels/workbook.xml.rels", lambda text: text.replace("</Relationships>", PROGRAM))
    (file,) = strict.collect().files
    assert (file.verdict, codes(file.findings)) == (Verdict.REFUSED, ["macros-ignored"])


def test_a_run_that_has_waited_goes_by_what_was_made_meanwhile(world: World) -> None:
    world.fill("001")
    found: list[Consolidation] = []
    with locked(world.folder):
        waiting = threading.Thread(target=lambda: found.append(world.collect()))
        waiting.start()
        time.sleep(0.5)
        store.save(world.folder, later := newer(world))
    waiting.join()
    assert found[0].provenance is not None
    assert (found[0].provenance.making, found[0].cycle.due) == (2, later.cycle.due)


def newer(world: World) -> store.StoredCycle:
    """The same cycle with another day on which forms are due."""
    held = world.held
    return replace(held, cycle=replace(held.cycle, due=date(2026, 12, 24)))


def test_earlier_versions_are_looked_up_while_much_is_being_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    definition = world.held.definition
    for number in (1, 2):
        world.fill(f"00{number}")
        revised(world, f"{definition}\n# {number}\n", 100 * number)
    world.collect()
    revised(world, f"{definition}\n# 2\n", 300)
    whole = database.opened

    @contextmanager
    def without_memory(folder: Path) -> Iterator[sqlite3.Connection]:
        with whole(folder) as db:
            for setting in ("cache_size = 1", "cache_spill = 1", "busy_timeout = 100"):
                db.execute(f"PRAGMA {setting}")
            yield db

    monkeypatch.setattr(database, "opened", without_memory)
    assert [result.status for result in world.collect().results[:2]] == [Status.ASSESSED] * 2


def test_a_damaged_original_is_put_right_when_the_file_comes_again(world: World) -> None:
    path = world.fill("001")
    world.collect()
    digest = originals.keep(world.folder, path.read_bytes())
    kept = originals.path_of(world.folder, digest)
    kept.write_bytes(b"\0" * kept.stat().st_size)
    originals.keep(world.folder, path.read_bytes())
    assert originals.read(world.folder, digest) == path.read_bytes()


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_of_two_files_that_differ_in_content_alone_the_order_of_coming_decides_nothing(
    order: tuple[int, int], world: World
) -> None:
    digests = {}
    for seed in order:
        path = world.fill("001", seed=seed)
        digests[seed] = digest_of_file(path)
        consolidation = world.collect()
    first, last = sorted(digests.values())
    counts, other = (next(f for f in consolidation.files if f.sha256 == digest) for digest in (first, last))
    assert counts.path == other.path
    (told,) = [finding for finding in counts.findings if finding.code == "person-twice"]
    assert told.details["other"] == f"{other.path}（{last[:12]}）"
    assert told.details["why"] == f"名称和保存时间都相同，编号 {first[:12]} 排在前面"
    assert [finding.details["other"] for finding in other.findings] == [f"{counts.path}（{first[:12]}）"]
    taken_back = world.collect(options=Options(withdraw=first[:12], reason="不是这份"))
    standing = next(file for file in taken_back.files if file.sha256 == last)
    assert standing.verdict is not Verdict.IGNORED
