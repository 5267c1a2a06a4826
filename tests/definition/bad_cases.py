"""The folder of faulty definitions: `<code>[-n].yaml`, and beside it `.txt`, what is found in it.

A case that needs people has them in `.roster.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kpixl.definition.against_roster import check_against_roster
from kpixl.definition.scheme import parse_scheme
from kpixl.findings import Finding, Place
from kpixl.model.roster import Appraisee, Roster

FOLDER = Path(__file__).parent.parent / "bad" / "definition"
CASES = sorted(FOLDER.glob("*.yaml"))


def findings_of(case: Path) -> tuple[Finding, ...]:
    """Everything found in a case, also beside its roster if it has one."""
    scheme, findings = parse_scheme(case.read_text(encoding="utf-8"), case.name)
    rows = case.with_suffix(".roster.csv")
    if not rows.exists():
        return findings
    assert scheme is not None
    return (*findings, *check_against_roster(scheme, roster_in(rows.read_text(encoding="utf-8"))))


def roster_in(text: str) -> Roster:
    """A roster from lines of comma-separated cells below a heading."""
    heading, *lines = (line.split(",") for line in text.splitlines())
    people = tuple(
        Appraisee(*cells, fields=dict(zip(heading, cells, strict=True)), row=row)
        for row, cells in enumerate(lines, 2)
    )
    return Roster(people, tuple(heading), Place("名册.xlsx", sheet="名册"))


def told(findings: Iterable[Finding]) -> str:
    """Findings as the `.txt` of a case holds them: place, severity and code, then sentences and remedies."""
    return "\n".join(_told(finding) for finding in findings)


def _told(finding: Finding) -> str:
    place = finding.place
    spot = place.cell or ":".join(str(part) for part in (place.line, place.column) if part is not None)
    head = f"{spot} {finding.severity} {finding.code}".strip()
    lines = (
        sentence(language) for language in ("zh-CN", "en") for sentence in (finding.message, finding.remedy)
    )
    return "\n".join((head, *(f"  {line}" for line in lines))) + "\n"
