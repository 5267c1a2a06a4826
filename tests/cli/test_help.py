"""Help: in one language at a time, complete, narrow enough for a terminal, and quick."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import unicodedata

import click
import pytest

from kpixl.cli import main
from kpixl.cli.page import Option
from kpixl.cli.words import LANGUAGES, VERBS
from tests.cli.conftest import Kpixl

CHINESE = re.compile(r"[\u4e00-\u9fff]")
NAMES = {
    "花名册.xlsx",
    "催交清单.xlsx",
    "交付质量.目标",
    "2026年11月",
    "我的方案",
    "填写.yaml",
    "辞退",
    "事件登记",
    "总经理",
    "已核实",
}
"""Names of files and folders in examples, which are the same in both languages."""

PAGES = [(verb, language) for verb in ("", *VERBS) for language in LANGUAGES]
WIDEST = 100


def page(kpixl: Kpixl, verb: str, language: str) -> str:
    result = kpixl("--lang", language, *([verb] if verb else []), "--help")
    assert result.exit_code == 0
    assert result.stderr == ""
    return result.stdout


def width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


@pytest.mark.parametrize(("verb", "language"), PAGES)
def test_help_is_in_one_language(kpixl: Kpixl, verb: str, language: str) -> None:
    text = page(kpixl, verb, language)
    for name in NAMES:
        text = text.replace(name, "")
    if language == "en":
        assert not CHINESE.search(text)
    else:
        said = [line for line in text.splitlines() if line and not line.startswith("  kpixl ")]
        assert all(CHINESE.search(line) for line in said), said


@pytest.mark.parametrize(("verb", "language"), PAGES)
def test_help_fits_a_terminal(kpixl: Kpixl, verb: str, language: str) -> None:
    assert [line for line in page(kpixl, verb, language).splitlines() if width(line) > WIDEST] == []


@pytest.mark.parametrize("verb", VERBS)
def test_help_tells_of_every_option(kpixl: Kpixl, verb: str) -> None:
    command = importlib.import_module(f"kpixl.cli.{verb.replace('-', '_')}").command
    assert command.name == verb
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert all(isinstance(option, Option) for option in options)
    for language in LANGUAGES:
        text = page(kpixl, verb, language)
        assert all(option.opts[-1] in text for option in options)
        assert VERBS[verb][LANGUAGES.index(language)] in text


@pytest.mark.parametrize("verb", VERBS)
def test_the_example_of_a_verb_can_be_typed(verb: str) -> None:
    command = importlib.import_module(f"kpixl.cli.{verb.replace('-', '_')}").command
    program, name, *args = command.example.split()
    assert (program, name) == ("kpixl", verb)
    with command.make_context(verb, args) as context:
        assert context.args == []


def test_help_may_be_asked_for_in_two_ways(kpixl: Kpixl) -> None:
    assert kpixl("-h").stdout == kpixl("--help").stdout
    assert kpixl("check", "-h").stdout == kpixl("check", "--help").stdout


def test_the_language_may_stand_before_the_verb_or_after_it(kpixl: Kpixl) -> None:
    assert kpixl("--lang", "en", "check", "-h").stdout == kpixl("check", "--lang", "en", "-h").stdout
    assert kpixl("--lang", "en", "check", "x").stderr == kpixl("check", "x", "--lang", "en").stderr


def test_one_language_leaves_nothing_behind_for_the_other(kpixl: Kpixl) -> None:
    before = kpixl("check", "--help").stdout
    kpixl("--lang", "en", "check", "--help")
    assert kpixl("check", "--help").stdout == before


def test_help_imports_nothing_heavy() -> None:
    script = "import sys; from kpixl.cli import main; main(['--help'], standalone_mode=False) "
    asked = subprocess.run(
        [sys.executable, "-c", f"try:\n {script}\nexcept SystemExit: print(*sys.modules, file=sys.stderr)"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    loaded = set(asked.stderr.split())
    assert "click" in loaded
    assert not {"yaml", "openpyxl", "xlsxwriter", "jinja2", "sqlite3", "fractions", "json"} & loaded
    assert {name for name in loaded if name.startswith("kpixl.")} == {
        "kpixl.cli",
        "kpixl.cli.page",
        "kpixl.cli.words",
        "kpixl.cli.wrong_usage",
    }


def test_the_version_is_that_of_the_package(kpixl: Kpixl) -> None:
    from kpixl import __version__

    assert kpixl("--version").stdout == f"kpixl {__version__}\n"


def test_every_verb_has_a_module_and_every_option_a_text() -> None:
    assert main.list_commands(click.Context(main)) == list(VERBS)
    for option in (param for param in main.params if isinstance(param, Option)):
        assert all(option.texts)
