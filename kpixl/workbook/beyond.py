"""Rows that people have added to a log or to open rows, where no rule sees them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpixl.workbook.blueprint import InputPlace
from kpixl.workbook.inspect import FormSheet
from kpixl.workbook.sheet_cells import At

_IN_ROWS = re.compile(r".*\.\d+@", re.ASCII | re.DOTALL)
"""What is typed into a numbered row: 事件登记.日期.1@."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """Cells that hold something within the rows of a log or right below them, but in none of its rows."""

    name: str
    cells: tuple[At, ...]

    @property
    def rows(self) -> list[int]:
        """The rows of the sheet in which they stand."""
        return sorted({row for row, _ in self.cells})


def beyond_logs(sheet: FormSheet, stray: Iterable[At]) -> list[Beyond]:
    """Which of the cells that hold something though nothing was made there are further rows of a log."""
    by_row: defaultdict[int, list[At]] = defaultdict(list)
    for at in stray:
        by_row[at[0]].append(at)
    if not by_row:
        return []
    own = _own_rows(sheet)
    found = []
    for name, places in _logs(sheet).items():
        columns = _columns(sheet, places)
        cells = [at for row in _added(sheet, places, own, by_row) for at in by_row[row] if at[1] in columns]
        if cells:
            found.append(Beyond(name, tuple(sorted(cells))))
    return found


def _logs(sheet: FormSheet) -> Mapping[str, Sequence[InputPlace]]:
    logs: defaultdict[str, list[InputPlace]] = defaultdict(list)
    for place in sheet.blueprint.inputs:
        if _IN_ROWS.fullmatch(place.raw):
            logs[place.indicator].append(place)
    return logs


def _own_rows(sheet: FormSheet) -> list[int]:
    """Where the rows are in which something was made, from the top."""
    blueprint, rows = sheet.blueprint, sheet.placement.rows
    made = {place.row for place in blueprint.inputs} | {cell.row for cell in blueprint.locked}
    made |= {row for box in blueprint.boxes for row in range(box.row, box.row + box.rows)}
    return sorted(rows[row] for row in made if row in rows)


def _added(
    sheet: FormSheet, places: Sequence[InputPlace], own: Sequence[int], filled: Mapping[int, object]
) -> Iterator[int]:
    """The rows with something in them between those of a log, and from its last to what was made below."""
    rows = sheet.placement.rows
    placed = [rows[place.row] for place in places if place.row in rows]
    if not placed:
        return
    first, last = min(placed), max(placed)
    below = next((row for row in own if row > last), None)
    if below is None:
        below = next(row for row in range(last + 1, last + len(filled) + 2) if row not in filled)
    yield from (row for row in sorted(filled) if first < row < below and row not in own)


def _columns(sheet: FormSheet, places: Sequence[InputPlace]) -> range:
    """The columns of a log's rows, from their numbers to before their marks, as they stand now."""
    blueprint, columns = sheet.blueprint, sheet.placement.columns
    typed = {place.column for place in places}
    row = places[0].row
    locked = {cell.column for cell in blueprint.locked if cell.row == row}
    beside = {column for column in locked if column <= blueprint.last_column}
    mark = max((column for column in beside if column > max(typed)), default=blueprint.last_column + 1)
    now = [columns[column] for column in range(min(beside | typed), mark) if column in columns]
    return range(min(now), max(now) + 1) if now else range(0)
