"""What a reader has to know of the forms that are out."""

from __future__ import annotations

from typing import Protocol

from kpixl.model.submission import Identity
from kpixl.workbook.blueprint import Blueprint
from kpixl.workbook.identity import Printed


class Known(Protocol):
    """What a cycle knows of its forms and of those who got them."""

    def blueprint(self, identity: Identity) -> Blueprint | None:
        """What the sheet of a form held when it was made; None when the cycle did not make it."""

    def printed(self, identity: Identity) -> Printed | None:
        """What was printed on that person's form, by field."""

    def is_genuine(self, identity: Identity) -> bool:
        """Whether the cycle made a form with this very mark: the signature holds."""

    def name(self, appraisee: str) -> str:
        """The name of somebody who was given a form, "" of anybody else."""
