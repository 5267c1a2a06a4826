"""Odd but sound workbooks are read the same; hostile and broken ones are refused in time, and never crash."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from kpixl.model.result import Result, Status, Verdict
from kpixl.sheets.places import place
from tests.pipeline.world import (
    BOOK,
    FORM,
    SALES,
    Parts,
    World,
    anew,
    codes,
    file_of,
    make_world,
    pack,
    parts_of,
    put,
    result_of,
    row_of,
    write_csv,
)

STRINGS, RELS, TOP_RELS = "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"
PATIENCE = 15.0
"""Seconds of computing; what is measured takes about two."""

Edit = Callable[[Parts], None]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("hostile")
    world, _ = make_world(folder / "十一月", "perf-pay-100", write_csv(folder / "名册.csv"), "2026-11")
    world.fill("001")
    return world


@pytest.fixture
def world(once: World, tmp_path: Path) -> World:
    return anew(once, tmp_path / "十一月")


@pytest.fixture(scope="module")
def expected(once: World) -> Result:
    result = result_of(once.collect(), "001")
    assert result.status is Status.ASSESSED
    return result


def text(part: str, edit: Callable[[str], str]) -> Edit:
    """Edits a part as text."""

    def change(parts: Parts) -> None:
        before = parts[part].decode()
        parts[part] = edit(before).encode()
        assert parts[part] != before.encode(), "nothing was changed"

    return change


def swap(part: str, old: str, new: str) -> Edit:
    return text(part, lambda before: before.replace(old, new))


def everywhere(edit: Callable[[str, bytes], bytes]) -> Edit:
    """Edits every part of XML."""

    def change(parts: Parts) -> None:
        for name, data in parts.items():
            parts[name] = edit(name, data)

    return change


_STRICT = (
    ("schemas.openxmlformats.org/spreadsheetml/2006/main", "purl.oclc.org/ooxml/spreadsheetml/main"),
    ("relationships/custom-properties", "relationships/customProperties"),
    (
        "schemas.openxmlformats.org/officeDocument/2006/relationships",
        "purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    (
        "schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        "purl.oclc.org/ooxml/officeDocument/customProperties",
    ),
)


def strict(name: str, data: bytes) -> bytes:
    """As Excel saves a strict workbook; only the properties tell whose it is."""
    for old, new in _STRICT:
        data = data.replace(old.encode(), new.encode())
    return re.sub(rb'<c r="A\d+"[^>]*?(?:/>|>.*?</c>)', b"", data) if name == FORM else data


def utf16(name: str, data: bytes) -> bytes:
    return data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


def prefixed(name: str, data: bytes) -> bytes:
    """Every element of the main namespace with a prefix."""
    if name not in (FORM, BOOK, STRINGS, "xl/worksheets/sheet3.xml"):
        return data
    body = re.sub(r"<(/?)(?=\w)(?!\?)", r"<\1x:", data.decode())
    return body.replace("xmlns=", "xmlns:x=").encode()


def strings_of(parts: Parts) -> list[str]:
    return re.findall(r"<si>(.*?)</si>", parts[STRINGS].decode(), re.DOTALL)


def inlined(parts: Parts) -> None:
    strings = strings_of(parts)
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = re.sub(
            r' t="s"><v>(\d+)</v>',
            lambda found: f' t="inlineStr"><is>{strings[int(found[1])]}</is>',
            parts[name].decode(),
        ).encode()
    del parts[STRINGS]


def in_runs(parts: Parts) -> None:
    """Texts in pieces with a guide to their sound, as some programs save them."""

    def pieces(found: re.Match[str]) -> str:
        body = found[1]
        middle = len(body) // 2 if "&" not in body else 0
        return (
            f'<si><r><t xml:space="preserve">{body[:middle]}</t></r><r><rPr><b/></rPr>'
            f'<t xml:space="preserve">{body[middle:]}</t></r><rPh sb="0" eb="1"><t>ouyang</t></rPh></si>'
        )

    body = re.sub(r"<si><t(?: [^>]*)?>([^<]*)</t></si>", pieces, parts[STRINGS].decode())
    parts[STRINGS] = body.encode()


def without_addresses(parts: Parts) -> None:
    """Rows and cells in their places, none of which says where it is."""

    def row(found: re.Match[str]) -> str:
        out, last = [], 0
        for at, cell in re.findall(r'<c r="([A-Z]+\d+)"((?: [^>]*?)?(?:/>|>.*?</c>))', found[2]):
            where = place(at)
            assert where is not None
            out += ["<c/>"] * (where[1] - last - 1) + [f"<c{cell}"]
            last = where[1]
        return f"<row>{''.join(out)}</row>"

    data = parts[FORM].decode()
    rows_there = re.findall(r"<row [^>]*/>|<row .*?</row>", data)
    found = {int(re.findall(r"\d+", whole)[0]): whole for whole in rows_there}
    rows = []
    for number in range(1, max(found) + 1):
        whole = found.get(number, "<row/>")
        rows.append(re.sub(r"<row([^>]*)>(.*)</row>", row, whole) if "</row>" in whole else "<row/>")
    start, end = data.index("<sheetData>") + 11, data.index("</sheetData>")
    parts[FORM] = (data[:start] + "".join(rows) + data[end:]).encode()


def renamed_parts(parts: Parts) -> None:
    for old, new in ((FORM, "xl/Blätter/表 1.xml"), (STRINGS, "xl/Worte.xml"), (BOOK, "das/Buch.xml")):
        parts[new] = parts.pop(old)
    parts["das/_rels/Buch.xml.rels"] = (
        parts.pop(RELS)
        .replace(b'"worksheets/sheet1.xml"', '"/xl/Blätter/表 1.xml"'.encode())
        .replace(b'"sharedStrings.xml"', b'"../xl/Worte.xml"')
        .replace(b'"worksheets/', b'"../xl/worksheets/')
    )
    parts[TOP_RELS] = parts[TOP_RELS].replace(b'"xl/workbook.xml"', b'"/das/Buch.xml"')


SOUND: dict[str, Edit] = {
    "strict namespaces": everywhere(strict),
    "UTF-16": everywhere(utf16),
    "prefixes": everywhere(prefixed),
    "texts inside the cells": inlined,
    "texts in runs": in_runs,
    "no addresses": without_addresses,
    "parts under other names": renamed_parts,
    "absolute targets": swap(RELS, 'Target="worksheets/', 'Target="/xl/worksheets/'),
    "winding targets": swap(RELS, 'Target="worksheets/', 'Target="./../xl/./worksheets/'),
    "backslashes": swap(RELS, 'Target="worksheets/', 'Target="worksheets\\'),
    "other letters": swap(RELS, 'Target="worksheets/sheet', 'Target="WorkSheets/Sheet'),
    "a dimension of ten million rows": text(
        FORM, lambda before: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD10000000"', before)
    ),
    "the last cell of all": swap(
        FORM, "</sheetData>", '<row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    ),
    "comments and instructions": swap(
        FORM, "<sheetData>", f"<!-- a --><?b c?><sheetData><!-- <c r='{SALES}'/> -->"
    ),
    "a byte order mark": text(FORM, lambda before: "\ufeff" + before),
    "a number with blanks": text(
        FORM, lambda before: re.sub(rf'(<c r="{SALES}"[^>]*><v>)([^<]*)', r"\1\n \2 ", before)
    ),
    "extensions with cells of their own": swap(
        FORM, "</worksheet>",
        f"<extLst><ext><f>1</f><c r='{SALES}'><v>1</v></c><v>2</v></ext></extLst></worksheet>",
    ),
    "forty thousand other names": swap(
        BOOK, "</definedNames>",
        "".join(f'<definedName name="n{n}">S!$A${n}</definedName>' for n in range(1, 40000))
        + "</definedNames>",
    ),
    "a picture": lambda parts: parts.update({"xl/media/image1.png": b"\x89PNG" + bytes(10**6)}),
}  # fmt: skip


@pytest.mark.parametrize("edit", SOUND)
def test_an_odd_but_sound_workbook_is_read_the_same(edit: str, world: World, expected: Result) -> None:
    path = world.returned / "001.xlsx"
    parts = parts_of(path)
    SOUND[edit](parts)
    pack(path, parts)
    consolidation = world.collect()
    assert codes(file_of(consolidation, path).findings) == []
    result = result_of(consolidation, "001")
    assert (result.items, result.total, result.grade, result.pay) == (
        expected.items, expected.total, expected.grade, expected.pay,
    )  # fmt: skip


def cells(*inside: str) -> Edit:
    """More cells at the end of the sheet."""
    return swap(FORM, "</sheetData>", "".join(inside) + "</sheetData>")


def doctype(part: str, encoding: str = "utf-8") -> Edit:
    """Entities that grow ten times over and over."""
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    declaration = f'<!DOCTYPE a [<!ENTITY e0 "ha">{lines}]>'

    def change(parts: Parts) -> None:
        body = parts[part].decode().partition("?>")[2]
        head = f'<?xml version="1.0" encoding="{encoding}"?>'
        parts[part] = (head + declaration + body).encode(encoding)

    return change


MANY_SHEETS = "".join(f'<sheet name="s{n}" sheetId="{n + 10}" r:id="rId1"/>' for n in range(20_000))

BAD: dict[str, tuple[Edit, str]] = {
    "two cells at one address": (
        cells('<row r="90"><c r="H90"><v>1</v></c><c r="H90"/></row>'), "file-damaged",
    ),
    "one row twice": (cells(f'<row r="{row_of(SALES)}"><c r="{SALES}"><v>1</v></c></row>'), "file-damaged"),
    "a cell in a foreign row": (cells('<row r="90"><c r="H91"/></row>'), "file-damaged"),
    "a row beyond the last": (cells('<row r="1048577"/>'), "file-damaged"),
    "a cell beyond the last": (cells('<row r="90"><c r="XFE90"/></row>'), "file-damaged"),
    "an address that is none": (cells('<row r="90"><c r="90H"/></row>'), "file-damaged"),
    "a row with a name": (cells('<row r="neunzig"/>'), "file-damaged"),
    "a row of four thousand digits": (cells(f'<row r="{"9" * 4400}"/>'), "file-damaged"),
    "a superscript row": (cells('<row r="²"/>'), "file-damaged"),
    "a kind of cell that is none": (cells('<row r="90"><c r="H90" t="q"><v>1</v></c></row>'), "file-damaged"),
    "a string too far": (cells('<row r="90"><c r="H90" t="s"><v>9999</v></c></row>'), "file-damaged"),
    "a string before the first": (cells('<row r="90"><c r="H90" t="s"><v>-1</v></c></row>'), "file-damaged"),
    "a superscript string": (cells('<row r="90"><c r="H90" t="s"><v>²</v></c></row>'), "file-damaged"),
    "a cell in a cell": (cells('<row r="90"><c r="H90"><c r="I90"/></c></row>'), "file-damaged"),
    "a string in a string": (swap(STRINGS, "<si>", "<si><si></si>"), "file-damaged"),
    "strings that are gone": (lambda parts: parts.pop(STRINGS) and None, "file-damaged"),
    "a sheet that is gone": (lambda parts: parts.pop(FORM) and None, "file-damaged"),
    "a sheet without a relation": (swap(RELS, 'Id="rId1"', 'Id="rId77"'), "file-damaged"),
    "a sheet outside": (
        swap(RELS, 'Target="worksheets/sheet1.xml"', 'TargetMode="External" Target="http://a/b"'),
        "file-damaged",
    ),
    "a sheet that is no sheet": (
        swap(RELS, 'relationships/worksheet"', 'relationships/worksheer"'), "file-damaged",
    ),
    "XML that ends too soon": (text(FORM, lambda before: before[: len(before) // 2]), "file-damaged"),
    "XML in an encoding that nobody knows": (
        swap(FORM, 'encoding="UTF-8"', 'encoding="x-klingon"'), "file-damaged",
    ),
    "bytes that are no text": (
        lambda parts: parts.update({FORM: parts[FORM].replace(b"<v>", b"<v>\xff", 1)}), "file-damaged",
    ),
    "no relations at all": (lambda parts: parts.pop(TOP_RELS) and None, "file-damaged"),
    "entities in the sheet": (doctype(FORM), "file-with-entities"),
    "entities in the strings": (doctype(STRINGS), "file-with-entities"),
    "entities in the workbook": (doctype(BOOK), "file-with-entities"),
    "entities in UTF-16": (doctype(FORM, "utf-16"), "file-with-entities"),
    "entities behind a long comment": (
        swap(FORM, "<worksheet", f'<!--{" " * 70_000}--><!DOCTYPE a [<!ENTITY b "c">]><worksheet'),
        "file-with-entities",
    ),
    "twelve megabytes of blanks": (cells(" " * 12 * 2**20), "file-too-large"),
    "one sheet twenty thousand times": (swap(BOOK, "</sheets>", MANY_SHEETS + "</sheets>"), "file-too-large"),
    "a letter": (
        lambda parts: parts.update(
            {
                "word/document.xml": b"<w/>",
                TOP_RELS: parts[TOP_RELS].replace(b"xl/workbook", b"word/document"),
            }
        ),
        "file-not-a-workbook",
    ),
    "a binary workbook": (lambda parts: parts.update({"xl/workbook.bin": b"\x83"}), "file-other-format"),
}  # fmt: skip


@pytest.mark.parametrize("edit", BAD)
def test_a_broken_or_hostile_workbook_is_refused_in_time(edit: str, world: World) -> None:
    change, code = BAD[edit]
    path = world.returned / "001.xlsx"
    parts = parts_of(path)
    change(parts)
    pack(path, parts)
    started = time.process_time()
    consolidation = world.collect()
    assert time.process_time() - started < PATIENCE
    assert codes(file_of(consolidation, path).findings) == [code]
    assert file_of(consolidation, path).verdict is Verdict.REFUSED
    assert result_of(consolidation, "001").status is Status.MISSING


@pytest.mark.parametrize(
    ("inside", "kind", "code"),
    [
        ("<v>1e400</v>", "", "entry-not-a-number"),
        ("<v>1e308</v>", "", "entry-out-of-range"),
        ("<v>-1e-300</v>", "", None),
        ("<v>NaN</v>", "", "entry-unclear"),
        ("<v>INF</v>", "", "entry-not-a-number"),
        ("<v>8_0</v>", "", "entry-not-a-number"),
        ("<v>８０</v>", "", "entry-normalised"),
        ("<v>٨٠</v>", "", "entry-not-a-number"),
        ("<v>" + "9" * 5000 + "</v>", "", "entry-number-as-text"),
        ("<v>8" + "0" * 400 + "</v>", "", "entry-number-as-text"),
        ("<v>   </v>", "", "entry-blank"),
        ("<v></v>", "s", "entry-blank"),
        ("<is><t>80</t></is>", "inlineStr", "entry-normalised"),
        ("<is><t>甲</t><rPh><t>80</t></rPh></is>", "inlineStr", "entry-not-a-number"),
        ("<v>2026-11-05T00:00:00</v>", "d", "entry-unclear"),
        ("<v>gestern</v>", "d", "entry-not-a-number"),
        ("<v>0</v>", "b", "entry-not-a-number"),
        ("<v>true</v>", "b", "entry-not-a-number"),
        ("<v></v>", "e", "entry-error"),
        ('<f t="shared" si="0"/><v>80</v>', "", "entry-formula"),
        ('<f t="shared" si="0"/>', "", "entry-formula-empty"),
        ("<f>1</f><v></v>", "str", "entry-blank"),
        ("<f>IF(1,,)</f><v>0</v>", "", "entry-formula"),
        ("<v>" + escape("<b>'\"&" * 9000) + "</v>", "str", "entry-not-a-number"),
    ],
)  # fmt: skip
def test_whatever_stands_in_an_input_is_a_number_or_told(
    inside: str, kind: str, code: str | None, world: World
) -> None:
    path = put(world.returned / "001.xlsx", SALES, inside, kind)
    consolidation = world.collect()
    found = [f for f in file_of(consolidation, path).findings if f.place.cell == SALES]
    assert codes(found) == ([code] if code else [])
    assert all(len(finding.message()) < 150 for finding in found)
    sound = code in (None, "entry-formula", "entry-normalised")
    assert (result_of(consolidation, "001").status is Status.ASSESSED) == sound


KEYS = " ".join(f"i{number}" for number in range(1, 400))


@pytest.mark.parametrize("words", [KEYS, "备注", "kpixl:2:a:b:c:d:001"], ids=["keys", "a label", "marks"])
def test_a_hundred_thousand_of_our_own_words_are_read_in_time(words: str, world: World) -> None:
    path = world.returned / "001.xlsx"
    parts = parts_of(path)
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="I{n}" t="s"><v>0</v></c></row>'
        for n in range(100, 100_000)
    )
    strings = parts[STRINGS].decode()
    parts[STRINGS] = strings.replace("</sst>", f"<si><t>{words}</t></si></sst>").encode()
    last = len(strings_of(parts)) - 1
    cells(rows.replace("<v>0</v>", f"<v>{last}</v>"))(parts)
    parts[BOOK] = re.sub(rb"<definedNames>.*</definedNames>", b"", parts[BOOK])
    pack(path, parts)
    started = time.process_time()
    findings = file_of(world.collect(), path).findings
    assert time.process_time() - started < PATIENCE
    assert {"entry-elsewhere", "identity-marks-differ", "identity-cycles-differ"} & set(codes(findings))


def test_ten_megabytes_of_sound_cells_are_read_in_time(world: World) -> None:
    path = world.returned / "001.xlsx"
    parts = parts_of(path)
    rows = "".join(f'<row r="{n}"><c r="B{n}"><v>{n}</v></c></row>' for n in range(100, 200_000))
    cells(rows)(parts)
    pack(path, parts)
    started = time.process_time()
    consolidation = world.collect()
    assert time.process_time() - started < PATIENCE
    assert result_of(consolidation, "001").status is Status.ASSESSED
