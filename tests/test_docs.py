"""What the documents say is true: links lead somewhere, commands run, files hold what is told of them."""

from __future__ import annotations

import importlib
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kpixl.cli import main
from kpixl.cli.words import VERBS

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
LARGEST_PICTURE = 150_000


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: Path | str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


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
        "考核报告.html",
        "绩效工资.csv",
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
    of_results, of_one, of_ledger, of_collect = documented[:4]
    assert set(of_results) == set(results)
    of_this_cycle = dict.fromkeys(("provisional", "provenance", "results", "cycle"))
    assert {**of_results, **of_this_cycle} == {**results, **of_this_cycle}
    assert set(of_results["provenance"]) == set(results["provenance"])
    assert set(of_results["provenance"]["inputs"][0]) == set(results["provenance"]["inputs"][0])
    assert set(of_one) - {"findings"} == set(results["results"][0])
    assert set(of_one["items"][0]) == set(results["results"][1]["items"][0])
    assert set(of_ledger) == set(results["ledger"])
    assert set(of_ledger["sums"]) == set(results["ledger"]["sums"])
    assert set(of_collect) == set(collected)
    assert set(of_collect["files"][0]) == set(collected["files"][0])
    rows = set(re.findall(r"`(\w+)`", text("docs/results-format.md")))
    assert set(collected["files"][0]["findings"][0]) <= rows
    assert {*of_results, *of_one, *of_ledger, *of_collect} <= rows | {"format"}


def test_the_documented_keys_of_a_simulation_are_those_that_it_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    roster = ROOT / "examples" / "perf-pay-100" / "花名册.xlsx"
    make = ["make-template", "perf-pay-100", "--roster", str(roster), "--period", "2026-11", "--out", "11月"]
    assert CliRunner().invoke(main, make).exit_code == 0
    asked = ["simulate", "11月", "--set", "客户满意度.目标=88", "--json"]
    simulated = json.loads(CliRunner().invoke(main, asked).stdout)
    verified = json.loads(CliRunner().invoke(main, ["verify", "11月", "--json"]).stdout)
    explained = json.loads(CliRunner().invoke(main, ["explain", "11月", "0102", "--json"]).stdout)
    documented = [json.loads(block) for block in blocks("docs/results-format.md") if block.startswith("{")]
    simulation = next(block for block in documented if "compared" in block)
    assert set(simulated) == set(simulation)
    assert simulated["changes"] == simulation["changes"]
    assert set(verified) == set(next(block for block in documented if "identical" in block))
    rows = set(re.findall(r"`(\w+)`", text("docs/results-format.md")))
    assert set(explained) <= rows | {"format"}


def test_the_architecture_tells_of_every_part() -> None:
    parts = [path.stem for path in (ROOT / "kpixl").iterdir() if not path.name.startswith("_")]
    assert [part for part in parts if f"`{part}`" not in text("ARCHITECTURE.md")] == []


@pytest.mark.parametrize("picture", sorted((ROOT / "docs" / "pictures").glob("*.png")), ids=name)
def test_a_picture_is_small_and_used(picture: Path) -> None:
    assert picture.stat().st_size <= LARGEST_PICTURE
    assert any(picture.name in text(readme) for readme in READMES)
