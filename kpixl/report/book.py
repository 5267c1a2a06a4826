"""What the sheets of a report share: styles, number formats, and what a cell or a column is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from kpixl.model.cycle import Cycle
from kpixl.model.scheme import Scheme
from kpixl.workbook import palette
from kpixl.workbook.blank import TextSheet, blank_book

LEFT, RIGHT, CENTRE = "left", "right", "center"
FIRST = 1
"""The first column of a table, B: column A is a margin."""

ROWS_FLAT = 2_000
"""Up to so many rows, a workbook is held in memory before it is written: a text stands in it only once."""

WORDS = "@_ "
COUNT = '0_ ;-0_ ;"—"_ ;@_ '
SHARE = "0.0%_ ;-0.0%_ ;0.0%_ ;@_ "


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the value that it has now, for readers that do not calculate."""

    text: str
    value: Fraction | int | str


@dataclass(frozen=True, slots=True)
class Link:
    """A file to open: its path relative to the workbook's folder, with "/" between its parts."""

    file: str


Value = str | int | Fraction | Formula | Link | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and how it differs from its column's style."""

    value: Value
    style: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, the heading over it, its width, and how its cells look.

    Columns that are folded away or hidden come after all others. What is `folded` can be opened by a click
    beside the headings; what is hidden is there for formulas only.
    """

    heading: str
    width: float
    align: str = LEFT
    group: str = ""
    style: dict[str, Any] = field(default_factory=dict)
    folded: bool = False
    hidden: bool = False

    @property
    def seen(self) -> bool:
        """Whether people see it without a click."""
        return not (self.folded or self.hidden)


def score_format(places: int, whole: str = "0") -> str:
    """The number format of a score with so many places; words are padded like the numbers."""
    digits = f"{whole}." + "0" * places if places > 0 else whole
    return f"{digits}_ ;-{digits}_ ;{digits}_ ;@_ "


def money_format(places: int = 2) -> str:
    """The number format of an amount in 元."""
    return score_format(places, "#,##0")


def average_format(places: int) -> str:
    """The same for an average, with its sign 均 in front."""
    return ";".join(f'"均 "{part}' if "0" in part else part for part in score_format(places).split(";"))


class _Worksheet(TextSheet):
    """A worksheet whose formulas are written as they are: all their functions are in every spreadsheet.

    XlsxWriter looks for each of thirty newer functions in each formula, which takes most of the time.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class Book:
    """A workbook being written; the same style is made only once."""

    def __init__(self, path: Path, scheme: Scheme, cycle: Cycle, *, rows: int = 0) -> None:
        """Starts a workbook at the path, with the scheme and period in its properties.

        With very many `rows`, what is written goes to the disk row by row: each sheet is to be written
        from the top down.
        """
        self.workbook = blank_book(str(path), constant_memory=rows > ROWS_FLAT)
        self.heading = f"{cycle.period.label}{scheme.title}"
        self.company = scheme.company
        # Of the period, not of the clock: the same results give the same bytes.
        created = datetime(cycle.period.year, cycle.period.month, 1)
        self.workbook.set_properties({"title": self.heading, "company": scheme.company, "created": created})
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def style(self, **changes: Any) -> Format:
        """The plain style of body text with these changes."""
        wanted: dict[str, Any] = {
            "font_name": palette.FONT,
            "font_family": palette.FONT_FAMILY,
            "font_charset": palette.FONT_CHARSET,
            "font_size": palette.BODY_SIZE,
            "font_color": palette.TEXT,
            "valign": "vcenter",
            **changes,
        }
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(wanted)
        return self._formats[key]

    def sheet(self, name: str) -> Worksheet:
        """A new sheet."""
        return self.workbook.add_worksheet(name, _Worksheet)

    def close(self) -> None:
        """Writes the file."""
        self.workbook.close()


def cell_range(sheet: str, column: int, first: int, last: int) -> str:
    """An absolute range of one column, from row to row (counted from 0), on the named sheet."""
    name = xl_col_to_name(column)
    return f"'{sheet}'!${name}${first + 1}:${name}${last + 1}"


def cell_name(row: int, column: int, *, row_abs: bool = False, col_abs: bool = False) -> str:
    """The address of a cell counted from 0."""
    return str(xl_rowcol_to_cell(row, column, row_abs=row_abs, col_abs=col_abs))
