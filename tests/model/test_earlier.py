"""Which months a window covers, as seen from a period."""

from __future__ import annotations

import pytest

from kpixl.model.cycle import Period
from kpixl.model.earlier import WINDOWS, Window

CASES = [
    ("back", 1, "2026-11", "2026-10", "2026-10"),
    ("back", 1, "2026-01", "2025-12", "2025-12"),
    ("back", 3, "2026-02", "2025-11", "2025-11"),
    ("back", 1, "2026-Q1", "2025-10", "2025-12"),
    ("back", 2, "2026", "2024-01", "2024-12"),
    ("month", 3, "2026", "2026-03", "2026-03"),
    ("month", 12, "2026-Q1", "2026-12", "2026-12"),
    ("quarter", 4, "2026", "2026-10", "2026-12"),
    ("half", 2, "2026", "2026-07", "2026-12"),
    ("since", 1, "2026-11", "2026-01", "2026-10"),
    ("since", 1, "2026-Q3", "2026-01", "2026-06"),
    ("since", 1, "2026-01", None, None),
    ("since", 1, "2026", None, None),
    ("months", 12, "2026-03", "2025-03", "2026-02"),
    ("within", 1, "2026-Q3", "2026-07", "2026-09"),
    ("within", 1, "2026-H1", "2026-01", "2026-06"),
    ("within", 1, "2026-11", "2026-11", "2026-11"),
]


def month(text: str) -> int:
    period = Period.parse(text)
    assert period is not None
    return period.span.start


@pytest.mark.parametrize(("kind", "number", "period", "first", "last"), CASES)
def test_a_window_covers_these_months(
    kind: str, number: int, period: str, first: str | None, last: str | None
) -> None:
    seen = Period.parse(period)
    assert seen is not None
    months = Window(kind, number).months(seen)
    wanted = range(month(first), month(last) + 1) if first and last else range(0)
    assert list(months) == list(wanted)


def test_every_window_has_a_case() -> None:
    assert {kind for kind, *_ in CASES} == WINDOWS.keys()
