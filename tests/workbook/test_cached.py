"""A workbook that nobody has recalculated shows the truth: every stored result is what an engine computes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.utils.datetime import to_excel

from kpixl.model.numbers import settled
from kpixl.model.roster import Appraisee
from kpixl.workbook.book import Job, write_book
from tests.oracle.judge import Judge
from tests.workbook.forms import PERSON, Shipped, press, random_fills, shipped_forms

LONG = Shipped(Path(__file__).with_name("long.yaml"), "long")
TIMES = Shipped(Path(__file__).parents[1] / "pipeline" / "times.yaml", "times")


def _jobs(shipped: Shipped, show_pay: bool, random: Random) -> Iterator[Job]:
    made = press(shipped, show_pay)
    for number, entries in enumerate(random_fills(made, 6, random)):
        person = Appraisee(f"00{number}", f"人'{number}", PERSON.department, PERSON.position, PERSON.fields)
        typed = {name: settled(v) if isinstance(v, Fraction) else v for name, v in entries.items()}
        yield Job(person, made, {} if number == 0 else typed)


def _formula_cells(path: Path) -> dict[tuple[str, str], object]:
    """The stored result of every formula of a workbook."""
    formulas, results = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): _number(results[sheet.title][cell.coordinate].value)
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def _number(value: object) -> object:
    """What stands in the file for a date."""
    return to_excel(value) if isinstance(value, datetime) else value


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
@pytest.mark.filterwarnings("ignore:.*outside the limits for dates:UserWarning")
@pytest.mark.parametrize("show_pay", [True, False], ids=["with pay", "without pay"])
@pytest.mark.parametrize("shipped", [*shipped_forms(), LONG, TIMES], ids=str)
def test_every_stored_result_is_what_an_engine_computes(
    formualizer_judge: Judge, shipped: Shipped, show_pay: bool, tmp_path: Path
) -> None:
    path = tmp_path / "部门.xlsx"
    jobs = list(_jobs(shipped, show_pay, Random(f"{shipped}{show_pay}")))
    write_book(path, jobs, heading="十一月", with_index=True)
    stored = _formula_cells(path)
    assert len(stored) > 100
    computed = formualizer_judge.values(path, {}, list(stored))
    for place, value in stored.items():
        seen = computed[place]
        if isinstance(value, int | float) and not isinstance(value, bool):
            assert seen == pytest.approx(value, rel=1e-12, abs=1e-12), place
        elif isinstance(value, str) and value.startswith("#"):
            assert str(seen).startswith("#"), place
        else:
            assert (seen or None) == (value or None), place
