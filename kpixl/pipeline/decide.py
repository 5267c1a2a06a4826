"""What a user decides about received files: which are not to count any more, or again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kpixl.cycle.received import RESTORE, WITHDRAW, ReceivedLog
from kpixl.findings import Finding, Place
from kpixl.pipeline.inbox import place_of


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose. `strict` refuses whatever would have to be read with good will.

    `withdraw` and `restore` name a received file that is not to count any more, or again, for a `reason`.
    """

    strict: bool = False
    passwords: tuple[str, ...] = ()
    withdraw: str = ""
    restore: str = ""
    reason: str = ""


PLAIN = Options()
"""Nothing chosen."""


def decide(folder: Path, log: ReceivedLog, options: Options) -> tuple[Finding, ...]:
    """Records the decisions, once each. Gives a finding for a file that was never received."""
    unknown: list[Finding] = []
    withdrawn = log.withdrawn()
    for what, name in ((WITHDRAW, options.withdraw), (RESTORE, options.restore)):
        if not name:
            continue
        sha256 = _content_of(folder, log, name)
        if not sha256:
            unknown.append(Finding("file-never-received", Place(name)))
        elif (sha256 in withdrawn) == (what == RESTORE):
            log.add_event(what, sha256, options.reason)
    return tuple(unknown)


def _content_of(folder: Path, log: ReceivedLog, name: str) -> str:
    """The content that a user means: a file, the name that a finding gave, or the beginning of a digest."""
    path, known = Path(name), log.sightings()
    if path.is_file():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest in known:
            return digest
    place = place_of(folder, path)
    found = [
        sha256
        for sha256, places in known.items()
        if any(name in (shown, at) or place == at for at, shown in places)
        or (len(name) >= _LEAST and sha256.startswith(name.lower()))
    ]
    return found[0] if len(found) == 1 else ""


_LEAST = 8
"""So many digits of a digest tell a content."""
