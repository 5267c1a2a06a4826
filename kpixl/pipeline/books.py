"""Which people share a workbook, and where it lies in the cycle folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from kpixl.cycle import store
from kpixl.model.cycle import Cycle
from kpixl.model.handout import Handout
from kpixl.workbook.book import Job, printed, write_book
from kpixl.workbook.filenames import NO_DEPARTMENT, NO_DEPARTMENTS, file_name
from kpixl.workbook.printed import form_title

FORMS, RESULTS = "forms", "results"

Progress = Callable[[int, int], None]
"""Told as workbooks are made: how many are done, of how many."""


class Per(StrEnum):
    """How many people share a workbook."""

    PERSON = "person"
    DEPARTMENT = "department"
    POSITION = "position"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook to be written: its path in the cycle folder, who is in it, its heading."""

    path: str
    jobs: tuple[Job, ...]
    heading: str
    shared: bool


def arrange(jobs: Iterable[Job], cycle: Cycle, per: Per) -> Iterator[Book]:
    """Who shares a workbook, and where it lies: a folder for each department."""
    groups: dict[tuple[str, ...], list[Job]] = {}
    for job in jobs:
        person = job.person
        group = {
            Per.PERSON: (person.department, person.id),
            Per.DEPARTMENT: (person.department,),
            Per.POSITION: (person.department, person.position),
        }[per]
        groups.setdefault(group, []).append(job)
    unnamed = NO_DEPARTMENT if any(group[0] for group in groups) else NO_DEPARTMENTS
    folders: dict[str, str] = {}
    taken_folders: set[str] = set()
    taken: dict[str, set[str]] = {}
    for group, members in groups.items():
        department = group[0]
        if department not in folders:
            folders[department] = file_name(department or unnamed, taken_folders)
        where = folders[department]
        shared = per is not Per.PERSON
        title = _title(members, cycle, " ".join(part for part in group if part) if shared else "")
        first = members[0].person
        name = title if shared else f"{first.id} {first.name} {title}"
        yield Book(
            f"{FORMS}/{where}/{file_name(name, taken.setdefault(where, set()), '.xlsx')}",
            tuple(members),
            title,
            shared,
        )


def _title(members: list[Job], cycle: Cycle, group: str) -> str:
    scheme = members[0].press.rulebook.scheme
    if group:
        return f"{group} {cycle.period.label}{scheme.title}"
    return form_title(members[0].press.rulebook.form.title, cycle, members[0].person.department)


STAGED = ".pressed"
"""The folder in which workbooks are written before they are put in place."""


def write_all(books: Sequence[Book], folder: Path, password: str, progress: Progress) -> Iterator[Handout]:
    """Writes the workbooks and tells who got which sheet.

    Some at a time are written aside, noted as ours and put in place, so that a run that is killed
    leaves nothing that a later one takes for somebody's work.
    """
    aside = folder / STAGED
    aside.mkdir(exist_ok=True)
    for start in range(0, len(books), _AT_A_TIME):
        batch = books[start : start + _AT_A_TIME]
        staged = [_Staged.write(book, aside / f"{n}.xlsx", password) for n, book in enumerate(batch)]
        store.note_pressed(folder, {part.book.path: part.sha256 for part in staged})
        for part in staged:
            part.put_in_place(folder)
            yield from part.handouts()
        progress(start + len(batch), len(books))
    shutil.rmtree(aside, ignore_errors=True)


_AT_A_TIME = 40


@dataclass(frozen=True, slots=True)
class _Staged:
    book: Book
    path: Path
    sheets: tuple[str, ...]
    sha256: str

    @classmethod
    def write(cls, book: Book, path: Path, password: str) -> _Staged:
        sheets = write_book(path, book.jobs, heading=book.heading, password=password, with_index=book.shared)
        return cls(book, path, sheets, sha256(path.read_bytes()).hexdigest())

    def put_in_place(self, folder: Path) -> None:
        target = folder / self.book.path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(self.path, target)

    def handouts(self) -> Iterator[Handout]:
        for job, sheet in zip(self.book.jobs, self.sheets, strict=True):
            person, press = job.person, job.press
            yield Handout(
                file=self.book.path,
                department=person.department,
                id=person.id,
                name=person.name,
                position=person.position,
                form=form_title(press.rulebook.form.title, press.cycle, person.department),
                sheet=sheet,
                sha256=self.sha256,
                key=press.rulebook.form.key,
                fingerprint=press.fingerprint,
                printed=printed(press, person),
            )
