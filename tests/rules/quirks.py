"""Where an engine departs from what Excel documents, so that its word does not count there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.numbers import settled
from kpixl.rules.evaluate import Env, evaluate
from kpixl.rules.nodes import Array, Binary, Call, Expr, Text, children, walk
from kpixl.rules.values import UNKNOWN
from tests.oracle import Value as Shown


@dataclass(frozen=True, slots=True)
class Quirk:
    """Where an engine departs from what Excel documents.

    `formula` shows it: a spreadsheet gives `right`, these engines something else. `explains` tells whether
    a rule may run into it.
    """

    engines: frozenset[str]
    formula: str
    right: Shown
    reason: str
    explains: Callable[[Expr, Env], bool]


def _joins_zero(tree: Expr, values: Env) -> bool:
    sides = [
        side for node in walk(tree) if isinstance(node, Binary) and node.op == "&" for side in children(node)
    ]
    found = [evaluate(side, values) for side in sides]
    return any(isinstance(value, Fraction) and settled(value) == 0 for value in found)


def _writes_minus_last_one(tree: Expr, values: Env) -> bool:
    calls = (node for node in walk(tree) if isinstance(node, Call) and node.function == "TEXT")
    return any(re.fullmatch(r"-[0.]*1%?", str(evaluate(node, values))) for node in calls)


def _quotes_in_array(tree: Expr, values: Env) -> bool:
    arrays = (node for node in walk(tree) if isinstance(node, Array))
    return any(isinstance(item, Text) and '"' in item.value for node in arrays for item in node.items)


def _stops_early(tree: Expr, values: Env) -> bool:
    return any(isinstance(node, Call) and node.function == "ALL" for node in walk(tree))


def _spreads_unknown(tree: Expr, values: Env) -> bool:
    spreads = (node for node in walk(tree) if isinstance(node, Call) and node.function in ("STDEV", "STDEVP"))
    return any(evaluate(node, values) is UNKNOWN for node in spreads)


_FORMUALIZER = frozenset({"formualizer"})
_BOTH, _IRONCALC = frozenset({"formualizer", "ironcalc"}), frozenset({"ironcalc"})

QUIRKS = (
    Quirk(
        _BOTH,
        '=ROUND(-0.1,0)&""',
        "0",
        "a negative number that was rounded to zero is joined as -0",
        _joins_zero,
    ),
    Quirk(
        _FORMUALIZER,
        "=ISERROR(STDEV(NA()))",
        True,
        "an error of STDEV goes past ISERROR",
        _spreads_unknown,
    ),
    Quirk(
        _IRONCALC,
        "=ISERROR(AND(1>2,NA()))",
        True,
        "AND stops at the first FALSE and does not see the error behind it",
        _stops_early,
    ),
    Quirk(
        _IRONCALC,
        '=TEXT(-0.1,"0.0")',
        "-0.1",
        "TEXT loses the minus sign before a lone 1",
        _writes_minus_last_one,
    ),
    Quirk(
        _IRONCALC,
        '=LOOKUP(1,{0},{"a""b"})',
        'a"b',
        "a quote in an array stays doubled",
        _quotes_in_array,
    ),
)
