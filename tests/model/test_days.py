"""Days and moments as numbers, and back as people write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from kpixl.model.days import DAY, MOMENT, day_of, moment_text, number_of, parse_moment, seconds_of
from kpixl.model.numbers import settled


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(1900, 3, 1), 61),
        (date(2000, 1, 1), 36526),
        (date(2026, 2, 28), 46081),
        (date(2026, 11, 3), 46329),
    ],
)
def test_a_day_has_the_number_that_spreadsheets_give_it(day: date, number: int) -> None:
    assert number_of(day) == number
    assert day_of(number) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2026-11-03", Fraction(46329)),
        (" 2026-11-03 ", Fraction(46329)),
        ("2026-11-03 06:00", 46329 + Fraction(1, 4)),
        ("2026-11-03T18:00:00", 46329 + Fraction(3, 4)),
        ("2026-11-03 8:05:30", 46329 + Fraction(8 * 3600 + 5 * 60 + 30, 86400)),
        ("2024-02-29", Fraction(45351)),
        ("2026-02-29", None),
        ("2026-11-03 24:00", None),
        ("2026-11-03 14:60", None),
        ("2026-11-03 14:05:60", None),
        ("2026/11/3", None),
        ("2026-11-3", None),
        ("20261103", None),
        ("十一月三日", None),
        ("", None),
    ],
)
def test_only_a_whole_date_in_one_spelling_is_read(text: str, number: Fraction | None) -> None:
    assert parse_moment(text) == number


@pytest.mark.parametrize(
    ("number", "day", "moment"),
    [
        (Fraction(46329), "2026-11-03", "2026-11-03 00:00"),
        (46330 - Fraction(1, 86400), "2026-11-03", "2026-11-03 23:59"),
        (46330 - Fraction(1, 10**10), "2026-11-04", "2026-11-04 00:00"),
        (Fraction(61), "1900-03-01", "1900-03-01 00:00"),
        (Fraction(60), None, None),
        (Fraction(2958466), None, None),
        (Fraction(20261103), None, None),
    ],
)
def test_a_number_is_written_as_a_day_if_it_is_one(
    number: Fraction, day: str | None, moment: str | None
) -> None:
    assert (moment_text(number, DAY), moment_text(number, MOMENT)) == (day, moment)


def test_every_minute_of_a_day_is_written_as_it_was_typed() -> None:
    start = datetime(2026, 11, 3)
    for minute in range(24 * 60):
        text = (start + timedelta(minutes=minute)).strftime("%Y-%m-%d %H:%M")
        number = parse_moment(text)
        assert number is not None
        assert moment_text(settled(number), MOMENT) == text
        assert moment_text(Fraction(float(number)), MOMENT) == text


def test_a_difference_of_typed_moments_is_exact_to_the_second() -> None:
    start = parse_moment("2026-11-03 14:05:01")
    assert start is not None
    for second in range(0, 90_000, 7):
        end = settled(start + Fraction(second, 86400))
        assert seconds_of(end - settled(start)) == second
