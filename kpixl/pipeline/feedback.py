"""slip: a result slip for everybody who has a result, made of what the cycle recorded.

They lie under results/slips, a folder for each department, with a list that says whose is which. What is
no longer true is removed; what somebody has changed, and everything else in that folder, is left alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from kpixl.cycle import database, decisions, runs, store
from kpixl.cycle.lock import Busy, locked
from kpixl.cycle.received import ReceivedLog
from kpixl.files import reason_of, sweep
from kpixl.findings import Finding, Place
from kpixl.model.feedback import FeedbackRow
from kpixl.model.ledger import Entry, EntryKind, Ledger, State
from kpixl.model.result import Consolidation, Result, Status
from kpixl.pipeline.books import Progress
from kpixl.pipeline.consolidated import consolidated, standing_results
from kpixl.pipeline.explainer import TOLD, Explainer
from kpixl.pipeline.feedback_press import SlipPress
from kpixl.pipeline.feedback_shelf import SLIPS, Names, Shelf
from kpixl.pipeline.prepare import Findings, Prepared, prepare_text
from kpixl.pipeline.settle import Settlement
from kpixl.pipeline.taken import changed, outdated
from kpixl.pipeline.versions import Versions
from kpixl.pipeline.whom import find_person
from kpixl.report.feedback import Circumstances

_NAMED = 5
_KINDS = (EntryKind.PAY, *TOLD)


@dataclass(frozen=True, slots=True)
class Slips:
    """Whose slips lie where, in the order of the roster, and what this run wrote and removed.

    `rows` are those of the people who were asked for; their paths, and the list's, start at the folder.
    """

    folder: Path
    rows: tuple[FeedbackRow, ...]
    written: int
    removed: tuple[str, ...]
    provisional: bool


def make_slips(folder: Path, who: Sequence[str], progress: Progress) -> tuple[Slips | None, Findings]:
    """Makes the slips of these people (by number or name), or of everybody. One run at a time."""
    if not store.exists(folder):
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)
    try:
        with locked(folder), database.opened(folder) as db:
            return _made(folder, db, who, progress)
    except Busy:
        return None, (Finding("folder-busy", Place(str(folder))),)
    except store.NotACycle:
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)
    except (OSError, sqlite3.Error) as error:
        details = {"detail": reason_of(error)}
        return None, (Finding("folder-not-writable", Place(str(folder / SLIPS)), details),)


def _made(
    folder: Path, db: sqlite3.Connection, who: Sequence[str], progress: Progress
) -> tuple[Slips | None, Findings]:
    held = store.load(folder, db=db)
    asked = [find_person(held.handouts, each) for each in who]
    problems = tuple(problem for _, problem in asked if problem is not None)
    if problems:
        return None, problems
    prepared, found = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
    if prepared is None:
        return None, found
    run = runs.last_run(db)
    if run is None or runs.has_gone_on(db, run):
        return None, (Finding("feedback-outdated", Place(str(folder))),)
    chosen = frozenset(handout.id for handout, _ in asked if handout is not None)
    sweep(folder / SLIPS)
    return _Maker(folder, db, held, prepared).make(chosen, progress)


class _Maker:
    def __init__(
        self, folder: Path, db: sqlite3.Connection, held: store.StoredCycle, prepared: Prepared
    ) -> None:
        settlement = Settlement(ReceivedLog(db), held, {})
        results = standing_results(held, settlement)
        self.folder, self.held, self.prepared = folder, held, prepared
        self.versions = Versions(folder, held, prepared, db)
        self.doubts = (*outdated(folder, db), *changed(settlement, self.versions))
        decided, doubted = decisions.decisions(db), bool(self.doubts)
        self.together = consolidated(prepared, held, results, decided, doubted)
        self.explainer = Explainer(settlement, self.versions, self.together)
        self.shelf, self.names = Shelf(folder, db), Names(held.handouts)
        self.assessed = sum(result.status is Status.ASSESSED for result in self.together.results)
        # Whom the rules leave out, nobody waits for.
        self.awaited = {result.appraisee.id for result in self.together.results if not result.settled}
        money = self.together.ledger.of(EntryKind.FINE, EntryKind.BONUS, EntryKind.PAY)
        self.open_money = any(entry.state is State.PROPOSED for entry in money)
        self.rows: list[FeedbackRow] = []
        self.findings: list[Finding] = []

    def make(self, chosen: frozenset[str], progress: Progress) -> tuple[Slips, Findings]:
        """Every slip that is asked for (nobody in particular: all); then the list; then what is outdated."""
        handouts = {handout.id: handout for handout in self.held.handouts}
        press = SlipPress(self.versions)
        total, done = len(chosen) or self.assessed, 0
        for result, entries, pay in _with_entries(self.together):
            id_ = result.appraisee.id
            wanted = not chosen or id_ in chosen
            row = self._row(result)
            if wanted and row.book:
                around = Circumstances(pay, len(self.awaited), self.open_money)
                made = press.make(self.explainer.told(handouts[id_], result, entries), around)
                if made is None:
                    self._tell_unexplained(result)
                    row = replace(row, book="", page="")
                else:
                    self.shelf.put(row.book, made.book)
                    self.shelf.put(row.page, made.page)
                    row = replace(row, provisional=made.provisional)
                done += 1
                progress(done, total)
            elif row.book:
                row = self._as_it_lies(row)
            self.rows.append(row)
        return self._finished(chosen)

    def _row(self, result: Result) -> FeedbackRow:
        """The row of somebody in the list; only who has a result has files."""
        person = result.appraisee
        book, page = self.names.of(person.id) if result.status is Status.ASSESSED else ("", "")
        whose = (person.id, person.name, person.department, person.position)
        return FeedbackRow(*whose, result.status, book, page, bool(book) and self._is_open())

    def _is_open(self) -> bool:
        return self.together.provisional or self.open_money

    def _as_it_lies(self, row: FeedbackRow) -> FeedbackRow:
        """The slip of somebody who was not asked for: what is not there is not in the list."""
        lies = (self.folder / SLIPS / row.book).is_file()
        return row if lies else replace(row, book="", page="", provisional=False)

    def _tell_unexplained(self, result: Result) -> None:
        person = result.appraisee
        details = {"id": person.id, "name": person.name, "appraisee": person.id}
        self.findings.append(Finding("feedback-unexplained", details=details))

    def _finished(self, chosen: frozenset[str]) -> tuple[Slips, Findings]:
        self.shelf.put_list(self.rows, self.together.scheme, self.held.cycle)
        self.shelf.flush()
        standing = {path for row in self.rows for path in (row.book, row.page) if path}
        removed = tuple(self.shelf.remove_others(standing))
        asked = tuple(row for row in self.rows if not chosen or row.id in chosen)
        written = len(self.shelf.written)
        slips = Slips(self.folder / SLIPS, asked, written, removed, self._is_open())
        out = {handout.id for handout in self.held.handouts}
        idle = () if chosen else tuple(p.name for p in self.held.roster.appraisees if p.id not in out)
        return slips, (
            *self.doubts,
            *_without(asked, self.awaited, idle),
            *self.findings,
            *self.shelf.findings,
        )


def _with_entries(together: Consolidation) -> Iterator[tuple[Result, tuple[Entry, ...], tuple[Entry, ...]]]:
    """Each result with the lines of fines, bonuses and measures about it, and with those of its pay.

    Lines stand in the order of results, so nobody's are looked for; only those that others bear are kept.
    """
    borne: dict[str, list[Entry]] = {}
    for entry in _told(together.ledger):
        if entry.payer.id and entry.payer.id != entry.appraisee.id and entry.kind in TOLD:
            borne.setdefault(entry.payer.id, []).append(entry)
    groups = groupby(_told(together.ledger), key=lambda entry: entry.appraisee.id)
    id_, lines = next(groups, ("", iter(())))
    for result in together.results:
        own: tuple[Entry, ...] = ()
        if result.appraisee.id == id_:
            own = tuple(lines)
            id_, lines = next(groups, ("", iter(())))
        mine = result.appraisee.id
        others = borne.get(mine, ())
        pay = tuple(entry for entry in own if entry.kind is EntryKind.PAY and entry.payer.id == mine)
        yield result, (*(entry for entry in own if entry.kind in TOLD), *others), pay


def _told(ledger: Ledger) -> Iterator[Entry]:
    return (entry for entry in ledger.entries if entry.kind in _KINDS)


def _without(rows: Sequence[FeedbackRow], awaited: Set[str], idle: Sequence[str]) -> Iterator[Finding]:
    """Who gets no slip because there is no result to tell of.

    `awaited` are the numbers of those whose results are waited for, `idle` those who were given no form.
    """
    without = [row.name for row in rows if row.id in awaited]
    excluded = [row.name for row in rows if row.status is not Status.ASSESSED and row.id not in awaited]
    for code, names in (("feedback-without-result", without), ("feedback-excluded", [*excluded, *idle])):
        if names:
            told = "、".join(names[:_NAMED]) + ("……" if len(names) > _NAMED else "")
            yield Finding(code, details={"count": len(names), "names": told})
