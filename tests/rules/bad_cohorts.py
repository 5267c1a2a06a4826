"""The folder of faulty cohort steps: `<code>[-n].yaml`, and beside it `.txt`, what is found in it."""

from __future__ import annotations

from pathlib import Path

from kpixl.definition.scheme import parse_scheme
from kpixl.findings import Finding
from kpixl.rules.cohort import build_cohort

FOLDER = Path(__file__).parent.parent / "bad" / "cohort"
CASES = sorted(FOLDER.glob("*.yaml"))


def findings_of(case: Path) -> tuple[Finding, ...]:
    """Everything found in a case, in its definition and in its rules."""
    scheme, findings = parse_scheme(case.read_text(encoding="utf-8"), case.name)
    assert scheme is not None
    return (*findings, *build_cohort(scheme)[1])
