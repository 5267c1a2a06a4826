"""The ways to fill in, and the scoring rules that only record: what is entered gives these results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpixl.assess.assess import Assessor
from kpixl.definition.inputs_file import read_inputs
from kpixl.findings import Finding
from kpixl.model.result import Result
from kpixl.pipeline.prepare import prepare
from kpixl.pipeline.score import read_entries, score_inputs
from kpixl.report.export import result_json

WAYS = Path(__file__).parents[1] / "workbook" / "ways.yaml"
CASES = Path(__file__).with_name("ways_cases.yaml")


@dataclass(frozen=True)
class Case:
    form: str
    name: str
    entries: Mapping[str, Any]
    expected: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.form}: {self.name}"


def _cases() -> list[Case]:
    forms = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return [
        Case(form, part["case"], {**body["filled"], **part.get("change", {})}, part["expected"])
        for form, body in forms.items()
        for part in body["cases"]
    ]


@cache
def _assessor(form: str) -> Assessor:
    prepared, findings = prepare(str(WAYS))
    assert prepared is not None, findings
    return Assessor(prepared.rulebooks[form])


def _assess(case: Case, tmp_path: Path) -> tuple[Result, tuple[Finding, ...]]:
    path = tmp_path / "填写.yaml"
    data = {"id": "007", "name": "王晓燕", "目标列": 80, "entries": case.entries}
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    read, findings = read_inputs(path)
    assert read is not None, findings
    inputs, findings = read_entries(_assessor(case.form).rulebook, read, "")
    assert not findings, findings
    return score_inputs(_assessor(case.form), inputs)


@pytest.mark.parametrize("case", _cases(), ids=str)
def test_what_is_entered_gives_these_results(case: Case, tmp_path: Path) -> None:
    result, findings = _assess(case, tmp_path)
    shown = result_json(result, _assessor(case.form).rulebook.scheme.rounding)
    expected = dict(case.expected)
    assert [finding.code for finding in findings] == expected.pop("findings", [])
    for said in expected.pop("said", []):
        assert any(said in finding.message() for finding in findings), said
    items = {item["name"]: item for item in shown["items"]}
    for name, wanted in expected.pop("items", {}).items():
        assert {key: items[name][key] for key in wanted} == wanted, name
    assert {key: shown[key] for key in expected} == expected


def test_nothing_can_be_entered_for_what_is_computed() -> None:
    data: dict[str, Any] = {"entries": {"保内核销平均合格率": 90}}
    _, findings = read_entries(_assessor("record").rulebook, data, "")
    assert [finding.code for finding in findings] == ["inputs-unknown"]
