"""The folder of schemes with wrong rules: `<code>[-n].yaml`, and beside it `.txt`, what is found in it."""

from __future__ import annotations

from pathlib import Path

from kpixl.definition.scheme import parse_scheme
from kpixl.findings import Finding
from kpixl.rules.rulebook import build_rulebook

FOLDER = Path(__file__).parent.parent / "bad" / "rules"
CASES = sorted(FOLDER.glob("*.yaml"))


def findings_of(case: Path) -> tuple[Finding, ...]:
    """Everything found in the rules of a case, whose definition is sound otherwise."""
    scheme, findings = parse_scheme(case.read_text(encoding="utf-8"), case.name)
    assert scheme is not None
    assert findings == ()
    return tuple(finding for form in scheme.forms for finding in build_rulebook(scheme, form)[1])
