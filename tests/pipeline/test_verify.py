"""Results are verified from the kept originals: identical, or where and why not."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from kpixl.cycle import database
from kpixl.cycle.sources import note_taken
from kpixl.findings import Severity
from kpixl.findings import verify as table
from kpixl.model.provenance import TakenFrom
from kpixl.model.verification import Verified
from kpixl.pipeline.collect import collect, results_folder
from kpixl.pipeline.decide import Options
from kpixl.pipeline.make import Options as MakeOptions
from kpixl.pipeline.make import make_template
from kpixl.pipeline.sources import results_digest
from kpixl.pipeline.verify import verify
from kpixl.report.results import write_results
from kpixl.report.verify_lines import verify_json, verify_lines
from tests.pipeline.test_changes import ENTRIES
from tests.pipeline.world import PEOPLE, World, codes, copy_of, nothing, write_csv

RESULTS = "results/results.json"


def collect_results(world: World, options: Options = Options()) -> None:  # noqa: B008
    """Collects, and writes the results as the command does."""
    folder = results_folder(world.folder)
    _, findings = collect(world.folder, (), nothing, options, lambda c: write_results(c, folder))
    assert not findings


def verified(world: World, *passwords: str) -> Verified:
    """What comes of it; the record can be read."""
    found, findings = verify(world.folder, passwords, nothing)
    assert found is not None, [finding.message() for finding in findings]
    return found


@pytest.fixture(scope="session")
def collected_once(perf_once: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """001 (89.90) and A-03 have returned their forms, 002 one that is not complete; results are written."""
    world = copy_of(perf_once, tmp_path_factory.mktemp("verify") / "十一月")
    world.fill("001", entries=ENTRIES)
    world.fill("A-03")
    world.fill("002", entries={"客诉率.客诉件数@": None})
    shutil.copy(world.returned / "001.xlsx", world.returned / "再来一份.xlsx")
    collect_results(world)
    return world


@pytest.fixture
def collected(collected_once: World, tmp_path: Path) -> World:
    return copy_of(collected_once, tmp_path / "十一月")


def original(world: World, name: str = "001.xlsx") -> Path:
    """Where the original of a returned file is kept."""
    data = (world.returned / name).read_bytes()
    return next(path for path in (world.folder / "received").rglob("*") if _holds(path, data))


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def flip(path: Path, at: int) -> None:
    """Changes one byte."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def execute(world: World, *statements: str) -> None:
    with closing(sqlite3.connect(world.folder / database.FILE)) as db, db:
        for statement in statements:
            db.execute(statement)


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_what_nobody_has_touched_is_identical(collected: World) -> None:
    before = everything(collected.folder)
    found = verified(collected)
    assert found.identical
    assert found.findings == ()
    assert (found.again.originals, found.again.forms, found.written, found.handouts) == (3, 3, 5, 4)
    assert everything(collected.folder) == before


def test_it_is_identical_whatever_the_files_are_called_now(collected: World) -> None:
    (collected.returned / "001.xlsx").rename(collected.returned / "一.xlsx")
    (collected.returned / "A-03.xlsx").unlink()
    collect_results(collected)
    assert verified(collected).identical


def test_a_strict_collection_is_verified_as_such(collected: World) -> None:
    collected.fill("004", entries={"维修过程服务满意度.回访平均分@": "92分"})
    for strict in (True, False):
        collect_results(collected, Options(strict=strict))
        assert verified(collected).identical


def test_a_withdrawn_file_stays_withdrawn(collected: World) -> None:
    collect_results(collected, Options(withdraw="A-03.xlsx", reason="发错了"))
    assert verified(collected).identical


Spoil = Callable[[World], object]


def total_edited(world: World) -> None:
    path = world.folder / RESULTS
    text = path.read_text(encoding="utf-8")
    assert '"total": "89.90"' in text
    path.write_text(text.replace('"total": "89.90"', '"total": "99.90"'), encoding="utf-8")


def saved_prettily(world: World) -> None:
    path = world.folder / RESULTS
    path.write_text(json.dumps(json.loads(path.read_bytes())), encoding="utf-8")


def gone(world: World) -> None:
    original(world).unlink()


def with_password(world: World) -> None:
    plain, locked = world.fill("004"), io.BytesIO()
    with plain.open("rb") as stream:
        OOXMLFile(stream).encrypt("2026", locked)
    plain.write_bytes(locked.getvalue())
    collect_results(world, Options(passwords=("2026",)))


def result_in_record(world: World) -> None:
    execute(
        world,
        """UPDATE assessment SET result = replace(result, '"n":"899/10"', '"n":"999/10"')""",
    )


def result_and_seal(world: World) -> None:
    """The record says something else, and no seal tells: as another version of the rules would have it."""
    result_in_record(world)
    execute(world, "DELETE FROM run")
    collect_results(world)


def made_anew(world: World) -> None:
    roster = write_csv(world.folder.parent / "名册.csv", PEOPLE[:3])
    made, findings = make_template("perf-pay-100", roster, "2026-11", world.folder, MakeOptions(), nothing)
    assert made is not None, findings


def other_version(world: World) -> None:
    execute(world, "UPDATE run SET version = '0.0.9'")


def truncated(world: World) -> None:
    path = world.folder / database.FILE
    path.write_bytes(path.read_bytes()[:-4096])


def other_cycle(world: World) -> Path:
    """Another cycle, which this one has taken figures from."""
    other = world.folder.parent / "十月"
    shutil.copytree(world.folder, other)
    taken = TakenFrom("十月", "month", "2026-10", results_digest(other), "../十月")
    with database.opened(world.folder) as db, database.written(db):
        note_taken(db, [taken])
    collect_results(world)
    return other


@dataclass(frozen=True)
class Case:
    """A way to spoil a cycle, what is told then, and at which place."""

    code: str
    spoil: Spoil
    place: str
    message: str
    title: str = ""

    def __str__(self) -> str:
        return self.code + (f" {self.title}" if self.title else "")


CASES = (
    Case(
        "verify-original-changed",
        lambda world: flip(original(world), 5000),
        "001.xlsx",
        "保存的原件变了，不再是收到时的内容",
        "by one byte",
    ),
    Case("verify-original-missing", gone, "001.xlsx", "保存的原件不见了"),
    Case("verify-original-locked", with_password, "004.xlsx", "这份原件有打开密码"),
    Case("verify-record-damaged", result_in_record, "kpixl.db", "kpixl.db 已损坏，或有人改过", "a result"),
    Case("verify-record-damaged", truncated, "kpixl.db", "kpixl.db 已损坏，或有人改过", "cut off"),
    Case(
        "verify-record-damaged",
        lambda world: execute(world, "UPDATE handout SET name = '别人'"),
        "kpixl.db",
        "kpixl.db 已损坏，或有人改过：读不出来",
        "a handout",
    ),
    Case(
        "verify-record-damaged",
        lambda world: execute(world, "UPDATE run SET counts = '{'"),
        "kpixl.db",
        "kpixl.db 已损坏，或有人改过：运行记录读不出来",
        "a run",
    ),
    Case(
        "verify-assessment-differs",
        result_and_seal,
        "001.xlsx「001 欧阳晓燕」",
        "从原件重新计算，和记录不同，共 2 处；第一处 result.total：记录为 99.90，重新计算为 89.90。",
    ),
    Case("verify-not-collected", made_anew, "", "上次汇总以后记录又有变化", "people left"),
    Case(
        "verify-not-collected",
        lambda world: execute(world, "DELETE FROM run"),
        "",
        "上次汇总以后记录又有变化，或还没有汇总过",
        "never",
    ),
    Case(
        "verify-results-missing",
        lambda world: (world.folder / "results" / "results.csv").unlink(),
        "results.csv",
        "结果文件不见了。",
    ),
    Case(
        "verify-results-edited",
        total_edited,
        "results.json",
        "这个结果文件写出以后有人改过。不同的有 1 处；第一处 results[001].total：99.90，应为 89.90。",
        "a figure",
    ),
    Case(
        "verify-results-edited",
        saved_prettily,
        "results.json",
        "这个结果文件写出以后有人改过。内容没有变，只是写法不同。",
        "only spaces",
    ),
    Case(
        "verify-results-edited",
        lambda world: flip(world.folder / "results" / "考核结果.xlsx", 5000),
        "考核结果.xlsx",
        "这个结果文件写出以后有人改过。",
        "the workbook",
    ),
    Case(
        "verify-results-differ",
        result_and_seal,
        "results.json",
        "重新计算和写出的结果不同，共 ",
    ),
    Case(
        "verify-source-changed",
        lambda world: flip(other_cycle(world) / RESULTS, 50),
        "十月",
        "取数的那一期（2026-10，month）结果变了，这里的数还是以前的。",
    ),
    Case(
        "verify-source-missing",
        lambda world: shutil.rmtree(other_cycle(world)),
        "十月",
        "取数的那一期（2026-10，month）不在原来的地方，没有核对它有没有变。",
    ),
    Case("verify-other-version", other_version, "", "结果是 kpixl 0.0.9 算的"),
    Case(
        "verify-handout-missing",
        lambda world: shutil.rmtree(world.folder / "forms"),
        "",
        "发出的考核表不在文件夹里了，共 4 份",
    ),
    Case(
        "verify-handout-changed",
        lambda world: flip(next((world.folder / "forms").rglob("001*.xlsx")), 5000),
        "",
        "发出的考核表和做出时不同，共 1 份",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_not_as_it_was_is_told_where_it_is(case: Case, collected: World) -> None:
    case.spoil(collected)
    found, findings = verify(collected.folder, (), nothing)
    told = (*findings, *(found.findings if found is not None else ()))
    about = [finding for finding in told if finding.code == case.code]
    assert about, codes(told)
    assert case.place in str(about[0].place)
    assert about[0].message().startswith(case.message)
    assert found is None or found.identical == all(f.severity is not Severity.ERROR for f in told)
    for finding in told:
        for language in ("zh-CN", "en"):
            assert "{" not in finding.message(language).replace("{…}", "") + finding.remedy(language)


def test_every_code_has_a_case() -> None:
    assert {case.code for case in CASES} == {code.code for code in table.CODES}


def test_the_password_opens_it(collected: World) -> None:
    with_password(collected)
    assert not verified(collected).identical
    assert verified(collected, "2026").identical


def test_a_folder_that_is_no_cycle_is_told(tmp_path: Path) -> None:
    assert codes(verify(tmp_path, (), nothing)[1]) == ["folder-not-a-cycle"]


def rows_of(folder: Path) -> dict[str, list[tuple[object, ...]]] | None:
    """All that the record says, None when it cannot be read."""
    try:
        with database.opened(folder) as db:
            tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables}
    except (sqlite3.Error, database.NotACycle, UnicodeDecodeError):
        return None


HARMLESS = frozenset({"sighting", "pressed", "member"})
"""Tables that no result rests on: where files were seen, which were ever made."""


def positions(path: Path) -> Iterator[int]:
    random = Random(11)
    for _ in range(60):
        yield random.randrange(path.stat().st_size)


def test_one_changed_byte_of_the_record_is_told_unless_it_says_nothing(collected: World) -> None:
    path = collected.folder / database.FILE
    sound, whole = path.read_bytes(), rows_of(collected.folder)
    assert whole is not None
    told = 0
    for at in positions(path):
        flip(path, at)
        rows = rows_of(collected.folder)
        changed = rows is None or any(rows.get(name) != whole[name] for name in whole.keys() - HARMLESS)
        if changed:
            found, _ = verify(collected.folder, (), nothing)
            assert found is None or not found.identical, at
            told += 1
        path.write_bytes(sound)
    assert told >= 10
    assert verified(collected).identical


def test_the_lines_and_the_json_say_what_was_found(collected: World) -> None:
    assert verify_json(verified(collected))["identical"] is True
    flip(original(collected), 5000)
    found = verified(collected)
    lines = {language: list(verify_lines(found, language)) for language in ("zh-CN", "en")}
    assert lines["zh-CN"][0] == "▲ 不一致：2026年11月的结果和重新计算的对不上，见下面各条。"
    assert "  原件  3 份，其中 1 份变了、0 份不见了" in lines["zh-CN"]
    assert "  originals   3; changed: 1, missing: 0" in lines["en"]
    told = verify_json(found)
    assert told["identical"] is False
    assert told["originals"] == {"count": 3, "changed": [original_digest(found)], "missing": []}
    others = ["results/results.csv", "results/考核结果.xlsx", "results/考核报告.html", "results/绩效工资.csv"]
    assert told["results"]["same"] == [RESULTS, *others]


def original_digest(found: Verified) -> str:
    (changed,) = found.again.changed
    return changed


def test_provenance_is_that_of_the_record_and_of_nothing_else(collected: World) -> None:
    first = (collected.folder / RESULTS).read_bytes()
    collect_results(collected)
    assert (collected.folder / RESULTS).read_bytes() == first
    provenance = json.loads(first)["provenance"]
    assert [source["file"] for source in provenance["inputs"]] == ["001.xlsx", "002.xlsx", "A-03.xlsx"]
    for source in provenance["inputs"]:
        kept = collected.folder / "received" / source["sha256"][:2] / source["sha256"]
        assert kept.read_bytes() == (collected.returned / source["file"]).read_bytes()
    collected.fill("004", entries={"客诉率.客诉件数@": Fraction(1)})
    collect_results(collected)
    later = json.loads((collected.folder / RESULTS).read_bytes())["provenance"]
    assert later["inputs"][:2] == provenance["inputs"][:2]
    assert len(later["inputs"]) == 4
    assert later["collected"]["at"] >= provenance["collected"]["at"]


def test_an_original_that_is_gone_leaves_its_form_out(collected: World) -> None:
    gone(collected)
    found = verified(collected)
    assert codes(found.findings) == ["verify-original-missing"]
    assert (found.again.forms, found.again.left_out) == (2, 1)
    assert "  评定  2 张表，重新计算都相同；另有 1 张没有重新计算" in list(verify_lines(found, "zh-CN"))
    assert verify_json(found)["forms"] == {"count": 2, "different": 0, "left_out": 1}


def test_forms_that_wait_to_be_collected_again_are_not_called_different(collected: World) -> None:
    rows = [(*row[:4], "9999", *row[5:]) for row in PEOPLE]
    roster = write_csv(collected.folder.parent / "名册.csv", rows)
    made, findings = make_template(
        "perf-pay-100", roster, "2026-11", collected.folder, MakeOptions(), nothing
    )
    assert made is not None, findings
    found = verified(collected)
    assert codes(found.findings) == ["verify-not-collected"]
    assert (found.again.forms, found.again.left_out) == (0, 3)
    lines = list(verify_lines(found, "zh-CN"))
    assert "  结果  上次汇总以后记录有变化，没有核对" in lines
