"""The nouns of where results come from: by whom, when, with which program, from which inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Performed:
    """Who did something, when (UTC, to the second), and with which version of kpixl; "" for nobody known."""

    at: str
    version: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A received file that counts: its name for people, its SHA-256, when it first came (UTC)."""

    file: str
    sha256: str
    received: str

    @property
    def told(self) -> dict[str, str]:
        """What results say of it."""
        return {"file": self.file, "sha256": self.sha256, "received": self.received}


@dataclass(frozen=True, slots=True)
class TakenFrom:
    """Another cycle that figures were taken from.

    `results` is the SHA-256 of its results.json at that time, "" where there was none; `folder` is where
    it lay, as seen from the folder of the cycle that took them.
    """

    cycle: str
    scheme: str
    period: str
    results: str
    folder: str

    @property
    def told(self) -> dict[str, str]:
        """What results say of it: not where it lay."""
        told = {"cycle": self.cycle, "scheme": self.scheme, "period": self.period}
        return {**told, "results": self.results}


@dataclass(frozen=True, slots=True)
class Provenance:
    """What results rest on. `collected` is the run since which they stand as they are, whoever repeats it.

    `definition` and `roster` are digests of what the forms of the `making` were `made` with.
    """

    collected: Performed
    made: Performed
    making: int
    definition: str
    roster: str
    inputs: Sequence[Source] = ()
    taken: Sequence[TakenFrom] = ()
