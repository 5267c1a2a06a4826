"""The nouns of what came back: a sheet filled in by people, and what its workbook showed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Raw = Fraction | str | bool | None
"""What stands in a cell: a number, a text, a truth value, or nothing (a blank is never a zero)."""

UNSAID = "…"
"""Stands for a formula whose text is not known, or is given further up only."""


@dataclass(frozen=True, slots=True)
class CellValue:
    """A cell of a returned sheet: its address, what it holds, and its formula if it has one.

    `error` is the text of an error value such as "#DIV/0!"; then `raw` is None. `percent` is whether
    the cell is formatted as a percentage: 0.95 is seen as 95%. `day` is whether its number is formatted
    as a day or a time: 46347 is seen as 2026-11-21.
    """

    cell: str
    raw: Raw = None
    formula: str = ""
    error: str = ""
    percent: bool = False
    day: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose form a sheet is, and by which definition it was made.

    `signature` binds it to what was printed on the form: nobody without the cycle's key can make one.
    """

    cycle: str
    appraisee: str
    form: str
    fingerprint: str
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """One person's filled sheet: entries by input, shown results by quantity, remarks by what they are on."""

    file: str
    sheet: str
    identity: Identity
    entries: Mapping[str, CellValue] = field(default_factory=dict)
    shown: Mapping[str, CellValue] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
