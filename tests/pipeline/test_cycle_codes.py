"""Every code about cycles, folders and inputs has a case, with its exact place and sentence."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from kpixl.cycle import store
from kpixl.cycle.lock import locked
from kpixl.findings import Finding, cycle
from kpixl.pipeline.collect import collect
from kpixl.pipeline.make import Options, make_template
from kpixl.pipeline.score import score
from kpixl.pipeline.start import start
from tests.pipeline.world import HEADINGS, KINDS, PEOPLE, TIMES, World, make_world, nothing, told, write_csv

Findings = tuple[Finding, ...]
Act = Callable[[World, pytest.MonkeyPatch], Findings]


@dataclass(frozen=True)
class Case:
    code: str
    act: Act
    place: str
    message: str
    title: str = ""

    def __str__(self) -> str:
        return self.code + (f" {self.title}" if self.title else "")


def make(
    world: World,
    *,
    scheme: str = "perf-pay-100",
    period: str = "2026-11",
    folder: str = "十一月",
    people: tuple[tuple[str, ...], ...] = PEOPLE,
) -> Findings:
    """What make-template says."""
    base = world.folder.parent
    roster = write_csv(base / "名册.csv", people)
    return make_template(scheme, roster, period, base / folder, Options(), nothing)[1]


def scheme_as(old: str, new: str) -> Act:
    """The forms of this cycle made once more, from a scheme in which something else stands."""

    def act(world: World, _: pytest.MonkeyPatch) -> Findings:
        path = world.folder.parent / "方案.yaml"
        assert old in world.held.definition
        path.write_text(world.held.definition.replace(old, new), encoding="utf-8")
        return make(world, scheme=str(path))

    return act


def record_lost(world: World, _: pytest.MonkeyPatch) -> Findings:
    before = {path: path.read_bytes() for path in (world.folder / "forms").rglob("*.xlsx")}
    (world.folder / store.FILE).unlink()
    found = make(world)
    assert {path: path.read_bytes() for path in before} == before
    return found


def long_due(world: World, _: pytest.MonkeyPatch) -> Findings:
    roster, options = write_csv(world.folder.parent / "名册.csv"), Options(due=date(2020, 1, 1))
    return make_template("perf-pay-100", roster, "2026-11", world.folder, options, nothing)[1]


def busy(world: World, patched: pytest.MonkeyPatch) -> Findings:
    """Another run is at work in the folder, and this one has no patience."""
    patched.setattr("kpixl.pipeline.make.locked", partial(locked, patience=0.0))
    with locked(world.folder):
        return make(world)


def changed(old: str, new: str) -> Act:
    """Forms of November made from a scheme that says something else."""

    def act(world: World, _: pytest.MonkeyPatch) -> Findings:
        path = world.folder.parent / "方案.yaml"
        assert old in world.held.definition
        path.write_text(world.held.definition.replace(old, new), encoding="utf-8")
        return make(world, scheme=str(path), folder="另一期")

    return act


WITHOUT_BASE = (*PEOPLE, ("010", "周周", "销售部", "内勤", "", "2020-01-01"))


def personal_targets(world: World) -> str:
    """A scheme whose targets depend on a column of the roster."""
    path = world.folder.parent / "目标.yaml"
    path.write_text(world.held.definition.replace("target: 90", "target: 绩效基数 / 40"), encoding="utf-8")
    return str(path)


def of_a_kind(world: World, unit: str, *years: str) -> Findings:
    """What is found of a roster whose column 司龄 the scheme declares as of a kind."""
    base = world.folder.parent
    scheme = base / "司龄.yaml"
    scheme.write_text(world.held.definition + f"\ncolumns: {{司龄: {unit}}}\n", encoding="utf-8")
    rows = [(*row, year) for row, year in zip(PEOPLE, years, strict=True)]
    roster = write_csv(base / "名册.csv", rows, (*HEADINGS, "司龄"))
    return make_template(str(scheme), roster, "2026-11", base / "司龄", Options(), nothing)[1]


def very_many_entries(world: World, _: pytest.MonkeyPatch) -> Findings:
    """Sixty entries and eight conditions over all of them: the rules fit into a cell, the mark does not."""
    names = [f"项{number}" for number in range(60)]
    every = f"SUM({', '.join(names)})"
    inputs = "".join(f"\n              - {{name: {name}, unit: 件}}" for name in names)
    checks = "".join(
        f"\n              - {{must: '{every} <= {most}', "
        f"say: 各项加起来不能超过{most}件，请逐项核对以后再改正}}"
        for most in range(1000, 1008)
    )
    scheme = world.folder.parent / "很多.yaml"
    scheme.write_text(MANY.format(every=every, inputs=inputs, checks=checks), encoding="utf-8")
    return make(world, scheme=str(scheme), folder="很多")


MANY = """
scheme: many
title: 很多填写项
points: 100
forms:
  - form: all
    title: 考核表
    sections:
      - name: 业绩
        indicators:
          - name: 合计
            points: 100
            score: formula
            formula: '{every}'
            inputs: {inputs}
            checks: {checks}
"""


def foreign_database(world: World, _: pytest.MonkeyPatch) -> Findings:
    (world.folder / "kpixl.db").unlink()
    with sqlite3.connect(world.folder / "kpixl.db") as other:
        other.execute("CREATE TABLE cycle (key TEXT, value TEXT)")
    other.close()
    return make(world)


def filled_where_it_lies(world: World, _: pytest.MonkeyPatch) -> Findings:
    """Somebody fills in a form without moving it; then the forms are made again."""
    form = world.folder / world.held.handouts[0].file
    filled = form.read_bytes() + b"filled in"
    form.write_bytes(filled)
    found = make(world)
    assert form.read_bytes() == filled
    return found


def left_over(world: World, _: pytest.MonkeyPatch) -> Findings:
    return make(world, people=PEOPLE[1:])


def file_for_folder(world: World, _: pytest.MonkeyPatch) -> Findings:
    (world.folder.parent / "十二月").write_text("这里是一个文件", encoding="utf-8")
    return make(world, folder="十二月", period="2026-12")


def disk_is_full(world: World, monkeypatch: pytest.MonkeyPatch) -> Findings:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    return make(world)


def disk_is_full_for_xlsxwriter(world: World, monkeypatch: pytest.MonkeyPatch) -> Findings:
    import xlsxwriter.workbook

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(xlsxwriter.workbook, "ZipFile", refuse)
    return make(world)


def collected(world: World, *paths: Path) -> Findings:
    consolidation, findings = collect(world.folder, paths, nothing)
    return findings if consolidation is None else consolidation.findings


def without_database(world: World, _: pytest.MonkeyPatch) -> Findings:
    (world.folder / "kpixl.db").unlink()
    return collected(world)


def without_folder(world: World, _: pytest.MonkeyPatch) -> Findings:
    shutil.rmtree(world.returned)
    return collected(world)


def exists_already(world: World, _: pytest.MonkeyPatch) -> Findings:
    (world.folder / "scheme.yaml").write_text("自己的方案", encoding="utf-8")
    return start(world.folder, "perf-pay-100")[1]


def inputs(text: str, scheme: str = "perf-pay-100") -> Act:
    """What score says of these inputs."""

    def act(world: World, monkeypatch: pytest.MonkeyPatch) -> Findings:
        monkeypatch.chdir(world.folder)
        Path("填写.yaml").write_text(text, encoding="utf-8")
        return score(scheme, Path("填写.yaml"))[1]

    return act


KINDS_PLACE = str(KINDS)
SALES = "form: sales\nentries:\n  "

CASES = (
    Case(
        "period-unreadable", lambda world, _: make(world, period="2026-13"), "", "看不懂考核周期“2026-13”。"
    ),
    Case(
        "period-unreadable", lambda world, _: make(world, period="0000-12"), "", "看不懂考核周期“0000-12”。",
        "year 0",
    ),
    Case(
        "period-mismatch", lambda world, _: make(world, period="2026-Q4"), "",
        "方案按月考核，而考核周期写的是 2026-Q4。",
    ),
    Case(
        "folder-other-cycle", lambda world, _: make(world, period="2026-12"), "{base}/十一月",
        "这个文件夹里是另一期考核（2026年11月，perf-pay-100），没有改动它。",
    ),
    Case(
        "folder-other-scheme", scheme_as("scheme: perf-pay-100", "scheme: other"), "{base}/十一月",
        "这个文件夹里的考核表是按另一个方案（perf-pay-100）做的，没有改动它。",
    ),
    Case(
        "folder-scheme-changed", scheme_as("from: 90", "from: 91"), "{base}/十一月",
        "这个文件夹里的考核表是按 perf-pay-100 改动之前的内容做的，没有改动它。",
    ),
    Case(
        "folder-busy", busy, "{base}/十一月",
        "另一个 kpixl 正在处理这个文件夹，等了两分钟还没有结束。",
    ),
    Case(
        "folder-record-lost", record_lost, "{base}/十一月",
        "这个文件夹里有发出的表或收到的原件，考核记录 kpixl.db 却不见了，没有改动它。",
    ),
    Case("deadline-before-period", long_due, "", "交回期限 2020-01-01 早于考核周期的第一天（2026-11-01）。"),
    Case(
        "folder-foreign-database", foreign_database, "{base}/十一月/kpixl.db",
        "这个 kpixl.db 不是考核记录，或已损坏，没有改动它。",
    ),
    Case(
        "form-changed-in-place", filled_where_it_lies,
        "{base}/十一月/forms/销售部/001 欧阳晓燕 销售部2026年11月绩效考核表.xlsx",
        "这张表发出后有人改过，没有覆盖它，也没有生成别的文件。",
    ),
    Case(
        "form-left-over", left_over,
        "{base}/十一月/forms/销售部/001 欧阳晓燕 销售部2026年11月绩效考核表.xlsx",
        "这张表是以前生成的，已不在发放清单里。",
    ),
    Case("folder-not-writable", file_for_folder, "{base}/十二月", "不能写入：Not a directory。"),
    Case(
        "folder-not-writable", lambda world, _: make(world, folder="/proc/十二月", period="2026-12"),
        "/proc/十二月", "不能写入：No such file or directory。", "no such place",
    ),
    Case("folder-not-writable", disk_is_full, "{base}/十一月", "不能写入：No space left on device。", "full"),
    Case(
        "folder-not-writable", disk_is_full_for_xlsxwriter, "{base}/十一月",
        "不能写入：No space left on device。", "full while packing",
    ),
    Case(
        "folder-not-a-cycle", without_database, "{base}/十一月",
        "这个文件夹不是一期考核：没有 kpixl.db，或读不出来。",
    ),
    Case(
        "folder-without-returns", lambda world, _: collected(world), "{base}/十一月/returned",
        "交回文件夹是空的或不存在。",
    ),
    Case(
        "folder-without-returns", without_folder, "{base}/十一月/returned", "交回文件夹是空的或不存在。",
        "gone",
    ),
    Case("file-exists", exists_already, "{base}/十一月/scheme.yaml", "这个文件已经存在，没有覆盖。"),
    Case(
        "path-missing", lambda world, _: collected(world, world.folder / "交回"), "{base}/十一月/交回",
        "没有这个文件或文件夹。",
    ),
    Case(
        "nobody-appraised",
        lambda world, _: make(
            world, people=(("009", "周周", "财务部", "会计", "3000", "2020-01-01"),), folder="财务"
        ),
        "{base}/名册.csv", "花名册里没有人适用这个方案的任何一张表，没有生成文件。",
    ),
    Case(
        "scheme-not-in-force", changed("points: 100\n", "points: 100\neffective: 2026-11-02\n"),
        "{base}/方案.yaml:2:1",
        "考核周期2026年11月（2026-11-01 至 2026-11-30）不全在方案的有效期内（2026-11-02 起）。",
    ),
    Case(
        "scheme-not-in-force", changed("points: 100\n", "points: 100\nuntil: 2026-11-29\n"),
        "{base}/方案.yaml:2:1",
        "考核周期2026年11月（2026-11-01 至 2026-11-30）不全在方案的有效期内（2026-11-29 止）。", "ended",
    ),
    Case(
        "year-unknown",
        changed("    for: {部门: 销售部}\n", "    for: {部门: 销售部}\n    years: [2024, 2025]\n"),
        "{base}/方案.yaml:2:1", "方案没有 2026 年的考核表，涉及 2 个考核对象；有表的年份：2024、2025。",
    ),
    Case(
        "inputs-unreadable", inputs("- 90\n- 80\n"), "填写.yaml:1:1",
        "填写内容读不出来：应为“名称: 值”的形式。",
    ),
    Case(
        "inputs-shape", inputs("form: sales\nentries: [90]\n"), "填写.yaml",
        "“entries”的写法不对，应为“名称: 值”的形式。",
    ),
    Case(
        "inputs-shape", inputs(SALES + "客诉率: 3\n"), "填写.yaml",
        "“客诉率”的写法不对，应为“名称: 值”的形式。", "two cells",
    ),
    Case(
        "inputs-shape", inputs(SALES + "客户满意度: [3]\n"), "填写.yaml",
        "“客户满意度”的写法不对，应为一个值。", "list",
    ),
    Case(
        "inputs-shape", inputs("entries:\n  本月目标: {权重: 3}\n", KINDS_PLACE), "填写.yaml",
        "“本月目标”的写法不对，应为一个列表，每行写成“列名: 值”。", "rows",
    ),
    Case(
        "inputs-unknown", inputs(SALES + "客户满意: 90\n"), "填写.yaml",
        "填写内容里的“客户满意”不是这张表的指标或填写项。是否为“客户满意度”？",
    ),
    Case(
        "inputs-unknown", inputs("entries:\n  本月目标: [{}, {}, {}, {}, {权重: 3}]\n", KINDS_PLACE),
        "填写.yaml",
        "填写内容里的“本月目标.权重.5”不是这张表的指标或填写项。是否为“本月目标.权重.4”？", "row",
    ),
    Case(
        "holidays-unknown", lambda world, _: make(world, scheme=str(TIMES), folder="时限"), "",
        "还不知道 2027 年的法定节假日和调休，工作日暂按周一至周五计。",
    ),
    Case(
        "inputs-period-needed", inputs("entries: {}\n", str(TIMES)), "填写.yaml",
        "这张表要按考核周期计算，填写内容里没有写明。",
    ),
    Case("inputs-form-unclear", inputs("entries: {}\n"), "填写.yaml", "方案有几张表，没有说明用哪一张。"),
    Case(
        "roster-figure-missing",
        lambda world, _: make(world, scheme=personal_targets(world), folder="各人目标", people=WITHOUT_BASE),
        "{base}/名册.csv", "花名册的“绩效基数”列有 1 人是空的，用到它的指标算不出来：周周。",
    ),
    Case(
        "form-formula-too-long",
        very_many_entries,
        "{base}/很多.yaml:6:5",
        "考核表 all 里有一格的公式写进 Excel 太长：多半是一个指标的填写项或条件太多。",
    ),
    Case(
        "roster-column-kind",
        lambda world, _: of_a_kind(world, "日期", *["三年"] * 4),
        "{base}/名册.csv G2",
        "方案约定「司龄」是日期，花名册里有 4 人不是：欧阳晓燕、王小明、李静、赵强。",
    ),
    Case(
        "roster-column-not-number",
        lambda world, _: of_a_kind(world, "年", "3", "", "三年", "1,200.5"),
        "{base}/名册.csv G4",
        "李静的“司龄”填的“三年”不是数字，他没有这个数；其他人不受影响。",
    ),
    Case(
        "pay-base-missing",
        lambda world, _: make(world, people=WITHOUT_BASE),
        "{base}/名册.csv", "1 人没有绩效基数，算不出绩效工资：周周。",
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_wrong_is_told_at_its_place(
    case: Case, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = case.act(world, monkeypatch)
    about = [told(finding) for finding in findings if finding.code == case.code]
    assert about == [(case.place.replace("{base}", str(world.folder.parent)), case.message)]
    for finding in findings:
        for language in ("zh-CN", "en"):
            assert "{" not in finding.message(language) + finding.remedy(language)


def test_every_code_about_cycles_has_a_case() -> None:
    assert {case.code for case in CASES} == {code.code for code in cycle.CODES}


@pytest.mark.parametrize(
    ("headings", "rows", "code"),
    [
        (HEADINGS, (), "roster-empty"),
        (HEADINGS[1:], tuple(row[1:] for row in PEOPLE), "roster-no-id-column"),
    ],
)
def test_forms_are_not_made_from_a_roster_that_cannot_be_used(
    headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...], code: str, tmp_path: Path
) -> None:
    roster = write_csv(tmp_path / "名册.csv", rows, headings)
    made, findings = make_template("perf-pay-100", roster, "2026-11", tmp_path / "期", Options(), nothing)
    assert made is None
    assert code in {finding.code for finding in findings}
    assert not (tmp_path / "期").exists()


def test_the_period_after_the_last_is_written_in_a_folder_of_its_own(world: World) -> None:
    roster = write_csv(world.folder.parent / "名册.csv")
    december, _ = make_world(world.folder.parent / "十二月", "perf-pay-100", roster, "2026-12")
    assert december.held.cycle.period.label == "2026年12月"
