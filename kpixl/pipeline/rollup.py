"""rollup: an appraisal whose forms are filled from other cycles. All else is as in any cycle."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kpixl.cycle import store
from kpixl.cycle.lock import Busy
from kpixl.files import reason_of
from kpixl.findings import Finding, Place, has_errors
from kpixl.findings.rollup import CODES
from kpixl.model.result import Consolidation
from kpixl.pipeline.books import Per, Progress
from kpixl.pipeline.collect import collect
from kpixl.pipeline.decide import PLAIN
from kpixl.pipeline.make import Made, Options, make_forms
from kpixl.pipeline.prepare import Findings, prepare_with_roster
from kpixl.pipeline.refill import Refill
from kpixl.pipeline.taker import Taker
from kpixl.pipeline.told import foreseen

Deliver = Callable[[Consolidation], Iterable[Path]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be rolled up: a scheme, the cycles, the period, the folder, a roster or None."""

    scheme: str
    sources: Sequence[Path]
    period: str
    folder: Path
    roster: Path | None = None
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class RolledUp:
    """What came of it: the forms, the results, and how many forms were filled in now."""

    made: Made
    consolidation: Consolidation
    filled: int


def rollup(asked: Asked, progress: Progress, deliver: Deliver) -> tuple[RolledUp | None, Findings]:
    """Makes the forms, fills in what other cycles give, takes them in and collects.

    Run again, it changes only what the sources have changed. What was found about them stands beside the
    results, all else in the second place. `deliver` writes the results; raises what it raises.
    """
    folder, options = asked.folder, replace(asked.options, per=Per.PERSON)
    taker = Taker(asked.period, asked.sources, folder, options.trial, forms=True)
    prepared, roster, found = prepare_with_roster(asked.scheme, asked.roster, options.trial, taker)
    if prepared is None or roster is None or has_errors(found):
        return None, found
    taking = taker.taking
    assert taking is not None
    told = tuple(foreseen(prepared, roster, taking))
    found = (*found, *told)
    if has_errors(told):
        return None, found
    if taker.held_before():
        # What people have filled in since is to be in the record before anything is replaced.
        _, problems = collect(folder, (), progress)
        if has_errors(problems):
            return None, (*found, *problems)
    made, found = make_forms(prepared, roster, found, asked.period, folder, options, progress)
    if made is None:
        return None, found
    try:
        refill = Refill(folder, store.load(folder), prepared, taking)
        refill.fill()
        taker.note()
    except Busy:
        return None, (*found, Finding("folder-busy", Place(str(folder))))
    except (OSError, sqlite3.Error) as error:
        return None, (
            *found,
            Finding("folder-not-writable", Place(str(folder)), {"detail": reason_of(error)}),
        )
    found = (*found, *refill.findings())
    about = tuple(finding for finding in found if finding.code in _OF_RESULTS)
    others = tuple(finding for finding in found if finding.code not in _OF_RESULTS)
    consolidation, problems = collect(folder, (), progress, PLAIN, _with(about, deliver))
    if consolidation is None:
        return None, (*found, *problems)
    together = replace(consolidation, findings=(*about, *consolidation.findings))
    return RolledUp(made, together, refill.count), others


_OF_RESULTS = frozenset(row.code for row in CODES)
"""What is to be told beside the results; all else is about the scheme, the roster and the folder."""


def _with(told: Findings, deliver: Deliver) -> Deliver:
    """Delivers results with what was found while they were filled in."""
    return lambda consolidation: deliver(replace(consolidation, findings=(*told, *consolidation.findings)))
