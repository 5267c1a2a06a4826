"""Every code about returned files has a case, with its exact place and sentence."""

from __future__ import annotations

import pytest

from kpixl.findings import Severity, entries, returns
from kpixl.pipeline.decide import Options
from tests.pipeline.returned_cases import CASES, Case
from tests.pipeline.world import World, told

ELSEWHERE = {"file-never-received", "file-name-ambiguous"}
"""What is told of a decision, not of a file: see test_intake.py."""


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_wrong_is_told_at_its_place(
    case: Case, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    world: World = request.getfixturevalue(case.scheme)
    case.spoil(world, monkeypatch)
    consolidation = world.collect(options=Options(passwords=case.passwords))
    found = [f for file in consolidation.files for f in file.findings] + list(consolidation.findings)
    about = [told(finding) for finding in found if finding.code == case.code]
    assert (case.place, case.message) in about
    known = {case.code for case in CASES}
    assert {f.code for f in found if f.severity is Severity.ERROR} <= known
    for finding in found:
        for language in ("zh-CN", "en"):
            assert "{" not in finding.message(language) + finding.remedy(language)


def test_every_code_about_returned_files_has_a_case() -> None:
    codes = {code.code for code in (*returns.CODES, *entries.CODES)}
    assert {case.code for case in CASES} == codes - ELSEWHERE
