"""A workbook from outside as everything here sees it, whatever the format of its file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote

from kpixl.sheets.cells import TakeCell


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its name, where in the file it stands, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet says beside its cells: rows and columns (from 1) that are hidden; whether it is protected.

    `filtered` says that a filter with a condition stands on it, which may be why rows are hidden.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    protected: bool = False
    filtered: bool = False


class Book(Protocol):
    """An open workbook. Every reading raises Unreadable."""

    @property
    def kind(self) -> str:
        """The format of the file: .xlsx, .xlsm, .xls or .ods."""

    @property
    def sheets(self) -> Sequence[Sheet]:
        """The worksheets in their order; charts and the like are left out."""

    @property
    def names(self) -> Sequence[tuple[str, str]]:
        """All defined names with what they refer to, as Excel writes it: 'Sheet'!$A$1.

        A name may stand there more than once, for the workbook and for single sheets.
        """

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom document properties."""

    @property
    def saved(self) -> float | None:
        """When the workbook says that it was last saved, in seconds, or None when it does not say."""

    @property
    def macros(self) -> bool:
        """Whether it holds programs. They are never run."""

    @property
    def external_links(self) -> tuple[str, ...]:
        """The names of the files that its formulas look into."""

    @property
    def formula_dialect(self) -> str:
        """How formulas are spelled: "excel" or "openformula"."""

    @property
    def since_1904(self) -> bool:
        """Whether days are counted from 1904, 1462 days later than usual."""

    def scan_cells(self, sheet: Sheet, take: TakeCell) -> None:
        """Hands on every cell of a sheet."""

    def facts(self, sheet: Sheet) -> SheetFacts:
        """What a sheet says beside its cells."""

    def percent(self, style: str) -> bool:
        """Whether a cell of this style shows its number as a percentage."""

    def day(self, style: str) -> bool:
        """Whether a cell of this style shows its number as a day."""

    def time(self, style: str) -> bool:
        """Whether a cell of this style shows its number as a time without a day."""


_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 80


def file_names(targets: Sequence[str]) -> tuple[str, ...]:
    """The bare names of files that are given by a path or an address, each once."""
    names = (_CONTROL.sub("", re.split(r"[/\\]", unquote(target))[-1])[:_LONGEST] for target in targets)
    return tuple(dict.fromkeys(name or "?" for name in names))
