"""Formulas over 总表, in functions that every spreadsheet has had for long, and their values now."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.ledger import EntryKind
from kpixl.model.numbers import recorded
from kpixl.report.book import Formula, cell_name, cell_range
from kpixl.workbook.ledgers import SIDES
from kpixl.workbook.palette import NOTHING

SUMMARY = "总表"
LEDGER = "奖惩台账"

ORDER = "order"
"""The key of the hidden column that numbers the scores of each department from the best down."""

SQUARE = "square"
"""The key of the hidden column with the squares of the totals, from which deviations are computed."""

STATE = "state"
"""The key of the column that says which rows are complete, where totals cannot tell."""

DEPARTMENT_KEY = "department_key"
"""The key of the hidden column with departments as texts that no spreadsheet takes for numbers."""

KEY_SIGN = "@"
"""Begins such a text."""

KNOWN, OPEN = "已评", "未评"

KIND_WORDS = {EntryKind.PAY: "绩效工资"} | {EntryKind(side.value): word for side, word in SIDES.items()}
"""What the kinds of money are called in the ledger."""

_LIKE_NUMBER = re.compile(r"[\s\d.,+\-−$¥￥€£%(（]")


@dataclass(frozen=True, slots=True)
class Table:
    """Where the rows of a table stand on its sheet, so that formulas can name its columns by their keys.

    Rows and columns count from 0; a table of nothing has one blank row.
    """

    sheet: str
    first: int
    last: int
    columns: Mapping[str, int]

    def has(self, key: str) -> bool:
        """Whether there is such a column."""
        return key in self.columns

    def range(self, key: str) -> str:
        """The whole column with that key, as an absolute range."""
        return cell_range(self.sheet, self.columns[key], self.first, self.last)

    def local(self, key: str) -> str:
        """The same for a formula on the sheet itself."""
        return self.range(key).rpartition("!")[2]

    def cell(self, key: str, row: int) -> str:
        """The cell of a column in a row, for a formula on the sheet itself."""
        return cell_name(row, self.columns[key], col_abs=True)

    @property
    def complete(self) -> str:
        """Which rows of 总表 are complete, as a range and a criterion of COUNTIFS."""
        if STATE in self.columns:
            return f'{self.range(STATE)},"{KNOWN}"'
        return f'{self.range("total")},"<1E+300"'

    @property
    def count(self) -> str:
        """How many rows of 总表 are complete, as a formula."""
        return f"COUNTIF({self.complete})" if STATE in self.columns else f"COUNT({self.range('total')})"


Tables = Mapping[str, Table]
"""The tables of a workbook by the names of their sheets."""


@dataclass(frozen=True, slots=True)
class Check:
    """Two figures of the workbook that must be equal: what they are, and a formula for each.

    The value of each is that of the cells which its formula looks at. `open` is by how much the left one is
    more, or less, as long as amounts are missing that are not decided yet.
    """

    what: str
    left: Formula
    right: Formula
    open: Fraction = Fraction()


def criterion(reference: str, names: Iterable[str]) -> str:
    """What COUNTIF needs to find exactly the text in a cell, whichever of the names it is."""
    if not any(name.startswith(("=", "<", ">")) or set(name) & set("*?~") for name in names):
        return reference
    for sign in "~*?":
        reference = f'SUBSTITUTE({reference},"{sign}","~{sign}")'
    return f'"="&{reference}'


def like_numbers(names: Iterable[str]) -> bool:
    """Whether COUNTIF may take a name for a number, a day or a truth value: 01 would then be 1."""
    return any(_LIKE_NUMBER.match(name) or name.upper() in ("TRUE", "FALSE") for name in names)


def in_department(table: Table, reference: str, names: Iterable[str]) -> str:
    """The rows of 总表 of the department whose name stands in a cell, as a range and a criterion."""
    if table.has(DEPARTMENT_KEY):
        return f"{table.range(DEPARTMENT_KEY)}," + criterion(f'"{KEY_SIGN}"&{reference}', names)
    return f"{table.range('department')},{criterion(reference, names)}"


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
        key = DEPARTMENT_KEY if table.has(DEPARTMENT_KEY) else "department"
        here = criterion(cell_name(row, table.columns[key]), departments)
        everywhere, above = f"{table.local(key)},{here},", f"{so_far(key)},{here},"
    better = f'COUNTIFS({everywhere}{table.local("total")},">"&{score})'
    equal = f"COUNTIFS({above}{so_far('total')},{score})"
    return f"=IF(ISNUMBER({score}),{better}+{equal},0)"
