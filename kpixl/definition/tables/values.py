"""What people type into cells, taken as they mean it: texts, numbers, days and ids."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

MOST_DIGITS = 15
"""A spreadsheet keeps no more digits of a number; a longer row of digits is a text."""

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x2212: "-", 0xFFE5: "¥"}
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PADDING = re.compile(r"([\u3400-\u9fff\U00020000-\U0003ffff]) ([\u3400-\u9fff\U00020000-\U0003ffff])")
_MONEY = re.compile(r"(?:¥|RMB|CNY|人民币)?(.*?)(?:元整?)?(?:/月|每月|/年|每年)?", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+", re.ASCII)
_DAY = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d\d)(\d\d))", re.ASCII
)
_CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$", re.ASCII)


def half_width(text: str) -> str:
    """The text with full-width digits, letters and signs as half-width ones."""
    return text.translate(_HALF)


def visible(text: str) -> str:
    """The text without the marks that nobody sees, such as a zero-width space."""
    return _INVISIBLE.sub("", text)


def control_character(text: str) -> str:
    """The first character that no XML file can hold, as U+0008, or ""."""
    found = _CONTROL.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def without_controls(text: str) -> str:
    """The text without the characters that no XML file can hold."""
    return _CONTROL.sub("", text)


def squeeze(text: str) -> str:
    """The text in half-width forms and without any space or line break."""
    return _SPACES.sub("", half_width(visible(text)))


def clean_text(text: str) -> str:
    """The text without outer spaces, with one space for each run of spaces and line breaks inside."""
    return _SPACES.sub(" ", visible(text)).strip()


def clean_name(text: str) -> str:
    """The text cleaned, and without the space that widens a name of two characters (姜　华)."""
    name = clean_text(text)
    padded = _PADDING.fullmatch(name)
    return padded[1] + padded[2] if padded else name


def clean_id(text: str) -> str:
    """The id in half-width forms, without any space or the apostrophe that marks a text."""
    return squeeze(text).removeprefix("'")


def parse_amount(text: str) -> Fraction | None:
    """The number in a text such as ３,０００.50元, or None."""
    found = _MONEY.fullmatch(clean_id(text))
    digits = found[1] if found else ""
    return Fraction(digits.replace(",", "")) if len(digits) < 50 and _NUMBER.fullmatch(digits) else None


def parse_number(text: str) -> Fraction | None:
    """The number in a text that is nothing else (1,200 or 95%), or None for what only looks like one.

    007 and eighteen digits are numbers of people or things, not amounts.
    """
    squeezed = clean_id(text)
    number = parse_amount(squeezed.removesuffix("%"))
    digits = re.sub("[^0-9]", "", squeezed)
    if number is None or re.match(r"[+-]?0\d", squeezed) or len(digits) > MOST_DIGITS:
        return None
    return number / 100 if squeezed.endswith("%") else number


def parse_day(text: str) -> date | None:
    """The day in a text such as 2019.10.23, 2014年2月15日, 2023-1-2 or 20230102, or None."""
    found = _DAY.fullmatch(clean_id(_CLOCK.sub("", clean_text(half_width(text)))))
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def text_of(value: str | Fraction | date | None) -> str:
    """What stands in a cell, as text: a text as it is, a number in plain digits, a day as 2023-01-02."""
    match value:
        case None:
            return ""
        case str():
            return value
        case Fraction():
            return number_text(value)
        case _:
            return value.isoformat()


def number_text(value: Fraction) -> str:
    """An exact number from a cell in plain digits: 1007, 0.5."""
    return format((Decimal(value.numerator) / Decimal(value.denominator)).normalize(), "f")
