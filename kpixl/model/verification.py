"""The nouns of verifying results: what was computed again, and where it came out otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field

from kpixl.findings import Finding, has_errors
from kpixl.model.cycle import Cycle
from kpixl.model.provenance import Performed
from kpixl.model.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two values differ, such as results[0102].items[交付质量].score."""

    path: str
    before: str
    after: str


@dataclass(slots=True)
class Recomputed:
    """What became of the originals: how many there are, which are not as received; how many forms differ.

    `missing` and `changed` hold their SHA-256. `forms` were computed again, `left_out` were not: their
    original cannot be read, or what they rest on has changed and was not collected yet.
    """

    originals: int = 0
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    forms: int = 0
    left_out: int = 0
    different: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Verified:
    """What was found when everything was computed again.

    `collected` is since when the results stand, None before the first; `record` is whether the record is
    as it was sealed. While it has gone on since, they are `outdated` and not compared. `results` are the
    files, out of `written`, that are as they were written; `differences` are those of results.json.
    """

    scheme: Scheme
    cycle: Cycle
    making: int
    record: bool = True
    outdated: bool = False
    collected: Performed | None = None
    again: Recomputed = field(default_factory=Recomputed)
    written: int = 0
    results: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    handouts: int = 0
    handouts_changed: list[str] = field(default_factory=list)
    handouts_missing: list[str] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()

    @property
    def identical(self) -> bool:
        """Whether nothing at all differs."""
        return not has_errors(self.findings)
