"""The sheets of money, measures, changes and items: every formula agrees, also with results.json."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.model.consequence import Side
from kpixl.model.cycle import Cycle, Period
from kpixl.model.ledger import EntryKind, Party
from kpixl.model.result import Consolidation, Result
from kpixl.model.scheme import Form
from kpixl.report.overview import Overview, overview
from kpixl.report.results import results_json, write_book, write_results
from tests.oracle import Judge
from tests.report import money_world, world

Rows = list[dict[str, object]]


def before(consolidation: Consolidation, month: int) -> Consolidation:
    """An earlier month, in which everybody had so many points less."""
    results = tuple(
        replace(result, total=None if result.total is None else result.total - 11 + month)
        for result in consolidation.results
    )
    return replace(consolidation, results=results, cycle=Cycle(f"c-{month}", Period(2026, month, 1)))


def uneven() -> Consolidation:
    """The company, where one item gives 10 points in service instead of 30, and only deducts in sales."""
    consolidation = money_world.settled()
    points = {"sales": None, "service": Fraction(10)}

    def changed(form: Form) -> Form:
        first, *others = form.sections
        item, *rest = first.indicators
        item = replace(item, points=points.get(form.key, item.points))
        return replace(form, sections=(replace(first, indicators=(item, *rest)), *others))

    def scored(result: Result) -> Result:
        first, *others = result.items
        score = Fraction(result.appraisee.row, 3) if result.form == "service" else Fraction(-1)
        return replace(result, items=(replace(first, score=score, shown=None), *others))

    scheme = replace(consolidation.scheme, forms=tuple(map(changed, consolidation.scheme.forms)))
    return replace(consolidation, scheme=scheme, results=tuple(map(scored, consolidation.results)))


def alike() -> Consolidation:
    """The company with people whose numbers differ only in case, and with departments that do."""
    whole = world.departments_named(money_world.settled(), "IT", "it", "客服部")
    ids = dict(zip((result.appraisee.id for result in whole.results), ("a1", "A1"), strict=False))

    def party(one: Party) -> Party:
        return replace(one, id=ids.get(one.id, one.id))

    results = tuple(
        replace(each, appraisee=replace(each.appraisee, id=ids.get(each.appraisee.id, each.appraisee.id)))
        for each in whole.results
    )
    departments = {each.appraisee.id: each.appraisee.department for each in results}
    entries = tuple(
        replace(
            entry,
            appraisee=party(entry.appraisee),
            payer=replace(
                party(entry.payer),
                department=departments.get(party(entry.payer).id, entry.payer.department),
            ),
        )
        for entry in whole.ledger.entries
    )
    return replace(whole, results=results, ledger=replace(whole.ledger, entries=entries))


WORLDS = {
    "alike but for case": (alike, (10,)),
    "departments like numbers": (
        lambda: world.departments_named(money_world.company(), "01", "1", "1.0"),
        (10,),
    ),
    "open": (money_world.company, ()),
    "settled": (money_world.settled, (9, 10)),
    "odd departments": (
        lambda: world.departments_named(money_world.company(), "=销售*", "?>1~", "0012"),
        (10,),
    ),
    "uneven": (uneven, ()),
    "one department": (lambda: world.departments_named(money_world.company(), "", "", ""), ()),
}


def written(name: str, folder: Path) -> Path:
    make, months = WORLDS[name]
    consolidation = make()
    earlier = [before(consolidation, month) for month in months]
    return write_results(consolidation, folder, earlier=earlier)[2]


def rows(sheet: Worksheet, heading: str) -> Rows:
    """The table under the row with this heading: down to its total or its end."""
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == heading)
    names = [str(cell.value) for cell in sheet[top]]
    place = names.index(heading)
    found = []
    for cells in sheet.iter_rows(min_row=top + 1, values_only=True):
        if cells[place] is None or (heading == "序号" and not isinstance(cells[place], int)):
            break
        found.append(dict(zip(names, cells, strict=True)))
    return found


def values(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path, data_only=True)


def formulas(path: Path) -> Iterator[tuple[str, str]]:
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell.coordinate) for cell in row if cell.data_type == "f")


@pytest.mark.parametrize("judge", ["formualizer_judge", "ironcalc_judge"])
@pytest.mark.parametrize("name", WORLDS)
def test_every_formula_gives_the_value_that_the_file_already_shows(
    name: str, judge: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    agree(request.getfixturevalue(judge), written(name, tmp_path))


@pytest.mark.parametrize("name", ["settled", "odd departments"])
def test_libreoffice_agrees_as_well(name: str, tmp_path: Path, libreoffice_judge: Judge) -> None:
    agree(libreoffice_judge, written(name, tmp_path))


def agree(judge: Judge, path: Path) -> None:
    cells = list(formulas(path))
    shown = values(path)
    computed = judge.values(path, {}, cells)
    assert len({sheet for sheet, _ in cells}) >= 8
    for sheet, cell in cells:
        cached = shown[sheet][cell].value
        if isinstance(cached, str):
            assert computed[sheet, cell] == cached, (sheet, cell)
        else:
            assert computed[sheet, cell] == pytest.approx(cached, abs=1e-9), (sheet, cell)


def test_departments_that_differ_only_in_case_are_one_under_the_first_spelling(tmp_path: Path) -> None:
    book = values(written("alike but for case", tmp_path))
    for sheet, heading in (("部门汇总", "部门"), ("指标分析", "最弱的指标"), ("奖惩汇总", "笔数")):
        names = {row["部门"] for row in rows(book[sheet], heading)}
        assert "IT" in names, sheet
        assert "it" not in names, sheet


def test_people_whose_numbers_differ_only_in_case_bear_each_their_own(
    tmp_path: Path, formualizer_judge: Judge
) -> None:
    path = written("alike but for case", tmp_path)
    table = {row["工号"]: row for row in rows(values(path)["总表"], "工号")}
    ledger = rows(values(path)["奖惩台账"], "序号")
    for who in ("a1", "A1"):
        own = sum(
            Decimal(str(row["金额（元）"])) for row in ledger if row["工号"] == who and row["种类"] == "罚款"
        )
        column = next(heading for heading in table[who] if heading.startswith("罚款合计"))
        assert own > 0
        assert Decimal(str(table[who][column])) == own


def told(path: Path) -> dict[object, object]:
    return {row["核对什么"]: row["结果"] for row in rows(values(path)["公式核对"], "核对什么")}


def test_checks_that_only_lack_what_is_not_decided_say_so(tmp_path: Path) -> None:
    found = told(written("open", tmp_path))
    assert next(word for what, word in found.items() if str(what).startswith("绩效工资实发")) == "√ 一致"
    assert set(found.values()) == {"√ 一致", "△ 差的还没有定"}
    assert found["绩效工资罚款合计＝奖惩台账里归本单位的人的（元）"] == "△ 差的还没有定"


def ledger_with_more(kind: EntryKind) -> Consolidation:
    """The company, where the first line of this kind is 7 more than results say."""
    whole = money_world.settled()
    entries = list(whole.ledger.entries)
    at = next(at for at, entry in enumerate(entries) if entry.kind is kind)
    entries[at] = replace(entries[at], amount=(entries[at].amount or 0) + 7)
    return replace(whole, ledger=replace(whole.ledger, entries=tuple(entries)))


def _fines_less(view: Overview) -> Overview:
    place = view.money.index(Side.FINE)
    first, *others = view.lines
    money = tuple((amount or 0) + 1 if at == place else amount for at, amount in enumerate(first.money))
    return replace(view, lines=(replace(first, money=money), *others))


def _purse_more(view: Overview) -> Overview:
    next(purse for share, purse in view.purses.of.items() if share.id and purse.fine).fine += 700
    return view


def _no_last_department(view: Overview) -> Overview:
    return replace(view, departments=view.departments[:-1])


SPOILED = {
    "总表": (_fines_less, "奖惩台账已评的罚款合计＝总表（元）"),
    "奖惩汇总": (_purse_more, "奖惩汇总各人罚款合计＝奖惩台账（元）"),
    "绩效工资": (_purse_more, "绩效工资罚款合计＝奖惩台账里归本单位的人的（元）"),
    "部门汇总": (_no_last_department, "已评：各部门之和＝总表"),
}


@pytest.mark.parametrize("sheet", SPOILED)
def test_a_check_says_so_in_the_file_when_a_sheet_differs(sheet: str, tmp_path: Path) -> None:
    spoil, what = SPOILED[sheet]
    write_book(spoil(overview(money_world.settled())), tmp_path / "book.xlsx")
    assert told(tmp_path / "book.xlsx")[what] == "▲ 不一致"
    assert str(values(tmp_path / "book.xlsx")["公式核对"]["B2"].value).startswith("▲ 有 ")


def test_pay_in_the_ledger_that_is_not_what_results_say_is_told(tmp_path: Path) -> None:
    path = write_results(ledger_with_more(EntryKind.PAY), tmp_path)[2]
    assert told(path)["绩效工资应发合计＝总表（元）"] == "▲ 不一致"


def test_recalculated_sums_are_those_of_the_json_to_the_cent(
    tmp_path: Path, libreoffice_judge: Judge
) -> None:
    company = money_world.company()
    path = libreoffice_judge.resave(write_results(company, tmp_path)[2], tmp_path / "again.xlsx")
    sums = results_json(company)["ledger"]["sums"]
    book = values(path)
    ledger, summed = rows(book["奖惩台账"], "序号"), rows(book["奖惩汇总"], "笔数")
    for kind, word in (("fine", "罚款"), ("bonus", "奖励")):
        lines = [Decimal(str(row["金额（元）"])) for row in ledger if row["种类"] == word]
        assert f"{sum(lines):.2f}" == sums["all"][kind]
        people = {row["由谁承担或领取"]: row for row in summed if row["由谁承担或领取"] != "小计"}
        for payer in sums["payers"]:
            name = f"{payer['name']}（{payer['id']}）" if payer["id"] else payer["name"] or "还不知道是谁"
            if name in people:
                assert f"{Decimal(str(people[name][f'{word}（元）'])):.2f}" == payer[kind], name
        departments = {row["部门"]: row for row in summed if row["由谁承担或领取"] == "小计"}
        for entry in sums["departments"]:
            if entry["department"]:
                shown = departments[entry["department"]][f"{word}（元）"]
                assert f"{Decimal(str(shown)):.2f}" == entry[kind], entry


def test_lines_tell_who_what_why_and_on_which_evidence(tmp_path: Path) -> None:
    lines = {row["工号"]: row for row in rows(values(written("open", tmp_path))["奖惩台账"], "序号")}
    line = lines["XS003"]
    assert [
        line[key] for key in ("谁的考核", "种类", "事由", "由谁承担或领取", "依据", "发放月份", "状态")
    ] == [
        "周海燕",
        "罚款",
        "超时",
        "赵总（GL001）",
        "超过时限",
        "2026-11",
        "√ 已定",
    ]
    assert line["凭据"] == "销售部.xlsx「XS003 周海燕」：G9 超时次数 =1"
    assert (lines["XS008"]["由谁承担或领取"], lines["XS008"]["状态"]) == ("还不知道是谁", "△ 未定")


def test_a_changed_amount_changes_every_sum_over_it(tmp_path: Path, formualizer_judge: Judge) -> None:
    path = written("settled", tmp_path)
    book = values(path)
    sheet = book["奖惩台账"]
    amount = next(cell for cell in sheet[4] if isinstance(cell.value, float)).coordinate
    assert sheet[amount].value == 16.67
    payroll, sums = book["绩效工资"], book["奖惩汇总"]
    fine = next(cell.column_letter for cell in payroll[1] if cell.value == "罚款")
    net = next(cell.column_letter for cell in payroll[1] if cell.value == "实发")
    whole = next(cell.row for row in sums.iter_rows() for cell in row if cell.value == "合计")
    wanted = [
        ("绩效工资", f"{fine}2"),
        ("绩效工资", f"{net}2"),
        ("奖惩汇总", f"F{whole}"),
        ("奖惩汇总", "F4"),
    ]
    before_ = formualizer_judge.values(path, {}, wanted)
    after = formualizer_judge.values(path, {("奖惩台账", amount): 116.67}, wanted)
    assert [round(float(str(after[cell])) - float(str(before_[cell])), 2) for cell in wanted] == [
        100,
        -100,
        100,
        100,
    ]


def test_measures_say_how_far_they_are_and_who_decided(tmp_path: Path) -> None:
    sheet = values(written("open", tmp_path))["非货币措施"]
    assert sheet["B2"].value == "○ 待确认 2 项　√ 已确认 1 项　× 不执行 0 项"
    lines = {row["工号"]: row for row in rows(sheet, "序号")}
    decided = lines["XS011"]
    assert [decided[key] for key in ("措施", "状态", "决定人", "日期", "理由")] == [
        "通报批评",
        "√ 已确认",
        "总经理",
        "2026-12-18",
        "情况属实，=SUM(A1)",
    ]
    assert lines["XS012"]["决定人"] == "—"


def test_changes_tell_what_was_before_what_is_now_by_whom_and_why(tmp_path: Path) -> None:
    found = rows(values(written("open", tmp_path))["变更与申诉"], "序号")
    keys = ("类别", "姓名", "内容", "原来", "现在", "增减", "准许或决定人", "理由")
    assert [tuple(row[key] for key in keys) for row in found] == [
        ("申诉作废", "刘敏", "登记 第2行", "事由 =超时，次数 2", "作废", "—", "总经理", "情况属实，=SUM(A1)"),
        ("结果变化", "刘敏", "绩效分数", 80.35, 88.85, 8.5, "—", "—"),
        ("结果变化", "刘敏", "等级", "未评", "良好", "—", "—", "—"),
        (
            "措施决定",
            "=HYPERLINK(1)",
            "通报批评",
            "○ 待确认",
            "√ 已确认",
            "—",
            "总经理",
            "情况属实，=SUM(A1)",
        ),
        ("文件撤回", "林小雨", "撤下/+XS012.xlsx", "计入", "不计入", "—", "—", "发错了"),
    ]


def test_sheets_that_have_nothing_to_say_are_left_out(tmp_path: Path) -> None:
    names = openpyxl.load_workbook(write_results(world.branches(), tmp_path)[2]).sheetnames
    assert not set(names) & {"指标分析", "绩效工资", "奖惩台账", "奖惩汇总", "非货币措施", "变更与申诉"}


def test_no_text_of_people_runs_as_a_formula(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written("open", tmp_path))
    texts = {"=HYPERLINK(1)", "=供应商", "=1", "+销售内勤", "情况属实，=SUM(A1)"}
    seen = set()
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in texts:
                    assert cell.data_type == "s", (sheet.title, cell.coordinate)
                    seen.add(cell.value)
    assert {"=HYPERLINK(1)", "=供应商"} <= seen


def test_items_are_ordered_from_the_weakest_and_departments_name_theirs(tmp_path: Path) -> None:
    book = values(written("settled", tmp_path))["指标分析"]
    items = rows(book, "所属部分")
    assert [row["指标"] for row in items] == ["服务过程满意度", "客户满意度", "客诉率", "客诉处理满意度"]
    rates = [Fraction(str(row["得分率"])) for row in items]
    assert rates == sorted(rates)
    departments = rows(book, "最弱的指标")
    assert [row["部门"] for row in departments] == ["销售部", "售后服务部", "全公司"]
    whole = departments[-1]
    totals = [float(r.total) for r in money_world.settled().results if r.total is not None]
    mean = sum(totals) / len(totals)
    spread = sum((total - mean) ** 2 for total in totals)
    assert whole["平均总分"] == round(mean, 2)
    assert whole["标准差\n（总体）"] == round((spread / len(totals)) ** 0.5, 2)
    assert whole["标准差\n（样本）"] == round((spread / (len(totals) - 1)) ** 0.5, 2)


def test_earlier_cycles_stand_beside_this_one_with_the_change(tmp_path: Path) -> None:
    book = values(written("settled", tmp_path))["指标分析"]
    whole = next(row for row in rows(book, "看什么") if row["范围或指标"] == "全公司")
    figures = [whole[key] for key in ("2026-09", "2026-10", "2026-11", "比上期")]
    assert figures == [pytest.approx(figures[2] - 2), pytest.approx(figures[2] - 1), figures[2], 1]


def test_an_item_with_other_points_on_other_forms_is_rated_by_what_each_could_reach(tmp_path: Path) -> None:
    book = values(written("uneven", tmp_path))["指标分析"]
    item = next(row for row in rows(book, "所属部分") if row["指标"] == "服务过程满意度")
    service = [r.appraisee.row for r in uneven().results if r.form == "service"]
    assert item["满分"] == "各表不同"
    assert item["得分率"] == pytest.approx(sum(service) / 3 / (10 * len(service)), abs=1e-9)
    departments = {row["部门"]: row["服务过程满意度"] for row in rows(book, "最弱的指标")}
    assert departments == {
        "销售部": "—",
        "售后服务部": item["得分率"],
        "全公司": item["得分率"],
    }
