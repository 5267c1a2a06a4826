"""What the number format of a cell makes of its number: a day, or a percentage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BUILTIN_DAYS = frozenset({14, 15, 16, 17, 22, *range(27, 32), *range(34, 37), *range(50, 55), 57, 58})
"""Ids of built-in formats that show a day (27 and above in Chinese versions of Excel)."""
_BUILTIN_PERCENT = frozenset({9, 10})
_NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


def shows_day(number: int, code: str | None) -> bool:
    """Whether the format with this id, and with this code if the workbook defines one, shows a day."""
    if code is None:
        return number in _BUILTIN_DAYS
    plain = _bare(code)
    return plain != "general" and re.search("[yd年日]", plain) is not None


def shows_percent(number: int, code: str | None) -> bool:
    """Whether the format with this id, and with this code if there is one, shows a percentage."""
    return number in _BUILTIN_PERCENT if code is None else "%" in _bare(code)


def _bare(code: str) -> str:
    """What the format does with a positive number, without the texts that it adds."""
    return _NOT_LETTERS.sub("", code.split(";", 1)[0]).lower()


@dataclass(frozen=True, slots=True)
class CellStyles:
    """The styles, as cells name them, that show a percentage, and those that show a day."""

    percent: frozenset[str] = frozenset()
    day: frozenset[str] = frozenset()

    @classmethod
    def of(cls, formats: Sequence[tuple[int, str | None]]) -> CellStyles:
        """From the number format of each style, in the order in which cells count them."""
        known = {form: (shows_percent(*form), shows_day(*form)) for form in set(formats)}
        told = [(str(number), known[form]) for number, form in enumerate(formats)]
        return cls(
            frozenset(number for number, (percent, _) in told if percent),
            frozenset(number for number, (_, day) in told if day),
        )
