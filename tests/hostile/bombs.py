"""Files that are made to fill the memory, to keep the machine busy, or to write where they should not.

Each is a row of a table: its name, and a function that makes its bytes from an honest file.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from kpixl.sheets.compound import Compound
from kpixl.sheets.old_workbook import STREAM
from kpixl.sheets.records import Tag, records
from tests.hostile.bench import corpus_file
from tests.hostile.mutations import packed
from tests.hostile.spans import parts_of

SHEET, BOOK, STRINGS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
CONTENT = "content.xml"
HONEST, OLD, OPEN = "honest-011.xlsx", "office.xls", "office.ods"
MILLION = 1_000_000

_LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 11))
_DOCTYPE = b'<!DOCTYPE x [<!ENTITY l0 "ha">' + _LAUGHS + b"]>"
_OUTSIDE = b'<!DOCTYPE x [<!ENTITY l10 SYSTEM "file:///etc/passwd">]>'
_LONG = b'<!DOCTYPE x [<!ENTITY l10 "' + b"h" * 100_000 + b'">]>'


def _with(part: str, edit: Callable[[bytes], bytes], source: str = HONEST) -> bytes:
    parts = parts_of(corpus_file(source))
    new = edit(parts[part])
    assert new != parts[part], f"nothing was changed in {part}"
    return packed({**parts, part: new})


def _entities(part: str, doctype: bytes = _DOCTYPE, source: str = HONEST, use: bytes = b"&l10;") -> bytes:
    def edit(data: bytes) -> bytes:
        head, end, rest = data.partition(b"?>")
        # Used in the first text there is.
        return head + end + doctype + re.sub(rb">([^<\s][^<]*)<", b">" + use + b"<", rest, count=1)

    return _with(part, edit, source)


def _utf16(part: str) -> bytes:
    """The same in an encoding in which no byte looks like a declaration."""

    def edit(data: bytes) -> bytes:
        text = data.decode().partition("?>")[2]
        return ('<?xml version="1.0" encoding="UTF-16"?>' + _DOCTYPE.decode() + text).encode("utf-16")

    return _with(part, edit)


def _behind_a_comment(part: str) -> bytes:
    def edit(data: bytes) -> bytes:
        head, end, rest = data.partition(b"?>")
        return head + end + b"<!--" + b"x" * 70_000 + b"-->" + _DOCTYPE + rest

    return _with(part, edit)


@cache
def _deflated(piece: bytes, times: int) -> bytes:
    """So many times a piece, deflated without ever being there as a whole."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    one = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return one * times + b"\x03\x00"


def raw_zip(entries: list[tuple[str, bytes, int, int]], overlap: bool = False) -> bytes:
    """An archive of entries (name, deflated bytes, size as told, checksum); all in one place if they overlap."""
    out, directory, place = io.BytesIO(), io.BytesIO(), 0
    for number, (name, data, size, checksum) in enumerate(entries):
        title = name.encode()
        told = (20, 0x800, 8, 0, 0x21, checksum, len(data), size, len(title), 0)
        if not overlap or number == 0:
            place = out.tell()
            out.write(struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", *told) + title + data)
        directory.write(
            struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, *told, 0, 0, 0, 0, place) + title
        )
    start, size = out.tell(), directory.tell()
    out.write(directory.getvalue())
    count = min(len(entries), 0xFFFF)
    out.write(struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, size, start, 0))
    return out.getvalue()


def _inflating(told: int, part: str = SHEET) -> bytes:
    """A sheet of a thousand million blanks, of which the directory tells so much."""
    parts = parts_of(corpus_file(HONEST))
    entries = []
    for name, data in parts.items():
        packer = zlib.compressobj(1, zlib.DEFLATED, -15)
        small = packer.compress(data) + packer.flush()
        entries.append((name, small, len(data), zlib.crc32(data)))
    bomb = (part, _deflated(b" " * MILLION, 1_000), told, 0)
    return raw_zip([bomb if name == part else entry for entry in entries for name in entry[:1]])


def _nested(depth: int, width: int) -> bytes:
    """Archives in archives, each level so many times as much."""
    data = b"0" * 100_000
    for level in range(depth):
        data = packed(
            {f"{level}-{number}.zip" if level else f"{number}.txt": data for number in range(width)}
        )
    return data


def _cells(rows: Iterator[bytes], source: bytes) -> bytes:
    """Rows put behind those of a sheet."""
    return source.replace(b"</sheetData>", b"".join(rows) + b"</sheetData>")


def _more_rows(count: int, row: Callable[[int], bytes], first: int = 200) -> bytes:
    return _with(SHEET, lambda data: _cells((row(first + number) for number in range(count)), data))


def _stray(address: str) -> bytes:
    row = re.sub("[A-Z]", "", address)
    return _with(
        SHEET,
        lambda data: _cells(iter([f'<row r="{row}"><c r="{address}"><v>1</v></c></row>'.encode()]), data),
    )


def _dimension(reference: str) -> bytes:
    return _with(
        SHEET, lambda data: re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{reference}"'.encode(), data)
    )


def _names(count: int, name: Callable[[int], str], target: Callable[[int], str]) -> bytes:
    more = "".join(
        [f'<definedName name="{name(n)}">{target(n)}</definedName>' for n in range(count)]
    ).encode()
    return _with(BOOK, lambda data: data.replace(b"</definedNames>", more + b"</definedNames>"))


@cache
def _form_sheet(source: str = HONEST) -> str:
    found = re.search(r'<sheet name="([^"]+)"', parts_of(corpus_file(source))[BOOK].decode())
    assert found is not None
    return found[1]


def _formula(text: str) -> bytes:
    """A formula of the form replaced by another one."""
    return _with(SHEET, lambda data: re.sub(rb"<f>[^<]*</f>", f"<f>{text}</f>".encode(), data, count=1))


def _every_formula(text: str) -> bytes:
    return _with(SHEET, lambda data: re.sub(rb"<f>[^<]*</f>", f"<f>{text}</f>".encode(), data))


def _many_sheets(count: int, body: Callable[[int], bytes]) -> bytes:
    """A workbook with so many more sheets."""
    parts = dict(parts_of(corpus_file(HONEST)))
    sheets = "".join(f'<sheet name="S{n}" sheetId="{n + 100}" r:id="more{n}"/>' for n in range(count))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = "".join(
        f'<Relationship Id="more{n}" Type="{kind}" Target="worksheets/more{n}.xml"/>' for n in range(count)
    )
    parts[BOOK] = parts[BOOK].replace(b"</sheets>", sheets.encode() + b"</sheets>")
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", relations.encode() + b"</Relationships>")
    for number in range(count):
        parts[f"xl/worksheets/more{number}.xml"] = body(number)
    return packed(parts)


def _marked_sheet(number: int) -> bytes:
    """A sheet with nothing but the mark of the form in it."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        b'<worksheet xmlns="%s"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>'
        b"</sheetData></worksheet>" % (space, _mark().encode())
    )


def _whole_sheet(number: int) -> bytes:
    """The form once more."""
    return parts_of(corpus_file(HONEST))[SHEET]


@cache
def _mark() -> str:
    """The mark of the form."""
    mark = re.search(rb"kpixl:2:[^<]*", parts_of(corpus_file(HONEST))[STRINGS])
    assert mark is not None
    return mark[0].decode()


def _marks(count: int, mark: Callable[[int], str]) -> bytes:
    """So many marks in one sheet."""
    return _more_rows(
        count,
        lambda n: f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{mark(n)}</t></is></c></row>'.encode(),
    )


def _ods_rows(row: str) -> bytes:
    """A row put behind those of the first table."""
    return _with(CONTENT, lambda data: _with_rows(data, row.encode()), OPEN)


def _with_rows(data: bytes, more: bytes) -> bytes:
    """The blanks at the end of the first table give way to other rows."""
    return _LAST_ROW.sub(lambda _: more, data, count=1)


_LAST_ROW = re.compile(
    rb'<table:table-row [^>]*number-rows-repeated="10\d{5}"[^>]*>.*?</table:table-row>', re.DOTALL
)


def _ods_cell(repeat: str, value: str = "1") -> str:
    inside = f'office:value-type="float" office:value="{value}"'
    return f'<table:table-cell table:number-columns-repeated="{repeat}" {inside}><text:p>1</text:p></table:table-cell>'


@cache
def _old() -> tuple[bytes, int, bytes]:
    """An old workbook, where its stream begins, and the stream."""
    data = corpus_file(OLD)
    stream = Compound(data).stream(STREAM)
    return data, data.find(stream[:2048]), stream


def _record(tag: int, offset: int, new: bytes, which: int = 0) -> bytes:
    """An old workbook in which some bytes of a record are others."""
    data, base, stream = _old()
    places = [after - len(body) for kind, body, after in records(stream) if kind == tag]
    at = base + places[which] + offset
    return data[:at] + new + data[at + len(new) :]


def _old_bytes(at: int, new: bytes) -> bytes:
    """An old workbook in which some bytes of the container are others."""
    data = _old()[0]
    return data[:at] + new + data[at + len(new) :]


def _looping_chain() -> bytes:
    """The table of sectors goes round in circles."""
    data = _old()[0]
    (first,) = struct.unpack_from("<I", data, 76)
    at = (first + 1) * 512
    table = struct.pack("<128I", *((number + 1) % 128 for number in range(128)))
    return data[:at] + table + data[at + 512 :]


BOMBS: dict[str, Callable[[], bytes]] = {
    # Entities.
    **{
        f"entities in {part}": lambda part=part: _entities(part)  # type: ignore[misc]
        for part in (SHEET, STRINGS, BOOK, "docProps/core.xml", "docProps/custom.xml", "[Content_Types].xml")
    },
    "entities in relations": lambda: _entities("_rels/.rels", use=b""),
    "entities in styles": lambda: _entities("xl/styles.xml", use=b""),
    "entity from a file": lambda: _entities(STRINGS, _OUTSIDE),
    "one long entity": lambda: _entities(STRINGS, _LONG, use=b"&l10;" * 10_000),
    "entities in UTF-16": lambda: _utf16(STRINGS),
    "entities behind a comment": lambda: _behind_a_comment(SHEET),
    "entities in content.xml": lambda: _entities(CONTENT, source=OPEN),
    "entities in meta.xml": lambda: _entities("meta.xml", source=OPEN),
    # Archives.
    "a sheet that inflates": lambda: _inflating(1_000 * MILLION),
    "a sheet that lies about its size": lambda: _inflating(2_000),
    "texts that lie about their size": lambda: _inflating(2_000, STRINGS),
    "a type list that lies about its size": lambda: _inflating(2_000, "[Content_Types].xml"),
    "parts one upon the other": lambda: raw_zip(
        [(f"xl/worksheets/s{n}.xml", _deflated(b" " * MILLION, 10), 10 * MILLION, 0) for n in range(4_000)],
        overlap=True,
    ),
    "60000 parts": lambda: raw_zip([(f"{n}", b"\x03\x00", 0, 0) for n in range(60_000)]),
    "60000 files in an archive": lambda: raw_zip([(f"{n}.xlsx", b"\x03\x00", 0, 0) for n in range(60_000)]),
    "files one upon the other": lambda: raw_zip(
        [(f"{n}.xlsx", _deflated(b"0" * MILLION, 40), 40 * MILLION, 0) for n in range(1_000)], overlap=True
    ),
    "archives in archives": lambda: _nested(6, 8),
    "names that climb": lambda: packed(
        {
            name: corpus_file(HONEST)
            for name in ("../../../../上.xlsx", "/etc/上.xlsx", "C:\\上.xlsx", "..\\上.xlsx", "a\0b")
        }
    ),
    "a name of 60000 letters": lambda: packed({"上" * 20_000 + ".xlsx": corpus_file(HONEST)}),
    "parts that climb": lambda: packed(
        {f"../../{name}": data for name, data in parts_of(corpus_file(HONEST)).items()}
    ),
    "a target that climbs": lambda: _with(
        "xl/_rels/workbook.xml.rels",
        lambda data: data.replace(b"worksheets/sheet1.xml", b"../../../etc/passwd"),
    ),
    "a target on the disk": lambda: _with(
        "xl/_rels/workbook.xml.rels",
        lambda data: data.replace(b"worksheets/sheet1.xml", b"file:///etc/passwd"),
    ),
    # Sizes.
    "10 million rows told": lambda: _dimension("A1:XFD10000000"),
    "every cell told": lambda: _dimension("A1:XFD1048576"),
    "a row beyond the last": lambda: _more_rows(
        1, lambda n: b'<row r="10000000"><c r="A10000000"><v>1</v></c></row>'
    ),
    "a cell at XFD1048576": lambda: _stray("XFD1048576"),
    "a cell beyond": lambda: _stray("XFE1048577"),
    "a million empty rows": lambda: _more_rows(MILLION, lambda n: b'<row r="%d"/>' % n),
    "a million hidden rows": lambda: _more_rows(MILLION, lambda n: b'<row r="%d" hidden="1"/>' % n),
    "a column from here to there": lambda: _with(
        SHEET, lambda data: data.replace(b"<cols>", b'<cols><col min="1" max="999999999" hidden="1"/>')
    ),
    "half a million cells": lambda: _more_rows(
        5_000,
        lambda r: (
            b'<row r="%d">%s</row>' % (r, b"".join(b'<c r="%s%d"><v>1</v></c>' % (c, r) for c in _COLUMNS))
        ),
    ),
    "a million cells": lambda: _more_rows(
        10_000,
        lambda r: (
            b'<row r="%d">%s</row>' % (r, b"".join(b'<c r="%s%d"><v>1</v></c>' % (c, r) for c in _COLUMNS))
        ),
    ),
    "half a million texts": lambda: _with(
        STRINGS, lambda data: data.replace(b"</sst>", b"<si><t>x</t></si>" * 500_000 + b"</sst>")
    ),
    "a million styles": lambda: _with(
        "xl/styles.xml",
        lambda data: data.replace(b"</cellXfs>", b'<xf numFmtId="0"/>' * MILLION + b"</cellXfs>"),
    ),
    "100000 names": lambda: _names(100_000, lambda n: f"n{n}", lambda n: f"Sheet1!$A${n + 1}"),
    "100000 names like ours": lambda: _names(
        100_000, lambda n: f"kpx_1_{n}", lambda n: f"'{_form_sheet()}'!$A${n + 1}"
    ),
    "one name 100000 times": lambda: _names(
        100_000, lambda n: "kpx_1_1", lambda n: f"'{_form_sheet()}'!$A${n + 1}"
    ),
    "a name of many areas": lambda: _names(
        1, lambda n: "kpx_1_1", lambda n: ",".join(["'S'!$A$1"] * 200_000)
    ),
    "100000 merged areas": lambda: _with(
        SHEET,
        lambda data: data.replace(
            b"<mergeCells",
            b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 100_000 + b"</mergeCells><mergeCells",
            1,
        ),
    ),
    "a text of 60 MB": lambda: _with(
        STRINGS, lambda data: data.replace(b"</sst>", b"<si><t>" + b"x" * 60 * MILLION + b"</t></si></sst>")
    ),
    "an attribute of 30 MB": lambda: _with(
        SHEET, lambda data: data.replace(b"<sheetData>", b'<sheetData x="' + b"x" * 30 * MILLION + b'">')
    ),
    "a million attributes": lambda: _with(
        SHEET,
        lambda data: data.replace(
            b"<sheetData>", b"<sheetData " + b" ".join(b'a%d=""' % n for n in range(MILLION)) + b">"
        ),
    ),
    # Depth.
    "200000 tags in each other": lambda: _with(
        SHEET,
        lambda data: data.replace(b"</sheetData>", b"<x>" * 200_000 + b"</x>" * 200_000 + b"</sheetData>"),
    ),
    "a formula of 30000 brackets": lambda: _formula("(" * 30_000 + "1" + ")" * 30_000),
    "a formula of 5 MB": lambda: _formula("+".join(["A1"] * 1_700_000)),
    "long formulas everywhere": lambda: _every_formula("+".join(["A1"] * 3_000)),
    # Marks and sheets.
    "100000 marks": lambda: _marks(100_000, lambda n: f"kpixl:2:c:f:p:s:{n}"),
    "100000 marks like ours": lambda: _marks(100_000, lambda n: _mark() + str(n)),
    "a mark of 10 MB": lambda: _marks(1, lambda n: "kpixl:2:c:f:p:s:" + "9" * 10 * MILLION),
    "4000 empty sheets": lambda: _many_sheets(
        4_000, lambda n: b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    ),
    "800 sheets with a mark": lambda: _many_sheets(800, _marked_sheet),
    "600 copies of the form": lambda: _many_sheets(600, _whole_sheet),
    # The open format tells how often a cell is repeated.
    "ten million rows repeated": lambda: _ods_rows(
        f'<table:table-row table:number-rows-repeated="10000000">{_ods_cell("16384")}</table:table-row>'
    ),
    "rows repeated beyond counting": lambda: _ods_rows(
        f'<table:table-row table:number-rows-repeated="{"9" * 30}">{_ods_cell("9" * 30)}</table:table-row>'
    ),
    "a hundred rows of all columns": lambda: _ods_rows(
        f'<table:table-row table:number-rows-repeated="100">{_ods_cell("16384")}</table:table-row>'
    ),
    "half a million rows one by one": lambda: _ods_rows(
        f"<table:table-row>{_ods_cell('1')}</table:table-row>" * 500_000
    ),
    "blanks repeated beyond counting": lambda: _with(
        CONTENT, lambda data: data.replace(b"<text:p>", b'<text:p><text:s text:c="999999999"/>', 3), OPEN
    ),
    "hidden rows beyond counting": lambda: _ods_rows(
        '<table:table-row table:visibility="collapse" table:number-rows-repeated="999999999"><table:table-cell/>'
        "</table:table-row>"
    ),
    # The old format is a file system.
    "sectors in circles": _looping_chain,
    "a table of sectors that never ends": lambda: _old_bytes(68, struct.pack("<II", 0, 0xFFFFFF)),
    "a directory in circles": lambda: _old_bytes(48, struct.pack("<I", 0)),
    "tiny sectors": lambda: _old_bytes(30, struct.pack("<HH", 0, 0)),
    "huge sectors": lambda: _old_bytes(30, struct.pack("<HH", 31, 31)),
    "four thousand million texts": lambda: _record(Tag.STRINGS, 4, b"\xff\xff\xff\xff"),
    "a text that is longer than all": lambda: _record(Tag.STRINGS, 8, b"\xff\xff"),
    "a sheet that is the workbook": lambda: _record(Tag.SHEET, 0, bytes(4)),
    "a sheet behind the end": lambda: _record(Tag.SHEET, 0, b"\xff\xff\xff\x7f"),
    "all columns hidden": lambda: _record(Tag.COLUMNS, 0, b"\0\0\xff\xff"),
}
"""By what they are."""


def _filled_up(
    part: str, before: bytes, piece: Callable[[int], bytes], size: int, source: str = HONEST
) -> bytes:
    """A part filled up to a size with more of the same."""
    count = size // len(piece(MILLION))
    return _with(
        part, lambda data: data.replace(before, b"".join(map(piece, range(count))) + before, 1), source
    )


def _all_at_once() -> bytes:
    """Texts, names and cells, of each so many that all together stay within the limits."""
    parts = dict(parts_of(corpus_file(HONEST)))
    texts = b"".join(b"<si><t>%d</t></si>" % n for n in range(1_300_000))
    names = b"".join(b'<definedName name="n%d">S!$A$1</definedName>' % n for n in range(350_000))
    cells = b"".join(
        b'<row r="%d">%s</row>' % (r, b"".join(b'<c r="%s%d"><v>1</v></c>' % (c, r) for c in _COLUMNS))
        for r in range(200, 5_600)
    )
    for part, before, more in (
        (STRINGS, b"</sst>", texts),
        (BOOK, b"</definedNames>", names),
        (SHEET, b"</sheetData>", cells),
    ):
        parts[part] = parts[part].replace(before, more + before)
    return packed(parts)


def _records_filled_up(tag: int, body: Callable[[int], bytes], size: int) -> bytes:
    """An old workbook that begins with so many bytes of one kind of record."""
    stream = bytearray(_old()[2])
    one = struct.pack("<HH", tag, len(body(0)))
    more = b"".join(one + body(number) for number in range(size // (len(one) + len(body(0)))))
    listed = [after - len(held) for kind, held, after in records(bytes(stream)) if kind == Tag.SHEET]
    for at in listed:
        (begin,) = struct.unpack_from("<I", stream, at)
        struct.pack_into("<I", stream, at, begin + len(more))
    first = next(after for _, _, after in records(bytes(stream)))
    return compound(bytes(stream[:first]) + more + bytes(stream[first:]))


def compound(stream: bytes) -> bytes:
    """A container of an old workbook with nothing but its one stream."""
    size = 512
    stream += bytes(-len(stream) % size)
    count = len(stream) // size
    tables = -(-(count + 2) // 127)
    while (count + 2 + tables + _further(tables)) > tables * 128:
        tables += 1
    further = _further(tables)
    end, free, fat, dif = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC
    chain = [*range(1, count), end, end, *([fat] * tables), *([dif] * further)]
    chain += [free] * (tables * 128 - len(chain))
    first_table = count + 1
    places = list(range(first_table, first_table + tables))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, count, 0, 4096, end, 0, first_table + tables if further else end, further,
    )  # fmt: skip
    header += struct.pack("<109I", *(places + [free] * 109)[:109])
    lists = b""
    for number in range(further):
        own = (places[109 + 127 * number :] + [free] * 127)[:127]
        after = first_table + tables + number + 1 if number + 1 < further else end
        lists += struct.pack("<128I", *own, after)
    directory = _directory_entry("Root Entry", 5, free, 1, end, 0) + _directory_entry(
        STREAM, 2, free, free, 0, len(stream)
    )
    directory += bytes(size - len(directory))
    return header + stream + directory + struct.pack(f"<{len(chain)}I", *chain) + lists


def _further(tables: int) -> int:
    return -(-(tables - 109) // 127) if tables > 109 else 0


def _directory_entry(name: str, kind: int, side: int, inside: int, first: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    return struct.pack(
        "<64sHBBIII36xIII",
        text,
        len(text),
        kind,
        1,
        none,
        none,
        inside if kind == 5 else none,
        first,
        size,
        0,
    )


_FULL = 60 * MILLION
_OLD_FULL = 48 * MILLION
_RELATION = b'<Relationship Id="m%d" Type="x/worksheet" Target="t"/>'

HEAVY: dict[str, Callable[[], bytes]] = {
    "texts, names and cells at once": _all_at_once,
    "short texts up to the limit": lambda: _filled_up(
        STRINGS, b"</sst>", lambda n: b"<si><t>%d</t></si>" % n, _FULL
    ),
    "texts up to the limit": lambda: _filled_up(
        STRINGS, b"</sst>", lambda n: b"<si><t>%s%d</t></si>" % ("长".encode() * 50, n), _FULL
    ),
    "names up to the limit": lambda: _filled_up(
        BOOK, b"</definedNames>", lambda n: b'<definedName name="kpx_1_%d">S!$A$1</definedName>' % n, _FULL
    ),
    "sheets up to the limit": lambda: _filled_up(
        BOOK, b"</sheets>", lambda n: b'<sheet name="m%d" sheetId="1" r:id="m%d"/>' % (n, n), _FULL
    ),
    "relations up to the limit": lambda: _filled_up(
        "xl/_rels/workbook.xml.rels", b"</Relationships>", lambda n: _RELATION % n, _FULL
    ),
    "properties up to the limit": lambda: _filled_up(
        "docProps/custom.xml",
        b"</Properties>",
        lambda n: b'<property name="%d"><x>%d</x></property>' % (n, n),
        _FULL,
    ),
    "number formats up to the limit": lambda: _filled_up(
        "xl/styles.xml", b"</numFmts>", lambda n: b'<numFmt numFmtId="%d" formatCode="%d"/>' % (n, n), _FULL
    ),
    "long texts in cells up to the limit": lambda: _filled_up(
        SHEET,
        b"</sheetData>",
        lambda n: b'<row r="%d"><c r="B%d" t="str"><v>%s%d</v></c></row>' % (n + 200, n + 200, b"x" * 50, n),
        _FULL,
    ),
    "open names up to the limit": lambda: _filled_up(
        CONTENT,
        b"</table:named-expressions>",
        lambda n: b'<table:named-range table:name="n%d" table:cell-range-address="$S.$A$1"/>' % n,
        _FULL,
        OPEN,
    ),
    "open rows up to the limit": lambda: _ods_rows(
        "".join(
            f'<table:table-row><table:table-cell office:value-type="string"><text:p>{n}</text:p></table:table-cell>'
            "</table:table-row>"
            for n in range(400_000)
        )
    ),
    "old names up to the limit": lambda: _records_filled_up(
        Tag.NAME,
        lambda n: struct.pack("<HBBHHHBBBBB", 0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0) + b"%08d" % n + bytes(7),
        _OLD_FULL,
    ),
    "old formats up to the limit": lambda: _records_filled_up(
        Tag.FORMAT, lambda n: struct.pack("<HHB", n % 65536, 8, 0) + b"%08d" % n, _OLD_FULL
    ),
    "old sheets up to the limit": lambda: _records_filled_up(
        Tag.SHEET, lambda n: struct.pack("<IBBBB", n, 0, 0, 8, 0) + b"%08d" % n, _OLD_FULL
    ),
    "old styles up to the limit": lambda: _records_filled_up(Tag.STYLE, lambda n: bytes(20), _OLD_FULL),
    "old files up to the limit": lambda: _records_filled_up(
        Tag.BOOKS, lambda n: struct.pack("<HHB", 1, 8, 0) + b"%08d" % n, _OLD_FULL
    ),
    "an empty old file up to the limit": lambda: compound(bytes(_OLD_FULL)),
}
"""What goes to the limits without going beyond them: it takes the most memory that there is to take."""

_COLUMNS = [f"A{chr(65 + number // 26)}{chr(65 + number % 26)}".encode() for number in range(100)]
