"""Columns of a log on the columns of the form above it: each takes whole ones, as near its need as may be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

_LACKING = 6.0
"""Too narrow is so much worse than too wide."""


def spans(widths: Sequence[float], needs: Sequence[float], first: int = 1) -> list[tuple[int, int]]:
    """First and last column for each need, left to right, using all columns.

    `widths` are those of the sheet's columns from number `first` on. There must be at least as many as
    needs.
    """
    edges = [sum(widths[:end]) for end in range(len(widths) + 1)]

    @cache
    def best(need: int, start: int) -> tuple[float, tuple[int, ...]]:
        """The least cost of the needs from this one on, and where each of them ends."""
        if need == len(needs):
            return (0.0 if start == len(widths) else float("inf")), ()
        left = len(needs) - need - 1
        ends = range(start + 1, len(widths) - left + 1)
        options = ((end, *best(need + 1, end)) for end in ends)
        costs = (
            (_cost(edges[end] - edges[start], needs[need]) + cost, end, rest) for end, cost, rest in options
        )
        cost, end, rest = min(costs)
        return cost, (end, *rest)

    ends = best(0, 0)[1]
    starts = (0, *ends[:-1])
    return [(first + start, first + end - 1) for start, end in zip(starts, ends, strict=True)]


def _cost(width: float, need: float) -> float:
    lacking = max(need - width, 0.0)
    return (lacking * _LACKING) ** 2 + (width - need) ** 2 / 10
