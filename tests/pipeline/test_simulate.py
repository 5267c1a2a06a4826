"""What if: the same returned forms by another scheme, person by person, and what it would cost."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.findings import Finding
from kpixl.findings import simulate as table
from kpixl.model.ledger import EntryKind
from kpixl.model.simulation import Simulation
from kpixl.pipeline.decide import Options
from kpixl.pipeline.make import Options as MakeOptions
from kpixl.pipeline.make import make_template
from kpixl.pipeline.simulate import simulate
from kpixl.pipeline.supposed import Supposition
from kpixl.report.simulate_export import simulate_json
from kpixl.report.simulate_lines import simulate_lines
from kpixl.report.simulated import Simulated
from tests.pipeline.test_changes import ENTRIES
from tests.pipeline.test_verify import everything
from tests.pipeline.world import LABELS, World, codes, copy_of, make_world, nothing, write_csv

BEST = {"sales": 95, "customers": 95, "complaints": 0, "cars": 260, "content": 20, "asked": 20}
FULL = {f"{LABELS[name]}@": Fraction(value) for name, value in BEST.items()}
"""100 points, 优秀; with a pay base of 2800 it is 2800.00."""

BETTER = {"total": ("89.90", "90.40"), "grade": ("良好", "优秀"), "pay": ("2832.30", "2848.05")}
"""What becomes of 001 with a target of 88 for 客户满意度."""

COHORT = """
cohort:
  - {rank: 名次, by: 绩效分数}
  - {bonus: 名次奖, rank: 名次, amounts: [500, 400]}
  - {budget: 工资预算, of: 绩效工资, amount: 5000, gives: 实发}
"""


@pytest.fixture(scope="session")
def known_once(perf_once: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """001 has 89.90 points, 002 all of them, A-03 some; 004 has returned nothing."""
    world = copy_of(perf_once, tmp_path_factory.mktemp("known") / "十一月")
    world.fill("001", entries=ENTRIES)
    world.fill("002", entries=FULL)
    world.fill("A-03")
    world.collect()
    return world


@pytest.fixture
def known(known_once: World, tmp_path: Path) -> World:
    return copy_of(known_once, tmp_path / "十一月")


def what_if(
    world: World, *asked: str, scheme: str = "", trial: bool = False
) -> tuple[Simulation | None, tuple[Finding, ...]]:
    return simulate(world.folder, Supposition(asked, scheme, trial), nothing)


def simulated(world: World, *asked: str, scheme: str = "") -> Simulated:
    """What comes of it, without anything to be said."""
    simulation, findings = what_if(world, *asked, scheme=scheme)
    assert simulation is not None, [finding.message() for finding in findings]
    return Simulated(simulation)


def figures(found: Simulated, number: str) -> dict[str, tuple[str | None, str | None]]:
    """The figures of somebody that would change."""
    moved = next((one for one in found.moved if one.before.appraisee.id == number), None)
    parts = moved.figures.items() if moved is not None else ()
    return {key: (figure.before, figure.after) for key, figure in parts if figure.changed}


def test_a_lower_target_changes_just_what_rests_on_it(known: World) -> None:
    before = everything(known.folder)
    found = simulated(known, "客户满意度.目标=88")
    assert figures(found, "001") == BETTER
    assert figures(found, "002") == {}
    assert figures(found, "A-03") == {}
    assert found.counts == {"total": 1, "grade": 1, "pay": 1}
    assert len(found.compared) == 3
    assert everything(known.folder) == before


def test_nothing_changes_when_nothing_is_changed(known: World) -> None:
    simulation, findings = what_if(known, "客户满意度.目标=90")
    assert simulation is not None
    assert codes(findings) == ["set-same"]
    assert simulation.before == simulation.after
    assert Simulated(simulation).moved == ()


def test_what_collect_would_give_is_what_was_simulated(known: World, tmp_path: Path) -> None:
    asked = ["客诉率.目标=5", "优秀=92", "绩效工资.保留=60%"]
    found = simulated(known, *asked)
    text = known.held.definition.replace("target: 4\n", "target: 5\n")
    text = text.replace("name: 优秀, from: 90", "name: 优秀, from: 92").replace("keep: 70%", "keep: 60%")
    path = tmp_path / "方案.yaml"
    path.write_text(text, encoding="utf-8")
    other, _ = make_world(tmp_path / "另一期", str(path), write_csv(tmp_path / "名册.csv"), "2026-11")
    other.fill("001", entries=ENTRIES)
    other.fill("002", entries=FULL)
    other.fill("A-03")
    collected = other.collect()
    for simulated_one, real in zip(found.after.results, collected.results, strict=True):
        for key in ("status", "total", "grade", "pay", "rank", "department_rank", "subtotals"):
            assert getattr(simulated_one, key) == getattr(real, key), key
    assert found.after.ledger == collected.ledger


def test_costs_are_sums_of_the_lines_by_department(known: World) -> None:
    found = simulated(known, "绩效工资.amount=绩效基数 * 绩效分数 / 100 + 100")
    *departments, together = found.costs
    assert [row.department for row in departments] == ["销售部", "售后服务部"]
    sales = departments[0]
    assert sales.before[EntryKind.PAY] == Fraction("2832.30") + 2800
    assert sales.after[EntryKind.PAY] - sales.before[EntryKind.PAY] == 200
    assert together.after[EntryKind.PAY] - together.before[EntryKind.PAY] == 300
    assert together.before[EntryKind.PAY] == sum(
        (row.before[EntryKind.PAY] for row in departments), Fraction()
    )


def test_ranks_bonuses_and_budgets_are_simulated(tmp_path: Path, perf_once: World) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text(perf_once.held.definition + COHORT, encoding="utf-8")
    world, _ = make_world(tmp_path / "十一月", str(path), write_csv(tmp_path / "名册.csv"), "2026-11")
    world.fill("001", entries=ENTRIES)
    world.fill("002", entries=FULL)
    world.collect()
    found = simulated(world, "名次奖.amounts=[600, 300]", "工资预算=4000")
    first, second = figures(found, "002"), figures(found, "001")
    assert first["名次奖"] == ("500.00", "600.00")
    assert second["名次奖"] == ("400.00", "300.00")
    assert (first["bonus"], second["bonus"]) == (("500.00", "600.00"), ("400.00", "300.00"))
    assert Fraction(first["实发"][1] or 0) + Fraction(second["实发"][1] or 0) == 4000
    together = found.costs[-1]
    assert (together.before[EntryKind.PAY], together.after[EntryKind.PAY]) == (5000, 4000)
    assert together.before[EntryKind.BONUS] == together.after[EntryKind.BONUS] == 900


def test_a_whole_scheme_can_be_compared_and_changed_further(known: World, tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text(known.held.definition.replace("from: 90", "from: 89"), encoding="utf-8")
    assert figures(simulated(known, scheme=str(path)), "001") == {"grade": ("良好", "优秀")}
    both = simulated(known, "优秀=90", "良好=89.95", scheme=str(path))
    assert figures(both, "001") == {"grade": ("良好", "合格")}


def test_earlier_forms_are_changed_by_their_own_scheme(known: World, tmp_path: Path) -> None:
    """A form that was made by an earlier version keeps its target but for what is supposed."""
    path = tmp_path / "方案.yaml"
    path.write_text(known.held.definition.replace("target: 95", "target: 90"), encoding="utf-8")
    roster = write_csv(tmp_path / "名册.csv")
    options = MakeOptions(revise=True)
    made, findings = make_template(str(path), roster, "2026-11", known.folder, options, nothing)
    assert made is not None, findings
    known.collect()
    found = simulated(known, "客户满意度.目标=88")
    assert figures(found, "001") == BETTER


def test_forms_with_other_entries_stay_out_of_the_comparison(known: World, tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    text = known.held.definition.replace("成交台数(台)", "交车台数(台)")
    path.write_text(text.replace("from: 90", "from: 80.5"), encoding="utf-8")
    simulation, findings = what_if(known, scheme=str(path))
    assert simulation is not None
    assert codes(findings) == ["simulate-not-comparable"]
    assert "欧阳晓燕、王小明" in findings[0].message()
    found = Simulated(simulation)
    assert [old.appraisee.id for old, _ in found.compared] == ["A-03"]
    assert simulate_json(found)["not_comparable"] == ["001", "002"]
    assert (found.lost, found.gained) == ([], [])


def test_who_would_have_no_result_any_more_is_told_apart(known: World) -> None:
    found = simulated(known, '客诉处理满意度.目标=IF(工号 = "001", 0, 95)')
    assert [result.appraisee.id for result in found.lost] == ["001"]
    assert "改动后算不出结果的：欧阳晓燕。" in list(simulate_lines(found))


def test_a_strict_collection_is_simulated_as_such(known: World) -> None:
    known.fill("004", entries={"维修过程服务满意度.回访平均分@": "92分"})
    known.collect(options=Options(strict=True))
    found = simulated(known, "客户满意度.目标=88")
    assert [old.appraisee.id for old, _ in found.compared] == ["001", "002", "A-03"]


CASES = {
    "set-unreadable": ("客户满意度", "不是“名称=值”的写法"),
    "set-unknown": ("客户满意.目标=88", "是否为“客户满意度.目标”？"),
    "set-ambiguous": ("1.target=88", "可以指方案里几个不同的地方"),
    "set-same": ("客户满意度.目标=90", "本来就是 90"),
    "points-section": ("客户满意度.满分=50", "「服务满意度」的分值是 60"),
}


@pytest.mark.parametrize("code", CASES)
def test_what_cannot_be_supposed_is_told(code: str, known: World) -> None:
    asked, words = CASES[code]
    simulation, findings = what_if(known, asked)
    assert code in codes(findings)
    assert any(words in finding.message() for finding in findings)
    assert (simulation is None) == (code != "set-same")
    for finding in findings:
        for language in ("zh-CN", "en"):
            assert "{" not in finding.message(language) + finding.remedy(language)


def test_another_scheme_altogether_is_refused(known: World) -> None:
    assert codes(what_if(known, scheme="goals-and-values")[1]) == ["simulate-other-scheme"]
    assert codes(what_if(known, scheme="没有.yaml")[1]) == ["scheme-unknown"]


def test_a_cycle_without_returns_and_a_folder_without_a_cycle_say_so(world: World, tmp_path: Path) -> None:
    assert codes(what_if(world, "客户满意度.目标=88")[1]) == ["simulate-nothing-returned"]
    assert codes(simulate(tmp_path, Supposition(("a=1",)), nothing)[1]) == ["folder-not-a-cycle"]


def test_every_code_has_a_case() -> None:
    elsewhere = {"simulate-other-scheme", "simulate-not-comparable", "simulate-nothing-returned"}
    assert {code.code for code in table.CODES} == elsewhere | CASES.keys() - {"points-section"}


def test_the_tables_say_what_is_changed_for_whom_and_at_what_cost(known: World) -> None:
    found = simulated(known, "客户满意度.目标=88", "客诉率.满分=20.0")
    assert list(simulate_lines(found)) == [
        "试算：2026年11月客户满意度与绩效考核（只是试算，这一期没有改动）",
        "  客户满意度.目标  90 → 88    第 37 行",
        "  客诉率.满分      20 → 20.0  第 45、89 行",
        "",
        "比较 3 人；会变的：绩效分数 1 人，等级 1 人，绩效工资 1 人。",
        "  工号  姓名      部门    绩效分数       等级         绩效工资",
        "  001   欧阳晓燕  销售部  89.90 → 90.40  良好 → 优秀  2,832.30 → 2,848.05",
        "",
        *list(simulate_lines(found))[8:],
    ]
    assert any(line.startswith("等级人数  优秀 2 → 3  良好 1 → 0") for line in simulate_lines(found))
    (sales,) = (line for line in simulate_lines(found) if line.startswith("  销售部"))
    assert sales.split() == ["销售部", "5,632.30", "5,648.05", "+15.75"]
    english = list(simulate_lines(found, "", "en"))
    assert english[0] == "What if: 客户满意度与绩效考核 2026-11 (nothing in this cycle was changed)"
    assert english[4] == "3 compared; another total: 1, grade: 1, pay: 1."


def test_a_long_list_is_cut_unless_all_are_asked_for(known: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpixl.report.simulate_lines.LISTED", 1)
    found = simulated(known, "points=100", "绩效工资.amount=绩效基数")
    cut, whole = list(simulate_lines(found)), list(simulate_lines(found, everybody=True))
    assert "另有 1 人，加 --all 全部列出。" in cut
    assert len(whole) == len(cut)
    assert not any("--all" in line for line in whole)


def test_the_json_has_both_sides(known: World) -> None:
    told = json.loads(json.dumps(simulate_json(simulated(known, "客户满意度.目标=88"))))
    assert told["compared"] == 3
    assert told["changes"] == [
        {
            "name": "客户满意度.目标",
            "path": "forms.sales.sections.服务满意度.indicators.客户满意度.target",
            "file": "perf-pay-100.yaml",
            "line": 37,
            "before": "90",
            "after": "88",
        }
    ]
    (person,) = told["people"]
    assert (person["id"], person["before"]["total"], person["after"]["total"]) == ("001", "89.90", "90.40")
    assert (person["before"]["rank"], person["after"]["pay"]) == (3, "2848.05")
    assert told["grades"][0] == {"grade": "优秀", "before": 2, "after": 3}
    assert told["total_cost"]["after"]["pay"] != told["total_cost"]["before"]["pay"]
    assert [row["department"] for row in told["cost"]] == ["销售部", "售后服务部"]
