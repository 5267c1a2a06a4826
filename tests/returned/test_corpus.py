"""What came back in the corpus: verdicts, findings with their places, and results are as they should be."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.cycle import originals
from kpixl.model.result import Status
from kpixl.pipeline.collect import load_returns
from tests.returned.corpus import FILES, HERE, Kind, collected, figures, kinds, returned, told

LEAST_KINDS, MOST_BYTES = 70, 4_000_000
ENGINES = {
    *("xlsxwriter", "excel", "openpyxl", "libreoffice", "exceljs", "sheetjs", "gnumeric", "msoffcrypto"),
    *("zip", "human"),
}
ALL = kinds()

BY_HAND = {
    # 95 of 90; 5‰, not 4‰; 95 of 98; 12.5‰, not 10‰; 优秀; 2000 of 2000; in time: 20+12+14.54+8+10+20+10.
    "001": ("94.54", "优秀", "2836.20", "100"),
    # 88 of 90; 3.33‰ against 4‰; 97 of 98; 8‰; 良好; 1750 of 1800; late: 19.556+15+14.847+10+8+19.444+5.
    "002": ("91.85", "优秀", "2572.26", "0"),
    # 91 of 90; 2.5‰; 99 of 98; 5‰; 合格; 2600 of 2500; in time: 20+15+15+10+6+20+10; fines 200 and 300.
    "A-03": ("96", "优秀", "3840", "500"),
    # 280000 of 300000; one mistake; 92 of 95: 56+15+19.368.
    "011": ("90.37", "优秀", "3253.32", None),
    # 300000 of 300000; no mistake; 80 of 95: 60+20+16.842.
    "012": ("96.84", "优秀", "2324.16", None),
}
"""Total, grade, pay and fine of everybody who makes no mistake, worked out by hand."""

Figures = dict[str, tuple[object, ...]]
FiguresOf = Callable[..., Figures]


def some(*files: str) -> Kind:
    """These files come back under the names that they have in the corpus."""
    return Kind("", "", "", {file: file for file in files}, "")


@pytest.fixture(scope="session")
def figures_of(tmp_path_factory: pytest.TempPathFactory) -> FiguresOf:
    """What everybody comes to when these files come back."""
    known: dict[tuple[str, ...], Figures] = {}

    def figures_of(*files: str) -> Figures:
        if files not in known:
            kind = some(*files)
            folder = returned(tmp_path_factory.mktemp("like") / "期", kind.returns)
            known[files] = figures(collected(folder, kind).results)
        return known[files]

    return figures_of


@pytest.fixture(scope="session")
def honest(figures_of: FiguresOf) -> Figures:
    """What everybody comes to who makes no mistake."""
    return figures_of(*(f"honest-{number}.xlsx" for number in BY_HAND))


@pytest.mark.parametrize("kind", ALL, ids=str)
def test_a_returned_file_is_judged_as_it_should_be(
    kind: Kind, honest: Figures, figures_of: FiguresOf, tmp_path: Path
) -> None:
    folder = returned(tmp_path / "2026年11月", kind.returns)
    consolidation = collected(folder, kind)
    got = {file.path: file for file in consolidation.files}
    assert {name: str(file.verdict) for name, file in got.items()} == kind.verdicts
    found = {
        name: sorted(told(finding, kind.names_sheets) for finding in file.findings)
        for name, file in got.items()
    }
    assert found == kind.found
    by_person = figures(consolidation.results)
    if kind.same:
        assert {number: by_person[number] for number in kind.people} == {
            number: honest[number] for number in kind.people
        }
    elif kind.same is not None:
        assert Status.ASSESSED not in {by_person[number][0] for number in kind.people}
    if kind.like:
        assert by_person == figures_of(kind.like)
    totals = {result.appraisee.id: result.total for result in consolidation.results}
    wanted = {number: Fraction(total) for number, total in kind.total.items()}
    assert {number: totals[number] for number in wanted} == wanted


def test_honest_results_are_those_worked_out_by_hand(tmp_path: Path) -> None:
    kind = some(*(f"honest-{number}.xlsx" for number in BY_HAND))
    for result in collected(returned(tmp_path / "期", kind.returns), kind).results:
        total, grade, pay, fine = BY_HAND[result.appraisee.id]
        assert (result.total, result.grade, result.pay) == (Fraction(total), grade, Fraction(pay))
        assert [row.amount for row in result.money] == ([Fraction(fine)] if fine is not None else [])


def test_everything_at_once_is_taken_in_kept_and_never_opened_again(tmp_path: Path) -> None:
    kind = some(*sorted(path.name for path in FILES.iterdir()))
    folder = returned(tmp_path / "期", kind.returns)
    first, second = collected(folder, kind), collected(folder, kind)
    assert len(first.files) > first.opened == len(kind.returns)
    assert second.opened == 0
    assert (second.files, second.results) == (first.files, first.results)
    loose = {file.path: file.sha256 for file in first.files if file.path in kind.returns}
    archives = {name for name in loose if name.endswith(".zip")}
    for name in loose.keys() - archives:
        assert originals.read(folder, loose[name]) == (FILES / name).read_bytes()


def test_remarks_are_read_as_they_were_written(tmp_path: Path) -> None:
    folder = returned(tmp_path / "期", {"周小舟.xlsx": "remarks.xlsx"})
    collected(folder, some("remarks.xlsx"))
    ((form,),) = (file.forms for file in load_returns(folder))
    assert form.submission.remarks == {"客户满意度": "样本比上月多", "回访率": "=不是公式"}


def test_texts_that_look_like_formulas_are_read_as_texts(tmp_path: Path) -> None:
    folder = returned(tmp_path / "期", {"周小舟.xlsx": "signs-in-texts.xlsx"})
    collected(folder, some("signs-in-texts.xlsx"))
    ((form,),) = (file.forms for file in load_returns(folder))
    entries = {name: cell.raw for name, cell in form.submission.entries.items()}
    assert str(entries["重点工作.完成情况@"]).startswith('=HYPERLINK("http://example.invalid","点我")，')
    notes = [entries[f"事件登记.依据.{number}@"] for number in (1, 2, 3)]
    assert notes == ["@SUM(1+1)*cmd|' /C calc'!A0", "-工单 1119-11", "+工单 1120-01"]


def test_every_kind_says_what_its_results_should_be() -> None:
    assert not [kind.kind for kind in ALL if kind.same is None and not kind.like and not kind.total]


def test_the_corpus_is_whole_varied_and_small() -> None:
    used = {file for kind in ALL for file in (*kind.returns.values(), kind.like)} - {""}
    assert used == {path.name for path in FILES.iterdir()}
    assert len({kind.kind for kind in ALL}) == len(ALL) >= LEAST_KINDS
    assert {kind.engine for kind in ALL} == ENGINES
    kept = [path for path in HERE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in kept) < MOST_BYTES
