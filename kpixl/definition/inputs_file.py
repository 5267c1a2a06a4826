"""One appraisee's inputs from a YAML or JSON file: plain values, numbers exact."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

from kpixl.definition.compose import compose
from kpixl.definition.nodes import Listing, Node, Scalar
from kpixl.definition.source import read_text
from kpixl.findings import Finding

Plain = Fraction | str | None | list["Plain"] | dict[str, "Plain"]

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


def read_inputs(path: Path) -> tuple[dict[str, Plain] | None, tuple[Finding, ...]]:
    """The mapping in the file. JSON is read as the YAML that it is."""
    text, findings = read_text(path)
    if text is None:
        return None, findings
    node, findings = compose(text, str(path))
    if node is None:
        return None, findings
    value = _plain(node)
    if not isinstance(value, dict):
        return None, (Finding("inputs-unreadable", node.place, {"detail": "应为“名称: 值”的形式"}),)
    return value, findings


def _plain(node: Node) -> Plain:
    """A bare number is a number; what stands in quotes is text, as an employee number should be."""
    if isinstance(node, Scalar):
        if node.is_blank:
            return None
        is_number = not node.quoted and _NUMBER.fullmatch(node.text)
        return Fraction(node.text) if is_number else node.text
    if isinstance(node, Listing):
        return [_plain(item) for item in node.items]
    return {key.text: _plain(value) for key, value in node.entries}
