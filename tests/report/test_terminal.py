"""Lines for a terminal: Chinese characters are two wide, figures stay whole, no line begins with a stop."""

from __future__ import annotations

import pytest

from kpixl.report.terminal import aligned, hanging, shown, thousands, width, wrapped


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("甲乙", 4), ("，", 2), ("e\u0301", 1), ("", 0)])
def test_a_chinese_character_takes_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_columns_stand_at_the_left_or_at_the_right() -> None:
    rows = [("甲", "1", "丙"), ("ab", "23", "d")]
    assert list(aligned(rows)) == ["甲   1  丙", "ab  23   d"]
    assert list(aligned(rows, left=(0, 2))) == ["甲   1  丙", "ab  23  d"]


@pytest.mark.parametrize(
    ("digits", "told"),
    [
        ("0.50", "0.50"),
        ("-0.50", "-0.50"),
        ("999.00", "999.00"),
        ("1000.00", "1,000.00"),
        ("-1234567", "-1,234,567"),
    ],
)
def test_thousands_are_set_apart(digits: str, told: str) -> None:
    assert thousands(digits) == told


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("short", 20, ["short"]),
        ("one two three", 8, ["one two", "three"]),
        ("得满分30.00分", 10, ["得满分", "30.00分"]),
        ("满分30分。", 8, ["满分30分。"]),
        ("甲乙丙，丁", 6, ["甲乙丙，", "丁"]),
        ("", 10, [""]),
        ("a\nb", 10, ["a b"]),
    ],
)
def test_a_text_is_wrapped_between_words_and_figures(text: str, room: int, lines: list[str]) -> None:
    assert list(wrapped(text, room)) == lines


def test_further_lines_stand_under_the_first() -> None:
    assert list(hanging("标准", "甲乙丙丁", 6, room=10)) == ["标准  甲乙", "      丙丁"]
    assert list(hanging("标准", "甲乙", room=10)) == ["标准  甲乙"]


def test_nobody_commands_the_terminal() -> None:
    assert shown("a\x1b[31mb\u3000c") == "a?[31mb\u3000c"
