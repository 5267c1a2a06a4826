"""The list in front of a workbook: what it says of each form, and that its formulas agree with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.definition.library import library, templates
from kpixl.pipeline.fill import plausible
from kpixl.workbook.book import Job, write_book
from kpixl.workbook.index import SHEET
from tests.oracle import Judge
from tests.workbook.forms import PERSON, Shipped, press

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

LIBRARY = dict(library())
BOOKS = {
    "pay": [Shipped(LIBRARY["perf-pay-100"], "sales")],
    "nothing scored": [Shipped(LIBRARY["power-95598-complaint"], form) for form in ("desk", "market")],
    "money beside scores": [Shipped(LIBRARY["dealer-sales-ms-100"], "dealer")],
    "money here and there": [
        Shipped(LIBRARY["dealer-cs-escalation"], form) for form in ("sales", "boutique")
    ],
    "demonstration": [Shipped(templates() / "demo" / "scheme.yaml", form) for form in ("sales", "office")],
}


def _written(forms: list[Shipped], path: Path) -> Path:
    """Each form twice: empty, and filled in."""
    jobs = []
    for number, form in enumerate(forms):
        made = press(form)
        for place, entries in enumerate(({}, plausible(made.rulebook, Random(0), made.cycle.period))):
            person = replace(PERSON, id=f"{number}{place}")
            jobs.append(Job(person, made, entries))
    write_book(path, jobs, heading="销售部", with_index=True)
    return path


def _sheet(path: Path) -> Worksheet:
    sheet = openpyxl.load_workbook(path, data_only=True)[SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


def _rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """Heading to value of each row, the last one is that of all together."""
    headings, *rows = sheet.iter_rows(min_row=6, min_col=2, values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows[:-1]]


@pytest.mark.parametrize("judge", ["formualizer_judge", "ironcalc_judge"])
@pytest.mark.parametrize("name", BOOKS)
def test_every_formula_gives_the_value_that_the_file_already_shows(
    name: str, judge: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = _written(BOOKS[name], tmp_path / "表.xlsx")
    engine: Judge = request.getfixturevalue(judge)
    formulas = openpyxl.load_workbook(path)[SHEET]
    cells = [(SHEET, c.coordinate) for row in formulas.iter_rows() for c in row if c.data_type == "f"]
    computed, shown = engine.values(path, {}, cells), _sheet(path)
    assert len(cells) > 12
    for sheet, cell in cells:
        cached = shown[cell].value
        wanted = cached if isinstance(cached, str) else pytest.approx(cached, abs=1e-9)
        assert computed[sheet, cell] == wanted, (cell, formulas[cell].value)


def test_where_nothing_is_scored_it_says_what_is_borne_instead_of_a_total(tmp_path: Path) -> None:
    empty, filled, *_, every = _rows(_sheet(_written(BOOKS["nothing scored"], tmp_path / "表.xlsx")))
    scheme = press(BOOKS["nothing scored"][0]).rulebook.scheme
    assert not {scheme.total, "等级", "奖励合计（元）"} & set(empty)
    amounts = [row["罚款合计（元）"] for row in (empty, filled, every)]
    assert all(isinstance(amount, int | float) for amount in amounts)
    assert amounts[0] == 0
    assert amounts[2] >= amounts[1] > 0
    assert str(every["状态"]).startswith("已填好 ")


def test_bonuses_have_a_column_where_a_form_has_any(tmp_path: Path) -> None:
    *_, every = _rows(_sheet(_written(BOOKS["money beside scores"], tmp_path / "表.xlsx")))
    assert {"罚款合计（元）", "奖励合计（元）"} <= set(every)


def test_where_no_form_has_money_there_is_no_column_for_it(tmp_path: Path) -> None:
    rows = _rows(_sheet(_written(BOOKS["pay"], tmp_path / "表.xlsx")))
    assert not [heading for heading in rows[0] if heading.endswith("合计（元）")]
    assert [row["绩效分数"] for row in rows[:1]] == ["未完成"]
