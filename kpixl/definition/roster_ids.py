"""The column of employee numbers, read as a whole: what one of them is can depend on the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpixl.definition.roster_cells import excerpt, fault, name_in
from kpixl.definition.roster_table import Column, Table, cell_at
from kpixl.definition.tables.values import MOST_DIGITS, clean_id, number_text, text_of
from kpixl.findings import Finding
from kpixl.model.roster import ID
from kpixl.sheets.places import address

SHOWN_CELLS = 5
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE | re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)
_ODD = re.compile(r'[/\\:*?"<>|\[\]]')


@dataclass(frozen=True, slots=True)
class Id:
    """One employee number. `number`: it is stored without the zeros it may begin with.

    `shown`: its cell shows it as text does, by a number format such as 000000.
    """

    row: int
    text: str
    number: bool = False
    shown: bool = False


def read_ids(table: Table, rows: Sequence[int]) -> tuple[dict[int, str], tuple[Finding, ...]]:
    """The employee number of each row that has one; of two rows with the same, the first keeps it."""
    column = table.column(ID)
    assert column is not None, "a table is found by this column"
    found: list[Id] = []
    findings: list[Finding] = []
    for row in rows:
        read = _read(table, row, column)
        if isinstance(read, Id):
            found.append(read)
        else:
            findings.append(read)
    found, zeros = _with_zeros(table, column, found)
    odd = [_odd(table, column, one) for one in found if _ODD.search(one.text)]
    ids, twice = _unique(table, column, found)
    return ids, (*findings, *zeros, *odd, *twice)


def references(ids: Iterable[str]) -> Mapping[str, str]:
    """What may be written for each employee number elsewhere: the number, and without leading zeros."""
    known = {text: text for text in ids}
    short = {text.lstrip("0"): text for text in known if _DIGITS.fullmatch(text)}
    return short | known


def _read(table: Table, row: int, column: Column) -> Id | Finding:
    place = table.place(row, column.index)
    cell = cell_at(table, row, column)
    if cell is not None and (problem := fault(cell, column.heading)):
        return Finding(problem[0], place, problem[1])
    if cell is None or (isinstance(cell.value, str) and not clean_id(cell.value)):
        return Finding("roster-id-missing", place, {"heading": column.heading, "name": name_in(table, row)})
    match cell.value:
        case Fraction() if cell.shown:
            return Id(row, clean_id(cell.shown), number=True, shown=True)
        case Fraction() if abs(cell.value) < 10**MOST_DIGITS:
            return Id(row, number_text(cell.value), number=True)
        case str() if not _SCIENTIFIC.fullmatch(clean_id(cell.value)):
            text = clean_id(cell.value)
            # A text file does not say what was a number; there, what does not begin with 0 may be one.
            return Id(row, text, number=not table.grid.typed and not text.startswith("0"))
    return Finding("roster-id-altered", place, {"heading": column.heading, "value": excerpt(cell)})


def _with_zeros(table: Table, column: Column, ids: list[Id]) -> tuple[list[Id], Iterable[Finding]]:
    """The ids, with the zeros that storing them as numbers took away."""
    texts = [one for one in ids if (one.shown or not one.number) and _DIGITS.fullmatch(one.text)]
    widths = {len(one.text) for one in texts}
    zeros = any(one.text.startswith("0") for one in texts)
    bare = [one for one in ids if one.number and not one.shown and _DIGITS.fullmatch(one.text)]
    short = [one for one in bare if len(one.text) < max(widths, default=0)]
    if short and len(widths) == 1:
        full = {one.row: Id(one.row, one.text.zfill(max(widths)), number=True, shown=True) for one in short}
        taken = [full.get(one.row, one) for one in ids]
        return taken, [_zeros_finding("roster-id-padded", table, column, short, full[short[0].row].text)]
    if short and zeros:
        return ids, [_zeros_finding("roster-id-zeros-unknown", table, column, short, short[0].text)]
    shown = [one for one in ids if one.shown]
    if shown and len(shown) < len(ids):
        return ids, [_zeros_finding("roster-id-stored-two-ways", table, column, shown, shown[0].text)]
    return ids, []


def _zeros_finding(code: str, table: Table, column: Column, ids: list[Id], after: str) -> Finding:
    """One finding for all the cells, at the first of them: `after` is what it was taken for."""
    cell = cell_at(table, ids[0].row, column)
    before = clean_id(text_of(cell.value)) if cell is not None else ""
    cells = "、".join(address(one.row, column.index) for one in ids[:SHOWN_CELLS])
    cells += "……" if len(ids) > SHOWN_CELLS else ""
    details = {"heading": column.heading, "cells": cells, "count": len(ids), "before": before, "after": after}
    place = table.place(ids[0].row, column.index)
    return Finding(code, place, details, before=before, after=after)


def _odd(table: Table, column: Column, one: Id) -> Finding:
    signs = " ".join(dict.fromkeys(_ODD.findall(one.text)))
    details = {"heading": column.heading, "id": one.text, "signs": signs}
    return Finding("roster-id-odd", table.place(one.row, column.index), details)


def _unique(table: Table, column: Column, ids: list[Id]) -> tuple[dict[int, str], list[Finding]]:
    first: dict[str, int] = {}
    twice: list[Finding] = []
    for one in ids:
        earlier = first.setdefault(one.text, one.row)
        if earlier != one.row:
            details = {
                "heading": column.heading,
                "id": one.text,
                "name": name_in(table, one.row),
                "cell": address(earlier, column.index),
                "other": name_in(table, earlier),
            }
            twice.append(Finding("roster-id-duplicate", table.place(one.row, column.index), details))
    return {row: text for text, row in first.items()}, twice
