"""The noun CohortColumn, and the bench on which the columns of a table of appraisees are put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kpixl.findings import NOWHERE, Place
from kpixl.rules.nodes import Array, Column, Expr, Name, Number, Text, call
from kpixl.rules.noise import cancels
from kpixl.rules.quantity import Quantity
from kpixl.rules.settling import is_settled
from kpixl.rules.values import Type

ORDER = "序号@"
"""The column that tells each appraisee's place on the roster: 1, 2, 3 … It is always given."""

_WHOLE = "@@"


class ColumnKind(StrEnum):
    """What a column is to people; HELPER is only there for others."""

    RANK = "rank"
    BONUS = "bonus"
    FINE = "fine"
    DISTRIBUTION = "distribution"
    BUDGET = "budget"
    VALUE = "value"
    HELPER = "helper"


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortColumn:
    """One column of the table: each cell is the value of the tree in its row.

    In the tree a Name is the cell of the row at hand, a Column a whole column. `name` is what later columns
    call it (a helper's has an "@" in it), `label` what people read above it. `settled` tells that it is no
    number, or one without binary noise. `explains` gives a text: how a value came about.
    """

    name: str
    label: str
    tree: Expr
    type: Type
    kind: ColumnKind
    unit: str = ""
    places: int | None = None
    settled: bool = False
    explains: Expr | None = None
    place: Place = NOWHERE

    @property
    def helper(self) -> bool:
        """Whether it stands in the table only for others."""
        return self.kind is ColumnKind.HELPER


Criterion = tuple[Name, str, Expr]
"""A column (by the Name of its cells), a sign, and what it is compared with."""


def whole(name: str) -> Column:
    """The whole column whose cells have this name."""
    return Column(name + _WHOLE)


def cells_of(column: str) -> str:
    """The name of the cells of a whole column."""
    return column.removesuffix(_WHOLE)


def is_whole(name: str) -> bool:
    """Whether a name is that of a whole column."""
    return name.endswith(_WHOLE)


def count(*criteria: Criterion) -> Expr:
    """How many rows meet the criteria."""
    return call("COUNTROWS", *_flat(criteria))


def numbers(column: Name, *criteria: Criterion) -> Expr:
    """How many numbers a column holds where the criteria are met."""
    return call("NUMBERROWS", whole(column.name), *_flat(criteria))


def total(column: Name, *criteria: Criterion) -> Expr:
    """The sum of a column where the criteria are met."""
    return call("SUMROWS", whole(column.name), *_flat(criteria))


def _flat(criteria: Iterable[Criterion]) -> tuple[Expr, ...]:
    return tuple(part for name, sign, wanted in criteria for part in (whole(name.name), Text(sign), wanted))


def where(names: Iterable[Name | None], then: Expr, otherwise: Expr | None = None) -> Expr:
    """A value where all of these are known, else something else, by itself unknown."""
    known = tuple(dict.fromkeys(name for name in names if name is not None))
    return call("IF", call("KNOWN", *known), then, call("NA") if otherwise is None else otherwise)


def stepped(subject: Expr, values: Sequence[Fraction], start: int = 1) -> Expr:
    """The value for a whole number from `start` on; the last one is for all that are greater."""
    bounds = Array(tuple(Number(Fraction(start + at)) for at in range(len(values))))
    return call("LOOKUP", subject, bounds, Array(tuple(Number(value) for value in values)))


class Bench:
    """Gathers columns, each after those that it needs. A helper that is there already is used again."""

    def __init__(self, given: Mapping[str, Quantity]) -> None:
        self.given = given
        self.columns: dict[str, CohortColumn] = {}
        self._helpers: dict[Expr, Name] = {}

    def cell(self, name: str) -> Name:
        """The cell of a column in the row at hand."""
        column = self.columns.get(name)
        noisy = cancels(column.tree) if column is not None else not self.is_settled_name(name)
        return Name(name, noisy=noisy and not self.is_settled_name(name))

    def is_settled_name(self, name: str) -> bool:
        """Whether a column holds no binary noise."""
        column = self.columns.get(name)
        return column.settled if column is not None else name == ORDER or self.given[name].settled

    def is_text(self, tree: Expr) -> bool:
        """Whether a tree is a cell that holds a text."""
        if not isinstance(tree, Name):
            return False
        column = self.columns.get(tree.name)
        return (column.type if column is not None else self.given[tree.name].type) is Type.TEXT

    def is_settled(self, tree: Expr) -> bool:
        """Whether a tree gives no binary noise."""
        return is_settled(tree, self.is_settled_name)

    def add(self, column: CohortColumn) -> Name:
        """Adds a column that people see."""
        self.columns[column.name] = column
        return self.cell(column.name)

    def helper(
        self, step: str, label: str, tree: Expr, kind: Type = Type.NUMBER, *, settled: bool = False
    ) -> Name:
        """A helper column of a step; a tree that is a mere cell needs none.

        It is `settled` where it surely is though its tree does not tell, such as a sum of counts.
        """
        if isinstance(tree, Name):
            return tree
        if tree not in self._helpers:
            name = self._free(f"{step}@{label}")
            self.columns[name] = CohortColumn(
                name=name,
                label=f"{step}·{label}",
                tree=tree,
                type=kind,
                kind=ColumnKind.HELPER,
                settled=settled or kind is not Type.NUMBER or self.is_settled(tree),
            )
            self._helpers[tree] = self.cell(name)
        return self._helpers[tree]

    def comparable(self, step: str, label: str, tree: Expr) -> Name:
        """A helper whose cells can be compared: settled at nine places where they are not already."""
        return self.helper(step, label, tree if self.is_settled(tree) else call("SETTLED", tree))

    def _free(self, name: str) -> str:
        found, at = name, 1
        while found in self.columns:
            at += 1
            found = f"{name}{at}"
        return found
