"""Every version of every form that a cycle has handed out, made ready when a returned form needs it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from kpixl.assess.assess import Assessor
from kpixl.cycle import store
from kpixl.cycle.store import StoredCycle
from kpixl.model.cycle import Cycle
from kpixl.model.folded import Directory
from kpixl.model.handout import Handout
from kpixl.model.submission import Identity
from kpixl.model.zones import CHINA, zone_of
from kpixl.pipeline.prepare import Prepared, prepare_text
from kpixl.rules.quantity import Rulebook
from kpixl.workbook.blueprint import Blueprint
from kpixl.workbook.identity import Printed, signed


@dataclass(frozen=True, slots=True)
class Version:
    """A form as one making has it: its rules, and the cycle as that making saw it."""

    rulebook: Rulebook
    assessor: Assessor
    cycle: Cycle


class Versions:
    """What a cycle knows of the forms that are out. Gives the reader what it needs to know (see Known).

    `db` is the database of the cycle where it is being written to. In the `zone` its days begin and end.
    """

    def __init__(
        self, folder: Path, held: StoredCycle, prepared: Prepared, db: sqlite3.Connection | None = None
    ) -> None:
        self.folder, self.held, self.db = folder, held, db
        self._makings = {held.making: (held, prepared)}
        self.zone = zone_of(prepared.scheme.timezone) or CHINA
        self.out = Directory(held.handouts, lambda handout: handout.id)
        self.of = cache(self._of)
        self.blueprint_of = cache(self._blueprint_of)

    def _of(self, fingerprint: str) -> Version | None:
        """The version with this fingerprint; None when the cycle has none, or cannot read it any more."""
        form = self.held.forms.get(fingerprint)
        making = self.making(form.making) if form is not None else None
        if form is None or making is None:
            return None
        held, prepared = making
        rulebook = prepared.rulebooks.get(form.key)
        return Version(rulebook, Assessor(rulebook), held.cycle) if rulebook is not None else None

    def making(self, number: int) -> tuple[StoredCycle, Prepared] | None:
        """A making with its scheme; None when its scheme cannot be read any more."""
        if number not in self._makings:
            held = store.load(self.folder, number, self.db)
            prepared, _ = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
            if prepared is None:
                return None
            self._makings[number] = (held, prepared)
        return self._makings[number]

    def _blueprint_of(self, fingerprint: str) -> Blueprint | None:
        form = self.held.forms.get(fingerprint)
        return Blueprint.from_json(form.blueprint) if form is not None else None

    @cached_property
    def _earlier(self) -> dict[str, list[Handout]]:
        """What is not out any more: few are given more than one form."""
        found: defaultdict[str, list[Handout]] = defaultdict(list)
        for handout in (*self.held.replaced, *self.held.withdrawn):
            found[handout.id].append(handout)
        return found

    def handouts_of(self, appraisee: str) -> list[Handout]:
        """Everything that somebody was ever given; the latest first."""
        now = self.out.get(appraisee)
        known = [*self._earlier.get(appraisee, ()), *([now] if now else ())]
        return sorted(known, key=lambda each: each.making)[::-1]

    def blueprint(self, identity: Identity) -> Blueprint | None:
        """What the sheet of a form with this identity held when it was made, if this cycle made it."""
        return self.blueprint_of(identity.fingerprint) if identity.cycle == self.held.cycle.id else None

    def printed(self, identity: Identity) -> Printed | None:
        """What was printed on it; the latest when several were made, unless the signature tells which."""
        mine = [h for h in self.handouts_of(identity.appraisee) if h.fingerprint == identity.fingerprint]
        own = next((handout for handout in mine if self._signs(handout, identity)), None)
        return (own or mine[0]).printed if mine else None

    def is_genuine(self, identity: Identity) -> bool:
        """Whether the cycle has made a form with this very mark."""
        return any(
            handout.fingerprint == identity.fingerprint and self._signs(handout, identity)
            for handout in self.handouts_of(identity.appraisee)
        )

    def name(self, appraisee: str) -> str:
        """The name of somebody who was given a form, "" of anybody else."""
        return next((handout.name for handout in self.handouts_of(appraisee)), "")

    def _signs(self, handout: Handout, identity: Identity) -> bool:
        return signed(identity, handout.printed, self.held.key).signature == identity.signature
