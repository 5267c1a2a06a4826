"""The nouns of what looks at everybody at once: ranks, bonuses by rank, forced distribution, budgets.

Each step gives every appraisee a value, under a name that later steps may use. A person stands in
exactly one group of a step, because the group is computed from that person's own figures: nobody can
be in two cohorts at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kpixl.findings import NOWHERE, Place
from kpixl.model.consequence import Side
from kpixl.model.indicator import Rule, Unset

Figure = Fraction | Unset | Rule
"""An amount: a number, one that is not decided, or a rule."""

EVERYBODY = ""
"""The name of the group where a step makes no groups."""


class Ties(StrEnum):
    """What equal places come to, by kind of step.

    Ranks: 1, 2, 2, 4 (competition) or 1, 2, 2, 3 (dense). Bonuses: everybody gets the amount of the shared
    rank (each), or the amounts of the places taken are shared (share). Distributions: all tied get the
    better grade (up), the worse one (down), or keep what they earned (earned).
    """

    COMPETITION = "competition"
    DENSE = "dense"
    EACH = "each"
    SHARE = "share"
    UP = "up"
    DOWN = "down"
    EARNED = "earned"


class Small(StrEnum):
    """What becomes of a group that is too small for a distribution."""

    EARNED = "earned"
    POOL = "pool"


class Seats(StrEnum):
    """How shares of a group become whole seats.

    By largest remainders (equal ones: the better grade first), or cut down from the best grade on, so
    that those of a grade or better are never more than their shares together.
    """

    LARGEST_REMAINDER = "largest-remainder"
    DOWN_BEST = "down-best"


@dataclass(frozen=True, slots=True)
class TieBreak:
    """What decides between equals; who lacks it stands behind."""

    by: Rule
    lower: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """Places 1, 2, 3 … in each group of those who take part: the larger (or `lower`) value first.

    `within` are the rules that make the groups; `when` must hold to take part. In a group of fewer than
    `least`, nobody has a place.
    """

    name: str
    by: Rule
    within: tuple[Rule, ...] = ()
    when: Rule | None = None
    lower: bool = False
    ties: Ties = Ties.COMPETITION
    tie_break: TieBreak | None = None
    least: int = 1
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class RankBonus:
    """Amounts in 元 for the first places of a rank, by group (EVERYBODY: the same in all of them)."""

    name: str
    rank: str
    amounts: Mapping[str, tuple[Figure, ...]]
    ties: Ties = Ties.EACH
    side: Side = Side.BONUS
    why: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """A proposal: grades by fixed shares of each group, best first, beside what was earned.

    Groups that stand in one of the `pools` count as one. What is still smaller than `least` is pooled
    together, or keeps the earned grades.
    """

    name: str
    by: Rule
    shares: tuple[tuple[str, Fraction], ...]
    within: tuple[Rule, ...] = ()
    when: Rule | None = None
    lower: bool = False
    seats: Seats = Seats.LARGEST_REMAINDER
    ties: Ties = Ties.UP
    least: int = 1
    small: Small = Small.EARNED
    pools: tuple[tuple[str, ...], ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What a group may cost together, in 元: beyond it everybody's amount is scaled down alike.

    `name` is what the budget is called, `gives` the amount that is paid. `amounts` are by group
    (EVERYBODY: the same for each of them).
    """

    name: str
    gives: str
    of: Rule
    amounts: Mapping[str, Figure]
    within: tuple[Rule, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Figured:
    """A value of each appraisee by a rule of one's own: a number, or a text such as the name of a band."""

    name: str
    rule: Rule
    unit: str = ""
    place: Place = NOWHERE


Step = Rank | RankBonus | Distribution | Budget | Figured


def name_of(step: Step) -> str:
    """The name of the value that a step gives."""
    return step.gives if isinstance(step, Budget) else step.name


def is_open(step: Step) -> bool:
    """Whether an amount of the step is not decided, so that what it gives is not known."""
    match step:
        case RankBonus(amounts=amounts):
            return any(isinstance(figure, Unset) for row in amounts.values() for figure in row)
        case Budget(amounts=amounts):
            return any(isinstance(figure, Unset) for figure in amounts.values())
        case _:
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortResult:
    """What a step gives one appraisee; None while it is not known, never 0.

    `kind` is rank, bonus, fine, distribution, budget or value; `places` are the decimals of a number.
    """

    name: str
    kind: str
    value: Fraction | str | None = None
    unit: str = ""
    places: int | None = None
    explanation: str = ""
