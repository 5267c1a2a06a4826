"""A trial: suggested numbers count, and everything that comes of them says so."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import openpyxl
import pytest

from kpixl.findings import Finding
from kpixl.model.result import Status
from kpixl.pipeline.fill import plausible
from kpixl.pipeline.make import Made, Options, make_template
from kpixl.pipeline.prepare import prepare, prepare_text
from kpixl.pipeline.score import score
from kpixl.report.results import write_results
from kpixl.workbook.book import Job, make_press, write_book
from tests.pipeline.world import TARGETS, World, codes, nothing, write_csv

SCHEME = """\
scheme: tried
title: 试行的方案
points: 100
parameters: {每件扣分: unset(5)}
forms:
  - form: one
    title: "{period}考核表"
    sections:
      - name: 业绩
        points: 100
        indicators:
          - {name: 差错, points: unset(60), unit: 件, ask: 差错件数, score: deduct, each: 每件扣分}
          - {name: 满意度, points: 40, unit: 分, target: unset(90), score: attainment, floor: unset(50%)}
"""


@pytest.fixture
def scheme(tmp_path: Path) -> Path:
    path = tmp_path / "方案.yaml"
    path.write_text(SCHEME, encoding="utf-8")
    return path


def made(scheme: Path, trial: bool) -> tuple[Made | None, tuple[Finding, ...]]:
    roster, folder = write_csv(scheme.parent / "名册.csv"), scheme.parent / "十一月"
    return make_template(str(scheme), roster, "2026-11", folder, Options(trial=trial), nothing)


def test_what_is_only_suggested_blocks_in_earnest(scheme: Path) -> None:
    prepared, found = prepare(str(scheme))
    assert prepared is None
    assert codes(found) == ["unset-parameter-suggested", *["unset-number-suggested"] * 3]
    assert "建议值是 5" in found[0].message()
    nothing_made, _ = made(scheme, trial=False)
    assert nothing_made is None
    assert not (scheme.parent / "十一月").exists()


def test_in_a_trial_the_suggestions_are_the_numbers(scheme: Path) -> None:
    prepared, found = prepare(str(scheme), trial=True)
    assert prepared is not None
    assert prepared.scheme.trial
    assert [(finding.code, finding.severity) for finding in found] == [("trial-numbers", "info")]
    assert "有 4 处" in found[0].message()
    assert "第 4、12、13 行" in found[0].message()


def test_without_a_suggestion_a_number_blocks_even_a_trial(scheme: Path) -> None:
    scheme.write_text(SCHEME.replace("unset(5)", "unset"), encoding="utf-8")
    prepared, found = prepare(str(scheme), trial=True)
    assert prepared is None
    assert "unset-parameter" in codes(found)


def test_score_computes_a_trial(scheme: Path) -> None:
    inputs = scheme.parent / "填写.yaml"
    inputs.write_text("entries: {差错: 2, 满意度: 27}\n", encoding="utf-8")
    scored, _ = score(str(scheme), inputs, trial=True)
    assert scored is not None
    assert scored[0].total == 60 - 2 * 5 + 40 * 50 / 100
    assert score(str(scheme), inputs)[0] is None


def test_forms_and_results_of_a_trial_say_so(scheme: Path) -> None:
    done, _ = made(scheme, trial=True)
    assert done is not None
    form = openpyxl.load_workbook(done.folder / done.handouts[0].file).worksheets[0]
    texts = {str(cell.value) for row in form.iter_rows() for cell in row if cell.value is not None}
    assert any(text.startswith("试行：") for text in texts)
    world = World(done.folder)
    assert world.held.trial
    statuses, results, overview = _collected(world)
    assert statuses == {Status.ASSESSED}
    assert results["provisional"] is True
    assert any("试行" in text for text in overview)


def _collected(world: World) -> tuple[set[Status], dict[str, object], list[str]]:
    held = world.held
    prepared, _ = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
    assert prepared is not None
    press = make_press(prepared.rulebooks["one"], held.cycle, held.definition, held.key)
    entries = plausible(press.rulebook, Random(1), held.cycle.period)
    for person in held.roster.appraisees:
        write_book(world.returned / f"{person.id}.xlsx", [Job(person, press, entries)])
    consolidation = world.collect()
    json_file, _, book, *_ = write_results(consolidation, world.folder / "results")
    sheet = openpyxl.load_workbook(book).worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    statuses = {result.status for result in consolidation.results}
    return statuses, json.loads(json_file.read_text(encoding="utf-8")), texts


def test_where_nothing_is_only_suggested_there_is_nothing_to_try() -> None:
    prepared, found = prepare(str(TARGETS), trial=True)
    assert prepared is not None
    assert not prepared.scheme.trial
    assert found == ()
