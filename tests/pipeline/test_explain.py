"""A result is explained from the form that counts to the pay, and for whoever has none, why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.cycle import store
from kpixl.findings import Finding
from kpixl.findings import explain as table
from kpixl.model.explanation import Explanation
from kpixl.model.submission import Raw
from kpixl.pipeline.collect import collect, results_folder
from kpixl.pipeline.decide import Options
from kpixl.pipeline.decide_appeal import decide_appeal
from kpixl.pipeline.decide_measure import decide_measure
from kpixl.pipeline.explain import explain
from kpixl.pipeline.make import Options as MakeOptions
from kpixl.pipeline.make import make_template
from kpixl.pipeline.verify import verify
from kpixl.pipeline.whom import find_person
from kpixl.report.explain_export import explain_json
from kpixl.report.explain_lines import explain_lines
from kpixl.report.results import write_results
from tests.pipeline.test_changes import ENTRIES
from tests.pipeline.world import (
    HEADINGS,
    NUMBER,
    PEOPLE,
    World,
    change,
    codes,
    copy_of,
    make_world,
    nothing,
    put,
    write_csv,
)

SCHEME = Path(__file__).with_name("explained.yaml")
TYPED: dict[str, Raw] = {
    "满意度.平均分@": "88分",
    "抽检.抽检分@": None,
    "差错.次数@": Fraction(2),
    "投诉登记.投诉人.1@": "王先生",
    "投诉登记.件数.1@": Fraction(2),
    "投诉登记.投诉人.2@": "李女士",
    "投诉登记.件数.2@": Fraction(1),
    "投诉登记.投诉人.3@": None,
    "投诉登记.件数.3@": None,
    "投诉登记.投诉人.4@": None,
    "投诉登记.件数.4@": None,
}
"""服务 88 ÷ 90 × 30 of 30, the sample left out; 纪律 100 － 14; three complaints."""

CLEAN = {**TYPED, **{name: None for name in TYPED if name.startswith("投诉登记")}, "差错.次数@": Fraction(0)}


@pytest.fixture(scope="session")
def explained_once(tmp_path_factory: pytest.TempPathFactory) -> World:
    """001 has complaints and a blank that leaves an item out, 002 has neither; 004 has returned nothing."""
    folder = tmp_path_factory.mktemp("explained")
    people = [(*person, months) for person, months in zip(PEOPLE, ("24", "3", "12", "12"), strict=True)]
    roster = write_csv(folder / "名册.csv", people, (*HEADINGS, "入职月数"))
    world, _ = make_world(folder / "十一月", str(SCHEME), roster, "2026-11")
    world.fill("001", entries=TYPED)
    world.fill("002", entries={**CLEAN, "抽检.抽检分@": Fraction(95)})
    world.fill("A-03", entries={**CLEAN, "满意度.平均分@": "约95"})
    world.collect()
    return world


@pytest.fixture
def explained(explained_once: World, tmp_path: Path) -> World:
    return copy_of(explained_once, tmp_path / "十一月")


def told(world: World, who: str, language: str = "zh-CN") -> Explanation:
    """What is told of somebody."""
    found, findings = explain(world.folder, who, language)
    assert found is not None, [finding.message() for finding in findings]
    return found


def letter(world: World, who: str, language: str = "zh-CN") -> list[str]:
    return list(explain_lines(told(world, who, language), language))


def part(lines: list[str], heading: str) -> list[str]:
    """The lines of a part of the letter, by the end of its heading."""
    start = next(at for at, line in enumerate(lines) if line.endswith(heading))
    rest = lines[start + 1 :]
    end = next((at for at, line in enumerate(rest) if line and not line.startswith(" ")), len(rest))
    return [line for line in rest[:end] if line]


def fill(world: World, number: str, name: str, day: str, entries: Mapping[str, Raw]) -> None:
    """A form that was last saved on a day."""
    path = world.fill(number, name=name, entries=entries)
    change(path, "docProps/core.xml", lambda text: text.replace("2000-01-01", day))


def test_the_items_say_standard_entries_and_working(explained: World) -> None:
    assert part(letter(explained, "001"), "各项得分") == [
        "  服务",
        "    1  满意度  29.33 ／ 30 分",
        "       标准  平均分达到90分的，得满分；不满90分的，按平均分÷90×30计分。",
        "       填写  平均分 “88分”（M11） 按 88 计（去掉单位）",
        "       算式  88.00 ÷ 90 × 30 ＝ 29.33 分",
        "    2  抽检  不计",
        "       标准  抽检分达到95分的，得满分；不满95分的，按抽检分÷95×20计分。没有数据的不考核，不计入总",
        "             分。",
        "       填写  抽检分 没有填（M12）",
        "       算式  没有数据，不计入总分",
        "    服务小计  29.33 ÷ （50 － 20） × 50 ＝ 48.89",
        "  纪律",
        "    3  差错  86.00 ／ 100 分",
        "       标准  每1次扣7分，扣完为止。",
        "       填写  次数 2次（M15）",
        "       算式  100 － 2 × 7 ＝ 86.00 分",
        "    4  投诉登记  不计",
        "       标准  只统计，不计分。",
        "       填写  第1行 投诉人 王先生（C27）；件数 2件（L27）",
        "             第2行 投诉人 李女士（C28）；件数 1件（L28）",
        "       算式  只统计，不计分",
        "    纪律小计  86.00",
    ]


def test_total_grade_and_pay_say_how_they_were_rounded(explained: World) -> None:
    assert part(letter(explained, "001"), "总分、等级和工资") == [
        "  绩效分数  48.89 × 1.2 ＋ 86.00 × 0.4 ＝ 93.066666…，四舍五入到 2 位小数：93.07",
        "  等级      93.07 ≥ 90：优",
        "  绩效工资  3,150.50 × 93.07 ÷ 100 ＝ 2,932.17035 元，四舍五入到 2 位小数：2,932.17",
    ]


def test_fines_bonuses_and_measures_say_what_decided(explained: World) -> None:
    lines = letter(explained, "001")
    assert part(lines, "罚款和奖励") == [
        "  投诉罚款  各行件数之和 3 ≥ 1；（2 ＋ 1） × 50 ＝ 150.00 元；每件罚50元",
        "    本人承担 150.00 元",
        "  全勤奖  次数 2 ≠ 0；没有触发",
    ]
    assert part(lines, "非货币措施") == ["  谈话  触发；本人；待定；各行件数之和 3 ≥ 3；分数低或投诉多的"]
    assert part(letter(explained, "002"), "罚款和奖励") == [
        "  投诉罚款  各行件数之和 0 ＜ 1；没有触发；每件罚50元",
        "  全勤奖  入职月数 3 ＜ 6；没有触发",
        "  冠军奖  部门名次第 1（销售部），300.00 元；本人得 300.00 元；待定",
    ]


def test_ranks_and_what_takes_everybody_are_told(explained: World) -> None:
    lines = letter(explained, "001")
    assert "第 2 名（已评 2 人）" in lines[3]
    assert lines[4] == "名次和金额是暂时的，还没有全部定下来。"
    assert part(lines, "名次和全体汇总") == [
        "  部门名次  2；绩效分数 93.07；销售部共 2 人，排第 2",
        "  冠军奖    0.00 元；部门名次第 2，没有奖励名额",
    ]


def test_what_cannot_be_used_says_why(explained: World) -> None:
    lines = letter(explained, "A-03")
    assert lines[3].startswith("未填完")
    assert "       填写  平均分 “约95”（M11） 不能用：" in "\n".join(lines)
    assert part(lines, "发现的问题")[0].startswith("  ▲ M11  “满意度·平均分”填的是“约95”")
    assert told(explained, "A-03").total is not None
    assert not any(line.endswith("总分、等级和工资") for line in lines)


def test_whoever_has_returned_nothing_is_told_so(explained: World) -> None:
    lines = letter(explained, "赵强")
    assert lines[3] == "未交"
    assert part(lines, "用的是哪份表") == ["  还没有收到可以用的表，所以没有结果。"]


def test_the_letter_has_the_same_parts_in_english(explained: World) -> None:
    lines = letter(explained, "001", "en")
    assert [line for line in lines if line[:1].isdigit()] == [
        "1. The form",
        "2. Scores",
        "3. Total, grade and pay",
        "4. Fines and bonuses",
        "5. Measures",
        "6. Ranks, and what takes everybody",
        "7. Findings",
    ]
    assert "       entered   平均分 “88分” (M11) taken as 88 (unit removed)" in lines
    assert "       standard  平均分 at least 90分: full points; below 90分: 平均分 ÷ 90 × 30." in lines


@pytest.fixture
def world_with_returns(world: World) -> World:
    world.fill("001", entries=ENTRIES)
    world.collect()
    return world


def test_it_says_which_form_counts_and_why(world: World) -> None:
    fill(world, "001", "早.xlsx", "2026-11-20", {**ENTRIES, "客诉率.客诉件数@": Fraction(3)})
    fill(world, "001", "晚.xlsx", "2026-11-22", ENTRIES)
    fill(world, "001", "同.xlsx", "2026-11-21", ENTRIES)
    world.fill("001", name="退.xlsx", entries={**ENTRIES, "客诉率.客诉件数@": None})
    world.collect()
    world.collect(options=Options(withdraw="退.xlsx", reason="发错了"))
    found = told(world, "001")
    about = {form.file: (form.standing.value, *form.why) for form in found.forms}
    assert about == {
        "晚.xlsx": ("counts", "保存得较晚", "it was saved later"),
        "同.xlsx": ("superseded", "内容和采用的一份相同", "it holds the same as the one that counts"),
        "早.xlsx": ("superseded", "采用的一份保存得较晚", "of the one that counts: it was saved later"),
        "退.xlsx": ("withdrawn", "已撤回：发错了", "withdrawn: 发错了"),
    }
    lines = part(letter(world, "001"), "用的是哪份表")
    assert lines[0].startswith("  采用    晚.xlsx「001 欧阳晓燕」，")
    assert sum(line.startswith("  未采用  ") for line in lines) == 2
    assert sum(line.startswith("  已撤回  ") for line in lines) == 1


def test_a_form_that_counts_for_nobody_says_why(world: World) -> None:
    path = world.fill("002", entries=ENTRIES)
    put(path, NUMBER, "<is><t>001</t></is>", "inlineStr")
    world.collect()
    found = told(world, "002")
    assert found.form is None
    ((file, why),) = [(form.file, form.why[0]) for form in found.forms]
    assert file == "002.xlsx"
    assert "表上的编号是 001" in why
    assert codes(found.findings) == ["identity-number-changed"]


def test_an_old_form_is_explained_by_its_own_rules(world_with_returns: World, tmp_path: Path) -> None:
    world = world_with_returns
    path = tmp_path / "方案.yaml"
    path.write_text(world.held.definition.replace("target: 90", "target: 80"), encoding="utf-8")
    roster = write_csv(tmp_path / "名册.csv")
    options = MakeOptions(revise=True)
    made, findings = make_template(str(path), roster, "2026-11", world.folder, options, nothing)
    assert made is not None, findings
    found, findings = explain(world.folder, "001")
    assert found is not None
    assert codes(findings) == ["explain-outdated"]
    assert found.making == 1
    assert "达到90分的" in found.sections[0].items[0].standard
    world.collect()
    assert codes(explain(world.folder, "001")[1]) == []


def test_decisions_and_appeals_are_told_and_can_be_verified(explained: World) -> None:
    decided, findings = decide_measure(explained.folder, "001", "谈话", True, "总经理", "已核实")
    assert decided is not None, findings
    appealed, findings = decide_appeal(explained.folder, "001", "投诉登记", 2, "总经理", "不是本部门的")
    assert appealed is not None, findings
    folder = results_folder(explained.folder)
    collect(explained.folder, (), nothing, deliver=lambda c: write_results(c, folder))
    lines = letter(explained, "001")
    assert part(lines, "罚款和奖励")[:2] == [
        "  投诉罚款  各行件数之和 2 ≥ 1；2 × 50 ＝ 100.00 元；每件罚50元",
        "    本人承担 100.00 元",
    ]
    assert part(lines, "非货币措施")[0].startswith(
        "  谈话  没有触发；绩效分数 93.07 ≥ 60，各行件数之和 2 ＜ 3"
    )
    appeals = part(lines, "申诉")
    assert appeals[0].startswith("  「投诉登记」第 2 行作废：总经理，")
    assert appeals[0].endswith("，不是本部门的")
    assert "  投诉罚款 150.00 → 100.00" in appeals
    verified, _ = verify(explained.folder, (), nothing)
    assert verified is not None
    assert verified.identical, [finding.message() for finding in verified.findings]


def test_the_json_has_the_same_parts(explained: World) -> None:
    found = explain_json(told(explained, "001"))
    assert [form["standing"] for form in found["forms"]] == ["counts"]
    first = found["items"][0]
    assert first["entries"] == [
        {
            "name": "平均分",
            "row": None,
            "cell": "M11",
            "typed": "88分",
            "taken": "88",
            "unit": "分",
            "readings": ["去掉单位"],
            "doubt": None,
            "void": False,
        }
    ]
    assert (first["score"], first["exact"]) == ("29.33", "29.333333…")
    assert found["total"]["exact"] == "93.066666…"
    assert found["total"]["value"] == found["result"]["total"] == "93.07"
    assert found["grade"] == {"grade": "优", "from": "90", "below": None}
    assert [figure["value"] for figure in found["money"]] == ["150.00", "0.00"]
    assert found["measures"][0]["applies"] is True
    assert found["assessed"] == {"all": 2, "department": 2}
    refused = explain_json(told(explained, "A-03"), "en")
    assert refused["items"][0]["entries"][0]["taken"] is None
    assert refused["items"][0]["entries"][0]["doubt"]


def person(world: World, who: str) -> tuple[str | None, Finding | None]:
    handout, problem = find_person(world.held.handouts, who)
    return handout.id if handout is not None else None, problem


@pytest.mark.parametrize(
    ("who", "number"),
    [("001", "001"), (" a-03 ", "A-03"), ("Ａ－０３", "A-03"), ("王小明", "002"), ("欧阳晓燕", "001")],
)
def test_people_go_by_number_or_name(who: str, number: str, world: World) -> None:
    assert person(world, who) == (number, None)


def shared(held: store.StoredCycle) -> store.StoredCycle:
    """The cycle in which two people are called alike."""
    first, second, *others = held.handouts
    return replace(held, handouts=(first, replace(second, name=first.name), *others))


CASES = {
    "person-unknown": ("王小名", "这一期没有发表给“王小名”。是否为“王小明”？"),
    "person-name-shared": ("欧阳晓燕", "叫“欧阳晓燕”的有 2 人：001（销售部）、002（销售部）。"),
}


@pytest.mark.parametrize("code", CASES)
def test_whoever_is_not_known_is_told_so(code: str, world: World) -> None:
    who, message = CASES[code]
    _, problem = find_person(shared(world.held).handouts, who)
    if code == "person-unknown":
        _, problem = find_person(world.held.handouts, who)
    assert problem is not None
    assert (problem.code, problem.message()) == (code, message)
    assert "{" not in problem.message("en") + problem.remedy("en")


def test_a_number_that_nobody_has_and_a_folder_without_a_cycle(world: World, tmp_path: Path) -> None:
    assert codes(explain(world.folder, "9999")[1]) == ["person-unknown"]
    assert codes(explain(tmp_path, "001")[1]) == ["folder-not-a-cycle"]


def test_every_code_has_a_case() -> None:
    assert {code.code for code in table.CODES} == CASES.keys() | {"explain-outdated"}
