"""Names that Excel and Windows take: never too long, never twice, never a path."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpixl.workbook.filenames import FILE_LIMIT, SHEET_LIMIT, file_name, sheet_name


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("007 王晓燕", "007 王晓燕"),
        ("A/B\\C:[D]*?", "A_B_C__D___"),
        ("'引号'", "’引号’"),
        ("  ", "_"),
        ("", "_"),
        ("甲" * 40, "甲" * 31),
        ("\U00020000" * 20, "\U00020000" * 15),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(text: str, name: str) -> None:
    assert sheet_name(text, set()) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("001 王小明 十一月", "001 王小明 十一月"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\temp", "C__temp"),
        ('<a>"b"|c?*', "_a__b__c__"),
        ("con", "_con"),
        ("NUL.2026", "_NUL.2026"),
        ("com7", "_com7"),
        ("控制\x07\n", "控制__"),
        (" . ", "_"),
        ("e\u0301", "é"),
    ],
)  # fmt: skip
def test_a_file_has_a_name_that_windows_takes(text: str, name: str) -> None:
    assert file_name(text, set()) == name


def test_names_are_told_apart_whatever_the_case() -> None:
    taken: set[str] = set()
    assert [sheet_name("Li", taken), sheet_name("LI", taken), sheet_name("li", taken)] == [
        "Li",
        "LI (2)",
        "li (3)",
    ]
    names = [file_name("甲" * 100, taken, ".xlsx") for _ in range(2)]
    assert names == ["甲" * FILE_LIMIT + ".xlsx", "甲" * (FILE_LIMIT - 4) + " (2).xlsx"]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(texts=st.lists(TEXTS, max_size=5))
def test_whatever_a_sheet_is_called_excel_takes_it(texts: list[str]) -> None:
    taken: set[str] = set()
    names = [sheet_name(text, taken) for text in texts]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < units(name) <= SHEET_LIMIT
        assert not re.search(r"[\[\]:*?/\\'\x00-\x1f]", name)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, max_size=4))
def test_whatever_a_file_is_called_it_lies_in_its_folder(texts: list[str], tmp_path: Path) -> None:
    taken: set[str] = set()
    for text in texts:
        name = file_name(text, taken, ".xlsx")
        path = tmp_path / name
        path.write_bytes(b"")
        assert path.parent == tmp_path
        assert path.resolve().parent == tmp_path.resolve()
        assert units(name) <= FILE_LIMIT + 5
        path.unlink()
