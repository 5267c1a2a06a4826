"""Takes roster columns from earlier cycles, and a whole roster where none is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from kpixl.consolidate.taking import Taking
from kpixl.cycle import database, store
from kpixl.cycle.sources import note_taken
from kpixl.findings import Finding, Place
from kpixl.model.cycle import Period
from kpixl.model.earlier import Earlier
from kpixl.model.roster import Appraisee, Field, Roster
from kpixl.model.scheme import Scheme
from kpixl.pipeline.prepare import Findings
from kpixl.pipeline.sources import Opened, open_sources
from kpixl.pipeline.timing import read_period
from kpixl.pipeline.told import named, trouble_findings
from kpixl.rules.takes import Take, carried_takes, takes_of
from kpixl.workbook.identity import cycle_id


class Taker:
    """Opens the cycles that a scheme takes from, and gives the roster what it takes from them.

    `taking` is there once they are open. With `forms`, what forms take is looked at as well, and without
    a roster that of the latest cycles serves.
    """

    def __init__(
        self, period: str, folders: Sequence[Path], own: Path, trial: bool, forms: bool = False
    ) -> None:
        self.text, self.period = period, Period.parse(period)
        self.folders, self.own = tuple(folders), own
        self.trial, self.forms = trial, forms
        self.opened: list[Opened] = []
        self.taking: Taking | None = None

    def __call__(self, scheme: Scheme, roster: Roster | None) -> tuple[Roster | None, Findings]:
        """The roster with what it takes, and everything that is to be said of it."""
        if self.forms and (problems := read_period(self.text, scheme)[1]):
            return roster, problems
        if self.period is None or not (self.folders or scheme.carried):
            return roster, ()
        takes = tuple(takes_of(scheme) if self.forms else carried_takes(scheme))
        if not takes:
            return roster, (Finding("rollup-takes-nothing", scheme.place),)
        self.opened, found = open_sources(self.folders, scheme, takes, self.own)
        found = (*found, *self._tried())
        self.taking = Taking(scheme.slug, self.period, [each.source for each in self.opened])
        roster = roster or self._joined(takes)
        if roster is None:
            return None, (*found, Finding("rollup-no-roster")) if self.forms else found
        carried, told = carry(scheme, roster, self.taking)
        if self.forms:
            return carried, (*found, *told)
        return carried, (*found, *told, *trouble_findings(self.taking, carried, takes))

    def note(self) -> None:
        """Notes in the record of the cycle which cycles its figures were taken from."""
        if self.opened:
            with database.opened(self.own) as db, database.written(db):
                note_taken(db, [each.taken for each in self.opened])

    def held_before(self) -> bool:
        """Whether forms of this very cycle were made in the folder before."""
        if self.taking is None or not store.exists(self.own):
            return False
        with suppress(store.NotACycle):
            held = store.load(self.own)
            own = cycle_id(self.taking.scheme, self.taking.period)
            return held.cycle.id == own and bool(held.handouts)
        return False

    def _tried(self) -> Iterator[Finding]:
        for each in self.opened:
            if each.trial and not self.trial:
                yield Finding("rollup-source-trial", Place(each.source.folder))

    def _joined(self, takes: Sequence[Take]) -> Roster | None:
        """The people of the latest cycles together; those below others are no such people."""
        above = [each for each in self.opened if not _is_below(each, takes)]
        last = max((each.source.period.span.stop for each in above), default=0)
        people: dict[str, Appraisee] = {}
        columns: dict[str, None] = {}
        for each in above:
            if each.source.period.span.stop == last:
                people |= {person.id: replace(person, row=0) for person in each.roster.appraisees}
                columns |= dict.fromkeys(each.roster.columns)
        return Roster(tuple(people.values()), tuple(columns)) if people else None


def carry(scheme: Scheme, roster: Roster, taking: Taking) -> tuple[Roster, Findings]:
    """The roster with the columns that the scheme takes from earlier cycles.

    What a roster says itself counts where the cycles give no figure. Without any cycle, nothing is taken
    but what cannot have been yet, such as what there was since the year began, in January.
    """
    people, found = list(roster.appraisees), []
    carried = {
        column: earlier
        for column, earlier in scheme.carried.items()
        if taking.sources or (column not in roster.columns and not earlier.window.months(taking.period))
    }
    for column, earlier in carried.items():
        taken = [taking.figure(earlier, person.id) for person in people]
        both = list(zip(people, taken, strict=True))
        if column in roster.columns:
            found += list(_twice(column, both, roster.place))
        given = [(person, person.fields.get(column) if new is None else new) for person, new in both]
        people = [replace(person, fields={**person.fields, column: value}) for person, value in given]
    columns = (*roster.columns, *(name for name in carried if name not in roster.columns))
    return replace(roster, appraisees=tuple(people), columns=columns), tuple(found)


def _twice(column: str, both: Sequence[tuple[Appraisee, Field]], place: Place) -> Iterator[Finding]:
    """Which of two figures counts, where the roster has one and the earlier cycles another, or none."""
    own = [(person, new, person.fields.get(column)) for person, new in both]
    other: Mapping[str, list[str]] = {
        "rollup-column-replaced": [p.name for p, new, old in own if None not in (new, old) and new != old],
        "rollup-column-own": [p.name for p, new, old in own if new is None and old is not None],
    }
    for code, names in other.items():
        if names:
            yield Finding(code, place, {"column": column, **named(names)})


def _is_below(opened: Opened, takes: Sequence[Take]) -> bool:
    """Whether the people of a cycle are only those whom others stand above."""

    def serves(earlier: Earlier) -> bool:
        return (earlier.of or opened.source.scheme) == opened.source.scheme

    own = [earlier for earlier, _ in takes if serves(earlier)]
    return bool(own) and all(earlier.children for earlier in own)
