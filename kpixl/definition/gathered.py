"""Findings as they are met, and which mappings of the file they lie in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kpixl.findings import Finding, Place

MAX_FINDINGS = 200
"""Nobody reads more at once; a file with more is of another kind altogether."""


class Gathered:
    """Findings so far, at most two hundred of them.

    `broken` holds the places of mappings with a finding inside. Such a mapping could not be read whole,
    so nothing may be concluded from what it seems to hold: sums over it are not checked. In a `trial`,
    numbers that are suggested count as if they were decided; `tried` holds their places, and `left_out`
    tells that rows stand in no form yet.
    """

    def __init__(self, trial: bool = False) -> None:
        self.trial = trial
        self.tried: set[Place] = set()
        self.left_out = False
        self.findings: list[Finding] = []
        self.broken: set[Place] = set()
        self._count = 0
        self._known: set[tuple[object, ...]] = set()

    def add(self, code: str, place: Place, **details: object) -> None:
        """Gathers one finding; the last one that finds room says that there are more.

        The same finding about a part of the file that is used twice (a YAML alias) is gathered once.
        """
        self._count += 1
        key = (code, place, tuple(details.items()))
        if key in self._known or self.is_full:
            return
        self._known.add(key)
        self.findings.append(Finding(code, place, details))
        if len(self.findings) == MAX_FINDINGS - 1:
            self.findings.append(Finding("too-many-findings", place, {"limit": MAX_FINDINGS - 1}))

    @property
    def is_full(self) -> bool:
        """Whether further findings are dropped, so that looking for a near miss is of no use."""
        return len(self.findings) >= MAX_FINDINGS

    @contextmanager
    def inside(self, place: Place) -> Iterator[None]:
        """While the mapping at this place is read: a finding made meanwhile lies in it."""
        before = self._count
        yield
        if self._count > before:
            self.broken.add(place)
