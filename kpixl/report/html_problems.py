"""What has to be put right, in the HTML report: the most urgent first, who, where, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpixl.findings import Severity
from kpixl.model.folded import Folded
from kpixl.model.result import Status
from kpixl.report.html_table import MOST_LISTED, Cell, Column, Kind, Shown, Table, or_nothing
from kpixl.report.overview import NO_DEPARTMENT, Overview
from kpixl.report.problems import Problem
from kpixl.workbook.palette import PROVISIONAL, TODO, WRONG

_URGENCY = {
    Severity.ERROR: f"{WRONG} 有误",
    Severity.WARNING: f"{PROVISIONAL} 请核对",
    Severity.INFO: "· 供参考",
}
_MISSING = f"{TODO} 未交"


def problem_table(view: Overview) -> Table:
    """Errors, then those who returned nothing, then what should be checked, then what is good to know."""
    places = {line.id: place for place, line in enumerate(view.lines)}
    rows = Folded(map(tuple, _rows(view, places)))
    return Table(
        "problems",
        "问题清单",
        (
            Column("紧急程度", choose=True),
            Column("谁", Kind.PERSON),
            Column("部门", narrow=False, choose=True),
            Column("在哪里", narrow=False),
            Column("怎么回事、怎么办"),
        ),
        rows[:MOST_LISTED],
        "项",
        more=max(0, len(rows) - MOST_LISTED),
    )


def _rows(view: Overview, rows: Mapping[str, int]) -> Iterator[Iterator[Cell]]:
    missing = {line.id for line in view.lines if line.status is Status.MISSING}
    told = {problem.id for problem in view.problems if problem.severity is Severity.ERROR}
    for severity in Severity:
        yield from (
            _problem(problem, rows)
            for problem in view.problems
            if problem.severity is severity and not (problem.id in missing - told and not problem.file)
        )
        if severity is Severity.ERROR:
            yield from (_absent(view, place) for id_, place in rows.items() if id_ in missing - told)


def _problem(problem: Problem, rows: Mapping[str, int]) -> Iterator[Cell]:
    yield _URGENCY[problem.severity]
    yield Shown(problem.name, rows[problem.id]) if problem.id in rows else or_nothing(problem.name)
    yield or_nothing(NO_DEPARTMENT if problem.department == "" else problem.department)
    yield or_nothing(problem.place)
    yield problem.found + problem.remedy


def _absent(view: Overview, place: int) -> Iterator[Cell]:
    line, due = view.lines[place], view.consolidation.cycle.due
    contact = view.consolidation.scheme.contact
    yield _MISSING
    yield Shown(line.name, place)
    yield line.department
    yield or_nothing("")
    yield f"请于{due.month}月{due.day}日前交回{contact}。" if due else "请交回填好的表。"
