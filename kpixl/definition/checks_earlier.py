"""Checks of what is taken from other cycles: from before, never from the cycle itself, in rows that fit."""

from __future__ import annotations

from collections.abc import Iterator, Set

from kpixl.findings import Finding, Place
from kpixl.model.cycle import Period
from kpixl.model.indicator import OpenRows
from kpixl.model.scheme import Scheme

_WITHIN = "within"
_PERIODS = {
    "month": Period(2026, 12, 1),
    "quarter": Period(2026, 10, 3),
    "half": Period(2026, 7, 6),
    "year": Period(2026, 1, 12),
}
"""A period of each length, the last of its year."""

_VARYING = "since"
"""The window that is longer at the end of a year than at its beginning."""


def carried_from_before(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """A roster is there before the period is over: its columns come from earlier cycles."""
    for name, earlier in scheme.carried.items():
        if earlier.window.kind == _WITHIN and earlier.place not in broken:
            yield Finding("carried-within", earlier.place, {"name": name})


def taken_from_others(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """Nothing inside the period is of this very scheme, but the figures of those below."""
    for form in scheme.forms:
        for section in form.sections:
            for indicator in section.indicators:
                rows = indicator.rows.columns if indicator.rows is not None else ()
                for part in (*indicator.inputs, *rows):
                    earlier = part.earlier
                    if earlier is None or earlier.children or earlier.place in broken:
                        continue
                    if earlier.window.kind == _WITHIN and earlier.of in ("", scheme.slug):
                        yield Finding("earlier-own-period", earlier.place, {"name": part.name})


def rows_fit(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """Where a row stands for a month or a quarter, there are as many rows as the time has of them."""
    for form in scheme.forms:
        for section in form.sections:
            for indicator in section.indicators:
                if indicator.rows is not None and indicator.place not in broken:
                    yield from _rows(scheme, indicator.rows, indicator.name)


def _rows(scheme: Scheme, rows: OpenRows, name: str) -> Iterator[Finding]:
    earlier = next((part.earlier for part in rows.columns if part.earlier is not None), None)
    if earlier is None or not earlier.each or earlier.window.kind == _VARYING:
        return
    wanted = len(earlier.window.months(_PERIODS[scheme.cycle])) // earlier.each
    if wanted != rows.count:
        details = {"name": name, "count": rows.count, "wanted": wanted}
        yield Finding("earlier-row-count", earlier.place, details)


EARLIER_CHECKS = (carried_from_before, taken_from_others, rows_fit)
"""Every check of this module."""
