"""appeal: an event on somebody's form is void from now on, or counts again."""

from __future__ import annotations

from pathlib import Path

from kpixl.assess.voids import log_of, logs, rows_of, typed_in
from kpixl.cycle import decisions
from kpixl.findings import Finding
from kpixl.model.ledger import Stamp, Void
from kpixl.model.submission import Submission
from kpixl.pipeline.decide_record import Decided, Desk, at_desk, signed_by
from kpixl.pipeline.prepare import Findings, prepare_text
from kpixl.pipeline.versions import Versions
from kpixl.rules.quantity import Item, Rulebook

Form = tuple[Rulebook, Submission]


def decide_appeal(
    folder: Path, whom: str, log: str, row: int, by: str, reason: str, undo: bool = False
) -> tuple[Decided[Void] | None, Findings]:
    """Records that the event in a row of a log is void, or (`undo`) counts again. Gives the event."""

    def act(desk: Desk) -> Void | Finding:
        found = _form(desk, log)
        if isinstance(found, Finding):
            return found
        item, form = found
        event = _void(desk, form, log, row, undo) if undo else _event(desk, item, form, row)
        if not isinstance(event, Finding):
            what = decisions.REINSTATE if undo else decisions.ANNUL
            decisions.note_event(desk.log, what, event, signed_by(by), reason)
        return event

    return at_desk(folder, whom, act)


def _form(desk: Desk, log: str) -> tuple[Item, Form] | Finding:
    """The form that counts, and the log on it."""
    form, held = desk.settlement.counting.get(desk.person.id), desk.held
    prepared, _ = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
    if form is None or prepared is None:
        return desk.about("decision-without-result")
    version = Versions(desk.folder, held, prepared, desk.log.db).of(form.fingerprint)
    if version is None:
        return desk.about("decision-without-result")
    item = log_of(version.rulebook, log)
    if item is None:
        known = "、".join(each.indicator.name for each in logs(version.rulebook)) or "—"
        return desk.about("appeal-unknown-log", text=log, known=known)
    return item, (version.rulebook, desk.log.submission(form.number, ""))


def _event(desk: Desk, item: Item, form: Form, row: int) -> Void | Finding:
    """The event that stands in the row, unless there is none or it is void already."""
    log, rows = item.indicator.name, item.indicator.rows
    assert rows is not None
    every = ((at, typed_in(item, at, form[1])) for at in range(1, rows.count + 1))
    used = {at: typed for at, typed in every if typed}
    if row not in used:
        return desk.about("appeal-unknown-event", text=log, row=row, known="、".join(map(str, used)) or "—")
    if row <= rows.least:
        return desk.about("appeal-required", text=log, row=row)
    standing = _void(desk, form, log, row)
    if isinstance(standing, Finding):
        return Void(desk.person.id, log, row, used[row], Stamp("", "", "", ""))
    stamp = standing.stamp
    made = {"by": stamp.by, "at": stamp.at[:10], "reason": stamp.reason}
    return desk.about("appeal-made", text=log, row=row, **made)


def _void(desk: Desk, form: Form, log: str, row: int, gone: bool = False) -> Void | Finding:
    """What makes the row void; where it is `gone` from the form, what once made this row void."""
    found = decisions.voids(desk.log.db).get(desk.person.id, ())
    placed = [(void, at) for void, at in zip(found, rows_of(*form, found), strict=True) if void.log == log]
    here = [void for void, at in placed if at == row]
    here += [void for void, at in placed if gone and at is None and void.row == row]
    return here[0] if here else desk.about("appeal-none", text=log, row=row)
