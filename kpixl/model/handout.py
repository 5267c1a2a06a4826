"""The noun Handout: one form that was handed out, and the file that it is in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Handout:
    """One person's form as it went out.

    `file` is relative to the folder that the list stands in, with "/" between its parts; several
    people may share it, a `sheet` each. `sha256` is that of the file as it was made.
    """

    file: str
    department: str
    id: str
    name: str
    position: str
    form: str
    sheet: str
    sha256: str = ""
