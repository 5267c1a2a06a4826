"""The nouns of a correction slip: what is wrong in a returned workbook, cell by cell, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpixl.workbook.blueprint import Blueprint
from kpixl.workbook.identity import Printed

SHEET = "改正清单"
AUTHOR = "kpixl"
"""Who has written the comments of a slip."""


@dataclass(frozen=True, slots=True)
class SlipProblem:
    """What is wrong at one place, and what to do. `cell` is "" when it concerns the whole sheet.

    A `grave` problem must be put right; any other one has to be looked at. A `restored` one is so
    already. `free` are locked cells that people must be able to change to put it right.
    """

    department: str
    person: str
    sheet: str
    cell: str
    found: str
    remedy: str
    grave: bool = True
    code: str = ""
    restored: bool = False
    free: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Restoration:
    """What a form's sheet held when it was made, to be put back where somebody changed it."""

    blueprint: Blueprint
    printed: Printed


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything that is particular to one slip.

    `heading` says whose forms these are, `contact` to whom the file goes back. `restore` names the
    sheets in which locked cells are put back. `remarks` are texts to be written, by sheet and cell;
    `respelt` are entries that a number format disguises, as the text seen and the format of the input.
    `notes` stand below the list. `is_stale` says that results shown are not to be believed. `key`
    tells whether a slip made before says the same.
    """

    heading: str
    contact: str
    problems: tuple[SlipProblem, ...]
    restore: Mapping[str, Restoration] = field(default_factory=dict)
    remarks: Mapping[tuple[str, str], str] = field(default_factory=dict)
    respelt: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    is_stale: bool = False
    key: str = ""
