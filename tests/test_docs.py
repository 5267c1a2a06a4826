"""What the documents say is true: links lead somewhere, commands run, tables are those of the code."""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from click.testing import CliRunner

from kpixl.cli import main
from kpixl.cli.words import VERBS
from kpixl.definition.fields import KINDS
from kpixl.definition.library import library
from kpixl.definition.scheme import parse_scheme
from kpixl.pipeline.prepare import prepare
from kpixl.rules.functions import USER_FUNCTIONS
from kpixl.rules.scoring import SCORING

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts) and "data" not in path.parts
)
READMES = ("README.md", "README.zh-CN.md")
EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/README.md"))

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`(kpixl [^`]+)`(?!`)")
LARGEST_PICTURE, LARGEST_PICTURE_OF_A_RULE = 150_000, 40_000


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: Path | str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kpixl_docs", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(path: Path | str) -> Iterator[str]:
    """The fenced blocks of a document."""
    yield from FENCE.findall(text(path))


def commands(path: Path | str) -> list[list[str]]:
    """The command lines in the fenced blocks of a document, each as its words."""
    lines = (line for block in blocks(path) for line in block.splitlines())
    return [shlex.split(line) for line in lines if line.startswith(("kpixl ", "python ../"))]


def options_of(verb: str) -> set[str]:
    command = importlib.import_module(f"kpixl.cli.{verb.replace('-', '_')}").command
    return {name for param in command.params for name in param.opts} | {"--help", "-h"}


def headings(path: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    lines = re.findall(r"^#+ (.*)$", text(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


@cache
def generated() -> dict[str, str]:
    """The pages, made in a process of their own: tests add rows to the table of findings."""
    program = "import json, runpy, sys; print(json.dumps(runpy.run_path(sys.argv[1])['pages']()))"
    done = subprocess.run(
        [sys.executable, "-c", program, str(ROOT / "docs" / "generate.py")], capture_output=True, check=True
    )
    pages: dict[str, str] = json.loads(done.stdout)
    return pages


PAGES = ("scheme-format", "scoring-rules", "functions", "roster", "findings")
MADE = [
    "catalogue.md",
    *(f"reference/{page}.{language}.md" for page in PAGES for language in ("zh-CN", "en")),
]


@pytest.mark.parametrize("file", MADE)
def test_a_page_is_what_the_tables_say(file: str) -> None:
    assert text(f"docs/{file}") == generated()[file], "run: python docs/generate.py"


def test_there_are_no_other_pages() -> None:
    assert set(generated()) == set(MADE)
    found = {f"reference/{path.name}" for path in (ROOT / "docs" / "reference").iterdir()}
    assert found == {file for file in MADE if file.startswith("reference/")}


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_link_leads_somewhere(path: Path) -> None:
    targets = [link for link in LINK.findall(text(path)) if "://" not in link]
    for link in targets:
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.exists(), link
        assert not anchor or anchor in headings(target), link


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_command_in_a_block_can_be_typed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for program, *words in commands(path):
        if program == "kpixl":
            verb, *args = words
            command = main.get_command(None, verb)  # type: ignore[arg-type]
            assert command is not None
            with command.make_context(verb, args) as context:
                assert context.args == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_command_in_a_sentence_exists(path: Path) -> None:
    for line in INLINE.findall(text(path)):
        _, verb, *rest = line.split()
        if verb.startswith("--") or verb == "COMMAND":
            continue
        assert verb in VERBS, line
        said = {word.strip("[]") for word in rest if word.strip("[]").startswith("--")}
        assert said <= options_of(verb), line


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_tells_of_every_verb(readme: str) -> None:
    rows = re.findall(r"^\| `kpixl ([\w-]+)", text(readme), re.MULTILINE)
    assert rows == list(VERBS)


@pytest.mark.parametrize("readme", READMES)
def test_the_first_five_minutes_run(readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tour = [words for words in commands(readme) if words[1] != "demo"]
    assert [words[1] for words in tour if words[1] != "schemes"] == [
        "init",
        "check",
        "make-template",
        "collect",
    ]
    for _, *args in tour:
        result = CliRunner().invoke(main, args, catch_exceptions=False)
        assert result.exit_code == 0, (args, result.stderr)
    cycle = tmp_path / tour[-1][-1]
    assert {path.name for path in (cycle / "results").iterdir()} == {
        "results.json",
        "results.csv",
        "考核结果.xlsx",
    }
    assert (cycle / "发放清单.xlsx").is_file()
    assert {path.suffix for path in (cycle / "forms").rglob("*") if path.is_file()} == {".xlsx"}


@pytest.mark.parametrize("readme", READMES)
def test_the_installation_is_told_as_it_is(readme: str) -> None:
    for words in (
        "make demo",
        "make test",
        r".venv\Scripts\activate",
        "py -m venv .venv",
        "pip install .",
        "kpixl demo",
    ):
        assert words in text(readme)
    targets = re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE)
    assert {"demo", "test", "check"} <= set(targets)


@pytest.mark.parametrize("slug", EXAMPLES)
def test_an_example_runs_as_its_readme_says(
    slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = tmp_path / slug
    shutil.copytree(ROOT / "examples" / slug, world, ignore=shutil.ignore_patterns("20*"))
    shutil.copy(ROOT / "examples" / "return_forms.py", tmp_path)
    monkeypatch.chdir(world)
    expected = {"collect": 1}
    for program, first, *rest in commands(f"examples/{slug}/README.md"):
        if program == "python":
            subprocess.run([sys.executable, first, *rest], env={"PYTHONPATH": str(ROOT)}, check=True)
        else:
            result = CliRunner().invoke(main, [first, *rest], catch_exceptions=False)
            assert result.exit_code == expected.get(first, 0), (first, result.stdout, result.stderr)
    (results,) = world.glob("*/results/results.json")
    statuses = [person["status"] for person in json.loads(results.read_text(encoding="utf-8"))["results"]]
    assert statuses == ["assessed", "incomplete", *["assessed"] * (len(statuses) - 3), "missing"]


def test_the_rosters_of_the_examples_are_those_of_their_script(tmp_path: Path) -> None:
    from kpixl.definition.roster import read_roster

    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("20*", "*.xlsx"))
    script = tmp_path / "examples" / "make_examples.py"
    subprocess.run([sys.executable, script], env={"PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
    for slug in EXAMPLES:
        units = slug.startswith("cm-")
        made, found = (
            read_roster(folder / "examples" / slug / "花名册.xlsx", units=units)
            for folder in (tmp_path, ROOT)
        )
        assert made[0] is not None
        assert found[0] is not None
        assert made[0].appraisees == found[0].appraisees
        assert found[1] == ()


def test_the_smallest_scheme_of_the_reference_is_one() -> None:
    importlib.invalidate_caches()
    generator()
    smallest = sys.modules["pages.scheme_format"].SMALLEST
    scheme, findings = parse_scheme(smallest, "small.yaml")
    assert scheme is not None
    assert findings == ()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs" / "examples").glob("*.yaml")), ids=lambda path: path.stem
)
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
    files = {path.stem for path in (ROOT / "docs" / "examples").glob("*.yaml")} - {"functions"}
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
    assert set(numbered) == {slug for slug, _ in library()} - {"goals-and-values"}


def test_the_documented_result_is_what_score_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "examples" / "perf-pay-100")
    result = CliRunner().invoke(main, ["score", "perf-pay-100", "--inputs", "填写.yaml", "--json"])
    documented = next(block for block in blocks("docs/results-format.md") if '"XS007"' in block)
    assert json.loads(documented) == json.loads(result.stdout)
    given = next(block for block in blocks("docs/results-format.md") if block.startswith("id: XS007"))
    assert given in text("examples/perf-pay-100/填写.yaml")


def test_the_documented_keys_are_those_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    roster = ROOT / "examples" / "perf-pay-100" / "花名册.xlsx"
    make = ["make-template", "perf-pay-100", "--roster", str(roster), "--period", "2026-11", "--out", "11月"]
    assert CliRunner().invoke(main, make).exit_code == 0
    form = next((tmp_path / "11月" / "forms").rglob("0102*.xlsx"))
    shutil.copy(form, tmp_path / "11月" / "returned")
    collected = json.loads(CliRunner().invoke(main, ["collect", "11月", "--json"]).stdout)
    results = json.loads((tmp_path / "11月" / "results" / "results.json").read_text(encoding="utf-8"))

    documented = [json.loads(block) for block in blocks("docs/results-format.md") if block.startswith("{")]
    of_results, of_one, of_collect = documented
    assert set(of_results) == set(results)
    assert {**of_results, "provisional": None, "results": None, "cycle": None} == {
        **results,
        "provisional": None,
        "results": None,
        "cycle": None,
    }
    assert set(of_one) - {"findings"} == set(results["results"][0])
    assert set(of_one["items"][0]) == set(results["results"][1]["items"][0])
    assert set(of_collect) == set(collected)
    assert set(of_collect["files"][0]) == set(collected["files"][0])
    rows = set(re.findall(r"`(\w+)`", text("docs/results-format.md")))
    assert set(collected["files"][0]["findings"][0]) <= rows
    assert {*of_results, *of_one, *of_collect} <= rows | {"format"}


def test_the_architecture_tells_of_every_part() -> None:
    parts = [path.stem for path in (ROOT / "kpixl").iterdir() if not path.name.startswith("_")]
    assert [part for part in parts if f"`{part}`" not in text("ARCHITECTURE.md")] == []


@pytest.mark.parametrize("picture", sorted((ROOT / "docs" / "pictures").glob("*.png")), ids=name)
def test_a_picture_is_small_and_used(picture: Path) -> None:
    assert picture.stat().st_size <= LARGEST_PICTURE
    assert any(picture.name in text(readme) for readme in READMES)


@pytest.mark.parametrize("picture", sorted((ROOT / "docs" / "pictures" / "rules").iterdir()), ids=name)
def test_a_picture_of_a_rule_is_small_and_of_a_rule_that_there_is(picture: Path) -> None:
    assert picture.suffix == ".png"
    assert picture.stem in SCORING
    assert picture.stat().st_size <= LARGEST_PICTURE_OF_A_RULE
