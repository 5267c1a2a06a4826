"""Takes roster columns from earlier cycles, and a whole roster where none is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from kpixl.consolidate.taking import Figure, Taking
from kpixl.cycle import database, store
from kpixl.cycle.sources import note_taken
from kpixl.findings import Finding, Place
from kpixl.model.cycle import Period
from kpixl.model.earlier import Earlier
from kpixl.model.folded import Folded
from kpixl.model.roster import Appraisee, Roster
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
        return Roster(Folded(people.values()), tuple(columns)) if people else None


def carry(scheme: Scheme, roster: Roster, taking: Taking) -> tuple[Roster, Findings]:
    """The roster with the columns that the scheme takes from earlier cycles.

    What a roster says itself counts where the cycles give no figure. Without any cycle, nothing is taken
    but what cannot have been yet, such as what there was since the year began, in January.
    """
    carried = {
        column: earlier
        for column, earlier in scheme.carried.items()
        if taking.sources or (column not in roster.columns and not earlier.window.months(taking.period))
    }
    found: list[Finding] = []
    figures: dict[str, dict[str, Figure | None]] = {}
    for column, earlier in carried.items():
        figures[column] = {each.id: taking.figure(earlier, each.id) for each in roster.appraisees}
        if column in roster.columns:
            found += _twice(column, figures[column], roster)
    columns = (*roster.columns, *(name for name in carried if name not in roster.columns))
    people = Folded(_with(person, figures) for person in roster.appraisees)
    return replace(roster, appraisees=people, columns=columns), tuple(found)


def _with(person: Appraisee, figures: Mapping[str, Mapping[str, Figure | None]]) -> Appraisee:
    taken = {column: given[person.id] for column, given in figures.items()}
    known = {column: figure for column, figure in taken.items() if figure is not None}
    return replace(person, fields={**dict.fromkeys(taken), **person.fields, **known})


def _twice(column: str, figures: Mapping[str, Figure | None], roster: Roster) -> Iterator[Finding]:
    """Which of two figures counts, where the roster has one and the earlier cycles another, or none."""
    names: dict[str, list[str]] = {}
    for person in roster.appraisees:
        own, taken = person.fields.get(column), figures[person.id]
        if own is not None and own != taken:
            code = "rollup-column-own" if taken is None else "rollup-column-replaced"
            names.setdefault(code, []).append(person.name)
    for code, told in names.items():
        yield Finding(code, roster.place, {"column": column, **named(told)})


def _is_below(opened: Opened, takes: Sequence[Take]) -> bool:
    """Whether the people of a cycle are only those whom others stand above."""

    def serves(earlier: Earlier) -> bool:
        return (earlier.of or opened.source.scheme) == opened.source.scheme

    own = [earlier for earlier, _ in takes if serves(earlier)]
    return bool(own) and all(earlier.children for earlier in own)
