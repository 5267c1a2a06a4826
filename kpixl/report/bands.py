"""Bands of scores: how many people lie where."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from kpixl.model.numbers import plain
from kpixl.model.scheme import Scheme

_BANDS_PER_SCALE = 10
_MOST_BANDS = 7
_USUAL_PASS = Fraction(60, 100)


@dataclass(frozen=True, slots=True)
class Band:
    """Scores from `low` on, up to but without `high`; None is open."""

    low: Fraction | None
    high: Fraction | None

    @property
    def label(self) -> str:
        """The band as people say it."""
        if self.low is None:
            return f"不满{plain(self.high or Fraction())}"
        return f"{plain(self.low)}及以上" if self.high is None else f"{plain(self.low)}～{plain(self.high)}"

    def __contains__(self, score: Fraction) -> bool:
        return (self.low is None or score >= self.low) and (self.high is None or score < self.high)

    def criteria(self, scores: str) -> str:
        """The formula that counts the scores of the range that lie in the band."""
        tests = [f'{scores},">="&{plain(self.low)}'] if self.low is not None else []
        tests += [f'{scores},"<"&{plain(self.high)}'] if self.high is not None else []
        return f"COUNTIFS({','.join(tests)})"


def score_bands(scheme: Scheme, points: Fraction) -> tuple[Band, ...]:
    """Bands of a tenth of the points, from the pass mark (the lowest grade's upper end, or 60 %) up."""
    step = points / _BANDS_PER_SCALE
    passed = pass_mark(scheme)
    if passed is None or not Fraction() < passed < points:
        passed = points * _USUAL_PASS
    while (points - passed) / step >= _MOST_BANDS - 1:
        step *= 2
    marks = [passed]
    while marks[-1] + step < points:
        marks.append(marks[-1] + step)
    return tuple(Band(low, high) for low, high in pairwise([None, *marks, None]))


def pass_mark(scheme: Scheme) -> Fraction | None:
    """The total from which on an appraisee is above the lowest grade, None without grades."""
    return min((grade.bound for grade in scheme.grades if grade.bound is not None), default=None)


def grade_bands(scheme: Scheme) -> tuple[Band, ...]:
    """The scores of each grade, best first."""
    bounds = [grade.bound for grade in scheme.grades]
    return tuple(Band(low, high) for low, high in zip(bounds, [None, *bounds], strict=False))
