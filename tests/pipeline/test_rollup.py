"""Roll-ups in real folders: quarters from months, years from waves, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpixl.model.result import Consolidation
from kpixl.report.export import result_json
from tests.pipeline.lab import Lab

CASES = Path(__file__).parent.parent / "cases" / "rollup"
STANDARD = [["工号", "姓名", "部门", "岗位"], ["001", "欧阳晓燕", "销售部", "销售顾问"]]


@dataclass(frozen=True)
class Case:
    """One case of a file: the cycles, what is rolled up, what comes of it."""

    file: str
    data: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.file}: {self.data['name']}"


def _cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.yaml")):
        file = yaml.safe_load(path.read_text(encoding="utf-8"))
        shared = {key: value for key, value in file.items() if key != "cases"}
        for case in file["cases"]:
            yield Case(path.stem, {**shared, **case})


@pytest.mark.parametrize("case", list(_cases()), ids=str)
def test_cycles_roll_up_to_the_figures_of_the_case(case: Case, tmp_path: Path) -> None:
    data, lab = case.data, Lab(tmp_path)
    for name, text in data.get("schemes", {}).items():
        lab.scheme(name, text)
    for name in data["cycles"]:
        lab.cycle(name, **_of(data, data["cycles"][name]))
    for step in data["rollups"]:
        rolled, findings = lab.rollup(
            step["name"],
            step.get("scheme", data.get("scheme", "")),
            str(step["period"]),
            step["cycles"],
            step.get("roster", data.get("roster_above")),
        )
        told = [*findings, *(rolled.consolidation.findings if rolled is not None else ())]
        expected = step["expected"]
        of_rollup = [finding.code for finding in told if finding.code.startswith("rollup-")]
        assert of_rollup == expected.get("findings", []), [finding.message("en") for finding in told]
        if "refused" in expected:
            assert rolled is None
            assert [finding.code for finding in findings] == expected["refused"]
            continue
        assert rolled is not None, [finding.message("en") for finding in told]
        _check(rolled.consolidation, expected)


def _of(data: Mapping[str, Any], cycle: Mapping[str, Any]) -> dict[str, Any]:
    scheme = cycle.get("scheme", data.get("source", ""))
    rows = cycle.get("roster", data.get("roster", STANDARD))
    period = str(cycle["period"])
    return {"scheme": scheme, "period": period, "rows": rows, "entries": cycle.get("entries", {})}


def _check(consolidation: Consolidation, expected: Mapping[str, Any]) -> None:
    rounding = consolidation.scheme.rounding
    shown = {each.appraisee.id: result_json(each, rounding) for each in consolidation.results}
    for number, wanted in expected.get("results", {}).items():
        result = shown[str(number)]
        for key in ("total", "status", "grade", "pay"):
            if key in wanted:
                assert result[key] == wanted[key], (number, key)
        items = {item["name"]: item for item in result["items"]}
        for key in ("score", "value", "inputs"):
            for name, value in wanted.get(f"{key}s" if key != "inputs" else key, {}).items():
                assert items[name][key] == value, (number, name)
        for name, amount in wanted.get("money", {}).items():
            assert {part["name"]: part["amount"] for part in result["money"]}[name] == amount, (number, name)
        if "measures" in wanted:
            assert [part["name"] for part in result["measures"] if part["applies"]] == wanted["measures"]
    if "provisional" in expected:
        assert consolidation.provisional is expected["provisional"]
