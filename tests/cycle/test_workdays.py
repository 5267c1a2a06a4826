"""The working days around a period: public holidays, what the unit has otherwise, years nobody knows yet."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from kpixl.cycle.workdays import AFTER, BEFORE, workdays_around
from kpixl.model.cycle import Period
from kpixl.model.scheme import WorkingDays

USUAL = WorkingDays()


def around(period: str, own: WorkingDays = USUAL) -> tuple[set[date], list[str]]:
    found = Period.parse(period)
    assert found is not None
    days, findings = workdays_around(found, own)
    assert list(days) == sorted(set(days))
    return set(days), [finding.message() for finding in findings]


def test_the_national_holiday_is_off_and_its_weekends_are_on() -> None:
    days, findings = around("2026-09")
    assert findings == []
    off = {date(2026, 10, day) for day in range(1, 8)} | {date(2026, 9, 25), date(2026, 9, 26)}
    assert not off & days
    assert {date(2026, 9, 20), date(2026, 10, 10), date(2026, 9, 30), date(2026, 10, 8)} <= days
    assert not {date(2026, 9, 19), date(2026, 10, 11), date(2026, 9, 12)} & days


def test_the_unit_may_have_other_days_off_and_on() -> None:
    usual, _ = around("2026-11")
    days, _ = around("2026-11", WorkingDays(off=(date(2026, 11, 23),), on=(date(2026, 11, 28),)))
    assert usual - days == {date(2026, 11, 23)}
    assert days - usual == {date(2026, 11, 28)}


@pytest.mark.parametrize("period", ["2026-03", "2026-Q1", "2025"])
def test_the_days_reach_from_well_before_the_period_to_well_after_it(period: str) -> None:
    found = Period.parse(period)
    assert found is not None
    days, _ = around(period)
    week = timedelta(days=10)
    first, last = found.first - timedelta(days=BEFORE), found.last + timedelta(days=AFTER)
    assert first <= min(days) < first + week
    assert last - week < max(days) <= last


UNKNOWN = "还不知道 {} 年的法定节假日和调休，工作日暂按周一至周五计。"


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("2026-09", []),
        ("2026-10", ["2027"]),
        ("2026", ["2027"]),
        ("2027-12", ["2027、2028"]),
        ("2003-12", ["2003"]),
        ("2004-06", []),
    ],
)
def test_a_year_without_known_holidays_is_told_when_it_is_near(period: str, told: list[str]) -> None:
    assert around(period)[1] == [UNKNOWN.format(years) for years in told]


def test_in_such_a_year_monday_to_friday_are_worked() -> None:
    days, _ = around("2033-10")
    october = [date(2033, 10, day) for day in range(1, 32)]
    assert [day for day in october if day in days] == [day for day in october if day.weekday() < 5]


def test_who_has_written_down_days_of_the_year_is_not_told_again() -> None:
    days, findings = around("2027-10", WorkingDays(off=(date(2027, 10, 1), date(2028, 1, 3))))
    assert findings == []
    assert date(2027, 10, 1) not in days
    assert date(2027, 10, 4) in days


def test_the_holidays_are_only_loaded_when_somebody_counts() -> None:
    program = (
        "import sys, kpixl.pipeline.make, kpixl.pipeline.score, kpixl.pipeline.collect\n"
        "assert 'chinese_calendar' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
