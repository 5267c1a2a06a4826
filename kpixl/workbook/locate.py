"""Where the input cells of a returned sheet are: by their defined names, and by the keys of their rows.

A name follows its cell wherever it goes, and a key stands in the cell's own row, so each proves the
other. Where they contradict each other nobody knows what a cell holds, and it counts as lost.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kpixl.sheets.places import place
from kpixl.workbook.identity import INPUT_NAME, OUTPUT_NAME
from kpixl.workbook.plan import FormPlan, InputSpot
from kpixl.workbook.sheet_cells import At, SheetCells

_OWN_NAME = re.compile(rf"({INPUT_NAME}|{OUTPUT_NAME})_(\d{{1,6}})_(\d{{1,6}})", re.ASCII)
_TARGET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d{1,7})", re.ASCII)
_KEY = re.compile(r"i\d{1,6}", re.ASCII)


@dataclass(slots=True)
class OwnNames:
    """Our names that point into one sheet: input and output cells by number, each with all its targets."""

    inputs: defaultdict[int, set[At]] = field(default_factory=lambda: defaultdict(set))
    outputs: dict[int, At] = field(default_factory=dict)


def names_by_sheet(names: Iterable[tuple[str, str]]) -> dict[str, OwnNames]:
    """Our own names, by the sheet that they point into now."""
    found: dict[str, dict[str, OwnNames]] = {}
    for name, target in names:
        own, to = _OWN_NAME.fullmatch(name), _TARGET.fullmatch(target)
        at = place(to[3]) if to else None
        if own is None or to is None or at is None:
            continue
        sheet = to[2] or to[1].replace("''", "'")
        names_there = found.setdefault(sheet, {}).setdefault(own[2], OwnNames())
        if own[1] == INPUT_NAME:
            names_there.inputs[int(own[3])].add(at)
        else:
            names_there.outputs[int(own[3])] = at
    # Names of two sheets can end up in one after copying; the fuller set is the sheet's own.
    return {sheet: max(sets.values(), key=lambda own: len(own.inputs)) for sheet, sets in found.items()}


@dataclass(frozen=True, slots=True)
class Located:
    """Where each input is, by the name of what is typed, and whether some were told by their keys alone."""

    cells: Mapping[str, At]
    by_keys: bool


def locate(cells: SheetCells, plan: FormPlan, names: OwnNames, marker: At | None) -> Located:
    """Finds every input of the plan. `marker` is where the form's mark is: keys stand in its column."""
    keys = _keys(cells, marker)
    columns = _Columns.of(plan, names, marker)
    found: dict[str, At] = {}
    by_keys = False
    for spot in plan.inputs:
        rows = keys.get(spot.key, set())
        named = names.inputs.get(_number(spot))
        column = columns.expected(spot)
        places = [at for at in named or () if at[1] == column and (not rows or at[0] in rows)]
        if not named:
            places = [(row, column) for row in rows]
        if len(places) == 1:
            found[spot.cell.raw] = places[0]
            by_keys = by_keys or not named
    claims = Counter(found.values())
    return Located({raw: at for raw, at in found.items() if claims[at] == 1}, by_keys)


def _number(spot: InputSpot) -> int:
    return int(spot.key[1:])


def _keys(cells: SheetCells, marker: At | None) -> dict[str, set[int]]:
    """The rows in which the key column names each input."""
    column = marker[1] if marker else 1
    found: dict[str, set[int]] = {}
    for (row, at), text in cells.texts():
        for key in text.split() if at == column else ():
            if _KEY.fullmatch(key):
                found.setdefault(key, set()).add(row)
    return found


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of the plan have moved: how far, by the plan's column, and how far most have."""

    moved: Mapping[int, int]
    mostly: int

    @classmethod
    def of(cls, plan: FormPlan, names: OwnNames, marker: At | None) -> _Columns:
        votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for spot in plan.inputs:
            for _, column in names.inputs.get(_number(spot), ()):
                votes[spot.spot.column][column - spot.spot.column - 1] += 1
        every = sum(votes.values(), Counter[int]())
        every[marker[1] - 1 if marker else 0] += 1
        mostly = every.most_common(1)[0][0]
        # One name alone proves nothing: it may itself be wrong.
        sure = {at: best for at, counts in votes.items() for best in [_best(counts)] if best is not None}
        return cls({at: sure.get(at, mostly) for at in votes}, mostly)

    def expected(self, spot: InputSpot) -> int:
        return spot.spot.column + 1 + self.moved.get(spot.spot.column, self.mostly)


def _best(counts: Counter[int]) -> int | None:
    """What at least two say, and more than say anything else."""
    (best, count), *others = counts.most_common(2)
    return best if count > 1 and all(count > other for _, other in others) else None
