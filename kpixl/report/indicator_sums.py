"""Sums over the scores of items and over totals, for everybody and by department: what statistics rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from kpixl.model.numbers import NOISE_PLACES, recorded
from kpixl.model.result import Consolidation, Status
from kpixl.model.scheme import Scheme
from kpixl.report.lines import Line
from kpixl.report.overview import NO_DEPARTMENT, Overview
from kpixl.rules.cohort_bodies import comparable

_ONE = 10**NOISE_PLACES
"""Scores are summed up as whole billionths, as they are settled everywhere: exact and quick."""
WEAK = Fraction(60, 100)
"""Below this share of its points, an item is weak."""

WHOLE = ""
"""The group of everybody."""

Group = Fraction | str | None
"""What a group's name is compared by."""

Points = Mapping[tuple[str, str], Fraction]
"""What an item gives at most, by form and name; nothing for those that only deduct."""


@dataclass(slots=True)
class Sums:
    """Of some scores: how many, their sum and that of their squares.

    Of those that are out of points: what was `reached`, what was `possible`, how many have all of them
    (`full`) and how many less than the share that is `weak`.
    """

    count: int = 0
    total: int = 0
    squares: int = 0
    reached: int = 0
    possible: int = 0
    full: int = 0
    weak: int = 0

    def add(self, score: int, points: int = 0) -> None:
        """Adds a score, in billionths, out of so many points."""
        self.count += 1
        self.total += score
        self.squares += score * score
        if points:
            self.reached += score
            self.possible += points
            self.full += score >= points
            self.weak += score * WEAK.denominator < points * WEAK.numerator

    @property
    def mean(self) -> Fraction | None:
        """The average; None of nothing."""
        return Fraction(self.total, self.count * _ONE) if self.count else None

    @property
    def rate(self) -> Fraction | None:
        """The share of the points that was reached, at nine places; None where there are none."""
        return recorded(Fraction(self.reached, self.possible), NOISE_PLACES) if self.possible else None

    def variance(self, fewer: int = 0) -> Fraction | None:
        """The variance of a population, or of a sample: one `fewer` counts. None of too few."""
        if self.count <= fewer:
            return None
        spread = self.count * self.squares - self.total * self.total
        return Fraction(spread, self.count * (self.count - fewer) * _ONE * _ONE)


@dataclass(frozen=True, slots=True)
class Tally:
    """The sums of a cycle: of totals by group, of items by name and group.

    Groups are the same whose names differ only in case, as in spreadsheets.
    """

    totals: Mapping[Group, Sums] = field(default_factory=lambda: defaultdict(Sums))
    items: Mapping[str, Mapping[Group, Sums]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Sums))
    )

    def item(self, name: str, group: str = WHOLE) -> Sums:
        """The sums of an item in a group."""
        return self.items.get(name, {}).get(comparable(group)) or Sums()

    def total(self, group: str = WHOLE) -> Sums:
        """The sums of the totals of a group."""
        return self.totals.get(comparable(group)) or Sums()


def points_of(scheme: Scheme) -> Points:
    """What each item of each form gives at most, where it gives anything."""
    return {
        (form.key, item.name): item.points
        for form in scheme.forms
        for section in form.sections
        for item in section.indicators
        if isinstance(item.points, Fraction) and item.points > 0
    }


def uneven(view: Overview) -> Mapping[str, Points]:
    """The items that give other points on other forms at hand, or none on some: by name, their points."""
    points, forms = points_of(view.consolidation.scheme), {line.form for line in view.lines}
    found: defaultdict[str, dict[tuple[str, str], Fraction | None]] = defaultdict(dict)
    for form in view.consolidation.scheme.forms:
        for section in form.sections if form.key in forms else ():
            for item in section.indicators:
                found[item.name][form.key, item.name] = points.get((form.key, item.name))
    return {
        name: {key: value for key, value in own.items() if value is not None}
        for name, own in found.items()
        if len(set(own.values())) > 1
    }


def points_columns(view: Overview) -> Iterator[tuple[str, Callable[[Line], Fraction | None]]]:
    """The columns of 总表 that formulas over such items need: their keys, and the points of a scored item."""
    places = {item.name: at for at, item in enumerate(view.items)}
    for name, points in uneven(view).items():
        yield f"points:{name}", partial(_points_on, places[name], name, points)


def _points_on(at: int, name: str, points: Points, line: Line) -> Fraction | None:
    return None if line.items[at] is None else points.get((line.form, name))


def tally(view: Overview) -> Tally:
    """The sums of those who are assessed."""
    found = _Tallying(points_of(view.consolidation.scheme))
    names = tuple(item.name for item in view.items)
    for line in view.lines:
        if line.assessed:
            found.take(line.department, line.total, line.form, _scores(line, names))
    return found.tally


def tally_of(consolidation: Consolidation) -> Tally:
    """The same of another cycle, whose results are looked at once."""
    found = _Tallying(points_of(consolidation.scheme))
    for result in consolidation.results:
        if result.status is Status.ASSESSED:
            scores = ((item.name, item.score) for item in result.items if item.score is not None)
            found.take(result.appraisee.department or NO_DEPARTMENT, result.total, result.form, scores)
    return found.tally


def _scores(line: Line, names: tuple[str, ...]) -> Iterable[tuple[str, Fraction]]:
    return ((name, score) for name, score in zip(names, line.items, strict=True) if score is not None)


class _Tallying:
    def __init__(self, points: Points) -> None:
        self.tally = Tally()
        self._points = {key: _whole(value) for key, value in points.items()}

    def take(
        self, department: str, total: Fraction | None, form: str, scores: Iterable[tuple[str, Fraction]]
    ) -> None:
        """Adds what somebody reached."""
        group = comparable(department)
        if total is not None:
            whole = _whole(total)
            self.tally.totals[WHOLE].add(whole)
            self.tally.totals[group].add(whole)
        for name, score in scores:
            points = self._points.get((form, name), 0)
            whole = _whole(score)
            groups = self.tally.items[name]
            groups[WHOLE].add(whole, points)
            groups[group].add(whole, points)


def _whole(value: Fraction) -> int:
    """A score in billionths, ties away from zero: the same as `recorded`, at a tenth of the time."""
    twice, below = 2 * _ONE * abs(value.numerator), 2 * value.denominator
    whole = (twice + value.denominator) // below
    return int(whole) if value.numerator >= 0 else -int(whole)
