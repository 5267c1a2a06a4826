"""An input cell is found wherever rows and columns have gone, or it is lost; it is never another one."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.model.submission import Raw
from kpixl.sheets.places import address, place
from tests.pipeline.world import (
    BOOK,
    FORM,
    KINDS,
    World,
    anew,
    change,
    codes,
    fixed,
    make_world,
    pack,
    parts_of,
    write_csv,
)
from tests.workbook.desk import Desk

FIGURES = {"shown-differs", "formula-overwritten", "formula-altered", "results-stale", "entry-out-of-range"}
"""What follows from rows that were moved about: their results are wrong."""

_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"((?: [^>]*?)?(?:/>|>.*?</c>))', re.DOTALL)
Shift = Callable[[int, int], tuple[int, int] | None]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("locate")
    return make_world(folder / "十一月", "perf-pay-100", write_csv(folder / "名册.csv"), "2026-11")[0]


@pytest.fixture(scope="module")
def kinds_once(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("locate")
    return make_world(folder / "十一月", str(KINDS), write_csv(folder / "名册.csv"), "2026-11")[0]


@pytest.fixture
def world(once: World, tmp_path: Path) -> World:
    return anew(once, tmp_path / "十一月")


def told_apart(world: World) -> tuple[Path, dict[str, Raw]]:
    """A form with another number in each of its inputs."""
    places = world.press("001").blueprint.inputs
    typed: dict[str, Raw] = {spot.raw: Fraction(1000 + at) for at, spot in enumerate(places)}
    return world.fill("001", entries=typed), typed


def moved(path: Path, to: Shift) -> Path:
    """Every cell where `to` says, given its row and column; names, keys and formulas do not follow."""

    def edit(text: str) -> str:
        start, end = text.index("<sheetData>") + 11, text.index("</sheetData>")
        rows: dict[int, dict[int, str]] = {}
        for letters, row, rest in _CELL.findall(text[start:end]):
            at = place(letters + row)
            assert at is not None
            if (now := to(*at)) is not None:
                rows.setdefault(now[0], {})[now[1]] = f'<c r="{address(*now)}"{rest}'
        body = "".join(
            f'<row r="{row}">{"".join(cell for _, cell in sorted(cells.items()))}</row>'
            for row, cells in sorted(rows.items())
        )
        return text[:start] + body + text[end:]

    return change(path, FORM, edit)


def swapped(one: int, other: int, columns: range = range(1, 200)) -> Shift:
    """Two rows change places, or their cells in these columns do."""
    rows = {one: other, other: one}
    return lambda row, column: (rows.get(row, row) if column in columns else row, column)


def without_names(path: Path) -> Path:
    return change(path, BOOK, lambda text: re.sub(r"<definedNames>.*</definedNames>", "", text))


def without_keys(path: Path) -> Path:
    return change(path, FORM, lambda text: re.sub(r'<c r="A(?!1")\d+"[^>]*?(?:/>|>.*?</c>)', "", text))


def found(world: World, path: Path, typed: dict[str, Raw]) -> tuple[list[str], list[str]]:
    """The inputs that are lost, and what is said of finding the others, all of which must be right."""
    desk = Desk(world)
    seen = {raw: cell.raw for raw, cell in desk.submission(path).entries.items()}
    assert seen == {raw: typed[raw] for raw in seen}
    said = [code for code in codes(desk.judge(path)[1]) if code not in FIGURES | {"cell-lost"}]
    return [raw for raw in typed if raw not in seen], said


@pytest.mark.parametrize(("one", "other"), [(11, 13), (13, 17), (11, 20)])
def test_whole_rows_that_were_sorted_are_found_by_their_keys(one: int, other: int, world: World) -> None:
    path, typed = told_apart(world)
    moved(path, swapped(one, other))
    lost, said = found(world, path, typed)
    assert (lost, said) == ([], ["cells-found-by-keys"])


def test_a_row_that_a_script_put_in_without_moving_names_is_noticed(world: World) -> None:
    path, typed = told_apart(world)
    moved(path, lambda row, column: (row + (row >= 16), column))
    lost, said = found(world, path, typed)
    assert (lost, said) == ([], ["cells-found-by-keys"])


def test_what_was_sorted_in_sight_only_is_lost(world: World) -> None:
    """The hidden keys and the names stay, but beside the entry stands another item."""
    path, typed = told_apart(world)
    moved(path, swapped(11, 13, range(2, 12)))
    lost, _ = found(world, path, typed)
    assert lost == ["销售过程服务满意度.回访平均分@", "客户满意度.回访平均分@"]


def test_a_cell_that_was_deleted_is_lost_though_its_key_is_there(world: World) -> None:
    path, typed = told_apart(world)
    spot = world.press("001").blueprint.inputs[2]
    old = fixed(address(spot.row, spot.column))
    change(path, BOOK, lambda text: re.sub(rf"(kpx_1_3\">)[^<]*{re.escape(old)}<", r"\1#REF!<", text))
    lost, said = found(world, path, typed)
    assert (lost, said) == (["客诉率.客诉件数@"], [])


def test_cells_moved_up_in_one_column_are_lost(world: World) -> None:
    """Names follow their cells, keys stay where they are."""
    path, typed = told_apart(world)
    column = world.press("001").blueprint.inputs[0].column
    moved(path, lambda row, at: (row - 1, at) if at == column and row in (18, 21) else (row, at))
    names = {"$H$17": "#REF!", "$H$20": "#REF!", "$H$18": "$H$17", "$H$21": "$H$20"}
    change(path, BOOK, lambda text: re.sub(r"\$H\$\d+(?=<)", lambda m: names.get(m[0], m[0]), text))
    lost, _ = found(world, path, typed)
    assert lost == [spot.raw for spot in world.press("001").blueprint.inputs[2:]]


def test_cells_moved_sideways_are_lost_when_only_the_keys_are_left(world: World) -> None:
    path, typed = told_apart(world)
    without_names(moved(path, lambda row, column: (row, column + (row == 13 and column > 6))))
    lost, said = found(world, path, typed)
    assert lost == ["客户满意度.回访平均分@"]
    assert "cells-found-by-keys" in said


@pytest.mark.parametrize(
    "to",
    [
        lambda row, column: (row, column),
        lambda row, column: (row + 4, column),
        lambda row, column: (row + 2 * (row > 12), column),
        lambda row, column: (row, column + (column > 4)),
        lambda row, column: None if column == 1 and row > 1 else (row + 1, column),
    ],
    ids=["unmoved", "rows above", "rows inside", "a column inside", "the keys deleted"],
)
def test_without_names_and_keys_the_texts_of_the_form_tell(to: Shift, world: World) -> None:
    path, typed = told_apart(world)
    without_names(moved(without_keys(path), to))
    lost, said = found(world, path, typed)
    assert lost == []
    assert "cells-found-by-labels" in said


def test_texts_alone_tell_nothing_where_they_were_changed(world: World) -> None:
    path, typed = told_apart(world)
    without_names(without_keys(path))
    change(path, "xl/sharedStrings.xml", lambda text: text.replace("客诉件数（件）", "件数"))
    lost, said = found(world, path, typed)
    assert lost == ["客诉率.客诉件数@"]
    assert "cells-found-by-labels" in said


@pytest.mark.parametrize(
    "columns", [range(1, 200), range(2, 60), range(2, 12)], ids=["all", "all but keys", "in sight"]
)
def test_open_rows_may_be_sorted(columns: range, kinds_once: World, tmp_path: Path) -> None:
    """A row is as good as another of its block, as long as it stays together."""
    world = anew(kinds_once, tmp_path / "期")
    inputs = world.press("001").blueprint.inputs
    first, second, *_ = sorted({spot.row for spot in inputs if spot.indicator == "本月目标"})
    path = world.fill("001")
    before = Desk(world).submission(path).entries
    moved(path, swapped(first, second, columns))
    after = Desk(world).submission(path).entries
    assert after.keys() == before.keys()
    places = {spot.raw: spot for spot in inputs}
    other = {first: second, second: first}
    for raw, cell in after.items():
        spot = places[raw]
        was = next(
            place.raw for place in inputs
            if (place.row, place.column) == (other.get(spot.row, spot.row), spot.column)
        )  # fmt: skip
        assert cell.raw in (before[raw].raw, before[was].raw)
    rows = {row: tuple(after[s.raw].raw for s in inputs if s.row == row) for row in (first, second)}
    typed = {row: tuple(before[s.raw].raw for s in inputs if s.row == row) for row in (first, second)}
    assert set(rows.values()) == set(typed.values())


def test_the_list_of_sheets_is_no_form_whatever_it_is_called(world: World) -> None:
    path = world.fill("001")
    change(path, BOOK, lambda text: text.replace('"_kpixl"', '"_kpixl (2)"'))
    assert len(Desk(world).judge(path)[0]) == 1
    assert codes(Desk(world).judge(path)[1]) == []


def test_a_copied_sheet_without_any_mark_is_told_as_lost(world: World) -> None:
    path = without_names(world.fill("001"))
    parts = parts_of(path)
    strings = parts["xl/sharedStrings.xml"].replace(b"kpixl:2:", b"")
    del parts["docProps/custom.xml"]
    pack(path, {**parts, "xl/sharedStrings.xml": strings})
    assert codes(Desk(world).judge(path)[1]) == ["identity-lost"]
