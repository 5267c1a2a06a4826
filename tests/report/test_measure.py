"""Texts fit the columns and rows that are made for them."""

from __future__ import annotations

import pytest

from kpixl.report.measure import fitting, lines_needed, room_left, text_width


def test_a_chinese_character_is_about_as_wide_as_two_digits() -> None:
    assert text_width("客诉") == 4
    assert text_width("10") == pytest.approx(2.2)


@pytest.mark.parametrize(
    "text", ["销售部", "阿依古丽·买买提", "XS007 王晓燕", "新建 Microsoft Excel 工作表(1).xlsx"]
)
@pytest.mark.parametrize("size", [9, 10])
def test_a_column_made_for_a_text_takes_it_in_one_line(text: str, size: int) -> None:
    assert lines_needed(text, fitting([text], 0, 1000, size), size) == 1


def test_a_longer_text_takes_more_lines_and_a_line_break_counts() -> None:
    assert lines_needed("核实后改正" * 4, 21) == 3
    assert lines_needed("一\n二", 21) == 2


def test_widths_stay_between_their_limits() -> None:
    assert (fitting([], 8, 16), fitting(["长" * 40], 8, 16)) == (8, 16)
    assert (room_left([10] * 20, 20, 40), room_left([10], 20, 40)) == (20, 40)
