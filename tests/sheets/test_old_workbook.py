"""Old workbooks: every record as it is meant, checked by another reader, and none that does harm."""

from __future__ import annotations

import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
import xlrd

from kpixl.model.submission import Raw
from kpixl.sheets.book import SheetFacts
from kpixl.sheets.opening import Unreadable, open_book
from kpixl.sheets.property_sets import custom_properties, last_saved
from tests.sheets.books import BOOKS, ROSTERS, cells_of, code_of
from tests.sheets.compounds import BEGIN, CHART, END, SHEET, Record, compound, number, stream, text, workbook

FILES = [BOOKS / "样表.xls", BOOKS / "考核表.xls", ROSTERS / "花名册-2026-11.xls"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_another_reader_sees_the_same(path: Path) -> None:
    book = open_book(path.read_bytes())
    judge = xlrd.open_workbook(path, formatting_info=True)
    assert [sheet.name for sheet in book.sheets] == judge.sheet_names()
    named = [name for name in judge.name_obj_list if not name.builtin]
    for (name, target), other in zip(book.names, named, strict=True):
        assert name == other.name
        assert target in ("", "#REF!") or target.replace("'", "") == other.result.text.replace("'", "")
    for sheet, other in zip(book.sheets, judge.sheets(), strict=True):
        seen = {at: told[0] if told[0] is not None else told[2] for at, told in cells_of(book, sheet).items()}
        assert seen == _as_judged(other)
        facts = book.facts(sheet)
        assert facts.hidden_rows == {row + 1 for row, info in other.rowinfo_map.items() if info.hidden}
        assert facts.hidden_columns == {
            column + 1 for column, info in other.colinfo_map.items() if info.hidden and column < 256
        }


def _as_judged(sheet: xlrd.sheet.Sheet) -> dict[str, Raw]:
    found: dict[str, Raw] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.ncols):
            cell, at = sheet.cell(row, column), xlrd.cellname(row, column)
            match cell.ctype:
                case xlrd.XL_CELL_TEXT:
                    found[at] = cell.value
                case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
                    found[at] = Fraction(f"{cell.value:.15g}")
                case xlrd.XL_CELL_BOOLEAN:
                    found[at] = bool(cell.value)
                case xlrd.XL_CELL_ERROR:
                    found[at] = xlrd.error_text_from_code[cell.value]
    return found


def short(value: int) -> bytes:
    return struct.pack("<HI", 0, value)


def upper(value: float) -> int:
    """The upper half of a float."""
    return int(struct.unpack("<II", struct.pack("<d", value))[1])


def formula(row: int, result: bytes) -> Record:
    return 0x06, struct.pack("<HHH", row, 0, 0) + result + bytes(8)


STRINGS: list[Record] = [
    (0xFC, struct.pack("<II", 3, 3) + text("一") + struct.pack("<HB", 4, 0) + b"ab"),
    # The rest of a text may be as wide as it likes, and stand in a record of its own.
    (
        0x3C,
        b"\1" + "长短".encode("utf-16-le") + struct.pack("<HBHI", 1, 0x0D, 1, 3) + "富".encode("utf-16-le"),
    ),
    (0x3C, bytes(4 + 3)),
]
CELLS: dict[str, tuple[list[Record], Raw]] = {
    "a number": ([number(0, 0, 0.1)], Fraction(1, 10)),
    "no number": ([number(0, 0, float("nan"))], "nan"),
    "a whole number": ([(0x27E, bytes(4) + short(95 << 2 | 2))], Fraction(95)),
    "a negative number": ([(0x27E, bytes(4) + short((-95 << 2 | 2) & 0xFFFFFFFF))], Fraction(-95)),
    "hundredths": ([(0x27E, bytes(4) + short(9550 << 2 | 3))], Fraction(955, 10)),
    "half a float": ([(0x27E, bytes(4) + short(upper(1.5)))], Fraction(3, 2)),
    "hundredths of half a float": ([(0x27E, bytes(4) + short(upper(150.0) | 1))], Fraction(3, 2)),
    "a text of its own": ([(0x204, bytes(6) + text("甲"))], "甲"),
    "a shared text": ([(0xFD, bytes(6) + struct.pack("<I", 0))], "一"),
    "a text in two records": ([(0xFD, bytes(6) + struct.pack("<I", 1))], "ab长短"),
    "a text with styles and sounds": ([(0xFD, bytes(6) + struct.pack("<I", 2))], "富"),
    "true": ([(0x205, bytes(6) + b"\1\0")], True),
    "false": ([(0x205, bytes(6) + b"\0\0")], False),
    "a formula with a number": ([formula(0, struct.pack("<d", 2.5))], Fraction(5, 2)),
    "a formula with a truth": ([formula(0, b"\1\0\1\0\0\0\xff\xff")], True),
    "a formula with nothing": ([formula(0, b"\3\0\0\0\0\0\xff\xff")], ""),
    "a formula with a text": ([formula(0, b"\0\0\0\0\0\0\xff\xff"), (0x207, text("优"))], "优"),
    "a formula with a long text": (
        [formula(0, b"\0\0\0\0\0\0\xff\xff"), (0x4BC, b"x"), (0x207, struct.pack("<HB", 2, 0) + b"a"),
         (0x3C, b"\1" + "优".encode("utf-16-le"))],
        "a优",
    ),
    "a cell of a chart": ([CHART, number(0, 0, 2.0), END, number(0, 0)], Fraction(1)),
}  # fmt: skip


@pytest.mark.parametrize("what", CELLS)
def test_every_kind_of_cell(what: str) -> None:
    cells, raw = CELLS[what]
    book = open_book(workbook(cells, STRINGS))
    (told,) = cells_of(book, book.sheets[0]).values()
    assert told == (raw, "…" if "formula" in what else "", "", False)


@pytest.mark.parametrize(
    ("value", "error"), [(0, "#NULL!"), (7, "#DIV/0!"), (29, "#NAME?"), (42, "#N/A"), (99, "#N/A")]
)
def test_errors_and_formulas_with_errors(value: int, error: str) -> None:
    cells = [
        (0x205, struct.pack("<HHHBB", 1, 0, 0, value, 1)),
        formula(0, bytes([2, 0, value, 0, 0, 0, 255, 255])),
    ]
    book = open_book(workbook(cells))
    assert cells_of(book, book.sheets[0]) == {"A1": (None, "…", error, False), "A2": (None, "", error, False)}


def test_several_numbers_in_one_record() -> None:
    several = struct.pack("<HH", 3, 1) + short(1 << 2 | 2) + short(2 << 2 | 2) + struct.pack("<H", 2)
    book = open_book(workbook([(0xBD, several)]))
    assert {at: told[0] for at, told in cells_of(book, book.sheets[0]).items()} == {"B4": 1, "C4": 2}


def test_what_a_sheet_says_beside_its_cells() -> None:
    row = (0x208, struct.pack("<HHHHHHI", 4, 0, 0, 0, 0, 0, 0x20))
    shown = (0x208, struct.pack("<HHHHHHI", 5, 0, 0, 0, 0, 0, 0))
    columns = (0x7D, struct.pack("<HHHHH", 254, 256, 0, 0, 1))
    protected, filtered = (0x12, b"\1\0"), (0x9B, b"")
    book = open_book(workbook([row, shown, columns, protected, filtered, number(0, 0)]))
    assert book.facts(book.sheets[0]) == SheetFacts(frozenset({5}), frozenset({255, 256}), True, True)
    plain = open_book(workbook([(0x12, b"\0\0")]))
    assert plain.facts(plain.sheets[0]) == SheetFacts()


def test_styles_and_the_calendar() -> None:
    styles = [(0xE0, struct.pack("<HH16x", 0, form)) for form in (0, 9, 14, 170)]
    before = [(0x41E, struct.pack("<H", 170) + text('0.0"%"')), *styles, (0x22, b"\1\0")]
    cells = [(0x203, struct.pack("<HHHd", 0, style, style, 0.5)) for style in range(5)]
    book = open_book(workbook(cells, before))
    assert book.since_1904
    told = cells_of(book, book.sheets[0])
    assert {at for at in told if told[at][3]} == {"B1"}
    assert told["C1"][0] == Fraction(1, 2) + 1462
    assert told["D1"][0] == Fraction(1, 2)


def name(target: bytes, options: int = 0) -> Record:
    head = struct.pack("<HBBHHHBBBB", options, 0, 1, len(target), 0, 0, 0, 0, 0, 0)
    return 0x18, head + b"\0n" + target


OWN, OUTER = (
    (0x1AE, struct.pack("<HH", 1, 0x0401)),
    (0x1AE, struct.pack("<H", 1) + text("\1C\3人事\3预算.xls")),
)
PLACES = (0x17, struct.pack("<H", 4) + struct.pack("<12H", 0, 0, 0, 0, 0xFFFF, 0xFFFF, 1, 0, 0, 0, 0, 1))


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (struct.pack("<BHHH", 0x3A, 0, 6, 2), "'表'!$C$7"),
        (struct.pack("<BHHH", 0x5A, 0, 65535, 255), "'表'!$IV$65536"),
        (struct.pack("<BHHHHH", 0x3B, 0, 0, 1, 0, 2), "'表'!$A$1:$C$2"),
        (struct.pack("<BHHH", 0x3A, 0, 6, 0x4002), ""),
        (struct.pack("<BHHH", 0x3A, 1, 6, 2), "#REF!"),
        (struct.pack("<BHHH", 0x3A, 2, 6, 2), ""),
        (struct.pack("<BHHH", 0x3A, 3, 6, 2), ""),
        (struct.pack("<BHHH", 0x3A, 9, 6, 2), ""),
        (struct.pack("<BHHH", 0x3C, 0, 0, 0), "#REF!"),
        (struct.pack("<BH", 0x1E, 42), ""),
        (b"", ""),
    ],
)
def test_a_name_is_told_where_it_is_a_place(target: bytes, told: str) -> None:
    book = open_book(workbook([], [OWN, OUTER, PLACES, name(target)]))
    assert book.names == [("n", told)]
    assert book.external_links == ("预算.xls",)


def test_names_that_the_program_itself_makes_are_left_out() -> None:
    assert open_book(workbook([], [name(b"", 0x20)])).names == []


def test_macros_in_a_folder_or_on_a_sheet_are_seen_and_charts_are_no_sheets() -> None:
    assert not open_book(workbook()).macros
    assert open_book(workbook(folders=["_VBA_PROJECT_CUR"])).macros
    for kind, macros in ((1, True), (2, False)):
        other = (0x85, struct.pack("<IBB", 7, 0, kind) + text("图", "<B"))
        book = open_book(workbook([], [other]))
        assert book.macros == macros
        assert [sheet.name for sheet in book.sheets] == ["表"]


@pytest.mark.parametrize(("state", "hidden"), [(0, False), (1, True), (2, True)])
def test_a_sheet_may_be_hidden_in_two_ways(state: int, hidden: bool) -> None:
    listed = (0x85, struct.pack("<IBB", 7, state, 0) + text("藏", "<B"))
    assert open_book(workbook([], [listed])).sheets[0].hidden == hidden


BAD: dict[str, tuple[bytes, str]] = {
    "nothing in it": (compound({"Workbook": b""}), "file-damaged"),
    "no beginning": (compound({"Workbook": stream([END])}), "file-damaged"),
    "no end": (compound({"Workbook": stream([BEGIN])}), "file-damaged"),
    "half a record": (compound({"Workbook": stream([BEGIN]) + b"\x85\0\xff\0"}), "file-damaged"),
    "Excel 95": (compound({"Workbook": stream([(0x809, b"\0\5\5\0"), END])}), "file-other-format"),
    "Excel 5": (compound({"Book": stream([(0x809, b"\0\5\5\0"), END])}), "file-other-format"),
    "a letter": (compound({"WordDocument": b"x"}), "file-not-a-workbook"),
    "two cells at one address": (workbook([number(0, 0), number(0, 0)]), "file-damaged"),
    "a cell beyond the last": (workbook([number(0, 256)]), "file-damaged"),
    "a text too far": (workbook([(0xFD, bytes(6) + b"\xff\xff\xff\xff")], STRINGS), "file-damaged"),
    "half a cell": (workbook([(0x203, b"\0\0\0")]), "file-damaged"),
    "half a text": (workbook([(0x204, bytes(6) + b"\xff\0\1ab")]), "file-damaged"),
    "a sheet in nowhere": (
        workbook([], [(0x85, struct.pack("<IBB", 10**6, 0, 0) + text("无", "<B"))]), "file-damaged"
    ),
    "a sheet in the middle of another": (
        workbook([], [(0x85, struct.pack("<IBB", 20, 0, 0) + text("无", "<B"))]), "file-damaged"
    ),
    "two sheets in one place": (
        workbook([], [(0x85, struct.pack("<IBB", 7, 0, 0) + text("无", "<B"))] * 2), "file-damaged"
    ),
    "texts without end": (workbook([], [(0xFC, struct.pack("<II", 0, 0xFFFFFFFF))]), "file-too-large"),
    "fewer texts than were said": (workbook([], [(0xFC, struct.pack("<II", 0, 9))]), "file-damaged"),
    "a format without a text": (workbook([], [(0x41E, b"\1")]), "file-damaged"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_broken_or_hostile_old_workbook_is_refused(what: str) -> None:
    data, code = BAD[what]
    assert code_of(data) == code


def test_cells_without_end_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    # A test looks at every cell twice.
    monkeypatch.setattr("kpixl.sheets.opening.MAX_CELLS", 6)
    assert code_of(workbook([number(row, 0) for row in range(3)])) == ""
    assert code_of(workbook([number(row, 0) for row in range(4)])) == "file-too-large"


def _property_set(mark: bytes, values: dict[int, bytes]) -> bytes:
    at, offsets, body = 8 + 8 * len(values), b"", b""
    for key, value in values.items():
        offsets += struct.pack("<II", key, at + len(body))
        body += value
    section = struct.pack("<II", at + len(body), len(values)) + offsets + body
    return struct.pack("<HHI16xI16sI", 0xFFFE, 0, 0, 1, mark, 48) + section


CUSTOM = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")


def _dictionary(page: int, value: str = "kpixl:2:甲") -> bytes:
    """A set with one property, kpixl, in an encoding."""
    encoding = {1200: "utf-16-le", 65001: "utf-8", 936: "gbk"}[page]
    key, said = "kpixl\0".encode(encoding), f"{value}\0".encode(encoding)
    length = 6 if page == 1200 else len(key)
    names = struct.pack("<III", 1, 2, length) + key
    return _property_set(
        CUSTOM,
        {
            0: names + bytes(-len(names) % 4),
            1: struct.pack("<IHH", 2, page, 0),
            2: struct.pack("<II", 30, len(said)) + said,
        },
    )


@pytest.mark.parametrize("page", [1200, 65001, 936])
def test_properties_in_every_encoding(page: int) -> None:
    data = _dictionary(page)
    assert custom_properties(data) == {"kpixl": "kpixl:2:甲"}
    assert open_book(workbook(streams={"\x05DocumentSummaryInformation": data})).properties["kpixl"]


def _cut(data: bytes) -> bytes:
    return data[:-20]


def _strange_page(data: bytes) -> bytes:
    return data.replace(struct.pack("<IHH", 2, 936, 0), struct.pack("<IHH", 2, 60000, 0))


@pytest.mark.parametrize("spoil", [_cut, _strange_page, lambda data: b"", lambda data: data[:60]])
def test_odd_properties_say_nothing(spoil: Callable[[bytes], bytes]) -> None:
    data = spoil(_dictionary(936))
    assert not custom_properties(data).get("kpixl", "").endswith("甲")
    assert last_saved(data) is None


def test_when_an_old_workbook_was_saved() -> None:
    moment = struct.pack("<IQ", 64, (946_684_800 + 11_644_473_600) * 10_000_000)
    assert last_saved(_property_set(bytes(16), {13: moment})) == 946_684_800
    assert last_saved(_property_set(bytes(16), {13: struct.pack("<IQ", 64, 0)})) is None
    assert last_saved(_property_set(bytes(16), {12: moment})) is None


def test_a_property_of_megabytes_is_read_as_far_as_properties_go() -> None:
    (said,) = custom_properties(_dictionary(936, "长" * 10**6)).values()
    assert said == "长" * 4096


def test_sheets_are_named_by_their_own_records() -> None:
    with pytest.raises(Unreadable):
        open_book(compound({"Workbook": stream([BEGIN, (0x85, b"\0\0\0\0\0\0\5\1ab"), END, SHEET, END])}))
