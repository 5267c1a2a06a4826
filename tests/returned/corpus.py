"""The table of kinds, and collecting one of them from a copy of the cycle that handed out the forms."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kpixl.findings import Finding
from kpixl.model.result import Consolidation, Result
from kpixl.pipeline.collect import collect
from kpixl.pipeline.decide import Options

HERE = Path(__file__).resolve().parent
FILES, CYCLE, KINDS = HERE / "files", HERE / "cycle", HERE / "kinds.yaml"

LONG_AGO = 1_000_000_000
"""When everything was last written, in seconds since 1970: what was written just now is looked at again."""

ONE = "001"
"""Whose form it is where a kind does not say."""


@dataclass(frozen=True)
class Kind:
    """One row of kinds.yaml; what its columns mean is told at the top of that file."""

    kind: str
    says: str
    engine: str
    returns: Mapping[str, str]
    verdict: str | Mapping[str, str]
    finds: Sequence[str] | Mapping[str, Sequence[str]] = ()
    people: Sequence[str] = (ONE,)
    same: bool | None = None
    like: str = ""
    total: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    passwords: Sequence[str] = ()

    def __str__(self) -> str:
        return self.kind

    @property
    def verdicts(self) -> dict[str, str]:
        """The verdict on every file that collect is to tell of, by its name."""
        if isinstance(self.verdict, str):
            return dict.fromkeys(self.returns, self.verdict)
        return dict(self.verdict)

    @property
    def found(self) -> dict[str, list[str]]:
        """What is to be found in each file, by its name."""
        told = self.finds if isinstance(self.finds, Mapping) else dict.fromkeys(self.returns, self.finds)
        return {name: sorted(told.get(name, ())) for name in self.verdicts}

    @property
    def names_sheets(self) -> bool:
        """Whether the table says on which sheet something is to be found."""
        return any("「" in text for texts in self.found.values() for text in texts)


def kinds() -> list[Kind]:
    """Every kind, in the order of the table."""
    return [Kind(**row) for row in yaml.safe_load(KINDS.read_text("utf-8"))]


def returned(folder: Path, files: Mapping[str, str]) -> Path:
    """A copy of the cycle into which these files have come back: their names there, and those in files/."""
    shutil.copytree(CYCLE, folder)
    for name, file in files.items():
        path = folder / "returned" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(FILES / file, path)
        os.utime(path, (LONG_AGO, LONG_AGO))
    return folder


def collected(folder: Path, kind: Kind) -> Consolidation:
    """Collects what has come back, and expects collect to work."""
    options = Options(strict=kind.strict, passwords=tuple(kind.passwords))
    consolidation, findings = collect(folder, (), lambda done, total: None, options)
    assert consolidation is not None, findings
    return consolidation


def told(finding: Finding, with_sheet: bool) -> str:
    """A finding as the table writes it: its code, its sheet if wanted, its cell."""
    place = finding.place
    sheet = f"「{place.sheet}」" if with_sheet and place.sheet else ""
    return f"{finding.code} {sheet}{place.cell}".strip()


def figures(results: Sequence[Result]) -> dict[str, tuple[object, ...]]:
    """What everybody comes to, by number; ranks are left out, since they depend on the others."""
    return {
        r.appraisee.id: (r.status, r.items, r.subtotals, r.total, r.grade, r.pay, r.money) for r in results
    }
