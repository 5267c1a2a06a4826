"""The sheets 未交与退回 and 交回登记 of the reminders: whom to ask for what, and every file ever received."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kpixl.findings import few
from kpixl.model.result import Verdict
from kpixl.model.scheme import Scheme
from kpixl.model.status import CycleStatus, FileStatus, FormStatus, PersonStatus, State
from kpixl.report.book import CENTRE, FIRST, Book, Cell, Column
from kpixl.report.measure import fitting, room_left
from kpixl.report.overview import NO_DEPARTMENT, appraisee_labels
from kpixl.report.sheet import THIN, Sheet
from kpixl.report.status_words import (
    MARKS,
    VERDICTS,
    WITHDRAWN,
    cell_of,
    clock,
    mend,
    please_return,
    saved_at,
    to_do,
    words,
)
from kpixl.workbook import palette

OPEN, REGISTER = "未交与退回", "交回登记"
_NAMED = 3
_WRAP: dict[str, Any] = {"text_wrap": True}
_BOLD: dict[str, Any] = {"bold": True}
_APART: dict[str, Any] = {"indent": 1}
_SMALL: dict[str, Any] = {"font_size": palette.NOTE_SIZE, "text_wrap": True}
_NEXT_GROUP: dict[str, Any] = {"top": THIN, "top_color": palette.STRONG}
_COLOURS = {State.REFUSED: palette.ERROR, State.MISSING: palette.PENDING}
_VERDICT_COLOURS = {Verdict.REFUSED: palette.ERROR, Verdict.WARNED: palette.PENDING}


def write_open(book: Book, status: CycleStatus, scheme: Scheme) -> None:
    """Writes who has still to return a form or to correct it, by department, with the one thing to do."""
    people = _by_department(status)
    columns = _open_columns(people, status, scheme)
    sheet = Sheet(book, OPEN, tuple(columns.values()), filtered=bool(people))
    alert = {"bold": True, "font_color": palette.PENDING, "font_size": palette.BODY_SIZE}
    sheet.title(f"{book.heading} {OPEN}", please_return(scheme, status.cycle) if people else "", alert)
    sheet.header(freeze=list(columns).index("name") + 1)
    first, before = sheet.row, ""
    for number, person in enumerate(people, 1):
        cells = _open_cells(number, person, status, scheme)
        new = number > 1 and person.handout.department != before
        sheet.body([cells[key] for key in columns], _NEXT_GROUP if new else {})
        before = person.handout.department
    _finish(sheet, first, f"{palette.DONE} 全部交回。")


def _by_department(status: CycleStatus) -> list[PersonStatus]:
    order = {name: place for place, name in enumerate(status.departments)}
    states = (State.REFUSED, State.MISSING)
    return sorted(status.open, key=lambda p: (order[p.handout.department], states.index(p.state)))


def _open_columns(people: list[PersonStatus], status: CycleStatus, scheme: Scheme) -> dict[str, Column]:
    handouts = [person.handout for person in people]
    files = [person.form.file for person in people if person.form is not None]
    id_label, name_label = appraisee_labels(scheme)
    names = [handout.department or NO_DEPARTMENT for handout in handouts]
    columns = {
        "number": Column("序号", 7.5, CENTRE),
        "department": Column("部门", fitting(names, 9.5, 16), style=_WRAP),
        "id": Column(id_label, fitting([handout.id for handout in handouts], 9.5, 14)),
        "name": Column(name_label, fitting([h.name for h in handouts], 10, 18), style=_WRAP | _BOLD),
        "position": Column("岗位", fitting([h.position for h in handouts], 10, 15), style=_WRAP),
        "form": Column(
            "考核表", fitting([h.form for h in handouts], 12, 24, palette.NOTE_SIZE), style=_SMALL
        ),
        "state": Column("情况", 10.5, style=_BOLD),
        "due": Column("交回期限", 12.5, CENTRE),
        "file": Column("交来的文件", fitting(files, 14, 24), style=_SMALL),
        "to_do": Column("要做的事", 40, style=_WRAP),
    }
    unused = {
        "department": not any(handout.department for handout in handouts),
        "position": not any(handout.position for handout in handouts),
        "due": status.cycle.due is None,
        "file": not files,
    }
    columns = {key: column for key, column in columns.items() if not unused.get(key, False)}
    others = (column.width for key, column in columns.items() if key != "to_do")
    columns["to_do"] = Column("要做的事", room_left(others, 40, 80), style=_WRAP | _APART)
    return columns


def _open_cells(number: int, person: PersonStatus, status: CycleStatus, scheme: Scheme) -> dict[str, Cell]:
    handout, form, due = person.handout, person.form, status.cycle.due
    state = f"{MARKS[person.state]} {words('zh-CN')[person.state]}"
    return {
        "number": Cell(number),
        "department": Cell(handout.department or NO_DEPARTMENT),
        "id": Cell(handout.id),
        "name": Cell(handout.name),
        "position": Cell(handout.position),
        "form": Cell(handout.form),
        "state": Cell(state, {"font_color": _COLOURS[person.state]}),
        "due": Cell(f"{due:%Y-%m-%d}" if due else ""),
        "file": Cell(form.file if form else palette.NOTHING),
        "to_do": Cell(_at(form) + to_do(person, scheme, status.cycle)),
    }


def _at(form: FormStatus | None) -> str:
    cell = cell_of(form) if form is not None else ""
    return f"{cell}：" if cell else ""


def write_register(book: Book, status: CycleStatus) -> None:
    """Writes every file ever received: when, from where, what became of it, what has replaced it."""
    people = _People.of(status)
    whose = [_some(people.named(file.forms)) or palette.NOTHING for file in status.files]
    columns = [
        Column("序号", 7.5, CENTRE),
        Column("收到时间", 18),
        Column("文件", fitting([file.shown for file in status.files], 20, 42), style=_WRAP),
        Column("谁的表", fitting(whose, 14, 26), style=_WRAP | _BOLD | _APART),
        Column("保存时间", 18),
        Column("结论", 11.5, style=_BOLD),
    ]
    columns.append(Column("说明", room_left((column.width for column in columns), 36, 70), style=_SMALL))
    sheet = Sheet(book, REGISTER, columns, filtered=bool(status.files))
    sheet.title(f"{book.heading} {REGISTER}", f"共 {len(status.files)} 个文件" if status.files else "")
    sheet.header(freeze=3)
    first = sheet.row
    for number, file in enumerate(status.files, 1):
        cells = [
            Cell(number),
            Cell(clock(file.received)),
            Cell(file.shown),
            Cell(whose[number - 1]),
            Cell(clock(saved_at(max((form.saved for form in file.forms), default=0)))),
            _verdict(file, people),
            Cell("；".join(_remarks(file, status, people))),
        ]
        sheet.body(cells)
    _finish(sheet, first, "还没有收到文件。")


def _verdict(file: FileStatus, people: _People) -> Cell:
    if file.withdrawn:
        return Cell(WITHDRAWN)
    if file.forms and all(form.appraisee in people.departed for form in file.forms):
        return Cell(VERDICTS[Verdict.IGNORED])
    if not file.forms and file.verdict is Verdict.ACCEPTED:
        # An archive: what matters is the files in it, which have rows of their own.
        return Cell(palette.NOTHING)
    colour = _VERDICT_COLOURS.get(file.verdict, palette.TEXT)
    return Cell(VERDICTS[file.verdict], {"font_color": colour})


@dataclass(frozen=True, slots=True)
class _People:
    """The names of everybody who was given a form, and who of them has left."""

    names: Mapping[str, str]
    departed: frozenset[str]

    @classmethod
    def of(cls, status: CycleStatus) -> _People:
        return cls(
            {person.handout.id: person.handout.name for person in status.people},
            frozenset(person.handout.id for person in status.people if person.departed),
        )

    def named(self, forms: Iterable[FormStatus]) -> list[str]:
        """Whose forms these are, each once: by name, or by number where nobody knows it."""
        numbers = dict.fromkeys(form.appraisee for form in forms if form.appraisee)
        return [self.names.get(number, number) for number in numbers]


def _remarks(file: FileStatus, status: CycleStatus, people: _People) -> Iterator[str]:
    """What is to be known about a file: taken back, replaced, late, and what was found first of all."""
    if file.withdrawn:
        yield file.withdrawn
        return
    replaced: dict[str, list[FormStatus]] = {}
    for form in file.forms:
        after = status.replacing(form)
        if after is not None:
            replaced.setdefault(_named(after, file), []).append(form)
    for other, forms in replaced.items():
        yield (f"{_some(people.named(forms))}的" if len(file.forms) > 1 else "") + f"已由{other}替代"
    gone = people.named(form for form in file.forms if form.appraisee in people.departed)
    if gone:
        yield f"{_some(gone)}已离开花名册，不计入"
    if any(form.late for form in file.forms):
        yield "期限以后保存的"
    if file.findings:
        yield mend(file)


def _some(people: Sequence[str]) -> str:
    return few(people, _NAMED, more=f"等 {len(people)} 人")


def _named(form: FormStatus, beside: FileStatus) -> str:
    return f"工作表“{form.sheet}”" if form.file == beside.shown else f"“{form.file}”"


def _finish(sheet: Sheet, first: int, nothing: str) -> None:
    """Filters over the rows, or a line that says that there are none."""
    if sheet.row > first:
        sheet.ws.autofilter(first - 1, FIRST, sheet.row - 1, sheet.last)
    else:
        sheet.note(nothing, font_size=palette.BODY_SIZE, font_color=palette.TEXT)
    sheet.finish()
