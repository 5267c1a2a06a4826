"""An amount to those who bear it: each the whole, or all together exactly the amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.cents import apportion
from kpixl.model.consequence import OWN, Payer
from kpixl.model.ledger import NOBODY_KNOWS, Named, Party, Seen
from kpixl.model.relation import Found, Relation, Trouble
from kpixl.model.result import Result


@dataclass(frozen=True, slots=True)
class Burden:
    """What falls to one party, with the row that says so (if it was a row). `trouble`: nobody knows whom.

    `row` is its number in the log, 0 where no row says so.
    """

    party: Party
    amount: Fraction
    cells: tuple[Seen, ...] = ()
    trouble: Trouble | None = None
    row: int = 0


def burdens(
    name: str, amount: Fraction, payers: Sequence[Payer], result: Result, relation: Relation
) -> tuple[Burden, ...]:
    """Who bears how much of an amount, by name. Nothing for parts of less than a cent.

    Somebody who is meant twice by those who bear it whole bears it once; of two whom nobody knows, each does.
    """
    shares = [payer.share for payer in payers if payer.share is not None]
    if shares:
        parts = zip(payers, apportion(amount, shares), strict=True)
        found = [burden for payer, part in parts for burden in _of(name, part, payer, result, relation)]
        return tuple(burden for burden in found if burden.amount)
    whole: dict[tuple[Party, tuple[Seen, ...], str], Burden] = {}
    for payer in payers or (Payer(OWN[0]),):
        for burden in _of(name, amount, payer, result, relation):
            unknown = payer.who if burden.trouble is not None else ""
            whole.setdefault((burden.party, burden.cells, unknown), burden)
    return tuple(burden for burden in whole.values() if burden.amount)


def _of(name: str, part: Fraction, payer: Payer, result: Result, relation: Relation) -> Iterator[Burden]:
    """What one payer bears of its part: all of it each, or of a share equal parts."""
    if "." in payer.who:
        yield from _by_rows(name, part, payer.who, result, relation)
        return
    found = relation.of(result.appraisee, payer.who)
    if isinstance(found, Trouble):
        yield Burden(NOBODY_KNOWS, part, trouble=found)
        return
    equal = apportion(part, [Fraction(1)] * len(found)) if payer.share is not None else [part] * len(found)
    yield from (Burden(party, own) for party, own in zip(found, equal, strict=True))


def _by_rows(name: str, part: Fraction, column: str, result: Result, relation: Relation) -> Iterator[Burden]:
    """Each row of a log bears by what it alone comes to, in the person of whom it names."""
    rows = [row for row in result.named.get(name, ()) if row.column == column]
    alone = [row.alone for row in rows if row.alone is not None]
    if len(alone) < len(rows) or not sum(alone):
        who, details = Party.of(result.appraisee), (("name", name), ("column", column))
        yield Burden(NOBODY_KNOWS, part, trouble=Trouble("payer-rows-unclear", who, details))
        return
    for row, own in zip(rows, apportion(part, alone), strict=True):
        found = _named(row, result, relation)
        if isinstance(found, Trouble):
            yield Burden(NOBODY_KNOWS, own, row.cells, found, row.row)
        else:
            yield from (Burden(party, own, row.cells, row=row.row) for party in found)


def _named(row: Named, result: Result, relation: Relation) -> Found:
    if row.text:
        return relation.named(result.appraisee, row.text)
    return Trouble("payer-blank", Party.of(result.appraisee), (("column", f"{row.column}·第{row.row}行"),))
