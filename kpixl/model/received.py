"""The nouns of what a cycle has received: every file, every form in it, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kpixl.findings import Finding, Severity
from kpixl.model.result import Result, Verdict
from kpixl.model.submission import Submission


class Standing(StrEnum):
    """What a returned form is worth: it counts, another one of this person counts, or it is nobody's.

    One that waits came after the one that counts, and has to be put right before it can take its place.
    """

    COUNTS = "counts"
    SUPERSEDED = "superseded"
    WAITS = "waits"
    DISOWNED = "disowned"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Returned:
    """One form in a received file, with its findings (those that concern its sheet).

    `saved` is when the file says that it was last saved, in seconds since 1970. `result` is None for a
    form that is nobody's.
    """

    submission: Submission
    saved: float
    standing: Standing
    late: bool = False
    findings: tuple[Finding, ...] = ()
    result: Result | None = None

    @property
    def appraisee(self) -> str:
        """The number of the person or unit whose form it is."""
        return self.submission.identity.appraisee

    @property
    def refused(self) -> bool:
        """Whether something in it has to be put right."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Received:
    """One file as it was received: its content, its name for people, when it came, what became of it.

    `findings` are those of the whole file; `withdrawn` is why somebody took it back, or "".
    """

    sha256: str
    shown: str
    first_at: datetime
    verdict: Verdict
    forms: tuple[Returned, ...] = ()
    findings: tuple[Finding, ...] = ()
    withdrawn: str = ""
