"""Checks of what is taken from other cycles: from before, never from the cycle itself, in rows that fit."""

from __future__ import annotations

from collections.abc import Iterator, Set

from kpixl.findings import Finding, Place
from kpixl.model.cycle import Period
from kpixl.model.earlier import Earlier, Gather
from kpixl.model.indicator import Indicator, OpenRows
from kpixl.model.scheme import Scheme
from kpixl.model.units import unit_of
from kpixl.rules.nodes import Name, names
from kpixl.rules.parser import parse
from kpixl.rules.printer import quote_name
from kpixl.rules.scoring import VALUE
from kpixl.rules.tokens import RuleSyntaxError

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


def rates_not_averaged(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """The mean of rates is not the rate of all together: it says nothing of how much each stands for."""
    for name, unit, earlier in _taken(scheme):
        if earlier.gather is not Gather.MEAN or earlier.place in broken:
            continue
        if _is_rate(unit) or _takes_rate(scheme, earlier):
            yield Finding("earlier-mean-of-rates", earlier.place, {"name": name})


def _taken(scheme: Scheme) -> Iterator[tuple[str, str, Earlier]]:
    """Everything that is taken, by its name and its unit."""
    for name, earlier in scheme.carried.items():
        yield name, scheme.columns.get(name, ""), earlier
    for indicator in _indicators(scheme):
        rows = indicator.rows.columns if indicator.rows is not None else ()
        for part in (*indicator.inputs, *rows):
            if part.earlier is not None:
                yield part.name, part.unit, part.earlier


def _takes_rate(scheme: Scheme, earlier: Earlier) -> bool:
    """Whether nothing but rates of this very scheme is taken; another scheme is not looked at."""
    if earlier.of not in ("", scheme.slug):
        return False
    rates = {name for indicator in _indicators(scheme) for name in _rates(indicator)}
    rates |= {name.removeprefix(f"{earlier.where}.") for name in rates if earlier.where}
    try:
        taken = {part.name for part in names(parse(earlier.take.text)) if isinstance(part, Name)}
    except RuleSyntaxError:
        return False
    return bool(taken) and taken <= rates


def _indicators(scheme: Scheme) -> Iterator[Indicator]:
    for form in scheme.forms:
        for section in form.sections:
            yield from section.indicators


def _rates(indicator: Indicator) -> Iterator[str]:
    """What of an indicator is a rate, by the names that rules have for it."""
    if _is_rate(indicator.unit) or _is_quotient(indicator):
        yield f"{indicator.name}.{VALUE}"
    yield from (f"{indicator.name}.{part.name}" for part in indicator.inputs if _is_rate(part.unit))


def _is_rate(unit: str) -> bool:
    return unit_of(unit).ratio != 1


def _is_quotient(indicator: Indicator) -> bool:
    """Whether an indicator was written as a ratio of two counts."""
    if indicator.value is None or len(indicator.inputs) != 2:
        return False
    above, below = (quote_name(part.name) for part in indicator.inputs)
    return indicator.value.text.startswith(f"{above} / {below}")


EARLIER_CHECKS = (carried_from_before, taken_from_others, rows_fit, rates_not_averaged)
"""Every check of this module."""
