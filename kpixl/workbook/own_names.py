"""The defined names and the hidden keys of a returned sheet: what they tell of its rows and columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from kpixl.sheets.places import place
from kpixl.workbook.blueprint import InputPlace
from kpixl.workbook.formula_text import shape
from kpixl.workbook.identity import INPUT_NAME, OUTPUT_NAME
from kpixl.workbook.outline import Outline
from kpixl.workbook.placement import Votes
from kpixl.workbook.sheet_cells import At, SheetCells

_OWN_NAME = re.compile(rf"({INPUT_NAME}|{OUTPUT_NAME})_(\d{{1,6}})_(\d{{1,6}})", re.ASCII)
_TARGET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d{1,7})", re.ASCII)
_GONE = "#REF!"
_MOST = 20_000
"""So many keys are looked at: more than the longest form has, and few enough for a hostile file."""
_KEY = re.compile(r"i\d{1,6}", re.ASCII)


@dataclass(slots=True)
class OwnNames:
    """Our names that point into one sheet: input and output cells by number, each with all its targets.

    `gone` are the numbers of inputs whose names point to cells that were deleted.
    """

    inputs: defaultdict[int, set[At]] = field(default_factory=lambda: defaultdict(set))
    outputs: dict[int, At] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)

    def of(self, place: InputPlace) -> Set[At]:
        """Where the name of an input points."""
        return self.inputs.get(int(place.key[1:]), frozenset())

    def lacks(self, place: InputPlace) -> bool:
        """Whether the cell of an input was deleted."""
        return int(place.key[1:]) in self.gone and not self.of(place)


def names_by_sheet(names: Iterable[tuple[str, str]]) -> dict[str, OwnNames]:
    """Our own names, by the sheet that they point into now."""
    found: dict[str, dict[str, OwnNames]] = {}
    gone: defaultdict[str, set[int]] = defaultdict(set)
    for name, target in names:
        own = _OWN_NAME.fullmatch(name)
        if own is None:
            continue
        to = _TARGET.fullmatch(target)
        at = place(to[3]) if to else None
        if to is None or at is None:
            if own[1] == INPUT_NAME and _GONE in target:
                gone[own[2]].add(int(own[3]))
            continue
        sheet = to[2] or to[1].replace("''", "'")
        names_there = found.setdefault(sheet, {}).setdefault(own[2], OwnNames())
        names_there.gone = gone[own[2]]
        if own[1] == INPUT_NAME:
            names_there.inputs[int(own[3])].add(at)
        else:
            names_there.outputs[int(own[3])] = at
    # Names of two sheets can end up in one after copying; the fuller set is the sheet's own.
    return {sheet: max(sets.values(), key=lambda own: len(own.inputs)) for sheet, sets in found.items()}


Keys = Mapping[str, Set[int]]
"""The rows in which the hidden column names each input."""


def keys_of(cells: SheetCells, marker: At | None) -> Keys:
    """The keys of a sheet. They stand in the column of its mark, the first one if there is no mark."""
    column, left = marker[1] if marker else 1, _MOST
    found: defaultdict[str, set[int]] = defaultdict(set)
    for (row, at), text in cells.texts():
        if at == column and text.startswith("i") and left > 0:
            for key in text.split():
                left -= 1
                if _KEY.fullmatch(key):
                    found[key].add(row)
    return found


def votes_of(outline: Outline, names: OwnNames, keys: Keys, marker: At | None) -> Votes:
    """What names, keys and the mark tell of where rows and columns are."""
    votes = Votes()
    if marker is not None:
        votes.add((1, 1), marker)
    for spot in outline.blueprint.inputs:
        for at in names.of(spot):
            votes.add((spot.row, spot.column), at)
        for row in keys.get(spot.key, ()):
            votes.rows[spot.row][row] += 1
    for number, made in enumerate(outline.blueprint.outputs.values(), 1):
        if number in names.outputs:
            votes.add(made, names.outputs[number])
    return votes


def are_stale(outline: Outline, cells: SheetCells, names: OwnNames, keys: Keys, dialect: str) -> bool:
    """Whether whole rows have moved without their names: somebody sorted them, or a script put in a row.

    Then names and keys disagree, and the formulas of results stand beside the keys, not in the cells
    that the names of these results point to. Where single cells were moved, both went with their names.
    """
    results = {spot: number for number, spot in enumerate(outline.blueprint.outputs.values(), 1)}
    formulas = {(cell.row, cell.column): cell.formula for cell in outline.blueprint.locked if cell.formula}
    told: list[bool] = []
    for row, spots in outline.inputs.items():
        named = {at[0] for spot in spots for at in names.of(spot)}
        keyed = {now for spot in spots for now in keys.get(spot.key, ())}
        if not named or len(keyed) != 1 or named & keyed:
            continue
        (now,) = keyed
        for spot, number in results.items():
            at = names.outputs.get(number)
            if spot[0] == row and at is not None and spot in formulas:
                made = shape(formulas[spot])
                beside_key = made == shape(cells.formula((now, at[1])) or "", dialect)
                in_name = made == shape(cells.formula(at) or "", dialect)
                if beside_key != in_name:
                    told.append(beside_key)
    return bool(told) and all(told)
