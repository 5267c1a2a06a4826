"""The nouns of a what-if question: what is changed in a scheme, and a cycle on both sides of that."""

from __future__ import annotations

from dataclasses import dataclass

from kpixl.findings import Place
from kpixl.model.result import Consolidation, Result


@dataclass(frozen=True, slots=True)
class Change:
    """One value that was changed: as somebody asked for it, where it stands, and both values as written."""

    name: str
    path: str
    place: Place
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """A cycle as it is, and as it would be after the changes.

    `apart` are the numbers of people whose forms cannot be assessed by the changed scheme: they stand in
    neither side of a comparison.
    """

    changes: tuple[Change, ...]
    before: Consolidation
    after: Consolidation
    apart: frozenset[str] = frozenset()

    @property
    def pairs(self) -> tuple[tuple[Result, Result], ...]:
        """Everybody who can be compared: the result as it is, and as it would be."""
        together = zip(self.before.results, self.after.results, strict=True)
        return tuple((old, new) for old, new in together if old.appraisee.id not in self.apart)
