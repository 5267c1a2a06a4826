"""A small cycle to try things on: made once by make-template, then filled, spoiled and collected."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from kpixl.cycle import database, originals, store
from kpixl.findings import Finding
from kpixl.model.audience import form_for
from kpixl.model.cycle import Cycle, Period
from kpixl.model.result import Consolidation, FileVerdict, Result
from kpixl.model.roster import Appraisee
from kpixl.model.submission import Raw
from kpixl.pipeline import decide
from kpixl.pipeline.books import Per
from kpixl.pipeline.collect import collect
from kpixl.pipeline.fill import plausible
from kpixl.pipeline.make import RETURNED, Made, Options, make_template
from kpixl.pipeline.prepare import Prepared, prepare, prepare_text
from kpixl.workbook.book import Job, Press, make_press, write_book
from kpixl.workbook.compose import compose
from kpixl.workbook.plan import Field

HEADINGS = ("工号", "姓名", "部门", "岗位", "绩效基数", "入职日期")
PEOPLE = (
    ("001", "欧阳晓燕", "销售部", "销售顾问", "3150.50", "2020-03-01"),
    ("002", "王小明", "销售部", "销售顾问", "2800", "2021-03-01"),
    ("A-03", "李静", "售后服务部", "服务顾问", "3000", "2022-03-01"),
    ("004", "赵强", "售后服务部", "机修技师", "4100", "2023-03-01"),
)
Rows = Iterable[tuple[str, ...]]
Parts = dict[str, bytes]


def write_csv(path: Path, rows: Rows = PEOPLE, headings: tuple[str, ...] = HEADINGS) -> Path:
    """A roster as a text file."""
    path.write_text("\n".join(",".join(row) for row in (headings, *rows)) + "\n", encoding="utf-8")
    return path


def nothing(done: int, total: int) -> None:
    """No progress bar."""


@dataclass(frozen=True)
class World:
    """A cycle folder and what it was made from."""

    folder: Path

    @property
    def returned(self) -> Path:
        return self.folder / RETURNED

    @property
    def held(self) -> store.StoredCycle:
        return store.load(self.folder)

    @property
    def prepared(self) -> Prepared:
        return _prepared(self.held.definition, self.folder)

    def person(self, number: str) -> Appraisee:
        """The appraisee of that number."""
        return next(person for person in self.held.roster.appraisees if person.id == number)

    def press(self, number: str) -> Press:
        """The form of the person with that number."""
        form = form_for(self.prepared.scheme, self.person(number), self.held.cycle.period.year)
        assert form is not None
        return _press(self.held.definition, form.key, self.folder)

    def entries(self, number: str, seed: int = 1) -> dict[str, Raw]:
        """Plausible entries, always the same for the same seed."""
        press = self.press(number)
        return plausible(press.rulebook, Random(f"{number} {seed}"), press.cycle.period)

    def fill(
        self, *numbers: str, name: str = "", seed: int = 1, entries: Mapping[str, Raw] | None = None
    ) -> Path:
        """Puts a workbook with the filled forms of these people among the returned ones."""
        path = self.returned / (name or f"{' '.join(numbers)}.xlsx")
        path.parent.mkdir(parents=True, exist_ok=True)
        jobs = []
        for number in numbers:
            typed = {**self.entries(number, seed), **(entries or {})}
            jobs.append(Job(self.person(number), self.press(number), typed))
        write_book(path, jobs, with_index=len(jobs) > 1)
        return path

    def output(self, number: str, quantity: str) -> str:
        """The address of the cell that shows a quantity."""
        return self.press(number).plan.outputs[quantity].plain

    def collect(self, *paths: Path, options: decide.Options = decide.PLAIN) -> Consolidation:
        """Collects, and expects it to work."""
        consolidation, findings = collect(self.folder, paths, nothing, options)
        assert consolidation is not None, findings
        return consolidation


@cache
def _prepared(definition: str, folder: Path) -> Prepared:
    prepared, findings = prepare_text(definition, "scheme.yaml", store.load(folder).roster)
    assert prepared is not None, findings
    return prepared


@cache
def _press(definition: str, form: str, folder: Path) -> Press:
    prepared = _prepared(definition, folder)
    held = store.load(folder)
    return make_press(prepared.rulebooks[form], held.cycle, definition, held.key)


def make_world(
    folder: Path, scheme: str, roster: Path, period: str, per: Per = Per.PERSON
) -> tuple[World, Made]:
    """Runs make-template, and expects it to work."""
    made, findings = make_template(scheme, roster, period, folder, Options(per=per), nothing)
    assert made is not None, findings
    return World(folder), made


def copy_of(world: World, folder: Path) -> World:
    """The same cycle in another folder."""
    shutil.copytree(world.folder, folder)
    return World(folder)


def anew(world: World, folder: Path) -> World:
    """The same cycle in another folder, as it was when nothing had been received yet."""
    copy = copy_of(world, folder)
    shutil.rmtree(folder / originals.FOLDER, ignore_errors=True)
    with database.opened(folder) as db:
        for table in ("received", "sighting", "member", "reading", "returned", "assessment", "event", "run"):
            db.execute(f"DELETE FROM {table}")
    return copy


def file_of(consolidation: Consolidation, path: Path | str) -> FileVerdict:
    """What became of a file."""
    name = path if isinstance(path, str) else path.name
    return next(file for file in consolidation.files if file.path.rpartition("/")[2] == name)


def result_of(consolidation: Consolidation, number: str) -> Result:
    """The result of a person."""
    return next(result for result in consolidation.results if result.appraisee.id == number)


def codes(findings: Iterable[Finding]) -> list[str]:
    """The codes of findings, in their order."""
    return [finding.code for finding in findings]


def told(finding: Finding) -> tuple[str, str]:
    """Where and what."""
    return str(finding.place), finding.message()


def parts_of(path: Path | bytes) -> Parts:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(path) if isinstance(path, bytes) else path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A workbook from its parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def change(path: Path, part: str, edit: Callable[[str], str]) -> Path:
    """Edits one part of a workbook as text; an edit that changes nothing is a mistake of the test."""
    parts = parts_of(path)
    text = parts[part].decode()
    edited = edit(text)
    assert edited != text, "nothing was changed"
    parts[part] = edited.encode()
    return pack(path, parts)


FORM, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def _places(scheme: str, form: str) -> dict[str, str]:
    """Where the fields, inputs and results of a form stand."""
    prepared, findings = prepare(scheme)
    assert prepared is not None, findings
    period, deadline = Period(2026, 11, 1), prepared.scheme.deadline
    due = period.due(deadline.months, deadline.day) if deadline else None
    plan = compose(prepared.rulebooks[form], Cycle("", period, due))
    return {
        "header": f"B{plan.header_row + 1}",
        **{cell.content.key: cell.spot.plain for cell in plan.cells if isinstance(cell.content, Field)},
        **{spot.cell.id: spot.spot.plain for spot in plan.inputs},
        **{name: spot.plain for name, spot in plan.outputs.items()},
    }


SALES_FORM = _places("perf-pay-100", "sales")
HEADER, NUMBER, NAME = SALES_FORM["header"], SALES_FORM["工号"], SALES_FORM["姓名"]
LABELS = {
    "sales": "销售过程服务满意度.回访平均分",
    "customers": "客户满意度.回访平均分",
    "complaints": "客诉率.客诉件数",
    "cars": "客诉率.成交台数",
    "content": "客诉处理满意度.回访满意件数",
    "asked": "客诉处理满意度.回访件数",
}
SALES, CUSTOMERS, COMPLAINTS, CARS, CONTENT, ASKED = (SALES_FORM[id_] for id_ in LABELS.values())
SALES_SCORE, TOTAL = SALES_FORM["销售过程服务满意度.得分"], SALES_FORM["绩效分数"]

KINDS = Path(__file__).with_name("kinds.yaml")
TIMES = Path(__file__).with_name("times.yaml")
TARGETS = Path(__file__).with_name("targets.yaml")
LOG = Path(__file__).parents[1] / "workbook/log.yaml"
LOG_FORM = _places(str(LOG), "log")
KINDS_FORM = _places(str(KINDS), "kinds")
TIMES_FORM = _places(str(TIMES), "times")
RATING, GOAL = KINDS_FORM["工作态度.评级"], KINDS_FORM["本月目标.目标.1"]
WEIGHT = KINDS_FORM["本月目标.权重.1"]


def row_of(address: str) -> int:
    """The row of a cell."""
    return int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def fixed(address: str) -> str:
    """The address as a defined name has it: $H$11."""
    return f"${address.removesuffix(str(row_of(address)))}${row_of(address)}"


def put(path: Path, cell: str, inside: str, kind: str = "", part: str = FORM) -> Path:
    """Puts XML into a cell of the form, in place of what it holds: "<v>5</v>", of a kind such as "str"."""

    def edit(text: str) -> str:
        pattern = re.compile(rf'<c r="{cell}"( s="\d+")?(?: t="\w+")?(?:/>|>.*?</c>)')
        assert pattern.search(text), f"no cell {cell}"
        mark = f' t="{kind}"' if kind else ""
        return pattern.sub(lambda found: f'<c r="{cell}"{found[1] or ""}{mark}>{inside}</c>', text)

    return change(path, part, edit)
