"""Every case of every scheme that ships: entries in, figures out, to the last digit shown.

A case is data (tests/cases/<scheme>/*.yaml); a new one needs no Python. It is computed from the
entries, and once more from a workbook that was filled in, returned and collected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kpixl.assess.assess import Assessor
from kpixl.definition.inputs_file import read_inputs
from kpixl.definition.library import library
from kpixl.model.result import Result
from kpixl.pipeline.prepare import prepare
from kpixl.pipeline.score import read_entries, score_inputs
from kpixl.report.export import result_json
from kpixl.workbook.book import Job, write_book
from kpixl.workbook.read import read_workbook
from tests.workbook.forms import Shipped, press

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
            for case in data["cases"]:  # type: ignore[union-attr]
                yield Case(path.parent.name, path.stem, str(data["form"]), case["name"], case)  # type: ignore[index,call-overload,arg-type]


ALL = list(_cases())


@cache
def _assessor(scheme: str, form: str) -> Assessor:
    prepared, findings = prepare(scheme)
    assert prepared is not None, findings
    return Assessor(prepared.rulebooks[form])


def _inputs(case: Case) -> Any:
    fields = {"id": "007", "name": "王晓燕", "部门": "销售部", **(case.data.get("fields") or {})}
    data = {**fields, "form": case.form, "entries": case.data["entries"]}
    inputs, findings = read_entries(_assessor(case.scheme, case.form).rulebook, data, case.file)
    assert not findings, [finding.message("en") for finding in findings]
    return inputs


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
    for name, text in expected.get("explanations", {}).items():
        assert items[name]["explanation"] == text
    for name, score in expected.get("subtotals", {}).items():
        assert shown["subtotals"][name] == score, name
    if "findings" in expected or expected.get("status") == "assessed":
        assert found == list(expected.get("findings", []))


@pytest.mark.parametrize("case", ALL, ids=str)
def test_entries_give_the_figures_of_the_case(case: Case) -> None:
    result, findings = score_inputs(_assessor(case.scheme, case.form), _inputs(case))
    _check(case, result, [finding.code for finding in findings])


@pytest.mark.parametrize("case", ALL, ids=str)
def test_a_returned_workbook_gives_the_figures_of_the_case(case: Case, tmp_path: Path) -> None:
    path = dict(library())[case.scheme]
    made, inputs = press(Shipped(path, case.form)), _inputs(case)
    entries = {name: value for name, value in inputs.entries.items() if value is not None}
    write_book(tmp_path / "form.xlsx", [Job(inputs.person, made, entries)])
    reading = read_workbook(tmp_path / "form.xlsx", "form.xlsx", lambda identity: made.plan)
    assert not reading.findings
    (submission,) = reading.submissions
    fields = {name: value for name, value in inputs.person.fields.items() if value is not None}
    result, findings = _assessor(case.scheme, case.form).assess(submission, inputs.person, fields)
    _check(case, result, [finding.code for finding in findings])


def test_every_scheme_of_the_library_has_cases_for_each_of_its_forms() -> None:
    for slug, _ in library():
        prepared, _ = prepare(slug)
        assert prepared is not None
        assert {case.form for case in ALL if case.scheme == slug} == set(prepared.rulebooks)
