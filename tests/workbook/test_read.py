"""Forms are found and read whatever people and programs have done to the workbook around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from kpixl.model.result import Result, Status, Verdict
from kpixl.model.submission import Identity, Submission
from kpixl.sheets.places import address, place
from kpixl.workbook.book import identity_of
from kpixl.workbook.identity import marker
from kpixl.workbook.read import read_workbook
from tests.pipeline.world import (
    BOOK,
    CARS,
    COMPLAINTS,
    CUSTOMERS,
    FORM,
    HEADER,
    NAME,
    NUMBER,
    SALES_FORM,
    TOTAL,
    World,
    change,
    codes,
    copy_of,
    file_of,
    fixed,
    make_world,
    pack,
    parts_of,
    put,
    result_of,
    row_of,
    write_csv,
)
from tests.workbook.desk import Desk

SHEET = "001 欧阳晓燕"
VALUE = SALES_FORM["客诉率.完成值"]
"""A number in the same row as an input."""


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("read")
    return make_world(folder / "十一月", "perf-pay-100", write_csv(folder / "名册.csv"), "2026-11")[0]


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


@pytest.fixture
def world(once: World, tmp_path: Path) -> World:
    return copy_of(once, tmp_path / "十一月")


def moved(path: Path, rows: int = 0, columns: int = 0, before: int = 0) -> Path:
    """The form with rows put in (or columns, or taken out) before everything from row `before` on."""

    def to(reference: str) -> str:
        at = place(reference)
        assert at is not None
        return address(at[0] + (rows if at[0] >= before else 0), at[1] + columns)

    def sheet(text: str) -> str:
        text = re.sub(
            r'<row r="(\d+)"',
            lambda m: f'<row r="{int(m[1]) + (rows if int(m[1]) >= before else 0)}"',
            text,
        )
        text = re.sub(r'<c r="A\d+"[^>]*?(?:/>|>.*?</c>)', "", text) if columns < 0 else text
        text = re.sub(r'<col min="1" [^>]*/>', "", text) if columns < 0 else text
        text = re.sub(
            r'<col min="(\d+)" max="(\d+)"',
            lambda m: f'<col min="{int(m[1]) + columns}" max="{int(m[2]) + columns}"',
            text,
        )
        text = re.sub(r"<f>(.*?)</f>", lambda m: f"<f>{formula(m[1])}</f>", text)
        return re.sub(r'<c r="([A-Z]+\d+)"', lambda m: f'<c r="{to(m[1])}"', text)

    def formula(text: str) -> str:
        """Only what stands outside of texts."""
        pieces = text.split('"')
        for at in range(0, len(pieces), 2):
            pieces[at] = re.sub(r"(?<![\w.])\$?[A-Z]{1,2}\$?\d+(?![\w.(])", _fixed_as, pieces[at])
        return '"'.join(pieces)

    def _fixed_as(found: re.Match[str]) -> str:
        there = to(found[0].replace("$", ""))
        return fixed(there) if "$" in found[0] else there

    def names(text: str) -> str:
        def target(found: re.Match[str]) -> str:
            column, row = re.fullmatch(r"([A-Z]+)(\d+)", to(found[2] + found[3])).groups()  # type: ignore[union-attr]
            return f"{found[1]}${column}${row}<"

        return re.sub(r"(kp[xo]_1_\d+\">[^<]*!)\$([A-Z]+)\$(\d+)<", target, text)

    change(path, FORM, sheet)
    return change(path, BOOK, names)


def dropped(*parts: str) -> Callable[[Path], Path]:
    """The workbook without some parts."""
    return lambda path: pack(path, {n: d for n, d in parts_of(path).items() if n not in parts})


def renamed(new: str) -> Callable[[Path], Path]:
    """The sheet under another name; defined names follow."""

    def edit(text: str) -> str:
        shown = new.replace("&", "&amp;")
        quoted = "'" + shown.replace("'", "''") + "'"
        return text.replace(f"'{SHEET}'", quoted).replace(f'"{SHEET}"', f'"{shown}"')

    return lambda path: change(path, BOOK, edit)


def reordered(path: Path) -> Path:
    """The sheets in another order, the form hidden."""

    def edit(text: str) -> str:
        sheets = re.findall(r"<sheet [^>]*/>", text)
        hidden = sheets[0].replace("<sheet ", '<sheet state="hidden" ')
        return text.replace("".join(sheets), "".join([*reversed(sheets[1:]), hidden]))

    return change(path, BOOK, edit)


def without(pattern: str, part: str = BOOK) -> Callable[[Path], Path]:
    """The workbook without some text of a part."""
    return lambda path: change(path, part, lambda text: re.sub(pattern, "", text))


def both(*edits: Callable[[Path], Path]) -> Callable[[Path], Path]:
    def edit(path: Path) -> Path:
        for one in edits:
            one(path)
        return path

    return edit


NO_PROPERTIES = dropped("docProps/custom.xml")
NO_LIST = without(r'<sheet name="_kpixl"[^>]*/>')
NO_NAMES = without(r"<definedNames>.*</definedNames>")
NO_KEY_COLUMN = without(r'<c r="A\d+"[^>]*?(?:/>|>.*?</c>)', FORM)
TOLD_BY_KEYS = ["cells-found-by-keys"]

HARMLESS = {
    "nothing": (lambda path: path, []),
    "rows above everything": (lambda path: moved(path, rows=7), []),
    "rows above the table": (lambda path: moved(path, rows=2, before=row_of(HEADER)), []),
    "a row inside the table": (lambda path: moved(path, rows=1, before=row_of(COMPLAINTS)), []),
    "a column on the left": (lambda path: moved(path, columns=1), []),
    "rows above, and no names": (both(lambda path: moved(path, rows=3), NO_NAMES), TOLD_BY_KEYS),
    "a column on the left, and no names": (both(lambda path: moved(path, columns=1), NO_NAMES), TOLD_BY_KEYS),
    "the key column deleted": (lambda path: moved(path, columns=-1), []),
    "the key column emptied": (NO_KEY_COLUMN, []),
    "no names": (NO_NAMES, TOLD_BY_KEYS),
    "one name lost": (without(r'<definedName name="kpx_1_3">[^<]*</definedName>'), TOLD_BY_KEYS),
    "no names, no properties, no list": (both(NO_NAMES, NO_PROPERTIES, NO_LIST), TOLD_BY_KEYS),
    "no marks but in the properties": (both(NO_LIST, NO_KEY_COLUMN), []),
    "no marks but in the list": (both(NO_PROPERTIES, NO_KEY_COLUMN), []),
    "another name of the sheet": (renamed("王小明的表"), []),
    "quotes and blanks in the name of the sheet": (renamed("  老王's 'A&B' 表 "), []),
    "a name of the sheet that needs no quotes": (
        both(renamed("表"), lambda path: change(path, BOOK, lambda text: text.replace("'表'!", "表!"))),
        [],
    ),
    "other order, hidden": (reordered, []),
    "number typed anew as a number": (lambda path: put(path, NUMBER, "<v>1</v>"), []),
    "number blank": (lambda path: put(path, NUMBER, ""), []),
    "name blank": (lambda path: put(path, NAME, ""), []),
    "name widened": (lambda path: put(path, NAME, "<v>欧阳　晓 燕 </v>", "str"), []),
}  # fmt: skip


def same(result: Result) -> tuple[object, ...]:
    return (result.status, result.total, result.grade, result.pay, [i.score for i in result.items])


@pytest.mark.parametrize("edit", HARMLESS)
def test_a_form_is_read_the_same_after(edit: str, world: World, desk: Desk) -> None:
    change_, findings = HARMLESS[edit]
    path = world.fill("001")
    expected = desk.judge(path)[0]["001"]
    change_(path)
    results, found = desk.judge(path)
    assert codes(found) == findings
    assert same(results["001"]) == same(expected)
    assert expected.status is Status.ASSESSED


def retarget(name: str, cell: str) -> Callable[[Path], Path]:
    """A defined name that points elsewhere."""
    pattern = rf'(<definedName name="{name}">[^<]*!)[^<]*<'
    return lambda path: change(path, BOOK, lambda text: re.sub(pattern, rf"\g<1>{cell}<", text))


UNSURE = {
    "a name that points to another row": retarget("kpx_1_3", fixed(CUSTOMERS)),
    "a name that points to another column": retarget("kpx_1_3", fixed(VALUE)),
    "a name that points far away": retarget("kpx_1_3", "$XFD$1048576"),
    "a row deleted": both(
        without(rf'<row r="{row_of(COMPLAINTS)}".*?</row>', FORM), retarget("kpx_1_3", "#REF!")
    ),
    "no name, and two rows with its key": both(
        without(r'<definedName name="kpx_1_3">[^<]*</definedName>'),
        lambda path: change(
            path,
            FORM,
            lambda text: text.replace(
                f'<c r="{HEADER}"',
                f'<c r="A{row_of(HEADER)}" t="str"><v>i3</v></c><c r="{HEADER}"',
                1,
            ),
        ),
    ),
}


@pytest.mark.parametrize("edit", UNSURE)
def test_a_cell_of_which_nobody_is_sure_counts_as_lost(edit: str, world: World) -> None:
    path = world.fill("001")
    UNSURE[edit](path)
    consolidation = world.collect()
    lost = [f for f in file_of(consolidation, path).findings if f.code == "cell-lost"]
    assert [finding.details["name"] for finding in lost] == ["客诉率·客诉件数"]
    assert result_of(consolidation, "001").status is Status.INCOMPLETE


def test_a_name_that_stands_twice_is_believed_where_its_row_says_so(world: World, desk: Desk) -> None:
    path = world.fill("001")
    expected = desk.judge(path)[0]["001"]
    second = f'<definedName name="kpx_1_3" localSheetId="0">\'{SHEET}\'!{fixed(CARS)}</definedName>'
    change(path, BOOK, lambda text: text.replace("</definedNames>", second + "</definedNames>"))
    results, found = desk.judge(path)
    assert codes(found) == []
    assert same(results["001"]) == same(expected)


def test_of_two_inputs_in_one_cell_the_one_is_lost_beside_which_the_other_is_named(world: World) -> None:
    path = world.fill("001")
    NO_KEY_COLUMN(path)
    retarget("kpx_1_3", fixed(CUSTOMERS))(path)
    lost = [f for f in file_of(world.collect(), path).findings if f.code == "cell-lost"]
    assert [finding.details["name"] for finding in lost] == ["客诉率·客诉件数"]


def test_a_form_of_which_only_the_names_are_left_is_nobodys(world: World) -> None:
    path = world.fill("001")
    both(NO_LIST, NO_KEY_COLUMN, NO_PROPERTIES)(path)
    assert codes(file_of(world.collect(), path).findings) == ["identity-lost"]


@pytest.mark.parametrize(
    ("inside", "kind"),
    [("<v>002</v>", "str"), ("<v>2</v>", ""), ("<f>1/0</f><v>#DIV/0!</v>", "e"), ("<v>1</v>", "b")],
    ids=["text", "number", "error", "truth"],
)
def test_a_form_under_another_number_counts_for_nobody(inside: str, kind: str, world: World) -> None:
    path = put(world.fill("001"), NUMBER, inside, kind)
    consolidation = world.collect()
    (finding,) = file_of(consolidation, path).findings
    assert (finding.code, finding.place.cell) == ("identity-number-changed", NUMBER)
    assert [result.status for result in consolidation.results] == [Status.MISSING] * 4
    assert file_of(consolidation, path).verdict is Verdict.REFUSED


def test_a_form_pasted_over_another_persons_counts_for_nobody(world: World) -> None:
    """The whole sheet of 002 stands in the workbook of 001: the list and the properties still say 001."""
    path = put(world.fill("001"), NUMBER, "<v>002</v>", "str")
    put(path, "A1", f"<v>{marker(identity(world, '002'))}</v>", "str")
    consolidation = world.collect()
    assert "identity-marks-differ" in codes(file_of(consolidation, path).findings)
    assert [result.status for result in consolidation.results] == [Status.MISSING] * 4


def identity(world: World, number: str) -> Identity:
    return identity_of(world.press(number), world.person(number))


def test_last_months_sheet_pasted_over_this_months_counts_for_nobody(world: World, tmp_path: Path) -> None:
    october, _ = make_world(tmp_path / "十月", "perf-pay-100", write_csv(tmp_path / "名册.csv"), "2026-10")
    now, then = identity(world, "001"), identity(october, "001")
    assert now.fingerprint == then.fingerprint
    path = put(world.fill("001"), "A1", f"<v>{marker(then)}</v>", "str")
    assert codes(file_of(world.collect(), path).findings) == ["identity-cycles-differ"]


def test_forms_moved_into_one_workbook_are_read_as_their_own(world: World) -> None:
    first, second = parts_of(world.fill("001", name="甲.xlsx")), parts_of(world.fill("002", name="乙.xlsx"))
    for name in ("甲.xlsx", "乙.xlsx"):
        (world.returned / name).unlink()
    strings = re.findall(r"<si>.*?</si>", second["xl/sharedStrings.xml"].decode(), re.DOTALL)

    def inline(found: re.Match[str]) -> str:
        return f'{found[1]} t="inlineStr"><is>{strings[int(found[2])][4:-5]}</is></c>'

    sheet = re.sub(r'(<c r="\w+"(?: s="\d+")?) t="s"><v>(\d+)</v></c>', inline, second[FORM].decode())
    name = "002 王小明"
    local = "".join(
        f'<definedName name="{found[1]}" localSheetId="3">{found[2]}</definedName>'
        for found in re.finditer(r'<definedName name="(kp[xo]_\w+)">([^<]*)<', second[BOOK].decode())
    )
    book = (
        first[BOOK].decode().replace("</sheets>", f'<sheet name="{name}" sheetId="9" r:id="rId99"/></sheets>')
    )
    first[BOOK] = book.replace("</definedNames>", local + "</definedNames>").encode()
    first["xl/worksheets/sheet9.xml"] = sheet.encode()
    relation = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'worksheet" Target="worksheets/sheet9.xml"/></Relationships>'
    )
    rels = "xl/_rels/workbook.xml.rels"
    first[rels] = first[rels].replace(b"</Relationships>", relation.encode())
    path = pack(world.returned / "两人.xlsx", first)
    consolidation = world.collect()
    assert file_of(consolidation, path).appraisees == ("001", "002")
    assert codes(file_of(consolidation, path).findings) == []
    assert [result.status for result in consolidation.results[:2]] == [Status.ASSESSED] * 2


@pytest.mark.parametrize("tenth", range(10))
def test_a_file_cut_off_anywhere_is_refused(tenth: int, world: World) -> None:
    path = world.fill("001")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * tenth // 10])
    consolidation = world.collect()
    expected = ["file-empty"] if tenth == 0 else ["file-damaged"]
    assert codes(file_of(consolidation, path).findings) == expected
    assert result_of(consolidation, "001").status is Status.MISSING


def entries(submission: Submission) -> dict[str, object]:
    return {name: cell.raw for name, cell in submission.entries.items()}


def test_everything_typed_and_shown_is_read(world: World, desk: Desk) -> None:
    reading = read_workbook(world.fill("001").read_bytes(), "001.xlsx", desk.versions)
    (submission,) = reading.submissions
    assert entries(submission) == {**world.entries("001")}
    assert submission.identity == identity(world, "001")
    assert (submission.file, submission.sheet) == ("001.xlsx", SHEET)
    assert submission.shown["绩效分数"].raw == Fraction("91.45")
    assert submission.shown["绩效分数"].cell == TOTAL
    assert submission.shown["绩效分数"].formula
    assert reading.saved == 946684800
    assert reading.findings == ()


def test_a_sheet_of_an_unknown_form_is_told_by_its_identity_alone(world: World, tmp_path: Path) -> None:
    october, _ = make_world(tmp_path / "十月", "perf-pay-100", write_csv(tmp_path / "名册.csv"), "2026-10")
    reading = read_workbook(world.fill("001").read_bytes(), "表.xlsx", Desk(october).versions)
    assert [(s.identity.appraisee, s.entries) for s in reading.submissions] == [("001", {})]
