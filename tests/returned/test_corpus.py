"""Whatever came back in the corpus: the verdict, the findings with their places, and the results are as they should be."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.cycle import originals
from kpixl.model.result import Status
from tests.returned.corpus import FILES, HERE, Kind, collected, figures, kinds, returned, told

LEAST_KINDS, MOST_BYTES = 70, 4_000_000
ALL = kinds()

BY_HAND = {
    # 95 of 90; 5‰ against 4‰; 95 of 98; 12.5‰ against 10‰; 优秀; 2000 of 2000; in time: 20+12+14.54+8+10+20+10.
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

Figures = Callable[..., dict[str, tuple[object, ...]]]


@pytest.fixture(scope="session")
def figures_of(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """What everybody comes to when these files come back."""
    known: dict[tuple[str, ...], dict[str, tuple[object, ...]]] = {}

    def figures_of(*files: str) -> dict[str, tuple[object, ...]]:
        if files not in known:
            kind = Kind("", "", "", {file: file for file in files}, "")
            folder = returned(tmp_path_factory.mktemp("like") / "期", kind.returns)
            known[files] = figures(collected(folder, kind).results)
        return known[files]

    return figures_of


@pytest.fixture(scope="session")
def honest(figures_of: Figures) -> dict[str, tuple[object, ...]]:
    """What everybody comes to who makes no mistake."""
    return figures_of(*(f"honest-{number}.xlsx" for number in BY_HAND))


@pytest.mark.parametrize("kind", ALL, ids=str)
def test_a_returned_file_is_judged_as_it_should_be(
    kind: Kind, honest: dict[str, tuple[object, ...]], figures_of: Figures, tmp_path: Path
) -> None:
    folder = returned(tmp_path / "2026年11月", kind.returns)
    consolidation = collected(folder, kind)
    got = {file.path: file for file in consolidation.files}
    assert {name: str(file.verdict) for name, file in got.items()} == kind.verdicts
    with_sheets = any("「" in text for texts in kind.found.values() for text in texts)
    found = {name: sorted(told(f, with_sheets) for f in file.findings) for name, file in got.items()}
    assert found == kind.found
    by_person = figures(consolidation.results)
    if kind.same is not None:
        for number in kind.people:
            if kind.same:
                assert by_person[number] == honest[number]
            else:
                assert by_person[number][0] is not Status.ASSESSED
    if kind.like:
        assert by_person == figures_of(kind.like)
    totals = {result.appraisee.id: result.total for result in consolidation.results}
    assert {number: totals[number] for number in kind.total} == {
        number: Fraction(total) for number, total in kind.total.items()
    }
    assert all(originals.read(folder, file.sha256) for file in got.values() if "/" not in file.path and not file.path.endswith(".zip"))


def test_honest_results_are_those_worked_out_by_hand(tmp_path: Path) -> None:
    kind = Kind("", "", "", {f"{number}.xlsx": f"honest-{number}.xlsx" for number in BY_HAND}, "accepted")
    results = collected(returned(tmp_path / "期", kind.returns), kind).results
    for result in results:
        total, grade, pay, fine = BY_HAND[result.appraisee.id]
        assert (result.total, result.grade, result.pay) == (Fraction(total), grade, Fraction(pay))
        assert [row.amount for row in result.money] == ([Fraction(fine)] if fine is not None else [])


def test_every_kind_says_what_its_results_should_be() -> None:
    silent = [kind.kind for kind in ALL if kind.same is None and not kind.like and not kind.total]
    assert not silent


def test_the_corpus_is_whole_varied_and_small() -> None:
    kept = {path.name for path in FILES.iterdir()}
    used = {file for kind in ALL for file in (*kind.returns.values(), *([kind.like] if kind.like else []))}
    assert used == kept
    assert len({kind.kind for kind in ALL}) == len(ALL) >= LEAST_KINDS
    engines = {"xlsxwriter", "openpyxl", "libreoffice", "exceljs", "sheetjs", "gnumeric", "msoffcrypto", "human"}
    assert engines <= {kind.engine for kind in ALL}
    assert sum(path.stat().st_size for path in HERE.rglob("*") if path.is_file() and "__pycache__" not in path.parts) < MOST_BYTES
