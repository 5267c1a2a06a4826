"""The computed table and the people in it, as findings look at them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from kpixl.findings import Finding, Place
from kpixl.model.result import Result, Status
from kpixl.rules.cohort_bodies import label_of
from kpixl.rules.cohort_run import Table
from kpixl.rules.nodes import Expr, Name
from kpixl.rules.values import UNKNOWN, Scalar

EVERYBODY, EVERYBODY_EN = "全体", "everybody"

_NAMED = 5
"""So many are named in a finding about many."""


class View:
    """Rows by their number, the people by name."""

    def __init__(self, table: Table, results: Sequence[Result]) -> None:
        self.table, self.results = table, results
        self.assessed = [result.status is Status.ASSESSED for result in results]
        self._first: dict[str, str] = {}

    def value(self, column: str, at: int) -> Scalar:
        """What stands in a row of a column."""
        return self.table.column(column)[at]

    def number(self, column: str, at: int) -> Fraction:
        """A number that is there."""
        value = self.value(column, at)
        assert isinstance(value, Fraction), (column, at)
        return value

    def name(self, at: int) -> str:
        """Who stands in a row."""
        return self.results[at].appraisee.name

    def group(self, column: Name | None, at: int) -> str:
        """The group of a row, as people read it; written in several ways, it is called by the first."""
        if column is None:
            return EVERYBODY
        label = label_of(str(self.value(column.name, at)))
        return self._first.setdefault(label.lower(), label)

    def known_people(self) -> list[int]:
        """The rows of those whose form is assessed."""
        return [at for at, is_assessed in enumerate(self.assessed) if is_assessed]

    def where_known(self, names: Iterable[Name]) -> list[int]:
        """The rows in which all of these are known."""
        columns = [self.table.column(name.name) for name in names]
        return [at for at in range(len(self.results)) if all(col[at] is not UNKNOWN for col in columns)]

    def holding(self, when: Expr | None) -> list[int]:
        """The rows of assessed people for whom a condition is not surely false."""
        held = self.table.values(when) if when is not None else [True] * len(self.results)
        return [at for at in self.known_people() if held[at] is not False]

    def not_computable(self, name: str, rows: Sequence[int], place: Place) -> Iterator[Finding]:
        """The finding that a step gives these people nothing."""
        if rows:
            details = {"name": name, "count": len(rows), "names": named(self.name(at) for at in rows)}
            yield Finding("cohort-not-computable", place, details)


def named(names: Iterable[str], most: int = _NAMED) -> str:
    """The first few of many names."""
    every = list(names)
    return "、".join(every[:most]) + ("…" if len(every) > most else "")


def listed(key: str, names: Sequence[str]) -> dict[str, str]:
    """The first few names as a detail of a finding, in both languages."""
    english = [EVERYBODY_EN if name == EVERYBODY else name for name in names]
    shown = ", ".join(english[:_NAMED]) + ("…" if len(english) > _NAMED else "")
    return {key: named(f"「{name}」" for name in names), f"{key}_en": shown}
