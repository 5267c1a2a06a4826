"""The nouns of a rulebook: every quantity of a form, with its rule, in the order of evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from kpixl.findings import NOWHERE, Place
from kpixl.model.indicator import Indicator, Input
from kpixl.model.scheme import Form, Scheme, Section
from kpixl.rules.nodes import Expr
from kpixl.rules.values import Type

RAW = "@"
"""Ends the name of what was typed into a cell, before it is known to be valid."""


class Role(StrEnum):
    """What a quantity is to the form."""

    ROSTER = "roster"
    PARAMETER = "parameter"
    PERIOD = "period"
    POINTS = "points"
    TARGET = "target"
    RAW = "raw"
    INPUT = "input"
    COLUMN = "column"
    WORKED = "worked"
    VALUE = "value"
    SCORE = "score"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    GRADE = "grade"
    PAY = "pay"
    MONEY = "money"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """Something that has a name: typed in, given by the scheme or the roster, or computed by a rule.

    `label` is how people call it; `places` are the decimals shown; `settled` tells that it is no
    number, or one with few decimals and no binary noise; a COLUMN lists its `members`. What is chosen
    has `choices`. `dated` is how
    TEXT writes it when it is a day or a moment.
    """

    id: str
    role: Role
    type: Type
    label: str
    unit: str = ""
    places: int | None = None
    rule: Expr | None = None
    constant: Fraction | None = None
    settled: bool = False
    dated: str = ""
    members: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Cell:
    """An input cell of the form: its input, the quantity read from it, and its row among open rows.

    `earlier` are the names of what was typed above it, where nothing may be typed twice.
    """

    input: Input
    id: str
    row: int | None = None
    earlier: tuple[str, ...] = ()

    @property
    def raw(self) -> str:
        """The name of what was typed."""
        return self.id + RAW


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An indicator on a form: its cells and its rules.

    `score` is the scoring rule before the policy for missing values; `musts` are the constraints
    between inputs, each with the text for when it fails, `reminders` those that only remind. Its
    `basis` are cells of other items that its rules need. `row_musts` are those within one open row, by
    its number; `worked` are the rules of computed columns, by the id of their cell. While
    `exempt` holds, the item is not assessed.
    """

    indicator: Indicator
    section: Section
    number: int
    cells: tuple[Cell, ...]
    points: Fraction | None
    value: Expr | None
    score: Expr
    musts: tuple[tuple[Expr, Expr], ...] = ()
    reminders: tuple[tuple[Expr, Expr], ...] = ()
    target: Expr | None = None
    basis: tuple[Cell, ...] = ()
    row_musts: Mapping[int, tuple[tuple[Expr, str], ...]] = field(default_factory=dict)
    worked: Mapping[str, Expr] = field(default_factory=dict)
    exempt: Expr | None = None

    @property
    def is_log(self) -> bool:
        """Whether its rows stand below the form's table."""
        return self.indicator.rows is not None and self.indicator.rows.log

    def row(self, number: int) -> tuple[Cell, ...]:
        """The input cells of an open row."""
        return tuple(cell for cell in self.cells if cell.row == number)

    def id(self, name: str) -> str:
        """The id of one of the indicator's own quantities."""
        return f"{self.indicator.name}.{name}"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules of one form, checked and ordered: each quantity after those that it depends on.

    `booked` are the days that tell the month which money is booked to, by its name.
    """

    scheme: Scheme
    form: Form
    items: tuple[Item, ...]
    quantities: Mapping[str, Quantity] = field(default_factory=dict)
    booked: Mapping[str, Expr] = field(default_factory=dict)

    @property
    def base(self) -> Fraction:
        """The points that the form's total is out of."""
        return self.scheme.base(self.form)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All input cells of the form, in its order."""
        return tuple(cell for item in self.items for cell in item.cells)
