"""A definition with faults is still read to its end: its rules never break the building of a rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpixl.definition.scheme import parse_scheme
from kpixl.findings import Finding
from kpixl.rules.quantity import Rulebook
from kpixl.rules.rulebook import build_rulebook
from tests.definition.bad_cases import CASES

SCHEMES = sorted((Path(__file__).parent.parent.parent / "templates" / "schemes").glob("*.yaml"))


def built(text: str) -> list[tuple[Rulebook | None, tuple[Finding, ...]]]:
    scheme, _ = parse_scheme(text, "x.yaml")
    return [build_rulebook(scheme, form) for form in scheme.forms] if scheme is not None else []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_faulty_definition_does_not_break_its_rules(case: Path) -> None:
    for rulebook, findings in built(case.read_text(encoding="utf-8")):
        assert (rulebook is None) == bool(findings)


def undecided(text: str) -> Iterator[str]:
    """The text with one number after the other left open."""
    for match in re.finditer(r"(?<=: )[0-9.]+%?(?=[,}\n ])", text):
        yield text[: match.start()] + "unset" + text[match.end() :]


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_a_number_that_is_not_decided_does_not_break_the_rules(path: Path) -> None:
    texts = list(undecided(path.read_text(encoding="utf-8")))
    assert texts
    for text in texts:
        for rulebook, findings in built(text):
            assert (rulebook is None) == bool(findings)


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_the_rules_of_the_library_are_sound(path: Path) -> None:
    for rulebook, findings in built(path.read_text(encoding="utf-8")):
        assert rulebook is not None
        assert findings == ()
