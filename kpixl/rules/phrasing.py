"""The noun Phrases: what one language says for the parts of a rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """How one language says the parts of a rule. Braces hold what is filled in.

    `units` are said otherwise than they are written. `compare` is for a bound that is fixed,
    `compare_two` for two figures that may both change, `compare_days` for days and moments.

    Functions in `loose` are put into brackets inside a calculation. Of the functions that round, the row
    that ends in "0" rounds to whole numbers, the one in "-" to tens, hundreds and so on.
    """

    compare: dict[str, str]
    compare_two: dict[str, str]
    compare_days: dict[str, str]
    units: dict[str, str]
    arithmetic: dict[str, str]
    functions: dict[str, str]
    loose: frozenset[str]
    missing: dict[str, str]
    brackets: str
    quotes: str
    column: str
    listed: str
    both: str
    either: str
    negation: str
    full: str
    none: str
    amount: str
    amount_of_one: str
    points: str
    by: str
    clause: str
    otherwise: str
    inclusive: str
    sentence: str
    joint: str
    stop: str
    comma: str
    defined: str
    most: str
    least: str
    most_points: str
    least_points: str
    level: str
    taken: str
    recorded: str
    chosen: str
    levelled: str
    known: str
    ahead: str
    below: str
    given: str
    appraiser: str
    each: str
    free: str
    to_the_end: str
    at_most_off: str
    occurrence: str
    weighted: str
    choice: str
