"""Standard deviations from variances, as every sheet shows them: a value now, and the same as a formula."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from kpixl.model.numbers import NOISE_PLACES, rounded, settled

_ROOT = 10**15


def root(variance: Fraction, places: int) -> Fraction:
    """The standard deviation at so many places; the variance is settled before the root is taken."""
    return rounded(Fraction(isqrt(int(settled(variance) * _ROOT**2)), _ROOT), places)


def deviation_formula(variance: str, places: int) -> str:
    """The same of a variance that is a formula, without a "=" before it."""
    return f"ROUND(SQRT(MAX(0,ROUND({variance},{NOISE_PLACES}))),{places})"
