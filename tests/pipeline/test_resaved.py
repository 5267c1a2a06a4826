"""Forms that other programs filled, saved again or renamed give the same results, to the last digit."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from kpixl.model.result import Consolidation, Status, Verdict
from kpixl.pipeline.books import Per
from tests.oracle import LibreOfficeJudge
from tests.pipeline.world import World, anew, codes, make_world

ROSTERS = Path(__file__).parents[1] / "data/rosters"
PEOPLE, BRANCHES = "花名册-2026-11.xlsx", "分公司名单.xlsx"

Resave = Callable[[Path, Path], object]


@dataclass(frozen=True)
class Handed:
    """A scheme of the library, its people, and how they share workbooks; so many of those come back."""

    scheme: str
    roster: str
    period: str
    per: Per
    files: int

    def __str__(self) -> str:
        return f"{self.scheme} per {self.per}"


ALL = (
    Handed("perf-pay-100", PEOPLE, "2026-11", Per.PERSON, 4),
    Handed("perf-pay-100", PEOPLE, "2026-11", Per.DEPARTMENT, 1),
    Handed("perf-pay-100", PEOPLE, "2026-11", Per.POSITION, 2),
    Handed("cm-branch-2008-scorecard", BRANCHES, "2026", Per.PERSON, 3),
    Handed("cm-branch-2008-scorecard", BRANCHES, "2026", Per.DEPARTMENT, 1),
    Handed("goals-and-values", PEOPLE, "2026-Q4", Per.PERSON, 2),
    Handed("goals-and-values", PEOPLE, "2026-Q4", Per.DEPARTMENT, 1),
    Handed("goals-and-values", PEOPLE, "2026-Q4", Per.POSITION, 1),
)

_SHARING = {
    Per.PERSON: lambda handout: handout.id,
    Per.DEPARTMENT: lambda handout: handout.department,
    Per.POSITION: lambda handout: f"{handout.department} {handout.position}",
}

Cycle = Callable[[Handed], World]


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """A cycle in which some workbooks have come back. Each scheme is made once, the rest is a copy."""
    made: dict[str, World] = {}
    filled: dict[Handed, World] = {}

    def world(handed: Handed) -> World:
        if handed.scheme not in made:
            folder, roster = tmp_path_factory.mktemp("cycle") / "期", ROSTERS / handed.roster
            made[handed.scheme], _ = make_world(folder, handed.scheme, roster, handed.period, Per.DEPARTMENT)
        if handed not in filled:
            copy = anew(made[handed.scheme], tmp_path_factory.mktemp("cycle") / "期")
            for name, numbers in chosen(copy, handed):
                copy.fill(*numbers, name=f"{name}.xlsx")
            filled[handed] = copy
        return filled[handed]

    return world


def chosen(world: World, handed: Handed) -> list[tuple[str, list[str]]]:
    """Some workbooks, from the beginning and the end of the roster, the smallest shared ones."""
    books: dict[str, list[str]] = {}
    for handout in world.held.handouts:
        books.setdefault(_SHARING[handed.per](handout), []).append(handout.id)
    names = list(books)
    if handed.per is not Per.PERSON:
        shared = [name for name in names if len(books[name]) > 1]
        names = sorted(shared, key=lambda name: len(books[name]))[: handed.files]
    half = handed.files // 2
    picked = [*names[:half], *names[len(names) - (handed.files - half) :]]
    return [(name or "全部", books[name]) for name in picked]


def figures(consolidation: Consolidation) -> list[tuple[object, ...]]:
    return [
        (
            r.appraisee.id, r.status, r.items, r.subtotals, r.total, r.grade, r.pay, r.pay_note,
            r.rank, r.department_rank,
        )
        for r in consolidation.results
    ]  # fmt: skip


def renamed_after(resave: Resave, world: World, folder: Path) -> World:
    """A copy of the cycle in which every returned file was saved again and has a name that says nothing."""
    copy = anew(world, folder)
    for number, path in enumerate(sorted(copy.returned.iterdir()), 1):
        resave(path, copy.returned / f"新建 Microsoft Excel 工作表 ({number}).xlsx")
        path.unlink()
    return copy


def by_openpyxl(path: Path, out: Path) -> None:
    with warnings.catch_warnings():
        # It tells that it drops the bars of the index.
        warnings.simplefilter("ignore", UserWarning)
        openpyxl.load_workbook(path).save(out)


def test_what_the_library_hands_out_comes_back_whole(cycle: Cycle) -> None:
    for handed in ALL:
        consolidation = cycle(handed).collect()
        assert {file.verdict for file in consolidation.files} == {Verdict.ACCEPTED}, handed
        assert len(consolidation.files) == handed.files
        assessed = sum(result.status is Status.ASSESSED for result in consolidation.results)
        assert assessed == sum(len(file.appraisees) for file in consolidation.files) > 0


@pytest.mark.parametrize("handed", ALL, ids=str)
def test_saved_again_by_libreoffice(
    handed: Handed,
    cycle: Cycle,
    libreoffice_judge: LibreOfficeJudge,
    tmp_path: Path,
) -> None:
    world = cycle(handed)
    again = renamed_after(libreoffice_judge.resave, world, tmp_path / "期").collect()
    assert figures(again) == figures(world.collect())
    assert [codes(file.findings) for file in again.files] == [[]] * handed.files


@pytest.mark.parametrize("handed", ALL, ids=str)
def test_saved_again_by_openpyxl(handed: Handed, cycle: Cycle, tmp_path: Path) -> None:
    world = cycle(handed)
    again = renamed_after(by_openpyxl, world, tmp_path / "期").collect()
    assert figures(again) == figures(world.collect())
    for file in again.files:
        assert codes(file.findings) == ["results-not-recalculated"] * len(file.appraisees)
        assert file.verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("handed", [ALL[0], ALL[3], ALL[5]], ids=str)
def test_filled_in_libreoffice_as_people_do(
    handed: Handed,
    cycle: Cycle,
    libreoffice_judge: LibreOfficeJudge,
    tmp_path: Path,
) -> None:
    world = cycle(handed)
    expected = {row[0]: row for row in figures(world.collect()) if row[1] is Status.ASSESSED}
    copy = anew(world, tmp_path / "期")
    number = next(iter(expected))
    for path in copy.returned.iterdir():
        path.unlink()
    sheet = next(handout.sheet for handout in world.held.handouts if handout.id == number)
    typed = world.entries(number)
    blank = copy.fill(number, name="空白.xlsx", entries=dict.fromkeys(typed))
    spots = {spot.cell.raw: spot.spot.plain for spot in world.press(number).plan.inputs}
    edits = {(sheet, spots[raw]): value for raw, value in typed.items()}
    libreoffice_judge.resave(blank, copy.returned / "填好.xlsx", edits)
    blank.unlink()
    consolidation = copy.collect()
    (file,) = consolidation.files
    assert codes(file.findings) == []
    row = next(row for row in figures(consolidation) if row[0] == number)
    assert row[:8] == expected[number][:8]


HONEST = {
    ".xls": {"results-not-recalculated", "results-stale"},
    ".ods": set[str](),
}
"""What an honest form saved in another format may be told of."""


@pytest.mark.parametrize("suffix", HONEST)
def test_saved_in_another_format_it_is_read_all_the_same(
    suffix: str, cycle: Cycle, libreoffice_judge: LibreOfficeJudge, tmp_path: Path
) -> None:
    world = cycle(ALL[0])

    def resave(path: Path, out: Path) -> None:
        libreoffice_judge.resave(path, tmp_path / f"存{suffix}").rename(out)

    again = renamed_after(resave, world, tmp_path / "期").collect()
    assert figures(again) == figures(world.collect())
    assert {code for file in again.files for code in codes(file.findings)} <= HONEST[suffix]


def test_a_result_typed_over_in_libreoffice_is_told(
    cycle: Cycle, libreoffice_judge: LibreOfficeJudge, tmp_path: Path
) -> None:
    world = anew(cycle(ALL[0]), tmp_path / "期")
    path, *others = sorted(world.returned.iterdir())
    number = path.stem
    for other in others:
        other.unlink()
    sheet = next(handout.sheet for handout in world.held.handouts if handout.id == number)
    cell = world.output(number, "绩效分数")
    libreoffice_judge.resave(path, world.returned / "改过.xlsx", {(sheet, cell): Fraction(100)})
    path.unlink()
    (file,) = world.collect().files
    assert "formula-overwritten" in codes(file.findings)
    assert file.verdict is Verdict.WARNED
