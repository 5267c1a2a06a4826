"""A form that is not as it was made is told of at the cell; one that is gives no word."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from kpixl.findings import integrity
from kpixl.model.numbers import from_double
from kpixl.model.result import Status
from kpixl.model.submission import Raw
from kpixl.pipeline.fill import plausible
from kpixl.workbook.blueprint import Blueprint
from kpixl.workbook.book import Job, write_book
from kpixl.workbook.read import read_workbook
from tests.pipeline.world import SALES_SCORE, TOTAL, World, anew, codes, make_world, put, write_csv
from tests.workbook.desk import Desk
from tests.workbook.forms import Shipped, person_of, press, shipped_forms
from tests.workbook.integrity_cases import CASES, UNSAID, Case, Edit
from tests.workbook.sole import Sole

FIGURES = {"shown-differs", "formula-overwritten", "results-stale", "results-not-recalculated"}
"""What is said of results, beside what is said of the form."""


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("integrity")
    return make_world(folder / "十一月", "perf-pay-100", write_csv(folder / "名册.csv"), "2026-11")[0]


@pytest.fixture
def world(once: World, tmp_path: Path) -> World:
    return anew(once, tmp_path / "十一月")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_not_as_it_was_made_is_told_at_its_cell(case: Case, world: World) -> None:
    path, desk = world.fill("001"), Desk(world)
    truth = desk.judge(path)[0]["001"]
    case.spoil(path)
    results, findings = desk.judge(path)
    found = [finding for finding in findings if finding.code not in FIGURES]
    assert [(f.code, f.place.cell, f.message()) for f in found] == [(case.code, case.cell, case.message)]
    for finding in findings:
        for language in ("zh-CN", "en"):
            assert "{" not in finding.message(language) + finding.remedy(language)
    if case.code != "signature-wrong":
        assert (results["001"].status, results["001"].total) == (Status.ASSESSED, truth.total)


def test_every_code_has_a_case() -> None:
    assert {case.code for case in CASES} == {code.code for code in integrity.CODES}


@pytest.mark.parametrize("edit", [edit for _, edit in UNSAID], ids=[name for name, _ in UNSAID])
def test_what_people_may_do_is_not_told(edit: Edit, world: World) -> None:
    path = world.fill("001")
    edit(path)
    assert set(codes(Desk(world).judge(path)[1])) <= FIGURES


def test_a_form_with_a_wrong_signature_counts_for_nobody(world: World) -> None:
    path = world.fill("001")
    next(case for case in CASES if case.code == "signature-wrong").spoil(path)
    assert Desk(world).judge(path)[0] == {}


def test_results_typed_over_are_left_to_those_who_know_the_right_ones(world: World) -> None:
    path = world.fill("001")
    put(path, SALES_SCORE, "<v>30</v>")
    put(path, TOTAL, "<v>100</v>")
    reading = read_workbook(path.read_bytes(), "", Desk(world).versions)
    assert codes(reading.findings) == []


def test_remarks_are_read_with_what_they_are_on(world: World) -> None:
    path = world.fill("001")
    for address, words in (("J12", "设备检修"), ("D31", "=下月改进"), ("B34", "欧阳晓燕")):
        put(path, address, f"<v>{words}</v>", "str")
    remarks = Desk(world).submission(path).remarks
    assert remarks == {"销售过程服务满意度": "设备检修", "说明与改进": "=下月改进"}


def stored(value: Raw) -> Raw:
    """What a file keeps of a value."""
    return from_double(float(value)) if isinstance(value, Fraction) else value


@pytest.mark.parametrize("shipped", shipped_forms(), ids=str)
def test_nothing_is_said_of_a_form_as_it_was_made(shipped: Shipped, tmp_path: Path) -> None:
    made = press(shipped)
    maker = Sole(made, person_of(made))
    entries = plausible(maker.press.rulebook, Random(1), maker.press.cycle.period)
    path = tmp_path / "表.xlsx"
    for typed in ({}, entries):
        write_book(path, [Job(maker.person, maker.press, typed)])
        reading = read_workbook(path.read_bytes(), "", maker)
        assert reading.findings == ()
        (submission,) = reading.submissions
        seen = {raw: cell.raw for raw, cell in submission.entries.items()}
        made = {place.raw: typed.get(place.raw) for place in maker.press.blueprint.inputs}
        assert seen == {raw: stored(value) for raw, value in made.items()}
        assert submission.shown.keys() == maker.press.blueprint.outputs.keys()
        assert not submission.remarks


def test_a_blueprint_comes_back_from_its_text(once: World) -> None:
    made = once.press("001").blueprint
    again = Blueprint.from_json(made.to_json())
    assert again.to_json() == made.to_json()
    assert again.locked == made.locked
    assert Counter(cell.kind for cell in again.locked)["weight"] == 7
