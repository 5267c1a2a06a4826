"""The table of number formats: how a figure looks under its unit."""

from __future__ import annotations

from fractions import Fraction

from kpixl.model import units
from kpixl.model.indicator import Input, Kind
from kpixl.model.numbers import digits, plain
from kpixl.rules.declare import DATED

_SIGNED_UNITS = ("%", "‰")


def shown(unit: str, places: int | None) -> str:
    """The format of a computed figure: rates carry their sign, amounts their thousands commas."""
    decimals = units.places(unit) if places is None else places
    body = "0" + ("." + "0" * decimals if decimals else "")
    if unit == "元":
        body = "#,##" + body
    return f'{body}"{unit}"_ ' if unit in _SIGNED_UNITS else f"{body}_ "


def entry(part: Input) -> str:
    """The format of an input cell: a plain number, since the unit stands in its label."""
    match part.kind:
        case Kind.TEXT | Kind.CHOICE:
            return "@"
        case Kind.INTEGER:
            return "0_ "
        case Kind.DATE | Kind.DATETIME:
            return DATED[part.kind]
        case _:
            return shown("元" if part.unit == "元" else "", units.places(part.unit))


def constant(value: Fraction, unit: str = "") -> str:
    """The format of a constant: its own decimals, then its unit."""
    places = len(digits(value).partition(".")[2]) if (value * 10**4).denominator == 1 else 2
    body = ("#,##0" if unit.startswith("元") else "0") + ("." + "0" * places if places else "")
    return f'{body}"{unit}"_ ' if unit else f"{body}_ "


def grouped(value: Fraction, unit: str) -> str:
    """A constant as its format shows it: amounts of money have thousands commas."""
    whole, point, rest = plain(value).partition(".")
    return f"{int(whole):,}{point}{rest}" if unit == "元" else whole + point + rest


def points_text(value: Fraction) -> str:
    """Points as people write them: 60, or 16.67."""
    return plain(value) if (value * 100).denominator == 1 else plain(value, 2)


def with_unit(part: Input) -> str:
    """The label of an input: 客诉件数（件）."""
    return f"{part.name}（{part.unit}）" if part.unit else part.name
