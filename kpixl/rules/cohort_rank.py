"""Ranks and the bonuses that rest on them, as trees over the columns of all appraisees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpixl.rules.cohort_bodies import key_of
from kpixl.rules.cohort_column import ORDER, Bench, Criterion, count, numbers, stepped, total, where
from kpixl.rules.cohort_expand import group_key, in_group
from kpixl.rules.nodes import Binary, Expr, Name, Text, call, number
from kpixl.rules.values import Type

_LAST = -(10**12)
"""Where somebody stands who has nothing that decides between equals: behind everybody."""

CENTS = 2


@dataclass(frozen=True, slots=True)
class Contest:
    """Who takes part in a step, by what, and in which group: the columns.

    Somebody takes part whose value and group are known. The value of somebody who does not meet the step's
    condition (`when`) is not known. `tie` decides between equal values. With `lower`, less is better.
    """

    value: Name
    group: Name | None
    tie: Name | None = None
    lower: bool = False
    tie_lower: bool = False
    when: Expr | None = None

    @property
    def known(self) -> tuple[Name, ...]:
        """The cells that must be known to take part."""
        return tuple(name for name in (self.value, self.group) if name is not None)

    @property
    def all_known(self) -> tuple[Name, ...]:
        """The same, with what decides between equals, which everybody has who takes part."""
        return self.known if self.tie is None else (*self.known, self.tie)

    @property
    def here(self) -> tuple[Criterion, ...]:
        """The criterion of one's own group."""
        return in_group(self.group)

    @property
    def better(self) -> Criterion:
        """The criterion of those with a better value."""
        return (self.value, "<" if self.lower else ">", self.value)

    @property
    def equal(self) -> tuple[Criterion, ...]:
        """The criteria of those who share one's place, oneself among them."""
        level: tuple[Criterion, ...] = ((self.value, "=", self.value),)
        return level if self.tie is None else (*level, (self.tie, "=", self.tie))

    @property
    def size(self) -> Expr:
        """How many take part in one's group."""
        return count(*self.here) if self.group is not None else numbers(self.value)

    @property
    def tied(self) -> Expr:
        """How many share one's place, oneself included."""
        return count(*self.here, *self.equal)


def contest(
    bench: Bench,
    step: str,
    by: Expr,
    groups: tuple[Expr, ...],
    when: Expr | None = None,
    lower: bool = False,
    tie: tuple[Expr, bool] | None = None,
) -> Contest:
    """Puts up the columns of a contest. `tie` is what decides between equals, and whether less is better."""
    value = bench.comparable(step, "值", by if when is None else call("IF", when, by, call("NA")))
    group = None
    if groups:
        group = bench.helper(step, "组", where((value,), group_key(groups, bench)), Type.TEXT)
    if tie is None:
        return Contest(value, group, None, lower, False, when)
    rule, tie_lower = tie
    known = call("IFERROR", rule, number(-_LAST if tie_lower else _LAST))
    decider = bench.comparable(step, "并列时", where((value,), known))
    return Contest(value, group, decider, lower, tie_lower, when)


def place(contest: Contest, bench: Bench, step: str, dense: bool = False) -> Expr:
    """One's place, where one takes part: one more than the number of better ones, or of better places."""
    above = [(contest.better,)]
    if contest.tie is not None:
        better_tie = (contest.tie, "<" if contest.tie_lower else ">", contest.tie)
        above.append(((contest.value, "=", contest.value), better_tie))  # type: ignore[arg-type]
    result: Expr = number(1)
    first = _first(contest, bench, step) if dense else None
    for criteria in above:
        more = count(*contest.here, *criteria) if first is None else total(first, *contest.here, *criteria)
        result = Binary("+", more, result)
    return result


def _first(contest: Contest, bench: Bench, step: str) -> Name:
    """A column with 1 for the first on the roster of each place, 0 for the others who share it."""
    earlier = count(*contest.here, *contest.equal, (Name(ORDER), "<", Name(ORDER)))
    is_first = call("IF", Binary("=", earlier, number(0)), number(1), number(0))
    return bench.helper(step, "首位", where(contest.all_known, is_first))


def rank(contest: Contest, bench: Bench, step: str, dense: bool = False, least: int = 1) -> Expr:
    """The rank of everybody who takes part, in a group of at least so many."""
    own = place(contest, bench, step, dense)
    if least > 1:
        own = call("IF", Binary(">=", contest.size, number(least)), own, call("NA"))
    return where(contest.all_known, own)


Amounts = Mapping[str, Sequence[Fraction]]
"""Amounts in 元 of the first places, by group; those under "" are for everybody."""


def bonus(contest: Contest, bench: Bench, step: str, rank: Name, amounts: Amounts, shared: bool) -> Expr:
    """What the rank brings: nothing beyond the amounts; unknown only for those whose rank may yet come.

    When shared, those on one place share the amounts of the places that they take, to the cent; what
    is left over goes to the first of them on the roster.
    """
    tied = (
        bench.helper(step, "并列", where((rank, *contest.known), _sharing(contest, rank))) if shared else None
    )
    own = _by_group(contest, {group: _amount(rank, part, tied) for group, part in amounts.items()})
    if tied is not None:
        pool = bench.helper(
            step, "合得", where((rank, *contest.known, tied), call("ROUND", own, number(CENTS)))
        )
        own = where((rank, *contest.known, tied, pool), _part(contest, rank, tied, pool))
    ranked = call("IF", call("KNOWN", rank), call("ROUND", own, number(CENTS)), number(0))
    due = where(contest.known, ranked)
    return due if contest.when is None else call("IF", contest.when, due, number(0))


def _sharing(contest: Contest, rank: Name) -> Expr:
    return count(*contest.here, (rank, "=", rank))


def _by_group(contest: Contest, trees: Mapping[str, Expr]) -> Expr:
    """The tree of one's own group; a group without amounts gets nothing."""
    if contest.group is None or set(trees) == {""}:
        return next(iter(trees.values()))
    result: Expr = number(0)
    for group, tree in reversed(tuple(trees.items())):
        result = call("IF", Binary("=", contest.group, Text(key_of(group))), tree, result)
    return result


def _amount(rank: Name, amounts: Sequence[Fraction], tied: Name | None) -> Expr:
    """The amount of a place, or the sum of those from it on, as many as share it."""
    if tied is None:
        return stepped(rank, (*amounts, Fraction(0)))
    sums = [sum(amounts[:at], Fraction(0)) for at in range(len(amounts) + 1)]
    before = Binary("-", rank, number(1))
    return Binary("-", stepped(Binary("+", before, tied), sums, 0), stepped(before, sums, 0))


def _part(contest: Contest, rank: Name, tied: Name, pool: Name) -> Expr:
    """An equal part, cut down to the cent, and a cent more for as many as there are cents left."""
    equal = call("ROUNDDOWN", Binary("/", pool, tied), number(CENTS))
    left = Binary("*", Binary("-", pool, Binary("*", equal, tied)), number(100))
    before = count(*contest.here, (rank, "=", rank), (Name(ORDER), "<", Name(ORDER)))
    more = call(
        "IF", Binary("<", before, call("ROUND", left, number(0))), number(Fraction(1, 100)), number(0)
    )
    return Binary("+", equal, more)
