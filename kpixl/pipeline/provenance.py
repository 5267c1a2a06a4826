"""Where results come from, as the record has it: no clock and no name that was not written down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kpixl.cycle import store
from kpixl.cycle.sources import taken_from
from kpixl.cycle.store import StoredCycle
from kpixl.files import digest_of_file
from kpixl.model.folded import Folded
from kpixl.model.provenance import Performed, Provenance, Source
from kpixl.pipeline.settle import Settlement


def provenance_of(held: StoredCycle, settlement: Settlement, collected: Performed) -> Provenance:
    """What the results of a settlement rest on, standing as they are since they were `collected` so."""
    made, definition, roster = store.made_with(settlement.log.db, held.making)
    inputs, taken = Folded(_inputs(settlement)), taken_from(settlement.log.db)
    return Provenance(collected, made, held.making, definition, roster, inputs, taken)


def _inputs(settlement: Settlement) -> Iterator[Source]:
    """Every file of which a form counts, by name."""
    counting = {form.sha256 for form in settlement.counting.values()}
    contents = (content for content in settlement.contents.values() if content.sha256 in counting)
    for content in sorted(contents, key=lambda content: (content.shown, content.sha256)):
        yield Source(content.shown, content.sha256, content.first_at)


def names_used(settlement: Settlement) -> dict[str, str]:
    """What contents go by, where it is not the first of the names that the record has."""
    first = {sha256: places[0][1] for sha256, places in settlement.log.sightings().items()}
    shown = {sha256: content.shown for sha256, content in settlement.contents.items()}
    return {sha256: name for sha256, name in shown.items() if name != first.get(sha256, sha256)}


def digests(folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    """The SHA-256 of files in the cycle folder, by their place in it."""
    inside = ((path, path.resolve()) for path in paths)
    home = folder.resolve()
    return {
        resolved.relative_to(home).as_posix(): digest_of_file(path)
        for path, resolved in inside
        if resolved.is_relative_to(home)
    }
