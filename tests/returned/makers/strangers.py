"""What is no form at all: pictures, letters, lists, other workbooks, the beginning of a download."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import openpyxl

from tests.returned.makers.bench import SAFETY, ZHENG, Bench
from tests.returned.makers.edited import pack


def run_first(bench: Bench) -> None:
    """An unrelated workbook, which others are made from."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    for row in (("项目", "数"), ("本月满意度", 95), ("上月满意度", 93)):
        sheet.append(row)
    book.save(bench.files / "unrelated.xlsx")


def run(bench: Bench) -> None:
    """Writes them all."""
    files = bench.files
    honest = bench.made("honest-011.xlsx").read_bytes()
    (files / "empty.xlsx").write_bytes(b"")
    (files / "cut-off.xlsx").write_bytes(honest[: len(honest) * 6 // 10])
    (files / "few-bytes.xlsx").write_bytes(honest[:20])
    (files / "lock.bin").write_bytes(b"\x06Zheng " + b" " * 47 + "郑晓".encode("utf-16-le") + b" \0" * 52)
    (files / "temporary.tmp").write_bytes(honest[:4096])
    (files / "screenshot.png").write_bytes(_picture(120, 80))
    (files / "list.csv").write_bytes("工号,姓名,平均分\r\n001,周小舟,95\r\n".encode("gb18030"))
    (files / "note.txt").write_text("考核表已填好，见附件。\n", encoding="utf-8")
    (files / "mail.eml").write_bytes(_mail())
    _letter(files / "letter.docx")
    (files / "archive.rar").write_bytes(
        b"Rar!\x1a\x07\x01\x00" + b"\x33\x92\xb5\xe5\x0a\x01\x05\x06\x00\x05\x01\x01\x80\x80\x00"
    )
    (files / "archive.7z").write_bytes(b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(24))
    retyped = openpyxl.load_workbook(bench.made("honest-001.xlsx"))["001 周小舟"]
    _retyped([[cell.value for cell in row[1:22]] for row in retyped.iter_rows()], files / "retyped.xlsx")
    for name, world in bench.others.items():
        world.fill(files / name, {"001": SAFETY} if name == "other-scheme.xlsx" else {"011": ZHENG})


def _picture(width: int, height: int) -> bytes:
    """A small grey PNG."""
    rows = b"".join(b"\0" + bytes([200 if x % 40 else 120 for x in range(width)]) for _ in range(height))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _letter(path: Path) -> None:
    """A letter with the figures in it."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        f'PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{main}"><w:body><w:p><w:r>'
        "<w:t>平均分 95 分，客诉 6 件。</w:t></w:r></w:p></w:body></w:document>",
    }
    pack(path, {name: text.encode() for name, text in parts.items()})


def _mail() -> bytes:
    head = "From: shop@example.invalid\r\nTo: hr@example.invalid\r\nSubject: 11月考核表\r\n\r\n"
    return (head + "附件漏了，明天补发。\r\n").encode()


def _retyped(rows: list[list[object]], path: Path) -> None:
    """The form copied cell by cell into a new workbook: its texts and figures, nothing else."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([None if isinstance(value, str) and value.startswith("=") else value for value in row])
    book.save(path)
