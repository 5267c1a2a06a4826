"""Both back ends agree: what a form shows in an independent engine is what kpixl computes."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from kpixl.model.numbers import recorded, settled
from kpixl.model.submission import Raw
from kpixl.rules.values import EXCLUDED, EXCLUDED_TEXT, UNKNOWN, Value
from kpixl.workbook.book import Job, Press, given_values, write_book
from kpixl.workbook.live import cached
from kpixl.workbook.plan import Formula, Mirror
from tests.oracle.judge import Judge
from tests.workbook.forms import PERSON, Shipped, press, random_fills, shipped_forms

LONG = Shipped(Path(__file__).with_name("long.yaml"), "long")
LOG = Shipped(Path(__file__).with_name("log.yaml"), "log")
TIMES = Shipped(Path(__file__).parents[1] / "pipeline" / "times.yaml", "times")
WAYS = [
    Shipped(Path(__file__).with_name("ways.yaml"), form)
    for form in ("record", "gap", "counts", "raters", "answers")
]
FORMS = [*shipped_forms(), LONG, LOG, TIMES, *WAYS]
FILLS, HEAVY_FILLS = 2000, 208


def _fills(shipped: Shipped, total: int) -> list[dict[str, Raw]]:
    return list(random_fills(press(shipped), -(-total // len(FORMS)), Random(str(shipped))))


def agree(judge: Judge, made: Press, path: Path, fills: list[dict[str, Raw]]) -> None:
    """Fails where an engine shows something else than what is computed."""
    (sheet,) = write_book(path, [Job(PERSON, made, {})])
    places = {spot.cell.raw: spot.spot.plain for spot in made.plan.inputs}
    edits = [{(sheet, places[name]): value for name, value in entries.items()} for entries in fills]
    live = [
        (index, cell.spot.plain, cell.content)
        for index, cell in enumerate(made.plan.cells)
        if isinstance(cell.content, Formula | Mirror)
    ]
    cells = [(sheet, address) for _, address, _ in live]
    for entries, found in zip(fills, judge.batch(path, edits, cells), strict=True):
        values, shown = made.live(given_values(made, PERSON, _as_cells_hold(entries)))
        for index, address, content in live:
            expected = values[content.quantity] if isinstance(content, Mirror) else shown[index]
            problem = _difference(expected, found[sheet, address], _places(made, content))
            assert not problem, (
                f"{address} {problem}; formula {made.formulas.texts[index]}; entries {entries}"
            )


def _as_cells_hold(entries: dict[str, Raw]) -> dict[str, Value]:
    return {name: settled(value) if isinstance(value, Fraction) else value for name, value in entries.items()}


def _places(made: Press, content: Formula | Mirror) -> int | None:
    name = content.quantity if isinstance(content, Mirror) else content.shows
    quantity = made.rulebook.quantities.get(name)
    return quantity.places if quantity is not None else None


def _difference(expected: Value, found: object, places: int | None) -> str:
    """Why a cell is not what it should be, or "". Figures are compared to the last digit shown."""
    if expected is UNKNOWN:
        return "" if isinstance(found, str) and found.startswith("#") else f"should be unknown, is {found!r}"
    if expected is EXCLUDED:
        return "" if found == EXCLUDED_TEXT else f"should be left out, is {found!r}"
    if isinstance(expected, Fraction):
        if isinstance(found, bool) or not isinstance(found, float | int):
            return f"should be {float(expected)}, is {found!r}"
        seen = Fraction(found)
        same = abs(seen - expected) <= Fraction(1, 10**9) * max(1, abs(expected))
        digits = 2 if places is None else places
        return (
            ""
            if same and recorded(seen, digits) == recorded(expected, digits)
            else f"{float(expected)} / {found}"
        )
    wanted = cached(expected)
    return "" if (found or "") == wanted or found == wanted else f"should be {wanted!r}, is {found!r}"


@pytest.mark.parametrize("shipped", FORMS, ids=str)
def test_formualizer_shows_what_is_computed(
    formualizer_judge: Judge, shipped: Shipped, tmp_path: Path
) -> None:
    agree(formualizer_judge, press(shipped), tmp_path / "form.xlsx", _fills(shipped, FILLS))


@pytest.mark.parametrize("shipped", FORMS, ids=str)
def test_ironcalc_shows_what_is_computed(ironcalc_judge: Judge, shipped: Shipped, tmp_path: Path) -> None:
    agree(ironcalc_judge, press(shipped), tmp_path / "form.xlsx", _fills(shipped, FILLS))


@pytest.mark.parametrize("shipped", FORMS, ids=str)
def test_libreoffice_shows_what_is_computed(
    libreoffice_judge: Judge, shipped: Shipped, tmp_path: Path
) -> None:
    agree(libreoffice_judge, press(shipped), tmp_path / "form.xlsx", _fills(shipped, HEAVY_FILLS))
