"""What falls to everybody: the money of the ledger by who gets or bears it and when it is paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from fractions import Fraction

from kpixl.model.cents import CENT
from kpixl.model.cohort import name_of
from kpixl.model.consequence import Side
from kpixl.model.cycle import Period
from kpixl.model.ledger import MONEY, Entry, EntryKind, Party, State
from kpixl.model.scheme import Scheme

NO_NAMES: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Share:
    """Whose a sum is and when it is paid: by number, somebody from outside by name and department.

    All three are "" where nobody can tell who it is.
    """

    id: str
    name: str
    department: str
    month: str

    @classmethod
    def of(cls, entry: Entry) -> Share:
        """Where a line belongs."""
        payer = entry.payer
        return cls(
            payer.id, "" if payer.id else payer.name, "" if payer.id else payer.department, month(entry)
        )


@dataclass(slots=True)
class Purse:
    """The sums of somebody's lines of one month by kind, in cents, and the names of those that are open.

    `number` counts purses from 1: lines are known by it as this one's. `lines` is how many there are of
    fines and bonuses, `undecided` how many of these are not settled. `named` are the sums by the name of the
    rule, of the names that were asked for.
    """

    number: int = 0
    pay: int = 0
    bonus: int = 0
    fine: int = 0
    paid: bool = False
    lines: int = 0
    undecided: int = 0
    open: tuple[str, ...] = ()
    named: dict[str, int] | None = None

    def add(self, entry: Entry, amount: Fraction, wanted: Set[str]) -> None:
        """Adds a line."""
        cents = int(amount / CENT)
        match entry.kind:
            case EntryKind.PAY:
                self.pay, self.paid = self.pay + cents, True
            case EntryKind.BONUS:
                self.bonus += cents
            case _:
                self.fine += cents
        self.lines += entry.kind is not EntryKind.PAY
        if entry.state is State.PROPOSED:
            self.undecided += entry.kind is not EntryKind.PAY
            self.open = tuple(dict.fromkeys((*self.open, entry.rule)))
        if entry.rule in wanted:
            self.named = self.named or {}
            self.named[entry.rule] = self.named.get(entry.rule, 0) + cents

    @property
    def net(self) -> int:
        """What is paid out, in cents: below nothing where fines are more than the rest."""
        return self.pay + self.bonus - self.fine


@dataclass(frozen=True, slots=True)
class Purses:
    """Every purse, in the order in which lines come; `parties` are those who bear or get for others.

    `because` is what all bear or get because of each appraisee, by number and side. `lines` is how many lines
    of fines and bonuses there are, `measures` how many of measures, `decided` those measures that somebody
    has decided about.
    """

    of: Mapping[Share, Purse] = field(default_factory=dict)
    parties: Mapping[Share, Party] = field(default_factory=dict)
    because: Mapping[tuple[str, Side], Fraction] = field(default_factory=dict)
    lines: int = 0
    measures: int = 0
    decided: tuple[Entry, ...] = ()

    @property
    def sides(self) -> Set[Side]:
        """The ways in which any money goes."""
        return {side for _, side in self.because}


def month(entry: Entry) -> str:
    """The month in which a line is paid, such as 2026-12; where nothing tells, what it is booked to."""
    return entry.paid or entry.booked or entry.period


def usual_month(scheme: Scheme, period: Period) -> str:
    """The month in which what goes by no day is paid."""
    return str(period if scheme.payout is None else period.after(scheme.payout))


def yuan(cents: int) -> Fraction:
    """Cents as an amount in 元."""
    return cents * CENT


def money_names(scheme: Scheme) -> frozenset[str]:
    """The names of the fines and bonuses of all forms."""
    return frozenset(money.name for form in scheme.forms for money in form.money)


def asked_for(scheme: Scheme) -> Set[str]:
    """The names of pay, fines, bonuses and cohort steps that have a column of their own for payroll."""
    known = money_names(scheme) | {name_of(step) for step in scheme.cohort}
    known |= {scheme.pay.name} if scheme.pay is not None else set()
    return known & {column.name for column in scheme.payroll}


def purses(entries: Iterable[Entry], wanted: Set[str] = NO_NAMES) -> Purses:
    """The purses of all who get or bear something; `wanted` are the names of rules to be summed up apart.

    Looks at every line once, and keeps none of them but what people have decided about.
    """
    found: dict[Share, Purse] = {}
    parties: dict[Share, Party] = {}
    because: defaultdict[tuple[str, Side], Fraction] = defaultdict(Fraction)
    decided: list[Entry] = []
    lines = measures = 0
    for entry in entries:
        measures += entry.kind is EntryKind.MEASURE
        if entry.decision is not None:
            decided.append(entry)
        if entry.kind not in MONEY or entry.amount is None:
            continue
        if entry.kind is not EntryKind.PAY:
            lines += 1
            because[entry.appraisee.id, Side(entry.kind.value)] += entry.amount
        share = Share.of(entry)
        if entry.payer.id != entry.appraisee.id:
            parties.setdefault(share, entry.payer)
        if share not in found:
            found[share] = Purse(len(found) + 1)
        found[share].add(entry, entry.amount, wanted)
    return Purses(found, parties, because, lines, measures, tuple(decided))
