"""What a user decides about received files: which are not to count any more, or again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kpixl.cycle.received import RESTORE, WITHDRAW, ReceivedLog
from kpixl.files import digest_of_file
from kpixl.findings import Finding, Place
from kpixl.pipeline.inbox import place_of
from kpixl.pipeline.settle import TOLD


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
    """Records the decision, once. Gives a finding when no file, or more than one, is meant."""
    what, name = (WITHDRAW, options.withdraw) if options.withdraw else (RESTORE, options.restore)
    if not name:
        return ()
    meant = _contents_of(folder, log, name)
    if not meant:
        return (Finding("file-never-received", Place(name)),)
    if len(meant) > 1:
        came = {sha256: first_at for sha256, first_at, _, _ in log.contents()}
        meant.sort(key=came.__getitem__)
        told = "、".join(f"{sha256[:TOLD]}（{came[sha256]}）" for sha256 in meant)
        return (Finding("file-name-ambiguous", Place(name), {"count": len(meant), "contents": told}),)
    if (meant[0] in log.withdrawn()) == (what == RESTORE):
        log.add_event(what, meant[0], options.reason)
    return ()


def _contents_of(folder: Path, log: ReceivedLog, name: str) -> list[str]:
    """The contents that a user may mean by a file, a name that a finding gave, or the start of a digest."""
    path, known = Path(name), log.sightings()
    if path.is_file() and (digest := digest_of_file(path)) in known:
        return [digest]
    place = place_of(folder, path)
    return [
        sha256
        for sha256, places in known.items()
        if any(name in (shown, at) or place == at for at, shown in places)
        or (len(name) >= _LEAST and sha256.startswith(name.lower()))
    ]


_LEAST = 8
"""So many digits of a digest tell a content at least."""
