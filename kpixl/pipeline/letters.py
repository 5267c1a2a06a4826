"""letters: target letters for a year, one workbook for each appraisee, and a list of them."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpixl.findings import Finding, Place, has_errors
from kpixl.model.audience import form_for
from kpixl.model.cycle import Cycle, Period
from kpixl.model.handout import Handout
from kpixl.model.roster import Appraisee, Roster
from kpixl.pipeline.books import Progress
from kpixl.pipeline.prepare import Findings, Prepared, prepare_with_roster
from kpixl.rules.quantity import Rulebook
from kpixl.workbook.filenames import NO_DEPARTMENT, NO_DEPARTMENTS, file_name
from kpixl.workbook.letter_words import Letter, letter_of, needs_letter

LIST = "签订清单.xlsx"
_NAMED = 5
"""So many people are named in a finding about many."""


@dataclass(frozen=True, slots=True)
class Letters:
    """What was made: a folder with a file for each appraisee, in the order of the roster."""

    folder: Path
    handouts: tuple[Handout, ...]


def make_letters(
    scheme_name: str, roster_path: Path, period: str, folder: Path, progress: Progress, trial: bool = False
) -> tuple[Letters | None, Findings]:
    """Makes the letters of a year. Nothing is written while anything is wrong, and all of them or none."""
    prepared, roster, found = prepare_with_roster(scheme_name, roster_path, trial)
    year = Period.parse(period)
    found = (*found, *_problems(prepared, year, period, folder))
    if prepared is None or roster is None or year is None or has_errors(found):
        return None, found
    letters = [letter_of(book, person, year) for person, book in _needing(prepared, roster, year)]
    found = (*found, *_about(prepared, roster, year, letters))
    if has_errors(found):
        return None, found
    try:
        return _write(prepared, letters, year, folder, progress), found
    except OSError as error:
        detail = error.strerror or str(error)
        return None, (*found, Finding("folder-not-writable", Place(str(folder)), {"detail": detail}))


def _problems(prepared: Prepared | None, year: Period | None, period: str, folder: Path) -> Iterator[Finding]:
    if year is None or year.months != 12:
        example = year.year if year is not None else "2026"
        yield Finding("letters-year", details={"period": period, "example": example})
    if prepared is not None and not any(map(needs_letter, prepared.rulebooks.values())):
        yield Finding("letters-no-targets", prepared.scheme.place)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        yield Finding("letters-folder-not-empty", Place(str(folder)))


def _book(prepared: Prepared, person: Appraisee, year: Period) -> Rulebook | None:
    form = form_for(prepared.scheme, person, year.year)
    return prepared.rulebooks[form.key] if form is not None else None


def _needing(prepared: Prepared, roster: Roster, year: Period) -> Iterator[tuple[Appraisee, Rulebook]]:
    for person in roster.appraisees:
        book = _book(prepared, person, year)
        if book is not None and needs_letter(book):
            yield person, book


def _about(prepared: Prepared, roster: Roster, year: Period, letters: Sequence[Letter]) -> Iterator[Finding]:
    if not letters:
        yield Finding("letters-nobody", roster.place)
        return
    having = {letter.person.id for letter in letters}
    others = [
        person
        for person in roster.appraisees
        if person.id not in having and _book(prepared, person, year) is not None
    ]
    if others:
        yield Finding("letters-not-needed", roster.place, _named([person.name for person in others]))
    blank: dict[str, list[str]] = {}
    for letter in letters:
        for target in letter.targets:
            if target.amount is None:
                blank.setdefault(target.name, []).append(letter.person.name)
    for column, names in blank.items():
        yield Finding("letters-target-blank", roster.place, {"column": column, **_named(names)})


def _named(names: Sequence[str]) -> dict[str, object]:
    return {"count": len(names), "names": "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")}


def _write(
    prepared: Prepared, letters: Sequence[Letter], year: Period, folder: Path, progress: Progress
) -> Letters:
    """Writes everything aside, then gives the folder its name."""
    from kpixl.report.letter_list import write_letter_list
    from kpixl.workbook.letter import write_letter

    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = folder.parent / f".{secrets.token_hex(6)}.letters"
    aside.mkdir()
    try:
        handouts = tuple(_arranged(letters))
        for done, (letter, handout) in enumerate(zip(letters, handouts, strict=True), 1):
            path = aside / handout.file
            path.parent.mkdir(exist_ok=True)
            write_letter(path, letter)
            progress(done, len(letters))
        write_letter_list(aside / LIST, letters, handouts, scheme=prepared.scheme, cycle=Cycle("", year))
        if folder.exists():
            folder.rmdir()
        os.replace(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Letters(folder, handouts)


def _arranged(letters: Sequence[Letter]) -> Iterator[Handout]:
    """Where each letter lies: a folder for each department, safe names, none twice."""
    unnamed = NO_DEPARTMENT if any(letter.person.department for letter in letters) else NO_DEPARTMENTS
    folders: dict[str, str] = {}
    taken_folders = {LIST.casefold()}
    taken: dict[str, set[str]] = {}
    for letter in letters:
        person = letter.person
        if person.department not in folders:
            folders[person.department] = file_name(person.department or unnamed, taken_folders)
        where = folders[person.department]
        name = file_name(f"{person.id} {person.name} {letter.title}", taken.setdefault(where, set()), ".xlsx")
        yield Handout(
            file=f"{where}/{name}",
            department=person.department,
            id=person.id,
            name=person.name,
            position=person.position,
            form=letter.title,
            sheet="",
        )
