"""How a cycle stands, for other programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kpixl.model.scheme import Scheme
from kpixl.model.status import COUNTS, CycleStatus, FileStatus, FormStatus, PersonStatus, Tally
from kpixl.report.status_words import saved_at, to_do

FORMAT = 1


def status_json(status: CycleStatus, scheme: Scheme, language: str = "zh-CN") -> dict[str, Any]:
    """The state of the cycle as plain data, format 1. Moments are in UTC; sentences are in the language."""
    cycle = status.cycle
    awaited = status.awaited
    return {
        "format": FORMAT,
        "scheme": scheme.slug,
        "version": scheme.version,
        "cycle": cycle.id,
        "period": str(cycle.period),
        "due": cycle.due.isoformat() if cycle.due else None,
        "total": _tally(status.total),
        "departments": [{"department": name, **_tally(tally)} for name, tally in status.departments.items()],
        "people": [_person(person, scheme, status, language) for person in awaited],
        "left": [_who(person) for person in status.people if person.departed],
        "files": [_file(file, status) for file in status.files],
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {key: getattr(tally, key) for key in COUNTS}


def _who(person: PersonStatus) -> dict[str, Any]:
    handout, form = person.handout, person.form
    return {
        "id": handout.id,
        "name": handout.name,
        "department": handout.department,
        "position": handout.position,
        "form": handout.key,
        "handout": handout.file,
        "file": form.file if form else None,
        "sheet": form.sheet if form else None,
        "received": moment(form.received) if form else None,
        "saved": moment(saved_at(form.saved)) if form else None,
    }


def _person(person: PersonStatus, scheme: Scheme, status: CycleStatus, language: str) -> dict[str, Any]:
    form = person.form
    return {
        **_who(person),
        "state": person.state.value,
        "late": person.late,
        "superseded": len(person.superseded),
        "codes": _codes(form) if form else [],
        "to_do": to_do(person, scheme, status.cycle, language),
    }


def _codes(form: FormStatus) -> list[str]:
    return list(dict.fromkeys(finding.code for finding in form.findings))


def _file(file: FileStatus, status: CycleStatus) -> dict[str, Any]:
    return {
        "path": file.shown,
        "sha256": file.sha256,
        "received": moment(file.received),
        "verdict": file.verdict.value,
        "withdrawn": file.withdrawn or None,
        "appraisees": [form.appraisee for form in file.forms],
        "replaced_by": {
            form.appraisee: after.file for form in file.forms if (after := status.replacing(form)) is not None
        },
        "codes": list(dict.fromkeys(finding.code for finding in file.faults)),
    }


def moment(at: datetime | None) -> str | None:
    """A moment as programs read it."""
    return at.isoformat(timespec="seconds") if at is not None else None
