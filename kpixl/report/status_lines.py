"""How a cycle stands, as lines for a terminal: a table by department, then what is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kpixl.model.scheme import Scheme
from kpixl.model.status import COUNTS, CycleStatus, FileStatus, PersonStatus, State, Tally
from kpixl.report.status_words import cell_of, mend, please_return, to_do, words
from kpixl.report.terminal import aligned, shown

_NONE = "-"
_NAMED = 30
"""So many missing people of a department are named: the workbook and the JSON name all."""


def status_lines(status: CycleStatus, scheme: Scheme, language: str = "zh-CN") -> list[str]:
    """The heading, the table by department, and who has still to do what, by department."""
    told = words(language)
    still = [*_open(status, scheme, language), *_strays(status.strays, language)]
    lines = [_heading(status, scheme, told), *_table(status, told), "", *(still or [told["nothing_open"]])]
    return [shown(line) for line in lines]


def _heading(status: CycleStatus, scheme: Scheme, told: Mapping[str, str]) -> str:
    cycle, total = status.cycle, status.total
    share = 100 * total.usable // total.sent if total.sent else 100
    parts = (
        told["title"].format(period=cycle.period.label, title=scheme.title),
        told["due"].format(due=cycle.due) if cycle.due else "",
        told["progress"].format(usable=total.usable, sent=total.sent, share=share),
    )
    return told["gap"].join(part for part in parts if part)


def _table(status: CycleStatus, told: Mapping[str, str]) -> Iterator[str]:
    departments = status.departments
    named = len(departments) > 1 or any(departments)
    rows = [[told["department"] if named else "", *(told[key] for key in COUNTS)]]
    rows += [[name or told["unnamed"], *_figures(tally)] for name, tally in departments.items() if named]
    rows.append([told["total"], *_figures(status.total)])
    return aligned(rows)


def _figures(tally: Tally) -> list[str]:
    return [str(getattr(tally, key) or _NONE) for key in COUNTS]


def _open(status: CycleStatus, scheme: Scheme, language: str) -> Iterator[str]:
    told = words(language)
    groups: dict[str, list[PersonStatus]] = {}
    for person in status.open:
        groups.setdefault(person.handout.department, []).append(person)
    for department, people in groups.items():
        tally = Tally.of(people)
        states = (state for state in (State.REFUSED, State.MISSING) if getattr(tally, state))
        counts = (f"{told[state]} {getattr(tally, state)}" for state in states)
        title = department or told["unnamed"]
        yield told["open"].format(department=title, counts=told["pause"].join(counts))
        yield from (_refused(p, status, scheme, language) for p in people if p.state is State.REFUSED)
        away = [person for person in people if person.state is State.MISSING]
        if away:
            names = told["comma"].join(_who(person, told) for person in away[:_NAMED])
            more = told["and_more"].format(count=len(away)) if len(away) > _NAMED else ""
            what = please_return(scheme, status.cycle, language)
            yield told["missing_line"].format(people=names + more, what=what)


def _refused(person: PersonStatus, status: CycleStatus, scheme: Scheme, language: str) -> str:
    told = words(language)
    form = person.form
    assert form is not None
    place = form.file + (f"「{form.sheet}」" if form.sheet else "") + cell_of(form)
    what = to_do(person, scheme, status.cycle, language)
    return told["refused_line"].format(who=_who(person, told), place=place, what=what)


def _who(person: PersonStatus, told: Mapping[str, str]) -> str:
    return told["person"].format(name=person.handout.name, id=person.handout.id)


def _strays(files: Sequence[FileStatus], language: str) -> Iterator[str]:
    told = words(language)
    if files:
        yield told["strays"].format(count=len(files))
    for file in files:
        yield told["stray_line"].format(place=file.shown, what=mend(file, language))
