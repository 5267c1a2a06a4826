"""What a cell's number format makes of its number: a day, or a whole number with leading zeros."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from kpixl.sheets.number_formats import shows_day

_SPACING = re.compile(r"\[[^\]]*\]|_.|\*.")
_ZEROS = re.compile(r'((?:"[^"]*"|\\.)*)(0+)((?:"[^"]*"|\\.)*)')
_QUOTING = re.compile(r'"([^"]*)"|\\(.)')


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """Whether numbers are days; or how a whole number is written: text, so many digits, text."""

    day: bool = False
    before: str = ""
    digits: int = 0
    after: str = ""

    def shown(self, value: Fraction) -> str:
        """The number as the format writes it, or "" when that is no more than its plain digits."""
        if not self.digits or value.denominator != 1 or value < 0:
            return ""
        digits = str(value.numerator)
        text = f"{self.before}{digits.zfill(self.digits)}{self.after}"
        return text if text != digits else ""


def number_format(number: int, code: str | None) -> NumberFormat:
    """The format with this id, and with this code if the workbook defines one for it."""
    if code is None or shows_day(number, code):
        return NumberFormat(day=shows_day(number, code))
    zeros = _ZEROS.fullmatch(_SPACING.sub("", code.split(";", 1)[0]))
    if zeros is None:
        return NumberFormat()
    before, digits, after = zeros.groups()
    return NumberFormat(before=_unquoted(before), digits=len(digits), after=_unquoted(after))


def _unquoted(text: str) -> str:
    return _QUOTING.sub(lambda match: match[1] or match[2] or "", text)
