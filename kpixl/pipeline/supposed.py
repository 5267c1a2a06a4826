"""The forms of a cycle as another scheme would have them: some values changed, or another version of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kpixl.cycle.store import StoredCycle
from kpixl.definition.amend import amend
from kpixl.definition.shelf import Definition
from kpixl.findings import Finding, Place, has_errors
from kpixl.model.simulation import Change
from kpixl.pipeline.calendar import with_workdays
from kpixl.pipeline.compare_forms import compare
from kpixl.pipeline.prepare import Findings, Prepared, prepare_for, prepare_text
from kpixl.pipeline.versions import Versions


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is supposed: values of the scheme (NAME=VALUE), another version of its file, or both."""

    asked: Sequence[str] = ()
    scheme: str = ""
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Supposed:
    """The scheme that is supposed, and what was changed in it."""

    prepared: Prepared
    changes: tuple[Change, ...] = ()


def supposed(held: StoredCycle, own: Prepared, supposition: Supposition) -> tuple[Supposed | None, Findings]:
    """The cycle's scheme as it is supposed to be, checked like any; None when it is not fit for use."""
    trial, definition, file = supposition.trial or held.trial, own.definition, own.file
    if supposition.scheme:
        other, found = prepare_for(supposition.scheme, held.roster, trial)
        if other is None:
            return None, found
        if other.scheme.slug != own.scheme.slug:
            details = {"scheme": other.scheme.slug, "other": own.scheme.slug}
            return None, (Finding("simulate-other-scheme", Place(supposition.scheme), details),)
        definition, file = other.definition, other.file
    amended, problems = amend(Definition.of(definition), file, supposition.asked)
    if has_errors(problems):
        return None, problems
    prepared, found = prepare_text(definition, file, held.roster, trial, amended.composer)
    if prepared is None:
        return None, (*problems, *found)
    return Supposed(prepared, amended.changes), (*problems, *found)


class SupposedVersions(Versions):
    """The versions of forms that are out, each with what is supposed of it.

    Values are changed in the scheme of every making; where one has no such value, it stays as it is. A
    version is there only while what was entered into its form can be assessed by what is supposed.
    """

    def __init__(self, versions: Versions, supposed: Supposed, supposition: Supposition) -> None:
        super().__init__(versions.folder, versions.held, supposed.prepared, versions.db)
        self.versions, self.supposed, self.supposition = versions, supposed, supposition
        self._remade = cache(self._remake)
        self.can_assess = cache(self._can_assess)

    def making(self, number: int) -> tuple[StoredCycle, Prepared] | None:
        """A making as it is supposed to be."""
        return self._remade(number)

    def _remake(self, number: int) -> tuple[StoredCycle, Prepared] | None:
        own = self.versions.making(number)
        prepared = self._prepared(*own) if own is not None else None
        if own is None or prepared is None:
            return None
        cycle, _ = with_workdays(own[0].cycle, prepared.scheme, prepared.rulebooks.values())
        return replace(own[0], cycle=cycle), prepared

    def _prepared(self, held: StoredCycle, own: Prepared) -> Prepared | None:
        if self.supposition.scheme or held.making == self.held.making:
            return self.supposed.prepared
        amended, _ = amend(Definition.of(own.definition), own.file, self.supposition.asked)
        prepared, _ = prepare_text(own.definition, own.file, held.roster, held.trial, amended.composer)
        return prepared

    def _can_assess(self, fingerprint: str) -> bool:
        """Whether what was entered into this form can be assessed as supposed."""
        own, new = self.versions.of(fingerprint), self.of(fingerprint)
        if own is None or new is None:
            return False
        return compare(own.rulebook, new.rulebook, own.cycle).comparable
