"""The nouns of how a cycle stands: who has returned what, who is missing, what became of every file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum

from kpixl.findings import Finding, Severity
from kpixl.model.cycle import Cycle
from kpixl.model.handout import Handout
from kpixl.model.received import Standing
from kpixl.model.result import Verdict


class State(StrEnum):
    """How far one handed-out form has come. Each is in exactly one of these states."""

    ACCEPTED = "accepted"
    WARNED = "warned"
    REFUSED = "refused"
    MISSING = "missing"


OPEN = frozenset({State.REFUSED, State.MISSING})
"""States in which something has still to come."""


@dataclass(frozen=True, slots=True)
class FormStatus:
    """One form in a received file: whose it is, and what it is worth.

    `saved` is when the file says that it was saved, in seconds since 1970. `findings` are the errors and
    warnings of its sheet and of its whole file, errors first.
    """

    appraisee: str
    file: str
    sheet: str
    received: datetime
    saved: float
    standing: Standing
    late: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What has to be put right."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def state(self) -> State:
        """What it makes of the person whose form stands; one that is nobody's has to come again."""
        if self.faults or self.standing in (Standing.DISOWNED, Standing.WAITS):
            return State.REFUSED
        return State.WARNED if self.findings else State.ACCEPTED


@dataclass(frozen=True, slots=True)
class FileStatus:
    """A received file: its name as received, when it came first, its verdict, and the forms in it.

    `findings` are all errors and warnings in it, errors first; of a file without forms, whatever was
    found. `withdrawn` is why somebody took it back, or "".
    """

    sha256: str
    shown: str
    received: datetime
    verdict: Verdict
    forms: tuple[FormStatus, ...] = ()
    findings: tuple[Finding, ...] = ()
    withdrawn: str = ""

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What has to be put right."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class PersonStatus:
    """One handed-out form and what has come of it. `form` stands for it; None while nothing has come.

    `superseded` are others of the same person that do not count. A `departed` person has left the
    roster, so nothing is awaited.
    """

    handout: Handout
    form: FormStatus | None = None
    superseded: tuple[FormStatus, ...] = ()
    departed: bool = False

    @property
    def state(self) -> State:
        """The one state that it is in."""
        return State.MISSING if self.form is None else self.form.state

    @property
    def late(self) -> bool:
        """Whether what came was saved after the day on which it was due."""
        return self.form is not None and self.form.late


@dataclass(frozen=True, slots=True)
class Tally:
    """How many forms are how far: `sent` is accepted + warned + refused + missing.

    The rest is extra: `late` and `superseded` are among what came, `left` are forms of people who have
    left the roster and count nowhere else.
    """

    sent: int = 0
    accepted: int = 0
    warned: int = 0
    refused: int = 0
    missing: int = 0
    late: int = 0
    superseded: int = 0
    left: int = 0

    @classmethod
    def of(cls, people: Iterable[PersonStatus]) -> Tally:
        """Counts each of these once."""
        counts = dict.fromkeys(COUNTS, 0)
        for person in people:
            if person.departed:
                counts["left"] += 1
                continue
            counts["sent"] += 1
            counts[person.state] += 1
            counts["late"] += person.late
            counts["superseded"] += len(person.superseded)
        return cls(**counts)

    @property
    def usable(self) -> int:
        """How many have come and need not come again."""
        return self.accepted + self.warned


COUNTS = tuple(count.name for count in fields(Tally))
"""What a tally counts, in the order in which it is shown."""


@dataclass(frozen=True, slots=True)
class CycleStatus:
    """How a cycle stands: `people` in the order of the roster, those who have left last.

    `files` are all that were ever received, in the order in which they came; `counting` are the forms
    that count, by the number of the person.
    """

    cycle: Cycle
    people: tuple[PersonStatus, ...]
    files: tuple[FileStatus, ...] = ()
    counting: Mapping[str, FormStatus] = field(default_factory=dict)

    @property
    def awaited(self) -> tuple[PersonStatus, ...]:
        """Those from whom a form is expected, or has come."""
        return tuple(person for person in self.people if not person.departed)

    @property
    def open(self) -> tuple[PersonStatus, ...]:
        """Those from whom something has still to come."""
        return tuple(person for person in self.awaited if person.state in OPEN)

    @property
    def total(self) -> Tally:
        """Everybody."""
        return Tally.of(self.people)

    @property
    def departments(self) -> Mapping[str, Tally]:
        """The same for each department, in the order of the roster; "" for people without one."""
        groups: dict[str, list[PersonStatus]] = {}
        for person in self.people:
            groups.setdefault(person.handout.department, []).append(person)
        return {name: Tally.of(members) for name, members in groups.items()}

    @property
    def strays(self) -> tuple[FileStatus, ...]:
        """Refused files without a form of anybody who was given one."""
        known = {person.handout.id for person in self.people}
        return tuple(
            file
            for file in self.files
            if file.verdict is Verdict.REFUSED
            and not file.withdrawn
            and not any(form.appraisee in known for form in file.forms)
        )

    def replacing(self, form: FormStatus) -> FormStatus | None:
        """The form that counts in place of a superseded one."""
        if form.standing is not Standing.SUPERSEDED:
            return None
        return self.counting.get(form.appraisee)
