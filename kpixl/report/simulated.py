"""What a simulation comes to, figure by figure: people, grades, money; for the terminal and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kpixl.model.cohort import CohortResult
from kpixl.model.ledger import MONEY, EntryKind, Ledger
from kpixl.model.numbers import plain
from kpixl.model.result import Result, Status
from kpixl.model.scheme import Scheme
from kpixl.model.simulation import Simulation
from kpixl.rules.consequences import CENTS

TOTAL, GRADE, RANK, PAY = "total", "grade", "rank", "pay"
OWN = (TOTAL, GRADE, RANK, PAY)
"""The figures of a result itself; others are those of cohort steps, then fines and bonuses."""

_SIDES = (EntryKind.FINE, EntryKind.BONUS)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of somebody on both sides, None where it is not known; `money` is in 元."""

    name: str
    before: str | None
    after: str | None
    money: bool = False

    @property
    def changed(self) -> bool:
        """Whether it would be another."""
        return self.before != self.after

    @property
    def more(self) -> Fraction:
        """By how much it would be more, 0 where that cannot be told."""
        if self.before is None or self.after is None:
            return Fraction()
        return Fraction(self.after) - Fraction(self.before)


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody for whom something would change, with all figures."""

    before: Result
    after: Result
    figures: Mapping[str, Figure]

    @property
    def order(self) -> tuple[bool, bool, Fraction, str]:
        """Other grades first, then whoever has other figures than ranks, then by the money at stake."""
        only_rank = {key for key, figure in self.figures.items() if figure.changed} <= {RANK}
        money = max((abs(f.more) for f in self.figures.values() if f.money), default=Fraction())
        return (not self.figures[GRADE].changed, only_rank, -money, self.before.appraisee.id)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a department would cost, by kind of money: both sides in 元. "" is everybody."""

    department: str
    before: Mapping[EntryKind, Fraction]
    after: Mapping[EntryKind, Fraction]


class Simulated:
    """Both sides of a simulation, over everybody who has a result on both."""

    def __init__(self, simulation: Simulation) -> None:
        self.simulation = simulation
        self.before, self.after = simulation.before, simulation.after
        self.compared = [pair for pair in simulation.pairs if all(map(_is_assessed, pair))]
        self.lost = [old for old, new in simulation.pairs if _is_assessed(old) > _is_assessed(new)]
        self.gained = [new for old, new in simulation.pairs if _is_assessed(old) < _is_assessed(new)]

    @property
    def scheme(self) -> Scheme:
        """The scheme as it is."""
        return self.before.scheme

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """Everybody for whom something would change, the gravest first."""
        sides = [_own_money(side.ledger) for side in (self.before, self.after)]
        found = [Moved(old, new, self._figures(old, new, sides)) for old, new in self.compared]
        changed = (one for one in found if any(figure.changed for figure in one.figures.values()))
        return tuple(sorted(changed, key=lambda one: one.order))

    def _figures(self, old: Result, new: Result, money: Sequence[_Money]) -> dict[str, Figure]:
        before, after = self.scheme.rounding, self.after.scheme.rounding
        figures = {
            TOTAL: Figure(TOTAL, _digits(old.total, before.total), _digits(new.total, after.total)),
            GRADE: Figure(GRADE, old.grade, new.grade),
            RANK: Figure(RANK, _place(old.rank), _place(new.rank)),
            PAY: Figure(PAY, _digits(old.pay, before.pay), _digits(new.pay, after.pay), money=True),
        }
        for name in dict.fromkeys((*old.cohort, *new.cohort)):
            one, other = old.cohort.get(name), new.cohort.get(name)
            in_yuan = any(given is not None and given.unit == "元" for given in (one, other))
            figures[name] = Figure(name, _told(one), _told(other), in_yuan)
        for kind in _SIDES:
            sums = [plain(side.get((old.appraisee.id, kind), Fraction()), CENTS) for side in money]
            figures[kind.value] = Figure(kind.value, sums[0], sums[1], money=True)
        return figures

    @property
    def counts(self) -> dict[str, int]:
        """For how many people each figure would change."""
        return dict(Counter(key for one in self.moved for key, fig in one.figures.items() if fig.changed))

    @property
    def grades(self) -> dict[str, tuple[int, int]]:
        """How many people have each grade, best first, on both sides."""
        names = [grade.name for side in (self.before, self.after) for grade in side.scheme.grades]
        counted = [Counter(pair[side].grade for pair in self.compared) for side in (0, 1)]
        return {name: (counted[0][name], counted[1][name]) for name in dict.fromkeys(names)}

    @cached_property
    def costs(self) -> tuple[Cost, ...]:
        """By department, in the order of the roster, then everybody together; nothing where no money is."""
        ids = {old.appraisee.id for old, _ in self.compared}
        sides = [_by_department(side.ledger, ids) for side in (self.before, self.after)]
        names = dict.fromkeys(old.appraisee.department for old, _ in self.compared)
        names |= dict.fromkeys(name for side in sides for name in side)
        rows = [Cost(name, *(side.get(name, {}) for side in sides)) for name in names]
        rows = [row for row in rows if any(row.before.values()) or any(row.after.values())]
        return (*rows, Cost("", *(_added(side.values()) for side in sides))) if rows else ()


_Money = Mapping[tuple[str, EntryKind], Fraction]


def _own_money(ledger: Ledger) -> _Money:
    """Fines and bonuses by whoever bears or gets them."""
    sums = ledger.sums(lambda entry: entry.payer.id)
    return {(id_, kind): own[kind] for id_, own in sums.items() for kind in _SIDES if kind in own}


def _by_department(ledger: Ledger, ids: set[str]) -> dict[str, dict[EntryKind, Fraction]]:
    """What the results of these people cost, by the department that bears or gets it."""
    entries = tuple(entry for entry in ledger.entries if entry.appraisee.id in ids)
    return Ledger(entries).sums(lambda entry: entry.payer.department or entry.appraisee.department)


def _added(rows: Iterable[Mapping[EntryKind, Fraction]]) -> dict[EntryKind, Fraction]:
    total: dict[EntryKind, Fraction] = {}
    for row in rows:
        for kind, amount in row.items():
            total[kind] = total.get(kind, Fraction()) + amount
    return total


def kinds_of(costs: Sequence[Cost]) -> tuple[EntryKind, ...]:
    """The kinds of money that there is any of."""
    return tuple(kind for kind in MONEY if any(kind in row.before or kind in row.after for row in costs))


def _is_assessed(result: Result) -> bool:
    return result.status is Status.ASSESSED


def _place(rank: int | None) -> str | None:
    return None if rank is None else str(rank)


def _digits(value: Fraction | None, places: int) -> str | None:
    return None if value is None else plain(value, places)


def _told(given: CohortResult | None) -> str | None:
    if given is None or given.value is None:
        return None
    return plain(given.value, given.places) if isinstance(given.value, Fraction) else given.value
