"""Single values: a scalar as it was written, to what the field's type asks for.

Nothing is guessed from the look of a scalar. Numbers are exact: 0.1 is one tenth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial

from kpixl.definition.gathered import Gathered
from kpixl.definition.grammar import EQUAL, Field, Type
from kpixl.definition.nodes import Scalar
from kpixl.definition.texts import shown, unprintable
from kpixl.findings import Place, did_you_mean
from kpixl.model.indicator import Rule, Unset

Reader = Callable[[Field, Scalar, Gathered], object]
"""Takes a scalar for a field and gives its value, or UNREADABLE."""

UNREADABLE = object()
"""What stands for a value that was written but could not be read; a finding tells why."""

NAME_LENGTH = 60
SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
MAX_DIGITS, MAX_PLACES = 15, 9
"""A spreadsheet keeps 15 significant digits; kpixl settles values at nine decimal places."""

_NUMBER = re.compile(r"[+-]?(?=\.?\d)(\d*)(?:\.(\d*))?(%?)", re.ASCII)
_UNSET = re.compile(r"unset(?:\s*[(（](?P<suggested>.*)[)）])?", re.DOTALL)
_RULE_LENGTH = 4000


def interpret(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    """The value of the scalar for this field, or UNREADABLE."""
    return _READERS[field.type](field, scalar, gathered)


def name_of(scalar: Scalar, gathered: Gathered) -> str | None:
    """A name: one visible line of at most sixty characters, without square brackets or @."""
    text = scalar.text.strip()
    if not text:
        gathered.add("name-blank", scalar.place)
    elif re.search(r"[\r\n\[\]@]", text):
        gathered.add("name-sign", scalar.place, name=shown(text))
    elif _is_printable(text, scalar.place, NAME_LENGTH, gathered):
        return text
    return None


def near_or_known(
    gathered: Gathered, code: str, place: Place, text: str, known: Iterable[str], **details: object
) -> None:
    """The finding for a word that nothing bears: `code`-near with the nearest known word, or `code`."""
    choices = [] if gathered.is_full else list(known)
    near = did_you_mean(text, choices) or did_you_mean(text.casefold(), choices)
    details |= {"text": shown(text), "near": near, "known": ", ".join(choices)}
    gathered.add(f"{code}-near" if near else code, place, **details)


def _is_printable(text: str, place: Place, length: int, gathered: Gathered, allowed: str = "") -> bool:
    sign = unprintable(text, allowed)
    if sign:
        gathered.add("text-sign", place, text=shown(text), sign=sign)
    elif len(text) > length:
        gathered.add("text-too-long", place, count=len(text), limit=length)
    else:
        return True
    return False


def _text(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    text = scalar.text.strip()
    return text if _is_printable(text, scalar.place, field.length, gathered, "\n\t") else UNREADABLE


def _name(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    return name_of(scalar, gathered) or UNREADABLE


def _slug(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    text = scalar.text.strip()
    if len(text) <= NAME_LENGTH and re.fullmatch(SLUG, text):
        return text
    gathered.add("slug-form", scalar.place, key=field.key, text=shown(text))
    return UNREADABLE


def _rule(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    text = scalar.text
    if not text.strip():
        gathered.add("empty-value", scalar.place, key=field.key)
    elif _is_printable(text, scalar.place, _RULE_LENGTH, gathered, "\n\t"):
        # The text of a quoted rule begins after the quotation mark.
        column = (scalar.place.column or 0) + scalar.quoted
        return Rule(text, replace(scalar.place, column=column))
    return UNREADABLE


def _flag(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    if scalar.text in ("true", "false"):
        return scalar.text == "true"
    gathered.add("not-true-false", scalar.place, key=field.key, text=shown(scalar.text))
    return UNREADABLE


def _date(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    text = scalar.text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        with suppress(ValueError):
            return date.fromisoformat(text)
    gathered.add("not-a-date", scalar.place, key=field.key, text=shown(text))
    return UNREADABLE


def _enum(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    text = scalar.text.strip()
    if text in field.choices:
        return text
    near_or_known(gathered, "unknown-value", scalar.place, text, field.choices, key=field.key)
    return UNREADABLE


def _word(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    """One of a few words; true stands for the first of them, false for none."""
    text = {"true": field.choices[0], "false": ""}.get(scalar.text.strip())
    return _enum(field, scalar, gathered) if text is None else text


def _number(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    return _or_unset(_quantity, field, scalar, gathered)


def _amount(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    return _or_unset(partial(_quantity, percent=True), field, scalar, gathered)


def _share(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    return _or_unset(_plain_share, field, scalar, gathered)


def _plain_share(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    value = _quantity(field, scalar, gathered, percent=True)
    if isinstance(value, Fraction) and value > 1 and "%" not in scalar.text:
        gathered.add("share-percent", scalar.place, key=field.key, text=shown(scalar.text))
        return UNREADABLE
    return value


def _whole(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    value = _quantity(field, scalar, gathered)
    if not isinstance(value, Fraction):
        return value
    if value.denominator == 1:
        return int(value)
    gathered.add("not-whole", scalar.place, key=field.key, text=shown(scalar.text))
    return UNREADABLE


def _limit(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    return None if scalar.text.strip() == "none" else _quantity(field, scalar, gathered)


def _value(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    if _NUMBER.fullmatch(scalar.text.strip()) or _UNSET.fullmatch(scalar.text.strip()):
        return _amount(field, scalar, gathered)
    return _rule(field, scalar, gathered)


def _figure(field: Field, scalar: Scalar, gathered: Gathered) -> object:
    if _NUMBER.fullmatch(scalar.text.strip()) or _UNSET.fullmatch(scalar.text.strip()):
        return _number(field, scalar, gathered)
    return _rule(field, scalar, gathered)


def _or_unset(read: Reader, field: Field, scalar: Scalar, gathered: Gathered) -> object:
    """A number, or one that is not decided: in a trial, what is suggested for it counts."""
    match = _UNSET.fullmatch(scalar.text.strip())
    if match is None:
        return read(field, scalar, gathered)
    if not field.unset:
        gathered.add("unset-not-here", scalar.place, key=field.key)
        return UNREADABLE
    if match["suggested"] is None:
        return Unset(scalar.place)
    if field.shared and match["suggested"].strip() == EQUAL:
        return Unset(scalar.place, is_share=True)
    suggested = read(field, replace(scalar, text=match["suggested"].strip()), gathered)
    if not isinstance(suggested, Fraction) or not gathered.trial:
        return Unset(scalar.place, suggested) if isinstance(suggested, Fraction) else suggested
    gathered.tried.add(scalar.place)
    return suggested


def _quantity(field: Field, scalar: Scalar, gathered: Gathered, percent: bool = False) -> object:
    text = scalar.text.strip()
    match = _NUMBER.fullmatch(text)
    details = {"key": field.key, "text": shown(text)}
    if match is None:
        gathered.add("not-a-number", scalar.place, **details)
    elif match[3] and not percent:
        gathered.add("percent-not-here", scalar.place, **details)
    elif len((match[1] + (match[2] or "")).lstrip("0")) > MAX_DIGITS or len(match[2] or "") > MAX_PLACES:
        gathered.add("number-too-long", scalar.place, **details, digits=MAX_DIGITS, places=MAX_PLACES)
    else:
        value = Fraction(text.rstrip("%").removesuffix(".")) / (100 if match[3] else 1)
        return value if _is_within(field, value, scalar.place, details, gathered) else UNREADABLE
    return UNREADABLE


def _is_within(
    field: Field, value: Fraction, place: Place, details: dict[str, str], gathered: Gathered
) -> bool:
    if field.positive and value <= 0:
        gathered.add("not-positive", place, **details)
    elif field.least is not None and value < field.least:
        gathered.add("too-small", place, **details, least=field.least)
    elif field.most is not None and value > field.most:
        most = "100%" if field.type is Type.SHARE else field.most
        gathered.add("too-great", place, **details, most=most)
    else:
        return True
    return False


_READERS: dict[Type, Reader] = {
    Type.TEXT: _text,
    Type.NAME: _name,
    Type.SLUG: _slug,
    Type.RULE: _rule,
    Type.FLAG: _flag,
    Type.DATE: _date,
    Type.WHOLE: _whole,
    Type.NUMBER: _number,
    Type.SHARE: _share,
    Type.AMOUNT: _amount,
    Type.COLUMN: _text,
    Type.PARAMETER: _amount,
    Type.LIMIT: _limit,
    Type.VALUE: _value,
    Type.FIGURE: _figure,
    Type.WORD: _word,
    Type.ENUM: _enum,
}
