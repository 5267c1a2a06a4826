"""The reference and the catalogue say what the tables say, and their examples are right."""

from __future__ import annotations

import importlib
import importlib.util
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from kpixl.definition.fields import KINDS
from kpixl.definition.library import library
from kpixl.definition.scheme import parse_scheme
from kpixl.pipeline.prepare import prepare
from kpixl.rules.functions import USER_FUNCTIONS
from kpixl.rules.scoring import SCORING

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
LARGEST_PICTURE = 40_000


@cache
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kpixl_docs", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def generated() -> dict[str, str]:
    """The pages, made in a process of their own: tests add rows to the table of findings."""
    program = "import json, runpy, sys; print(json.dumps(runpy.run_path(sys.argv[1])['pages']()))"
    done = subprocess.run(
        [sys.executable, "-c", program, str(DOCS / "generate.py")], capture_output=True, check=True
    )
    pages: dict[str, str] = json.loads(done.stdout)
    return pages


PAGES = ("scheme-format", "scoring-rules", "functions", "roster", "findings")
MADE = [
    "catalogue.md",
    "reading.md",
    *(f"reference/{page}.{language}.md" for page in PAGES for language in ("zh-CN", "en")),
]


@pytest.mark.parametrize("file", MADE)
def test_a_page_is_what_the_tables_say(file: str) -> None:
    assert (DOCS / file).read_text(encoding="utf-8") == generated()[file], "run: python docs/generate.py"


def test_there_are_no_other_pages() -> None:
    assert set(generated()) == set(MADE)
    found = {f"reference/{path.name}" for path in (DOCS / "reference").iterdir()}
    assert found == {file for file in MADE if file.startswith("reference/")}


def test_the_smallest_scheme_of_the_reference_is_one() -> None:
    importlib.invalidate_caches()
    generator()
    smallest = sys.modules["pages.scheme_format"].SMALLEST
    scheme, findings = parse_scheme(smallest, "small.yaml")
    assert scheme is not None
    assert findings == ()


@pytest.mark.parametrize("path", sorted((DOCS / "examples").glob("*.yaml")), ids=lambda path: path.stem)
def test_an_example_of_the_reference_is_right(path: Path) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    if "scheme" in data:
        assert data["scheme"] == path.stem
        prepared, findings = prepare(str(path), trial=True)
        assert prepared is not None, [finding.message() for finding in findings]
        _, undecided = prepare(str(path))
        unset = {finding.code for finding in undecided if finding.code.startswith("unset-")}
        assert bool(unset) == (path.stem == "undecided")
    else:
        assert path.stem in ("functions", "small-dictionary")


def test_the_reference_shows_examples_of_every_kind_and_of_no_other() -> None:
    generator()
    examples = sys.modules["pages.examples"].EXAMPLES
    assert {example.kind for example in examples} == set(KINDS)
    files = {path.stem for path in (DOCS / "examples").glob("*.yaml")} - {"functions"}
    assert {example.file for example in examples} == files


def test_every_function_has_a_sample_that_uses_it() -> None:
    generator()
    samples = {sample.function: sample for sample in sys.modules["pages.function_samples"].read_samples()}
    assert list(samples) == [row.name for row in USER_FUNCTIONS]
    for name, sample in samples.items():
        rules = {key: str(sample.case.definition["indicator"].get(key, "")) for key in ("value", "formula")}
        assert any(f"{name}(" in rule for rule in rules.values()), name


def test_the_catalogue_numbers_every_system_of_the_library_once() -> None:
    generator()
    numbered = sys.modules["pages.catalogue"].NUMBERED
    assert len(set(numbered)) == len(numbered) == 39
    assert set(numbered) == {slug for slug, _ in library()} - {"goals-and-values", "jolimark-svc-monthly"}


@pytest.mark.parametrize(
    "picture", sorted((DOCS / "pictures" / "rules").iterdir()), ids=lambda path: path.name
)
def test_a_picture_of_a_rule_is_small_and_of_a_rule_that_there_is(picture: Path) -> None:
    assert picture.suffix == ".png"
    assert picture.stem in SCORING
    assert picture.stat().st_size <= LARGEST_PICTURE
