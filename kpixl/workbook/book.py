"""One .xlsx for one person or for several: forms, instructions, index, metadata, names.

This is the plain writer: everything is written from scratch with XlsxWriter.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kpixl.files import atomic_write
from kpixl.model.cycle import Cycle
from kpixl.model.roster import Appraisee
from kpixl.model.scheme import Scheme
from kpixl.model.submission import Identity
from kpixl.rules.given import counts_workdays, given
from kpixl.rules.quantity import Rulebook
from kpixl.rules.values import Value
from kpixl.workbook import identity as marks
from kpixl.workbook.annex import SHEET as ANNEX_SHEET
from kpixl.workbook.annex import write_annex
from kpixl.workbook.blueprint import Blueprint, blueprint_of
from kpixl.workbook.compose import compose
from kpixl.workbook.filenames import sheet_name
from kpixl.workbook.index import SHEET as INDEX_SHEET
from kpixl.workbook.index import IndexWriter
from kpixl.workbook.index_parts import IndexRow
from kpixl.workbook.instructions import SHEET as HELP_SHEET
from kpixl.workbook.instructions import Help, write_instructions
from kpixl.workbook.live import LiveForm, compile_plan
from kpixl.workbook.plan import FormPlan
from kpixl.workbook.printed import due_text, form_title, printed_fields
from kpixl.workbook.workdays import SHEET as DAYS_SHEET
from kpixl.workbook.workdays import write_workdays
from kpixl.workbook.write import Formats, PlanFormulas, SheetData, formulas_of, write_form

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Entries = Mapping[str, Value]
"""What has been typed, by the raw name of the cell."""

_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""The same bytes come out of the same input: files carry no time of their own."""


@dataclass(frozen=True, slots=True)
class Press:
    """A form ready to be printed any number of times: composed and compiled once."""

    rulebook: Rulebook
    cycle: Cycle
    fingerprint: str
    blueprint: Blueprint
    plan: FormPlan
    formulas: PlanFormulas
    live: LiveForm
    key: str = ""


def make_press(rulebook: Rulebook, cycle: Cycle, definition: str, key: str = "") -> Press:
    """Composes and compiles a form; `key` signs what is printed of it.

    Raises FormulaTooLong when a rule does not fit into a cell.
    """
    plan = compose(rulebook, cycle)
    formulas = formulas_of(plan)
    blueprint = blueprint_of(plan, formulas)
    mark = marks.fingerprint(definition, blueprint.to_json())
    return Press(rulebook, cycle, mark, blueprint, plan, formulas, compile_plan(plan), key)


@dataclass(frozen=True, slots=True)
class Job:
    """One person's form to be written, and what has been typed into it already."""

    person: Appraisee
    press: Press
    entries: Entries


def printed(press: Press, person: Appraisee) -> dict[str, str | float | None]:
    """What is printed on a person's form, by field."""
    return printed_fields(press.rulebook, press.cycle, person)


def identity_of(press: Press, person: Appraisee) -> Identity:
    """The signed identity of a person's form."""
    own = Identity(press.cycle.id, person.id, press.rulebook.form.key, press.fingerprint)
    return marks.signed(own, printed(press, person), press.key)


def given_values(press: Press, person: Appraisee, entries: Entries) -> dict[str, Value]:
    """What rules see of a person's form: roster columns, the days of the cycle, and typed values."""
    return {**given(press.rulebook, person, press.cycle), **entries}


def write_book(
    path: Path, jobs: Sequence[Job], *, heading: str = "", password: str = "", with_index: bool = False
) -> tuple[str, ...]:
    """Writes a workbook whole or not at all. Gives the names of the persons' sheets, in order."""
    from kpixl.workbook.blank import blank_book

    with atomic_write(path) as temporary:
        book = blank_book(str(temporary))
        names = _Book(book, jobs, heading, password).write(with_index)
        book.close()
    return names


class _Book:
    def __init__(self, book: Workbook, jobs: Sequence[Job], heading: str, password: str) -> None:
        self.book, self.jobs, self.heading, self.password = book, jobs, heading, password
        self.formats = Formats(book)
        self.scheme: Scheme = jobs[0].press.rulebook.scheme
        self.cycle = jobs[0].press.cycle
        self.due = due_text(self.cycle)

    def write(self, with_index: bool) -> tuple[str, ...]:
        taken = {INDEX_SHEET, HELP_SHEET, ANNEX_SHEET, DAYS_SHEET, marks.METADATA_SHEET, "history"}
        names = tuple(sheet_name(f"{job.person.id} {job.person.name}", taken) for job in self.jobs)
        front = {name: self.book.add_worksheet(name) for name in (HELP_SHEET, INDEX_SHEET) if with_index}
        rows = [
            self._form(number, job, name)
            for number, (job, name) in enumerate(zip(self.jobs, names, strict=True), 1)
        ]
        helps = front[HELP_SHEET] if with_index else self.book.add_worksheet(HELP_SHEET)
        self._help(helps, with_index)
        self._annexes()
        if self.cycle.workdays and any(counts_workdays(job.press.rulebook) for job in self.jobs):
            write_workdays(self.book, self.formats, self.cycle.workdays)
        if with_index:
            index = IndexWriter(front[INDEX_SHEET], self.formats, rows, self.cycle.show_pay)
            index.write(self.heading, self.due)
            front[INDEX_SHEET].set_footer(self._footer())
            front[INDEX_SHEET].activate()
        self._metadata(names)
        self._properties()
        return names

    def _form(self, number: int, job: Job, name: str) -> IndexRow:
        press, person = job.press, job.person
        sheet = self.book.add_worksheet(name)
        given = given_values(press, person, job.entries)
        data = SheetData(printed(press, person), given, marks.marker(identity_of(press, person)))
        values = write_form(sheet, self.formats, press.plan, press.formulas, press.live, data)
        sheet.set_footer(self._footer())
        sheet.protect(self.password, {"format_columns": True, "format_rows": True})
        self._names(press.plan, name, number)
        return IndexRow(person, name, press.plan, values)

    def _footer(self) -> str:
        title = f"{self.scheme.title} 第{self.scheme.version}版".replace("&", "&&")
        return f"&L&8 {title}&C&8 第 &P 页 共 &N 页&R&8 内部资料"

    def _names(self, plan: FormPlan, name: str, number: int) -> None:
        where = "'" + name.replace("'", "''") + "'!"
        for text, target in plan.names.items():
            self.book.define_name(where + text, "=" + _in_sheet(target, where))
        own = marks.SheetNames(number)
        for spot in plan.inputs:
            self.book.define_name(own.input(spot.key), f"={where}{spot.spot.address}")
        for index, spot_of in enumerate(plan.outputs.values(), 1):
            address = f"${spot_of.address[1:].partition('$')[0]}${spot_of.row + 1}"
            self.book.define_name(own.output(index), f"={where}{address}")

    def _help(self, sheet: Worksheet, with_index: bool) -> None:
        mine = "单位和编号" if self.scheme.unit_appraisee else "姓名、工号和部门"
        start = "在「目录」里点每一行末尾的「打开」。" if with_index else "打开第一张表，核对" + mine + "。"
        heading = self.heading or form_title(
            self.jobs[0].press.rulebook.form.title, self.cycle, self.jobs[0].person.department
        )
        text = Help(
            heading,
            self.due,
            self.scheme.contact or "发表部门",
            f"{self.scheme.title}（第{self.scheme.version}版）",
            start,
        )
        write_instructions(sheet, self.formats, self.jobs[0].press.rulebook, text)
        sheet.set_footer(self._footer())

    def _annexes(self) -> None:
        """The full text of long standards: a sheet for each form that has any."""
        presses = {job.press.rulebook.form.key: job for job in self.jobs if job.press.plan.annex}
        for number, job in enumerate(presses.values(), 1):
            sheet = self.book.add_worksheet(ANNEX_SHEET + (f" {number}" if number > 1 else ""))
            title = form_title(job.press.rulebook.form.title, self.cycle, job.person.department)
            write_annex(sheet, self.formats, title, job.press.plan.annex)
            sheet.set_footer(self._footer())

    def _metadata(self, names: tuple[str, ...]) -> None:
        sheet = self.book.add_worksheet(marks.METADATA_SHEET)
        rows: list[tuple[str, str]] = [
            ("kpixl", marks.FORMAT),
            ("scheme", self.scheme.slug),
            ("version", self.scheme.version),
        ]
        rows.append(("period", str(self.cycle.period)))
        rows += [
            (name, marks.marker(identity_of(job.press, job.person)))
            for name, job in zip(names, self.jobs, strict=True)
        ]
        for row, (key, value) in enumerate(rows):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, value)
        sheet.very_hidden()
        sheet.protect()

    def _properties(self) -> None:
        self.book.set_properties(
            {"title": self.scheme.title, "company": self.scheme.company, "created": _CREATED}
        )
        self.book.set_custom_property(f"{marks.PROPERTY}_cycle", self.cycle.id, "text")
        if len(self.jobs) == 1:
            alone = identity_of(self.jobs[0].press, self.jobs[0].person)
            self.book.set_custom_property(marks.PROPERTY, marks.marker(alone), "text")


def _in_sheet(target: str, where: str) -> str:
    return ":".join(where + part if index == 0 else part for index, part in enumerate(target.split(":")))
