"""Checks of the columns for payroll: each holds something that is known, under a heading of its own."""

from __future__ import annotations

from collections.abc import Iterator, Set

from kpixl.findings import Finding, Place, did_you_mean
from kpixl.model.cohort import name_of
from kpixl.model.payroll import STATE_HEADING, PayWord
from kpixl.model.roster import STANDARD_COLUMNS
from kpixl.model.scheme import DATE_COLUMN, TEXT_COLUMN, Scheme


def columns_known(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """A column holds one of the words, a column of the roster, or an amount or step by its name."""
    known = tuple(dict.fromkeys(_known(scheme)))
    for column in scheme.payroll:
        if column.name not in known:
            near = did_you_mean(column.name, known)
            details = {"name": column.name, "near": near, "known": "、".join(PayWord)}
            yield Finding("payroll-unknown-near" if near else "payroll-unknown", column.place, details)


def headings_apart(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """No two columns have the same heading: whoever imports them goes by it."""
    seen: set[str] = set()
    for column in scheme.payroll:
        if column.heading in seen:
            yield Finding("payroll-heading-twice", column.place, {"name": column.heading})
        seen.add(column.heading)


def heading_free(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """No column has the heading of the one that says whether amounts are final."""
    for column in scheme.payroll:
        if column.heading == STATE_HEADING:
            yield Finding("payroll-heading-taken", column.place, {"name": column.heading})


def something_to_import(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """Payroll knows people by their numbers, or takes amounts; a list with neither serves nothing."""
    names = {column.name for column in scheme.payroll}
    texts: set[str] = {PayWord.NAME, PayWord.DEPARTMENT, PayWord.POSITION, PayWord.GRADE}
    texts |= {PayWord.MONTH, PayWord.REMARK}
    texts |= {name for name, unit in scheme.columns.items() if unit in (TEXT_COLUMN, DATE_COLUMN)}
    if names and names <= texts:
        yield Finding("payroll-nothing-to-import", scheme.payroll[0].place)


def _known(scheme: Scheme) -> Iterator[str]:
    yield from PayWord
    yield from STANDARD_COLUMNS
    yield from scheme.columns
    yield scheme.total
    if scheme.pay is not None:
        yield scheme.pay.name
    yield from (money.name for form in scheme.forms for money in form.money)
    yield from (name_of(step) for step in scheme.cohort)


PAYROLL_CHECKS = (columns_known, headings_apart, heading_free, something_to_import)
"""Every check of the columns for payroll."""
