"""Whose form a sheet is: the marks that a workbook carries, written and read in one place.

Identity stands in four places, so that it survives what people and programs do to a file: the visible
number, a marker in the sheet's hidden first column, the metadata sheet, and the document properties.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kpixl.model.cycle import Period
from kpixl.model.submission import Identity

FORMAT = "2"
METADATA_SHEET = "_kpixl"
PROPERTY = "kpixl"
"""The document property that holds the marker of a workbook with a single form."""

INPUT_NAME, OUTPUT_NAME = "kpx", "kpo"
"""How the defined names of input and output cells begin: kpx_1_4 is the fourth input of sheet 1."""

_START = "kpixl:"
_DIGITS = 12
_SIGNATURE = 24


def marker(identity: Identity) -> str:
    """The identity in one line of text. The appraisee's number comes last: it may hold any sign."""
    parts = (FORMAT, identity.cycle, identity.form, identity.fingerprint, identity.signature)
    return f"{_START}{':'.join(parts)}:{identity.appraisee}"


def read_marker(text: object) -> Identity | None:
    """The identity that a marker states, or None when the text is no marker."""
    if not isinstance(text, str) or not text.startswith(_START):
        return None
    parts = text.removeprefix(_START).split(":", 5)
    if len(parts) != 6 or parts[0] != FORMAT:
        return None
    _, cycle, form, fingerprint, signature, appraisee = parts
    return Identity(cycle, appraisee, form, fingerprint, signature)


def fingerprint(definition: str, blueprint: str) -> str:
    """What tells one making of a form from another: its definition, and all that its sheet holds."""
    return _digest(f"{definition}\n{blueprint}")


Printed = Mapping[str, str | float | None]
"""What is printed on one person's form, by the key of its field."""


def signed(identity: Identity, printed: Printed, key: str) -> Identity:
    """The identity with the signature over it, and over what is printed on the form.

    The fingerprint stands for everything else that is locked. Without the cycle's key nobody can make a
    signature, so a mark that was forged, or taken from another cycle, does not hold.
    """
    told = json.dumps([identity.cycle, identity.form, identity.fingerprint, identity.appraisee, printed])
    digest = hmac.new(key.encode(), told.encode(), hashlib.sha256).hexdigest()[:_SIGNATURE]
    return replace(identity, signature=digest)


def cycle_id(slug: str, period: Period) -> str:
    """The identity of a cycle: a scheme, also after it has been mended, and a period."""
    return _digest(f"{slug}\n{period}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


@dataclass(frozen=True, slots=True)
class SheetNames:
    """The defined names of one sheet's cells."""

    number: int

    def input(self, key: str) -> str:
        """The name of an input cell by its key (i4)."""
        return f"{INPUT_NAME}_{self.number}_{key.removeprefix('i')}"

    def output(self, index: int) -> str:
        """The name of an output cell by its index among the plan's outputs."""
        return f"{OUTPUT_NAME}_{self.number}_{index}"
