"""Formulas over 总表, in functions that every spreadsheet has had for long, and their values now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.numbers import recorded
from kpixl.report.book import cell_name, cell_range
from kpixl.workbook.palette import NOTHING

SUMMARY = "总表"
ORDER = "order"
"""The key of the hidden column that numbers the scores of each department from the best down."""

STATE = "state"
"""The key of the column that says which rows are complete, where totals cannot tell."""

KNOWN, OPEN = "已评", "未评"


@dataclass(frozen=True, slots=True)
class Table:
    """Where the rows of 总表 stand, so that formulas can name its columns by their keys."""

    first: int
    last: int
    columns: Mapping[str, int]

    def range(self, key: str) -> str:
        """The whole column with that key, as an absolute range."""
        return cell_range(SUMMARY, self.columns[key], self.first, self.last)

    def local(self, key: str) -> str:
        """The same for a formula on 总表 itself."""
        return self.range(key).partition("!")[2]

    @property
    def complete(self) -> str:
        """Which rows are complete, as a range and a criterion of COUNTIFS."""
        if STATE in self.columns:
            return f'{self.range(STATE)},"{KNOWN}"'
        return f'{self.range(ORDER)},">0"'

    @property
    def count(self) -> str:
        """How many rows are complete, as a formula."""
        return f"COUNTIF({self.complete})" if STATE in self.columns else f"COUNT({self.range('total')})"


def criterion(reference: str, names: Iterable[str]) -> str:
    """What COUNTIF needs to find exactly the text in a cell, whichever of the names it is."""
    if not any(name.startswith(("=", "<", ">")) or set(name) & set("*?~") for name in names):
        return reference
    for sign in "~*?":
        reference = f'SUBSTITUTE({reference},"{sign}","~{sign}")'
    return f'"="&{reference}'


def mean(scores: Iterable[Fraction], places: int) -> Fraction | str:
    """The average as it is shown, or a dash when there is nobody."""
    known = list(scores)
    return recorded(sum(known, Fraction()) / len(known), places) if known else NOTHING


def mean_formula(average: str, count: str, places: int) -> str:
    """The same as a formula; nine places first, so that binary noise decides no rounding."""
    return f'IF({count}=0,"{NOTHING}",ROUND(ROUND({average},9),{places}))'


def order_formula(table: Table, row: int, departments: Collection[str]) -> str:
    """Which place the score of a row of 总表 has in its department, ties by row; 0 without a score."""

    def so_far(key: str) -> str:
        top = cell_name(table.first, table.columns[key], row_abs=True, col_abs=True)
        return f"{top}:{cell_name(row, table.columns[key])}"

    score = cell_name(row, table.columns["total"])
    everywhere = above = ""
    if departments:
        here = criterion(cell_name(row, table.columns["department"]), departments)
        everywhere, above = f"{table.local('department')},{here},", f"{so_far('department')},{here},"
    better = f'COUNTIFS({everywhere}{table.local("total")},">"&{score})'
    equal = f"COUNTIFS({above}{so_far('total')},{score})"
    return f"=IF(ISNUMBER({score}),{better}+{equal},0)"
