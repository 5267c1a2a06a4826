"""A correction slip as a workbook: the list with its links, marks, comments; all else stays as it was."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.pipeline.fill import plausible
from kpixl.workbook.blueprint import Blueprint
from kpixl.workbook.book import Job, Press, printed, write_book
from kpixl.workbook.slip import SHEET, Restoration, Slip, SlipProblem
from kpixl.workbook.slip_book import NotCopied
from kpixl.workbook.slip_marks import NAME
from kpixl.workbook.slip_restore import put_back
from kpixl.workbook.slip_write import key_of, slip_bytes
from tests.oracle import FormualizerJudge, Judge, LibreOfficeJudge
from tests.workbook.forms import person_of, press, shipped_forms

FORM = "007 王晓燕"


@pytest.fixture(scope="module")
def sales() -> Press:
    return press(next(s for s in shipped_forms() if "perf-pay-100" in str(s) and s.form == "sales"))


@pytest.fixture(scope="module")
def filled(sales: Press, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A form as it came back: 920 where at most 100 is possible, and a blank."""
    entries = plausible(sales.rulebook, Random(1), sales.cycle.period)
    entries |= {"客户满意度.回访平均分@": Fraction(920), "客诉率.成交台数@": None}
    path = tmp_path_factory.mktemp("slip") / "表.xlsx"
    write_book(path, [Job(person_of(sales), sales, entries)])
    return path.read_bytes()


def problem(cell: str, found: str = "这一格不对。", grave: bool = True, code: str = "") -> SlipProblem:
    return SlipProblem("销售部", FORM, FORM, cell, found, "请改正。", grave, code)


TWO = Slip("11月考核表", "人力资源部", (problem("H13", "填的是 920。"), problem("H18", "还没填。")), key="k1")


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def changed(data: bytes, edit: object) -> bytes:
    """The workbook after an edit of it by openpyxl."""
    book = opened(data)
    edit(book)  # type: ignore[operator]
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def marked(sheet: Worksheet) -> set[str]:
    """The cells that a slip has marked."""
    return {
        str(block.sqref)
        for block in sheet.conditional_formatting
        for rule in block.rules
        if '"kpixl"' in rule.formula[0]
    }


def test_the_first_sheet_lists_every_problem_with_a_link_to_its_cell(filled: bytes) -> None:
    book = opened(slip_bytes(filled, TWO))
    first = book.worksheets[0]
    assert (first.title, book.active.title) == (SHEET, SHEET)
    links = {
        cell.value: cell.hyperlink.location for row in first.iter_rows() for cell in row if cell.hyperlink
    }
    assert links == {"H13": f"'{FORM}'!H13", "H18": f"'{FORM}'!H18"}
    assert {"销售部", FORM, "▲ 填的是 920。", "▲ 还没填。", "请改正。"} <= set(texts(first))
    assert first.protection.sheet
    assert first.page_setup.orientation == "landscape"


def test_the_title_of_the_form_leads_back_to_the_list(filled: bytes) -> None:
    form = opened(slip_bytes(filled, TWO))[FORM]
    back = [cell for row in form.iter_rows() for cell in row if cell.hyperlink]
    assert [(cell.coordinate, cell.hyperlink.location) for cell in back] == [("B2", f"'{SHEET}'!B2")]


def test_each_faulty_cell_has_a_mark_and_one_comment_and_keeps_its_own_looks(filled: bytes) -> None:
    before = opened(filled)[FORM]
    slip = Slip("表", "人事", (*TWO.problems, problem("H13", "另有一处。", grave=False)))
    after = opened(slip_bytes(filled, slip))[FORM]
    comments = {cell.coordinate: cell.comment for row in after.iter_rows() for cell in row if cell.comment}
    assert set(comments) == marked(after) == {"H13", "H18"}
    assert comments["H13"].author == "kpixl"
    assert "▲ 填的是 920。\n请改正。\n△ 另有一处。\n请改正。" in comments["H13"].text
    for cell in ("H13", "H18"):
        assert after[cell].number_format == before[cell].number_format
        assert after[cell].protection.locked is False
        assert repr(after[cell].border) == repr(before[cell].border)
        assert repr(after[cell].fill) == repr(before[cell].fill)


def test_comments_are_large_enough_to_be_read(filled: bytes) -> None:
    long = Slip("表", "人事", (problem("H13", "很长的说明。" * 30), problem("H18", "短。")))
    with zipfile.ZipFile(io.BytesIO(slip_bytes(filled, long))) as archive:
        drawing = archive.read("xl/drawings/commentsDrawing1.vml").decode()
    heights = [int(part.partition("px")[0]) for part in drawing.split("height:")[1:]]
    assert heights[0] > 2 * heights[1] > 60
    assert "<v:shape " in drawing, "the prefixes that every program writes"


def test_everything_else_stays_as_it_was(filled: bytes) -> None:
    before, after = opened(filled), opened(slip_bytes(filled, TWO))
    assert after.sheetnames == [SHEET, *before.sheetnames]
    assert set(after.defined_names) == {*before.defined_names, NAME}
    for sheet in before.worksheets:
        other = after[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                assert other[cell.coordinate].value == (None if cell.value == "" else cell.value)
        assert len(other.data_validations.dataValidation) == len(sheet.data_validations.dataValidation)
        assert (other.sheet_state, other.protection.sheet) == (sheet.sheet_state, sheet.protection.sheet)
        assert other.print_area == sheet.print_area
        hidden = {name for name, column in sheet.column_dimensions.items() if column.hidden}
        assert {name for name, column in other.column_dimensions.items() if column.hidden} == hidden


def test_results_of_formulas_are_kept_for_programs_that_do_not_calculate(filled: bytes) -> None:
    before = openpyxl.load_workbook(io.BytesIO(filled), data_only=True)[FORM]
    after = openpyxl.load_workbook(io.BytesIO(slip_bytes(filled, TWO)), data_only=True)
    shown = {c.coordinate: c.value for row in before.iter_rows() for c in row}
    assert {c.coordinate: c.value for row in after[FORM].iter_rows() for c in row} == shown
    assert "○ 还有 2 处待改　" in texts(after[SHEET])


def test_results_that_are_not_to_be_believed_are_left_to_be_computed(filled: bytes) -> None:
    stale = Slip("表", "人事", TWO.problems, is_stale=True)
    after = openpyxl.load_workbook(io.BytesIO(slip_bytes(filled, stale)), data_only=True)
    assert after[FORM]["B3"].value is None
    assert "○ 待改" in texts(after[SHEET])


def test_the_same_slip_is_made_of_the_same_bytes(filled: bytes) -> None:
    assert slip_bytes(filled, TWO) == slip_bytes(filled, TWO)
    assert key_of(slip_bytes(filled, TWO)) == "k1"
    assert key_of(filled) == key_of(b"no workbook") == ""


def test_a_slip_of_a_slip_has_one_list_and_its_own_marks_only(filled: bytes) -> None:
    again = slip_bytes(slip_bytes(filled, TWO), Slip("表", "人事", (problem("H11"),), key="k2"))
    book = opened(again)
    form = book[FORM]
    assert book.sheetnames == [SHEET, *opened(filled).sheetnames]
    assert marked(form) == {"H11"}
    assert [cell.coordinate for row in form.iter_rows() for cell in row if cell.comment] == ["H11"]
    assert key_of(again) == "k2"


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls"])
def test_a_slip_of_a_slip_that_libreoffice_saved_has_its_own_marks_only(
    filled: bytes, suffix: str, tmp_path: Path, libreoffice_judge: LibreOfficeJudge
) -> None:
    (tmp_path / "表.xlsx").write_bytes(slip_bytes(filled, TWO))
    saved = libreoffice_judge.resave(tmp_path / "表.xlsx", tmp_path / f"存{suffix}")
    as_xlsx = libreoffice_judge.resave(saved, tmp_path / "再存.xlsx")
    book = opened(slip_bytes(as_xlsx.read_bytes(), Slip("表", "人事", (problem("H11"),))))
    form = book[FORM]
    assert [name for name in book.sheetnames if SHEET in name] == [SHEET]
    assert marked(form) == {"H11"}
    assert [cell.coordinate for row in form.iter_rows() for cell in row if cell.comment] == ["H11"]
    assert [cell.coordinate for row in form.iter_rows() for cell in row if cell.hyperlink] == ["B2"]


def test_a_comment_that_somebody_wrote_survives_slips(filled: bytes) -> None:
    def note(book: Workbook) -> None:
        book[FORM]["H13"].comment = Comment("上月也是这样填的", "小李")

    once = slip_bytes(changed(filled, note), TWO)
    comment = opened(once)[FORM]["H13"].comment
    assert comment.text.endswith("——原有批注（小李）——\n上月也是这样填的")
    twice = opened(slip_bytes(once, Slip("表", "人事", (problem("H18"),))))[FORM]["H13"].comment
    assert (twice.text, twice.author) == ("上月也是这样填的", "小李")


def test_a_sheet_of_the_same_name_that_somebody_made_is_not_replaced(filled: bytes) -> None:
    def own(book: Workbook) -> None:
        book.create_sheet(SHEET)["A1"] = "我的"

    book = opened(slip_bytes(changed(filled, own), TWO))
    assert book.sheetnames[0] == f"{SHEET} (2)"
    assert texts(book[SHEET]) == ["我的"]


CELLS = {
    "A1": (920, 92),
    "A2": (0.1 + 0.2, 0.4),
    "A3": (-5, 5),
    "A4": ('说"好"的', "好"),
    "A5": ("长" * 300, "短"),
    "A6": (None, 7),
    "A7": (True, False),
    "A8": (datetime(2026, 11, 3, 14, 5), datetime(2026, 11, 3, 14, 6)),
    "A9": ("两\n行", "一行"),
    "A10": ("\U00020bb7野", "吉野"),
    "A11": ("=1+1", "2"),
    "A12": (0, None),
}
"""What may stand in a cell, and what somebody types in its place."""


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "张's 表"
    for cell, (value, _) in CELLS.items():
        sheet[cell] = value
        if isinstance(value, str):
            sheet[cell].data_type = "s"
    saved = io.BytesIO()
    book.save(saved)
    problems = tuple(SlipProblem("", "", sheet.title, cell, "不对", "请改") for cell in CELLS)
    path = tmp_path_factory.mktemp("kinds") / "表.xlsx"
    path.write_bytes(slip_bytes(saved.getvalue(), Slip("表", "人事", problems)))
    return path


def _check_progress(path: Path, judge: Judge) -> None:
    rows = [(SHEET, f"G{row}") for row in range(6, 6 + len(CELLS))]
    strip = (SHEET, "B3")
    values = judge.values(path, {}, [*rows, strip])
    assert [values[row] for row in rows] == ["○ 待改"] * len(CELLS)
    assert str(values[strip]).startswith(f"○ 还有 {len(CELLS)} 处待改")
    edits = {("张's 表", cell): typed for cell, (_, typed) in CELLS.items()}
    values = judge.values(path, edits, [*rows, strip])
    assert [values[row] for row in rows] == ["√ 已改"] * len(CELLS)
    assert str(values[strip]).startswith("√ 标出的都已改过")


def test_the_list_tells_which_cells_were_changed(kinds: Path, formualizer_judge: FormualizerJudge) -> None:
    _check_progress(kinds, formualizer_judge)


def test_the_list_tells_it_in_libreoffice_too(kinds: Path, libreoffice_judge: LibreOfficeJudge) -> None:
    _check_progress(kinds, libreoffice_judge)


def test_nothing_of_a_problem_becomes_a_formula(filled: bytes) -> None:
    odd = SlipProblem("=部门", "@王", FORM, "H13", "=1+1 是公式\x07", "+请改")
    book = opened(slip_bytes(filled, Slip("=标题", "人事", (odd,), notes=("-说明",))))
    first = book[SHEET]
    formulas = {c.coordinate for row in first.iter_rows() for c in row if c.data_type == "f"}
    assert formulas == {"B3", "I6"}, "the strip and the progress"
    assert {"=部门", "@王", "+请改", "-说明", "=标题　改正清单"} <= set(texts(first))


def altered(book: Workbook) -> None:
    """Somebody has changed what is locked: points, a formula, the department and the own number."""
    sheet = book[FORM]
    sheet["E11"], sheet["J24"], sheet["C6"], sheet["G5"] = 60, 99, "别的部门", "008"
    sheet.protection.sheet = False
    sheet.row_dimensions[20].hidden = True
    sheet.column_dimensions["E"].hidden = True


def test_what_is_locked_is_put_back_but_not_whose_form_it_is(filled: bytes, sales: Press) -> None:
    made = Restoration(sales.blueprint, printed(sales, person_of(sales)))
    problems = (
        problem("E11", "分值改了。", grave=False),
        problem("J24", "公式没了。", grave=False),
        problem("", "没有保护。", grave=False, code="protection-removed"),
        problem("", "第 20 行被隐藏了。", grave=False, code="rows-hidden"),
        problem("G5", "编号改了。"),
    )
    data = changed(filled, altered)
    book = opened(slip_bytes(data, Slip("表", "人事", problems, restore={FORM: made})))
    form, whole = book[FORM], opened(filled)[FORM]
    assert [form[cell].value for cell in ("E11", "J24", "C6")] == [
        whole[cell].value for cell in ("E11", "J24", "C6")
    ]
    assert form["G5"].value == "008"
    assert form.protection.sheet
    assert not form.row_dimensions[20].hidden
    assert not form.column_dimensions["E"].hidden
    assert form.column_dimensions["A"].hidden
    assert form.column_dimensions["L"].hidden
    assert texts(book[SHEET]).count("√ 已恢复") == 4
    assert "已恢复为发出时的样子，不用再改。" in form["E11"].comment.text
    assert "请改正。" in form["G5"].comment.text


@pytest.mark.parametrize(
    "scheme",
    ["perf-pay-100", "goals-and-values", "cc-kpi-dictionary", "dealer-cs-escalation", "svc-work-6rates"],
)
def test_putting_back_an_untouched_form_changes_nothing(scheme: str, tmp_path: Path) -> None:
    form = press(next(shipped for shipped in shipped_forms() if shipped.scheme.stem == scheme))
    person = person_of(form)
    (name,) = write_book(tmp_path / "表.xlsx", [Job(person, form, {})])
    book = openpyxl.load_workbook(tmp_path / "表.xlsx", rich_text=True)
    made = Restoration(Blueprint.from_json(form.blueprint.to_json()), printed(form, person))
    assert put_back(book[name], made) == set()


def test_numbers_in_cells_for_dates_stay_what_they_are(filled: bytes) -> None:
    def dated(book: Workbook) -> None:
        sheet = book[FORM]
        for cell, number in (("H11", 20261103), ("H20", 46329.123456789)):
            sheet[cell].number_format = "yyyy-mm-dd hh:mm"
            sheet[cell].value = number

    with zipfile.ZipFile(io.BytesIO(slip_bytes(changed(filled, dated), TWO))) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml").decode()
    assert "<v>20261103</v>" in xml, "openpyxl makes an error of it"
    assert "<v>46329.123456789</v>" in xml, "openpyxl rounds it to a millisecond"


def test_bars_of_the_index_keep_their_shape(sales: Press, tmp_path: Path) -> None:
    person = person_of(sales)
    write_book(tmp_path / "表.xlsx", [Job(person, sales, {})], heading="部门", with_index=True)
    original = (tmp_path / "表.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        before = archive.read("xl/worksheets/sheet2.xml").decode()
    with zipfile.ZipFile(io.BytesIO(slip_bytes(original, TWO))) as archive:
        after = archive.read("xl/worksheets/sheet3.xml").decode()
    shape = before[before.index("<x14:dataBar ") : before.index("</x14:dataBar>")]
    assert 'gradient="0"' in shape
    assert shape in after
    assert after.endswith("</extLst></worksheet>")


def test_pictures_that_are_left_behind_are_told(filled: bytes) -> None:
    out = io.BytesIO(filled)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG")
    notes = " ".join(texts(opened(slip_bytes(out.getvalue(), TWO))[SHEET]))
    assert "图片、图形没有带过来" in notes
    assert "图片" not in " ".join(texts(opened(slip_bytes(filled, TWO))[SHEET]))


HOSTILE = {
    "a block over the whole sheet": '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    "a link over the whole sheet": '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
    "a link over columns": '<hyperlinks><hyperlink ref="A:XFD" location="A1"/></hyperlinks>',
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_what_would_fill_the_memory_is_not_copied(hostile: str) -> None:
    saved = io.BytesIO()
    Workbook().save(saved)
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b"<pageMargins", hostile.encode() + b"<pageMargins")
                assert hostile.encode() in data
            target.writestr(name, data)
    with pytest.raises(NotCopied):
        slip_bytes(out.getvalue(), TWO)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_what_is_no_workbook_is_not_copied(data: bytes) -> None:
    with pytest.raises(NotCopied):
        slip_bytes(data, TWO)


def test_macros_stay_behind(filled: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(filled)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
                data = data.replace(
                    b"application/vnd.openxmlformats-officedocument.ms-excel.sheet.macro",
                    b"application/vnd.ms-excel.sheet.macro",
                )
            target.writestr(name, data)
        target.writestr("xl/vbaProject.bin", b"macro")
    with zipfile.ZipFile(io.BytesIO(slip_bytes(out.getvalue(), TWO))) as archive:
        assert not [name for name in archive.namelist() if "vba" in name]
        types = archive.read("[Content_Types].xml").decode()
    assert "macroEnabled" not in types
