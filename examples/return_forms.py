"""Fills in the forms of a cycle in place of people: `python return_forms.py CYCLE`.

All come back but the last one, and the second has a blank.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from kpixl.cycle import store
from kpixl.model.audience import form_for
from kpixl.pipeline.fill import plausible
from kpixl.pipeline.make import RETURNED
from kpixl.pipeline.prepare import prepare_text
from kpixl.workbook.book import Job, make_press, write_book

SEED = 2026


def return_forms(cycle: Path) -> list[Path]:
    """Writes a filled-in workbook for everybody but the last into CYCLE/returned."""
    held = store.load(cycle)
    prepared, findings = prepare_text(held.definition, held.definition_file, held.roster)
    assert prepared is not None, findings
    random = Random(SEED)
    presses = {
        key: make_press(book, held.cycle, held.definition, held.key)
        for key, book in prepared.rulebooks.items()
    }
    people = {person.id: person for person in held.roster.appraisees}
    written = []
    for number, handout in enumerate(held.handouts[:-1]):
        person = people[handout.id]
        form = form_for(prepared.scheme, person, held.cycle.period.year)
        assert form is not None
        press = presses[form.key]
        entries = plausible(press.rulebook, random, press.cycle.period)
        if number == 1:
            entries[press.rulebook.cells[0].raw] = None
        path = cycle / RETURNED / f"{person.id} {person.name}.xlsx"
        write_book(path, [Job(person, press, entries)])
        written.append(path)
    return written


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python return_forms.py CYCLE")
    print(f"{len(return_forms(Path(sys.argv[1])))} forms returned")
