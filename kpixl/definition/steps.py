"""Band tables: the records of steps to Steps, best band first."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from kpixl.definition.gathered import Gathered
from kpixl.definition.records import Record
from kpixl.model.indicator import Param, Step
from kpixl.model.numbers import plain

_BOUND = {"higher": "from", "lower": "to"}


def read_steps(record: Record, key: str, gathered: Gathered) -> dict[str, Param]:
    """The steps under this key, and the direction that their bounds (from or to) imply."""
    parts = record.all(key, Record)
    better = record.get("better", str) if record.wrote("better") else _implied(parts)
    bound = _BOUND[better or "higher"]
    for part in parts:
        for other in {"from", "to"} - {bound}:
            if part.wrote(other) and not part.wrote(bound):
                gathered.add("steps-direction", part.keys[other], key=other, bound=bound, better=better)
    _check_last(parts, bound, gathered)
    _check_order(parts, bound, gathered)
    points = [(part, own) for part in parts if (own := part.get("points", Fraction)) is not None]
    steps = tuple(Step(part.get(bound, Fraction), own) for part, own in points)
    return {key: steps, "better": better or "higher"}


def _implied(parts: tuple[Record, ...]) -> str:
    bounded = next((part for part in parts if part.wrote("from") or part.wrote("to")), None)
    return "lower" if bounded is not None and bounded.wrote("to") else "higher"


def _check_last(parts: tuple[Record, ...], bound: str, gathered: Gathered) -> None:
    """Only the last band may be open, or nothing would reach the ones below it."""
    for part in parts[:-1]:
        if not part.wrote("from") and not part.wrote("to"):
            gathered.add("steps-last", part.place, bound=bound)


def _check_order(parts: tuple[Record, ...], bound: str, gathered: Gathered) -> None:
    bounded = [(value, part) for part in parts if (value := part.get(bound, Fraction)) is not None]
    for (before, _), (after, part) in pairwise(bounded):
        if after == before or (after > before) == (bound == "from"):
            details = {"before": plain(before), "after": plain(after)}
            gathered.add(f"steps-order-{bound}", part.places[bound], **details)
