"""make-template: a scheme and a roster become ready-to-fill workbooks in a cycle folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from sqlite3 import Error as DatabaseError

from kpixl.cycle import store
from kpixl.findings import Finding, Place, has_errors
from kpixl.model.audience import form_for
from kpixl.model.cycle import Cycle, Period
from kpixl.model.handout import Handout
from kpixl.model.roster import BASE, Appraisee, Roster
from kpixl.model.scheme import Scheme
from kpixl.pipeline.books import FORMS, Per, arrange, write
from kpixl.pipeline.prepare import Findings, Prepared, prepare_with_roster
from kpixl.workbook.book import Job, Press, make_press
from kpixl.workbook.identity import cycle_id

Progress = Callable[[int, int], None]
"""Told after each workbook: how many are done, of how many."""

RETURNED, RESULTS, ZIPS, LIST = "returned", "results", "zips", "发放清单.xlsx"


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose when forms are made."""

    per: Per = Per.PERSON
    show_pay: bool = True
    password: str = ""
    zipped: bool = False
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the cycle, its folder, a handout for each person, the zips."""

    scheme: Scheme
    cycle: Cycle
    folder: Path
    handouts: tuple[Handout, ...]
    zips: tuple[Path, ...] = ()


def make_template(
    scheme_name: str, roster_path: Path, period: str, folder: Path, options: Options, progress: Progress
) -> tuple[Made | None, Findings]:
    """Makes all forms of a cycle. Nothing is written while anything is wrong."""
    prepared, roster, found = prepare_with_roster(scheme_name, roster_path)
    if prepared is None or roster is None or has_errors(found):
        return None, found
    cycle, cycle_findings = _cycle(prepared, period, options)
    found = (*found, *cycle_findings)
    if cycle is None:
        return None, found
    people = [person for person in roster.appraisees if form_for(prepared.scheme, person) is not None]
    problems = (*_folder_problems(folder, cycle), *_people_problems(prepared.scheme, people, roster))
    found = (*found, *problems)
    if has_errors(found):
        return None, found
    before = _files_before(folder)
    try:
        made = _write(prepared, cycle, roster, people, folder, options, progress)
    except (OSError, DatabaseError) as error:
        return None, (*found, Finding("folder-not-writable", Place(str(folder)), {"detail": _reason(error)}))
    return made, (*found, *_left_over(made, before))


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _files_before(folder: Path) -> frozenset[str]:
    """The forms that were made in this folder before."""
    return (
        frozenset(handout.file for handout in store.load(folder).handouts)
        if store.exists(folder)
        else frozenset()
    )


def _left_over(made: Made, before: frozenset[str]) -> Iterator[Finding]:
    """Forms of people who are no longer on the list, or stand on it elsewhere: they might be sent again."""
    for file in sorted(before - {handout.file for handout in made.handouts}):
        if (made.folder / file).exists():
            yield Finding("form-left-over", Place(str(made.folder / file)))


_YEARS = range(1900, 3000)
_LENGTHS = {
    "month": (1, "月", "month", "2026-11"),
    "quarter": (3, "季度", "quarter", "2026-Q4"),
    "half": (6, "半年", "half-year", "2026-H2"),
    "year": (12, "年", "year", "2026"),
}


def _cycle(prepared: Prepared, text: str, options: Options) -> tuple[Cycle | None, Findings]:
    period = Period.parse(text)
    if period is None or period.year not in _YEARS:
        return None, (Finding("period-unreadable", details={"period": text}),)
    scheme = prepared.scheme
    months, wanted, wanted_en, example = _LENGTHS[scheme.cycle]
    if period.months != months:
        details = {"period": text, "wanted": wanted, "wanted_en": wanted_en, "example": example}
        return None, (Finding("period-mismatch", details=details),)
    due = options.due
    if due is None and scheme.deadline is not None:
        due = period.due(scheme.deadline.months, scheme.deadline.day)
    return Cycle(cycle_id(prepared.definition, period), period, due, options.show_pay), ()


def _folder_problems(folder: Path, cycle: Cycle) -> Iterator[Finding]:
    """A folder that holds another cycle is left alone."""
    if not store.exists(folder):
        return
    try:
        held = store.load(folder)
    except store.NotACycle:
        yield Finding("folder-foreign-database", Place(str(folder / store.FILE)))
        return
    if held.cycle.id == cycle.id:
        yield from _filled_in_place(folder, held)
    else:
        details = {"period": held.cycle.period.label, "scheme": Path(held.definition_file).stem}
        same_period = held.cycle.period == cycle.period
        yield Finding(
            "folder-other-scheme" if same_period else "folder-other-cycle", Place(str(folder)), details
        )


def _filled_in_place(folder: Path, held: store.StoredCycle) -> Iterator[Finding]:
    """Forms that somebody has filled in where they lie would be lost if they were made again."""
    made = {handout.file: handout.sha256 for handout in held.handouts}
    for file, digest in made.items():
        path = folder / file
        if path.is_file() and sha256(path.read_bytes()).hexdigest() != digest:
            yield Finding("form-changed-in-place", Place(str(path)))


def _people_problems(scheme: Scheme, people: list[Appraisee], roster: Roster) -> Iterator[Finding]:
    if not people:
        yield Finding("nobody-appraised", roster.place)
    lacking = [person for person in people if person.fields.get(BASE) is None]
    if scheme.pay is not None and BASE in scheme.pay.amount.text and lacking:
        names = "、".join(person.name for person in lacking[:5]) + ("等" if len(lacking) > 5 else "")
        yield Finding("pay-base-missing", roster.place, {"count": len(lacking), "names": names})


def _write(
    prepared: Prepared,
    cycle: Cycle,
    roster: Roster,
    people: list[Appraisee],
    folder: Path,
    options: Options,
    progress: Progress,
) -> Made:
    from kpixl.report.handout import write_handout_list
    from kpixl.workbook.pack import zip_departments

    presses = {
        key: make_press(rulebook, cycle, prepared.definition) for key, rulebook in prepared.rulebooks.items()
    }
    for name in (FORMS, RETURNED):
        (folder / name).mkdir(parents=True, exist_ok=True)
    jobs = [Job(person, _press(prepared, presses, person), {}) for person in people]
    books = list(arrange(jobs, cycle, options.per))
    handouts: list[Handout] = []
    for count, book in enumerate(books, 1):
        handouts += write(book, folder, options.password)
        progress(count, len(books))
    held = store.StoredCycle(cycle, prepared.definition, Path(prepared.file).name, roster, tuple(handouts))
    store.save(folder, held)
    write_handout_list(folder / LIST, handouts, scheme=prepared.scheme, cycle=cycle)
    zips = zip_departments(folder / FORMS, folder / ZIPS) if options.zipped else ()
    return Made(prepared.scheme, cycle, folder, tuple(handouts), zips)


def _press(prepared: Prepared, presses: dict[str, Press], person: Appraisee) -> Press:
    form = form_for(prepared.scheme, person)
    assert form is not None
    return presses[form.key]
