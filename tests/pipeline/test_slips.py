"""Correction slips of a cycle: who gets one, what is in it, and that it comes back to be accepted."""

from __future__ import annotations

import io
import json
import os
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from kpixl.cli import main
from kpixl.cycle import originals, store
from kpixl.findings import Finding
from kpixl.findings import slips as slip_codes
from kpixl.model.result import Status
from kpixl.model.submission import Raw
from kpixl.pipeline.collect import Options, collect
from kpixl.pipeline.make import Options as MakeOptions
from kpixl.pipeline.make import make_template
from kpixl.pipeline.slips import SLIPS, Slips, slips_of
from kpixl.pipeline.versions import Versions
from kpixl.workbook.slip import SHEET
from kpixl.workbook.slip_book import NotCopied
from tests.oracle import LibreOfficeJudge
from tests.pipeline.world import (
    CARS,
    CUSTOMERS,
    LABELS,
    NUMBER,
    PEOPLE,
    SALES,
    SALES_SCORE,
    TIMES_FORM,
    TOTAL,
    World,
    codes,
    file_of,
    make_world,
    nothing,
    result_of,
    row_of,
    write_csv,
)

ONE, TWO = "001 欧阳晓燕", "002 王小明"
WEIGHT = f"E{row_of(SALES)}"
ELSEWHERE = "D40"
"""Below the form."""
FAULTY: Mapping[str, Raw] = {"sales": "九十左右", "customers": Fraction(920), "cars": None}
MENDED: Mapping[str, float] = {SALES: 92.5, CUSTOMERS: 92, CARS: 300}


def typed(entries: Mapping[str, Raw]) -> dict[str, Raw]:
    return {f"{LABELS[name]}@": value for name, value in entries.items()}


def opened(path: Path) -> Workbook:
    """The workbook as openpyxl has it, which tells of what it does not know (the bars of the index)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def edited(path: Path, edit: Callable[[Workbook], object], out: Path | None = None) -> Path:
    """The workbook after an edit of it by openpyxl."""
    book = opened(path)
    edit(book)
    book.save(out or path)
    return out or path


def mend(
    slip: Path,
    world: World,
    cells: Mapping[str, float] = MENDED,
    sheets: Sequence[str] = (ONE,),
    name: str = "",
) -> Path:
    """What the department sends back: the slip with other entries, among the returned files."""

    def edit(book: Workbook) -> None:
        for sheet in sheets:
            for cell, value in cells.items():
                book[sheet][cell] = value

    return edited(slip, edit, world.returned / (name or slip.name))


def listed(slip: Path) -> list[tuple[object, ...]]:
    """The rows of the list: what stands in their cells."""
    rows = opened(slip)[SHEET].iter_rows(min_row=6, min_col=3, max_col=8, values_only=True)
    return [row for row in rows if row[3] is not None]


def told(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.place.sheet, finding.place.cell


def made(world: World) -> Slips:
    """The slips after another collection."""
    world.collect()
    return slips_of(world.folder)


def one(world: World) -> Path:
    """The only slip."""
    (path,) = made(world).paths
    return path


COMING_AGAIN = {"person-twice", "person-twice-same", "form-not-counted", "results-not-recalculated"}
"""What is said of a form only because another one came before, or because nobody has recalculated it."""


def remaining(world: World, name: str) -> list[tuple[str, str, str]]:
    """What is still wrong in a file."""
    verdict = file_of(world.collect(), name)
    return [told(finding) for finding in verdict.findings if finding.code not in COMING_AGAIN]


def is_assessed(world: World, number: str) -> bool:
    return result_of(world.collect(), number).status is Status.ASSESSED


def test_a_mended_slip_is_accepted_and_taken_away(world: World) -> None:
    world.fill("001", entries=typed(FAULTY))
    slip = one(world)
    assert slip.relative_to(world.folder).as_posix() == "slips/销售部/001 改正.xlsx"
    mend(slip, world)
    assert remaining(world, slip.name) == []
    assert is_assessed(world, "001")
    again = slips_of(world.folder)
    assert (again.paths, again.removed) == ((), (slip,))
    assert not slip.parent.exists()


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls"])
def test_a_slip_mended_in_libreoffice_is_accepted(
    suffix: str, world: World, libreoffice_judge: LibreOfficeJudge
) -> None:
    world.fill("001", entries=typed(FAULTY))
    slip = one(world)
    edits = {(ONE, cell): value for cell, value in MENDED.items()}
    back = libreoffice_judge.resave(slip, world.returned / f"改好{suffix}", edits)
    # LibreOffice stores 0 in an .xls for a formula that gives a text.
    doubts = {"shown-differs"} if suffix == ".xls" else set()
    assert {code for code, *_ in remaining(world, back.name)} <= doubts
    assert is_assessed(world, "001")
    assert slips_of(world.folder).paths == ()


def test_a_slip_names_each_problem_and_its_cell(world: World) -> None:
    world.fill("001", entries=typed(FAULTY))
    rows = listed(one(world))
    assert [row[:4] for row in rows] == [("销售部", ONE, ONE, cell) for cell in (SALES, CUSTOMERS, CARS)]
    assert rows[1][4] == "▲ “客户满意度·回访平均分”填的是 920，应为0至100。"
    assert rows[1][5] == "请核实后改正。"


def by_openpyxl(*cells: tuple[str, object]) -> Callable[[Workbook], object]:
    """Puts these into the form of 001."""

    def edit(book: Workbook) -> None:
        for cell, value in cells:
            book[ONE][cell] = value

    return edit


def unprotected(book: Workbook) -> None:
    book[ONE].protection.sheet = False
    book[ONE].row_dimensions[row_of(CARS)].hidden = True
    book[ONE][WEIGHT] = 60


SPOILT: Mapping[str, Callable[[World], object]] = {
    "entries": lambda world: world.fill("001", entries=typed(FAULTY)),
    "a number of somebody else": lambda world: edited(world.fill("001"), by_openpyxl((NUMBER, "002"))),
    "a formula": lambda world: edited(world.fill("001"), by_openpyxl((SALES, "=40+50"))),
    "an error": lambda world: edited(world.fill("001"), by_openpyxl((SALES, "#DIV/0!"))),
    "spaces": lambda world: edited(world.fill("001"), by_openpyxl((SALES, "   "))),
}
"""What a slip leaves as it is."""


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_slip_that_comes_back_unmended_tells_the_same_and_nothing_else(
    spoil: Callable[[World], object], world: World
) -> None:
    spoil(world)
    before = {told(finding) for finding in file_of(world.collect(), "001.xlsx").findings}
    slip = one(world)
    (world.returned / slip.name).write_bytes(slip.read_bytes())
    (world.returned / "001.xlsx").unlink()
    after = remaining(world, slip.name)
    assert set(after) == {each for each in before if each[0] not in COMING_AGAIN}


ALTERED: Mapping[str, Callable[[Workbook], object]] = {
    "points": by_openpyxl((WEIGHT, 60)),
    "a formula": by_openpyxl((TOTAL, 99)),
    "another formula": by_openpyxl((SALES_SCORE, "=30")),
    "much at once": by_openpyxl(*((f"{column}{row_of(SALES)}", 7) for column in "BCDEFGI")),
    "protection, a row and points": unprotected,
}


@pytest.mark.parametrize("alter", ALTERED.values(), ids=ALTERED)
def test_what_is_locked_is_right_again_in_a_slip(alter: Callable[[Workbook], object], world: World) -> None:
    edited(world.fill("001"), alter)
    slip = one(world)
    assert {row[5] for row in listed(slip)} == {"已恢复为发出时的样子，不用再改。"}
    (world.returned / slip.name).write_bytes(slip.read_bytes())
    assert remaining(world, slip.name) == []


def test_what_stands_where_nothing_should_can_be_taken_away_in_a_slip(world: World) -> None:
    edited(world.fill("001"), by_openpyxl((ELSEWHERE, "另外说明")))
    slip = one(world)
    assert opened(slip)[ONE][ELSEWHERE].protection.locked is False
    edited(slip, by_openpyxl((ELSEWHERE, None)), world.returned / slip.name)
    assert remaining(world, slip.name) == []


def test_a_form_refused_for_its_altered_points_is_accepted_with_them_put_back(tmp_path: Path) -> None:
    folder, roster = tmp_path / "期", write_csv(tmp_path / "名册.csv")
    once, _ = make_world(tmp_path / "原", "perf-pay-100", roster, "2026-11")
    scheme = tmp_path / "方案.yaml"
    refusing = once.held.definition + "\nreturns: {weight-altered: refuse}\n"
    scheme.write_text(refusing, encoding="utf-8")
    world, _ = make_world(folder, str(scheme), roster, "2026-11")
    edited(world.fill("001"), by_openpyxl((WEIGHT, 60)))
    assert not is_assessed(world, "001")
    slip = one(world)
    (world.returned / slip.name).write_bytes(slip.read_bytes())
    assert remaining(world, slip.name) == []
    assert is_assessed(world, "001")
    assert slips_of(world.folder).removed == (slip,)


def test_a_forged_mark_is_replaced_by_a_form_printed_anew(world: World) -> None:
    def forge(book: Workbook) -> None:
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith("kpixl:2:"):
                        parts = cell.value.split(":")
                        cell.value = ":".join([*parts[:5], "0" * 24, *parts[6:]])
        del book.custom_doc_props["kpixl"]

    edited(world.fill("001"), forge)
    assert "signature-wrong" in {code for code, *_ in remaining(world, "001.xlsx")}
    slip = one(world)
    (world.returned / slip.name).write_bytes(slip.read_bytes())
    assert remaining(world, slip.name) == []


def test_a_file_in_an_archive_has_a_slip_of_its_own_name(world: World) -> None:
    path = world.fill("001", entries=typed(FAULTY))
    with zipfile.ZipFile(world.returned / "全部.zip", "w") as archive:
        archive.write(path, "../销售部/小燕.xlsx")
    path.unlink()
    assert one(world).relative_to(world.folder / SLIPS).as_posix() == "销售部/小燕 改正.xlsx"


def test_a_slip_is_a_copy_with_all_that_people_put_into_their_file(world: World) -> None:
    def own(book: Workbook) -> None:
        book.create_sheet("底稿")["A1"] = "=1+1"
        book[ONE][CUSTOMERS].comment = Comment("已与客服部核对", "小李")

    edited(world.fill("001", entries=typed({"sales": "九十左右"})), own)
    book = opened(one(world))
    assert book["底稿"]["A1"].value == "=1+1"
    assert (book[ONE][CUSTOMERS].comment.text, book[ONE][CUSTOMERS].comment.author) == (
        "已与客服部核对",
        "小李",
    )


def test_a_slip_of_a_slip_replaces_it(world: World) -> None:
    world.fill("001", entries=typed(FAULTY))
    slip = one(world)
    back = mend(slip, world, {SALES: 92.5, CUSTOMERS: 91})
    again = made(world)
    assert again.paths == (slip,)
    assert [row[3] for row in listed(slip)] == [CARS]
    assert [name for name in opened(slip).sheetnames if SHEET in name] == [SHEET]
    last = mend(slip, world, {CARS: 300}, name="再改.xlsx")
    assert back.exists()
    assert remaining(world, last.name) == []


@pytest.mark.parametrize("lost", [False, True], ids=["a copy", "printed anew"])
@pytest.mark.parametrize(
    ("value", "seen"), [(46347, "2026-11-21"), (0.520833333, "12:30"), (21, "21（日期格式）")]
)
def test_a_slip_has_the_number_format_of_the_input_where_a_date_was_made_of_a_figure(
    world: World, value: float, seen: str, lost: bool
) -> None:
    def spoil(book: Workbook) -> None:
        cell = book[ONE][CARS]
        own.append(cell.number_format)
        cell.value, cell.number_format = value, "m-d"
        if lost:
            book.defined_names.clear()

    own: list[str] = []
    edited(world.fill("001"), spoil)
    slip = one(world)
    cell = opened(slip)[ONE][CARS]
    assert (cell.value, cell.number_format) == (seen, own[0])
    unmended = edited(slip, lambda book: None, world.returned / slip.name)
    assert result_of(world.collect(), "001").total is None
    unmended.unlink()
    mend(slip, world, {CARS: 300})
    assert result_of(world.collect(), "001").status is Status.ASSESSED


def test_running_again_writes_nothing_and_leaves_everything_else_alone(world: World) -> None:
    world.fill("001", entries=typed(FAULTY))
    slip = one(world)
    mine = slip.with_name("我的.xlsx")
    mine.write_bytes(b"mine")
    stamp = slip.stat().st_mtime_ns
    again = slips_of(world.folder)
    assert (again.paths, again.written, again.removed, again.findings) == ((slip,), (), (), ())
    assert slip.stat().st_mtime_ns == stamp
    mend(slip, world)
    assert made(world).removed == (slip,)
    assert mine.read_bytes() == b"mine"


def test_a_slip_that_somebody_has_filled_in_is_left_alone(world: World) -> None:
    world.fill("001", entries=typed(FAULTY))
    slip = one(world)
    mine = edited(slip, lambda book: book[ONE].__setitem__(SALES, 92.5)).read_bytes()
    again = made(world)
    assert codes(again.findings) == ["slip-changed"]
    assert again.findings[0].message() == "这份改正单做出以后有人改过，没有动它。"
    assert slip.read_bytes() == mine


def test_a_slip_filled_in_where_it_lies_is_told_of_no_more_once_collected(
    world: World,
) -> None:
    world.fill("001", entries=typed(FAULTY))
    slip = one(world)
    back = mend(slip, world)
    slip.write_bytes(back.read_bytes())
    done = made(world)
    assert (done.paths, done.removed, done.findings) == ((), (slip,), ())
    assert result_of(world.collect(), "001").status is Status.ASSESSED


def test_a_slip_that_came_back_no_better_makes_room_for_the_next(world: World) -> None:
    world.fill("001", entries=typed(FAULTY))
    slip = one(world)
    back = mend(slip, world, {SALES: 92.5})
    slip.write_bytes(back.read_bytes())
    again = made(world)
    assert (again.written, again.findings) == ((slip,), ())
    assert {row[3] for row in listed(slip)} == {CUSTOMERS, CARS}


def test_somebody_elses_file_of_the_same_name_stays(world: World) -> None:
    folder = world.folder / SLIPS / "销售部"
    folder.mkdir(parents=True)
    (folder / "001 改正.xlsx").write_bytes(b"mine")
    world.fill("001", entries=typed(FAULTY))
    assert one(world).name == "001 (2) 改正.xlsx"
    assert (folder / "001 改正.xlsx").read_bytes() == b"mine"


def test_files_of_one_name_have_slips_of_two_names(world: World) -> None:
    world.fill("001", name="甲/表.xlsx", entries=typed(FAULTY))
    world.fill("002", name="乙/表.xlsx", entries=typed(FAULTY))
    assert {path.name for path in made(world).paths} == {"表 改正.xlsx", "表 (2) 改正.xlsx"}


def test_names_that_would_be_paths_stay_names(world: World) -> None:
    world.fill("001", name="CON.xlsx", entries=typed(FAULTY))
    assert one(world).relative_to(world.folder / SLIPS).as_posix() == "销售部/_CON 改正.xlsx"


def test_an_accepted_form_has_no_slip(world: World) -> None:
    world.fill("001")
    world.fill("002", name="两个人.xlsx")
    assert made(world) == Slips()


def test_what_is_read_by_a_declared_rule_asks_for_no_slip_but_is_told_on_one(world: World) -> None:
    world.fill("001", entries=typed({"sales": "92分"}))
    assert made(world).paths == ()
    world.fill("002", entries=typed({"sales": "92分", "cars": None}))
    assert [row[3] for row in listed(one(world))] == [CARS, SALES]


def test_an_earlier_form_that_counts_spares_a_slip(world: World) -> None:
    world.fill("001")
    world.fill("001", name="后来的.xlsx", entries=typed(FAULTY))
    assert made(world).paths == ()


def test_a_form_of_another_cycle_has_no_slip(world: World) -> None:
    folder = world.folder.parent
    other, _ = make_world(folder / "十二月", "perf-pay-100", write_csv(folder / "名册.csv"), "2026-12")
    back = other.fill("001", entries=typed(FAULTY))
    (world.returned / "001.xlsx").write_bytes(back.read_bytes())
    assert made(world).paths == ()


def test_a_withdrawn_file_has_no_slip(world: World) -> None:
    world.fill("001", entries=typed(FAULTY))
    slip = one(world)
    options = Options(withdraw="001.xlsx", reason="发错了")
    assert collect(world.folder, (), nothing, options)[0] is not None
    assert slips_of(world.folder).removed == (slip,)


def test_a_workbook_of_a_department_has_one_slip_with_everybody_in_it(world: World) -> None:
    world.fill("001", "002", name="销售部.xlsx", entries=typed(FAULTY))
    slip = one(world)
    book = opened(slip)
    assert book.sheetnames[:5] == [SHEET, "填写说明", "目录", ONE, TWO]
    assert [row[1] for row in listed(slip)] == [ONE] * 3 + [TWO] * 3
    mend(slip, world, sheets=(ONE, TWO))
    assert remaining(world, slip.name) == []
    assert is_assessed(world, "002")


def test_people_of_two_departments_in_one_file(world: World) -> None:
    world.fill("001", "A-03", name="两部门.xlsx", entries=None)

    def spoil(book: Workbook) -> None:
        book["A-03 李静"][CUSTOMERS] = book[ONE][CUSTOMERS] = 920

    edited(world.returned / "两部门.xlsx", spoil)
    assert one(world).parent.name == "多个部门"


def signed_boxes(book: Workbook) -> None:
    sheet = book[ONE]
    remark = next(c for row in sheet.iter_rows() for c in row if c.value == "备注")
    sheet.cell(remark.row, remark.column + 1).value = "客户在外地"
    sheet["D31"] = "=以后注意"
    sheet["D31"].data_type = "s"


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_a_file_in_another_format_gets_the_form_printed_anew(
    suffix: str, world: World, libreoffice_judge: LibreOfficeJudge
) -> None:
    path = edited(world.fill("001", entries=typed(FAULTY)), signed_boxes)
    libreoffice_judge.resave(path, path.with_suffix(suffix))
    path.unlink()
    slip = one(world)
    form = opened(slip)[ONE]
    assert form[SALES].value == "九十左右"
    assert form["D31"].value == "=以后注意"
    assert form["D31"].data_type == "s"
    assert "客户在外地" in [cell.value for row in form.iter_rows() for cell in row]
    assert [row[3] for row in listed(slip)] == [SALES, CUSTOMERS, CARS]
    mend(slip, world)
    assert remaining(world, slip.name) == []
    assert is_assessed(world, "001")


def without_a_row(book: Workbook) -> None:
    book[ONE].delete_rows(row_of(CARS))


def test_a_form_with_lost_cells_is_printed_anew_and_asks_for_them(world: World) -> None:
    edited(world.fill("001", entries=typed({"sales": "九十左右"})), without_a_row)
    lost = [f for f in file_of(world.collect(), "001.xlsx").findings if f.code == "cell-lost"]
    assert lost
    slip = one(world)
    rows = {row[3]: row[5] for row in listed(slip)}
    assert rows[CARS] == "这张表已重新生成，请在这一格重填。"
    assert "重新生成的表" in " ".join(
        str(cell) for row in opened(slip)[SHEET].iter_rows(values_only=True) for cell in row
    )
    open_cells = {
        address for address, advice in rows.items() if "不用再改" not in advice and address != "整张表"
    }
    mend(slip, world, dict.fromkeys(open_cells, 1.0) | {SALES: 92.5})
    assert remaining(world, slip.name) == []
    assert is_assessed(world, "001")


def test_a_date_that_is_none_stays_what_was_typed(times: World) -> None:
    times.fill("001", entries={"停电报送.报送日期@": Fraction(9999999)})
    slip = one(times)
    with zipfile.ZipFile(slip) as archive:
        assert b"<v>9999999</v>" in archive.read("xl/worksheets/sheet2.xml")
    before = [told(f) for f in file_of(times.collect(), "001.xlsx").findings]
    (times.returned / slip.name).write_bytes(slip.read_bytes())
    (times.returned / "001.xlsx").unlink()
    assert set(remaining(times, slip.name)) == {each for each in before if each[0] not in COMING_AGAIN}
    assert TIMES_FORM["停电报送.报送日期"] in {row[3] for row in listed(slip)}


ODD = "=SUM(A1)"


def test_what_begins_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    people = (("001", "=王", "销售部", "销售顾问", "3000", "2020-03-01"), *PEOPLE[1:])
    roster = write_csv(tmp_path / "名册.csv", people)
    world, _ = make_world(tmp_path / "期", "perf-pay-100", roster, "2026-11")
    world.fill("001", entries={f"{LABELS['sales']}@": ODD})
    slip = one(world)
    book = opened(slip)
    row = listed(slip)[0]
    assert row[:3] == ("销售部", "001 =王", "001 =王")
    assert book["001 =王"][SALES].data_type == "s"
    assert book["001 =王"][SALES].value == ODD


def test_a_form_made_by_an_earlier_scheme_gets_a_slip_too(world: World) -> None:
    path = world.fill("001", entries=typed({"sales": "九十左右"}))
    edited(path, without_a_row)
    scheme = world.folder.parent / "方案.yaml"
    scheme.write_text(world.held.definition.replace("from: 90", "from: 91"), encoding="utf-8")
    roster = write_csv(world.folder.parent / "名册.csv")
    revised, findings = make_template(
        str(scheme), roster, "2026-11", world.folder, MakeOptions(revise=True), nothing
    )
    assert revised is not None, findings
    slip = one(world)
    assert opened(slip)[ONE][SALES].value == "九十左右"
    mend(slip, world, {CARS: 300, SALES: 92.5})
    assert [code for code, *_ in remaining(world, slip.name)] == ["form-earlier-version"]


def lose_original(world: World) -> None:
    digest = file_of(world.collect(), "001.xlsx").sha256
    originals.path_of(world.folder, digest).unlink()


def no_earlier_forms(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """No copy is possible, and this version of kpixl would make another form."""
    monkeypatch.setattr("kpixl.pipeline.slip_ways.slip_bytes", raise_not_copied)
    monkeypatch.setattr(Versions, "is_genuine", lambda self, identity: False)


def raise_not_copied(*_: object) -> bytes:
    raise NotCopied


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda world, _: lose_original(world), "保存的原件读不出来"),
        (no_earlier_forms, "这张表是以前的版本做的，不能原样重印"),
    ],
    ids=["original lost", "earlier kpixl"],
)
def test_a_file_of_which_no_slip_can_be_made_is_told(
    spoil: Callable[[World, pytest.MonkeyPatch], None],
    why: str,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world.fill("001", entries=typed(FAULTY))
    world.collect()
    spoil(world, monkeypatch)
    found = slips_of(world.folder)
    assert (found.paths, codes(found.findings)) == ((), ["slip-impossible"])
    assert found.findings[0].message() == f"这个文件做不成改正单：{why}。"


def test_whose_entries_these_are_is_never_made_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form on which somebody put another number is never printed anew for the one it was made for."""
    edited(world.fill("001", entries=typed(FAULTY)), by_openpyxl((NUMBER, "002")))
    form = opened(one(world))[ONE]
    assert (form[NUMBER].value, form[NUMBER].protection.locked) == ("002", False)
    world.fill("002", name="别人.xlsx", entries=typed(FAULTY))
    edited(world.returned / "别人.xlsx", lambda book: book[TWO].__setitem__(NUMBER, "001"))
    monkeypatch.setattr("kpixl.pipeline.slip_ways.slip_bytes", raise_not_copied)
    assert [f.message() for f in made(world).findings] == [
        "这个文件做不成改正单：表上的编号改过，说不准是谁填的。"
    ]


def test_a_run_that_was_killed_after_writing_knows_its_slips_again(world: World) -> None:
    """What lies there was noted before it was put in place."""
    world.fill("001", entries=typed(FAULTY))
    slip = one(world)
    noted = store.pressed(world.folder)
    assert set(noted) >= {"slips/销售部/001 改正.xlsx"}
    slip.unlink()
    assert slips_of(world.folder).written == (slip,)
    assert store.pressed(world.folder) == noted, "the same bytes again"


def test_a_slip_that_cannot_be_written_leaves_nothing_half_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.fill("001", entries=typed(FAULTY))
    world.collect()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", refuse)
        found = slips_of(world.folder)
    assert codes(found.findings) == ["folder-not-writable"]
    assert not [path for path in (world.folder / SLIPS).rglob("*") if path.is_file()]
    assert len(slips_of(world.folder).paths) == 1


def test_what_people_keep_under_a_password_gets_no_slip_without_one(world: World) -> None:
    path, sealed = world.fill("001", entries=typed(FAULTY)), io.BytesIO()
    OOXMLFile(io.BytesIO(path.read_bytes())).encrypt("一二三", sealed)
    path.write_bytes(sealed.getvalue())
    world.collect(options=Options(passwords=("一二三",)))
    found = slips_of(world.folder)
    assert (found.paths, codes(found.findings)) == ((), ["slip-impossible"])


def test_every_code_about_slips_has_a_case_and_is_told_in_both_languages() -> None:
    for row in slip_codes.CODES:
        finding = Finding(row.code, details={"why": "甲", "why_en": "a"})
        for language in ("zh-CN", "en"):
            assert "{" not in finding.message(language) + finding.remedy(language)
    assert {row.code for row in slip_codes.CODES} == {"slip-changed", "slip-impossible"}


def test_collect_makes_slips_when_it_is_asked_to(world: World) -> None:
    world.fill("001", entries=typed(FAULTY))
    run = CliRunner().invoke(main, ["collect", str(world.folder), "--slips"])
    assert (run.exit_code, run.stderr) == (1, "")
    assert f"改正单 1 份，新做 1 份，可以发回：{world.folder}/slips" in run.stdout
    run = CliRunner().invoke(main, ["collect", str(world.folder), "--slips", "--json"])
    assert json.loads(run.stdout)["slips"] == [str(world.folder / SLIPS / "销售部" / "001 改正.xlsx")]
    run = CliRunner().invoke(main, ["collect", str(world.folder)])
    assert "改正单" not in run.stdout
