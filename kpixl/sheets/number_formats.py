"""What the number format of a cell makes of its number: a day, a time, or a percentage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BUILTIN_DAYS = frozenset({14, 15, 16, 17, 22, *range(27, 32), *range(34, 37), *range(50, 55), 57, 58})
"""Ids of built-in formats that show a day (27 and above in Chinese versions of Excel)."""
_BUILTIN_TIMES = frozenset({*range(18, 22), 32, 33, *range(45, 48), 55, 56})
"""Ids of built-in formats that show a time without a day (32, 33, 55 and 56 in Chinese versions)."""
_BUILTIN_PERCENT = frozenset({9, 10})
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


def shows_day(number: int, code: str | None) -> bool:
    """Whether the format with this id, and with this code if the workbook defines one, shows a day."""
    if code is None:
        return number in _BUILTIN_DAYS
    plain = _bare(code)
    return plain != "general" and re.search("[yd年日]", plain) is not None


def shows_time(number: int, code: str | None) -> bool:
    """Whether such a format shows a time of day, or a length of time, and no day."""
    if code is None:
        return number in _BUILTIN_TIMES
    is_time = re.search("[hms]", _bare(code)) is not None or _ELAPSED.search(code) is not None
    return is_time and not shows_day(number, code)


def shows_percent(number: int, code: str | None) -> bool:
    """Whether the format with this id, and with this code if there is one, shows a percentage."""
    return number in _BUILTIN_PERCENT if code is None else "%" in _bare(code)


def _bare(code: str) -> str:
    """What the format does with a positive number, without the texts that it adds."""
    return _NOT_LETTERS.sub("", code.split(";", 1)[0]).lower()


@dataclass(frozen=True, slots=True)
class CellStyles:
    """The styles, as cells name them, that show a percentage, those that show a day, or a time alone."""

    percent: frozenset[str] = frozenset()
    day: frozenset[str] = frozenset()
    time: frozenset[str] = frozenset()

    @classmethod
    def of(cls, formats: Sequence[tuple[int, str | None]]) -> CellStyles:
        """From the number format of each style, in the order in which cells count them."""
        ways = (shows_percent, shows_day, shows_time)
        told = {form: [shows(*form) for shows in ways] for form in set(formats)}
        by_style = [(str(number), told[form]) for number, form in enumerate(formats)]
        percent, day, time = (
            frozenset(style for style, shown in by_style if shown[which]) for which in range(3)
        )
        return cls(percent, day, time)
