"""The nouns of a scheme: how people (or units) are appraised. Frozen, no input or output.

Numbers are exact fractions. A rule is kept as it was written, with its place; the package `rules`
turns it into an expression tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
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
    DATETIME = "datetime"


@dataclass(frozen=True, slots=True)
class Unset:
    """A number that the source leaves blank. It blocks generation; it is never 0.

    `suggested` is what somebody proposes for it; it counts in a trial only.
    """

    place: Place = NOWHERE
    suggested: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it was written, in Excel formula syntax over names."""

    text: str
    place: Place = NOWHERE


TEXT_COLUMN, DATE_COLUMN = "文字", "日期"
"""What a scheme writes in place of a unit for a roster column of texts or of dates."""

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
    """A cell that people fill in. `low` and `high` are inclusive limits in the input's unit.

    `in_period` asks for a day within the cycle. `table` names the table whose rows are the choices. A
    column of open rows with a `rule` is computed from the other columns of its row; nobody fills it in.
    """

    name: str
    kind: Kind = Kind.NUMBER
    unit: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    choices: tuple[str, ...] = ()
    optional: bool = False
    hint: str = ""
    column: str = ""
    in_period: bool = False
    table: str = ""
    rule: Rule | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Constraint:
    """What must hold between the inputs of an indicator, and what to say when it does not.

    `say` may hold figures, as rules in braces. One that only reminds stands in no score's way.
    """

    must: Rule
    say: str
    remind: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRows:
    """Rows that the department itself writes: how many there are, and their columns.

    A row counts once any of its cells is filled; then all its required cells must be. A `log` stands
    below the form's table, over its whole width. `items` are the names of preset rows, such as the
    points of a checklist. The constraints must hold within each row.
    """

    count: int
    columns: tuple[Input, ...]
    least: int = 1
    log: bool = False
    items: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class Exempt:
    """When an indicator is not assessed at all, whatever its figures are, and what is said then."""

    when: Rule
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is appraised: its inputs, its value (完成值), and the ready-made rule that scores it.

    `points` None means that the item has no points of its own and can only deduct.
    `method` names a row of the table of scoring rules; `params` are its parameters. Without inputs or
    rows, the value is computed from other indicators. `provisional` is the word for a standard that is
    not final yet ("" for one that is). `owner` collects the figures that come from the `source`.
    """

    name: str
    method: str
    points: Number | None = None
    unit: str = ""
    target: Number | Rule | None = None
    inputs: tuple[Input, ...] = ()
    value: Rule | None = None
    params: Mapping[str, Param] = field(default_factory=dict)
    rows: OpenRows | None = None
    constraints: tuple[Constraint, ...] = ()
    missing: Missing = Missing.INCOMPLETE
    exempt: Exempt | None = None
    standard: str = ""
    terse: str = ""
    source: str = ""
    owner: str = ""
    code: str = ""
    definition: str = ""
    provisional: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a section's part of the whole must be: at least, or exactly, so much of `of` points.

    `of` None is the form's base. `override` is the reason why it may be otherwise ("" for none).
    """

    least: Fraction | None = None
    exactly: Fraction | None = None
    of: Fraction | None = None
    override: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of indicators. `subtotal` is the label of its 小计 ("" for none).

    With a `weight`, the section is scored out of its own points and counts by that share. `least` is
    the minimum that its subtotal should reach.
    """

    name: str
    indicators: tuple[Indicator, ...]
    points: Fraction | None = None
    weight: Number | None = None
    heading: bool = True
    subtotal: str = ""
    least: Fraction | None = None
    share: Share | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Lookup:
    """Numbers by name, such as the fines by kind of event: the columns with their units, then the rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Mapping[str, tuple[Number, ...]]
    place: Place = NOWHERE


class Side(StrEnum):
    """Which way money goes: taken from those who bear it, or given to them."""

    FINE = "fine"
    BONUS = "bonus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A fine or bonus in 元, to the cent. Each of the payers bears the whole amount.

    It is due when the condition holds (None: always) and is otherwise 0.
    """

    name: str
    side: Side
    amount: Rule
    when: Rule | None = None
    payers: tuple[str, ...] = ()
    why: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A consequence that is no money, such as a reprimand. Somebody confirms it before it counts."""

    name: str
    when: Rule
    who: str = ""
    why: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of a scheme and whom it is for: roster column → accepted values (empty: everyone).

    `years` are those of the cycles that it serves (empty: any). `points` is its own base, None for the
    scheme's.
    """

    key: str
    title: str
    sections: tuple[Section, ...]
    audience: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layout: str = ""
    columns: tuple[Input, ...] = ()
    years: tuple[int, ...] = ()
    points: Fraction | None = None
    money: tuple[Money, ...] = ()
    measures: tuple[Measure, ...] = ()
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
class WorkingDays:
    """What the unit's own calendar has otherwise than the public one: days off, and days on."""

    off: tuple[date, ...] = ()
    on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Rounding:
    """Decimal places of what is recorded. `items` None: item scores are not rounded before the total."""

    total: int = 2
    pay: int = 2
    items: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A whole scheme, as read from one definition.

    A `trial` rests on numbers that are only suggested, or leaves out what is not decided yet.
    """

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
    tables: Mapping[str, Lookup] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    rounding: Rounding = field(default_factory=Rounding)
    grades: tuple[Grade, ...] = ()
    pay: Pay | None = None
    sign: tuple[str, ...] = ()
    deadline: Deadline | None = None
    notes: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    effective: date | None = None
    until: date | None = None
    checks: tuple[Constraint, ...] = ()
    calendar: WorkingDays = field(default_factory=WorkingDays)
    dictionary: str = ""
    trial: bool = False
    place: Place = NOWHERE

    def base(self, form: Form) -> Fraction:
        """The points that a form's total is out of: its own base, else the scheme's."""
        return self.points if form.points is None else form.points
