"""What a reader has to know when a single form is out, for tests that do without a cycle."""

from __future__ import annotations

from dataclasses import dataclass

from kpixl.model.roster import Appraisee
from kpixl.model.submission import Identity
from kpixl.workbook.blueprint import Blueprint
from kpixl.workbook.book import Press, identity_of, printed
from kpixl.workbook.identity import Printed


@dataclass(frozen=True)
class Sole:
    """One form of one person."""

    press: Press
    person: Appraisee

    def blueprint(self, identity: Identity) -> Blueprint | None:
        return self.press.blueprint if identity.fingerprint == self.press.fingerprint else None

    def printed(self, identity: Identity) -> Printed | None:
        return printed(self.press, self.person)

    def is_genuine(self, identity: Identity) -> bool:
        return identity == identity_of(self.press, self.person)

    def name(self, appraisee: str) -> str:
        return self.person.name if appraisee == self.person.id else ""
