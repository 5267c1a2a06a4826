"""Computed values to what a result holds: money, measures, how far the whole form is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from kpixl.model.cycle import Period
from kpixl.model.days import FIRST, LAST, day_of
from kpixl.model.result import ItemResult, MeasureResult, MoneyResult, Status
from kpixl.model.scheme import Form
from kpixl.rules.evaluate import Compiled
from kpixl.rules.values import UNKNOWN, Value


def money_results(form: Form, values: Mapping[str, Value]) -> Iterator[MoneyResult]:
    """What the fines and bonuses of the form come to."""
    for part in form.money:
        amount = number_of(values[part.name])
        yield MoneyResult(part.name, part.side, amount, part.payers, part.why, part.to)


def measure_results(form: Form, values: Mapping[str, Value]) -> Iterator[MeasureResult]:
    """Which measures of the form apply."""
    for part in form.measures:
        value = values[part.name]
        yield MeasureResult(part.name, value if isinstance(value, bool) else None, part.who, part.why)


def booked_months(days: Mapping[str, Compiled], values: Mapping[str, Value]) -> dict[str, str]:
    """The month of each day, as 2026-11; "" for one that is not known, or no day.

    What goes by the rows of a log has one for each row with a day, by name and number: 照价赔偿.2.
    """
    found = {name: day(values) for name, day in days.items()}
    months = {name: _month(value) for name, value in found.items()}
    for name, value in found.items():
        for row, part in enumerate(value if isinstance(value, tuple) else (), 1):
            if _month(part):
                months[f"{name}.{row}"] = _month(part)
    return months


def _month(value: Value) -> str:
    if not isinstance(value, Fraction) or not FIRST <= value < LAST + 1:
        return ""
    return str(Period.month_of(day_of(int(value))))


def settled_money(status: Status, money: tuple[MoneyResult, ...]) -> Status:
    """Where nothing is scored, what matters is whether every fine and bonus is known."""
    unknown = any(part.amount is None for part in money)
    return Status.NOT_ASSESSED if status is Status.ASSESSED and unknown else status


def overall(total: Value, items: tuple[ItemResult, ...]) -> Status:
    """How far the whole form is; where nothing is scored (None), whether all of it is filled in."""
    if isinstance(total, Fraction):
        return Status.ASSESSED
    if any(item.status is Status.INCOMPLETE for item in items):
        return Status.INCOMPLETE
    return Status.NOT_ASSESSED if total is UNKNOWN else Status.ASSESSED


def number_of(value: Value) -> Fraction | None:
    """The number that a value is; None for any other, never 0."""
    return value if isinstance(value, Fraction) else None
