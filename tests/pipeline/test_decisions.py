"""Measures are decided and events made void: recorded, told, and everything that rests on them comes anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest

from kpixl.cycle import database, store
from kpixl.cycle.lock import locked
from kpixl.findings import Finding, ledgers
from kpixl.model.ledger import EntryKind, State
from kpixl.model.result import Consolidation
from kpixl.model.submission import Raw
from kpixl.pipeline.decide import Options
from kpixl.pipeline.decide_appeal import decide_appeal
from kpixl.pipeline.decide_measure import decide_measure
from kpixl.pipeline.explain import explain
from kpixl.pipeline.verify import verify
from kpixl.report.explain_lines import explain_lines
from kpixl.report.export import json_text
from tests.consolidate.ledger_cases import cases as ledger_cases
from tests.consolidate.ledger_cases import line
from tests.pipeline.world import World, codes, copy_of, make_world, nothing, result_of, write_csv

SCHEME = Path(__file__).with_name("events.yaml")
HEADINGS = ("工号", "姓名", "部门", "岗位", "上级工号", "师傅")
PEOPLE = (
    ("001", "赵经理", "一部", "经理", "", "002"),
    ("002", "钱员工", "一部", "员工", "001", "001"),
    ("003", "孙员工", "一部", "员工", "001", "001"),
)
GM, WHY = "总经理", "顾客记错了店"


def log(*events: tuple[str, str, float]) -> dict[str, Raw]:
    """The entries of a form with these events: number, who is responsible, loss."""
    blank = {f"事件登记.{column}.{row}@": None for row in range(1, 5) for column in COLUMNS}
    typed: dict[str, Raw] = {}
    for row, (number, who, loss) in enumerate(events, 1):
        values: dict[str, Raw] = dict(
            zip(COLUMNS, (number, Fraction(46327), who, Fraction(str(loss))), strict=True)
        )
        typed |= {f"事件登记.{column}.{row}@": value for column, value in values.items()}
    return {**blank, **typed, "目标.内容.1@": "无投诉", "目标.内容.2@": None}


COLUMNS = ("单号", "日期", "责任人", "损失")
A, B, C = ("A1", "002", 10.0), ("A2", "孙员工", 20.5), ("A3", "002", 0.0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> World:
    base = tmp_path_factory.mktemp("事件")
    roster = write_csv(base / "名册.csv", PEOPLE, HEADINGS)
    world, _ = make_world(base / "十一月", str(SCHEME), roster, "2026-11")
    return world


@pytest.fixture
def world(made: World, tmp_path: Path) -> World:
    """A cycle in which two have returned their forms, one with three events."""
    world = copy_of(made, tmp_path / "十一月")
    world.fill("001", entries=log())
    world.fill("002", entries=log(A, B, C))
    return world


def lines(consolidation: Consolidation) -> list[str]:
    return [line(entry) for entry in consolidation.ledger.entries]


def test_a_void_event_is_out_at_the_next_collection_and_told(world: World) -> None:
    before = world.collect()
    assert lines(before)[:2] == ["fine 002 → 002 50.00 第一次 due", "fine 002 → 002 100.00 第二次 due"]
    decided, found = decide_appeal(world.folder, "钱员工", "事件登记", 1, GM, WHY)
    assert not found
    assert decided is not None
    assert decided.decision.typed == (
        ("单号", "A1"),
        ("日期", "2026-11-01"),
        ("责任人", "002"),
        ("损失", "10"),
    )
    after = world.collect()
    result = result_of(after, "002")
    assert [(void.log, void.row, void.stamp.by, void.stamp.reason) for void in result.voids] == [
        ("事件登记", 1, GM, WHY)
    ]
    assert {change.name: (change.before, change.after) for change in result.changes} == {
        "连带": ("30.00", "0.00"),
        "赔偿": ("30.50", "20.50"),
        "辞退": ("触发", "不触发"),
    }
    (told,) = [each for file in after.files for each in file.findings if each.code == "appeal-applied"]
    assert told.message() == (
        "申诉成立，作废 1 件：「事件登记」第 1 行。"
        "连带 30.00 → 0.00，赔偿 30.50 → 20.50，辞退 触发 → 不触发。"
    )
    assert lines(after) == [
        "fine 002 → 002 50.00 第一次 due",
        "fine 002 → 002 100.00 第二次 due",
        "fine 002 → 003 20.50 赔偿 due",
        "measure 002 → 002 — 通报批评 proposed",
    ]


def test_a_form_that_shows_the_void_event_is_not_called_wrong(world: World) -> None:
    decide_appeal_well(world, 1)
    after = world.collect()
    assert [codes(file.findings) for file in after.files if file.findings] == [["appeal-applied"]]


def test_an_appeal_that_is_not_collected_yet_makes_no_form_different(world: World) -> None:
    decide_appeal_well(world, 1)
    found, _ = verify(world.folder, (), nothing)
    assert found is not None
    assert codes(found.findings) == ["verify-not-collected"]
    assert (found.again.forms, found.again.left_out) == (1, 1)


def decide_appeal_well(world: World, row: int, undo: bool = False) -> None:
    world.collect()
    decided, found = decide_appeal(world.folder, "002", "事件登记", row, GM, WHY, undo)
    assert decided is not None, found


def test_a_void_event_counts_again_when_it_was_a_mistake(world: World) -> None:
    before = world.collect()
    decide_appeal_well(world, 2)
    assert lines(world.collect()) != lines(before)
    decide_appeal_well(world, 2, undo=True)
    after = world.collect()
    assert lines(after) == lines(before)
    assert result_of(after, "002").voids == ()


def resent(world: World, *events: tuple[str, str, float]) -> Consolidation:
    """The form of 002 once more with these events, in place of the one before."""
    world.fill("002", name="改正.xlsx", entries=log(*events))
    return world.collect(options=Options(withdraw="002.xlsx", reason="改正"))


def test_a_void_event_stays_void_when_its_row_moves(world: World) -> None:
    decide_appeal_well(world, 1)
    result = result_of(resent(world, B, A, C), "002")
    assert [void.row for void in result.voids] == [2]


def test_an_event_with_other_entries_is_another_event(world: World) -> None:
    decide_appeal_well(world, 1)
    after = resent(world, ("A1", "002", 11.0), B, C)
    assert result_of(after, "002").voids == ()
    assert "appeal-event-gone" in [each.code for file in after.files for each in file.findings]
    # It is not void, and what was void once can still be taken back.
    decided, _ = decide_appeal(world.folder, "002", "事件登记", 1, GM, "不再适用", undo=True)
    assert decided is not None
    assert "appeal-event-gone" not in [each.code for file in world.collect().files for each in file.findings]


def test_of_two_equal_events_one_can_be_void_and_then_the_other(world: World) -> None:
    world.fill("002", entries=log(A, A))
    decide_appeal_well(world, 2)
    assert "fine 002 → 002 100.00 第二次 due" not in lines(world.collect())
    assert codes(decide_appeal(world.folder, "002", "事件登记", 2, GM, WHY)[1]) == ["appeal-made"]
    decide_appeal_well(world, 1)
    assert lines(world.collect()) == []


def test_the_decision_about_a_measure_is_on_record_and_in_the_ledger(world: World) -> None:
    world.collect()
    decided, found = decide_measure(world.folder, "002", "辞退", True, GM, "三次属实")
    assert not found
    assert decided is not None
    entry = next(entry for entry in world.collect().ledger.entries if entry.rule == "辞退")
    assert entry.state is State.CONFIRMED
    assert entry.decision == decided.decision
    with database.opened(world.folder) as db:
        rows = db.execute("SELECT what, reason, who, at FROM event").fetchall()
    assert [(what, reason) for what, reason, _, _ in rows] == [("measure-confirm", "三次属实")]
    stamp = decided.decision.stamp
    assert (stamp.by, stamp.who, stamp.at) == (GM, rows[0][2], rows[0][3])


def test_a_decision_can_be_taken_back_and_made_otherwise(world: World) -> None:
    world.collect()
    assert decide_measure(world.folder, "002", "辞退", True, GM, "三次属实")[0] is not None
    assert decide_measure(world.folder, "002", "辞退", None, GM, "再核实")[0] is not None
    assert decide_measure(world.folder, "002", "辞退", False, GM, "证据不足")[0] is not None
    states = {entry.rule: entry.state for entry in world.collect().ledger.of(EntryKind.MEASURE)}
    assert states == {"通报批评": State.PROPOSED, "辞退": State.VOID}


def test_results_say_everything_and_the_same_again(world: World) -> None:
    decide_appeal_well(world, 3)
    decide_measure(world.folder, "002", "通报批评", True, GM, "两次属实")
    first, second = json_text(world.collect()), json_text(world.collect())
    assert first == second
    told = json.loads(first)
    person = next(each for each in told["results"] if each["id"] == "002")
    assert person["voids"][0]["typed"] == {"单号": "A3", "日期": "2026-11-01", "责任人": "002", "损失": "0"}
    assert {"name": "辞退", "before": "触发", "after": "不触发"} in person["changes"]
    ledger = told["ledger"]
    assert ledger["final"] is False
    assert ledger["sums"]["all"] == {"pay": "0.00", "fine": "180.50", "bonus": "0.00"}
    assert {each["id"]: each["fine"] for each in ledger["sums"]["payers"]} == {
        "002": "160.00",
        "003": "20.50",
    }
    (measure,) = [entry for entry in ledger["entries"] if entry["kind"] == "measure"]
    assert set(measure) == _documented()
    assert measure["decision"]["by"] == GM
    assert measure["evidence"]["file"] == "002.xlsx"
    assert {cell["value"] for cell in measure["evidence"]["cells"]} >= {"A1", "A2"}
    assert "A3" not in {cell["value"] for cell in measure["evidence"]["cells"]}


def _documented() -> set[str]:
    """The keys of a line that the documents tell of."""
    text = (Path(__file__).parents[2] / "docs" / "results-format.md").read_text(encoding="utf-8")
    block = text.partition("#### ledger")[2].partition("```json\n")[2].partition("```")[0]
    return set(json.loads(block)["entries"][0])


# Every code of the ledgers, with what it says.

Act = Callable[[World, pytest.MonkeyPatch], tuple[Finding, ...]]


@dataclass(frozen=True)
class Case:
    code: str
    act: Act
    message: str

    def __str__(self) -> str:
        return self.code


def measured(whom: str, measure: str, confirmed: bool | None, times: int = 1) -> Act:
    def act(world: World, _: pytest.MonkeyPatch) -> tuple[Finding, ...]:
        world.collect()
        for _again in range(times - 1):
            assert decide_measure(world.folder, whom, measure, True, GM, "属实")[0] is not None
        return decide_measure(world.folder, whom, measure, confirmed, GM, "属实")[1]

    return act


def appealed(whom: str, of: str, row: int, undo: bool = False, times: int = 1) -> Act:
    def act(world: World, _: pytest.MonkeyPatch) -> tuple[Finding, ...]:
        world.collect()
        for _again in range(times - 1):
            assert decide_appeal(world.folder, whom, of, row, GM, WHY)[0] is not None
        return decide_appeal(world.folder, whom, of, row, GM, WHY, undo)[1]

    return act


def collected(*events: tuple[str, str, float], number: str = "002") -> Act:
    def act(world: World, _: pytest.MonkeyPatch) -> tuple[Finding, ...]:
        world.fill(number, entries=log(*events))
        consolidation = world.collect()
        return (*consolidation.findings, *(each for file in consolidation.files for each in file.findings))

    return act


def after(first: Act, *events: tuple[str, str, float]) -> Act:
    """Collected after something was decided."""

    def act(world: World, patched: pytest.MonkeyPatch) -> tuple[Finding, ...]:
        assert not first(world, patched)
        consolidation = resent(world, *events) if events else world.collect()
        return (*consolidation.findings, *(each for file in consolidation.files for each in file.findings))

    return act


def on_roster(change: Mapping[str, tuple[str, ...]], *more: tuple[str, ...]) -> Act:
    """Three events of 002, on a roster with other rows."""

    def act(world: World, _: pytest.MonkeyPatch) -> tuple[Finding, ...]:
        people = [change.get(row[0], row) for row in PEOPLE]
        roster = write_csv(world.folder.parent / "改.csv", [*people, *more], HEADINGS)
        other, _made = make_world(world.folder.parent / "另一期", str(SCHEME), roster, "2026-11")
        other.fill("002", entries=log(A, B, C))
        return other.collect().findings

    return act


def by_the_day(folder: Path, day: str) -> Consolidation:
    """A fine that goes by a roster column of days, collected."""
    text = SCHEME.read_text(encoding="utf-8")
    for old, new in (
        ("payer: 本人, why: 第一次50元", "payer: 本人, booked: 发布日期"),
        ("columns: {", "columns: {发布日期: 日期, "),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    scheme = folder / "按日期.yaml"
    scheme.write_text(f"payout: {{months: 2}}\n{text}", encoding="utf-8")
    people = [(*row, day) for row in PEOPLE]
    roster = write_csv(folder / "改.csv", people, (*HEADINGS, "发布日期"))
    other, _made = make_world(folder / "另一期", str(scheme), roster, "2026-11")
    other.fill("002", entries=log(A))
    other.collect()
    # What is known is not assessed again: the months come from the record.
    return other.collect()


def of_no_day(world: World, _: pytest.MonkeyPatch) -> tuple[Finding, ...]:
    return by_the_day(world.folder.parent, "").findings


def test_the_month_of_a_fine_is_kept_and_told_to_other_programs(tmp_path: Path) -> None:
    told = json.loads(json_text(by_the_day(tmp_path, "2026-12-31")))
    entries = {entry["rule"]: entry for entry in told["ledger"]["entries"]}
    assert {name: (entry["booked"], entry["paid"]) for name, entry in entries.items()} == {
        "第一次": ("2026-12", "2027-02"),
        "赔偿": ("2026-11", "2027-01"),
    }
    explained, _ = explain(tmp_path / "另一期", "002")
    assert explained is not None
    text = "".join(explain_lines(explained)).replace(" ", "")
    assert "列入2026-12；2027-02发放或扣除" in text
    (tmp_path / "再").mkdir()
    told = json.loads(json_text(by_the_day(tmp_path / "再", "")))
    (entry,) = [entry for entry in told["ledger"]["entries"] if entry["rule"] == "第一次"]
    assert (entry["booked"], entry["paid"], entry["state"]) == (None, None, "proposed")


def declared(old: str, new: str) -> Act:
    def act(world: World, _: pytest.MonkeyPatch) -> tuple[Finding, ...]:
        from kpixl.definition.scheme import parse_scheme

        text = SCHEME.read_text(encoding="utf-8")
        assert old in text
        return parse_scheme(text.replace(old, new), "scheme.yaml")[1]

    return act


CASES = (
    Case("payer-shares-sum", declared("payer: 本人, why: 第一次50元", "split: {本人: 80%, 上级: 19.9%}"),
         "「第一次」各方分担的比例合计是 99.9%。"),
    Case("payer-unknown-column", declared("payer: 事件登记.责任人, why: 照价赔偿", "payer: 事件登记.损失"),
         "表里没有「事件登记.损失」这一列，或这一列不是文字。"),
    Case("payer-no-manager", on_roster({"002": ("002", "钱员工", "一部", "员工", "", "001")}),
         "找不到上级：钱员工的上级工号是空的，涉及 1 人（钱员工）。"),
    Case("payer-manager-unknown", on_roster({"002": ("002", "钱员工", "一部", "员工", "009", "001")}),
         "找不到上级：钱员工的上级工号写的是「009」，花名册上没有这个人，或不止一人；涉及 1 人（钱员工）。"),
    Case("payer-circle", on_roster({"001": ("001", "赵经理", "一部", "经理", "002", "002")}),
         "上级关系绕成了一圈：赵经理 → 钱员工 → 赵经理，涉及 1 人（钱员工）。"),
    Case("payer-no-head", on_roster({"001": ("001", "赵经理", "一部", "员工", "", "002")}),
         "部门「一部」找不到负责人，涉及 1 人（钱员工）。"),
    Case("payer-heads-several", on_roster({}, ("004", "李经理", "一部", "经理", "", "")),
         "部门「一部」的负责人说不准：有 2 人的岗位是「经理」；涉及 1 人（钱员工）。"),
    Case("payer-no-department", on_roster({"002": ("002", "钱员工", "", "员工", "001", "001")}),
         "1 人没有写部门（钱员工），说不出全部门是哪些人。"),
    Case("payer-blank", on_roster({"002": ("002", "钱员工", "一部", "员工", "001", "")}),
         "没有写「师傅」，涉及 1 人（钱员工）。"),
    Case("payer-not-on-roster", collected(("A1", "李四", 10.0)),
         "「李四」不是花名册上的工号或姓名，涉及 1 人（钱员工）。"),
    Case("payer-named-twice", on_roster({}, ("004", "孙员工", "一部", "员工", "001", "001")),
         "花名册上叫「孙员工」的有 2 人，涉及 1 人（钱员工）。"),
    Case("payer-rows-unclear", collected(A, B, C, ("A4", "001", 0.0)),
         "「多次加罚」按「事件登记.责任人」记到人，而逐行算不出各记多少，涉及 1 人（钱员工）。"),
    Case("decision-without-result", measured("003", "辞退", True),
         "孙员工还没有能用的考核表，没有可以决定的。"),
    Case("decision-unknown-measure", measured("002", "降级", True), "钱员工的考核表里没有「降级」这一措施。"),
    Case("decision-not-triggered", measured("001", "辞退", True), "赵经理没有触发「辞退」，不用决定。"),
    Case("decision-made", measured("002", "辞退", False, times=2),
         "「辞退」已经由总经理于 {today} 决定：确认（属实）。"),
    Case("decision-none", measured("002", "辞退", None), "「辞退」没有可以撤销的决定。"),
    Case("appeal-unknown-log", appealed("002", "客诉", 1), "钱员工的考核表里没有「客诉」这份登记。"),
    Case("appeal-unknown-event", appealed("002", "事件登记", 4), "「事件登记」第 4 行没有登记事件。"),
    Case("appeal-required", appealed("002", "目标", 1), "「目标」第 1 行是必须填的，不能作废。"),
    Case("appeal-made", appealed("002", "事件登记", 1, times=2),
         "「事件登记」第 1 行已经由总经理于 {today} 准许作废（顾客记错了店）。"),
    Case("appeal-none", appealed("002", "事件登记", 1, undo=True), "「事件登记」第 1 行没有作废，不用恢复。"),
    Case("appeal-applied", after(appealed("002", "事件登记", 3)),
         "申诉成立，作废 1 件：「事件登记」第 3 行。连带 30.00 → 0.00，辞退 触发 → 不触发。"),
    Case("appeal-event-gone", after(appealed("002", "事件登记", 1), B),
         "准许作废的事件不在现在计入的表里：「事件登记」第 1 行（A1，2026-11-01，002，10）。"),
    Case("booking-unknown", of_no_day,
         "有 1 笔款项说不出列入哪一个月，因为没有日期：钱员工·第一次。"),
    Case("measures-waiting", collected(A, B), "有 1 项非货币措施等待确认：钱员工·通报批评。"),
    Case("decision-idle", after(measured("002", "辞退", True), A),
         "钱员工的「辞退」已由总经理决定，而现在没有触发。"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_wrong_is_told(case: Case, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from kpixl.cycle.digests import now

    found = case.act(world, monkeypatch)
    told = [finding for finding in found if finding.code == case.code]
    assert [finding.message() for finding in told] == [case.message.replace("{today}", now()[:10])]
    for finding in told:
        for language in ("zh-CN", "en"):
            assert "{" not in finding.message(language) + finding.remedy(language)


def test_every_code_of_the_ledgers_has_a_case() -> None:
    of_lines = {code for case in ledger_cases() for code in case.data.get("findings", ())}
    assert {code.code for code in ledgers.CODES} - {case.code for case in CASES} - of_lines == set()


def test_nothing_is_decided_where_no_cycle_is_or_somebody_else_works(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes(decide_measure(tmp_path, "002", "辞退", True, GM, WHY)[1]) == ["folder-not-a-cycle"]
    world.collect()
    monkeypatch.setattr("kpixl.pipeline.decide_record.locked", partial(locked, patience=0.0))
    with locked(world.folder):
        assert codes(decide_appeal(world.folder, "002", "事件登记", 1, GM, WHY)[1]) == ["folder-busy"]
    assert store.load(world.folder)


def test_the_ledger_of_a_result_that_was_kept_is_that_of_the_result_itself(world: World) -> None:
    kept = result_of(world.collect(), "002")
    assert {one.row: (one.text, one.alone) for one in kept.named["赔偿"]} == {
        1: ("002", Fraction(10)),
        2: ("孙员工", Fraction("20.5")),
        3: ("002", Fraction(0)),
    }
    assert [seen.text for seen in kept.evidence["第一次"]][:4] == ["A1", "2026-11-01", "002", "10"]


@pytest.mark.parametrize("who", ["002", "００２", " 钱员工 "])
def test_whom_a_decision_is_about_may_be_written_in_any_way(who: str, world: World) -> None:
    world.collect()
    decided, findings = decide_appeal(world.folder, who, "事件登记", 1, GM, WHY)
    assert decided is not None, findings
    assert decided.person.id == "002"


def test_a_decision_about_nobody_or_about_one_of_two_is_not_taken(world: World, tmp_path: Path) -> None:
    world.collect()
    (problem,) = decide_appeal(world.folder, "0002", "事件登记", 1, GM, WHY)[1]
    assert problem.message() == "这一期没有发表给“0002”。是否为“002”？"
    rows = [*PEOPLE, ("004", "钱员工", "一部", "员工", "001", "001")]
    roster = write_csv(tmp_path / "另.csv", rows, HEADINGS)
    other, _ = make_world(tmp_path / "另一期", str(SCHEME), roster, "2026-11")
    (problem,) = decide_appeal(other.folder, "钱员工", "事件登记", 1, GM, WHY)[1]
    assert problem.message() == "叫“钱员工”的有 2 人：002（一部）、004（一部）。"
