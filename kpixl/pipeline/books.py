"""Which people share a workbook, and where it lies in the cycle folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from kpixl.model.cycle import Cycle
from kpixl.model.handout import Handout
from kpixl.workbook.book import Job, form_title, write_book
from kpixl.workbook.filenames import NO_DEPARTMENT, NO_DEPARTMENTS, file_name

FORMS = "forms"


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


def write(book: Book, folder: Path, password: str) -> list[Handout]:
    """Writes a workbook and tells who got which sheet of it."""
    path = folder / book.path
    path.parent.mkdir(parents=True, exist_ok=True)
    sheets = write_book(path, book.jobs, heading=book.heading, password=password, with_index=book.shared)
    digest = sha256(path.read_bytes()).hexdigest()
    return [
        Handout(
            file=book.path,
            department=job.person.department,
            id=job.person.id,
            name=job.person.name,
            position=job.person.position,
            form=form_title(job.press.rulebook.form.title, job.press.cycle, job.person.department),
            sheet=sheet,
            sha256=digest,
        )
        for job, sheet in zip(book.jobs, sheets, strict=True)
    ]
