"""The nouns of what follows from a total: grades, pay, fines and bonuses, measures; and tables of amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kpixl.findings import NOWHERE, Place
from kpixl.model.indicator import Number, Rule
from kpixl.model.numbers import plain


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


OWN, MEMBERS, EVERYBODY = ("本人", "本单位"), ("全部门", "全员"), ("全体",)
MANAGER, HEAD = "上级", "部门负责人"
"""Words for people by the roster: the appraisee; everybody in the department, or of a unit; everybody on
the roster; whom somebody reports to (上级的上级 as well); who heads the department."""


@dataclass(frozen=True, slots=True)
class Payer:
    """Who bears or gets money: this share of the amount, or (None) all of it.

    `who` is a word for people by the roster, a column of the roster, a column of a log (登记.责任人), or
    the name of somebody outside. Of an amount to be borne whole, each of several people bears all; of a
    share, they bear equal parts.
    """

    who: str
    share: Fraction | None = None

    @property
    def label(self) -> str:
        """How people read it: 当事组长20%."""
        name = self.who.rpartition(".")[2]
        return name if self.share is None else f"{name}{plain(self.share * 100)}%"


def borne_by(payers: tuple[Payer, ...], to: str = "") -> str:
    """Who bears or gets money, and where it goes, in words. Without payers it is the appraisee."""
    told = "、".join(payer.label for payer in payers) or OWN[0]
    return f"{told}（计入{to}）" if to else told


def times(payers: tuple[Payer, ...]) -> int | None:
    """How often an amount is borne in all; None where only the roster tells how many people there are."""
    if any(payer.share is not None for payer in payers):
        return 1
    if any(payer.who in (*MEMBERS, *EVERYBODY) for payer in payers):
        return None
    return max(len(payers), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A fine or bonus in 元, to the cent. The payers bear it whole, each of them, or share it.

    It is due when the condition holds (None: always) and is otherwise 0. `to` is where it goes, or "".
    It is booked to the month of the day that `booked` names (None: to the period).
    """

    name: str
    side: Side
    amount: Rule
    when: Rule | None = None
    payers: tuple[Payer, ...] = ()
    to: str = ""
    why: str = ""
    booked: Rule | None = None
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
    """Performance pay in 元: an amount over the total and roster columns, then adjustments, then cents.

    It is booked to the month of the day that `booked` names (None: to the period).
    """

    amount: Rule
    adjust: tuple[Adjust, ...] = ()
    name: str = "绩效工资"
    note: str = ""
    booked: Rule | None = None
