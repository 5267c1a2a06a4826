"""When money counts: the month that a line is booked to, and the month that it is paid in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kpixl.findings import Finding, few
from kpixl.model.cycle import Period
from kpixl.model.ledger import MONEY, Entry, EntryKind
from kpixl.model.result import Result
from kpixl.model.scheme import Scheme


def months_of(
    scheme: Scheme, kind: EntryKind, result: Result, basis: str, row: int, period: str
) -> tuple[str, str]:
    """The period or month that a line is booked to, and the month in which it is paid.

    What goes by a day is booked to the month of that day, that of the row where a row of a log says so, and
    "" while nobody knows the day; all else to the period. It is paid so many months later as the scheme
    says; "" where it says nothing.
    """
    booked = result.booked.get(f"{basis}.{row}", result.booked.get(basis, period))
    if kind not in MONEY:
        return period, ""
    found = Period.parse(booked)
    if found is None:
        return "", ""
    if scheme.payout is not None:
        return booked, str(found.after(scheme.payout))
    return booked, booked if basis in result.booked else ""


def unbooked(entries: Iterable[Entry]) -> Iterator[Finding]:
    """One finding for all money of which nobody knows the month."""
    names = dict.fromkeys(
        f"{entry.appraisee.name}·{entry.rule}"
        for entry in entries
        if entry.kind in MONEY and not entry.booked
    )
    if names:
        yield Finding("booking-unknown", details={"count": len(names), "names": few(list(names))})
