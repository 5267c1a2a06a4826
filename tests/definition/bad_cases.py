"""The folder of faulty definitions: `<code>[-n].yaml`, and beside it `.txt`, what is found in it.

A case that needs people has them in `.roster.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import yaml

from kpixl.definition.against_roster import check_against_roster
from kpixl.definition.scheme import parse_scheme
from kpixl.definition.shelf import Shelf
from kpixl.findings import Finding, Place
from kpixl.model.roster import Appraisee, Field, Roster

FOLDER = Path(__file__).parent.parent / "bad" / "definition"
CASES = sorted(FOLDER.glob("*.yaml"))
DICTIONARIES = FOLDER / "dictionaries"
TRIAL = "# trial\n"
"""Begins a case that is read as a trial."""


class _Editor(yaml.SafeLoader):
    """YAML as editors read it: a date is a text."""


_Editor.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in rows if not tag.endswith(":timestamp")]
    for sign, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_editors_read(text: str) -> object:
    """What an editor checks against the JSON Schema."""
    return yaml.load(text, Loader=_Editor)


def findings_of(case: Path) -> tuple[Finding, ...]:
    """Everything found in a case, also beside its roster if it has one."""
    text = case.read_text(encoding="utf-8")
    scheme, findings = parse_scheme(text, case.name, text.startswith(TRIAL), Shelf((DICTIONARIES,)))
    rows = case.with_suffix(".roster.csv")
    if not rows.exists():
        return findings
    assert scheme is not None
    return (*findings, *check_against_roster(scheme, roster_in(rows.read_text(encoding="utf-8"))))


def roster_in(text: str) -> Roster:
    """A roster from lines of comma-separated cells below a heading."""
    heading, *lines = (line.split(",") for line in text.splitlines())
    people = tuple(
        Appraisee(*cells[:4], fields=_fields(heading[:4], cells[:4], heading[4:], cells[4:]), row=row)
        for row, cells in enumerate(lines, 2)
    )
    letters = dict(zip(heading, "ABCDEFGHIJ", strict=False))
    return Roster(people, tuple(heading), Place("名册.xlsx", sheet="名册"), letters)


def _fields(names: list[str], texts: list[str], further: list[str], numbers: list[str]) -> dict[str, Field]:
    """The usual columns hold texts, further ones numbers or nothing."""
    counted = {name: Fraction(cell) if cell else None for name, cell in zip(further, numbers, strict=True)}
    return {**dict(zip(names, texts, strict=True)), **counted}


def told(findings: Iterable[Finding]) -> str:
    """Findings as the `.txt` of a case holds them: place, severity and code, then sentences and remedies."""
    return "\n".join(_told(finding) for finding in findings)


def _told(finding: Finding) -> str:
    place = finding.place
    spot = place.cell or ":".join(str(part) for part in (place.line, place.column) if part is not None)
    file = Path(place.file)
    spot = f"{file.name} {spot}" if file.parent == DICTIONARIES else spot
    head = f"{spot} {finding.severity} {finding.code}".strip()
    lines = (
        sentence(language) for language in ("zh-CN", "en") for sentence in (finding.message, finding.remedy)
    )
    return "\n".join((head, *(f"  {line}" for line in lines))) + "\n"
