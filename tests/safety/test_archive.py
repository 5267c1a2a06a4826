"""What is said of an archive before anything else opens it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kpixl.safety import archive
from kpixl.safety.archive import Hazard, UnsafeArchive, check_archive, open_part

ROSTERS = Path(__file__).resolve().parents[1] / "data/rosters"


def packed(path: Path, parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return path


@pytest.mark.parametrize("path", sorted(ROSTERS.glob("*.xlsx")), ids=lambda path: path.name)
def test_a_workbook_is_safe(path: Path) -> None:
    assert check_archive(path) is None


@pytest.mark.parametrize(
    ("name", "data", "hazard"),
    [
        ("a.xml", b"<a/>", None),
        ("a.xml", b"", None),
        ("a.png", b"\x89PNG", None),
        ("a.svg", b"<!DOCTYPE svg><svg/>", None),
        ("a.xml", b"<!DOCTYPE a><a/>", Hazard.ENTITIES),
        ("a.bin", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', Hazard.ENTITIES),
        ("a.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"), Hazard.ENTITIES),
        ("a.xml", b"<!--" + b" " * 2**16 + b"--><a/>", Hazard.ENTITIES),
        ("a.xml", b'<?xml version="1.0" encoding="no-such"?><a/>', None),
        ("a.xml", b"<a>" + b" " * (11 * 2**20) + b"</a>", Hazard.TOO_LARGE),
    ],
    ids=range(10),
)
def test_a_part_is_judged_by_what_is_in_it(
    name: str, data: bytes, hazard: Hazard | None, tmp_path: Path
) -> None:
    assert check_archive(packed(tmp_path / "a.zip", {"b.xml": b"<b/>", name: data})) == hazard


def test_all_parts_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.zip", dict.fromkeys("abc", b"<a/>"))
    monkeypatch.setattr(archive, "MAX_TOTAL", 12)
    assert check_archive(path) is None
    monkeypatch.setattr(archive, "MAX_TOTAL", 11)
    assert check_archive(path) is Hazard.TOO_LARGE


def test_the_archive_itself_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.zip", {"a": b"<a/>"})
    monkeypatch.setattr(archive, "MAX_FILE", path.stat().st_size - 1)
    assert check_archive(path) is Hazard.TOO_LARGE


def test_only_usual_compression_is_opened(tmp_path: Path) -> None:
    assert check_archive(packed(tmp_path / "a.zip", {"a": b"<a/>"}, zipfile.ZIP_LZMA)) is Hazard.DAMAGED


def test_what_is_no_archive_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\3\4 and nothing more")
    assert check_archive(tmp_path / "a.zip") is Hazard.DAMAGED


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check_archive(tmp_path / "a.zip")


def test_a_part_is_read_up_to_its_limit(tmp_path: Path) -> None:
    with zipfile.ZipFile(packed(tmp_path / "a.zip", {"a": b"12345"})) as book:
        assert open_part(book, "a", limit=5) == b"12345"
        with pytest.raises(UnsafeArchive) as caught:
            open_part(book, "a", limit=4)
        assert caught.value.hazard is Hazard.TOO_LARGE
        with pytest.raises(UnsafeArchive) as caught:
            open_part(book, "b")
        assert caught.value.hazard is Hazard.DAMAGED
