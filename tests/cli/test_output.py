"""Results on stdout, messages on stderr, and JSON as documented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpixl.cli.output import finding_json, progress
from kpixl.findings import Finding, Place
from tests.cli.conftest import Kpixl

FINDING = {
    "code",
    "severity",
    "file",
    "line",
    "column",
    "sheet",
    "cell",
    "message",
    "remedy",
    "before",
    "after",
}
MAKE = ("make-template", "perf-pay-100", "--roster", "花名册.csv", "--period", "2026-11", "--out", "新的")


def test_results_go_to_stdout_and_messages_to_stderr(kpixl: Kpixl) -> None:
    result = kpixl("score", "perf-pay-100", "--inputs", "有误.yaml")
    assert "客诉率\t10.40\t2件 ÷ 260台" in result.stdout
    assert "绩效分数\t—" in result.stdout
    assert "entry-unclear" in result.stderr
    assert "entry-unclear" not in result.stdout


def test_a_score_is_told_under_the_names_of_the_form(kpixl: Kpixl) -> None:
    lines = kpixl("score", "perf-pay-100", "--inputs", "填写.yaml").stdout.splitlines()
    assert lines[-3:] == ["绩效分数\t89.90", "等级\t良好", "绩效工资\t2697.00"]


@pytest.mark.parametrize("inputs", ["填写.yaml", "有误.yaml", "没有.yaml"])
def test_score_prints_one_result_as_json(kpixl: Kpixl, inputs: str) -> None:
    result = kpixl("score", "perf-pay-100", "--inputs", inputs, "--json")
    said = json.loads(result.stdout)
    assert result.stderr == ""
    assert result.exit_code == (0 if inputs == "填写.yaml" else 1)
    if inputs == "没有.yaml":
        assert set(said) == {"format", "findings"}
    else:
        assert said["id"] == "XS007"
        assert said["total"] == ("89.90" if inputs == "填写.yaml" else None)
    assert all(set(finding) == FINDING for finding in said["findings"])


def test_check_prints_its_findings_as_json(kpixl: Kpixl) -> None:
    fine = json.loads(kpixl("check", "perf-pay-100", "--json").stdout)
    assert fine == {"format": 1, "findings": []}
    result = kpixl("check", "填写.yaml", "--json")
    said = json.loads(result.stdout)
    assert result.stderr == ""
    assert {finding["severity"] for finding in said["findings"]} == {"error"}
    assert all(finding["file"] == "填写.yaml" and finding["line"] for finding in said["findings"])


def test_making_forms_tells_the_files_as_json(kpixl: Kpixl, folder: Path) -> None:
    said = json.loads(kpixl(*MAKE, "--json").stdout)
    assert set(said) == {"format", "people", "files", "findings"}
    assert said["people"] == len(said["files"]) == 3
    assert all((folder / "新的" / file).is_file() for file in said["files"])


def test_collecting_tells_files_and_missing_people_as_json(kpixl: Kpixl, cycle: str, folder: Path) -> None:
    form = next((folder / cycle / "forms").rglob("0101*.xlsx"))
    (folder / cycle / "returned" / "表.xlsx").write_bytes(form.read_bytes())
    result = kpixl("collect", cycle, "--json")
    said = json.loads(result.stdout)
    assert set(said) == {"format", "files", "opened", "missing", "findings", "results", "slips"}
    (file,) = said["files"]
    assert set(file) == {"path", "sha256", "verdict", "appraisees", "findings"}
    assert (file["path"], file["verdict"], file["appraisees"]) == ("表.xlsx", "refused", ["0101"])
    assert {finding["code"] for finding in file["findings"]} == {"entry-blank"}
    assert all(set(finding) == FINDING for finding in (*file["findings"], *said["findings"]))
    assert said["missing"] == ["0102", "0201"]
    assert all((folder / path).is_file() for path in said["results"])
    assert result.exit_code == 1


def test_collecting_what_is_no_cycle_is_json_too(kpixl: Kpixl) -> None:
    result = kpixl("collect", "没有", "--json")
    said = json.loads(result.stdout)
    assert (result.stderr, result.exit_code) == ("", 1)
    assert (said["files"], said["missing"], said["results"]) == ([], [], [])
    assert [finding["code"] for finding in said["findings"]] == ["folder-not-a-cycle"]


def test_the_library_is_listed_as_json(kpixl: Kpixl) -> None:
    rows = json.loads(kpixl("schemes", "--json").stdout)
    assert {"perf-pay-100", "goals-and-values"} <= {row["slug"] for row in rows}
    assert all(set(row) == {"slug", "title", "version", "cycle", "forms"} for row in rows)


def test_a_finding_tells_what_was_read_and_what_counts() -> None:
    details = {"name": "绩效分数", "before": "99.00", "after": "89.90"}
    said = finding_json(
        Finding("shown-differs", Place("表.xlsx", sheet="0101", cell="J11"), details), "zh-CN"
    )
    assert (said["before"], said["after"]) == ("99.00", "89.90")


def test_nothing_is_shown_of_progress_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("读取") as show:
        show(1, 2)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_how_far_things_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress("读取") as show:
        show(1, 2)
    assert "读取 [###############...............] 1/2" in capsys.readouterr().err


def test_a_terminal_sees_no_empty_line_where_nothing_was_done(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress("读取"):
        pass
    assert capsys.readouterr().err == ""


def test_the_demo_ends_with_what_to_open(kpixl: Kpixl, folder: Path) -> None:
    result = kpixl("--lang", "en", "demo", "演示")
    assert result.exit_code == 0
    named = [line.strip().split(": ", 1) for line in result.stdout.splitlines()[-6:]]
    assert [what for what, _ in named] == [
        "scheme",
        "roster",
        "a blank form",
        "who was given what",
        "returned forms",
        "results",
    ]
    assert all((folder / path).exists() for _, path in named)
