"""Whether forms may be made in a folder: what lies in it already is nobody's to lose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kpixl.cycle import originals, store
from kpixl.files import digest_of_file
from kpixl.findings import Finding, Place
from kpixl.model.cycle import Cycle
from kpixl.pipeline.books import FORMS


def folder_problems(folder: Path, cycle: Cycle, definition: str, revise: bool) -> Iterator[Finding]:
    """A folder that holds another cycle is left alone; so are forms of another definition, unless asked."""
    if not store.exists(folder):
        if any(_holds_files(folder / name) for name in (FORMS, originals.FOLDER)):
            yield Finding("folder-record-lost", Place(str(folder)))
        return
    try:
        if not store.has_forms(folder, cycle.id):
            return
        held = store.load(folder)
    except store.NotACycle:
        yield Finding("folder-foreign-database", Place(str(folder / store.FILE)))
        return
    details = {"period": held.cycle.period.label, "scheme": Path(held.definition_file).stem}
    if held.cycle.period != cycle.period:
        yield Finding("folder-other-cycle", Place(str(folder)), details)
    elif held.cycle.id != cycle.id or (held.definition != definition and not revise):
        same = held.cycle.id == cycle.id
        yield Finding("folder-scheme-changed" if same else "folder-other-scheme", Place(str(folder)), details)
    else:
        yield from _filled_in_place(folder, held)


def _filled_in_place(folder: Path, held: store.StoredCycle) -> Iterator[Finding]:
    """Forms that somebody has filled in where they lie would be lost if they were made again."""
    ours = store.pressed(folder)
    for file in dict.fromkeys(handout.file for handout in held.handouts):
        path = folder / file
        if path.is_file() and digest_of_file(path) not in ours.get(file, ()):
            yield Finding("form-changed-in-place", Place(str(path)))


def _holds_files(folder: Path) -> bool:
    return any(path.is_file() for path in folder.rglob("*"))
