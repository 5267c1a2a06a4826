"""The two small notations inside arguments: a criterion such as ">=60", and a number format such as 0.00."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from fractions import Fraction

from kpixl.model.days import DAY, MOMENT
from kpixl.model.numbers import settled
from kpixl.rules.operators import SPELLINGS
from kpixl.rules.values import Scalar

COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}

_CRITERION = re.compile(r"([<>=＜＞＝≤≥≠]*)(.*)", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FORMAT = re.compile(r"(?:#,##)?0(?:\.(0+))?%?")


def criterion(value: Scalar) -> tuple[str, Fraction | str]:
    """The sign and the number or text of a COUNTIF criterion; a text can only be equal or not."""
    if isinstance(value, Fraction):
        return "=", value
    match = _CRITERION.fullmatch(str(value))
    assert match is not None
    typed, wanted = match.group(1), match.group(2).strip()
    sign = "".join(SPELLINGS.get(part, part) for part in typed) or "="
    return sign, Fraction(wanted) if _NUMBER.fullmatch(wanted) else wanted


def is_criterion(value: Scalar) -> bool:
    """Whether COUNTIF can use it: a sign of order needs a number behind it, of at most nine places."""
    sign, wanted = criterion(value)
    if isinstance(wanted, Fraction):
        return sign in COMPARISONS and settled(wanted) == wanted
    return sign in ("=", "<>") and wanted != ""


def matches(value: Scalar, wanted_by: Scalar) -> bool:
    """Whether a value meets a criterion."""
    sign, wanted = criterion(wanted_by)
    if isinstance(wanted, Fraction):
        return COMPARISONS[sign](settled(value), wanted) if isinstance(value, Fraction) else sign == "<>"
    same = isinstance(value, str) and value.casefold() == wanted.casefold()
    return same if sign == "=" else not same


def is_format(form: str) -> bool:
    """Whether TEXT knows the format: 0, 0.00, #,##0.00, 0.0%, yyyy-mm-dd, yyyy-mm-dd hh:mm."""
    return form in (DAY, MOMENT) or _FORMAT.fullmatch(form) is not None


def format_places(form: str) -> int:
    """Decimal places of a number format."""
    match = _FORMAT.fullmatch(form)
    return len(match.group(1) or "") if match else 0
