"""Money shared out exactly: the parts are whole cents, and together they are the amount."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

CENT = Fraction(1, 100)


def apportion(amount: Fraction, weights: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """An amount of whole cents in parts by weight: cut down to the cent, the rest by largest remainders.

    Of equal remainders the first gets the cent. Raises ValueError when there is no weight at all.
    """
    whole = sum(weights, Fraction())
    if whole == 0:
        raise ValueError("no weight to share an amount by")
    exact = [amount / CENT * weight / whole for weight in weights]
    cents = [int(part) for part in exact]
    by_remainder = sorted(range(len(cents)), key=lambda at: cents[at] - exact[at])
    for at in by_remainder[: int(amount / CENT) - sum(cents)]:
        cents[at] += 1
    return tuple(part * CENT for part in cents)
