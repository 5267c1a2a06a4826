"""Fills forms with what other cycles give, and keeps what people have filled in besides."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from kpixl.assess.normalise_form import typed_value
from kpixl.consolidate.taking import Figure, Taking
from kpixl.cycle import database, pressed, store
from kpixl.cycle.lock import locked
from kpixl.cycle.received import RESTORE, WITHDRAW, FormRow, ReceivedLog
from kpixl.files import atomic_write, digest_of_file
from kpixl.findings import Finding
from kpixl.model.audience import form_for
from kpixl.model.numbers import from_double, settled
from kpixl.model.roster import Appraisee
from kpixl.pipeline.make import RETURNED
from kpixl.pipeline.prepare import Prepared
from kpixl.pipeline.settle import Settlement
from kpixl.pipeline.told import named
from kpixl.rules.quantity import Cell
from kpixl.rules.values import UNKNOWN, Value
from kpixl.workbook.book import Job, Press, make_press, write_book

FOLDER = "取自各期"
"""Where filled forms lie among those returned."""

_REASON = "来源有变，所填内容已转入重新填写的表"

_AT_A_TIME = 40
"""So many forms are noted together before they are put in place."""

Entries = dict[str, Value]


@dataclass(slots=True)
class Filled:
    """A form as it should be: its entries, and those of a form that counts now (None: there is none)."""

    person: Appraisee
    press: Press
    entries: Entries
    before: Entries | None
    form: FormRow | None
    by_hand: bool = False

    @property
    def is_new(self) -> bool:
        """Whether the form that counts, if any, is of another version or says something else."""
        if self.form is None or self.before is None or self.form.fingerprint != self.press.fingerprint:
            return True
        return any(self.before.get(name) != value for name, value in self.entries.items())


class Refill:
    """Fills the forms of a cycle; `count` is how many had to be written."""

    def __init__(self, folder: Path, held: store.StoredCycle, prepared: Prepared, taking: Taking) -> None:
        self.folder, self.held, self.prepared, self.taking = folder, held, prepared, taking
        self.last: Mapping[str, FormRow] = {}
        self.waiting: dict[Path, bytes] = {}
        self.count = 0
        self.changed: list[str] = []
        self.by_hand: list[str] = []

    def fill(self) -> None:
        """Writes every form that is not as it should be. Raises Busy, OSError, sqlite3.Error."""
        with locked(self.folder), database.opened(self.folder) as db:
            log = ReceivedLog(db)
            settlement = Settlement(log, self.held, {})
            self._index(settlement)
            people = {person.id: person for person in self._people()}
            written: dict[str, str] = {}
            stale: set[str] = set()
            for person in people.values():
                self._refill(person, settlement, written, stale)
            # A workbook of several people is replaced as a whole.
            beside = [
                form.appraisee for digest in sorted(stale) for form in settlement.contents[digest].forms
            ]
            for id_ in dict.fromkeys(beside):
                if id_ in people and id_ not in written:
                    self._refill(people[id_], settlement, written, stale, always=True)
            self._flush(db)
            stale |= {
                content.sha256
                for content in settlement.contents.values()
                if content.forms and all(form.appraisee in written for form in content.forms)
            }
            new = set(written.values())
            with database.written(db):
                self._replace(log, stale - new, new)
            self.count = len(written)

    def _refill(
        self,
        person: Appraisee,
        settlement: Settlement,
        written: dict[str, str],
        stale: set[str],
        always: bool = False,
    ) -> None:
        """Writes the form of a person if need be, and notes its SHA-256 and that of what it replaces."""
        filled = self._filled(person, settlement)
        if filled is None:
            return
        if filled.by_hand and not always:
            self.by_hand.append(person.name)
        if filled.is_new or always:
            written[person.id] = self._write(filled, settlement.log.db)
            if filled.form is not None:
                stale.add(filled.form.sha256)
                self.changed.append(person.name)

    def findings(self) -> Iterator[Finding]:
        """What is to be said of forms that were filled in."""
        if self.changed:
            yield Finding("rollup-changed", details=named(self.changed))
        if self.by_hand:
            yield Finding("rollup-kept-by-hand", details=named(self.by_hand))

    def _people(self) -> Iterator[Appraisee]:
        out = {handout.id for handout in self.held.handouts}
        return (person for person in self.held.roster.appraisees if person.id in out)

    @cached_property
    def _presses(self) -> Mapping[str, Press]:
        held = self.held
        books = self.prepared.rulebooks.items()
        return {key: make_press(book, held.cycle, held.definition, held.key) for key, book in books}

    @cached_property
    def _files(self) -> Mapping[str, str]:
        return {handout.id: Path(handout.file).name for handout in self.held.handouts}

    def _filled(self, person: Appraisee, settlement: Settlement) -> Filled | None:
        form = form_for(self.prepared.scheme, person, self.held.cycle.period.year)
        if form is None:
            return None
        press = self._presses[form.key]
        cells = {cell.raw: cell for cell in press.rulebook.cells}
        counting = settlement.counting.get(person.id)
        before = _typed(settlement, counting, cells) if counting is not None else None
        taken = {
            cell.raw: _as_kept(self.taking.figure(cell.input.earlier, person.id, cell.row))
            for cell in cells.values()
            if cell.input.earlier is not None
        }
        entries: Entries = {name: value for name, value in (before or {}).items() if name not in taken}
        filled = Filled(person, press, entries, before, counting)
        last = self.last.get(person.id)
        ours = _typed(settlement, last, cells) if last is not None else {}
        for name, value in taken.items():
            typed = (before or {}).get(name)
            if value is None and typed is not None and typed != ours.get(name):
                filled.by_hand, entries[name] = True, typed
            else:
                entries[name] = value
        return filled

    def _index(self, settlement: Settlement) -> None:
        """Of everybody the form that was filled in here last."""
        ours = pressed.digests(settlement.log.db, f"{RETURNED}/{FOLDER}")
        forms = (form for content in settlement.contents.values() for form in content.forms)
        mine = (form for form in forms if form.sha256 in ours)
        self.last = {form.appraisee: form for form in sorted(mine, key=lambda form: form.number)}

    def _write(self, filled: Filled, db: sqlite3.Connection) -> str:
        """Writes a form that is to lie where returned ones do, and gives the SHA-256 of what was written."""
        given = {name: value for name, value in filled.entries.items() if value not in (None, UNKNOWN)}
        with TemporaryDirectory() as folder:
            path = Path(folder, "form.xlsx")
            write_book(path, [Job(filled.person, filled.press, given)])
            data = path.read_bytes()
        self.waiting[self._place(self._files[filled.person.id], db)] = data
        if len(self.waiting) >= _AT_A_TIME:
            self._flush(db)
        return sha256(data).hexdigest()

    def _flush(self, db: sqlite3.Connection) -> None:
        """Puts what waits in place, each file whole or not at all."""
        digests = {self._inside(path): sha256(data).hexdigest() for path, data in self.waiting.items()}
        # Noted first: after a kill in between, what lies there is still known to be ours.
        pressed.note(db, digests)
        for path, data in self.waiting.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with atomic_write(path) as part:
                part.write_bytes(data)
        self.waiting.clear()

    def _place(self, name: str, db: sqlite3.Connection) -> Path:
        """Where a form may be put: what somebody else has put there stays."""
        path = free = self.folder / RETURNED / FOLDER / name
        number = 1
        while free.exists() and not pressed.is_ours(db, self._inside(free), digest_of_file(free)):
            number += 1
            free = path.with_name(f"{path.stem} ({number}){path.suffix}")
        return free

    def _inside(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _replace(self, log: ReceivedLog, stale: set[str], written: set[str]) -> None:
        """What was replaced is not to count any more; what was written is, also if it was replaced once."""
        withdrawn = log.withdrawn()
        for digest in sorted(stale - {*withdrawn}):
            log.add_event(WITHDRAW, digest, _REASON)
        for digest in sorted(written & {*withdrawn}):
            log.add_event(RESTORE, digest, _REASON)


def _as_kept(figure: Figure | None) -> Figure | None:
    """A figure as a form gives it back: a workbook keeps fifteen digits of it."""
    return settled(from_double(float(figure))) if isinstance(figure, Fraction) else figure


def _typed(settlement: Settlement, form: FormRow, cells: Mapping[str, Cell]) -> Entries:
    """What was typed into a form, by cell."""
    submission = settlement.log.submission(form.number, "")
    return {name: typed_value(submission.entries.get(name)) for name in cells}
