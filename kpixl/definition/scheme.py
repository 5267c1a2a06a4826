"""A scheme from its YAML: the one way in. Every problem is gathered, with its place."""

from __future__ import annotations

from pathlib import Path

from kpixl.definition.build import build_scheme
from kpixl.definition.checks import check_scheme
from kpixl.definition.compose import compose
from kpixl.definition.fields import KINDS
from kpixl.definition.gathered import Gathered
from kpixl.definition.reader import read_record
from kpixl.definition.source import read_text
from kpixl.findings import Finding
from kpixl.model.scheme import Scheme


def load_scheme(path: Path) -> tuple[Scheme | None, tuple[Finding, ...]]:
    """The scheme in a YAML file, and everything wrong with it.

    The scheme is None when the file holds no mapping at all. With findings of severity error it holds
    only what could be read whole, and is good for looking for further problems, not for use.
    """
    text, findings = read_text(path)
    return parse_scheme(text, str(path)) if text is not None else (None, findings)


def parse_scheme(text: str, file: str = "") -> tuple[Scheme | None, tuple[Finding, ...]]:
    """The scheme in a YAML text; `file` names its source in places. As load_scheme."""
    node, findings = compose(text, file)
    if node is None:
        return None, findings
    gathered = Gathered()
    record = read_record(KINDS["scheme"], node, gathered)
    if record is None:
        return None, _in_order((*findings, *gathered.findings))
    scheme = build_scheme(record, gathered)
    check_scheme(scheme, gathered)
    return scheme, _in_order((*findings, *gathered.findings))


def _in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.place.line or 0, finding.place.column or 0)))
