"""Each code of the table has a case: a faulty roster, and exactly what is said about it and where."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpixl.definition.roster import read_roster
from kpixl.findings import Finding, code_of
from tests.definition.roster_books import write_book, write_text
from tests.definition.test_roster_files import CASES as FILE_CASES

ROOT = Path(__file__).resolve().parents[2]
BAD = sorted((ROOT / "tests/bad/roster").glob("*.yaml"))
TABLE = (ROOT / "kpixl/findings/roster.py").read_text(encoding="utf-8")
CODES = set(re.findall(r'Code\("([a-z-]+)"', TABLE))


def write(case: dict[str, Any], folder: Path) -> Path:
    if "text" in case:
        return write_text(folder / "名册.csv", case["text"])
    return write_book(folder / "名册.xlsx", case["sheets"], case.get("hidden", ()), case.get("formats"))


def told(finding: Finding, path: Path) -> dict[str, str]:
    place = finding.place
    assert place.file == str(path)
    about = {
        "at": (f"「{place.sheet}」" if place.sheet else "") + place.cell,
        "zh": finding.message(),
        "en": finding.message("en"),
    }
    changed = {"before": finding.before, "after": finding.after}
    return about | {key: value for key, value in changed.items() if value is not None}


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_faulty_roster_gets_exactly_these_findings(file: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    path = write(case, tmp_path)
    roster, findings = read_roster(path)
    assert {finding.code for finding in findings} == {file.stem}
    assert [told(finding, path) for finding in findings] == case["finds"]
    assert (len(roster.appraisees) if roster else 0) == case.get("people", 0)


def test_every_code_of_the_table_has_a_case() -> None:
    cases = {file.stem for file in BAD} | {case.code for case in FILE_CASES}
    assert cases == CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_says_everything_in_both_languages(code: str) -> None:
    row = code_of(code)
    assert row.zh_remedy.endswith(("。", "）"))
    assert row.en_remedy.endswith(".")
    assert set(re.findall(r"\{\w+\}", row.zh)) == set(re.findall(r"\{\w+\}", row.en))
    assert not re.search("[！!]", row.zh + row.zh_remedy + row.en + row.en_remedy)


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_no_detail_of_a_sentence_is_left_out(file: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    _, findings = read_roster(write(case, tmp_path))
    for finding in findings:
        texts = [finding.message(), finding.message("en"), finding.remedy(), finding.remedy("en")]
        assert not any("{" in text for text in texts)
