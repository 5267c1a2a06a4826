"""The library of schemes, and how a scheme is named."""

from __future__ import annotations

from pathlib import Path

import pytest

import kpixl.definition.library as module
from kpixl.definition.library import find_scheme, library, scheme_not_found, templates
from kpixl.definition.scheme import load_scheme

UNKNOWN = {"scheme-unknown": "no-such-thing", "scheme-unknown-near": "perf-pay-10"}


@pytest.mark.parametrize(("slug", "path"), library())
def test_every_scheme_of_the_library_loads_but_for_what_its_source_leaves_open(slug: str, path: Path) -> None:
    scheme, findings = load_scheme(path, trial=True)
    assert {finding.code for finding in findings} <= {"trial-numbers", "matrix-left-out"}
    assert scheme is not None
    assert scheme.slug == slug
    _, undecided = load_scheme(path)
    assert all(finding.code.startswith(("unset-", "matrix-unplaced")) for finding in undecided)
    assert bool(undecided) == bool(findings)


def test_the_library_holds_the_known_schemes() -> None:
    assert {"perf-pay-100", "cm-branch-2008-scorecard", "goals-and-values"} <= dict(library()).keys()


def test_an_installed_package_brings_its_own_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schemes = tmp_path / "kpixl" / "templates" / "schemes"
    schemes.mkdir(parents=True)
    (schemes / "own.yaml").write_text("scheme: own\n", encoding="utf-8")
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "kpixl")
    assert templates() == tmp_path / "kpixl" / "templates"
    assert library() == [("own", schemes / "own.yaml")]


def test_a_scheme_is_found_by_slug_and_by_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / "mine.yaml"
    mine.write_text("", encoding="utf-8")
    assert find_scheme("perf-pay-100") == dict(library())["perf-pay-100"]
    assert find_scheme("mine.yaml") == Path("mine.yaml")
    assert find_scheme(str(mine)) == mine


def test_a_folder_named_like_a_slug_does_not_hide_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "perf-pay-100").mkdir()
    (tmp_path / "other").mkdir()
    assert find_scheme("perf-pay-100") == dict(library())["perf-pay-100"]
    assert find_scheme("other") == Path("other")


@pytest.mark.parametrize("code", UNKNOWN)
def test_an_unknown_name_is_a_finding_with_the_nearest_slug(code: str) -> None:
    assert find_scheme(UNKNOWN[code]) is None
    finding = scheme_not_found(UNKNOWN[code])
    assert finding.code == code
    assert "perf-pay-100" in finding.remedy() + finding.remedy("en")


@pytest.mark.parametrize("name", ["a\0b", "a" * 5000])
def test_a_name_that_no_file_can_have_is_unknown(name: str) -> None:
    assert find_scheme(name) is None
