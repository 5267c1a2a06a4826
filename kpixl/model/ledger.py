"""The nouns of the ledgers: who gets or bears what and why, line by line; and what people decided.

Score, pay, fines and bonuses, and measures are ledgers of their own: no sum runs over two kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from kpixl.model.roster import Appraisee

T = TypeVar("T")


class EntryKind(StrEnum):
    """Which ledger a line stands in."""

    SCORE = "score"
    PAY = "pay"
    FINE = "fine"
    BONUS = "bonus"
    MEASURE = "measure"


MONEY = (EntryKind.PAY, EntryKind.FINE, EntryKind.BONUS)
"""The kinds whose amounts are 元 and can be added up over people."""


class State(StrEnum):
    """How far a line is.

    What is proposed is not final: a measure that nobody has confirmed, money whose payer or whose form is
    not settled. A measure that was rejected is void.
    """

    DUE = "due"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a ledger. A supplier, or anybody else from outside, has no `id`."""

    id: str = ""
    name: str = ""
    department: str = ""

    @classmethod
    def of(cls, person: Appraisee) -> Party:
        """Somebody on the roster."""
        return cls(person.id, person.name, person.department)


NOBODY_KNOWS = Party()
"""Somebody, but neither the roster nor the form tells who."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A cell of a returned form: its address, what it is called, and what stood in it as received."""

    cell: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a line rests on: entries in the sheet of a returned file."""

    file: str = ""
    sheet: str = ""
    cells: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a row of a log names as the one concerned: `text` is what stands in the `column`.

    `alone` is what this row by itself comes to, in 元 (1 where a measure would apply); None: not known.
    """

    column: str
    row: int
    text: str
    alone: Fraction | None
    cells: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who decided something, who recorded it under which login, when (UTC), and why."""

    by: str
    who: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a measure for somebody was confirmed or rejected."""

    appraisee: str
    measure: str
    confirmed: bool
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Void:
    """An event that an appeal has made void: the row of a log, known by what was typed in it."""

    appraisee: str
    log: str
    row: int
    typed: tuple[tuple[str, str], ...]
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of somebody before events were made void, and after; "" for one that is not known."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a ledger: points of a score, 元 of money, no amount of a measure.

    `rule` is the name of what the scheme declares, `why` its reason in words, `to` where the money goes.
    `booked` is the period or month that it counts in ("": nobody knows yet), `paid` the month in which money
    is paid ("": the scheme does not say).
    """

    kind: EntryKind
    appraisee: Party
    payer: Party
    rule: str
    amount: Fraction | None = None
    why: str = ""
    to: str = ""
    period: str = ""
    booked: str = ""
    paid: str = ""
    state: State = State.DUE
    evidence: Evidence = Evidence()
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All lines of a cycle, in the order of the roster. It is `final` when nothing in it is open any more."""

    entries: Sequence[Entry] = ()
    final: bool = False

    def of(self, *kinds: EntryKind) -> Iterator[Entry]:
        """The lines of these kinds."""
        return (entry for entry in self.entries if entry.kind in kinds)

    def sums(self, by: Callable[[Entry], T]) -> dict[T, dict[EntryKind, Fraction]]:
        """The money of each group, by kind: nothing but the sum of its lines."""
        found: dict[T, dict[EntryKind, Fraction]] = {}
        for entry in self.of(*MONEY):
            if entry.amount is not None:
                own = found.setdefault(by(entry), {})
                own[entry.kind] = own.get(entry.kind, Fraction()) + entry.amount
        return found


EMPTY = Ledger()
"""No line at all."""
