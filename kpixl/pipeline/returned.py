"""The files that came back: where they lie, what they are called, and what became of each."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kpixl.findings import Finding, Place, Severity
from kpixl.model.result import FileVerdict, Verdict

_NOT_RETURNS = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(slots=True)
class File:
    """One file and what was found in it: the sheets that are forms, and those that another form replaces.

    `shown` names it for people; `sha256` is "" when it cannot be read.
    """

    path: Path
    shown: str
    sha256: str = ""
    findings: list[Finding] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    sheets: set[str] = field(default_factory=set)
    idle: set[str] = field(default_factory=set)
    repeats: bool = False

    def verdict(self) -> FileVerdict:
        """Refused when nothing in it can count, ignored when everything in it counts from elsewhere."""
        return FileVerdict(self.shown, self.sha256, self._judged(), tuple(self.people), tuple(self.findings))

    def _judged(self) -> Verdict:
        severities = {finding.severity for finding in self.findings}
        faulty = {finding.place.sheet for finding in self.findings if finding.severity is Severity.ERROR}
        if self.repeats:
            return Verdict.IGNORED
        if faulty and ("" in faulty or self.sheets <= faulty):
            return Verdict.REFUSED
        if self.sheets and self.sheets <= self.idle:
            return Verdict.IGNORED
        return Verdict.WARNED if severities & {Severity.ERROR, Severity.WARNING} else Verdict.ACCEPTED


def find_files(folder: Path, paths: Sequence[Path]) -> tuple[list[File], list[Finding]]:
    """Every file in the paths, or in the folder when there are none, in an order of names.

    What hides itself (.name), locks of open workbooks (~$name) and leavings of the system are no files.
    """
    findings: list[Finding] = []
    found: dict[Path, File] = {}
    for source in paths or [folder]:
        if paths and not source.exists():
            findings.append(Finding("path-missing", Place(_readable(str(source)))))
            continue
        inside = list(_inside(source, findings))
        if not inside:
            findings.append(Finding("folder-without-returns", Place(_readable(str(source)))))
        for path in inside:
            shown = path.relative_to(source).as_posix() if source.is_dir() else path.name
            found.setdefault(path.resolve(), File(path, _readable(shown), _digest(path)))
    files = list(found.values())
    _tell_apart(files)
    return sorted(files, key=lambda file: file.shown), findings


def _tell_apart(files: Iterable[File]) -> None:
    """Files of one name from several folders are shown by their whole path."""
    names = Counter(file.shown for file in files)
    for file in files:
        if names[file.shown] > 1:
            file.shown = _readable(file.path.as_posix())


def _inside(source: Path, findings: list[Finding]) -> Iterator[Path]:
    if source.is_file():
        yield source
        return

    def unreadable(error: OSError) -> None:
        findings.append(Finding("folder-unreadable", Place(_readable(str(error.filename or source)))))

    for folder, inner, names in os.walk(source, onerror=unreadable):
        inner[:] = [name for name in inner if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if not name.startswith((".", "~$")) and name.lower() not in _NOT_RETURNS and path.is_file():
                yield path


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _readable(name: str) -> str:
    """A name that any file of results can hold. Unpacked elsewhere, it may still be in the old encoding."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name
