"""0 fine, 1 something has to be put right, 2 the command line is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kpixl

MAKE = ("make-template", "perf-pay-100", "--roster", "花名册.csv", "--period", "2026-11", "--out")

FINE = [
    ("schemes",),
    ("schemes", "perf-pay-100"),
    ("check", "perf-pay-100"),
    ("check", "perf-pay-100", "--roster", "花名册.csv"),
    ("check", "--schema"),
    ("init", "我的", "--from", "goals-and-values"),
    (*MAKE, "新的"),
    ("score", "perf-pay-100", "--inputs", "填写.yaml"),
    ("collect", "11月"),
    ("status", "11月"),
    ("check", "perf-pay-100", "--cycle", "11月"),
    ("explain", "11月", "0102"),
    ("simulate", "11月", "--set", "客户满意度.目标=88"),
]
TO_PUT_RIGHT = [
    (("schemes", "no-such-scheme"), "scheme-unknown"),
    (("check", "no-such-scheme"), "scheme-unknown"),
    (("check", "填写.yaml"), "missing-key"),
    (("check", "perf-pay-100", "--roster", "没有.xlsx"), "table-missing"),
    (("init", "我的", "--from", "perf-pay-10"), "scheme-unknown-near"),
    (
        ("make-template", "perf-pay-100", "--roster", "花名册.csv", "--period", "2026-13", "--out", "x"),
        "period-unreadable",
    ),
    (
        ("make-template", "perf-pay-100", "--roster", "花名册.csv", "--period", "2026-10", "--out", "11月"),
        "folder-other-cycle",
    ),
    (("collect", "没有"), "folder-not-a-cycle"),
    (("status", "没有"), "folder-not-a-cycle"),
    (("status", "11月", "--roster", "没有.xlsx"), "table-missing"),
    (("verify", "11月"), "verify-not-collected"),
    (("verify", "没有"), "folder-not-a-cycle"),
    (("explain", "11月", "9999"), "person-unknown"),
    (("explain", "没有", "0102"), "folder-not-a-cycle"),
    (("slip", "11月"), "feedback-outdated"),
    (("slip", "11月", "9999"), "person-unknown"),
    (("slip", "没有"), "folder-not-a-cycle"),
    (("simulate", "11月", "--set", "客户满意.目标=88"), "set-unknown"),
    (("simulate", "11月", "--scheme", "goals-and-values"), "simulate-other-scheme"),
    (("simulate", "没有", "--set", "客户满意度.目标=88"), "folder-not-a-cycle"),
    (("check", "perf-pay-100", "--cycle", "没有"), "folder-not-a-cycle"),
    (
        ("rollup", "dealer-cs-escalation", "11月", "--trial", "--period", "2026-12", "--out", "x"),
        "rollup-other-scheme",
    ),
    (
        ("rollup", "jolimark-svc-quarterly", "11月", "--trial", "--period", "2026-13", "--out", "x"),
        "period-unreadable",
    ),
    (
        ("rollup", "jolimark-svc-quarterly", "11月", "--trial", "--period", "2026-11", "--out", "x"),
        "period-mismatch",
    ),
    (("rollup", "perf-pay-100", "11月", "--period", "2026-12", "--out", "x"), "rollup-takes-nothing"),
    ((*MAKE, "x", "--after", "11月"), "rollup-takes-nothing"),
    (("collect", "11月", "--earlier", "没有"), "folder-not-a-cycle"),
    (("check", "goals-and-values", "--cycle", "11月"), "change-other-scheme"),
    (("collect", "11月", "没有"), "path-missing"),
    (("score", "perf-pay-100", "--inputs", "没有.yaml"), "scheme-file-missing"),
    (("score", "perf-pay-100", "--inputs", "有误.yaml"), "entry-unclear"),
    (("demo", "."), "file-exists"),
]
WRONG = [
    ((), "用法：kpixl", "Usage: kpixl"),
    (("no-such-verb",), "没有命令“no-such-verb”", "There is no command no-such-verb"),
    (("check",), "没有写 SCHEME", "Missing argument SCHEME"),
    (("check", "a", "b"), "多了“b”", "Unexpected: b"),
    (("check", "a", "--rooster", "b"), "没有选项 --rooster，相近的是 --roster", "--rooster"),
    (
        ("check", "a", "--roster", "b", "--cycle", "c"),
        "--roster 和 --cycle 不能一起用",
        "cannot be used together",
    ),
    (("check", "a", "--roster"), "选项 --roster 后面缺少内容", "requires an argument"),
    (("explain", "11月"), "没有写 PERSON", "Missing argument"),
    (("slip",), "没有写 CYCLE", "Missing argument"),
    (("simulate", "11月"), "要写 --set 名称=值", "Say --set NAME=VALUE"),
    (("score", "perf-pay-100"), "没有写 --inputs", "Missing option '--inputs'"),
    (
        ("appeal", "11月", "0102", "登记", "1", "--by", "", "--reason", "核实"),
        "--by 要写明是谁",
        "Say who with --by",
    ),
    (
        ("decide", "11月", "0102", "辞退", "--confirm", "--by", " ", "--reason", "核实"),
        "--by 要写明是谁",
        "Say who with --by",
    ),
    (
        ("status", "11月", "--workbook", "没有/催交.xlsx"),
        "--workbook：没有文件夹 没有",
        "--workbook: there is no folder 没有",
    ),
    (("init",), "没有写 FOLDER", "Missing argument"),
    (("init", "花名册.csv", "--from", "perf-pay-100"), "FOLDER 写得不对：应为文件夹", "is a file"),
    ((*MAKE, "x", "--per", "team"), "应为 person、department、position 之一", "'team' is not one of"),
    ((*MAKE, "x", "--deadline", "12/10"), "应为 2026-12-10 这样的日期", "does not match the format"),
    (("--lang", "fr", "schemes"), "应为 zh-CN、en 之一", "'fr' is not one of"),
    (("--no-such-option",), "没有选项 --no-such-option", "No such option"),
]


@pytest.mark.usefixtures("cycle")
@pytest.mark.parametrize("args", FINE, ids=" ".join)
def test_what_is_fine_ends_with_0(kpixl: Kpixl, args: tuple[str, ...]) -> None:
    result = kpixl(*args)
    assert result.exit_code == 0
    assert result.stdout


@pytest.mark.usefixtures("cycle")
@pytest.mark.parametrize(
    ("args", "code"), TO_PUT_RIGHT, ids=lambda part: " ".join(part) if isinstance(part, tuple) else ""
)
def test_what_has_to_be_put_right_ends_with_1_and_says_so(
    kpixl: Kpixl, args: tuple[str, ...], code: str
) -> None:
    result = kpixl(*args)
    assert result.exit_code == 1
    assert f"（{code}）" in result.stderr


@pytest.mark.parametrize(("args", "zh", "en"), WRONG)
def test_a_wrong_command_line_ends_with_2_and_says_what_is_wrong(
    kpixl: Kpixl, args: tuple[str, ...], zh: str, en: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chinese = kpixl(*args)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    english = kpixl(*args)
    assert (chinese.exit_code, english.exit_code) == (2, 2)
    assert (chinese.stdout, english.stdout) == ("", "")
    assert zh in chinese.stderr
    assert en in english.stderr
    assert "--help" in chinese.stderr


def test_a_slip_in_a_path_leaves_the_results_alone(kpixl: Kpixl, cycle: str, folder: Path) -> None:
    kpixl("collect", cycle)
    before = (folder / cycle / "results" / "results.json").stat()
    assert kpixl("collect", cycle, "retruned").exit_code == 1
    after = (folder / cycle / "results" / "results.json").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_nothing_that_exists_is_overwritten_by_init(kpixl: Kpixl, folder: Path) -> None:
    assert kpixl("init", "我的", "--from", "perf-pay-100").exit_code == 0
    (folder / "我的" / "scheme.yaml").write_text("mine", encoding="utf-8")
    result = kpixl("init", "我的", "--from", "goals-and-values")
    assert (result.exit_code, result.stdout) == (1, "")
    assert (folder / "我的" / "scheme.yaml").read_text(encoding="utf-8") == "mine"
