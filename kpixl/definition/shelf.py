"""Dictionaries of indicators: where they are found, and how a cycle keeps them beside their scheme."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kpixl.definition.library import templates
from kpixl.definition.source import read_text
from kpixl.findings import Finding

_SUFFIX = ".yaml"
_BEGINS = re.compile(r"\n--- # kpixl dictionary ([a-z0-9-]+)\n")


@dataclass(frozen=True, slots=True)
class Definition:
    """The texts that a scheme is made of: its own, and the dictionaries that it draws on, by name."""

    scheme: str
    dictionaries: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All of it in one text, as one YAML document after the other."""
        parts = (f"\n--- # kpixl dictionary {name}\n{text}" for name, text in self.dictionaries.items())
        return self.scheme + "".join(parts)

    @classmethod
    def of(cls, text: str) -> Definition:
        """The texts that such a text was made of. No scheme holds the line that parts them: a line that
        begins like it ends a YAML document, and a scheme is a single one.
        """
        scheme, *rest = _BEGINS.split(text)
        return cls(scheme, dict(zip(rest[::2], rest[1::2], strict=True)))


def library_folder() -> Path:
    """The folder of the dictionaries that come with kpixl."""
    return templates() / "dictionaries"


class Shelf:
    """Where a scheme finds its dictionary: among texts that were kept, or else in these folders.

    `taken` are the texts that were asked for and found, by name.
    """

    def __init__(self, folders: Sequence[Path] = (), kept: Mapping[str, str] | None = None) -> None:
        self.folders, self.kept = folders, kept or {}
        self.taken: dict[str, str] = {}

    @classmethod
    def beside(cls, scheme: Path) -> Shelf:
        """The folder of the scheme's file, then the library."""
        return cls((scheme.parent, library_folder()))

    def take(self, name: str) -> tuple[str | None, str, tuple[Finding, ...]]:
        """A dictionary's text and file, and what is wrong with the file; no text and no finding: unknown."""
        text, file, findings = self._find(name)
        if text is not None:
            self.taken[name] = text
        return text, file, findings

    def _find(self, name: str) -> tuple[str | None, str, tuple[Finding, ...]]:
        if name in self.kept:
            return self.kept[name], name + _SUFFIX, ()
        for folder in self.folders:
            path = folder / (name + _SUFFIX)
            if path.is_file():
                text, findings = read_text(path)
                return text, str(path), findings
        return None, "", ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that might be meant."""
        files = (path.stem for folder in self.folders for path in sorted(folder.glob("*" + _SUFFIX)))
        return tuple(dict.fromkeys((*self.kept, *files)))
