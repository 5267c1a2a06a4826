"""Archives of files: every file in them with a name that can be read, or a reason why not."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from kpixl.findings import code_of
from kpixl.safety import containers
from kpixl.safety.containers import Member, Problem, is_container, left_out, members

BOOKS = Path(__file__).resolve().parents[1] / "data/books"
UTF8, LOCKED = 0x800, 1


class Entry(zipfile.ZipInfo):
    """A file whose name is written as these bytes, without a word on their encoding."""

    raw = b""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, self.flag_bits


def archive(
    entries: Iterable[tuple[str | bytes, bytes]], method: int = zipfile.ZIP_DEFLATED, extra: bytes = b""
) -> bytes:
    """An archive; a name is given as bytes where nothing tells its encoding."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in entries:
            entry = Entry(repr(name)) if isinstance(name, bytes) else zipfile.ZipInfo(name)
            if isinstance(entry, Entry):
                assert isinstance(name, bytes)
                entry.raw = name
            else:
                # As it stands here, not as this system would write it.
                entry.filename = entry.orig_filename
            entry.compress_type, entry.extra = method, extra
            packed.writestr(entry, data)
    return out.getvalue()


def told(source: Path | bytes, *passwords: str) -> list[tuple[str, bytes | str]]:
    """Names with the bytes of what can be read, and with the code for what cannot."""
    return [
        (found.name, found.data if isinstance(found, Member) else found.code)
        for found in members(source, passwords)
    ]


def names(source: Path | bytes) -> list[str]:
    return [name for name, _ in told(source)]


def test_every_file_in_every_folder(tmp_path: Path) -> None:
    data = archive([("一.xlsx", b"1"), ("销售部/", b""), ("销售部/张三.xlsx", b"2"), ("a/b/c/d.xls", b"3")])
    whole = [("一.xlsx", b"1"), ("销售部/张三.xlsx", b"2"), ("a/b/c/d.xls", b"3")]
    assert told(data) == whole
    path = tmp_path / "交回.zip"
    path.write_bytes(data)
    assert is_container(path)
    assert told(path) == whole


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (["销售部/张三.xlsx".encode("gbk")], ["销售部/张三.xlsx"]),
        (["销售部\\张三.xlsx".encode("gbk")], ["销售部/张三.xlsx"]),
        (["张三.xlsx".encode()], ["张三.xlsx"]),
        (["张㐱𠮷.xlsx".encode("gb18030")], ["张㐱𠮷.xlsx"]),
        ([b"a.xlsx", "张三.xlsx".encode("gbk")], ["a.xlsx", "张三.xlsx"]),
        # Taken by itself the first would pass for UTF-8.
        ([b"\xc4\xa3.xlsx", "张三.xlsx".encode("gbk")], ["模.xlsx", "张三.xlsx"]),
        ([b"\xff\xff.xlsx"], ["\ufffd\ufffd.xlsx"]),
        (["张三.xlsx", "李四.xlsx".encode("gbk")], ["张三.xlsx", "李四.xlsx"]),
        ([b"a\x07b\x1f.xlsx"], ["a\ufffdb\ufffd.xlsx"]),
    ],
)
def test_names_in_every_encoding(raw: list[str | bytes], name: list[str]) -> None:
    assert names(archive([(each, b"x") for each in raw])) == name


def test_a_name_added_in_utf8_counts_if_it_belongs_to_this_one() -> None:
    raw, added = "王小明.xlsx".encode("gbk"), "王小明（补）.xlsx"
    for checksum, name in ((zlib.crc32(raw), added), (zlib.crc32(b"x"), "王小明.xlsx")):
        body = b"\1" + struct.pack("<I", checksum) + added.encode()
        extra = struct.pack("<HH", 0x9999, 2) + b"ab" + struct.pack("<HH", 0x7075, len(body)) + body
        assert names(archive([(raw, b"x")], extra=extra)) == [name]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\Windows\\a.xlsx", "a/../../b.xlsx"])
def test_a_name_never_becomes_a_path(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "a/b"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert told(archive([(name, b"x")])) == [(name.replace("\\", "/"), b"x")]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_systems_leave_behind_is_no_file() -> None:
    leavings = [
        "__MACOSX/._张三.xlsx",
        "__MACOSX/a",
        ".DS_Store",
        "a/.DS_Store",
        "Thumbs.db",
        "~$张三.xlsx",
        "desktop.ini",
    ]
    assert all(left_out(name) for name in leavings)
    assert names(archive([(name, b"x") for name in [*leavings, "张三.xlsx"]])) == ["张三.xlsx"]
    assert told(archive([(name, b"x") for name in leavings])) == [("", "archive-empty")]


def test_archives_inside_archives_are_opened_so_far() -> None:
    inner = archive([("张三.xlsx", b"1")])
    second = archive([("内.zip", inner), ("李四.xlsx", b"2")])
    third = archive([("中.zip", second)])
    assert told(third) == [("中.zip/内.zip/张三.xlsx", b"1"), ("中.zip/李四.xlsx", b"2")]
    assert told(archive([("外.zip", third)])) == [
        ("外.zip/中.zip/内.zip", "archive-too-deep"), ("外.zip/中.zip/李四.xlsx", b"2"),
    ]  # fmt: skip
    assert told(archive([("空.zip", archive([]))])) == [("空.zip", "archive-empty")]


def test_workbooks_are_no_archives_of_files() -> None:
    for path in sorted(BOOKS.iterdir()):
        assert is_container(path) == (path.suffix == ".zip"), path.name
        assert is_container(path.read_bytes()) == (path.suffix == ".zip")
    books = [path for path in sorted(BOOKS.iterdir()) if path.suffix in (".xlsx", ".xls", ".ods")]
    packed = archive([(path.name, path.read_bytes()) for path in books])
    assert told(packed) == [(path.name, path.read_bytes()) for path in books]


@pytest.mark.parametrize("data", [b"", b"P", b"PK\3\4 and nothing more", b"%PDF", b"Rar!\x1a\x07\x01"])
def test_what_is_no_archive_is_none(data: bytes) -> None:
    assert not is_container(data)


def test_an_archive_of_nothing_is_still_one() -> None:
    assert is_container(archive([]))
    assert told(archive([])) == [("", "archive-empty")]


def test_what_is_no_archive_at_all_is_damaged() -> None:
    assert told(b"PK\3\4 and nothing more") == [("", "file-damaged")]


def test_an_archive_that_was_cut_off_is_none() -> None:
    data = archive([("张三.xlsx", bytes(1000))])
    assert not any(is_container(data[: len(data) * tenth // 10]) for tenth in range(10))


def test_a_damaged_file_does_not_take_the_others_with_it() -> None:
    data = archive([("坏.xlsx", b"abcdefgh" * 9), ("好.xlsx", b"x")], zipfile.ZIP_STORED)
    assert told(data.replace(b"abcdefgh", b"abcdefgi", 1)) == [
        ("坏.xlsx", "archive-file-damaged"), ("好.xlsx", b"x"),
    ]  # fmt: skip


def test_a_file_is_locked_or_opened_with_its_password() -> None:
    path = BOOKS / "加密.zip"
    assert is_container(path)
    name = "销售部/张三.xlsx"
    assert told(path) == [(name, "archive-file-locked")]
    assert told(path, "错的") == [(name, "archive-file-password-wrong")]
    assert told(path, "错的", "考核2026") == [(name, (BOOKS / "样表.xlsx").read_bytes())]


def test_a_lock_that_nobody_here_opens_is_a_lock() -> None:
    data = bytearray((BOOKS / "加密.zip").read_bytes())
    entry = data.rindex(b"PK\1\2")
    data[entry + 10 : entry + 12] = struct.pack("<H", 99)
    assert told(bytes(data), "考核2026") == [("销售部/张三.xlsx", "archive-file-locked")]


def test_a_bomb_is_not_unpacked() -> None:
    data = archive([("大.xlsx", bytes(20 * 2**20)), ("小.xlsx", b"x")])
    assert len(data) < 2**20
    assert told(data) == [("大.xlsx", "archive-file-too-large"), ("小.xlsx", b"x")]


def test_a_file_may_be_only_so_large(monkeypatch: pytest.MonkeyPatch) -> None:
    data = archive([("a.xlsx", bytes(100))])
    monkeypatch.setattr(containers, "MAX_FILE", 100)
    assert told(data) == [("a.xlsx", bytes(100))]
    monkeypatch.setattr(containers, "MAX_FILE", 99)
    assert told(data) == [("a.xlsx", "archive-file-too-large")]


def test_a_size_that_is_not_true_is_found_out() -> None:
    data = bytearray(archive([("a.xlsx", b"x" * 1000)]))
    entry = data.rindex(b"PK\1\2")
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)
    assert told(bytes(data)) == [("a.xlsx", "archive-file-damaged")]


def test_files_and_bytes_of_all_archives_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = archive([(f"{n}.xlsx", bytes(10)) for n in range(3)])
    data = archive([("a.zip", inner), ("b.xlsx", b"x")])
    monkeypatch.setattr(containers, "MAX_MEMBERS", 5)
    assert len(told(data)) == 4
    monkeypatch.setattr(containers, "MAX_MEMBERS", 3)
    assert told(data)[-1] == ("a.zip/2.xlsx", "archive-too-large")
    monkeypatch.undo()
    monkeypatch.setattr(containers, "MAX_BYTES", len(inner) + 25)
    assert told(data)[-1] == ("a.zip/2.xlsx", "archive-too-large")


def test_a_list_of_files_without_end_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = archive([(f"{n}.xlsx", b"x") for n in range(50)])
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    monkeypatch.setattr(containers, "_MAX_DIRECTORY", 1000)
    for source in (data, path):
        assert is_container(source)
        assert told(source) == [("", "archive-too-large")]


def test_the_long_form_of_an_archive_is_not_read() -> None:
    data = archive([("a.xlsx", b"x")])
    end = data.rindex(b"PK\5\6")
    long = data[:end] + b"PK\6\7" + bytes(16) + data[end:]
    assert told(long) == [("", "archive-too-large")]


def test_every_reason_is_a_finding() -> None:
    for code in ("archive-empty", "archive-too-deep", "archive-too-large", "file-damaged"):
        assert code_of(Problem("", code).code).zh_remedy
    for code in ("locked", "password-wrong", "damaged", "too-large"):
        assert "{name}" in code_of(f"archive-file-{code}").zh


def test_a_file_that_cannot_be_read_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        is_container(tmp_path / "a.zip")
