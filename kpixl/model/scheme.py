"""The nouns of a scheme: how people (or units) are appraised. Frozen, no input or output.

Numbers are exact fractions. A rule is kept as it was written, with its place; the package `rules`
turns it into an expression tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from kpixl.findings import NOWHERE, Place


class Missing(StrEnum):
    """What a missing value does to the total."""

    INCOMPLETE = "incomplete"
    EXCLUDE = "exclude"
    ZERO = "zero"
    FULL = "full"


class Kind(StrEnum):
    """What people may type into an input cell."""

    NUMBER = "number"
    INTEGER = "integer"
    CHOICE = "choice"
    TEXT = "text"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Unset:
    """A parameter that the source leaves blank. It blocks generation; it is never 0."""

    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it was written, in Excel formula syntax over names."""

    text: str
    place: Place = NOWHERE


Number = Fraction | Unset
Param = Fraction | str | bool | Unset | Rule | tuple["Step", ...] | tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a band table: from (or up to) this bound, inclusive, this value; the last has no bound."""

    bound: Fraction | None
    value: Fraction


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating scale: levels with the number each stands for, best first."""

    name: str
    levels: tuple[tuple[str, Fraction], ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A cell that people fill in. `low` and `high` are inclusive limits in the input's unit."""

    name: str
    kind: Kind = Kind.NUMBER
    unit: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    choices: tuple[str, ...] = ()
    optional: bool = False
    hint: str = ""
    column: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Constraint:
    """What must hold between the inputs of an indicator, and what to say when it does not."""

    must: Rule
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRows:
    """Rows that the department itself writes: how many there are, and their columns.

    A row counts once any of its cells is filled; then all its required cells must be.
    """

    count: int
    columns: tuple[Input, ...]
    least: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is appraised: its inputs, its value (完成值), and the ready-made rule that scores it.

    `points` None means that the item has no points of its own and can only deduct.
    `method` names a row of the table of scoring rules; `params` are its parameters.
    """

    name: str
    method: str
    points: Number | None = None
    unit: str = ""
    target: Number | None = None
    inputs: tuple[Input, ...] = ()
    value: Rule | None = None
    params: Mapping[str, Param] = field(default_factory=dict)
    rows: OpenRows | None = None
    constraints: tuple[Constraint, ...] = ()
    missing: Missing = Missing.INCOMPLETE
    standard: str = ""
    terse: str = ""
    source: str = ""
    provisional: bool = False
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of indicators. `subtotal` is the label of its 小计 ("" for none).

    With a `weight`, the section is scored out of its own points and counts by that share.
    """

    name: str
    indicators: tuple[Indicator, ...]
    points: Fraction | None = None
    weight: Number | None = None
    heading: bool = True
    subtotal: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of a scheme and whom it is for: roster column → accepted values (empty: everyone)."""

    key: str
    title: str
    sections: tuple[Section, ...]
    audience: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layout: str = ""
    columns: tuple[Input, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade from a total on (inclusive); the lowest has no bound."""

    name: str
    bound: Fraction | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Adjust:
    """When the condition holds, this share of the pay is kept."""

    when: Rule
    keep: Number
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """Performance pay in 元: an amount over the total and roster columns, then adjustments, then cents."""

    amount: Rule
    adjust: tuple[Adjust, ...] = ()
    name: str = "绩效工资"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day by which forms come back: a day of the month so many months after the period ends."""

    months: int
    day: int


@dataclass(frozen=True, slots=True)
class Rounding:
    """Decimal places of what is recorded. `items` None: item scores are not rounded before the total."""

    total: int = 2
    pay: int = 2
    items: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A whole scheme, as read from one definition."""

    slug: str
    title: str
    points: Fraction
    forms: tuple[Form, ...]
    version: str = "1"
    cycle: str = "month"
    language: str = "zh-CN"
    company: str = ""
    source: str = ""
    contact: str = ""
    appraiser: str = ""
    total: str = "绩效分数"
    total_label: str = "合计"
    unit_appraisee: bool = False
    parameters: Mapping[str, Number] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    rounding: Rounding = field(default_factory=Rounding)
    grades: tuple[Grade, ...] = ()
    pay: Pay | None = None
    sign: tuple[str, ...] = ()
    deadline: Deadline | None = None
    notes: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    place: Place = NOWHERE
