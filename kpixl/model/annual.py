"""The noun Annual: a figure of each period that comes from the annual target of the same appraisee."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kpixl.findings import NOWHERE, Place
from kpixl.model.cycle import Period

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Annual:
    """How the annual target in column `of` comes to that of each period.

    By `shares` of the year (of its months, or of its periods; none: in even parts), to so many decimal
    `places`; or the `same` in each period, as a level is.
    """

    of: str
    shares: tuple[Fraction, ...] = ()
    places: int = 0
    same: bool = False
    place: Place = NOWHERE

    def part(self, target: Fraction, period: Period) -> Fraction:
        """What of the annual target falls to a period of the year."""
        if self.same:
            return target
        months = MONTHS // len(self.shares) if self.shares else period.months
        first = (period.month - 1) // months
        parts = apportioned(target, self._weights(months), self.places)
        return sum(parts[first : first + max(period.months // months, 1)], Fraction())

    def _weights(self, months: int) -> tuple[Fraction, ...]:
        return self.shares or (Fraction(1),) * (MONTHS // months)

    def fits(self, target: Fraction) -> bool:
        """Whether the parts can add up to the target at all: it has no more decimal places than they."""
        return self.same or (target * 10**self.places).denominator == 1


def apportioned(target: Fraction, weights: tuple[Fraction, ...], places: int) -> tuple[Fraction, ...]:
    """A target in parts by weight, which add up to it exactly: cut down, the rest by largest remainders.

    Of equal remainders the earlier part gets the unit. A target with more decimal places than `places`
    leaves what is finer to the last part.
    """
    unit = Fraction(1, 10**places)
    units = target // unit
    whole = sum(weights, Fraction())
    exact = [units * weight / whole for weight in weights]
    counts = [part.numerator // part.denominator for part in exact]
    by_remainder = sorted(range(len(counts)), key=lambda at: counts[at] - exact[at])
    for at in by_remainder[: int(units) - sum(counts)]:
        counts[at] += 1
    parts = [count * unit for count in counts]
    return (*parts[:-1], parts[-1] + target - units * unit)
