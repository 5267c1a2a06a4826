"""kpixl status and check --cycle: what is printed, and the JSON as documented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpixl.model.status import COUNTS
from tests.cli.conftest import ROSTER, Kpixl


@pytest.fixture
def returned(kpixl: Kpixl, cycle: str, folder: Path) -> str:
    """The cycle in which one empty form has come back."""
    form = next((folder / cycle / "forms").rglob("0101*.xlsx"))
    (folder / cycle / "returned" / "表.xlsx").write_bytes(form.read_bytes())
    kpixl("collect", cycle)
    return cycle


@pytest.fixture
def scheme(kpixl: Kpixl, folder: Path) -> Path:
    """The scheme of the cycle, to be changed."""
    path = folder / "方案.yaml"
    path.write_text(kpixl("schemes", "perf-pay-100").stdout, encoding="utf-8")
    return path


def test_the_table_and_the_list_go_to_stdout(kpixl: Kpixl, returned: str) -> None:
    result = kpixl("status", returned)
    assert result.exit_code == 0
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0].startswith("2026年11月客户满意度与绩效考核　交回期限 2026-12-15　已收 0／3（0%）")
    assert lines[1].split() == ["部门", "发出", "已收", "待核对", "退回", "未交", "迟交", "被替代", "已离开"]
    assert lines[6:8] == ["销售部：退回 1，未交 1", lines[7]]
    assert lines[7].startswith("  ▲ 林知夏（0101）表.xlsx「0101 林知夏」")
    assert lines[8] == "  ○ 没有交回：周予安（0102）。请于12月15日前交回行政部。"


def test_in_english_all_but_names_is_english(kpixl: Kpixl, returned: str) -> None:
    lines = kpixl("--lang", "en", "status", returned).stdout.splitlines()
    assert lines[1].split()[0] == "department"
    assert lines[4].split() == ["total", "3", "-", "-", "1", "2", "-", "-", "-"]


def test_json_is_as_documented(kpixl: Kpixl, returned: str) -> None:
    result = kpixl("status", returned, "--json")
    said = json.loads(result.stdout)
    assert result.stderr == ""
    assert set(said) == {
        "format",
        "scheme",
        "version",
        "cycle",
        "period",
        "due",
        "total",
        "departments",
        "people",
        "left",
        "files",
        "findings",
    }
    assert list(said["total"]) == list(COUNTS)
    assert [(one["id"], one["state"]) for one in said["people"]] == [
        ("0101", "refused"),
        ("0102", "missing"),
        ("0201", "missing"),
    ]


def _keys(value: Any) -> Any:
    """The names in a JSON, without what they hold; a list is as its first element."""
    match value:
        case dict():
            return {key: _keys(inner) for key, inner in value.items()}
        case list():
            return _keys(value[0]) if value else None
    return None


def test_the_documented_state_has_the_keys_of_the_real_one(kpixl: Kpixl, returned: str) -> None:
    text = (Path(__file__).parents[2] / "docs/results-format.md").read_text(encoding="utf-8")
    section = text.split("## status --json")[1]
    documented = json.loads(section.split("```json\n")[1].split("```")[0])
    said = json.loads(kpixl("status", returned, "--json").stdout)
    assert _keys(documented) == _keys(said)
    assert all(f"`{key}`" in section or f".{key}`" in section for key in said["total"])


def test_the_reminders_are_written_and_named(kpixl: Kpixl, returned: str, folder: Path) -> None:
    (folder / "发").mkdir()
    result = kpixl("status", returned, "--workbook", "发/催交清单.xlsx")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == f"催交清单：{Path('发/催交清单.xlsx')}"
    with pytest.warns(UserWarning, match="extension"):
        names = openpyxl.load_workbook(folder / "发" / "催交清单.xlsx").sheetnames
    assert names == ["交回情况", "未交与退回", "交回登记"]


def test_reminders_that_cannot_be_written_are_told(kpixl: Kpixl, returned: str, folder: Path) -> None:
    (folder / "发").write_text("这里是一个文件", encoding="utf-8")
    result = kpixl("status", returned, "--workbook", "发/催交清单.xlsx")
    assert result.exit_code == 1
    assert "folder-not-writable" in result.stderr
    assert "催交清单：" not in result.stdout


def test_what_has_not_been_collected_is_told_on_stderr(kpixl: Kpixl, cycle: str, folder: Path) -> None:
    (folder / cycle / "returned" / "表.xlsx").write_bytes(b"x")
    result = kpixl("status", cycle)
    assert result.exit_code == 0
    assert "returns-not-collected" in result.stderr


def test_a_new_roster_is_compared(kpixl: Kpixl, cycle: str, folder: Path) -> None:
    (folder / "新.csv").write_text(ROSTER.replace("0102,周予安", "0103,周周"), encoding="utf-8")
    result = kpixl("status", cycle, "--roster", "新.csv")
    assert result.exit_code == 0
    assert "周予安（0102）已不在花名册上" in result.stderr
    assert "周周（0103）在花名册上，还没有考核表" in result.stderr


def test_where_there_is_no_cycle_there_is_no_status(kpixl: Kpixl) -> None:
    result = kpixl("status", "没有", "--json")
    said = json.loads(result.stdout)
    assert result.exit_code == 1
    assert set(said) == {"format", "findings"}
    assert [finding["code"] for finding in said["findings"]] == ["folder-not-a-cycle"]


def test_a_scheme_that_has_not_changed_changes_nothing(kpixl: Kpixl, returned: str) -> None:
    result = kpixl("check", "perf-pay-100", "--cycle", returned)
    assert result.exit_code == 0
    assert "change-none" in result.stderr
    assert result.stdout.splitlines() == [
        "已发的考核表                            改了什么  发出  交回",
        "sales 销售部2026年11月绩效考核表        没有变化     2     1",
        "service 售后服务部2026年11月绩效考核表  没有变化     1     -",
        "交回的表始终按发出时的方案读；要按改动后的方案发表，用 make-template --revise。",
    ]


def test_a_changed_scheme_says_what_it_changes(kpixl: Kpixl, returned: str, scheme: Path) -> None:
    text = scheme.read_text(encoding="utf-8")
    scheme.write_text(text.replace("target: 90", "target: 91", 1), encoding="utf-8")
    result = kpixl("check", "方案.yaml", "--cycle", returned)
    assert result.exit_code == 0
    assert "“销售过程服务满意度”的目标值 90 → 91" in result.stderr
    said = json.loads(kpixl("check", "方案.yaml", "--cycle", returned, "--json").stdout)
    assert set(said) == {"format", "findings", "cycle"}
    assert set(said["cycle"]) == {"forms", "other_form", "no_form", "new_form"}
    sales, service = said["cycle"]["forms"]
    assert (sales["form"], sales["change"], sales["sent"], sales["returned"]) == ("sales", "scoring", 2, 1)
    assert sales["differences"] == [
        {"what": "target", "name": "销售过程服务满意度", "before": "90", "after": "91"}
    ]
    assert sales["effect"] == {
        "compared": 1,
        "scores": 0,
        "grades": 0,
        "pay": 0,
        "money": 0,
        "most_score": "0.00",
        "most_pay": "0.00",
        "lost": 0,
        "gained": 0,
    }
    assert service["change"] == "same"


def test_entries_that_change_are_told_by_name(kpixl: Kpixl, returned: str, scheme: Path) -> None:
    text = scheme.read_text(encoding="utf-8")
    scheme.write_text(text.replace("成交台数(台)", "交车台数(台)"), encoding="utf-8")
    said = json.loads(kpixl("check", "方案.yaml", "--cycle", returned, "--json").stdout)
    sales = said["cycle"]["forms"][0]
    assert sales["entries"] == {
        "added": [],
        "removed": [],
        "renamed": {"客诉率.成交台数": "客诉率.交车台数"},
        "changed": [],
    }
    assert sales["effect"] is None


def test_people_for_whom_another_form_is_are_listed(kpixl: Kpixl, returned: str, scheme: Path) -> None:
    text = scheme.read_text(encoding="utf-8")
    scheme.write_text(text.replace("form: sales", "form: selling"), encoding="utf-8")
    said = json.loads(kpixl("check", "方案.yaml", "--cycle", returned, "--json").stdout)
    assert (said["cycle"]["other_form"], said["cycle"]["no_form"]) == (["0101", "0102"], [])


def test_a_scheme_that_is_wrong_is_not_compared(kpixl: Kpixl, returned: str, scheme: Path) -> None:
    text = scheme.read_text(encoding="utf-8")
    scheme.write_text(text.replace("points: 30", "points: 31", 1), encoding="utf-8")
    result = kpixl("check", "方案.yaml", "--cycle", returned, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["cycle"] is None
