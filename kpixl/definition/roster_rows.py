"""Which rows under the headings are people, and which are totals, remarks and signatures."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kpixl.definition.headings import squeezed
from kpixl.definition.roster_cells import excerpt
from kpixl.definition.roster_table import Table
from kpixl.definition.tables.grid import Cell, Unreadable
from kpixl.definition.tables.values import squeeze, text_of
from kpixl.findings import Finding
from kpixl.model.roster import BASE, HIRED, ID, MANAGER, NAME, POSITION
from kpixl.sheets.places import letters

MAX_PEOPLE_CELLS = 1_000_000
"""People times columns: far more than the largest roster has."""
LEAST_TOLD = 3
"""Below the total, a row without number or name is a remark unless it fills so many columns."""
SHOWN_ROWS, SHOWN_LENGTH = 5, 12

_ONLY_TOTAL = re.compile(r"(?:本页|本表|部门|公司)?(合计|总计|小计|共计)(?:人数)?:?\d*人?")
_TOTAL = re.compile("(合计|总计|小计|共计|总人数|平均)(?![划算量])")
_GRAND = {"合计", "总计", "共计", "总人数"}
_REMARK = re.compile(
    r"(?:备注|注|说明|填表说明|附注|提示|(?:制表|填表|编制|统计|审核|复核|审批|批准|打印)(?:人|日期|时间)?)\d?:"
)
_TELLING = frozenset((NAME, POSITION, BASE, HIRED, MANAGER))
"""Columns that make a row a person's, even without a number. A department may be filled down."""


def people_rows(table: Table) -> tuple[tuple[int, ...], tuple[Finding, ...]]:
    """The rows of people, and the finding that says which others were skipped. Raises Unreadable."""
    people: list[int] = []
    skipped: list[tuple[int, str]] = []
    after_total = False
    for row, cells in table.grid.rows.items():
        if row <= table.row:
            continue
        first = squeeze(text_of(next(iter(cells.values())).value))
        filled = _filled(table, cells)
        whole = ID in filled and NAME in filled
        total = _ONLY_TOTAL.fullmatch(first) or (None if whole else _TOTAL.search(first))
        after_total = after_total or bool(total and total[1] in _GRAND)
        if total or _no_person(table, row, first, filled, after_total):
            skipped.append((row, excerpt(next(iter(cells.values())), SHOWN_LENGTH)))
        else:
            people.append(row)
    if len(people) * len(table.columns) > MAX_PEOPLE_CELLS:
        raise Unreadable("table-too-large")
    return tuple(people), _skipped_finding(table, skipped) + _unheaded_finding(table, people)


def _no_person(table: Table, row: int, first: str, filled: frozenset[str], after_total: bool) -> bool:
    whole = ID in filled and NAME in filled
    banner = row in table.grid.banners and len(table.grid.rows[row]) == 1
    number = table.column(ID)
    # Formulas filled down below the last person show errors or nothing; a faulty number is a person's.
    told = (number and number.index in table.grid.rows[row]) or filled & _TELLING
    remark = _REMARK.match(first) or (after_total and not whole and len(filled) < LEAST_TOLD)
    return bool(remark) or banner or not told or _repeats_headings(table, row)


def _filled(table: Table, cells: Mapping[int, Cell]) -> frozenset[str]:
    """The columns in which the row has a value; an error is none."""
    found = ((column.name, cells.get(column.index)) for column in table.columns)
    return frozenset(name for name, cell in found if cell is not None and cell.value is not None)


def _repeats_headings(table: Table, row: int) -> bool:
    cells = table.grid.rows[row]
    texts = {
        column.name: squeezed(text_of(cell.value))
        for column in table.columns
        if column.name in (ID, NAME) and (cell := cells.get(column.index))
    }
    return texts == {column.name: column.heading for column in table.columns if column.name in (ID, NAME)}


def _skipped_finding(table: Table, skipped: list[tuple[int, str]]) -> tuple[Finding, ...]:
    if not skipped:
        return ()
    shown = [f"{row}“{text}”" for row, text in skipped[:SHOWN_ROWS]]
    rows = "、".join(shown) + ("……" if len(skipped) > SHOWN_ROWS else "")
    place = table.place(skipped[0][0], 1)
    return (Finding("roster-rows-skipped", place, {"count": len(skipped), "rows": rows}),)


def _unheaded_finding(table: Table, people: list[int]) -> tuple[Finding, ...]:
    """The columns without a heading that hold something beside people."""
    headed = table.grid.rows[table.row].keys()
    found: dict[int, int] = {}
    for row in people:
        for index in table.grid.rows[row].keys() - headed:
            found.setdefault(index, row)
    if not found:
        return ()
    first, *_ = columns = sorted(found)
    names = "、".join(letters(index) for index in columns[:SHOWN_ROWS])
    names += "……" if columns[SHOWN_ROWS:] else ""
    return (Finding("roster-column-unheaded", table.place(found[first], first), {"columns": names}),)
