"""Whether what a cycle took from others still stands: in the forms that count, and in those cycles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from kpixl.assess.normalise_form import typed_value
from kpixl.cycle import pressed, store
from kpixl.cycle.received import FormRow
from kpixl.cycle.sources import taken_from
from kpixl.findings import Finding, Place
from kpixl.model.numbers import plain
from kpixl.model.provenance import TakenFrom
from kpixl.pipeline.make import RETURNED
from kpixl.pipeline.prepare import Findings
from kpixl.pipeline.settle import Settlement
from kpixl.pipeline.sources import results_digest
from kpixl.pipeline.versions import Versions
from kpixl.rules.values import Value


def outdated(folder: Path, db: sqlite3.Connection) -> Findings:
    """A finding for each cycle whose results are no longer those that figures were taken from."""
    return tuple(
        Finding("taken-outdated", Place(str(place)), {"period": taken.period, "scheme": taken.scheme})
        for taken, place in sources(folder, db)
        if store.exists(place) and results_digest(place) != taken.results
    )


def sources(folder: Path, db: sqlite3.Connection) -> Iterator[tuple[TakenFrom, Path]]:
    """The cycles that figures were taken from, each with where it should lie."""
    for taken in taken_from(db):
        yield taken, folder / taken.folder


def changed(settlement: Settlement, versions: Versions) -> Findings:
    """A finding for each figure that a roll-up filled in and that the form which counts no longer has."""
    last = _filled_in(settlement)
    pairs = ((last[id_], form) for id_, form in sorted(settlement.counting.items()) if id_ in last)
    return tuple(
        finding
        for own, form in pairs
        if own.number != form.number
        for finding in _changed(own, form, settlement, versions)
    )


def _filled_in(settlement: Settlement) -> Mapping[str, FormRow]:
    """By number of a person, the form that a roll-up filled in last: those it has replaced are withdrawn."""
    ours = pressed.digests(settlement.log.db, RETURNED)
    known = (content for content in settlement.contents.values() if content.sha256 in ours)
    in_order = sorted(known, key=lambda each: (not each.withdrawn, each.first_at, each.sha256))
    return {form.appraisee: form for content in in_order for form in content.forms}


def _changed(own: FormRow, form: FormRow, settlement: Settlement, versions: Versions) -> Iterator[Finding]:
    version, person = versions.of(form.fingerprint), settlement.people.get(form.appraisee)
    if version is None or person is None:
        return
    file = settlement.contents[form.sha256].shown
    filled, typed = (settlement.log.submission(each.number, file).entries for each in (own, form))
    for cell in version.rulebook.cells:
        before = typed_value(filled.get(cell.raw)) if cell.input.earlier is not None else None
        after = typed_value(typed.get(cell.raw))
        # Where no cycle gives a figure, people may fill one in.
        if before is not None and before != after:
            seen = typed.get(cell.raw)
            place = Place(file, sheet=form.sheet, cell=seen.cell if seen is not None else "")
            details = {"appraisee": person.id, "name": person.name, "what": cell.input.name}
            yield Finding("taken-changed", place, details, _text(before), _text(after))


def _text(value: Value) -> str:
    if isinstance(value, Fraction):
        return plain(value)
    return value if isinstance(value, str) else ""
