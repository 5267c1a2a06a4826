"""A thousand people under every kind of cohort step: what LibreOffice computes is what results.json says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.report.export import results_json
from kpixl.report.overview import overview
from kpixl.report.results import write_book
from kpixl.report.trees import is_live
from tests.oracle import Judge, LibreOfficeJudge
from tests.report.crowd import DEPARTMENTS, crowd

PEOPLE = 1_000
SHEETS = ("总表", "部门汇总", "等级分布", "公式核对")

Json = dict[str, Any]


@dataclass(frozen=True)
class Computed:
    """A results workbook as LibreOffice has computed it anew, beside what the file shows and results.json."""

    shown: dict[tuple[str, str], object]
    formulas: dict[tuple[str, str], str]
    values: dict[tuple[str, str], object]
    data: Json

    def rows(self, sheet: str, heading: str) -> Iterator[dict[str, object]]:
        """The table below a heading, as computed, hidden columns too."""
        cells = {key[1]: value for key, value in self.shown.items() if key[0] == sheet}
        at = {openpyxl.utils.cell.coordinate_to_tuple(cell): value for cell, value in cells.items()}
        top, place = next(spot for spot, value in at.items() if value == heading)
        names = {column: str(value) for (row, column), value in at.items() if row == top}
        row = top + 1
        while (row, place) in at and (row, place + 1) in at:
            yield {name: self.value(sheet, row, column) for column, name in names.items()}
            row += 1

    def value(self, sheet: str, row: int, column: int) -> object:
        """A cell as computed; one without a formula as it stands."""
        key = (sheet, f"{openpyxl.utils.get_column_letter(column)}{row}")
        return self.values.get(key, self.shown.get(key))


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory, libreoffice_judge: LibreOfficeJudge) -> Computed:
    return _computed(tmp_path_factory.mktemp("crowd") / "book.xlsx", libreoffice_judge, PEOPLE)


def _computed(path: Path, judge: Judge, people: int) -> Computed:
    consolidation = crowd(people)
    write_book(overview(consolidation), path)
    formulas = {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    shown = {
        (sheet.title, cell.coordinate): cell.value
        for sheet in openpyxl.load_workbook(path, data_only=True)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    return Computed(shown, formulas, judge.values(path, {}, list(formulas)), results_json(consolidation))


def _printed(value: object, places: int) -> str | None:
    """A number as results.json prints it."""
    if not isinstance(value, int | float):
        return None
    exact = Decimal(format(value, ".15g"))
    # Nothing has no sign.
    return str(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0)


def test_every_formula_has_the_value_that_libreoffice_computes(computed: Computed) -> None:
    assert len(computed.formulas) > 40 * PEOPLE
    for key, formula in computed.formulas.items():
        shown, value = computed.shown.get(key), computed.values[key]
        if isinstance(shown, int | float):
            assert value == pytest.approx(shown, abs=1e-9), (key, formula)
        else:
            assert value == shown, (key, formula)


def test_everybody_has_the_numbers_of_the_json(computed: Computed) -> None:
    results = {entry["id"]: entry for entry in computed.data["results"]}
    money = {entry["id"]: entry for entry in computed.data["ledger"]["sums"]["appraisees"]}
    rows = list(computed.rows("总表", "工号"))
    assert sorted(str(row["工号"]) for row in rows) == sorted(results)
    for row in rows:
        entry = results[str(row["工号"])]
        assessed = entry["status"] == "assessed"
        assert row["名次"] == (entry["rank"] if assessed else "—")
        assert row["部门名次"] == (entry["department_rank"] if assessed else "—")
        assert _printed(row["绩效分数"], 2) == entry["total"]
        assert row["等级"] == (entry["grade"] if assessed else "未评")
        assert _printed(row["绩效工资"], 2) == entry["pay"]
        for name in ("服务", "管理") if assessed else ():
            assert _printed(row[name], 2) == entry["subtotals"][name]
        for heading, kind in (("罚款合计", "fine"), ("奖励合计", "bonus")) if assessed else ():
            own = money.get(entry["id"], {}).get(kind, "0.00")
            assert _printed(row[heading], 2) in (own, None), (heading, entry["id"])
        for step in entry["cohort"]:
            heading = step["name"] + (f"（{step['unit']}）" if step["kind"] == "value" else "")
            told = row[heading]
            if step["kind"] == "distribution":
                assert told == (step["value"] or "—"), step
            else:
                places = 0 if step["kind"] == "rank" else 2
                assert _printed(told, places) == step["value"], (entry["id"], step)


def test_departments_add_up_to_the_sums_of_the_json(computed: Computed) -> None:
    groups: defaultdict[str, list[Json]] = defaultdict(list)
    for entry in computed.data["results"]:
        groups[entry["department"]].append(entry)
        groups["全公司"].append(entry)
    rows = {row["部门"]: row for row in computed.rows("部门汇总", "部门") if row["部门"] in groups}
    assert set(rows) == set(groups)
    for name, entries in groups.items():
        known = [entry for entry in entries if entry["status"] == "assessed"]
        totals = [Decimal(entry["total"]) for entry in known]
        figures = (len(entries), len(known), len(entries) - len(known))
        assert tuple(rows[name][key] for key in ("应评", "已评", "未评")) == figures
        mean = sum(totals) / len(totals)
        assert _printed(rows[name]["平均"], 2) == str(mean.quantize(Decimal("0.01"), ROUND_HALF_UP))
        assert Decimal(str(rows[name]["最高"])) == max(totals)
        assert Decimal(str(rows[name]["最低"])) == min(totals)
        spread = (sum((total - mean) ** 2 for total in totals) / len(totals)).sqrt()
        assert _printed(rows[name]["标准差"], 2) == str(spread.quantize(Decimal("0.01"), ROUND_HALF_UP))
        grades = Counter(entry["grade"] for entry in known)
        for grade in ("优秀", "良好", "合格", "不合格"):
            assert rows[name][grade] == grades[grade]


def test_earned_and_proposed_grades_are_counted_as_in_the_json(computed: Computed) -> None:
    known = [entry for entry in computed.data["results"] if entry["status"] == "assessed"]
    proposed = {entry["id"]: _step(entry, "建议等级") for entry in known}
    matrix = {row["所得＼建议"]: row for row in computed.rows("等级分布", "所得＼建议")}
    moves = Counter((entry["grade"], proposed[entry["id"]]) for entry in known)
    for earned in ("优秀", "良好", "合格", "不合格"):
        for grade in ("优秀", "良好", "合格", "不合格"):
            assert matrix[earned][grade] == moves[earned, grade], (earned, grade)
            assert matrix["建议合计"][grade] == sum(n for (_, to), n in moves.items() if to == grade)
    told = {row["工号"]: (row["所得"], row["建议"]) for row in computed.rows("等级分布", "工号")}
    moved = {entry["id"]: (entry["grade"], proposed[entry["id"]]) for entry in known}
    assert told == {id_: (earned, to) for id_, (earned, to) in moved.items() if earned != to}


def _step(entry: Json, name: str) -> str:
    return next(step["value"] for step in entry["cohort"] if step["name"] == name)


def test_all_checks_agree_but_for_what_is_not_decided(computed: Computed) -> None:
    rows = list(computed.rows("公式核对", "核对什么"))
    assert len(rows) >= 8
    lacking = {str(row["核对什么"])[:4] for row in rows if row["结果"] == "△ 差的还没有定"}
    assert lacking == {"绩效工资", "奖惩台账"}
    assert {row["结果"] for row in rows} == {"√ 一致", "△ 差的还没有定"}


def test_a_budget_is_paid_out_to_the_cent(computed: Computed) -> None:
    paid: defaultdict[object, Decimal] = defaultdict(Decimal)
    for row in computed.rows("总表", "工号"):
        amount = _printed(row["实发绩效工资"], 2)
        paid[row["部门"]] += Decimal(amount or 0)
    large = [amount for name, amount in paid.items() if name != "总经办"]
    assert large == [Decimal("20000.00")] * 7


def _flat(monkeypatch: pytest.MonkeyPatch, path: Path) -> Path:
    """The workbook of a few people, written as that of very many is."""
    monkeypatch.setattr("kpixl.report.trees.MOST_COMPARISONS", 0)
    monkeypatch.setattr("kpixl.report.book.ROWS_FLAT", 0)
    write_book(overview(crowd(40)), path)
    return path


def _figures(sheet: Worksheet) -> list[list[object]]:
    """What stands in the columns that people see, without the small print."""
    rows = sheet.iter_rows(max_col=24, values_only=True)
    return [
        [round(cell, 9) if isinstance(cell, float) else cell for cell in row]
        for row in rows
        if not str(row[1]).endswith("。")
    ]


def test_of_very_many_people_what_looks_at_everybody_is_a_value_and_the_rest_stays_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formualizer_judge: Judge
) -> None:
    path = _flat(monkeypatch, tmp_path / "flat.xlsx")
    live = tmp_path / "live.xlsx"
    monkeypatch.undo()
    write_book(overview(crowd(40)), live)
    shown, told = (openpyxl.load_workbook(each, data_only=True) for each in (path, live))
    for sheet in ("总表", "部门汇总", "等级分布"):
        assert _figures(shown[sheet]) == _figures(told[sheet]), sheet
    written = openpyxl.load_workbook(path)
    kinds = {name: {cell.data_type for row in written[name].iter_rows() for cell in row} for name in SHEETS}
    assert all("f" in kinds[name] for name in ("部门汇总", "等级分布", "公式核对"))
    ranks = [written["总表"].cell(row, 2).data_type for row in range(5, 45)]
    assert set(ranks) <= {"n", "s"}
    notes = [str(row[1]) for row in shown["公式核对"].iter_rows(values_only=True)]
    assert any("写成数值" in note for note in notes)
    cells = [
        (sheet.title, cell.coordinate)
        for sheet in written
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    values = formualizer_judge.values(path, {}, cells)
    for sheet, cell in cells:
        cached = shown[sheet][cell].value
        wanted = cached if isinstance(cached, str) else pytest.approx(cached, abs=1e-9)
        assert values[sheet, cell] == wanted, (sheet, cell)


def test_what_looks_at_the_ledger_counts_as_well() -> None:
    assert is_live((), 5_000, 0)
    assert not is_live((), 5_000, 10_000)


def test_of_very_many_departments_their_figures_are_values_and_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = tmp_path / "live.xlsx", tmp_path / "values.xlsx"
    for path, most in zip(paths, (10**9, 10_000), strict=True):
        monkeypatch.setattr("kpixl.report.trees.MOST_COMPARISONS", most)
        write_book(overview(crowd(60)), path)
    shown = [openpyxl.load_workbook(path, data_only=True) for path in paths]
    for sheet in ("部门汇总", "指标分析", "奖惩汇总"):
        assert _figures(shown[0][sheet]) == _figures(shown[1][sheet]), sheet
    live, flat = (openpyxl.load_workbook(path)["部门汇总"] for path in paths)
    of_first = [
        {cell.data_type for row in sheet.iter_rows() if row[1].value == DEPARTMENTS[-1] for cell in row[2:]}
        for sheet in (live, flat)
    ]
    assert "f" in of_first[0]
    assert "f" not in of_first[1]
    notes = [str(row[1]) for row in shown[1]["公式核对"].iter_rows(values_only=True)]
    assert any("各部门的数写成数值" in note for note in notes)


def test_the_same_people_give_the_same_bytes_however_many_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (_flat(monkeypatch, tmp_path / name) for name in ("one.xlsx", "two.xlsx"))
    assert first.read_bytes() == second.read_bytes()


def test_where_pay_is_hidden_nothing_that_rests_on_it_is_in_the_file(tmp_path: Path) -> None:
    consolidation = crowd(20)
    hidden = replace(consolidation, cycle=replace(consolidation.cycle, show_pay=False))
    write_book(overview(hidden), tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["总表"]
    headings = {str(cell.value) for cell in sheet[4]}
    assert not {name for name in headings if "绩效基数" in name or "工资" in name}
    assert {"销量名次", "建议等级", "销量名次·值"} <= headings
