"""The nouns of what was computed: item results, one result per appraisee, the whole cycle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from kpixl.findings import Finding
from kpixl.model.cohort import CohortResult, is_open
from kpixl.model.consequence import Payer, Side
from kpixl.model.cycle import Cycle
from kpixl.model.ledger import EMPTY, Change, Ledger, Named, Seen, Void
from kpixl.model.provenance import Provenance
from kpixl.model.roster import Appraisee
from kpixl.model.scheme import Scheme


class Status(StrEnum):
    """How far an item or an appraisee has come."""

    ASSESSED = "assessed"
    INCOMPLETE = "incomplete"
    NOT_ASSESSED = "not_assessed"
    EXCLUDED = "excluded"
    MISSING = "missing"


class Verdict(StrEnum):
    """What became of a returned file."""

    ACCEPTED = "accepted"
    WARNED = "warned"
    REFUSED = "refused"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One indicator of one appraisee. `score` is exact; `shown` is how the form prints it."""

    name: str
    section: str
    status: Status
    score: Fraction | None = None
    value: Fraction | str | None = None
    shown: str | None = None
    explanation: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MoneyResult:
    """A fine or bonus in 元: what each payer bears, or all share; None while it is not known."""

    name: str
    side: Side
    amount: Fraction | None
    payers: tuple[Payer, ...] = ()
    why: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """Whether a measure applies; None while it is not known."""

    name: str
    applies: bool | None
    who: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One appraisee's results. Anything that cannot be computed is None, never 0.

    `note` says in a few words why there is no total yet ("" leaves that to the report). `evidence` are the
    entries that the total, the pay, a fine, a bonus or a measure rests on, and `named` the people whom
    rows name for it, by its name. `booked` are the months of money that goes by a day, by its name ("" for a
    day that is not known) or by name and row. `voids` are events that do not count any more; `changes` what
    that did.
    """

    appraisee: Appraisee
    form: str
    status: Status
    items: Sequence[ItemResult] = ()
    subtotals: Mapping[str, Fraction | None] = field(default_factory=dict)
    total: Fraction | None = None
    grade: str | None = None
    pay: Fraction | None = None
    pay_note: str = ""
    money: tuple[MoneyResult, ...] = ()
    measures: tuple[MeasureResult, ...] = ()
    rank: int | None = None
    department_rank: int | None = None
    cohort: Mapping[str, CohortResult] = field(default_factory=dict)
    file: str = ""
    sheet: str = ""
    note: str = ""
    evidence: Mapping[str, tuple[Seen, ...]] = field(default_factory=dict)
    named: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)
    booked: Mapping[str, str] = field(default_factory=dict)
    voids: tuple[Void, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nothing more is waited for: it is assessed, or the rules leave out all of it this time."""
        if self.status is not Status.NOT_ASSESSED:
            return self.status in (Status.ASSESSED, Status.EXCLUDED)
        left_out = all(item.status in (Status.ASSESSED, Status.EXCLUDED) for item in self.items)
        return left_out and bool(self.items) and all(part.amount is not None for part in self.money)


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """A returned file: what was in it and what became of it."""

    path: str
    sha256: str
    verdict: Verdict
    appraisees: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Consolidation:
    """Everything that one collection found: a result for each appraisee (missing ones too), the files.

    `opened` is how many files had to be opened for it; what is known is not read again. `provenance` is
    None for results that no record holds. `columns` are the roster's own columns: name → number or text.
    The `ledger` is empty until it is drawn up. `doubted`: figures taken from other cycles do not stand.
    """

    scheme: Scheme
    cycle: Cycle
    results: Sequence[Result]
    files: Sequence[FileVerdict] = ()
    findings: tuple[Finding, ...] = ()
    opened: int = 0
    provenance: Provenance | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    ledger: Ledger = EMPTY
    doubted: bool = False

    @property
    def provisional(self) -> bool:
        """Whether a result or an amount is not final yet, a figure is in doubt, or it is only a trial."""
        undecided = self.doubted or self.scheme.trial or any(map(is_open, self.scheme.cohort))
        return undecided or any(not result.settled for result in self.results)

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of the appraisees from whom nothing usable came."""
        return tuple(r.appraisee.id for r in self.results if r.status is Status.MISSING)
