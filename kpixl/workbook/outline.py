"""What follows from a blueprint alone, worked out once: its rows, their texts, and what proves a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from kpixl.workbook.blueprint import Blueprint, InputPlace, Lock, LockedCell
from kpixl.workbook.layout import MIRROR
from kpixl.workbook.sheet_cells import At, SheetCells


@dataclass(frozen=True, slots=True)
class Constant:
    """A text or number that stands on every copy of a form, where it was made to stand."""

    row: int
    column: int
    text: str
    squeezed: str
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """The rows of a form. `constants` are those in sight, by row; `spots` where each text stands.

    `heads` is the constant that names the item of a row, `headings` the nearest text above each input.
    Rows in `blocks` are alike: nothing but a number tells one of them from the others of its block.
    `formulas` are the columns with formulas, by row; `columns` is the last column, hidden ones included.
    """

    blueprint: Blueprint
    inputs: Mapping[int, tuple[InputPlace, ...]]
    constants: Mapping[int, tuple[Constant, ...]]
    spots: Mapping[str, tuple[At, ...]]
    heads: Mapping[int, Constant]
    headings: Mapping[At, Constant]
    labels: frozenset[str]
    blocks: Mapping[int, str]
    formulas: Mapping[int, frozenset[int]]
    columns: int

    def texts(self, row: int) -> tuple[Constant, ...]:
        """The texts of a row, without its numbers."""
        return tuple(constant for constant in self.constants.get(row, ()) if constant.number is None)


def squeezed(text: str) -> str:
    """A text without its blanks: programs break lines in their own ways."""
    return "".join(text.split())


@lru_cache(maxsize=64)
def outline_of(blueprint: Blueprint) -> Outline:
    """The outline of a blueprint; that of the same object is made once."""
    constants: defaultdict[int, list[Constant]] = defaultdict(list)
    spots: defaultdict[str, list[At]] = defaultdict(list)
    formulas: defaultdict[int, set[int]] = defaultdict(set)
    for cell in blueprint.locked:
        if cell.formula:
            formulas[cell.row].add(cell.column)
        if (constant := _constant(cell)) is not None and cell.column <= blueprint.last_column:
            constants[cell.row].append(constant)
            if constant.number is None:
                spots[constant.squeezed].append((cell.row, cell.column))
    inputs: defaultdict[int, list[InputPlace]] = defaultdict(list)
    for place in blueprint.inputs:
        inputs[place.row].append(place)
    heads = _heads(blueprint)
    labels = {c.squeezed for row in inputs for c in constants[row] if c.number is None}
    return Outline(
        blueprint=blueprint,
        inputs={row: tuple(places) for row, places in inputs.items()},
        constants={row: tuple(found) for row, found in constants.items() if found},
        spots={text: tuple(found) for text, found in spots.items()},
        heads=heads,
        headings=_headings(blueprint, constants),
        labels=frozenset(labels | {head.squeezed for head in heads.values()}),
        blocks={
            row: places[0].indicator
            for row, places in inputs.items()
            if all(constant.number is not None for constant in constants[row])
        },
        formulas={row: frozenset(columns) for row, columns in formulas.items()},
        columns=blueprint.last_column + MIRROR,
    )


def _constant(cell: LockedCell) -> Constant | None:
    if cell.formula or cell.field:
        return None
    if cell.number:
        return Constant(cell.row, cell.column, cell.number, cell.number, float(Fraction(cell.number)))
    return Constant(cell.row, cell.column, cell.text, squeezed(cell.text)) if cell.text else None


def _heads(blueprint: Blueprint) -> dict[int, Constant]:
    """The name of the item to which each row belongs, where it stands beside it."""
    heads: dict[int, Constant] = {}
    for cell in blueprint.locked:
        if cell.kind is Lock.NAME and (constant := _constant(cell)) is not None:
            heads |= dict.fromkeys(range(cell.row, cell.row + cell.rows), constant)
    return heads


def _headings(blueprint: Blueprint, constants: Mapping[int, list[Constant]]) -> dict[At, Constant]:
    """The text that stands over each input in its own column."""
    found: dict[At, Constant] = {}
    for place in blueprint.inputs:
        above = (
            constant
            for row in range(place.row - 1, 0, -1)
            for constant in constants.get(row, ())
            if constant.column == place.column and constant.number is None
        )
        if (nearest := next(above, None)) is not None:
            found[place.row, place.column] = nearest
    return found


def stands(constant: Constant, at: At | None, cells: SheetCells) -> bool:
    """Whether a constant stands in a cell of the sheet."""
    stored = cells.stored(at) if at is not None else None
    if stored is None:
        return False
    if constant.number is None:
        return stored == constant.text or squeezed(stored) == constant.squeezed
    return same_figure(stored, constant.number)


def same_figure(stored: str, number: float) -> bool:
    """Whether what a file stores is this number, to the digits that every program keeps."""
    try:
        return abs(float(stored) - number) <= 1e-12 * abs(number)
    except ValueError:
        return False
