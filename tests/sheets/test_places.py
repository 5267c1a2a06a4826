"""Addresses of cells and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpixl.sheets.places import MAX_COLUMN, MAX_ROW, address, letters, place


@given(row=st.integers(1, MAX_ROW), column=st.integers(1, MAX_COLUMN))
def test_a_place_is_found_again_by_its_address(row: int, column: int) -> None:
    assert place(address(row, column)) == place(f"${letters(column)}${row}") == (row, column)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("A1", (1, 1)), ("$H$17", (17, 8)), ("XFD1048576", (MAX_ROW, MAX_COLUMN)),
        ("XFE1", None), ("A1048577", None), ("A0", None), ("A01", None), ("a1", None), ("1A", None),
        ("A", None), ("", None), ("A1:B2", None), ("A１", None), ("ＡA1", None), ("A" * 9999 + "1", None),
        ("A" + "9" * 5000, None), (" A1", None), ("A1\n", None),
    ],
)  # fmt: skip
def test_what_no_sheet_has_is_no_place(text: str, at: tuple[int, int] | None) -> None:
    assert place(text) == at
