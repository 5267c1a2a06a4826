"""Exact numbers: how they are read from text, rounded once and printed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

NOISE_PLACES = 9
"""Both sides of a comparison, and a value before it is rounded, are taken at this many decimal
places, so that binary noise decides nothing in any engine."""


_MOST_PLACES = 100


def rounded(value: Fraction, places: int) -> Fraction:
    """The value at so many decimal places, ties away from zero."""
    scale = 10**places if places >= 0 else Fraction(1, 10**-places)
    whole = (abs(value) * scale * 2 + 1) // 2
    result = Fraction(whole) / scale
    return -result if value < 0 else result


def settled(value: Fraction) -> Fraction:
    """The value without binary noise: at nine decimal places."""
    return rounded(value, NOISE_PLACES)


def recorded(value: Fraction, places: int) -> Fraction:
    """The value as it is recorded: settled, then rounded half up (away from zero) once."""
    return rounded(settled(value), places)


def from_double(value: float) -> Fraction:
    """The decimal of 15 significant digits that a spreadsheet shows for a binary number."""
    return Fraction(Decimal(format(value, ".15g")))


def digits(value: Fraction) -> str:
    """A value with finitely many decimals, in all its digits. Raises ValueError for any other."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
        if places > _MOST_PLACES:
            raise ValueError(f"{value} has no end of decimals")
    return _fixed(value, places)


def plain(value: Fraction, places: int | None = None) -> str:
    """The value in digits: with exactly so many places, or with as many as it needs (at most nine)."""
    return digits(settled(value)) if places is None else _fixed(recorded(value, places), places)


def _fixed(value: Fraction, places: int) -> str:
    whole = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    text = f"{whole[:-places]}.{whole[-places:]}" if places else whole
    return f"-{text}" if value < 0 else text
