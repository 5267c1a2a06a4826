"""What an .xlsx workbook says beside its cells: what is hidden, protected, filtered, linked, programmed."""

from __future__ import annotations

import io
from collections.abc import Callable
from fractions import Fraction

import openpyxl
import pytest
import xlsxwriter

from kpixl.sheets.book import Book, SheetFacts
from kpixl.sheets.number_formats import CellStyles, shows_day, shows_percent, shows_time
from kpixl.sheets.opening import open_book
from tests.sheets.books import cells_of, code_of, packed, parts_of

Fill = Callable[[xlsxwriter.Workbook], object]


def book_with(fill: Fill) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book)
    return out.getvalue()


def one(fill: Callable[[xlsxwriter.worksheet.Worksheet], object]) -> Book:
    return open_book(book_with(lambda book: fill(book.add_worksheet("表"))))


def facts(fill: Callable[[xlsxwriter.worksheet.Worksheet], object]) -> SheetFacts:
    book = one(fill)
    return book.facts(book.sheets[0])


def filtered(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.write_column("A1", ["部门", "甲", "乙"])
    sheet.autofilter("A1:A3")
    sheet.filter_column("A", "x == 甲")
    sheet.set_row(2, options={"hidden": True})


def in_a_table(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.add_table("A1:B3", {"columns": [{"header": "部门"}, {"header": "数"}]})


CASES = {
    "nothing": (lambda sheet: None, SheetFacts()),
    "rows": (
        lambda sheet: sheet.set_row(4, options={"hidden": True}), SheetFacts(hidden_rows=frozenset({5}))
    ),
    "columns": (
        lambda sheet: sheet.set_column("B:D", 9, None, {"hidden": True}),
        SheetFacts(hidden_columns=frozenset({2, 3, 4})),
    ),
    "protection": (lambda sheet: sheet.protect(), SheetFacts(protected=True)),
    "a filter without a condition": (lambda sheet: sheet.autofilter("A1:B3"), SheetFacts()),
    "a filter": (filtered, SheetFacts(hidden_rows=frozenset({3}), filtered=True)),
    "a table": (in_a_table, SheetFacts()),
}  # fmt: skip


@pytest.mark.parametrize("what", CASES)
def test_what_a_sheet_says(what: str) -> None:
    fill, said = CASES[what]
    assert facts(fill) == said


def test_facts_are_the_same_before_and_after_the_cells_are_read() -> None:
    book = one(filtered)
    before = book.facts(book.sheets[0])
    assert len(cells_of(book, book.sheets[0])) == 3
    assert book.facts(book.sheets[0]) == before


def test_a_filter_may_stand_on_a_table() -> None:
    parts = parts_of(book_with(lambda book: in_a_table(book.add_worksheet())))
    part = "xl/tables/table1.xml"
    table = parts[part]
    assert isinstance(table, bytes)
    inside = b'<autoFilter ref="A1:B3"><filterColumn colId="0"/></autoFilter>'
    parts[part] = table.replace(b'<autoFilter ref="A1:B3"/>', inside)
    assert parts[part] != table
    book = open_book(packed(parts))
    assert book.facts(book.sheets[0]).filtered


def test_hidden_rows_without_end_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpixl.sheets.opening.MAX_CELLS", 30)

    def hide(rows: int) -> bytes:
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet()
            for row in range(rows):
                sheet.set_row(row, options={"hidden": True})

        return book_with(fill)

    assert code_of(hide(10)) == ""
    assert code_of(hide(40)) == "file-too-large"


def test_percentages_and_days_by_their_formats() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        forms = ("General", "0%", "0.0%", '0"%"', "yyyy-mm-dd", "0.00")
        for row, form in enumerate(forms):
            sheet.write_number(row, 0, 0.5, book.add_format({"num_format": form}))

    book = open_book(book_with(fill))
    told = cells_of(book, book.sheets[0])
    assert {at for at in told if told[at][3]} == {"A2", "A3"}


@pytest.mark.parametrize(
    ("number", "code", "percent", "day"),
    [
        (0, None, False, False), (9, None, True, False), (10, None, True, False), (14, None, False, True),
        (57, None, False, True), (164, "0.00%", True, False), (164, '0"%"', False, False),
        (164, r"0\%", False, False), (164, "[Red]0%;-0%", True, False), (164, "0;0%", False, False),
        (164, "yyyy年m月", False, True), (164, "General", False, False), (164, "h:mm", False, False),
        (9, "0", False, False),
    ],
)  # fmt: skip
def test_what_a_number_format_shows(number: int, code: str | None, percent: bool, day: bool) -> None:
    assert shows_percent(number, code) == percent
    assert shows_day(number, code) == day
    styles = CellStyles.of([(0, None), (number, code)])
    assert ("1" in styles.percent, "1" in styles.day) == (percent, day)


@pytest.mark.parametrize(
    ("number", "code", "time"),
    [
        (20, None, True), (45, None, True), (33, None, True), (14, None, False), (22, None, False),
        (164, "h:mm", True), (164, "[h]:mm", True), (164, "[mm]", True), (164, "上午/下午h时mm分", True),
        (164, "yyyy-mm-dd hh:mm", False), (164, "General", False), (164, '0"h"', False), (164, "@", False),
        (164, "#,##0.00", False), (164, "[Red]0", False), (164, '0.##"%"_ ', False),
    ],
)  # fmt: skip
def test_a_time_without_a_day_is_known_by_its_format(number: int, code: str | None, time: bool) -> None:
    assert shows_time(number, code) == time
    assert ("1" in CellStyles.of([(0, None), (number, code)]).time) == time


@pytest.mark.parametrize(("since_1904", "serial"), [(False, 46329), (True, 46329 - 1462)])
def test_days_are_the_same_in_both_calendars(since_1904: bool, serial: int) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"date_1904": since_1904}) as book:
        sheet = book.add_worksheet()
        sheet.write_number("A1", serial, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_number("A2", serial)
    opened = open_book(out.getvalue())
    told = cells_of(opened, opened.sheets[0])
    assert (told["A1"][0], told["A2"][0]) == (Fraction(46329), Fraction(serial))


def test_macros_are_seen_in_either_way() -> None:
    plain = parts_of(book_with(lambda book: book.add_worksheet("表")))
    assert (open_book(packed(plain)).kind, open_book(packed(plain)).macros) == (".xlsx", False)
    rels = plain["xl/_rels/workbook.xml.rels"]
    assert isinstance(rels, bytes)
    for kind in ("vbaProject", "xlMacrosheet"):
        relation = f'<Relationship Id="m" Type="http://a/{kind}" Target="m.bin"/></Relationships>'.encode()
        changed = {
            "xl/_rels/workbook.xml.rels": rels.replace(b"</Relationships>", relation),
            "xl/m.bin": b"\0",
        }
        book = open_book(packed({**plain, **changed}))
        assert (book.kind, book.macros) == (".xlsm", True)
        assert [sheet.name for sheet in book.sheets] == ["表"]


def test_files_that_formulas_look_into_are_named_once_and_bare() -> None:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.save(out)
    parts = parts_of(out.getvalue())
    rels = parts["xl/_rels/workbook.xml.rels"]
    assert isinstance(rels, bytes)
    links = "".join(
        f'<Relationship Id="x{n}" Type="http://a/externalLink" Target="externalLinks/{n}.xml"/>'
        for n in range(3)
    )
    parts["xl/_rels/workbook.xml.rels"] = rels.replace(
        b"</Relationships>", f"{links}</Relationships>".encode()
    )
    for number, target in enumerate(("file:///C:/a/%E9%A2%84%E7%AE%97.xlsx", "../预算.xlsx", "内部.xlsx")):
        mode = "" if number == 2 else 'TargetMode="External"'
        inside = f'<Relationships><Relationship Id="a" Type="b" Target="{target}" {mode}/></Relationships>'
        parts[f"xl/externalLinks/_rels/{number}.xml.rels"] = inside
    assert open_book(packed(parts)).external_links == ("预算.xlsx",)
