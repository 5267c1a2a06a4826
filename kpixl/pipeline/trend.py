"""Cycles before one, as far as a trend shows them: totals, grades and scores, not how they came about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kpixl.consolidate.merge import everybody
from kpixl.cycle import database, store
from kpixl.cycle.received import ReceivedLog
from kpixl.findings import Finding, Place
from kpixl.model.audience import form_for
from kpixl.model.cycle import Period
from kpixl.model.folded import Directory, Folded
from kpixl.model.numbers import plain
from kpixl.model.result import Consolidation, Result
from kpixl.model.roster import Appraisee
from kpixl.pipeline.prepare import Findings, Prepared, prepare_text
from kpixl.pipeline.settle import Settlement


def earlier_cycles(
    folders: Sequence[Path], before: Path | None = None
) -> tuple[tuple[Consolidation, ...], Findings]:
    """The cycles in these folders, the oldest first; a finding for each that does not belong there.

    With the folder of a cycle given, only what came `before` it counts.
    """
    found: list[Consolidation] = []
    told: list[Finding] = []
    own = _period(before) if before is not None else None
    for folder in {path.resolve(): path for path in folders}.values():
        period = _period(folder)
        if period is None:
            told.append(Finding("folder-not-a-cycle", Place(str(folder))))
        elif own is not None and period.span.stop > own.span.start:
            details = {"period": period.label, "own": own.label}
            told.append(Finding("trend-not-before", Place(str(folder)), details))
        elif (cycle := _slim(folder)) is not None:
            found.append(cycle)
        else:
            told.append(Finding("trend-unreadable", Place(str(folder))))
    found.sort(key=lambda cycle: (cycle.cycle.period.span.start, cycle.cycle.period.months, cycle.cycle.id))
    return tuple(found), tuple(told)


def comparable(earlier: Sequence[Consolidation], whole: Consolidation) -> tuple[Consolidation, ...]:
    """Those that a trend can show beside a roll-up of them: other periods, out of as many points."""
    points, period = whole.scheme.points, whole.cycle.period
    return tuple(each for each in earlier if each.scheme.points == points and each.cycle.period != period)


def other_points(earlier: Sequence[Consolidation], whole: Consolidation) -> Findings:
    """Those that a trend leaves out because they are out of other points."""
    own = whole.scheme.points
    return tuple(
        Finding(
            "trend-other-points",
            details={
                "period": each.cycle.period.label,
                "points": plain(each.scheme.points),
                "own": plain(own),
            },
        )
        for each in earlier
        if each.scheme.points != own
    )


def _period(folder: Path) -> Period | None:
    try:
        return store.load(folder).cycle.period if store.exists(folder) else None
    except store.NotACycle:
        return None


def _slim(folder: Path) -> Consolidation | None:
    try:
        with database.opened(folder) as db:
            db.execute("BEGIN")
            held = store.load(folder, db=db)
            prepared, _ = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
            if prepared is None:
                return None
            settlement = Settlement(ReceivedLog(db), held, {})
            results = Directory(Folded(_results(held, settlement)), lambda result: result.appraisee.id)
            return Consolidation(prepared.scheme, held.cycle, everybody(_listed(prepared, held), results))
    except (store.NotACycle, sqlite3.Error):
        return None


def _results(held: store.StoredCycle, settlement: Settlement) -> Iterator[Result]:
    for person in held.roster.appraisees:
        result = settlement.result(person)
        if result is not None:
            items = tuple(replace(item, value=None, explanation="", inputs={}) for item in result.items)
            yield replace(result, items=items, evidence={}, named={}, subtotals={})


def _listed(prepared: Prepared, held: store.StoredCycle) -> Iterator[tuple[Appraisee, str]]:
    out = {handout.id for handout in held.handouts}
    for person in held.roster.appraisees:
        form = form_for(prepared.scheme, person, held.cycle.period.year)
        if person.id in out:
            yield person, form.key if form is not None else ""
