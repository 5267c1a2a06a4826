"""Every case of every scheme that ships: entries in, figures out, to the last digit shown.

A case is data (tests/cases/<scheme>/*.yaml); a new one needs no Python. It is computed from the
entries, and once more from a workbook that was filled in, returned and collected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kpixl.assess.assess import Assessor
from kpixl.definition.inputs_file import read_inputs
from kpixl.definition.library import library
from kpixl.findings import has_errors
from kpixl.model.result import Result
from kpixl.pipeline.prepare import prepare
from kpixl.pipeline.score import Inputs, read_cycle, read_entries, score_inputs
from kpixl.report.export import result_json
from kpixl.rules.given import given
from kpixl.workbook.book import Job, write_book
from kpixl.workbook.read import read_workbook
from tests.workbook.forms import PERIODS, Shipped, press
from tests.workbook.sole import Sole

CASES = Path(__file__).parent / "cases"
CHECKED = ("total", "grade", "pay", "pay_note", "status")


@dataclass(frozen=True)
class Case:
    scheme: str
    file: str
    form: str
    name: str
    data: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.scheme}/{self.file}: {self.name}"


def _cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*/*.yaml")):
        if path.parent.name in dict(library()):
            data, findings = read_inputs(path)
            assert data is not None, findings
            file: dict[str, Any] = {**data}
            for case in file["cases"]:
                own = _with_fields(file, case)
                yield Case(path.parent.name, path.stem, str(file["form"]), case["name"], own)


def _with_fields(file: Mapping[str, Any], case: Mapping[str, Any]) -> Mapping[str, Any]:
    """A case with the roster fields that the file gives to all of its cases; its own win."""
    return {**case, "fields": {**(file.get("fields") or {}), **(case.get("fields") or {})}}


ALL = list(_cases())


@cache
def _assessor(scheme: str, form: str) -> Assessor:
    prepared, findings = prepare(scheme, trial=True)
    assert prepared is not None, findings
    return Assessor(prepared.rulebooks[form])


def _period(case: Case) -> str:
    cycle = _assessor(case.scheme, case.form).rulebook.scheme.cycle
    return str(case.data.get("period", PERIODS[cycle]))


def _inputs(case: Case) -> Inputs:
    fields = {"id": "007", "name": "王晓燕", "部门": "销售部", **(case.data.get("fields") or {})}
    data = {**fields, "form": case.form, "period": _period(case), "entries": case.data["entries"]}
    rulebook = _assessor(case.scheme, case.form).rulebook
    inputs, findings = read_entries(rulebook, data, case.file)
    assert not findings, [finding.message("en") for finding in findings]
    cycle, cycle_findings = read_cycle(rulebook, data, case.file)
    assert not has_errors(cycle_findings), [finding.message("en") for finding in cycle_findings]
    return replace(inputs, cycle=cycle)


def _check(case: Case, result: Result, found: list[str]) -> None:
    expected, shown = (
        case.data["expected"],
        result_json(result, _assessor(case.scheme, case.form).rulebook.scheme.rounding),
    )
    for key in CHECKED:
        if key in expected:
            assert shown[key] == expected[key], key
    items = {item["name"]: item for item in shown["items"]}
    for name, score in expected.get("items", {}).items():
        assert items[name]["score"] == score, name
    for name, value in expected.get("values", {}).items():
        assert items[name]["value"] == value, name
    for name, text in expected.get("explanations", {}).items():
        assert items[name]["explanation"] == text
    for name, score in expected.get("subtotals", {}).items():
        assert shown["subtotals"][name] == score, name
    for name, amount in expected.get("money", {}).items():
        assert {part["name"]: part["amount"] for part in shown["money"]}[name] == amount, name
    if "measures" in expected:
        assert [part["name"] for part in shown["measures"] if part["applies"]] == expected["measures"]
    if "findings" in expected or expected.get("status") == "assessed":
        assert found == list(expected.get("findings", []))


@pytest.mark.parametrize("case", ALL, ids=str)
def test_entries_give_the_figures_of_the_case(case: Case) -> None:
    result, findings = score_inputs(_assessor(case.scheme, case.form), _inputs(case))
    _check(case, result, [finding.code for finding in findings])


@pytest.mark.parametrize("case", ALL, ids=str)
def test_a_returned_workbook_gives_the_figures_of_the_case(case: Case, tmp_path: Path) -> None:
    path = dict(library())[case.scheme]
    made, inputs = press(Shipped(path, case.form), period_name=_period(case)), _inputs(case)
    entries = {name: value for name, value in inputs.entries.items() if value is not None}
    write_book(tmp_path / "form.xlsx", [Job(inputs.person, made, entries)])
    data = (tmp_path / "form.xlsx").read_bytes()
    reading = read_workbook(data, "form.xlsx", Sole(made, inputs.person))
    assert not reading.findings
    (submission,) = reading.submissions
    fields = given(made.rulebook, inputs.person, made.cycle)
    result, findings = _assessor(case.scheme, case.form).assess(submission, inputs.person, fields)
    _check(case, result, [finding.code for finding in findings])


def test_every_scheme_of_the_library_has_cases_for_each_of_its_forms() -> None:
    for slug, _ in library():
        prepared, _ = prepare(slug, trial=True)
        assert prepared is not None
        assert {case.form for case in ALL if case.scheme == slug} == set(prepared.rulebooks)
