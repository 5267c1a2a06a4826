"""Workbooks of the OpenDocument family: what repeats, what is text, what is hidden, and where that ends."""

from __future__ import annotations

import time
from datetime import UTC
from fractions import Fraction

import pytest

from kpixl.model.submission import Raw
from kpixl.sheets.book import Book, SheetFacts
from kpixl.sheets.opening import open_book
from tests.sheets.books import Told, cells_of, code_of, data_of, packed, parts_of

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    "office": f"{_URN}office:1.0", "table": f"{_URN}table:1.0", "text": f"{_URN}text:1.0",
    "style": f"{_URN}style:1.0", "meta": f"{_URN}meta:1.0", "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink", "draw": f"{_URN}drawing:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}  # fmt: skip
_SPACES = " ".join(f'xmlns:{prefix}="{urn}"' for prefix, urn in _PREFIXES.items())


def document(tables: str, styles: str = "", more: str = "", **parts: str) -> bytes:
    """A workbook with these tables in it."""
    body = f"<office:body><office:spreadsheet>{tables}{more}</office:spreadsheet></office:body>"
    content = f"<office:document-content {_SPACES}>{styles}{body}</office:document-content>"
    meta = f"<office:document-meta {_SPACES}>{parts.pop('meta', '')}</office:document-meta>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": content, "meta.xml": meta, **parts})


def table(inside: str, name: str = "表", more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{inside}</table:table>'


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def cell(inside: str = "", more: str = "") -> str:
    return f"<table:table-cell {more}>{inside}</table:table-cell>"


def said(text: str, more: str = "") -> str:
    return cell(f"<text:p>{text}</text:p>", f'office:value-type="string" {more}')


def number(value: float, more: str = "") -> str:
    return cell(more=f'office:value-type="float" office:value="{value}" {more}')


def repeated(count: int) -> str:
    return f'table:number-columns-repeated="{count}"'


def rows_repeated(count: int) -> str:
    return f'table:number-rows-repeated="{count}"'


COLLAPSED = 'table:visibility="collapse"'


def of_sheet(tables: str) -> dict[str, Told]:
    book: Book = open_book(document(tables))
    return cells_of(book, book.sheets[0])


def raws(tables: str) -> dict[str, Raw]:
    return {at: told[0] for at, told in of_sheet(tables).items()}


def test_what_repeats_stands_there_as_often() -> None:
    assert raws(
        table(
            row(cell(more=repeated(3)), number(1, repeated(2)), cell(), number(2))
            + row(more=rows_repeated(5))
            + row(number(3), cell(more=repeated(16383)), more=rows_repeated(2))
            + row(cell(more=repeated(16384)), more=rows_repeated(1_048_568))
        )
    ) == {"D1": 1, "E1": 1, "G1": 2, "A7": 3, "A8": 3}


def test_rows_and_columns_in_groups_and_headings_count_as_well() -> None:
    assert raws(
        table(
            "<table:table-header-rows>" + row(number(1)) + "</table:table-header-rows>"
            "<table:table-row-group>" + row(number(2)) + "</table:table-row-group>"
            "<table:table-rows>" + row(number(3)) + "</table:table-rows>"
        )
    ) == {"A1": 1, "A2": 2, "A3": 3}


def test_what_a_merged_cell_covers_keeps_its_place() -> None:
    covered = "<table:covered-table-cell/>"
    wide = number(1, 'table:number-columns-spanned="2"')
    assert raws(table(row(wide, covered, number(2)))) == {"A1": 1, "C1": 2}


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<text:p>甲<text:span>乙</text:span>丙</text:p>", "甲乙丙"),
        ("<text:p>一</text:p><text:p>二</text:p><text:p/>", "一\n二\n"),
        ('<text:p>甲<text:s/>乙<text:s text:c="3"/>丙</text:p>', "甲 乙   丙"),
        ("<text:p>甲<text:tab/>乙<text:line-break/>丙</text:p>", "甲\t乙\n丙"),
        ("<text:p>  甲 \n 乙</text:p>", "甲 乙"),
        ("<text:p><text:a>链接</text:a></text:p>", "链接"),
        ("<office:annotation><text:p>批注</text:p></office:annotation><text:p>甲</text:p>", "甲"),
        ("<text:p>甲<office:annotation><text:p>批<text:s/></text:p></office:annotation>乙</text:p>", "甲乙"),
        ("<text:p><text:ruby>甲<text:ruby-text>jia</text:ruby-text></text:ruby></text:p>", "甲"),
        ("<draw:frame><draw:image><text:p>图</text:p></draw:image></draw:frame><text:p>甲</text:p>", "甲"),
        ("<text:p>&lt;b&gt;&amp;</text:p>", "<b>&"),
    ],
)  # fmt: skip
def test_the_text_of_a_cell(inside: str, text: str) -> None:
    assert raws(table(row(cell(inside, 'office:value-type="string"')))) == {"A1": text}


OF = 'table:formula="of:={}" '
CELLS: dict[str, tuple[str, Told]] = {
    "percentage": ('office:value-type="percentage" office:value="0.95"', (Fraction(95, 100), "", "", True)),
    "currency": ('office:value-type="currency" office:value="3000"', (Fraction(3000), "", "", False)),
    "true": ('office:value-type="boolean" office:boolean-value="true"', (True, "", "", False)),
    "false": ('office:value-type="boolean" office:boolean-value="false"', (False, "", "", False)),
    "day": ('office:value-type="date" office:date-value="2026-11-03"', (Fraction(46329), "", "", False)),
    "noon": (
        'office:value-type="date" office:date-value="2026-11-03T12:00:00.000000000"',
        (Fraction(92659, 2), "", "", False),
    ),
    "time": ('office:value-type="time" office:time-value="PT18H00M00S"', (Fraction(3, 4), "", "", False)),
    "less": ('office:value-type="time" office:time-value="-PT6H"', (Fraction(-1, 4), "", "", False)),
    "days": ('office:value-type="time" office:time-value="P1DT12H00M00.0S"', (Fraction(3, 2), "", "", False)),
    "no time": ('office:value-type="time" office:time-value="gestern"', ("gestern", "", "", False)),
    "a number that is none": ('office:value-type="float" office:value="１"', ("１", "", "", False)),
    "formula": (
        OF.format("[.A1]+1") + 'office:value-type="float" office:value="2"',
        (Fraction(2), "[.A1]+1", "", False),
    ),
    "older formula": (
        'table:formula="oooc:=[.A1]" office:value-type="float" office:value="2"',
        (Fraction(2), "[.A1]", "", False),
    ),
    "never calculated": (OF.format("1"), (None, "1", "", False)),
    "a text besides": ('office:value-type="string" office:string-value="甲"', ("甲", "", "", False)),
}  # fmt: skip


@pytest.mark.parametrize("what", CELLS)
def test_every_kind_of_cell(what: str) -> None:
    attributes, told = CELLS[what]
    assert of_sheet(table(row(cell(more=attributes)))) == {"A1": told}


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ('office:value-type="string" office:string-value="" calcext:value-type="error"', "Err:522"),
        (OF.format("1/0") + 'office:value-type="string"', "#DIV/0!"),
    ],
)
def test_errors(more: str, error: str) -> None:
    (told,) = of_sheet(table(row(cell(f"<text:p>{error}</text:p>", more)))).values()
    assert told[0] is None
    assert told[2] == error


def test_the_text_of_an_error_that_somebody_typed_is_a_text() -> None:
    assert raws(table(row(said("#N/A")))) == {"A1": "#N/A"}


def test_a_formula_without_a_result_gave_nothing_if_others_have_one() -> None:
    other = cell(more=OF.format("2") + 'office:value-type="float" office:value="2"')
    assert raws(table(row(cell(more=OF.format("1")), other))) == {"A1": "", "B1": 2}


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("$表.$A$1", "'表'!$A$1"),
        ("$'甲 ''乙'''.$C$7", "'甲 ''乙'''!$C$7"),
        ("$表.$A$1:.$B$2", "'表'!$A$1:$B$2"),
        ("$表.$A$1:$表.$B$2", "'表'!$A$1:$B$2"),
        ("$表.$A$1:$别.$B$2", ""),
        ("$表.$A$#REF!", "#REF!"),
        ("$#REF!.$A$1", "#REF!"),
        ("", ""),
    ],
)
def test_names_are_told_as_excel_does(target: str, told: str) -> None:
    ranges = f"""<table:named-expressions><table:named-range table:name="n"
        table:cell-range-address="{target}"/></table:named-expressions>"""
    assert open_book(document(table(""), more=ranges)).names == [("n", told)]
    assert open_book(document(table(ranges))).names == [("n", told)]


def test_a_name_may_be_an_expression() -> None:
    expression = '<table:named-expression table:name="{}" table:expression="{}"/>'
    inside = "".join(
        expression.format(*pair) for pair in (("a", "42"), ("b", "of:=[$表.$A$1]"), ("c", "of:=[.#REF!]"))
    )
    book = open_book(document(table(""), more=f"<table:named-expressions>{inside}</table:named-expressions>"))
    assert book.names == [("a", ""), ("b", "'表'!$A$1"), ("c", "#REF!")]


def test_what_is_hidden_protected_and_filtered() -> None:
    hidden, away = COLLAPSED, 'table:visibility="filter"'
    columns = (
        f"<table:table-column {repeated(2)}/><table:table-column {hidden} {repeated(2)}/>"
        f"<table:table-column/><table:table-column {hidden} {repeated(16379)}/>"
    )
    rows = (
        row(said("甲"))
        + row(more=hidden)
        + row(said("乙"), more=away)
        + row(said("丙"), more=rows_repeated(2))
        + row(more=f"{hidden} {rows_repeated(1_000_000)}")
    )
    style = (
        '<style:style style:name="away"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="here"><style:table-properties table:display="true"/></style:style>'
    )
    ranges = """<table:database-ranges><table:database-range table:target-range-address="$表.A1:$表.B9">
        <table:filter/></table:database-range>
        <table:database-range table:target-range-address="二.A1:二.B9"/></table:database-ranges>"""
    tables = table(columns + rows, more='table:protected="true" table:style-name="here"')
    tables += table("", "二", 'table:style-name="away"')
    book = open_book(document(tables, style, ranges))
    assert [sheet.hidden for sheet in book.sheets] == [False, True]
    facts = book.facts(book.sheets[0])
    assert facts.hidden_rows == {2, 3}
    assert facts.hidden_columns == {3, 4, *range(6, 16385)}
    assert (facts.protected, facts.filtered) == (True, True)
    assert book.facts(book.sheets[1]) == SheetFacts()


def test_sheets_of_other_files_are_links_and_no_sheets() -> None:
    source = '<table:table-source xlink:href="../人事/预算.ods"/>'
    copy = table(source + row(number(1)), "'file:///人事/预算.ods'#Sheet1")
    formula = cell(more=OF.format("['file:///b/%E8%A1%A8.xlsx'#$S.A1]"))
    book = open_book(document(table(row(formula)) + copy))
    assert [sheet.name for sheet in book.sheets] == ["表"]
    assert book.external_links == ("预算.ods", "表.xlsx")


def test_cells_of_changes_and_of_scenarios_are_no_cells() -> None:
    changes = f"<table:tracked-changes>{table(row(number(9)), '旧')}</table:tracked-changes>"
    book = open_book(document(changes + table(row(number(1)))))
    assert [sheet.name for sheet in book.sheets] == ["表"]
    assert {at: told[0] for at, told in cells_of(book, book.sheets[0]).items()} == {"A1": 1}


@pytest.mark.parametrize(
    ("part", "macros"),
    [
        ("Basic/Standard/Module1.xml", True),
        ("Scripts/python/a.py", True),
        ("Basic/script-lc.xml", False),
        ("Basic/Standard/script-lb.xml", False),
        ("Scripts/", False),
        ("Configurations2/toolbar/", False),
    ],
)
def test_macros_are_seen(part: str, macros: bool) -> None:
    assert open_book(document(table(""), **{part: "<a/>"})).macros == macros


def test_properties_and_when_it_was_saved() -> None:
    meta = (
        '<office:meta><meta:user-defined meta:name="kpixl">标记</meta:user-defined>'
        "<dc:date>2026-11-03T08:00:00.5</dc:date></office:meta>"
    )
    book = open_book(document(table(""), meta=meta))
    assert book.properties == {"kpixl": "标记"}
    assert book.saved == 1793664000.5
    assert open_book(document(table(""), meta=meta), zone=UTC).saved == 1793692800.5
    assert open_book(document(table(""), meta=meta.replace("08:00:00.5", "00:00:00Z"))).saved == 1793664000
    assert open_book(document(table(""), meta=meta.replace("2026-11", "gestern"))).saved is None
    assert open_book(document(table(""))).saved is None


HOSTILE: dict[str, tuple[str, str]] = {
    "a full sheet": (table(row(number(1), more=rows_repeated(1_048_576))), "file-too-large"),
    "a full row over and over": (
        table("".join(row(number(1, repeated(16_384))) for _ in range(40))), "file-too-large"
    ),
    "a full row on every row": (
        table(row(number(1, repeated(16_384)), more=rows_repeated(1_048_576))), "file-too-large"
    ),
    "full rows on several sheets": (
        "".join(table(row(number(1), more=rows_repeated(90_000)), f"{n}") for n in range(8)), "file-too-large"
    ),
    "more rows than there are": (table(row(number(1), more=rows_repeated(1_048_577))), "file-damaged"),
    "a cell behind the last row": (
        table(row(more=rows_repeated(1_048_576)) + row(number(1))), "file-damaged"
    ),
    "more columns than there are": (table(row(number(1, repeated(16_385)))), "file-damaged"),
    "a cell behind the last column": (table(row(cell(more=repeated(16_384)), number(1))), "file-damaged"),
    "no rows": (table(row(number(1), more=rows_repeated(0))), "file-damaged"),
    "rows in words": (table(row(number(1), more='table:number-rows-repeated="neun"')), "file-damaged"),
    "rows of four thousand digits": (
        table(row(number(1), more=f'table:number-rows-repeated="{"9" * 4000}"')), "file-damaged"
    ),
    "blanks without end": (table(row(said('甲<text:s text:c="999999999"/>'))), "file-damaged"),
    "many blanks": (
        table(row(*(said('甲<text:s text:c="32767"/>', repeated(1)) for _ in range(2000)))), "file-too-large"
    ),
    "hidden rows without end": (
        "".join(
            table(row(more=f"{COLLAPSED} {rows_repeated(1_000_000)}") + row(number(1)), f"{n}")
            for n in range(9)
        ),
        "file-too-large",
    ),
    "hidden columns without end": (
        "".join(
            table(f"<table:table-column {COLLAPSED} {repeated(16384)}/>", f"{n}") for n in range(40)
        ),
        "file-too-large",
    ),
    "half of it": (table(row(number(1)))[:-9], "file-damaged"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_broken_or_hostile_workbook_is_refused_in_time(what: str) -> None:
    tables, code = HOSTILE[what]
    data = document(tables)
    started = time.process_time()
    assert code_of(data) == code
    assert time.process_time() - started < 5


def test_blank_rows_and_columns_without_end_cost_nothing() -> None:
    blank = row(cell(more=repeated(16_384)), more=rows_repeated(1_048_575))
    assert code_of(document("".join(table(row(number(1)) + blank, f"{n}") for n in range(200)))) == ""


def test_entities_are_refused() -> None:
    parts = parts_of(document(table(row(said("&amp;")))))
    content = parts["content.xml"]
    assert isinstance(content, bytes)
    parts["content.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + content
    assert code_of(packed(parts)) == "file-with-entities"


def test_without_its_content_it_is_damaged() -> None:
    assert code_of(packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})) == "file-damaged"


LOCKS = {
    "a cipher that nobody knows": (b"xmlenc#aes256-cbc", b"xmlenc#rot13", "file-encrypted"),
    "a hash that nobody knows": (b"xmldsig#sha256", b"xmldsig#md5", "file-encrypted"),
    "rounds without end": (b'iteration-count="100000"', b'iteration-count="99999999"', "file-encrypted"),
    "no rounds": (b'iteration-count="100000"', b'iteration-count="0"', "file-encrypted"),
    "a lock for no part": (b'full-path="content.xml"', b'full-path="other.xml"', "file-encrypted"),
    "a beginning that is too long": (b'-vector="', b'-vector="AAAA', "file-damaged"),
    "a beginning that is none": (b'-vector="', b'-vector="A', "file-damaged"),
}  # fmt: skip


@pytest.mark.parametrize("what", LOCKS)
def test_the_description_of_a_lock_is_not_believed(what: str) -> None:
    old, new, code = LOCKS[what]
    parts = parts_of(data_of("加密.ods"))
    manifest = parts["META-INF/manifest.xml"]
    assert isinstance(manifest, bytes)
    assert old in manifest
    parts["META-INF/manifest.xml"] = manifest.replace(old, new)
    assert code_of(packed(parts), "错的") == code
