"""The nouns of reading what people typed: what a cell asks for, a declared reading, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

from kpixl.model.indicator import Input, Kind
from kpixl.model.numbers import plain
from kpixl.model.submission import CellValue, Raw
from kpixl.model.units import unit_of

Levels = tuple[tuple[str, tuple[Fraction, ...]], ...]
"""The choices of a rating, each with the numbers that it goes by: its own, the points that it gives."""

Days = tuple[date, date]
"""The first and the last day of the cycle."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a cell asks for: its input, and the levels that are rated with where it is a rating."""

    part: Input
    levels: Levels = ()


@dataclass(frozen=True, slots=True)
class Normal:
    """What was meant, and the keys of the readings that tell so, in the order in which they were used.

    `names_unit` is whether the unit was typed as well, so that nobody need ask whether 0.9 is 90%.
    """

    raw: Raw
    rules: tuple[str, ...]
    names_unit: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why nobody can tell what was meant: the end of a sentence, in two languages.

    `says_nothing` is for words such as 无, which may be a zero or no figure at all. `hint` is the end of
    the remedy, where entering something else needs more than typing.
    """

    zh: str
    en: str
    says_nothing: bool = False
    hint: str = ""
    hint_en: str = ""


def either(one: Fraction | str, other: Fraction | str) -> Doubt:
    """The doubt between two readings."""
    a, b = (plain(reading) if isinstance(reading, Fraction) else reading for reading in (one, other))
    return Doubt(f"可能是 {a}，也可能是 {b}", f"it may mean {a} or {b}")


EXAMPLE_CYCLE: Days = (date(2026, 11, 1), date(2026, 11, 30))
"""The cycle of the examples: November 2026."""


@dataclass(frozen=True, slots=True)
class Example:
    """Something typed into a cell for such an input, and what it is taken as ("" when it is refused)."""

    typed: str
    after: str = ""
    unit: str = ""
    kind: Kind = Kind.NUMBER
    levels: Levels = ()
    percent: bool = False
    dated: bool = False

    @property
    def asked(self) -> Asked:
        """What the cell asks for, within the limits that its unit has."""
        unit, choices = unit_of(self.unit), tuple(choice for choice, _ in self.levels)
        part = Input(
            name=self.unit, kind=self.kind, unit=self.unit, low=unit.low, high=unit.high, choices=choices
        )
        return Asked(part, self.levels)

    @property
    def cell(self) -> CellValue:
        """The cell with what was typed; a format as a percentage or a date shows a number."""
        raw = Fraction(self.typed) if self.percent or self.dated else self.typed
        return CellValue("", raw, percent=self.percent, day=self.dated)


Convert_co = TypeVar("Convert_co", bound=Callable[..., object], covariant=True)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Convert_co]):
    """One declared way to read what was typed: its name and what it does, in two languages.

    `convert` gives None for whatever is not of this form. `refused` are examples that look like it and
    are not read, because they may mean two things.
    """

    key: str
    name: str
    name_en: str
    zh: str
    en: str
    convert: Convert_co
    examples: tuple[Example, ...]
    refused: tuple[Example, ...] = ()
