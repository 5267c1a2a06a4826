"""The sheet 变更与申诉: what people have changed since forms came back, by whom and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kpixl.model.result import Result
from kpixl.report.book import CENTRE, FIRST, RIGHT, Book, Cell, Column, Formula, Value, score_format
from kpixl.report.formulas import Check, Table, Tables
from kpixl.report.layout import header_rows, title_rows
from kpixl.report.lines import Line
from kpixl.report.money_words import MEASURE_STATES, decided, stamped
from kpixl.report.overview import NO_DEPARTMENT, Overview, appraisee_labels
from kpixl.report.sheet import Sheet
from kpixl.workbook import palette
from kpixl.workbook.palette import NOTHING

APPEALS = "变更与申诉"
_VOID, _CHANGE, _DECISION, _WITHDRAWN = "申诉作废", "结果变化", "措施决定", "文件撤回"
_NUMBER = re.compile(r"-?\d+(?:\.(\d+))?")
_WRAP: dict[str, Any] = {"text_wrap": True}
_BOLD: dict[str, Any] = {"text_wrap": True, "bold": True}
_SMALL: dict[str, Any] = {"text_wrap": True, "font_size": palette.NOTE_SIZE, "font_color": palette.SECONDARY}
_FIGURES: Sequence[dict[str, Any]] = [
    {"num_format": score_format(places), "align": RIGHT, "text_wrap": False} for places in range(10)
]
_AFTER: dict[str, Any] = {"text_wrap": True, "indent": 1}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that somebody changed, or a figure that changed because of it, as people read it."""

    kind: str
    department: str
    name: str
    id: str
    what: str
    before: str
    after: str
    by: str = NOTHING
    at: str = NOTHING
    reason: str = NOTHING


@dataclass(frozen=True, slots=True)
class AppealsTable(Table):
    """Where the rows stand, and what they are."""

    events: Sequence[Event]


def plan_appeals(view: Overview) -> AppealsTable | None:
    """Where the rows will stand; None where nobody has changed anything."""
    events = (*_appeals(view), *_decisions(view), *_withdrawn(view))
    if not events:
        return None
    columns = _columns(view)
    shown = tuple(columns.values())
    first = title_rows(shown, _title(view), _note(events)) + header_rows(shown)
    places = {key: FIRST + place for place, key in enumerate(columns)}
    return AppealsTable(APPEALS, first, first + len(events) - 1, places, events)


def write_appeals(book: Book, view: Overview, tables: Tables) -> Iterable[Check]:
    """Writes the rows; a figure that has changed tells by how much."""
    table = tables[APPEALS]
    assert isinstance(table, AppealsTable)
    columns = _columns(view)
    sheet = Sheet(book, APPEALS, tuple(columns.values()), filtered=True)
    sheet.title(_title(view), _note(table.events))
    sheet.header(freeze=list(columns).index("name") + 1)
    for number, event in enumerate(table.events, 1):
        cells = _cells(table, sheet.row, number, event)
        sheet.body([cells[key] for key in columns])
    sheet.ws.autofilter(table.first - 1, sheet.first, table.last, sheet.last)
    sheet.note(
        "申诉成立而作废的登记仍留在收到的原件里；收到的文件一份也没有改动。"
        f"日期按方案的时区（{view.consolidation.scheme.timezone}）。"
    )
    sheet.finish()
    return ()


def _appeals(view: Overview) -> Iterator[Event]:
    zone = view.consolidation.scheme.timezone
    for result in view.appealed:
        who = _who(result)
        for void in result.voids:
            typed = "，".join(f"{name} {text}" for name, text in void.typed)
            row = f"{void.log} 第{void.row}行"
            yield Event(_VOID, *who, row, typed or NOTHING, "作废", *stamped(void.stamp, zone))
        for change in result.changes:
            yield Event(_CHANGE, *who, change.name, change.before or "未评", change.after or "未评")


def _decisions(view: Overview) -> Iterator[Event]:
    waiting, zone = next(iter(MEASURE_STATES.values())), view.consolidation.scheme.timezone
    departments = {line.id: line.department for line in view.lines} if view.purses.decided else {}
    for entry in view.purses.decided:
        person = entry.appraisee
        department = departments.get(person.id, person.department or NO_DEPARTMENT)
        after = MEASURE_STATES[entry.state]
        who = (department, person.name, person.id)
        yield Event(_DECISION, *who, entry.rule, waiting, after, *decided(entry, zone))


def _withdrawn(view: Overview) -> Iterator[Event]:
    people: dict[str, Line] = {}
    for verdict in view.consolidation.files:
        reasons = [str(f.details.get("reason", "")) for f in verdict.findings if f.code == "file-withdrawn"]
        if not reasons:
            continue
        people = people or {line.id: line for line in view.lines}
        line = people.get(verdict.appraisees[0]) if len(verdict.appraisees) == 1 else None
        yield Event(
            kind=_WITHDRAWN,
            department=line.department if line is not None else NOTHING,
            name=line.name if line is not None else NOTHING,
            id=line.id if line is not None else NOTHING,
            what=verdict.path,
            before="计入",
            after="不计入",
            reason=reasons[0] or NOTHING,
        )


def _who(result: Result) -> tuple[str, str, str]:
    person = result.appraisee
    return person.department or NO_DEPARTMENT, person.name, person.id


def _cells(table: Table, row: int, number: int, event: Event) -> dict[str, Cell]:
    before, after = _figure(event.before), _figure(event.after)
    change: Value = NOTHING
    if event.kind == _CHANGE and isinstance(before.value, Fraction) and isinstance(after.value, Fraction):
        formula = f"=ROUND({table.cell('after', row)}-{table.cell('before', row)},9)"
        change = Formula(formula, after.value - before.value)
    plain: dict[str, Value] = {
        "no": number,
        "kind": event.kind,
        "department": event.department,
        "name": event.name,
        "id": event.id,
        "what": event.what,
        "by": event.by,
        "at": event.at,
        "reason": event.reason,
    }
    cells = {key: Cell(value) for key, value in plain.items()}
    if event.kind != _CHANGE:
        before, after = Cell(event.before), Cell(event.after)
    return cells | {"before": before, "after": after, "change": Cell(change, after.style)}


def _figure(text: str) -> Cell:
    """A figure as a number with its decimals; anything else as it stands."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return Cell(text)
    return Cell(Fraction(text), _FIGURES[min(len(match[1] or ""), len(_FIGURES) - 1)])


def _title(view: Overview) -> str:
    return f"{view.title} {APPEALS}"


def _note(events: Sequence[Event]) -> str:
    kinds = [event.kind for event in events]
    return "　".join(f"{kind} {kinds.count(kind)} 项" for kind in dict.fromkeys(kinds))


def _columns(view: Overview) -> Mapping[str, Column]:
    id_label, name_label = appraisee_labels(view.consolidation.scheme)
    columns = {"no": Column("序号", 7, CENTRE), "kind": Column("类别", 11, style=_BOLD)}
    columns |= {"department": Column("部门", 11, style=_WRAP)} if view.departments else {}
    return columns | {
        "name": Column(name_label, 12, style=_BOLD),
        "id": Column(id_label, 10),
        "what": Column("内容", 25, style=_WRAP),
        "before": Column("原来", 22, style=_WRAP),
        "after": Column("现在", 12, style=_WRAP),
        "change": Column("增减", 10, RIGHT),
        "by": Column("准许或决定人", 15, style=_AFTER),
        "at": Column("日期", 11.5, CENTRE),
        "reason": Column("理由", 20, style=_SMALL),
    }
