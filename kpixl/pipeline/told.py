"""What stood in the way when figures were taken from other cycles, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpixl.consolidate.taking import Taking
from kpixl.findings import Finding, Place, few
from kpixl.model.audience import form_for
from kpixl.model.roster import Appraisee, Roster
from kpixl.pipeline.prepare import Prepared
from kpixl.rules.quantity import Rulebook
from kpixl.rules.takes import Take, takes_of


def named(names: Sequence[str]) -> dict[str, object]:
    """How many there are, and the first of them by name."""
    return {"count": len(names), "names": few(names)}


def trouble_findings(taking: Taking, roster: Roster, takes: Sequence[Take]) -> Iterator[Finding]:
    """Everything noted while figures were taken, and whom and what nothing was taken from."""
    known = {person.id: person.name for person in roster.appraisees}
    for (code, about), people in taking.troubles.items():
        names = [known.get(id_) or name or id_ for id_, name in people.items()]
        first, _, second = about.partition("\n")
        yield Finding(code, details={"about": first, "other": second, **named(names)})
    for source in taking.sources:
        if source.folder not in taking.used:
            details = {"period": source.period.label, "own": taking.period.label}
            yield Finding("rollup-outside", Place(source.folder), details)
    yield from _unknown(taking, known, takes)
    yield from _named_apart(taking, known, takes)


def _named_apart(taking: Taking, known: dict[str, str], takes: Sequence[Take]) -> Iterator[Finding]:
    """Numbers that go with different names: their figures come together as those of one person."""
    own = {earlier.of or taking.scheme for earlier, _ in takes if not earlier.children}
    named_as = {("", id_): {_bare(name): name} for id_, name in known.items()}
    for source in taking.sources:
        if source.folder in taking.used:
            # Numbers of those below are of another kind than those of people who are on the roster.
            kind = "" if source.scheme in own else source.scheme
            for id_, name in source.people.items():
                named_as.setdefault((kind, id_), {}).setdefault(_bare(name), name)
    apart = [
        f"{id_}（{'／'.join(names.values())}）" for (_, id_), names in named_as.items() if len(names) > 1
    ]
    if apart:
        yield Finding("rollup-name-differs", details=named(apart))


def _bare(name: str) -> str:
    return "".join(name.split())


def _unknown(taking: Taking, known: dict[str, str], takes: Sequence[Take]) -> Iterator[Finding]:
    """People of the sources from whom nobody takes: not on the roster, nor below anybody who is."""
    columns = {earlier.children for earlier, _ in takes}
    for source in taking.sources:
        if source.folder not in taking.used:
            continue
        if "" in columns - {*source.parents}:
            gone = [name for id_, name in source.people.items() if id_ not in known]
            if gone and not any(source.parents.values()):
                yield Finding("rollup-person-dropped", Place(source.folder), named(gone))
        for column, parents in source.parents.items():
            lost = [name for id_, name in source.people.items() if parents.get(id_) not in known]
            if lost:
                details = {"column": column, **named(lost)}
                yield Finding("rollup-parent-unknown", Place(source.folder), details)


def foreseen(prepared: Prepared, roster: Roster, taking: Taking) -> Iterator[Finding]:
    """What will be in the way when the forms of a roster are filled in, before any is made."""
    for person in roster.appraisees:
        form = form_for(prepared.scheme, person, taking.period.year)
        if form is None:
            continue
        for cell in prepared.rulebooks[form.key].cells:
            if cell.input.earlier is not None:
                taking.figure(cell.input.earlier, person.id, cell.row)
        yield from _crowded(prepared.rulebooks[form.key], person, taking)
    yield from trouble_findings(taking, roster, tuple(takes_of(prepared.scheme)))


def _crowded(rulebook: Rulebook, person: Appraisee, taking: Taking) -> Iterator[Finding]:
    """Rows that are too few for all who are under somebody."""
    for item in rulebook.items:
        rows = item.indicator.rows
        taken = [part.earlier for part in rows.columns if part.earlier is not None] if rows else []
        if rows is None or not taken or not taken[0].children:
            continue
        months = taken[0].window.months(taking.period)
        below = taking.children(taken[0].of or taking.scheme, months, taken[0].children).get(person.id, ())
        if len(below) > rows.count:
            details = {"name": person.name, "id": person.id, "count": len(below), "rows": rows.count}
            yield Finding("rollup-children-many", details=details)
