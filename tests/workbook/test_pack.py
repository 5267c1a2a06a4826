"""One zip per department folder."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from kpixl.workbook.pack import zip_departments

_UTF8_NAMES = 1 << 11


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    folder = tmp_path / "sent"
    for name in (
        "销售部/XS001 陈志强.xlsx",
        "销售部/XS002 刘敏.xlsx",
        "Care/KF1.xlsx",
        "销售部/附件/说明.txt",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    (folder / "发放清单.xlsx").write_bytes(b"list")
    (folder / "空部门").mkdir()
    (folder / "销售部" / "~$XS001 陈志强.xlsx").write_bytes(b"lock")
    (folder / "销售部" / ".DS_Store").write_bytes(b"hidden")
    return folder


def test_each_department_folder_becomes_one_zip_with_its_files(sent: Path, tmp_path: Path) -> None:
    zips = zip_departments(sent, tmp_path / "zips")
    assert [path.name for path in zips] == ["Care.zip", "销售部.zip"]
    with zipfile.ZipFile(zips[1]) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: name.encode()
            for name in ("销售部/XS001 陈志强.xlsx", "销售部/XS002 刘敏.xlsx", "销售部/附件/说明.txt")
        }


def test_chinese_names_carry_the_flag_that_windows_explorer_reads(sent: Path, tmp_path: Path) -> None:
    _, sales = zip_departments(sent, tmp_path / "zips")
    with zipfile.ZipFile(sales) as archive:
        assert all(entry.flag_bits & _UTF8_NAMES for entry in archive.infolist())


def test_the_same_files_give_the_same_bytes_whenever_they_were_made(sent: Path, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in zip_departments(sent, tmp_path / "one")]
    for path in sent.rglob("*.xlsx"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert [path.read_bytes() for path in zip_departments(sent, tmp_path / "two")] == first


def test_the_zips_may_go_into_the_folder_itself_and_stay_out_of_each_other(sent: Path) -> None:
    first = zip_departments(sent, sent / "zips")
    assert zip_departments(sent, sent / "zips") == first
    assert [path.name for path in first] == ["Care.zip", "销售部.zip"]


def test_no_zip_is_left_when_one_of_them_fails(
    sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def fails_for_sales(path: Path) -> bytes:
        if "销售部" in path.parts:
            raise OSError("locked")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", fails_for_sales)
    with pytest.raises(OSError, match="locked"):
        zip_departments(sent, tmp_path / "zips")
    assert list((tmp_path / "zips").iterdir()) == []
