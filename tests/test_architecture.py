"""The shape of the tree itself: short modules, each with a docstring, and nothing of anybody's machine."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpixl.definition.library import library
from kpixl.definition.scheme import load_scheme
from kpixl.model.roster import DEPARTMENT

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "kpixl").rglob("*.py"))

LONGEST = 250
LONGER: dict[str, str] = {}
"""Modules that may be longer, each with the reason. One that has become short enough must leave the list."""

SHORTEST = 3
"""A shorter word, such as 服务, means too much to tell anything."""

LONGEST_OVERVIEW = 80
"""Lines that a screen shows."""

MADE_HERE = {"__pycache__", "build", "demo", "dist"}
TRACES = {
    "a path of somebody's machine": r"(?<![\w.$}/-])/(?:work|tmp|root|home|Users|opt)/\w|\b[A-Z]:\\+Users\b",
    "a package registry's address": r"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|mirrors?\.)[\w.-]*",
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def texts() -> Iterator[tuple[str, str]]:
    """Every text file that may be committed: its name and what it says."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") for part in parts[:-1]) and parts[0] not in {".ci", ".github"}
        if hidden or MADE_HERE.intersection(parts) or not path.is_file():
            continue
        try:
            yield name(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short_unless_there_is_a_reason(path: Path) -> None:
    if name(path) in LONGER:
        assert lines(path) > LONGEST, f"{name(path)} is short enough now: take it out of LONGER"
    else:
        assert lines(path) <= LONGEST, f"{name(path)} has {lines(path)} lines: is there a noun missing in it"


def test_every_module_with_leave_to_be_longer_exists_and_says_why() -> None:
    assert set(LONGER) <= {name(path) for path in MODULES}
    assert all(LONGER.values())


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_the_overview_of_the_architecture_fits_on_a_screen() -> None:
    assert 0 < lines(ROOT / "ARCHITECTURE.md") <= LONGEST_OVERVIEW


@pytest.mark.parametrize("trace", TRACES)
def test_nothing_in_the_tree_tells_of_the_machine_it_was_made_on(trace: str) -> None:
    found = [f"{file}: {match[0]}" for file, text in texts() for match in re.finditer(TRACES[trace], text)]
    assert not found, f"{trace}: {found}"


@pytest.mark.parametrize(
    ("text", "trace"),
    [
        ("cd /" + "work/main", "a path of somebody's machine"),
        ("C:" + "\\Users\\li", "a path of somebody's machine"),
        ("https://" + "pypi.org/simple", "a package registry's address"),
        ("the pages of a framework/work/rest, {base}/" + "tmp/x", None),
    ],
)
def test_a_trace_is_known_when_it_is_seen(text: str, trace: str | None) -> None:
    assert [kind for kind, pattern in TRACES.items() if re.search(pattern, text)] == (
        [trace] if trace else []
    )


def known_to_the_library() -> set[str]:
    """Slugs, indicators and departments of the schemes that ship, but for the shortest words."""
    names: set[str] = set()
    for slug, path in library():
        scheme, _ = load_scheme(path, trial=True)
        assert scheme is not None
        names.add(slug)
        for form in scheme.forms:
            names |= set(form.audience.get(DEPARTMENT, ()))
            names |= {part.name for section in form.sections for part in section.indicators}
    return {word for word in names if len(word) >= SHORTEST}


def test_no_module_knows_a_scheme_an_indicator_or_a_department() -> None:
    words = known_to_the_library()
    told = [
        f"{name(path)}: {word}"
        for path in MODULES
        for word in words
        if word in path.read_text(encoding="utf-8")
    ]
    assert not told
