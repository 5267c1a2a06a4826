"""What one cycle takes from others: which of them lie in the time asked for, and what they come to together.

Nothing is guessed. Where a month is missing, somebody's result is not final, or two cycles cover the same
time, there is no value, and it is noted why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from math import inf

from kpixl.model.cycle import Period
from kpixl.model.earlier import COUNTING, Earlier, Gather
from kpixl.model.numbers import settled

Figure = Fraction | str


@dataclass(frozen=True, slots=True)
class Source:
    """A cycle that others take figures from.

    `people` are all who were given a form, by number, with their names; `open` those without a final
    result. `values` holds, by the key of what is taken, the figure of everybody whose result is final
    and has one. `parents` holds, by roster column, whom each person is under. `name` is what people call it.
    `hired` holds the month, numbered as Period.span does, in which somebody was hired, where that is known.
    """

    folder: str
    scheme: str
    period: Period
    name: str
    people: Mapping[str, str]
    open: frozenset[str] = frozenset()
    values: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    parents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    hired: Mapping[str, int] = field(default_factory=dict)


class Taking:
    """Takes figures from sources, as one period of a scheme asks for them, and notes what stood in the way.

    `troubles` holds whom each concerns, by number: by the code of a finding and by what it is about.
    """

    def __init__(self, scheme: str, period: Period, sources: Sequence[Source]) -> None:
        self.scheme, self.period = scheme, period
        self.sources = sorted(sources, key=lambda source: (source.period.span.start, source.folder))
        self.troubles: dict[tuple[str, str], dict[str, str]] = {}
        self.used: set[str] = set()
        self.inside = cache(self._inside)
        self.children = cache(self._children)
        self.came = cache(self._came)

    def figure(self, earlier: Earlier, person: str, row: int | None = None) -> Figure | None:
        """What is taken for a person, in a row of rows that are taken; None where there is no such figure."""
        months = earlier.window.months(self.period)
        if earlier.each and row is not None:
            months = months[(row - 1) * earlier.each : row * earlier.each]
            if not months:
                return None
        found = self.inside(earlier.of or self.scheme, months)
        whose: Sequence[str] = (person,)
        if earlier.children:
            below = self.children(earlier.of or self.scheme, months, earlier.children).get(person, ())
            whose = below[row - 1 : row] if earlier.in_rows and row is not None else below
            if not whose and (months or earlier.in_rows):
                return None
        above = person if earlier.children else ""
        every = [part for one in whose for part in self._parts(earlier, one, months, found, above)]
        known = [part for part in every if part is not None]
        return gathered(earlier, known) if len(known) == len(every) else None

    def _parts(
        self, earlier: Earlier, person: str, months: range, found: Sequence[Source], above: str
    ) -> Iterator[tuple[Figure, ...] | None]:
        """The figures of a person, source by source; None for one that is lacking.

        Of a child, only while it was under the one `above`: the rest is another's.
        """
        covered: dict[int, Source] = {}
        for source in found:
            self.used.add(source.folder)
            if person not in source.people:
                continue
            twice = next((covered[month] for month in source.period.span if month in covered), None)
            if twice is not None:
                self._note("rollup-overlap", f"{twice.name}\n{source.name}", person, source)
                yield None
            covered |= dict.fromkeys(source.period.span, source)
            if not above or source.parents.get(earlier.children, {}).get(person) == above:
                yield self._part(earlier, person, source)
        for month in months:
            if month not in covered and not self._excused(earlier, person, month, found):
                yield None

    def _part(self, earlier: Earlier, person: str, source: Source) -> tuple[Figure, ...] | None:
        if person in source.open:
            return None
        figure = source.values.get(earlier.key, {}).get(person)
        if figure is None:
            # A final result without this figure was not assessed, such as within a time of grace.
            self._note("rollup-left-out", source.name, person, source)
            return ()
        return (figure,)

    def _excused(self, earlier: Earlier, person: str, month: int, found: Sequence[Source]) -> bool:
        """Whether a month without a figure is as good as one with nothing in it."""
        there = [source for source in found if month in source.period.span]
        if not there:
            self._note("rollup-gap", month_name(month), person, None)
            return False
        counts = earlier.window.kind in COUNTING
        gone = counts and month >= self.came(there[0].scheme, person)
        self._note("rollup-person-gap" if gone else "rollup-person-absent", there[0].name, person, None)
        return counts and not gone

    def _came(self, scheme: str, person: str) -> float:
        """The month from which on somebody is to be found in the cycles of a scheme; no month if in none."""
        there = [source for source in self.sources if source.scheme == scheme and person in source.people]
        first = min((source.period.span.start for source in there), default=inf)
        return max([first, *(source.hired[person] for source in there if person in source.hired)])

    def _inside(self, scheme: str, months: range) -> tuple[Source, ...]:
        """The cycles of a scheme that lie wholly within these months, in the order of time."""
        return tuple(
            source
            for source in self.sources
            if source.scheme == scheme and set(source.period.span).issubset(months)
        )

    def _children(self, scheme: str, months: range, column: str) -> Mapping[str, tuple[str, ...]]:
        """Who is under whom, in the order of the rosters."""
        below: dict[str, dict[str, None]] = {}
        for source in self.inside(scheme, months):
            for child, parent in source.parents.get(column, {}).items():
                below.setdefault(parent, {})[child] = None
        return {parent: tuple(children) for parent, children in below.items()}

    def _note(self, code: str, about: str, person: str, source: Source | None) -> None:
        named = source.people.get(person, "") if source is not None else ""
        self.troubles.setdefault((code, about), {}).setdefault(person, named)


def gathered(earlier: Earlier, parts: Sequence[tuple[Figure, ...]]) -> Figure | None:
    """Several figures as one, without binary noise; None where nothing is left to gather."""
    figures = [figure for part in parts for figure in part]
    if earlier.gather is Gather.COUNT:
        return Fraction(len(figures))
    if not figures:
        is_nothing = earlier.gather is Gather.SUM and not parts
        return Fraction(0) if is_nothing else None
    numbers = [figure for figure in figures if isinstance(figure, Fraction)]
    if len(numbers) < len(figures) or earlier.gather is Gather.LAST:
        last = figures[-1]
        return last if isinstance(last, str) else settled(last)
    match earlier.gather:
        case Gather.SUM:
            return settled(sum(numbers, Fraction(0)))
        case Gather.MEAN:
            return settled(sum(numbers, Fraction(0)) / len(numbers))
        case Gather.MAX:
            return settled(max(numbers))
        case _:
            return settled(min(numbers))


def month_name(month: int) -> str:
    """A month as Period.span numbers it, as people write it: 2026年7月."""
    return Period(month // 12, month % 12 + 1, 1).label
