"""What people meant by what they typed: declared readings only; whatever is ambiguous is refused.

The form's own conditions are asked afterwards, of whatever a reading gives. A blank stays a blank.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from kpixl.assess.normalise_choices import CHOICES, read_choice
from kpixl.assess.normalise_dates import DATE_FORMAT, not_a_figure, read_date, read_dated, read_serial
from kpixl.assess.normalise_days import DAYS
from kpixl.assess.normalise_doubts import doubt_about
from kpixl.assess.normalise_nouns import Asked, Days, Doubt, Normal, Reading
from kpixl.assess.normalise_numbers import (
    IN_UNIT,
    PERCENT_FORMAT,
    read_number,
    read_percent,
)
from kpixl.assess.normalise_numerals import NUMERALS, SIGN
from kpixl.assess.normalise_rewritings import REWRITINGS
from kpixl.assess.normalise_tidy import TIDYINGS, tidy
from kpixl.assess.normalise_times import CLOCK
from kpixl.model.indicator import Kind
from kpixl.model.numbers import digits, settled
from kpixl.model.submission import CellValue
from kpixl.rules import entries

LONGEST = 60
"""Nobody types more for one figure, day or choice."""

READINGS: tuple[Reading[Callable[..., object]], ...] = (
    *TIDYINGS,
    *NUMERALS,
    SIGN,
    *REWRITINGS,
    *IN_UNIT,
    PERCENT_FORMAT,
    DATE_FORMAT,
    *DAYS,
    CLOCK,
    *CHOICES,
)
"""Every declared reading, in the order in which they are explained."""

BY_KEY = {row.key: row for row in READINGS}

_FIGURES = (Kind.NUMBER, Kind.INTEGER)
_DATED = (Kind.DATE, Kind.DATETIME)


def normalise(asked: Asked, typed: CellValue, days: Days | None = None) -> Normal | Doubt | None:
    """What was meant; a doubt where it may be two things; None where it stands as it was typed.

    `days` are those of the cycle. What cannot be read at all also stands as it was typed: the
    conditions of the form tell what is wrong with it.
    """
    part, raw = asked.part, typed.raw
    match raw:
        case None:
            return None
        case Fraction() if part.kind in _FIGURES and typed.day:
            return not_a_figure(raw)
        case Fraction() if part.kind in _FIGURES:
            return read_percent(raw, part) if typed.percent else None
        case Fraction() if part.kind in _DATED:
            return None if entries.EARLIEST <= raw < entries.LATEST + 1 else read_serial(raw, part)
        case Fraction() if part.kind is Kind.TEXT and typed.day:
            return read_dated(raw)
        case str() if part.kind is Kind.TEXT or len(raw) > LONGEST:
            return None
        case str():
            return _of_text(raw, asked, days)
    if part.kind is Kind.CHOICE:
        return read_choice(_spelt(raw), asked)
    return None


def _spelt(raw: Fraction | bool) -> str:
    if isinstance(raw, bool):
        return str(raw)
    return digits(settled(raw))


def _of_text(raw: str, asked: Asked, days: Days | None) -> Normal | Doubt | None:
    if asked.part.kind is Kind.CHOICE and any(raw.lower() == one.lower() for one in asked.part.choices):
        return None
    text, tidied = tidy(raw)
    if not text:
        return None
    found = _read(text, asked, days)
    if not isinstance(found, Normal):
        return found
    rules = tuple(dict.fromkeys((*tidied, *found.rules)))
    plainer = tuple(rule for rule in rules if rule not in BASES)
    return Normal(found.raw, plainer or found.rules or (NUMERALS[0].key,), found.names_unit)


BASES = frozenset({NUMERALS[0].key, DAYS[0].key, CHOICES[0].key})
"""Readings that go without saying beside others."""


def _read(text: str, asked: Asked, days: Days | None) -> Normal | Doubt | None:
    if asked.part.kind is Kind.CHOICE:
        return read_choice(text, asked)
    if asked.part.kind in _DATED:
        return read_date(text, asked.part, days)
    return read_number(text, asked.part) or doubt_about(text)
