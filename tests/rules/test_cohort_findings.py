"""Faulty cohort steps are told exactly, each at its place; and they never break the building of others."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest

from kpixl.definition.schema import scheme_schema
from kpixl.definition.scheme import parse_scheme
from kpixl.findings import Code, has_errors
from kpixl.findings.cohort import CODES, DECLARED
from kpixl.rules.cohort import build_cohort
from tests.definition.bad_cases import CASES as DEFINITIONS
from tests.definition.bad_cases import as_editors_read, told
from tests.definition.test_bad_cases import code_of, named_in
from tests.rules.bad_cohorts import CASES, findings_of


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_faulty_step_gives_exactly_these_findings(case: Path) -> None:
    assert told(findings_of(case)) == case.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_shows_the_one_code_that_it_is_named_after(case: Path) -> None:
    if case.stem != "several":
        assert {finding.code for finding in findings_of(case)} == {code_of(case)}


def test_every_code_of_what_a_scheme_declares_has_a_case() -> None:
    codes = {code_of(case) for case in CASES}
    assert {row.code for row in DECLARED} <= codes


@pytest.mark.parametrize("row", CODES, ids=lambda row: row.code)
def test_the_sentences_of_a_code_are_whole_and_name_the_same_in_both_languages(row: Code) -> None:
    assert row.zh.endswith("。")
    assert row.zh_remedy.endswith("。")
    assert row.en.endswith(".")
    assert row.en_remedy.endswith(".")
    assert named_in(row.zh) == named_in(row.en)
    assert named_in(row.zh_remedy) == named_in(row.en_remedy)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_place_of_a_finding_is_where_the_part_stands_in_the_file(case: Path) -> None:
    lines = case.read_text(encoding="utf-8").splitlines()
    for finding in findings_of(case):
        assert finding.place.line is not None
        assert finding.place.column is not None
        rest = lines[finding.place.line - 1][finding.place.column - 1 :]
        named = [str(finding.details[key]) for key in ("part", "text") if key in finding.details]
        assert not named or named[0] in rest


@pytest.mark.parametrize("case", [*CASES, *DEFINITIONS], ids=lambda case: case.stem)
def test_a_faulty_definition_does_not_break_its_cohort(case: Path) -> None:
    scheme, _ = parse_scheme(case.read_text(encoding="utf-8"), case.name)
    if scheme is not None:
        cohort, findings = build_cohort(scheme)
        assert (cohort is None) == has_errors(findings)


def test_the_json_schema_knows_the_keys_of_each_step() -> None:
    (case,) = (case for case in CASES if case.stem == "several")
    validator = jsonschema.Draft202012Validator(scheme_schema())
    sound = as_editors_read(re.sub(r"(?s)cohort:.*", "", case.read_text(encoding="utf-8")))
    assert validator.is_valid(sound)
    assert not validator.is_valid(as_editors_read(case.read_text(encoding="utf-8")))
