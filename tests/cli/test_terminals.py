"""Any terminal will do: other encodings, no Chinese, a closed pipe."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kpixl.cli.words import default_language
from tests.cli.conftest import in_a_process

CHINESE_LOCALES = ["", "C", "POSIX", "C.UTF-8", "zh_CN.UTF-8", "zh_TW", "de_DE.UTF-8", "xx"]
ENGLISH_LOCALES = ["en_US.UTF-8", "en_GB", "en", "EN_us"]


@pytest.mark.parametrize("name", CHINESE_LOCALES)
def test_messages_are_chinese_when_in_doubt(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", name)
    assert default_language() == "zh-CN"


@pytest.mark.parametrize("variable", ["LC_ALL", "LC_MESSAGES", "LANG"])
@pytest.mark.parametrize("name", ENGLISH_LOCALES)
def test_messages_are_english_where_the_locale_says_so(
    name: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(variable, name)
    assert default_language() == "en"


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
@pytest.mark.parametrize(
    "args", [("--help",), ("check", "--help"), ("check", "没有"), ("schemes",), ("no-verb",)]
)
def test_a_plain_locale_does_not_stop_anything(locale: str, args: tuple[str, ...]) -> None:
    done = in_a_process(*args, LC_ALL=locale)
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr
    assert done.stdout + done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_a_terminal_without_chinese_gets_english(encoding: str) -> None:
    done = in_a_process("check", "no-such-scheme", PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert b"error There is no scheme file" in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk"])
def test_signs_that_a_terminal_lacks_do_not_stop_anything(encoding: str) -> None:
    done = in_a_process("--lang", "zh-CN", "check", "䶮𠮷", PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_a_chinese_windows_console_gets_its_own_encoding() -> None:
    done = in_a_process("check", "没有", PYTHONIOENCODING="gbk")
    assert "没有名为" in done.stderr.decode("gbk")


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "cp1252"])
def test_json_loses_nothing_in_any_encoding(encoding: str) -> None:
    done = in_a_process("schemes", "--json", PYTHONIOENCODING=encoding)
    titles = {row["slug"]: row["title"] for row in json.loads(done.stdout.decode(encoding))}
    assert titles["perf-pay-100"] == "客户满意度与绩效考核"


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    script = "from kpixl.cli import main; main(['schemes', 'perf-pay-100'])"
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parent.parent.parent,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
