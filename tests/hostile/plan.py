"""How many mutants of which file are made how. The seed of each is its place in the plan, so each is made anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.hostile.aimed import aimed
from tests.hostile.bench import Outcome, Wrong, judge
from tests.hostile.mutations import (
    Mutant,
    Mutation,
    Source,
    cut_off,
    edited,
    flipped,
    inside_archive,
    shuffled,
    source,
    strange_parts,
)

PATIENCE = 10.0
"""Seconds of processor time after which a file counts as one that hangs. Unlocking one takes half a second."""
CHUNK = 50

_XLSX: dict[Mutation, int] = {edited: 250, aimed: 150, flipped: 80, shuffled: 50, strange_parts: 40}
_OPEN: dict[Mutation, int] = {edited: 200, flipped: 60, shuffled: 40}
_OLD: dict[Mutation, int] = {flipped: 350}

PLAN: dict[str, tuple[str, dict[Mutation, int]]] = {
    "honest-001.xlsx": (".xlsx, Excel", _XLSX),
    "honest-011.xlsx": (".xlsx, Excel", _XLSX),
    "department.xlsx": (
        ".xlsx, Excel, several people",
        {edited: 120, aimed: 80, flipped: 80, shuffled: 40, strange_parts: 20},
    ),
    "office.xlsx": (".xlsx, LibreOffice", _XLSX),
    "openpyxl.xlsx": (".xlsx, openpyxl", _XLSX),
    "gnumeric.xlsx": (".xlsx, gnumeric", _XLSX),
    "exceljs.xlsx": (".xlsx, ExcelJS", _XLSX),
    "office.ods": (".ods, LibreOffice", _OPEN),
    "gnumeric.ods": (".ods, gnumeric", _OPEN),
    "office.xls": (".xls, LibreOffice", _OLD),
    "gnumeric.xls": (".xls, gnumeric", _OLD),
    "office-password.xls": (".xls, locked", _OLD),
    "password.xlsx": (".xlsx, locked", {flipped: 20}),
    "gbk.zip": (".zip of forms", {flipped: 60, inside_archive: 80}),
}
"""By file: what it is, and how many mutants of it are made how."""


@dataclass(frozen=True)
class Task:
    """Some mutants of one file that are made in one way; without a mutation, the file cut off anywhere."""

    file: str
    mutation: Mutation | None
    first: int
    count: int

    def __str__(self) -> str:
        how = self.mutation.__name__ if self.mutation else cut_off.__name__
        return f"{self.file} {how} {self.first}"

    def mutants(self) -> Iterator[tuple[Source, Mutant]]:
        """All of them, each made from a seed of its own."""
        honest = source(self.file)
        for number in range(self.first, self.first + self.count):
            if self.mutation is None:
                yield honest, cut_off(honest, number)
            else:
                seed = Random(f"{self.file} {self.mutation.__name__} {number}")
                yield honest, self.mutation(honest, seed)

    def run(self) -> Iterator[Outcome]:
        """What becomes of each. Raises Wrong, which names the mutant."""
        for number, (honest, mutant) in enumerate(self.mutants(), self.first):
            try:
                yield judge(honest.truth, mutant.data, honest.touched(mutant), PATIENCE)
            except Exception as error:
                raise Wrong(f"{self} ({number}, {mutant.how}): {error}") from error


def tasks(times: int = 1) -> Iterator[Task]:
    """The whole plan, or one with so many times as many mutants."""
    for file, (_, mutations) in PLAN.items():
        yield Task(file, None, 0, 10)
        for mutation, count in mutations.items():
            for first in range(0, count * times, CHUNK):
                yield Task(file, mutation, first, min(CHUNK, count * times - first))
