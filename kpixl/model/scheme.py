"""The nouns of a scheme: how people (or units) are appraised. Frozen, no input or output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from kpixl.findings import NOWHERE, Place
from kpixl.model.annual import Annual
from kpixl.model.cohort import Step
from kpixl.model.consequence import Grade, Lookup, Measure, Money, Pay
from kpixl.model.earlier import Earlier
from kpixl.model.indicator import Constraint, Indicator, Input, Number, Scale
from kpixl.model.payroll import PayrollColumn
from kpixl.model.zones import DEFAULT

TEXT_COLUMN, DATE_COLUMN = "文字", "日期"
"""What a scheme writes in place of a unit for a roster column of texts or of dates."""


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
class Deadline:
    """The day by which forms come back: a day of the month so many months after the period ends."""

    months: int
    day: int


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """What the unit's own calendar has otherwise than the public one: days off, and days on."""

    off: tuple[date, ...] = ()
    on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """To whom people say that they do not agree with their result, and within how many days.

    Days count from the day on which they get it: calendar days, or `working` ones. `days` None: no limit.
    `contact` "" is the scheme's.
    """

    contact: str = ""
    days: int | None = None
    working: bool = False
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Rounding:
    """Decimal places of what is recorded. `items` None: item scores are not rounded before the total."""

    total: int = 2
    pay: int = 2
    items: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A whole scheme, as read from one definition. The day of its deadline ends in its `timezone`.

    With `show_rank`, people are told their own rank; `appeal` says where objections go. A `trial` rests on
    numbers that are only suggested, or leaves out what is not decided yet. `returns` says which faults of
    returned forms are accepted or refused; see kpixl.model.returns. Money is paid `payout` months after
    the month that it is booked to; None: the scheme does not say when. Of the `columns`, those `carried`
    come from earlier cycles where they are at hand.
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
    annual: Mapping[str, Annual] = field(default_factory=dict)
    carried: Mapping[str, Earlier] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)
    rounding: Rounding = field(default_factory=Rounding)
    grades: tuple[Grade, ...] = ()
    pay: Pay | None = None
    cohort: tuple[Step, ...] = ()
    payroll: tuple[PayrollColumn, ...] = ()
    sign: tuple[str, ...] = ()
    deadline: Deadline | None = None
    timezone: str = DEFAULT
    payout: int | None = None
    notes: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    effective: date | None = None
    until: date | None = None
    checks: tuple[Constraint, ...] = ()
    calendar: WorkingDays = field(default_factory=WorkingDays)
    show_rank: bool = False
    appeal: Appeal | None = None
    returns: Mapping[str, str] = field(default_factory=dict)
    dictionary: str = ""
    trial: bool = False
    place: Place = NOWHERE

    def base(self, form: Form) -> Fraction:
        """The points that a form's total is out of: its own base, else the scheme's."""
        return self.points if form.points is None else form.points
