"""What a workbook is made of, taken from its parts and no further than the budget goes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from kpixl.safety.archive import Hazard, UnsafeArchive
from kpixl.sheets.budget import Budget
from kpixl.sheets.cells import Kind
from kpixl.sheets.package import Package
from kpixl.sheets.workbook import Sheet, Workbook

Found = dict[str, tuple[Kind, str | None, str | None]]


def opened(parts: dict[str, bytes]) -> Package:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return Package(zipfile.ZipFile(out))


def small(sheet: str = "", strings: str = "", **more: bytes) -> Package:
    """A workbook of one sheet with this XML in it."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    head = f'<?xml version="1.0"?><Relationships xmlns="r"><Relationship Id="a" Type="{relation}/'
    parts = {
        "_rels/.rels": f'{head}officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'{head}worksheet" Target="s.xml"/>'
        f'<Relationship Id="b" Type="{relation}/sharedStrings" Target="t.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns:r="{relation}"><sheets><sheet name="一" r:id="a"/></sheets>'
        "</workbook>",
        "xl/s.xml": f"<worksheet><sheetData>{sheet}</sheetData></worksheet>",
        "xl/t.xml": f"<sst>{strings}</sst>",
    }
    return opened({name: text.encode() for name, text in parts.items()} | more)


def cells(package: Package) -> Found:
    book = Workbook(package)
    found: Found = {}

    def take(row: int, column: int, kind: Kind, stored: str | None, formula: str | None, style: str) -> None:
        found[f"{row},{column}"] = (kind, stored, formula)

    book.scan_cells(book.sheets[0], take)
    return found


def test_names_sheets_properties_and_when_it_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "书.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("一")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=一!$A$1:$A$3"})
        book.add_chartsheet("图").set_chart(chart)
        book.add_worksheet("二").very_hidden()
        book.define_name("名", "=一!$A$1")
        book.define_name("一!名", "=一!$B$2")
        book.set_custom_property("kpixl", "标记", "text")
    with zipfile.ZipFile(path) as archive:
        workbook = Workbook(Package(archive))
        assert [(sheet.name, sheet.hidden) for sheet in workbook.sheets] == [("一", False), ("二", True)]
        assert sorted(workbook.names) == [("名", "一!$A$1"), ("名", "一!$B$2")]
        assert workbook.properties == {"kpixl": "标记"}
        assert workbook.saved is not None
        assert workbook.has_sheets
        assert not workbook.since_1904


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2000-01-01T00:00:00Z", 946684800.0),
        ("2000-01-01T08:00:00+08:00", 946684800.0),
        ("2000-01-01", 946684800.0),
        ("gestern", None),
        ("", None),
        ("2000-13-01T00:00:00Z", None),
    ],
)
def test_when_a_workbook_was_saved_is_seconds_or_unsaid(text: str, seconds: float | None) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    package = small()
    parts = {name: package._archive.read(name) for name in package._archive.namelist()}
    relation = f'<Relationship Id="c" Type="{kind}" Target="core.xml"/></Relationships>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", relation.encode())
    parts["core.xml"] = f"<a><modified>{text}</modified></a>".encode()
    assert Workbook(opened(parts)).saved == seconds


def test_every_kind_of_cell() -> None:
    rows = (
        '<row r="2"><c r="B2"><v>1.5</v></c><c r="C2" t="s"><v>1</v></c><c t="b"><v>1</v></c></row>'
        '<row><c t="str"><f>A1</f><v>a_x0041_</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c/></row>'
        '<row r="9"><c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>x</t></rPh></is></c>'
        '<c t="d"><v>2026-11-05</v></c><c><f t="shared" si="0"/><v>2</v></c><c><f>B2</f></c></row>'
    )
    assert cells(small(rows, "<si><t>零</t></si><si><t>一</t></si>")) == {
        "2,2": (Kind.NUMBER, "1.5", None), "2,3": (Kind.TEXT, "一", None), "2,4": (Kind.TRUTH, "1", None),
        "3,1": (Kind.TEXT, "aA", "A1"), "3,2": (Kind.ERROR, "#DIV/0!", "1/0"),
        "3,3": (Kind.NUMBER, None, None),
        "9,1": (Kind.TEXT, "甲乙", None), "9,2": (Kind.DATE, "2026-11-05", None),
        "9,3": (Kind.NUMBER, "2", ""), "9,4": (Kind.NUMBER, None, "B2"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("spent", "sheet"),
    [
        ("cells", "<row>" + "<c/>" * 60 + "</row>"),
        ("cells", "<row><c/></row>" * 60),
        ("tags", "<a/>" * 60),
        ("tags", f"<row {' '.join(f'a{n}=' + chr(34) * 2 for n in range(60))}/>"),
    ],
    ids=["cells of a row", "cells of rows", "tags", "attributes"],
)  # fmt: skip
def test_a_workbook_is_read_no_further_than_its_budget(spent: str, sheet: str) -> None:
    package = small(sheet)
    cells(package)
    used = getattr(Budget(), spent) - getattr(package.budget, spent)
    assert used >= 60
    package = small(sheet)
    setattr(package.budget, spent, used - 1)
    with pytest.raises(UnsafeArchive) as caught:
        cells(package)
    assert caught.value.hazard is Hazard.TOO_LARGE


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"a.txt": b""}, ".zip"),
        ({"mimetype": b""}, ".ods"),
        ({"[Content_Types].xml": b""}, ".xlsx"),
        ({"XL/Workbook.xml": b""}, ".xlsx"),
        ({"[Content_Types].xml": b"", "xl/workbook.bin": b""}, ".xlsb"),
        ({"[Content_Types].xml": b"", "word\\document.xml": b""}, ".docx"),
    ],
)
def test_an_archive_is_known_by_its_parts(parts: dict[str, bytes], kind: str) -> None:
    assert opened(parts).kind == kind


def test_a_document_type_inside_a_part_is_refused_even_there() -> None:
    package = small(**{"xl/s.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'})
    with pytest.raises(UnsafeArchive) as caught:
        Workbook(package).scan_cells(Sheet("一", "xl/s.xml", False), lambda *_: None)
    assert caught.value.hazard is Hazard.ENTITIES
