"""The sheets 问题清单 and 未交名单: what has to be done next, by department."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from kpixl.findings import Severity
from kpixl.model.result import Status
from kpixl.report.book import CENTRE, Book, Cell, Column
from kpixl.report.formulas import Check, Table, Tables
from kpixl.report.measure import fitting, room_left
from kpixl.report.overview import NO_DEPARTMENT, Overview, appraisee_labels, reason
from kpixl.report.problems import MARKS, Problem
from kpixl.report.sheet import THIN, Sheet
from kpixl.workbook import palette

_SEVERITIES = {Severity.ERROR: "请改正", Severity.WARNING: "请核对", Severity.INFO: "供参考"}
_COLOURS: dict[Severity, dict[str, Any]] = {
    Severity.ERROR: {"font_color": palette.ERROR},
    Severity.WARNING: {"font_color": palette.PENDING},
    Severity.INFO: {"font_color": palette.SECONDARY},
}
_FAULTY, _PENDING = _COLOURS[Severity.ERROR], _COLOURS[Severity.WARNING]
_WRAP: dict[str, Any] = {"text_wrap": True}
_NEXT_GROUP: dict[str, Any] = {"top": THIN, "top_color": palette.STRONG}
_SAME_GROUP: dict[str, Any] = {}
_SAID: dict[str, Any] = {"font_size": palette.BODY_SIZE, "font_color": palette.TEXT}
_ALERT: dict[str, Any] = {"bold": True, "font_color": palette.PENDING, "font_size": palette.BODY_SIZE}

PROBLEMS, MISSING = "问题清单", "未交名单"


def plan_problems(view: Overview) -> Table:
    """The sheet is always there: it says so when there is nothing."""
    return Table(PROBLEMS, 2, 1 + max(len(view.problems), 1), {})


def write_problems(book: Book, view: Overview, tables: Tables) -> Iterable[Check]:
    """Writes every problem: who, where as received, what was found and what to do."""
    problems, departments = view.problems, bool(view.departments)
    names = [_department(problem) for problem in problems]
    columns = _problem_columns(view, names)
    sheet = Sheet(book, PROBLEMS, columns, filtered=bool(problems))
    sheet.title(f"{view.title} {PROBLEMS}", _tally(problems))
    sheet.header()
    header = sheet.row - 1
    for number, problem in enumerate(problems, 1):
        new = number > 1 and names[number - 1] != names[number - 2]
        mark = f"{MARKS[problem.severity]} {_SEVERITIES[problem.severity]}"
        cells = [
            Cell(number),
            Cell(mark, _COLOURS[problem.severity]),
            *([Cell(names[number - 1])] if departments else []),
            Cell(_who(problem)),
            Cell(problem.file or palette.NOTHING),
            Cell(problem.sheet or palette.NOTHING),
            Cell(problem.cell or palette.NOTHING),
            Cell(problem.found),
            Cell(problem.remedy),
        ]
        sheet.body(cells, _NEXT_GROUP if new else _SAME_GROUP)
    if problems:
        sheet.ws.autofilter(header, 1, sheet.row - 1, sheet.last)
    else:
        sheet.note(f"{palette.DONE} 没有发现问题。", **_SAID)
    sheet.finish()
    return ()


def _problem_columns(view: Overview, departments: list[str]) -> list[Column]:
    problems = view.problems
    _, name_label = appraisee_labels(view.consolidation.scheme)
    columns = [
        Column("序号", 7.5, CENTRE),
        Column("程度", 10.5, style={"bold": True}),
        *([Column("部门", fitting(departments, 9.5, 16), style=_WRAP)] if view.departments else []),
        Column(
            name_label, fitting((_who(problem) for problem in problems), 12, 18), style=_WRAP | {"bold": True}
        ),
        Column("文件", fitting({problem.file for problem in problems}, 14, 22), style=_WRAP),
        Column("工作表", fitting((problem.sheet for problem in problems), 10, 14), style=_WRAP),
        Column("单元格", 10.5, CENTRE),
    ]
    rest = room_left((column.width for column in columns), 68, 100)
    return [
        *columns,
        Column("发现的问题", rest * 0.54, style=_WRAP),
        Column("怎么办", rest * 0.46, style=_WRAP),
    ]


def plan_missing(view: Overview) -> Table | None:
    """None where everybody has returned a form that can be used."""
    count = sum(line.status is Status.MISSING for line in view.lines)
    return Table(MISSING, 2, 1 + count, {}) if count else None


def write_missing(book: Book, view: Overview, tables: Tables) -> Iterable[Check]:
    """Writes who has not returned a usable form, and by when it is due."""
    scheme, due = view.consolidation.scheme, view.consolidation.cycle.due
    lines = [line for line in view.lines if line.status is Status.MISSING]
    people, positions = [line.person for line in lines], {line.person.position for line in lines}
    id_label, name_label = appraisee_labels(scheme)
    columns = [
        Column("序号", 7, CENTRE),
        *([Column("部门", fitting(view.departments, 14, 24), style=_WRAP)] if view.departments else []),
        Column(id_label, fitting((p.id for p in people), 14, 20)),
        Column(name_label, fitting((p.name for p in people), 16, 24), style=_WRAP | {"bold": True}),
        *([Column("岗位", fitting(positions, 18, 26), style=_WRAP)] if view.positions else []),
        *([Column("交回期限", 16)] if due else []),
        Column("情况", 34, style=_WRAP),
    ]
    sheet = Sheet(book, MISSING, columns)
    contact = f"交回{scheme.contact}" if scheme.contact else "交回"
    please = f"请于{due.month}月{due.day}日前{contact}" if due else f"请尽快{contact}"
    sheet.title(f"{view.title} {MISSING}", please, _ALERT)
    sheet.header()
    for number, line in enumerate(lines, 1):
        new = number > 1 and line.department != lines[number - 2].department
        person, why = line.person, reason(line, view.wrong.get(line.id, 0))
        cells = [
            Cell(number),
            *([Cell(line.department)] if view.departments else []),
            Cell(person.id),
            Cell(person.name),
            *([Cell(person.position)] if view.positions else []),
            *([Cell(f"{due:%Y-%m-%d}")] if due else []),
            Cell(why, _FAULTY if palette.WRONG in why else _PENDING),
        ]
        sheet.body(cells, _NEXT_GROUP if new else _SAME_GROUP)
    sheet.finish()
    return ()


def _department(problem: Problem) -> str:
    return palette.NOTHING if problem.department is None else problem.department or NO_DEPARTMENT


def _who(problem: Problem) -> str:
    return f"{problem.id} {problem.name}".strip() or palette.NOTHING


def _tally(problems: tuple[Problem, ...]) -> str:
    counts = Counter(_SEVERITIES[problem.severity] for problem in problems)
    return "　".join(f"{words} {counts[words]} 项" for words in _SEVERITIES.values() if counts[words])
