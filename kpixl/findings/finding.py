"""The noun Finding and what belongs to it: where it was seen, how grave it is, what it says."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is. Only an error makes a command end with exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was seen, in the user's terms: a file and a line, or a sheet and a cell."""

    file: str = ""
    line: int | None = None
    column: int | None = None
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        spot = self.file
        if self.line is not None:
            spot += f":{self.line}" + (f":{self.column}" if self.column is not None else "")
        if self.sheet:
            return f"{spot}「{self.sheet}」{self.cell}"
        return f"{spot} {self.cell}".strip()


NOWHERE = Place()
"""No place: the finding concerns no particular spot."""


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a table of findings: the stable code, and its sentence and remedy in two languages.

    The four texts are format strings over the finding's details. What stands behind the last semicolon
    of a sentence says how something is taken all the same; it is not said where a scheme refuses it.
    """

    code: str
    severity: Severity
    zh: str
    zh_remedy: str
    en: str
    en_remedy: str


class UnknownCode(KeyError):
    """A finding was made with a code that no table holds: a fault of kpixl itself."""


_TABLE: dict[str, Code] = {}


def register(*rows: Code) -> None:
    """Adds rows to the one table of codes. A code stands in it once."""
    for row in rows:
        if row.code in _TABLE:
            raise UnknownCode(f"{row.code} is registered twice")
        _TABLE[row.code] = row


def code_of(code: str) -> Code:
    """The table row of a code. Raises UnknownCode when there is none."""
    try:
        return _TABLE[code]
    except KeyError:
        raise UnknownCode(code) from None


def all_codes() -> tuple[Code, ...]:
    """Every row of the table, by code."""
    return tuple(sorted(_TABLE.values(), key=lambda row: row.code))


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: its code, its place, and the details that its sentence names.

    `before` and `after` tell a value that was read one way and taken another. `raised` is the severity
    where a scheme asks for another one than the table gives.
    """

    code: str
    place: Place = NOWHERE
    details: Mapping[str, object] = field(default_factory=dict)
    before: str | None = None
    after: str | None = None
    raised: Severity | None = None

    @property
    def severity(self) -> Severity:
        """The severity that the table gives to this code, unless the scheme asks for another one."""
        return self.raised or code_of(self.code).severity

    def message(self, language: str = "zh-CN") -> str:
        """What was found, as a sentence in the language ("zh-CN" or "en")."""
        row = code_of(self.code)
        text = row.en if language == "en" else row.zh
        if self.raised is Severity.ERROR:
            text = _refused(text, language)
        return text.format_map(_Details(self.details))

    def remedy(self, language: str = "zh-CN") -> str:
        """What to do about it, as a sentence in the language."""
        row = code_of(self.code)
        return (row.en_remedy if language == "en" else row.zh_remedy).format_map(_Details(self.details))


_NOT_COUNTED = {"zh-CN": "；这张表没有计入。", "en": "; the form was not counted."}


def _refused(text: str, language: str) -> str:
    """The sentence of something that a scheme refuses, without how it would be taken otherwise."""
    ending = _NOT_COUNTED["en" if language == "en" else "zh-CN"]
    head, found, _ = text.rpartition(ending[0])
    return head + ending if found else text


class _Details(dict[str, object]):
    """A detail that was not given prints as its name, so that a message never fails."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def few(texts: Sequence[str], most: int = 5, comma: str = "、", more: str = "等") -> str:
    """The first few of several texts, and a word for the rest."""
    return comma.join(texts[:most]) + (more if len(texts) > most else "")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The known name nearest to a mistyped one, or "" when nothing is near."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return near[0] if near else ""
