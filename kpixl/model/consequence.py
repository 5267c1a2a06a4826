"""The nouns of what follows from a total: grades, pay, fines and bonuses, measures; and tables of amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kpixl.findings import NOWHERE, Place
from kpixl.model.indicator import Number, Rule


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
