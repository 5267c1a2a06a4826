"""Workbooks and cells on the level below rosters: the reader agrees with openpyxl, and never breaks."""

from __future__ import annotations

import random
import re
import zipfile
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpixl.definition.roster import read_roster
from kpixl.definition.tables.grid import Unreadable
from kpixl.definition.tables.number_formats import number_format
from kpixl.definition.tables.values import (
    clean_id,
    clean_name,
    control_character,
    number_text,
    parse_amount,
    parse_day,
    parse_number,
    text_of,
)
from kpixl.definition.tables.xlsx import read_sheets, read_xlsx
from kpixl.model.numbers import from_double
from kpixl.sheets.budget import Budget
from kpixl.sheets.package import Package
from kpixl.sheets.places import address
from tests.definition.roster_books import write_book, write_by_xlsxwriter

ROSTERS = Path(__file__).resolve().parents[1] / "data/rosters"
BOOKS = sorted(ROSTERS.glob("*.xlsx"))


def by_openpyxl(path: Path) -> dict[str, dict[str, object]]:
    book = openpyxl.load_workbook(path, data_only=True)
    sheets: dict[str, dict[str, object]] = {}
    for sheet in book.worksheets:
        sheets[sheet.title] = {
            cell.coordinate: comparable(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }  # fmt: skip
    return sheets


def comparable(value: object) -> object:
    match value:
        case bool():
            return str(value).upper()
        case int() | float():
            return from_double(value)
        case datetime():
            return value.date()
        case _:
            return value


def by_kpixl(path: Path) -> dict[str, dict[str, object]]:
    return {
        grid.name: {
            address(row, column): cell.error or cell.value
            for row, cells in grid.rows.items()
            for column, cell in cells.items()
        }
        for grid in read_xlsx(path)
    }  # fmt: skip


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_every_cell_is_what_openpyxl_says(path: Path) -> None:
    assert by_kpixl(path) == by_openpyxl(path)


CHARACTERS = st.characters(exclude_categories=["Cc", "Cs", "Zs"], exclude_characters="\ufffe\uffff_=")
VALUES = st.one_of(
    st.text(CHARACTERS, min_size=1),
    st.integers(-(10**14), 10**14),
    st.floats(-1e12, 1e12).map(lambda value: float(f"{value:.15g}")),
    st.dates(date(1905, 1, 1), date(2100, 1, 1)),
    st.booleans(),
)  # fmt: skip


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(st.one_of(st.none(), VALUES), max_size=6), max_size=6))
def test_whatever_is_written_is_read_as_openpyxl_reads_it(rows: list[list[object]], tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    for write in (lambda: write_book(path, {"名册": rows}), lambda: write_by_xlsxwriter(path, rows)):
        write()
        assert by_kpixl(path) == by_openpyxl(path)


def test_a_damaged_workbook_gives_a_finding_and_never_an_exception(tmp_path: Path) -> None:
    good = (ROSTERS / "分公司名单.xlsx").read_bytes()
    chance, path, read = random.Random(1), tmp_path / "名单.xlsx", 0
    for _ in range(150):
        data = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        roster, findings = read_roster(path, units=True)
        assert roster is not None or findings
        read += roster is not None
    assert 0 < read < 150


def test_a_damaged_part_gives_a_finding_and_never_an_exception(tmp_path: Path) -> None:
    with zipfile.ZipFile(ROSTERS / "分公司名单.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.startswith(("xl/", "_rels"))}
    chance, path = random.Random(2), tmp_path / "名单.xlsx"
    digits = re.compile(rb"\d+")
    for _ in range(150):
        name = chance.choice(sorted(parts))
        spots = list(digits.finditer(parts[name]))
        spot = chance.choice(spots)
        value = chance.choice([b"", b"-1", b"0", b"9" * 30, b"x", b"1e400"])
        with zipfile.ZipFile(path, "w") as archive:
            for part, data in parts.items():
                changed = data[: spot.start()] + value + data[spot.end() :] if part == name else data
                archive.writestr(part, changed)
        roster, findings = read_roster(path, units=True)
        assert roster is not None or findings


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=60))
def test_any_bytes_below_good_headings_give_people_or_a_finding(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes("工号,姓名,部门\n".encode() + data)
    roster, findings = read_roster(path)
    assert roster is not None or findings


@pytest.mark.parametrize("kind", ["cells", "characters", "tags"])
def test_a_workbook_is_read_no_further_than_the_budget_goes(kind: str, tmp_path: Path) -> None:
    path = write_book(tmp_path / "book.xlsx", {"名册": [["甲乙"] * 30]})
    budget = Budget()
    with zipfile.ZipFile(path) as archive:
        package = Package(archive)
        package.budget = budget
        read_sheets(package, ".xlsx")
        spent = getattr(Budget(), kind) - getattr(budget, kind)
        assert spent >= 30
        setattr(budget, kind, spent - 1)
        with pytest.raises(Unreadable, match="table-too-large"):
            read_sheets(package, ".xlsx")


def test_runs_are_joined_phonetic_guides_left_out_and_escapes_undone(tmp_path: Path) -> None:
    path = write_by_xlsxwriter(tmp_path / "book.xlsx", [["甲", "乙", "丙"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strings = (
        '<x:sst xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main">'
        "<x:si><x:r><x:t>示例</x:t></x:r><x:r><x:t>公司</x:t></x:r><x:rPh><x:t>shili</x:t></x:rPh></x:si>"
        "<x:si><x:t>a_x0008_b</x:t></x:si><x:si><x:t>_x005F_x0008_</x:t></x:si></x:sst>"
    )
    parts["xl/sharedStrings.xml"] = strings.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert list(by_kpixl(path)["名册"].values()) == ["示例公司", "a\bb", "_x0008_"]


@pytest.mark.parametrize(
    ("number", "code", "day"),
    [
        (14, None, True), (31, None, True), (0, None, False), (18, None, False), (164, "General", False),
        (164, "yyyy\\年m\\月d\\日", True), (164, "[$-804]yyyy/m/d;@", True), (164, "[Red]0.00", False),
        (164, "h:mm", False), (164, '0"日"', False), (164, "G/通用格式", False), (164, "m/d/yy h:mm", True),
    ],
)  # fmt: skip
def test_a_number_format_tells_days(number: int, code: str | None, day: bool) -> None:
    assert number_format(number, code).day is day


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("000000", Fraction(1007), "001007"), ('"XS"000', Fraction(7), "XS007"),
        ("\\A00_ ", Fraction(7), "A07"),
        ("0", Fraction(7), ""), ("General", Fraction(7), ""), ("000", Fraction(-7), ""),
        ("000", Fraction(1, 2), ""),
        ("#,##0", Fraction(7000), ""), ("000000;@", Fraction(7), "000007"), ('0"号"', Fraction(7), "7号"),
    ],
)  # fmt: skip
def test_a_number_format_writes_whole_numbers(code: str, value: Fraction, shown: str) -> None:
    assert number_format(164, code).shown(value) == shown


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019.10.23", date(2019, 10, 23)), ("2014年2月15日", date(2014, 2, 15)),
        ("2023-1-2", date(2023, 1, 2)), ("２０２３／０１／０２", date(2023, 1, 2)),
        ("20230102", date(2023, 1, 2)), (" 2014 年 2 月 15 日 ", date(2014, 2, 15)),
        ("2023-1-2 10:30", date(2023, 1, 2)), ("2023-01-02T00:00:00", date(2023, 1, 2)), ("2014年2月", None),
        ("2023-02-30", None), ("23.1.2", None), ("2023-1/2", None), ("44928", None), ("", None),
    ],
)  # fmt: skip
def test_a_day_is_read_in_its_usual_spellings(text: str, day: date | None) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "amount", "number"),
    [
        ("3000", 3000, 3000), ("３,０００．５０元", Fraction("3000.5"), Fraction("3000.5")),
        ("¥3,000", 3000, 3000), ("3000元/月", 3000, 3000), ("人民币 3000 元整", 3000, 3000),
        ("-3", -3, -3), ("−3", -3, -3), (".5", Fraction(1, 2), Fraction(1, 2)),
        ("0.5", Fraction(1, 2), Fraction(1, 2)),
        ("007", 7, None), ("95%", None, Fraction(19, 20)), ("1" * 16, int("1" * 16), None),
        ("3,00", None, None), ("1e5", None, None), ("三千", None, None), ("元", None, None), ("", None, None),
        ("9" * 60, None, None),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_its_usual_spellings(
    text: str, amount: Fraction | None, number: Fraction | None
) -> None:
    assert (parse_amount(text), parse_number(text)) == (amount, number)


def test_texts_are_cleaned_of_what_nobody_sees() -> None:
    assert clean_id("'００１ ００１\u200b") == "001001"
    assert clean_name("\u3000姜\u3000华\n") == "姜华"
    assert [control_character(text) for text in ("a\tb\r\n", "a\x1fb", "\ud800", "\ufffe")] == [
        "", "U+001F", "U+D800", "U+FFFE",
    ]  # fmt: skip


def test_numbers_become_plain_digits() -> None:
    assert [number_text(Fraction(text)) for text in ("1007", "4150.5", "1234567.89", "0.000001")] == [
        "1007", "4150.5", "1234567.89", "0.000001",
    ]  # fmt: skip
    assert [text_of(value) for value in (None, "甲", Fraction(7), date(2023, 1, 2))] == [
        "",
        "甲",
        "7",
        "2023-01-02",
    ]


def test_columns_have_letters() -> None:
    assert [address(7, column) for column in (1, 26, 27, 702, 703, 16_384)] == [
        "A7",
        "Z7",
        "AA7",
        "ZZ7",
        "AAA7",
        "XFD7",
    ]
