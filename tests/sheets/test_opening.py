"""A workbook is what its content says, and says the same in every format."""

from __future__ import annotations

import re
import time
from fractions import Fraction

import pytest

from kpixl.safety import archive
from kpixl.sheets import opening
from kpixl.sheets.book import SheetFacts, file_names
from kpixl.sheets.compound import Compound
from kpixl.sheets.opening import Unreadable, open_book
from tests.sheets.books import PASSWORD, ROSTERS, cells_of, code_of, data_of, opened, packed, parts_of
from tests.sheets.compounds import compound

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FORMATS = [".xlsx", ".xls", ".ods"]
SHEET = "张三's 表"

VALUES = {
    "A1": "项目", "B1": "数", "B2": Fraction(95), "B3": Fraction(1, 10), "B4": Fraction(955, 1000),
    "B5": Fraction(46329), "B7": Fraction(92659, 2), "B10": "合计 95", "B11": Fraction(951, 10), "B12": "",
    "B13": Fraction(4938271560493, 4), "B14": Fraction(-7, 100), "A16": "=SUM(1)", "A17": "95",
    "A18": "粗细𠮷", "A19": "长" * 9000, "B20": Fraction(1234567, 100), "B21": Fraction(3),
    "B22": Fraction(1200), "A30": "后",
} | {f"{column}23": Fraction(8) for column in "DEFGH"}  # fmt: skip
FORMULAS = {
    "B9": ("1/0", "1/0"), "C9": ("NA()", "NA()"), "B10": ('"合计 "&B2', '"合计 "&[.B2]'),
    "B11": ("SUM(B2:B3)", "SUM([.B2:.B3])"), "B12": ('""', '""'),
}  # fmt: skip
"""As Excel spells them, and as openformula does."""


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_cells(suffix: str) -> None:
    book = opened(f"样表{suffix}")
    cells = cells_of(book, book.sheets[0])
    assert {at: cells[at][0] for at in VALUES} == VALUES
    assert cells["B6"][0] == pytest.approx(50700 / 86400, abs=1e-12)
    assert {at: cells[at][2] for at in ("B9", "C9")} == {"B9": "#DIV/0!", "C9": "#N/A"}
    assert cells["B8"][0] in (True, 1)
    assert re.fullmatch("两行\n  空格  与\t?制表", str(cells["A15"][0]))
    assert {at for at in cells if cells[at][3]} == {"B4"}
    formulas = {at for at in cells if cells[at][1]}
    assert formulas == {*FORMULAS, "B8", "B19"}
    if book.kind != ".xls":
        which = ("excel", "openformula").index(book.formula_dialect)
        assert {at: cells[at][1] for at in FORMULAS} == {at: text[which] for at, text in FORMULAS.items()}
    else:
        assert {cells[at][1] for at in formulas} == {"…"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_of_everything_else(suffix: str) -> None:
    book = opened(f"样表{suffix}")
    assert book.kind == suffix
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        (SHEET, False), ("说明", False), ("藏起来的", True)
    ]  # fmt: skip
    quoted = SHEET.replace("'", "''")
    assert sorted(name for name in book.names if name[0] != "常数") == [
        ("kpx_1_1", f"'{quoted}'!$B$2"), ("kpx_1_2", f"'{quoted}'!$B$3"),
        ("没了", "#REF!"), ("范围", f"'{quoted}'!$B$2:$B$5"),
    ]  # fmt: skip
    assert book.properties["kpixl"] == "kpixl:2:甲"
    assert book.saved is not None
    assert 1_795_000_000 < book.saved < 1_796_000_000
    assert book.external_links == ("年度预算.ods",)
    assert not book.macros
    assert not book.since_1904
    first, second, third = (book.facts(sheet) for sheet in book.sheets)
    assert first == SheetFacts(frozenset({25, 26}), frozenset({6}), protected=True)
    assert second.hidden_rows == {12}
    assert third == SheetFacts()


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_a_form_saved_in_another_format_is_the_same_form(suffix: str) -> None:
    made, saved = opened("考核表.xlsx"), opened(f"考核表{suffix}")
    assert [sheet.name for sheet in saved.sheets] == [sheet.name for sheet in made.sheets]
    targets = {name: target.replace("'", "") for name, target in saved.names}
    own = {name: target.replace("'", "") for name, target in made.names if name.startswith(("kpx", "kpo"))}
    assert own
    assert own.items() <= targets.items()
    assert saved.properties["kpixl"] == made.properties["kpixl"]
    for before, after in zip(made.sheets, saved.sheets, strict=True):
        assert saved.facts(after) == made.facts(before)
        assert after.hidden == before.hidden
        old, new = cells_of(made, before), cells_of(saved, after)
        assert len(old) > 5
        assert {at: cell for at, cell in new.items() if not cell[1]} == {
            at: cell for at, cell in old.items() if not cell[1] and cell[0] != ""
        }
        formulas = {at: cell for at, cell in old.items() if cell[1]}
        assert {at for at in new if new[at][1]} == set(formulas)
        for at, (raw, _, error, percent) in formulas.items():
            lost = suffix == ".xls" and isinstance(raw, str) and raw
            shown = "" if raw is None else raw
            assert new[at][0] == (0 if lost else shown), at
            assert new[at][2:] == (error, percent)


@pytest.mark.parametrize("name", ["花名册-2026-11.xls", "花名册-2026-11.ods", "花名册-2026-11.xlsx"])
def test_rosters_are_workbooks_too(name: str) -> None:
    book = open_book((ROSTERS / name).read_bytes())
    assert [sheet.name for sheet in book.sheets] == ["在职花名册", "离职"]
    assert book.facts(book.sheets[0]).hidden_columns == {9}


NOT_READ: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "file-empty", ""),
    "a PDF": (b"%PDF-1.7\n", "file-not-a-workbook", ""),
    "a page of the web": (b"<html><table><tr><td>95</td></tr></table></html>", "file-not-a-workbook", ""),
    "a rar": (b"Rar!\x1a\x07\x01", "file-archive", ".rar"),
    "a 7z": (b"7z\xbc\xaf\x27\x1c", "file-archive", ".7z"),
    "a gz": (b"\x1f\x8b\x08", "file-archive", ".gz"),
    "the beginning of an archive": (b"PK\3\4 and nothing more", "file-damaged", ""),
    "the beginning of a container": (OLE + bytes(100), "file-damaged", ""),
    "an archive of files": (packed({"表.txt": b"x"}), "file-not-a-workbook", ""),
    "a letter": (packed({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "file-damaged", ""),
    "a book to read": (packed({"mimetype": "application/epub+zip"}), "file-not-a-workbook", ""),
    "a binary workbook": (
        packed({"[Content_Types].xml": "<a/>", "xl/workbook.bin": b"\x83"}), "file-other-format", ".xlsb"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", NOT_READ)
def test_what_is_no_workbook_is_named(what: str) -> None:
    data, code, kind = NOT_READ[what]
    with pytest.raises(Unreadable) as caught:
        open_book(data)
    assert (caught.value.code, caught.value.kind) == (code, kind)


def test_a_file_may_be_only_so_large(monkeypatch: pytest.MonkeyPatch) -> None:
    data = data_of("样表.xlsx")
    monkeypatch.setattr(opening, "MAX_FILE", len(data))
    assert code_of(data) == ""
    monkeypatch.setattr(opening, "MAX_FILE", len(data) - 1)
    assert code_of(data) == "file-too-large"


def test_a_workbook_without_the_part_that_names_its_family_is_still_known() -> None:
    parts = parts_of(data_of("样表.ods"))
    del parts["mimetype"]
    assert open_book(packed(parts)).kind == ".ods"
    del parts["content.xml"]
    assert code_of(packed(parts)) == "file-not-a-workbook"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_locked_workbook_is_opened_with_its_password_and_with_no_other(suffix: str) -> None:
    data = data_of(f"加密{suffix}")
    assert code_of(data) == "file-encrypted"
    assert code_of(data, "错的") == "file-password-wrong"
    book = open_book(data, ["错的", PASSWORD])
    assert cells_of(book, book.sheets[0])["A17"][0] == "95"
    assert [sheet.name for sheet in book.sheets] == [SHEET, "说明", "藏起来的"]


def test_a_workbook_that_is_only_protected_against_changes_needs_no_password() -> None:
    book = open_book(data_of("只防修改.xlsx"))
    assert cells_of(book, book.sheets[0])["A17"][0] == "95"


BUSY = {
    "more rounds than anybody takes": (b'spinCount="100000"', b'spinCount="9999999"'),
    "rounds without end": (b'spinCount="100000"', b'spinCount="9999999999999"'),
    "a number with underscores": (b'spinCount="100000"', b'spinCount="9_999_999"'),
    "other quotes": (b'spinCount="100000"', b"spinCount='9999999'"),
    "digits as signs": (b'spinCount="100000"', b'spinCount="&#57;999999"'),
    "a key of gigabytes": (b'keyBits="256"', b'keyBits="25600000000"'),
    "a document type": (b"<encryption ", b'<!DOCTYPE a [<!ENTITY b "c">]><encryption '),
    "another encoding": (b'encoding="UTF-8"', 'encoding="中"'.encode()),
}


@pytest.mark.parametrize("what", BUSY)
def test_the_description_of_a_lock_cannot_keep_the_machine_busy(what: str) -> None:
    old, new = BUSY[what]
    key = Compound(data_of("加密.xlsx")).stream("EncryptionInfo")
    assert old in key
    locked = compound({"EncryptionInfo": key.replace(old, new), "EncryptedPackage": bytes(5000)})
    started = time.process_time()
    assert code_of(locked, "错的") == "file-damaged"
    assert time.process_time() - started < 1


def test_a_description_of_a_lock_is_short() -> None:
    locked = compound({"EncryptionInfo": bytes(70_000), "EncryptedPackage": bytes(5000)})
    assert code_of(locked, "错的") == "file-damaged"


def test_a_locked_old_workbook_may_be_only_so_large(monkeypatch: pytest.MonkeyPatch) -> None:
    data = data_of("加密.xls")
    monkeypatch.setattr(opening, "MAX_OLD", len(data) - 1)
    assert code_of(data, PASSWORD) == "file-too-large"


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("file:///C:/%E4%BA%BA%E4%BA%8B/%E9%A2%84%E7%AE%97.xlsx", "预算.xlsx"),
        ("C:\\人事\\预算.xlsx", "预算.xlsx"),
        ("预算.xlsx", "预算.xlsx"),
        ("http://a/b/", "?"),
        ("", "?"),
        ("a\x07b.xlsx", "ab.xlsx"),
        ("长" * 500, "长" * 80),
    ],
)
def test_a_file_that_formulas_look_into_is_known_by_its_bare_name(target: str, name: str) -> None:
    assert file_names([target, target]) == (name,)


def test_the_limit_of_a_file_is_the_same_everywhere() -> None:
    assert opening.MAX_FILE == archive.MAX_FILE
