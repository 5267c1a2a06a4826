"""Every faulty definition gives exactly the findings that stand beside it, and every code has a case."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest

from kpixl.definition.schema import scheme_schema
from kpixl.findings import Code
from kpixl.findings.definition import CODES
from tests.definition.bad_cases import CASES, as_editors_read, findings_of, told
from tests.definition.test_library import UNKNOWN
from tests.definition.test_source import FILES

ELSEWHERE = {*FILES, *UNKNOWN, "too-many-findings", "trial-numbers"}
"""Codes that need more than a text: their cases are in the tests of files and of the library."""

SEEN_BY_SCHEMA = {
    "empty-value",
    "keys-apart",
    "key-needs",
    "missing-key",
    "name-sign",
    "not-a-list",
    "not-a-mapping",
    "not-a-number",
    "not-a-record",
    "not-positive",
    "not-single",
    "not-whole",
    "only-with-ask",
    "percent-not-here",
    "rule-needs-quotes",
    "slug-form",
    "text-too-long",
    "too-few",
    "too-great",
    "too-many",
    "too-small",
    "unknown-key",
    "unknown-key-near",
    "unknown-value",
    "unknown-value-near",
    "unset-not-here",
}
"""What a JSON Schema can say as well, as YAML 1.1 reads the file."""


UNSEEN = {"too-great-2", "key-needs-2", "missing-key-3", "missing-key-4"}
"""Percentages are texts to a schema, which cannot compare them; nor does it look into a dictionary."""


def code_of(case: Path) -> str:
    return re.sub(r"-\d+$", "", case.stem)


def is_seen_by_schema(case: Path) -> bool:
    return code_of(case) in SEEN_BY_SCHEMA and case.stem not in UNSEEN


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_faulty_definition_gives_exactly_these_findings(case: Path) -> None:
    assert told(findings_of(case)) == case.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_shows_the_code_that_it_is_named_after(case: Path) -> None:
    if case.stem != "several":
        assert code_of(case) in {finding.code for finding in findings_of(case)}


def test_every_code_of_the_table_has_a_case() -> None:
    assert {row.code for row in CODES} == {code_of(case) for case in CASES} - {"several"} | ELSEWHERE


def named_in(text: str) -> set[str]:
    """The details that a sentence names, those that differ by language under their common name."""
    return {re.sub(r"_?(zh|en)$", "", name) for name in re.findall(r"\{(\w+)\}", text)}


@pytest.mark.parametrize("row", CODES, ids=lambda row: row.code)
def test_the_sentences_of_a_code_are_whole_and_name_the_same_in_both_languages(row: Code) -> None:
    assert row.zh.endswith("。")
    assert row.zh_remedy.endswith("。")
    assert row.en.endswith(".")
    assert row.en_remedy.endswith(".")
    assert named_in(row.zh) == named_in(row.en)
    assert named_in(row.zh_remedy) == named_in(row.en_remedy)


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if code_of(case) in SEEN_BY_SCHEMA and case.stem not in UNSEEN],
    ids=lambda case: case.stem,
)
def test_the_json_schema_refuses_it_too(case: Path) -> None:
    validator = jsonschema.Draft202012Validator(scheme_schema())
    assert not validator.is_valid(as_editors_read(case.read_text(encoding="utf-8")))
