"""The sheet 非货币措施: what is no money, for whom, why, and what somebody has decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kpixl.model.ledger import Entry, EntryKind, State
from kpixl.report.book import CENTRE, FIRST, Book, Cell, Column, Formula, Value
from kpixl.report.formulas import Check, Table, Tables
from kpixl.report.layout import header_rows, title_rows
from kpixl.report.money_words import MEASURE_STATES, called, decided, proof
from kpixl.report.overview import Overview, appraisee_labels
from kpixl.report.sheet import Sheet
from kpixl.workbook import palette

MEASURES = "非货币措施"
_WRAP: dict[str, Any] = {"text_wrap": True}
_BOLD: dict[str, Any] = {"text_wrap": True, "bold": True}
_SMALL: dict[str, Any] = {"text_wrap": True, "font_size": palette.NOTE_SIZE, "font_color": palette.SECONDARY}
_PENDING: dict[str, Any] = {"font_color": palette.PENDING, "bold": True}
_PLAIN: dict[str, Any] = {}
_STATES = (State.PROPOSED, State.CONFIRMED, State.VOID)


def plan_measures(view: Overview) -> Table | None:
    """Where the lines will stand; None where no measure applies."""
    count = view.purses.measures
    if not count:
        return None
    columns = _columns(view)
    shown = tuple(columns.values())
    first = title_rows(shown, _title(view), _NOTE) + 1 + header_rows(shown)
    places = {key: FIRST + place for place, key in enumerate(columns)}
    return Table(MEASURES, first, first + count - 1, places)


def write_measures(book: Book, view: Overview, tables: Tables) -> Iterable[Check]:
    """Writes the lines, and how many of them are decided."""
    table = tables[MEASURES]
    columns = _columns(view)
    sheet = Sheet(book, MEASURES, tuple(columns.values()), filtered=True)
    sheet.title(_title(view), _NOTE)
    sheet.strip(_progress(view, table), bold=True, font_color=palette.STRONG)
    sheet.header(freeze=list(columns).index("name") + 1)
    lines = {line.id: line.department for line in view.lines}
    entries = (entry for entry in view.consolidation.ledger.entries if entry.kind is EntryKind.MEASURE)
    zone = view.consolidation.scheme.timezone
    for number, entry in enumerate(entries, 1):
        department = lines.get(entry.appraisee.id, entry.appraisee.department)
        values = _values(number, entry, department, zone)
        own = _PENDING if MEASURE_STATES[entry.state] == MEASURE_STATES[State.PROPOSED] else _PLAIN
        sheet.body([Cell(values[key], own if key == "state" else _PLAIN) for key in columns])
    sheet.ws.autofilter(table.first - 1, sheet.first, table.last, sheet.last)
    sheet.note("触发的措施要由有权的人决定（kpixl decide）才算数；不执行的也留下记录。")
    sheet.finish()
    return ()


def _values(number: int, entry: Entry, department: str, zone: str) -> dict[str, Value]:
    by, at, reason = decided(entry, zone)
    return {
        "no": number,
        "department": department,
        "name": entry.appraisee.name,
        "id": entry.appraisee.id,
        "measure": entry.rule,
        "payer": called(entry.payer),
        "why": entry.why or palette.NOTHING,
        "proof": proof(entry.evidence),
        "state": MEASURE_STATES[entry.state],
        "by": by,
        "at": at,
        "reason": reason,
    }


_NOTE = "不是钱，不进工资"


def _title(view: Overview) -> str:
    return f"{view.title} {MEASURES}"


def _columns(view: Overview) -> Mapping[str, Column]:
    id_label, _ = appraisee_labels(view.consolidation.scheme)
    columns = {"no": Column("序号", 7, CENTRE)}
    columns |= {"department": Column("部门", 11, style=_WRAP)} if view.departments else {}
    return columns | {
        "name": Column("谁的考核", 11, style=_BOLD),
        "id": Column(id_label, 10),
        "measure": Column("措施", 15, style=_BOLD),
        "payer": Column("对象", 17, style=_WRAP),
        "why": Column("依据", 22, style=_SMALL),
        "proof": Column("凭据", 22, style=_SMALL),
        "state": Column("状态", 11),
        "by": Column("决定人", 10, style=_WRAP),
        "at": Column("日期", 11.5, CENTRE),
        "reason": Column("理由", 17, style=_SMALL),
    }


def _progress(view: Overview, table: Table) -> Formula:
    """How many wait, are confirmed, are not carried out."""
    done = [MEASURE_STATES[entry.state] for entry in view.purses.decided if entry.kind is EntryKind.MEASURE]
    counts = {state: done.count(MEASURE_STATES[state]) for state in _STATES}
    counts[State.PROPOSED] = view.purses.measures - counts[State.CONFIRMED] - counts[State.VOID]
    range_ = table.local("state")
    formula = '&"　"&'.join(
        f'"{MEASURE_STATES[state]} "&COUNTIF({range_},"{MEASURE_STATES[state]}")&" 项"' for state in _STATES
    )
    text = "　".join(f"{MEASURE_STATES[state]} {counts[state]} 项" for state in _STATES)
    return Formula(f"={formula}", text)
