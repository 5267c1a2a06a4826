"""The nouns of an explanation: the way from what somebody typed to the score, the grade and the pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from kpixl.findings import Finding
from kpixl.model.cycle import Cycle
from kpixl.model.handout import Handout
from kpixl.model.ledger import Entry
from kpixl.model.received import Standing
from kpixl.model.result import ItemResult, Result
from kpixl.model.scheme import Scheme

Words = tuple[str, str]
"""What is said in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class FormTold:
    """A received form of somebody, when it came and was saved, and why it counts or does not.

    `saved` is what the file says, in seconds since 1970.
    """

    file: str
    sheet: str
    sha256: str
    received: datetime
    saved: float
    standing: Standing
    why: Words = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTold:
    """One entry: as it was typed, and as it was read ("" where it is blank or cannot be used).

    `readings` name what made the one of the other; `doubt` is why it cannot be told what was meant. One
    that is `void` stands in a row that an appeal has made void.
    """

    name: str
    typed: str
    taken: str
    cell: str
    unit: str = ""
    row: int | None = None
    readings: tuple[Words, ...] = ()
    doubt: Words | None = None
    void: bool = False


@dataclass(frozen=True, slots=True)
class ItemTold:
    """An indicator: its result with its working, what it is out of, and the sentence of its standard."""

    number: int
    result: ItemResult
    points: Fraction | None
    standard: str
    entries: tuple[EntryTold, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTold:
    """A figure of the whole form: its calculation, what that gives exactly, and what is recorded.

    `condition` is what decides about it, in figures; `why` the reason that the scheme gives.
    """

    name: str
    worked: str
    exact: Fraction | None
    value: Fraction | None
    places: int
    unit: str = ""
    condition: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class MeasureTold:
    """A measure that is no money: whether it applies, and what decides that."""

    name: str
    applies: bool | None
    condition: str
    who: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class SectionTold:
    """A section of the form with its items and, where it shows one, its subtotal."""

    name: str
    items: tuple[ItemTold, ...]
    subtotal: FigureTold | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything about one appraisee's result; only `forms` and findings where no form counts.

    `forms` are all that ever came, the one that counts first. `making` is that of the counting form's
    rules. `assessed` tells how many have a rank, in all and in the department. `entries` are the lines
    of fines, bonuses and measures that concern this person, also those from others' forms.
    """

    scheme: Scheme
    cycle: Cycle
    result: Result
    handout: Handout
    making: int
    forms: tuple[FormTold, ...] = ()
    sections: tuple[SectionTold, ...] = ()
    total: FigureTold | None = None
    pay: FigureTold | None = None
    money: tuple[FigureTold, ...] = ()
    measures: tuple[MeasureTold, ...] = ()
    entries: tuple[Entry, ...] = ()
    assessed: tuple[int, int] = (0, 0)
    provisional: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def form(self) -> FormTold | None:
        """The form that counts."""
        return next((form for form in self.forms if form.standing is Standing.COUNTS), None)
