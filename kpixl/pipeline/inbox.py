"""Where returned files lie, and what they are called."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kpixl.cycle.database import FILE
from kpixl.findings import Finding, Place
from kpixl.model.folded import Folded
from kpixl.pipeline.make import LIST

_NOT_RETURNS = frozenset({"thumbs.db", "desktop.ini"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


_OWN = frozenset({"forms", "results", "received", "slips", "zips"})
"""Folders that kpixl itself fills in the folder of a cycle."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file where it lies now: its place as the cycle's record names it, and its name for people.

    `mtime` is in nanoseconds since 1970.
    """

    path: Path
    place: str
    shown: str
    size: int
    mtime: int


def find_arrivals(
    cycle: Path, folder: Path, paths: Sequence[Path]
) -> tuple[Sequence[Arrival], list[Finding], list[str]]:
    """Every file in the paths, or in the folder when there are none, by name; and the places looked at.

    What hides itself (.name), locks of open workbooks (~$name) and leavings of the system are no files.
    """
    findings: list[Finding] = []
    found: dict[Path, Arrival] = {}
    for source in paths or [folder]:
        if paths and not source.exists():
            findings.append(Finding("path-missing", Place(readable(str(source)))))
            continue
        inside = [path for path in _inside(source, findings) if not _is_own(cycle, folder, path)]
        if not inside:
            findings.append(Finding("folder-without-returns", Place(readable(str(source)))))
        for path in inside:
            shown = path.relative_to(source).as_posix() if source.is_dir() else path.name
            resolved = path.resolve()
            if resolved not in found and (arrival := _arrival(path, place_of(cycle, path), shown)):
                found[resolved] = arrival
    looked_at = [place_of(cycle, source) for source in paths or [folder]]
    by_name = Folded(sorted(_told_apart(found), key=lambda arrival: arrival.shown))
    return by_name, findings, looked_at


def place_of(cycle: Path, path: Path) -> str:
    """A place as the record names it: inside the cycle folder relative to it, so that this may move."""
    resolved, home = path.resolve(), cycle.resolve()
    inside = resolved.is_relative_to(home)
    return readable((resolved.relative_to(home) if inside else resolved).as_posix())


def readable(name: str) -> str:
    """A name that any file of results can hold. Unpacked elsewhere, it may still be in the old encoding."""
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", "replace")
    return _CONTROL.sub(" ", name)


def _is_own(cycle: Path, returned: Path, path: Path) -> bool:
    """Whether a file is the cycle's own, such as a form that was made or an original that is kept."""
    resolved = path.resolve()
    if resolved.is_relative_to(returned.resolve()) or not resolved.is_relative_to(cycle.resolve()):
        return False
    inside = resolved.relative_to(cycle.resolve()).parts
    return inside[0] in _OWN or inside in ((FILE,), (f"{FILE}-journal",), (LIST,))


def _arrival(path: Path, place: str, shown: str) -> Arrival | None:
    try:
        stat = path.stat()
    except OSError:
        # Gone since the folder was listed.
        return None
    return Arrival(path, place, readable(shown), stat.st_size, stat.st_mtime_ns)


def _told_apart(found: dict[Path, Arrival]) -> Iterator[Arrival]:
    """Files of one name from several folders are shown by their whole path."""
    names = Counter(arrival.shown for arrival in found.values())
    for arrival in found.values():
        alone = names[arrival.shown] == 1
        yield arrival if alone else replace(arrival, shown=readable(arrival.path.as_posix()))


def _inside(source: Path, findings: list[Finding]) -> Iterator[Path]:
    if source.is_file():
        yield source
        return

    def unreadable(error: OSError) -> None:
        findings.append(Finding("folder-unreadable", Place(readable(str(error.filename or source)))))

    for folder, inner, names in os.walk(source, onerror=unreadable):
        inner[:] = [name for name in inner if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if not name.startswith((".", "~$")) and name.lower() not in _NOT_RETURNS and path.is_file():
                yield path
