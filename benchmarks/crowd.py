"""A cycle of thousands of people and their returned forms, made quickly: a few forms are written, the others copied.

A form of which only the person and the signature are changed is what that person would have got, and would
have sent back with the same entries.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from kpixl.cycle import store
from kpixl.model.cycle import Cycle, Period
from kpixl.model.handout import Handout
from kpixl.model.roster import Appraisee, Roster
from kpixl.pipeline.fill import plausible
from kpixl.pipeline.prepare import prepare_text
from kpixl.workbook.book import Job, Press, identity_of, make_press, printed, write_book
from kpixl.workbook.identity import cycle_id, marker
from kpixl.workbook.printed import form_title

ITEMS, DEPARTMENTS, PATTERNS = 20, 40, 25
"""Items of the form; departments; how many different sets of entries there are."""
LONG_AGO = 1_700_000_000
PERIOD = Period(2026, 11, 1)
_TEXT = re.compile(r"xl/(workbook|sharedStrings|worksheets/sheet\d+)\.xml|docProps/(app|custom)\.xml")

SCHEME = "\n".join(
    (
        "scheme: crowd",
        "title: 月度考核",
        'version: "1"',
        "cycle: month",
        "points: 100",
        "contact: 人力资源部",
        "forms:",
        "  - form: desk",
        "    title: '{department}{period}考核表'",
        "    sections:",
        *(
            line
            for section in range(4)
            for line in (
                f"      - name: 第{section + 1}部分",
                "        points: 25",
                "        indicators:",
                *(
                    f"          - {{name: 指标{5 * section + item + 1}, points: 5, unit: 分, ask: 得分记录, "
                    f"target: 90, score: attainment, source: 台账}}"
                    for item in range(ITEMS // 4)
                ),
            )
        ),
        "pay:",
        "  amount: 绩效基数 * 绩效分数 / 100",
        "",
    )
)


@dataclass(frozen=True)
class Crowd:
    """A cycle folder, the press of its form, and everybody who was given one."""

    folder: Path
    press: Press
    people: tuple[Appraisee, ...]


def make_crowd(folder: Path, count: int) -> Crowd:
    """Records a cycle in which every one of so many people was given a form. No form is written."""
    people = tuple(map(_person, range(count)))
    roster = Roster(people, ("工号", "姓名", "部门", "岗位", "绩效基数"))
    prepared, findings = prepare_text(SCHEME, "crowd.yaml", roster)
    assert prepared is not None, findings
    folder.mkdir(parents=True)
    cycle = Cycle(cycle_id("crowd", PERIOD), PERIOD)
    key = store.begin(folder, cycle)
    (rulebook,) = prepared.rulebooks.values()
    press = make_press(rulebook, cycle, SCHEME, key)
    form = store.StoredForm(press.fingerprint, 0, "desk", press.blueprint.to_json())
    handouts = tuple(_handout(press, person) for person in people)
    forms = {press.fingerprint: form}
    store.save(folder, store.StoredCycle(cycle, SCHEME, "crowd.yaml", roster, handouts, forms=forms))
    return Crowd(folder, press, people)


def _person(number: int) -> Appraisee:
    department = f"第{number % DEPARTMENTS + 1:02d}部门"
    # The pay base goes with the entries: the pay that a copied form shows must be right.
    fields = {"绩效基数": 3000 + number % PATTERNS}
    return Appraisee(f"P{number:06d}", f"员工{number:06d}", department, "专员", _exact(fields), number + 2)


def _exact(fields: dict[str, int]) -> dict[str, object]:
    from fractions import Fraction

    return {name: Fraction(value) for name, value in fields.items()}


def _handout(press: Press, person: Appraisee) -> Handout:
    return Handout(
        file=f"forms/{person.department}/{person.id} {person.name}.xlsx",
        department=person.department,
        id=person.id,
        name=person.name,
        position=person.position,
        form=form_title(press.rulebook.form.title, press.cycle, person.department),
        sheet=f"{person.id} {person.name}",
        key=press.rulebook.form.key,
        fingerprint=press.fingerprint,
        printed=printed(press, person),
    )


def send_back(crowd: Crowd, numbers: Iterable[int]) -> None:
    """Puts the filled forms of these people among the returned ones, a folder for each department."""
    wanted: dict[int, list[int]] = {}
    for number in numbers:
        wanted.setdefault(number % _PATTERN_OF, []).append(number)
    with ProcessPoolExecutor() as pool:
        # Parts, not a press: rules do not travel between processes.
        jobs = [(_master(crowd, members[0]), list(_copies(crowd, members))) for members in wanted.values()]
        for _ in pool.map(partial(_write, crowd.folder / "returned"), jobs):
            pass


_PATTERN_OF = DEPARTMENTS * PATTERNS // 5
"""People whose numbers differ by a multiple of this share department, pay base and entries."""

Master = dict[str, bytes]
Copy = tuple[str, str, tuple[tuple[str, str], ...]]


def _master(crowd: Crowd, number: int) -> Master:
    """The parts of the filled form of one person."""
    path = crowd.folder / "master.xlsx"
    entries = plausible(crowd.press.rulebook, Random(number % _PATTERN_OF), PERIOD)
    write_book(path, [Job(crowd.people[number], crowd.press, entries)])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    path.unlink()
    return parts


def _copies(crowd: Crowd, members: list[int]) -> Iterator[Copy]:
    first = crowd.people[members[0]]
    before = marker(identity_of(crowd.press, first))
    for number in members:
        person = crowd.people[number]
        changes = (
            (before, marker(identity_of(crowd.press, person))),
            (first.id, person.id),
            (first.name, person.name),
        )
        yield person.department, f"{person.id} {person.name}.xlsx", changes


def _write(returned: Path, job: tuple[Master, list[Copy]]) -> None:
    master, copies = job
    for department, name, changes in copies:
        (returned / department).mkdir(parents=True, exist_ok=True)
        path = returned / department / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for part, data in master.items():
                if _TEXT.fullmatch(part):
                    for old, new in changes:
                        data = data.replace(old.encode(), new.encode())
                archive.writestr(part, data)
        os.utime(path, (LONG_AGO, LONG_AGO))
