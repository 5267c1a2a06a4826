"""Reads a roster as HR keeps it: a workbook or a text file, its headings in any order and wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kpixl.definition.headings import recognised, standard_name
from kpixl.definition.roster_alike import alike
from kpixl.definition.roster_cells import name_in, read_field
from kpixl.definition.roster_extras import read_extra
from kpixl.definition.roster_ids import read_ids, references
from kpixl.definition.roster_rows import people_rows
from kpixl.definition.roster_table import Table, cell_at, find_table, heading_of_leaving
from kpixl.definition.tables.grid import Unreadable
from kpixl.definition.tables.read import read_tables
from kpixl.definition.tables.values import clean_id
from kpixl.findings import Finding, Place
from kpixl.model.roster import (
    DEPARTMENT,
    ID,
    MANAGER,
    NAME,
    POSITION,
    STANDARD_COLUMNS,
    Appraisee,
    Field,
    Roster,
)
from kpixl.sheets.places import letters

__all__ = ["read_roster", "standard_name"]


def read_roster(path: Path, *, units: bool = False) -> tuple[Roster | None, tuple[Finding, ...]]:
    """The roster in the file, and what was found about it; None when there is no roster to be read.

    `units` says that the appraisees are units, such as branches: they need no department.
    A person without a number or name, or with a number that an earlier row has, is left out.
    """
    grids, findings = read_tables(path, recognised)
    if findings:
        return None, findings
    table, findings = find_table(str(path), grids, units)
    if table is None:
        return None, findings
    try:
        rows, skipped = people_rows(table)
    except Unreadable as problem:
        return None, (Finding(problem.code, Place(file=str(path), sheet=table.grid.name), problem.details),)
    if not rows:
        return None, (*findings, *skipped, _empty(table))
    people, about_people = _people(table, rows, units)
    place = Place(file=table.file, sheet=table.grid.name)
    names = tuple(column.name for column in table.columns)
    roster = Roster(people, names, place, {column.name: letters(column.index) for column in table.columns})
    return roster, (*findings, *skipped, *about_people)


def _people(
    table: Table, rows: Sequence[int], units: bool
) -> tuple[tuple[Appraisee, ...], tuple[Finding, ...]]:
    ids, about_ids = read_ids(table, rows)
    known = references(ids.values())
    findings: list[Finding] = list(about_ids)
    extras: dict[str, Mapping[int, Field]] = {}
    for column in table.columns:
        if column.name not in STANDARD_COLUMNS:
            extras[column.name], about_column = read_extra(table, column, rows)
            findings += about_column
    people: list[Appraisee] = []
    for row in rows:
        fields: dict[str, Field] = {}
        for column in table.columns:
            if column.name in extras:
                fields[column.name] = extras[column.name].get(row)
            elif column.name == ID:
                fields[ID] = ids.get(row)
            else:
                fields[column.name], about_cell = read_field(table, row, column, units)
                findings += about_cell
        if isinstance(manager := fields.get(MANAGER), str):
            fields[MANAGER] = known.get(clean_id(manager), manager)
        if fields[ID] and fields[NAME]:
            people.append(_appraisee(row, fields))
    return tuple(people), (*findings, *alike(table, people), *_leavers(table, rows))


def _appraisee(row: int, fields: Mapping[str, Field]) -> Appraisee:
    return Appraisee(
        id=str(fields[ID]),
        name=str(fields[NAME]),
        department=str(fields.get(DEPARTMENT) or ""),
        position=str(fields.get(POSITION) or ""),
        fields=fields,
        row=row,
    )


def _leavers(table: Table, rows: Sequence[int]) -> tuple[Finding, ...]:
    """People on the roster for whom a day of leaving is given: they are read like the others."""
    column = heading_of_leaving(table)
    gone = [row for row in rows if cell_at(table, row, column)]
    if column is None or not gone:
        return ()
    names = "、".join(name_in(table, row) for row in gone[:5]) + ("……" if len(gone) > 5 else "")
    details = {"heading": column.heading, "names": names, "count": len(gone)}
    return (Finding("roster-leavers-listed", table.place(gone[0], column.index), details),)


def _empty(table: Table) -> Finding:
    return Finding("roster-empty", Place(file=table.file, sheet=table.grid.name), {"row": table.row})
