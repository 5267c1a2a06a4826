"""Files that are no roster, or that must not be opened: refused with a reason, quickly, in little memory."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kpixl.definition.roster import read_roster
from tests.definition.roster_books import with_part, write_book, write_by_xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
ROSTERS = ROOT / "tests/data/rosters"
PEOPLE = [["工号", "姓名", "部门"], ["001001", "江一", "销售部"]]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def a_book(folder: Path) -> Path:
    return write_book(folder / "名册.xlsx", {"名册": PEOPLE})


def with_bytes(name: str, data: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return write


def truncated(folder: Path) -> Path:
    path = a_book(folder)
    path.write_bytes(path.read_bytes()[:-300])
    return path


def broken_xml(folder: Path) -> Path:
    return with_part(a_book(folder), "xl/worksheets/sheet1.xml", lambda data: data[:-40])


def cut_stream(folder: Path) -> Path:
    path = a_book(folder)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    start = entry.header_offset + 30 + len(entry.filename)
    data[start : start + 20] = bytes(20)
    path.write_bytes(data)
    return path


def string_that_is_not_there(folder: Path) -> Path:
    path = write_by_xlsxwriter(folder / "名册.xlsx", PEOPLE)
    return with_part(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"<v>0</v>", b"<v>999</v>"))


def cell_beyond_the_last_row(folder: Path) -> Path:
    return with_part(
        a_book(folder), "xl/worksheets/sheet1.xml", lambda data: data.replace(b'r="A2"', b'r="A10000000"')
    )


def two_parts_of_one_name(folder: Path) -> Path:
    path = a_book(folder)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    return path


def entities(encoding: str) -> Callable[[Path], Path]:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'

    def change(data: bytes) -> bytes:
        text = re.sub(r"^\s*<\?xml.*?\?>", "", data.decode())
        declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
        return (declaration + laughs + text).encode(encoding)

    def write(folder: Path) -> Path:
        return with_part(write_by_xlsxwriter(folder / "名册.xlsx", PEOPLE), "xl/sharedStrings.xml", change)

    return write


def late_entities(folder: Path) -> Path:
    comment = b"<!--" + b" " * 70_000 + b"-->"
    return with_part(
        a_book(folder),
        "xl/workbook.xml",
        lambda data: comment + b'<!DOCTYPE x [<!ENTITY a "ha">]>' + data.split(b"?>", 1)[-1],
    )


def a_bomb(folder: Path) -> Path:
    return with_part(a_book(folder), "xl/worksheets/sheet1.xml", lambda data: data + b" " * (60 * 2**20))


def many_parts(folder: Path) -> Path:
    path = a_book(folder)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(5_001):
            archive.writestr(f"xl/media/{number}.bin", b"")
    return path


def many_cells(folder: Path) -> Path:
    cells = b"<row>" + b"<c/>" * 1_000 + b"</row>"
    return with_part(
        a_book(folder),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"</sheetData>", cells * 1_001 + b"</sheetData>"),
    )


def locked_entry(folder: Path) -> Path:
    path = a_book(folder)
    data = path.read_bytes()
    flagged = re.sub(rb"(?<=PK\x01\x02.{4}).", b"\x01", data, flags=re.DOTALL)
    path.write_bytes(flagged)
    return path


def folder_itself(folder: Path) -> Path:
    return folder


def device(folder: Path) -> Path:
    if sys.platform == "win32":
        pytest.skip("Windows has no file that is a device")
    return Path(os.devnull)


def lost(folder: Path) -> Path:
    return folder / "没有.xlsx"


def stored(name: str) -> Callable[[Path], Path]:
    return lambda folder: ROSTERS / name


@dataclass(frozen=True)
class Case:
    """A file, the code and the sentence it gets."""

    title: str
    write: Callable[[Path], Path]
    code: str
    says: str


DAMAGED = "文件不完整或已损坏。"
UNSAFE = "文件里有电子表格不应有的实体声明，为了安全没有打开。"
TOO_LARGE = "文件太大，不像一份花名册。"
PASSWORD = "文件有打开密码。"
ENCRYPTED = OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)

CASES = (
    Case("no file", lost, "table-missing", "没有找到这个文件。"),
    Case("a folder", folder_itself, "table-is-folder", "这是一个文件夹，不是文件。"),
    Case("a device", device, "table-unreadable", "文件打不开。"),
    Case("nothing in it", with_bytes("空.xlsx", b""), "table-empty-file", "文件是空的。"),
    Case("xls", stored("花名册-2026-11.xls"), "table-format", "这种格式（.xls）读不了。"),
    Case("ods", stored("花名册-2026-11.ods"), "table-format", "这种格式（.ods）读不了。"),
    Case("a page", with_bytes("导出.xls", b"<html><table>"), "table-format", "这种格式（.html）读不了。"),
    Case("pdf", with_bytes("名册.pdf", b"%PDF-1.7\n"), "table-format", "这种格式（.pdf）读不了。"),
    Case("a picture", with_bytes("名册.png", b"\x89PNG\r\n\0\0"), "table-format", "这种格式（.png）读不了。"),
    Case("a password", with_bytes("名册.xlsx", ENCRYPTED), "table-password", PASSWORD),
    Case("a locked entry", locked_entry, "table-password", PASSWORD),
    Case("truncated", truncated, "table-damaged", DAMAGED),
    Case("rubbish", with_bytes("名册.xlsx", b"\0\1\2\3"), "table-damaged", DAMAGED),
    Case("a zip without workbook", with_bytes("名册.xlsx", b"PK\5\6" + bytes(18)), "table-damaged", DAMAGED),
    Case("broken xml", broken_xml, "table-damaged", DAMAGED),
    Case("a cut stream", cut_stream, "table-damaged", DAMAGED),
    Case("an index beyond the strings", string_that_is_not_there, "table-damaged", DAMAGED),
    Case("a cell beyond the last row", cell_beyond_the_last_row, "table-damaged", DAMAGED),
    Case("two parts of one name", two_parts_of_one_name, "table-damaged", DAMAGED),
    Case("entities", entities("utf-8"), "table-unsafe", UNSAFE),
    Case("entities in UTF-16", entities("utf-16"), "table-unsafe", UNSAFE),
    Case("entities behind a long comment", late_entities, "table-unsafe", UNSAFE),
    Case("a bomb", a_bomb, "table-too-large", TOO_LARGE),
    Case("too many parts", many_parts, "table-too-large", TOO_LARGE),
    Case("too many cells", many_cells, "table-too-large", TOO_LARGE),
    Case("bytes in no encoding", with_bytes("名册.csv", b"\xff\xfa,\xff\n"), "table-encoding",
         "文字编码既不是 UTF-8 也不是 GB18030。"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_file_that_is_no_roster_is_refused_with_a_reason(case: Case, tmp_path: Path) -> None:
    path = case.write(tmp_path)
    roster, findings = read_roster(path)
    assert roster is None
    assert [(finding.code, finding.place.file, finding.message()) for finding in findings] == [
        (case.code, str(path), case.says)
    ]


def test_a_name_that_no_file_can_have_is_refused() -> None:
    _, findings = read_roster(Path("名\0册.xlsx"))
    assert [finding.code for finding in findings] == ["table-missing"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process has no such limit of memory")
@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"/></row></sheetData>'),
        lambda data: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD10000000"', data),
        lambda data: data.replace(
            b"</row></sheetData>",
            b'</row><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>',
        ),
        lambda data: data.replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="C2:C1048576"/></mergeCells>'
        ),
        lambda data: data.replace(
            b"<sheetData>", b'<cols><col min="1" max="16384" hidden="1"/></cols><sheetData>'
        ),
    ],
    ids=["a blank cell far away", "a huge dimension", "a text far away", "a merged column", "hidden columns"],
)  # fmt: skip
def test_an_insane_extent_costs_neither_time_nor_memory(
    change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = a_book(tmp_path)
    before = path.read_bytes()
    with_part(path, "xl/worksheets/sheet1.xml", change)
    assert path.read_bytes() != before
    code = (
        "import resource, sys; from pathlib import Path\n"
        "resource.setrlimit(resource.RLIMIT_AS, (600 * 2**20,) * 2)\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (10, 10))\n"
        "from kpixl.definition.roster import read_roster\n"
        "roster, findings = read_roster(Path(sys.argv[1]))\n"
        "print(*(person.name for person in roster.appraisees))\n"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(path)],
        cwd=ROOT, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "江一"), done.stderr
