"""Checks of who bears money and whom measures are for: shares add up, columns are there."""

from __future__ import annotations

from collections.abc import Iterator, Set
from fractions import Fraction

from kpixl.findings import Finding, Place
from kpixl.model.indicator import Kind
from kpixl.model.numbers import plain
from kpixl.model.scheme import Form, Scheme

_WRITTEN = (Kind.TEXT, Kind.CHOICE)
"""What a column must hold that names people: a number keeps no leading zeros."""


def shares_add_up(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """What is split is split wholly."""
    for form in scheme.forms:
        for money in form.money:
            shares = [payer.share for payer in money.payers if payer.share is not None]
            total = sum(shares, Fraction())
            if shares and total != 1 and money.place not in broken:
                details = {"name": money.name, "sum": plain(total * 100) + "%"}
                yield Finding("payer-shares-sum", money.place, details)


def columns_are_there(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """A column of a log that names those concerned is one of the form, and holds texts."""
    for form in scheme.forms:
        known = tuple(_columns(form))
        asked = [(money.place, payer.who) for money in form.money for payer in money.payers]
        asked += [(measure.place, measure.who) for measure in form.measures]
        for place, who in asked:
            if "." in who and who not in known:
                yield Finding("payer-unknown-column", place, {"text": who, "known": "、".join(known) or "—"})


def _columns(form: Form) -> Iterator[str]:
    for section in form.sections:
        for indicator in section.indicators:
            for column in indicator.rows.columns if indicator.rows else ():
                if column.kind in _WRITTEN:
                    yield f"{indicator.name}.{column.name}"


PAYER_CHECKS = (shares_add_up, columns_are_there)
"""Every check of payers."""
