"""A budget as trees: beyond it amounts are scaled down alike, and the cents that are left are given out.

Each amount is cut down to the cent; the cents that then remain of the budget go to the largest
remainders, of equal ones to the first on the roster. So the amounts add up to the budget exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.cohort import EVERYBODY
from kpixl.rules.cohort_bodies import key_of
from kpixl.rules.cohort_column import ORDER, Bench, count, total, where
from kpixl.rules.cohort_expand import group_key, in_group
from kpixl.rules.cohort_rank import CENTS
from kpixl.rules.nodes import Binary, Expr, Name, Text, call, number
from kpixl.rules.values import Type

_SHARE_PLACES = 6
"""A share is looked at to a millionth of a yuan: there binary noise decides no remainder, and remainders that
agree so far are equal."""


@dataclass(frozen=True, slots=True)
class Capped:
    """The columns of a budget: what everybody is due, the group, what it is due together, its budget."""

    due: Name
    group: Name | None
    sum: Name
    budget: Name


def capped(
    bench: Bench, step: str, of: Expr, groups: tuple[Expr, ...], amounts: Mapping[str, Expr]
) -> Capped:
    """Puts up the columns of a budget. An amount below 0 takes no part: nobody's debt pays for others."""
    is_due = Binary(">=", of, number(0))
    due = bench.helper(step, "应发", call("IF", is_due, call("ROUND", of, number(CENTS)), call("NA")))
    group = bench.helper(step, "组", where((due,), group_key(groups, bench)), Type.TEXT) if groups else None
    known = (due,) if group is None else (due, group)
    together = call("ROUND", total(due, *in_group(group)), number(CENTS))
    return Capped(
        due,
        group,
        bench.helper(step, "合计", where(known, together)),
        bench.helper(step, "预算", where(known, _budget(group, amounts))),
    )


def _budget(group: Name | None, amounts: Mapping[str, Expr]) -> Expr:
    """The budget of one's group; a group without one has no known amounts."""
    found: Expr = call("NA")
    for name, amount in reversed(tuple(amounts.items())):
        is_own = None if group is None or name == EVERYBODY else Binary("=", group, Text(key_of(name)))
        found = amount if is_own is None else call("IF", is_own, amount, found)
    return found


def paid(cap: Capped, bench: Bench, step: str, of: Expr) -> Expr:
    """What everybody gets."""
    known = tuple(name for name in (cap.due, cap.group, cap.sum, cap.budget) if name is not None)
    here = in_group(cap.group)
    is_over = Binary(">", cap.sum, cap.budget)
    share = Binary("/", Binary("*", cap.due, cap.budget), cap.sum)
    exact = call("ROUND", share, number(_SHARE_PLACES))
    scaled = call("IF", is_over, call("ROUNDDOWN", exact, number(CENTS)), cap.due)
    cut = bench.helper(step, "折算", where(known, scaled))
    rest = call("IF", is_over, call("SETTLED", Binary("-", exact, cut)), number(0))
    remainder = bench.helper(step, "余数", where((*known, cut), rest))
    ahead = Binary(
        "+",
        count(*here, (remainder, ">", remainder)),
        count(*here, (remainder, "=", remainder), (Name(ORDER), "<", Name(ORDER))),
    )
    first = Binary("+", ahead, number(1))
    turn = bench.helper(step, "余数名次", where((*known, cut, remainder), first), settled=True)
    left = Binary("*", Binary("-", cap.budget, total(cut, *here)), number(100))
    more = Binary("<=", turn, call("ROUND", left, number(0)))
    own = Binary("+", cut, call("IF", more, number(Fraction(1, 100)), number(0)))
    given = call("IF", is_over, call("ROUND", own, number(CENTS)), cap.due)
    return where((*known, cut, turn), given, call("IF", Binary("<", of, number(0)), of, call("NA")))
