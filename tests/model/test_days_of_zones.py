"""The day of a moment is that of the scheme's zone, on every machine."""

from __future__ import annotations

import time

import pytest

from kpixl.model.ledger import Stamp
from kpixl.model.zones import day_in
from kpixl.report.money_words import stamped

LATE = "2026-12-18T17:00:00+00:00"


@pytest.mark.parametrize("machine", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_a_day_is_that_of_the_zone_whatever_the_machine_has(
    machine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", machine)
    time.tzset()
    try:
        assert day_in("Asia/Shanghai", LATE) == "2026-12-19"
        assert day_in("America/New_York", LATE) == "2026-12-18"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_decision_is_told_by_the_day_of_the_zone_and_none_is_a_dash() -> None:
    assert stamped(Stamp("总经理", "hr", LATE, "属实"), "Asia/Shanghai") == ("总经理", "2026-12-19", "属实")
    assert stamped(Stamp("总经理", "hr", "", "属实"), "Asia/Shanghai")[1] == "—"
