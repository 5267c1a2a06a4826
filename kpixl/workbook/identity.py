"""Whose form a sheet is: the marks that a workbook carries, written and read in one place.

Identity stands in four places, so that it survives what people and programs do to a file: the visible
number, a marker in the sheet's hidden first column, the metadata sheet, and the document properties.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from kpixl.model.cycle import Period
from kpixl.model.submission import Identity

FORMAT = "1"
METADATA_SHEET = "_kpixl"
PROPERTY = "kpixl"
"""The document property that holds the marker of a workbook with a single form."""

INPUT_NAME, OUTPUT_NAME = "kpx", "kpo"
"""How the defined names of input and output cells begin: kpx_1_4 is the fourth input of sheet 1."""

_START = "kpixl:"
_DIGITS = 12


def marker(identity: Identity) -> str:
    """The identity in one line of text. The appraisee's number comes last: it may hold any sign."""
    return f"{_START}{FORMAT}:{identity.cycle}:{identity.form}:{identity.fingerprint}:{identity.appraisee}"


def read_marker(text: object) -> Identity | None:
    """The identity that a marker states, or None when the text is no marker."""
    if not isinstance(text, str) or not text.startswith(_START):
        return None
    parts = text.removeprefix(_START).split(":", 4)
    if len(parts) != 5 or parts[0] != FORMAT:
        return None
    _, cycle, form, fingerprint, appraisee = parts
    return Identity(cycle=cycle, appraisee=appraisee, form=form, fingerprint=fingerprint)


def fingerprint(definition: str, cells: Iterable[str]) -> str:
    """What tells one making of a form from another: its definition, and which cells it has in which order.

    Names of cells count from 1, so a form may only be read by a plan with the same cells.
    """
    return _digest("\n".join((definition, *cells)))


def cycle_id(definition: str, period: Period) -> str:
    """The identity of a cycle: the same scheme and period give the same cycle again."""
    return _digest(f"{definition}\n{period}")


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
