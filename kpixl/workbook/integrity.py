"""What is to be said of a returned form that is not as it was made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from kpixl.findings import Finding, Place, few
from kpixl.model.roster import BASE, DEPARTMENT, POSITION
from kpixl.model.submission import CellValue
from kpixl.sheets.book import SheetFacts
from kpixl.sheets.places import address, letters
from kpixl.workbook.beyond import Beyond, beyond_logs
from kpixl.workbook.blueprint import LockedCell
from kpixl.workbook.called import called_quantity, heading_over, row_label
from kpixl.workbook.checks import CHECKS
from kpixl.workbook.inspect import Change, FormSheet, changes, elsewhere, hidden, lost_rows
from kpixl.workbook.marks import as_text
from kpixl.workbook.sheet_cells import At

FEW = 3
"""So many of one kind are told one by one; of more, one finding tells how many there are."""

MOST = 500
"""So many cells a finding keeps by their address, for whoever has to free them."""

_LONGEST = 40
"""Characters of what stood in a cell, in a sentence."""

_FIELDS = {
    DEPARTMENT: ("部门", "department"),
    POSITION: ("岗位", "position"),
    BASE: ("绩效基数", "pay base"),
    "period": ("考核周期", "period"),
    "due": ("交回期限", "due date"),
    "appraiser": ("考核人", "appraiser"),
    "company": ("单位", "company"),
    "number": ("表号", "form number"),
    "title": ("标题", "title"),
}
"""How people call what is printed for a person; a further column of the roster by its own name."""


def integrity(sheet: FormSheet, place: Place, facts: SheetFacts, inputs: Set[At]) -> Iterator[Finding]:
    """Everything about a form that is not as it was made.

    `place` is the sheet, `inputs` are where input cells are or may be.
    """
    if not facts.protected:
        yield Finding("protection-removed", place)
    yield from _hidden(sheet, place, facts)
    groups: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes(sheet):
        groups[change.code].append(change)
    for group in groups.values():
        for change in group if len(group) <= FEW else group[:1]:
            yield _altered(sheet, change, place, group if len(group) > FEW else [change])
    if lost := lost_rows(sheet):
        yield _lost(place, lost)
    stray = elsewhere(sheet, inputs)
    added = beyond_logs(sheet, stray)
    for beyond in added:
        yield _beyond(sheet, place, beyond)
    told = {at for beyond in added for at in beyond.cells}
    if stray := [at for at in stray if at not in told]:
        yield _stray(sheet, place, stray)


def _altered(sheet: FormSheet, change: Change, place: Place, group: Sequence[Change]) -> Finding:
    before, after = _short(change.before), _short(change.after)
    name, name_en = _named(sheet, change.cell)
    details = {
        "name": name,
        "name_en": name_en,
        "before": before,
        "after": after,
        "more": _more([each.at for each in group]),
        "more_en": _more_en([each.at for each in group]),
    }
    where = replace(place, cell=address(*change.at))
    return Finding(change.code, where, details, before=before, after=after)


def _named(sheet: FormSheet, cell: LockedCell) -> tuple[str, str]:
    """What a cell is about, as people call it: its item or result, else what its row begins with."""
    if cell.field:
        return _FIELDS.get(cell.field, (cell.field, cell.field))
    about, is_of_row, _ = cell.about.partition("!")
    if about and not is_of_row:
        called = called_quantity(about)
        return called, called
    parts = [row_label(sheet.outline, cell.row)]
    if is_of_row:
        parts.append(CHECKS)
    elif cell.formula:
        parts.append(heading_over(sheet.outline, cell))
    name = "·".join(dict.fromkeys(_short(part) for part in parts if part))
    return (name, name) if name else ("填写进度", "progress")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _more(cells: Sequence[At]) -> str:
    """（E11、E13、E17 等共 7 格）, when there are others of the kind."""
    return f"（{'、'.join(_first(cells))} 等共 {len(cells)} 格）" if len(cells) > 1 else ""


def _more_en(cells: Sequence[At]) -> str:
    return f" ({', '.join(_first(cells))} and more, {len(cells)} cells in all)" if len(cells) > 1 else ""


def _first(cells: Sequence[At]) -> list[str]:
    return [address(*at) for at in cells[:FEW]]


def _hidden(sheet: FormSheet, place: Place, facts: SheetFacts) -> Iterator[Finding]:
    rows, columns = hidden(sheet, facts.hidden_rows, facts.hidden_columns)
    if not rows and not columns:
        return
    parts = [f"第 {_run(rows)} 行"] if rows else []
    parts += [f"{'、'.join(map(letters, columns))} 列"] if columns else []
    english = [f"rows {_run(rows)}"] if rows else []
    english += [f"columns {', '.join(map(letters, columns))}"] if columns else []
    filtered = "（筛选还开着）" if facts.filtered else ""
    details = {"hidden": "和".join(parts) + filtered, "hidden_en": " and ".join(english)}
    yield Finding("rows-hidden", place, details)


def _run(numbers: Sequence[int]) -> str:
    """Numbers with their gaps: 12-15、18."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _lost(place: Place, lost: Mapping[int, str]) -> Finding:
    listed = "、".join(f"“{_short(text)}”" for text in list(lost.values())[:FEW])
    details = {"count": len(lost), "listed": listed, "rows": _run(sorted(lost))}
    return Finding("rows-lost", place, details)


def _stray(sheet: FormSheet, place: Place, cells: Sequence[At]) -> Finding:
    return Finding("entry-elsewhere", replace(place, cell=address(*cells[0])), _told_cells(sheet, cells))


def _beyond(sheet: FormSheet, place: Place, beyond: Beyond) -> Finding:
    rows = _run(beyond.rows)
    details = {"name": beyond.name, "rows": rows, **_told_cells(sheet, beyond.cells)}
    return Finding("rows-beyond-log", replace(place, cell=address(*beyond.cells[0])), details)


def _told_cells(sheet: FormSheet, cells: Sequence[At]) -> Mapping[str, object]:
    # One cell more than are told shows that there are others.
    seen = [f"{address(*at)}“{_short(_content(sheet.cells[at]))}”" for at in cells[: FEW + 1]]
    return {
        "count": len(cells),
        "listed": few(seen, FEW, more=" 等"),
        "cells": " ".join(address(*at) for at in cells[:MOST]),
    }


def _content(cell: CellValue) -> str:
    """What a cell shows, or the formula that shows nothing."""
    return as_text(cell) or f"={cell.formula}"
