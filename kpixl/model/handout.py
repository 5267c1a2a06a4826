"""The noun Handout: one form that was handed out, and the file that it is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Handout:
    """One person's form as it went out.

    `file` is relative to the folder that the list stands in, with "/" between its parts; several
    people may share it, a `sheet` each. `sha256` is that of the file as it was made. `form` is the
    form's title, `key` its key in the scheme; `fingerprint` and `printed` are what was made of it and
    printed on it, in which `making` of the cycle (from 1).
    """

    file: str
    department: str
    id: str
    name: str
    position: str
    form: str
    sheet: str
    sha256: str = ""
    key: str = ""
    fingerprint: str = ""
    printed: Mapping[str, str | float | None] = field(default_factory=dict)
    making: int = 0
