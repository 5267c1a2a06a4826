"""Which cases show which rules: the key `covers` of the case files, of a whole file or of one case.

An entry is a code, alone or with what of it is shown: `D5`, `D5 below`, `D9 tie`. The codes, and what each
ready-made scheme has of them, stand in `tests/cases/consequences.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kpixl.definition.library import library

FOLDER = Path(__file__).parent / "cases"
SHOWN = ("below", "at", "above", "tie")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Cover:
    """One entry: what the case (“” for all of a file) shows, and of which ready-made scheme, if of one."""

    file: str
    case: str
    scheme: str
    text: str

    @property
    def code(self) -> str:
        """The code."""
        return self.text.partition(" ")[0]

    @property
    def shown(self) -> str:
        """What of it is shown; "" is the rule as such."""
        return self.text.partition(" ")[2]


@cache
def covers() -> tuple[Cover, ...]:
    """Every entry of every case file."""
    return tuple(entry for path in sorted(FOLDER.glob("*/*.yaml")) for entry in _of(path))


def _of(path: Path) -> Iterator[Cover]:
    data = yaml.load(path.read_text(encoding="utf-8"), _LOADER)
    # Cases of a single function are a bare list.
    file: Mapping[str, Any] = data if isinstance(data, dict) else {"cases": data}
    name = path.relative_to(FOLDER).as_posix()
    slugs = dict(library())
    for case in file["cases"]:
        asked = (path.parent.name, case.get("scheme", file.get("scheme", "")))
        scheme = next((slug for slug in asked if isinstance(slug, str) and slug in slugs), "")
        for text in (*file.get("covers", ()), *case.get("covers", ())):
            yield Cover(name, case.get("name", ""), scheme, text)


@cache
def declared() -> tuple[Mapping[str, str], Mapping[str, Mapping[str, list[str]]]]:
    """What the codes mean; and by scheme and code what has to be shown."""
    data = yaml.load((FOLDER / "consequences.yaml").read_text(encoding="utf-8"), _LOADER)
    return data["codes"], data["schemes"]
