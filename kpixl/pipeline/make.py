"""make-template: a scheme and a roster become ready-to-fill workbooks in a cycle folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sqlite3 import Error as DatabaseError

from kpixl.cycle import store
from kpixl.cycle.lock import Busy, locked
from kpixl.files import reason_of, sweep
from kpixl.findings import Finding, Place, few, has_errors
from kpixl.model.audience import form_for
from kpixl.model.cycle import Cycle
from kpixl.model.handout import Handout
from kpixl.model.roster import BASE, Appraisee, Roster
from kpixl.model.scheme import Scheme
from kpixl.pipeline.books import FORMS, Per, Progress, arrange, write_all
from kpixl.pipeline.calendar import with_workdays
from kpixl.pipeline.fits import unfit
from kpixl.pipeline.folder import folder_problems
from kpixl.pipeline.lacking import figures_lacking
from kpixl.pipeline.prepare import Findings, Prepared, prepare_with_roster
from kpixl.pipeline.roster_changes import roster_changes
from kpixl.pipeline.taker import Taker
from kpixl.pipeline.timing import not_in_force, read_period, without_form
from kpixl.workbook.book import Job, Press, make_press
from kpixl.workbook.identity import cycle_id

RETURNED, ZIPS, LIST = "returned", "zips", "发放清单.xlsx"


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose when forms are made. `revise` is leave to go on with a changed scheme.

    `after` are folders of the cycles that roster columns are taken from.
    """

    per: Per = Per.PERSON
    show_pay: bool = True
    password: str = ""
    zipped: bool = False
    due: date | None = None
    trial: bool = False
    revise: bool = False
    after: tuple[Path, ...] = ()


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
    taker = Taker(period, options.after, folder, options.trial)
    prepared, roster, found = prepare_with_roster(scheme_name, roster_path, options.trial, taker)
    if prepared is None or roster is None or has_errors(found):
        return None, found
    made, found = make_forms(prepared, roster, found, period, folder, options, progress)
    if made is not None:
        taker.note()
    return made, found


def make_forms(
    prepared: Prepared,
    roster: Roster,
    found: Findings,
    period: str,
    folder: Path,
    options: Options,
    progress: Progress,
) -> tuple[Made | None, Findings]:
    """The same with a scheme and a roster at hand, of which this was found."""
    found = (*found, *unfit(prepared.rulebooks))
    if has_errors(found):
        return None, found
    cycle, cycle_findings = _cycle(prepared, period, folder, options)
    found = (*found, *cycle_findings)
    if cycle is None:
        return None, found
    year = cycle.period.year
    formless = tuple(without_form(prepared.scheme, roster.appraisees, year))
    people = [person for person in roster.appraisees if form_for(prepared.scheme, person, year) is not None]
    problems = (
        *folder_problems(folder, cycle, prepared.definition, options.revise),
        *not_in_force(prepared.scheme, cycle.period),
        *(formless or _people_problems(prepared.scheme, people, roster)),
        *figures_lacking(prepared.scheme, prepared.rulebooks, people, roster, year),
        *_changes(folder, roster, prepared),
    )
    found = (*found, *problems)
    if has_errors(found):
        return None, found
    before = _files_before(folder)
    try:
        made, in_the_way = _write(prepared, cycle, roster, people, folder, options, progress)
    except Busy:
        return None, (*found, Finding("folder-busy", Place(str(folder))))
    except (OSError, DatabaseError) as error:
        return None, (
            *found,
            Finding("folder-not-writable", Place(str(folder)), {"detail": reason_of(error)}),
        )
    if made is None:
        return None, (*found, *in_the_way)
    return made, (*found, *_left_over(made, before))


def _changes(folder: Path, roster: Roster, prepared: Prepared) -> Findings:
    """What has changed in the roster since the folder's forms were made, except what this run settles."""
    with suppress(store.NotACycle):
        changes = roster_changes(store.load(folder), roster, prepared)
        return tuple(change for change in changes if change.code != "roster-joined")
    return ()


def _files_before(folder: Path) -> frozenset[str]:
    """The forms that were made in this folder before."""
    with suppress(store.NotACycle):
        return frozenset(handout.file for handout in store.load(folder).handouts)
    return frozenset()


def _left_over(made: Made, before: frozenset[str]) -> Iterator[Finding]:
    """Forms of people who are no longer on the list, or stand on it elsewhere: they might be sent again."""
    for file in sorted(before - {handout.file for handout in made.handouts}):
        if (made.folder / file).exists():
            yield Finding("form-left-over", Place(str(made.folder / file)))


def _cycle(prepared: Prepared, text: str, folder: Path, options: Options) -> tuple[Cycle | None, Findings]:
    scheme = prepared.scheme
    period, findings = read_period(text, scheme)
    if period is None:
        return None, findings
    due = options.due
    if due is None and scheme.deadline is not None:
        due = period.due(scheme.deadline.months, scheme.deadline.day)
    if due is not None and due < period.first:
        details = {"due": due.isoformat(), "first": period.first.isoformat()}
        return None, (Finding("deadline-before-period", details=details),)
    id_ = cycle_id(scheme.slug, period)
    cycle = Cycle(id_, period, due, options.show_pay, _known_workdays(folder, id_))
    return with_workdays(cycle, scheme, prepared.rulebooks.values())


def _known_workdays(folder: Path, id_: str) -> tuple[date, ...]:
    """The working days of the cycle if it was made before: forms are out that count with them."""
    with suppress(store.NotACycle):
        held = store.load(folder).cycle
        return held.workdays if held.id == id_ else ()
    return ()


def _people_problems(scheme: Scheme, people: list[Appraisee], roster: Roster) -> Iterator[Finding]:
    if not people:
        yield Finding("nobody-appraised", roster.place)
    lacking = [person for person in people if person.fields.get(BASE) is None]
    if scheme.pay is not None and BASE in scheme.pay.amount.text and lacking:
        details = {"count": len(lacking), "names": few([person.name for person in lacking])}
        yield Finding("pay-base-missing", roster.place, details)


def _write(
    prepared: Prepared,
    cycle: Cycle,
    roster: Roster,
    people: list[Appraisee],
    folder: Path,
    options: Options,
    progress: Progress,
) -> tuple[Made | None, Findings]:
    for name in (FORMS, RETURNED):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with locked(folder):
        # Asked once more: another run may have been here while this one waited.
        in_the_way = tuple(folder_problems(folder, cycle, prepared.definition, options.revise))
        if in_the_way:
            return None, in_the_way
        sweep(folder)
        return _write_locked(prepared, cycle, roster, people, folder, options, progress), ()


def _write_locked(
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

    key = store.begin(folder, cycle)
    presses = {
        form: make_press(rulebook, cycle, prepared.definition, key)
        for form, rulebook in prepared.rulebooks.items()
    }
    jobs = [Job(person, _press(prepared, presses, person, cycle), {}) for person in people]
    books = list(arrange(jobs, cycle, options.per))
    made = tuple(write_all(books, folder, options.password, progress))
    file = Path(prepared.file).name
    forms = {
        press.fingerprint: store.StoredForm(press.fingerprint, 0, form, press.blueprint.to_json())
        for form, press in presses.items()
    }
    held = store.StoredCycle(cycle, prepared.definition, file, roster, made, options.trial, forms=forms)
    store.save(folder, held)
    write_handout_list(folder / LIST, made, scheme=prepared.scheme, cycle=cycle)
    zips = zip_departments(folder / FORMS, folder / ZIPS) if options.zipped else ()
    return Made(prepared.scheme, cycle, folder, made, zips)


def _press(prepared: Prepared, presses: dict[str, Press], person: Appraisee, cycle: Cycle) -> Press:
    form = form_for(prepared.scheme, person, cycle.period.year)
    assert form is not None
    return presses[form.key]
