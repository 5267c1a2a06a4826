"""The table of people in the HTML report, and what stands behind each of them: every figure explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kpixl.model.folded import Directory, Folded
from kpixl.model.result import Status
from kpixl.report.export import STATUS_WORDS, result_json
from kpixl.report.html_table import MOST_LISTED, Block, Cell, Column, Kind, Table, grouped, or_nothing
from kpixl.report.overview import Line, Overview, appraisee_labels, rank_labels
from kpixl.report.problems import MARKS, Problem
from kpixl.workbook.ledgers import SIDES
from kpixl.workbook.palette import DONE, TODO, WRONG

Json = dict[str, Any]
Steps = Mapping[str, str]
"""What the cohort gives, in its order: the kind of each value."""

_STATE_MARKS = {
    Status.ASSESSED: DONE,
    Status.INCOMPLETE: WRONG,
    Status.NOT_ASSESSED: WRONG,
    Status.MISSING: TODO,
}
_KINDS_OF_TEXT = ("distribution", "value")


MOST_EXPLAINED = 3000
"""Of more people the page does not explain every figure: it must still open on a phone."""


def people_table(view: Overview) -> Table:
    """A row for each appraisee in the order of 总表; behind it, what every figure rests on."""
    steps = _steps(view)
    problems: dict[str, list[Problem]] = defaultdict(list)
    for problem in view.problems:
        problems[problem.id].append(problem)
    people = Folded(_entries(view))
    listed = zip(view.lines, people, strict=False)
    explained = people if len(view.lines) <= MOST_EXPLAINED else ()
    return Table(
        "people",
        "人员明细" if view.measure == "人" else "单位明细",
        tuple(_columns(view, steps)),
        Folded(tuple(_cells(view, line, entry, steps)) for line, entry in listed),
        view.measure,
        Folded(tuple(_blocks(view, entry, problems[entry["id"]], steps)) for entry in explained),
        more=len(view.lines) - len(people),
    )


def _entries(view: Overview) -> Iterator[Json]:
    """The elements of "results" in results.json, in the order of the rows; of too many, without items."""
    results, rounding = view.consolidation.results, view.consolidation.scheme.rounding
    bare = len(view.lines) > MOST_EXPLAINED
    whole = (replace(result, items=()) if bare else result for result in results)
    entries = Folded((result_json(result, rounding) for result in whole), block=1)
    by_id = Directory(entries, lambda entry: str(entry["id"]))
    yield from (by_id[line.id] for line in view.lines[:MOST_LISTED])


def state_of(entry: Mapping[str, Any]) -> str:
    """How far somebody has come, with its symbol."""
    status = Status(entry["status"])
    return f"{_STATE_MARKS.get(status, '')} {STATUS_WORDS[status]}".strip()


def _columns(view: Overview, steps: Steps) -> Iterator[Column]:
    scheme = view.consolidation.scheme
    id_label, name_label = appraisee_labels(scheme)
    yield Column(name_label, Kind.PERSON)
    yield Column(id_label, narrow=False)
    if view.departments:
        yield Column("部门", narrow=False, choose=True)
    if view.positions:
        yield Column("岗位", narrow=False, choose=True)
    yield Column("状态", choose=True)
    if view.scored:
        yield Column(scheme.total, Kind.NUMBER)
    if view.grades:
        yield Column("等级", choose=True)
    if view.scored:
        rank, within = rank_labels(view)
        yield Column(rank, Kind.NUMBER)
        yield from [Column(within, Kind.NUMBER, narrow=False)] if view.departments else []
    if view.pay and scheme.pay:
        yield Column(f"{scheme.pay.name}（元）", Kind.NUMBER, narrow=False)
    for name, kind in steps.items():
        textual = kind in _KINDS_OF_TEXT
        yield Column(name, Kind.TEXT if textual else Kind.NUMBER, narrow=False, choose=textual)


def _cells(view: Overview, line: Line, entry: Json, steps: Steps) -> Iterator[Cell]:
    yield entry["name"]
    yield entry["id"]
    if view.departments:
        yield line.department
    if view.positions:
        yield entry["position"]
    yield state_of(entry)
    if view.scored:
        yield or_nothing(entry["total"])
    if view.grades:
        yield or_nothing(entry["grade"])
    if view.scored:
        yield _count(entry["rank"])
        yield from [_count(entry["department_rank"])] if view.departments else []
    if view.pay and view.consolidation.scheme.pay:
        yield grouped(entry["pay"])
    values = {part["name"]: part for part in entry["cohort"]}
    for name, kind in steps.items():
        value = values[name]["value"] if name in values else None
        yield or_nothing(value) if kind in _KINDS_OF_TEXT else grouped(value)


def _steps(view: Overview) -> Steps:
    """The cohort's columns in their order, with the kind of value that they hold."""
    return {column.name: column.kind.value for column in view.steps}


def _blocks(view: Overview, entry: Json, problems: Sequence[Problem], steps: Steps) -> Iterator[Block]:
    shown = set(view.sections)
    for item in entry["items"]:
        typed = "；".join(f"{label} {text}" for label, text in item["inputs"].items() if text)
        lines = (item["section"] if shown else "", f"填写：{typed}" if typed else "", item["explanation"])
        figure = f"{item['score']} 分" if item["score"] is not None else STATUS_WORDS[Status(item["status"])]
        yield Block(item["name"], figure, tuple(line for line in lines if line))
    for name in view.sections:
        if entry["subtotals"].get(name) is not None:
            yield Block(f"{name}小计", f"{entry['subtotals'][name]} 分")
    yield from _consequences(view, entry, steps)
    for problem in problems:
        yield Block(
            f"{MARKS[problem.severity]} 问题", "", (f"{problem.place}：{problem.found}{problem.remedy}",)
        )
    if entry["file"]:
        yield Block(
            "来自", "", (f"{entry['file']}「{entry['sheet']}」" if entry["sheet"] else entry["file"],)
        )


def _consequences(view: Overview, entry: Json, steps: Steps) -> Iterator[Block]:
    scheme = view.consolidation.scheme
    if view.scored and entry["total"] is not None:
        graded = (f"等级 {entry['grade']}",) if entry["grade"] else ()
        yield Block(scheme.total, f"{entry['total']} 分", graded)
    if view.pay and scheme.pay and (entry["pay"] is not None or entry["pay_note"]):
        yield Block(scheme.pay.name, _yuan(entry["pay"]), tuple(filter(None, (entry["pay_note"],))))
    for part in entry["money"]:
        label = next(label for side, label in SIDES.items() if side.value == part["kind"])
        borne = "、".join(part["payers"])
        lines = (part["why"], f"由谁：{borne}" if borne else "")
        yield Block(f"{label}：{part['name']}", _yuan(part["amount"]), tuple(filter(None, lines)))
    for part in entry["measures"]:
        if part["applies"]:
            yield Block(f"措施：{part['name']}", part["who"], tuple(filter(None, (part["why"],))))
    for part in entry["cohort"]:
        if part["name"] in steps:
            figure = " ".join(filter(None, (grouped(part["value"]), part["unit"] if part["value"] else "")))
            yield Block(part["name"], figure, tuple(filter(None, (part["explanation"],))))
    if entry["note"]:
        yield Block("说明", "", (entry["note"],))


def _yuan(amount: str | None) -> str:
    return or_nothing(amount) if amount is None else f"{grouped(amount)} 元"


def _count(number: int | None) -> str:
    return or_nothing(None if number is None else str(number))
