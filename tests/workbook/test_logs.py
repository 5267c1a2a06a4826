"""A log on a form: where its rows stand, what can be typed there, and what comes back."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from kpixl.model.result import Status, Verdict
from kpixl.workbook.book import Job, write_book
from kpixl.workbook.plan import Entry, FormPlan, Formula
from tests.pipeline.world import (
    FORM,
    World,
    change,
    codes,
    copy_of,
    file_of,
    make_world,
    put,
    result_of,
    write_csv,
)
from tests.rules.log_rows import ALL_WELL, CASE, EVENT, LOG, computed, typed
from tests.workbook.forms import PERSON, press
from tests.workbook.test_locate import moved

PLAN = press(LOG).plan
LOGS = {item.indicator.name: item for item in press(LOG).rulebook.items if item.is_log}


def row_of(plan: FormPlan, cell: str) -> int:
    return next(spot.spot.row for spot in plan.inputs if spot.cell.id == cell)


@pytest.mark.parametrize("name", LOGS)
def test_a_row_of_a_log_is_a_row_of_the_sheet_below_the_table(name: str) -> None:
    item = LOGS[name]
    assert item.indicator.rows is not None
    rows = [[spot.spot.row for spot in PLAN.inputs if spot.cell in item.row(n + 1)] for n in range(3)]
    assert all(len(set(row)) <= 1 for row in rows)
    below = [row[0] for row in rows if row]
    assert below == list(range(below[0], below[0] + len(below)))
    assert below[0] > row_of(PLAN, "一致性检查.结果.4")


def test_typed_and_computed_cells_of_a_row_stand_side_by_side_and_do_not_touch() -> None:
    row = row_of(PLAN, "事件扣分.日期.1")
    placed = [
        cell.spot
        for cell in PLAN.cells
        if cell.spot.row == row
        and (
            isinstance(cell.content, Entry)
            or (isinstance(cell.content, Formula) and cell.content.shows.startswith("事件扣分."))
        )
    ]
    assert len(placed) == 8
    ordered = sorted(placed, key=lambda spot: spot.column)
    for left, right in pairwise(ordered):
        assert left.column + left.columns == right.column


def test_an_unused_row_shows_nothing_and_a_used_one_its_figures() -> None:
    values, shown = press(LOG).live(computed(typed("事件扣分", EVENT)))
    by_name = {
        cell.content.shows: shown[index]
        for index, cell in enumerate(PLAN.cells)
        if isinstance(cell.content, Formula)
    }
    assert values["事件扣分.罚款.1"] == by_name["事件扣分.罚款.1"] == 200
    assert by_name["事件扣分.轻重.1"] == "轻"
    assert by_name["事件扣分.罚款.2"] == by_name["事件扣分.轻重.2"] == ""


def test_a_row_that_is_not_right_shows_no_figures() -> None:
    _, shown = press(LOG).live(computed(typed("事件扣分", {**EVENT, "次数": 0})))
    found = {
        cell.content.shows: shown[index]
        for index, cell in enumerate(PLAN.cells)
        if isinstance(cell.content, Formula)
    }
    assert found["事件扣分.罚款.1"] == found["事件扣分.轻重.1"] == ""


def test_only_what_is_typed_is_open(tmp_path: Path) -> None:
    write_book(tmp_path / "form.xlsx", [Job(PERSON, press(LOG), {})])
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx").worksheets[0]
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert {spot.spot.plain for spot in PLAN.inputs} <= open_cells
    for name in ("事件扣分.罚款.1", "时限登记.早晚.3", "设施检查.金额.2"):
        assert PLAN.outputs[name].plain not in open_cells


def test_preset_rows_bear_their_names() -> None:
    row = row_of(PLAN, "设施检查.情况.1")
    texts = [[cell.content for cell in PLAN.cells if cell.spot.row == row + down] for down in (0, 1)]
    assert "大厅" in texts[0]
    assert "设备" in texts[1]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("log")
    people = (("001", "欧阳晓燕", "销售部", "1"), ("002", "王小明", "销售部", "0"))
    roster = write_csv(folder / "名册.csv", people, ("工号", "姓名", "部门", "此前次数"))
    return make_world(folder / "十一月", str(LOG.scheme), roster, "2026-11")[0]


@pytest.fixture
def world(once: World, tmp_path: Path) -> World:
    return copy_of(once, tmp_path / "十一月")


def filled(world: World) -> Path:
    blanks = dict.fromkeys(world.entries("001"))
    rows = typed("事件扣分", EVENT, {**EVENT, "引起投诉": "是"})
    return world.fill("001", entries={**blanks, **dict(ALL_WELL), **rows, **typed("时限登记", CASE)})


def test_a_returned_log_is_computed(world: World) -> None:
    path = filled(world)
    found = world.collect()
    result = result_of(found, "001")
    assert codes(file_of(found, path).findings) == []
    assert result.status is Status.ASSESSED
    assert result.total == 9
    money = {part.name: part.amount for part in result.money}
    assert money["事件罚款"] == 1200
    assert money["时限罚款"] == 100
    assert [part.name for part in result.measures if part.applies] == ["辞退"]


@pytest.mark.parametrize(
    ("name", "inside", "kind", "after"),
    [
        ("事件扣分.罚款.1", "<v>0</v>", "", "200.00"),
        ("事件扣分.轻重.2", "<is><t>轻</t></is>", "inlineStr", "重"),
        ("事件罚款", "<v>0</v>", "", "1200.00"),
    ],
)
def test_a_computed_cell_that_was_typed_over_is_found(
    world: World, name: str, inside: str, kind: str, after: str
) -> None:
    path = put(filled(world), world.output("001", name), inside, kind)
    found = world.collect()
    (finding,) = file_of(found, path).findings
    assert finding.code == "formula-overwritten"
    assert finding.place.cell == world.output("001", name)
    assert finding.details["after"] == after
    assert {part.name: part.amount for part in result_of(found, "001").money}["事件罚款"] == 1200


def test_a_figure_in_an_unused_row_is_found(world: World) -> None:
    path = put(filled(world), world.output("001", "事件扣分.罚款.4"), "<v>500</v>")
    found = world.collect()
    assert codes(file_of(found, path).findings) == ["formula-overwritten"]
    assert {part.name: part.amount for part in result_of(found, "001").money}["事件罚款"] == 1200


def with_texts(path: Path, *cells: str) -> Path:
    """Something typed into cells that the form does not have."""

    def edit(sheet: str) -> str:
        for cell in cells:
            written = f'<c r="{cell}" t="str"><v>2026-11-21</v></c>'
            row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            sheet = re.sub(rf'<c r="{cell}"[^>]*/>', "", sheet)
            sheet, count = re.subn(
                rf'(<row r="{row}"[^>]*?)(?:/>|>(.*?)</row>)', rf"\1>{written}\2</row>", sheet
            )
            if not count:
                sheet = sheet.replace("</sheetData>", f'<row r="{row}">{written}</row></sheetData>')
        return sheet

    return change(path, FORM, edit)


def first_row(world: World) -> int:
    """Where the log of events, of four rows, begins."""
    return next(place.row for place in world.press("001").blueprint.inputs if place.raw == "事件扣分.日期.1@")


def told_of_rows(world: World, path: Path) -> list[tuple[str, str]]:
    found = world.collect()
    told = [(finding.code, finding.place.cell) for finding in file_of(found, path).findings]
    result = result_of(found, "001")
    accepted = not {"rows-beyond-log"} & {code for code, _ in told}
    assert (result.status is Status.ASSESSED) == accepted
    assert (result.total is not None) == accepted
    assert any(part.amount is not None for part in result.money) == accepted
    return told


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("C+4",), ("rows-beyond-log", "C+4")),
        (("E+4", "C+4"), ("rows-beyond-log", "C+4")),
        (("BZ+4",), ("entry-elsewhere", "BZ+4")),
        (("C+60",), ("entry-elsewhere", "C+60")),
    ],
)
def test_a_row_below_a_log_is_no_row_of_it(
    cells: tuple[str, ...], told: tuple[str, str], world: World
) -> None:
    code, where = told
    spoiled = with_texts(filled(world), *(lower(world, cell) for cell in cells))
    assert told_of_rows(world, spoiled) == [(code, lower(world, where))]


def lower(world: World, cell: str) -> str:
    """The address of a cell that is so many rows below the first of the log."""
    column, _, down = cell.partition("+")
    return f"{column}{first_row(world) + int(down)}"


@pytest.mark.parametrize("down", [0, 1, 3])
def test_a_row_put_into_a_log_is_no_row_of_it(down: int, world: World) -> None:
    after = first_row(world) + down
    path = moved(filled(world), lambda row, column: (row + (row > after), column))
    told = told_of_rows(world, with_texts(path, f"C{after + 1}"))
    assert ("rows-beyond-log", f"C{after + 1}") in told


def test_a_half_filled_row_leaves_the_person_without_result(world: World) -> None:
    rows = typed("事件扣分", EVENT, {**EVENT, "次数": None})
    path = world.fill("001", entries={**dict.fromkeys(world.entries("001")), **dict(ALL_WELL), **rows})
    found = world.collect()
    result = result_of(found, "001")
    (finding,) = file_of(found, path).findings
    assert (finding.code, finding.details["name"]) == ("entry-blank", "事件扣分·次数第2行")
    assert file_of(found, path).verdict is Verdict.REFUSED
    assert result.status is Status.INCOMPLETE
    assert result.total is None
    assert {part.name: part.amount for part in result.money}["事件罚款"] is None
