"""What decide and appeal share: the record of a cycle, and the person whom a decision is about."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from kpixl.cycle import database, store
from kpixl.cycle.digests import who
from kpixl.cycle.lock import Busy, locked
from kpixl.cycle.received import ReceivedLog
from kpixl.cycle.store import StoredCycle
from kpixl.files import reason_of
from kpixl.findings import Finding, Place
from kpixl.model.roster import Appraisee
from kpixl.pipeline.prepare import Findings
from kpixl.pipeline.settle import Settlement
from kpixl.pipeline.whom import find_person

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody decides about one person: the record, and what of it counts."""

    folder: Path
    held: StoredCycle
    log: ReceivedLog
    settlement: Settlement
    person: Appraisee

    def about(self, code: str, **details: object) -> Finding:
        """A finding about the person."""
        person = {"appraisee": self.person.id, "name": self.person.name}
        return Finding(code, details={**person, **details})


@dataclass(frozen=True, slots=True)
class Decided(Generic[T]):
    """A decision that was recorded, and whom it is about."""

    person: Appraisee
    decision: T


def at_desk(
    folder: Path, whom: str, act: Callable[[Desk], T | Finding]
) -> tuple[Decided[T] | None, Findings]:
    """What comes of a decision about somebody, by number or name, while nobody else works in the folder."""
    if not store.exists(folder):
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)
    try:
        with locked(folder), database.opened(folder) as db:
            held, log = store.load(folder), ReceivedLog(db)
            person, problem = find_person(held.roster.appraisees, whom)
            if person is None:
                return None, (problem,) if problem is not None else ()
            desk = Desk(folder, held, log, Settlement(log, held, {}), person)
            with database.written(db):
                found = act(desk)
            if isinstance(found, Finding):
                return None, (found,)
            return Decided(person, found), ()
    except store.NotACycle:
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)
    except Busy:
        return None, (Finding("folder-busy", Place(str(folder))),)
    except (OSError, sqlite3.Error) as error:
        return None, (Finding("folder-not-writable", Place(str(folder)), {"detail": reason_of(error)}),)


def signed_by(by: str) -> str:
    """Who decides: the name that was given, else the login."""
    return by.strip() or who()
