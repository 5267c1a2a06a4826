"""Numbers and departments of a roster that are the same but for case or width: spreadsheets confuse them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import normalize

from kpixl.definition.roster_table import Column, Table
from kpixl.findings import Finding
from kpixl.model.roster import DEPARTMENT, ID, Appraisee
from kpixl.sheets.places import address


def alike(table: Table, people: Sequence[Appraisee]) -> Iterator[Finding]:
    """A finding for each text that differs so from one above it, where it stands first."""
    columns = (("roster-ids-alike", ID), ("roster-departments-alike", DEPARTMENT))
    for code, name in columns:
        column = table.column(name)
        if column is not None:
            yield from _in_column(table, column, code, [(one.row, one.fields.get(name)) for one in people])


def _in_column(
    table: Table, column: Column, code: str, cells: Sequence[tuple[int, object]]
) -> Iterator[Finding]:
    first: dict[str, tuple[int, str]] = {}
    told: set[str] = set()
    for row, text in cells:
        if not isinstance(text, str) or not text:
            continue
        above, other = first.setdefault(normalize("NFKC", text).casefold(), (row, text))
        if other != text and text not in told:
            told.add(text)
            details = {
                "heading": column.heading,
                "first": other,
                "second": text,
                "cell": address(above, column.index),
            }
            yield Finding(code, table.place(row, column.index), details)
