"""Where the input cells of a returned sheet are: by names, by hidden keys, by what stands beside them.

A name follows its cell wherever it goes, a key and the texts of a row stand in the cell's own row, so
each proves the others. Where they contradict each other nobody knows what a cell holds: it is lost.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from kpixl.workbook.blueprint import InputPlace
from kpixl.workbook.outline import Outline, squeezed, stands
from kpixl.workbook.own_names import Keys, OwnNames
from kpixl.workbook.placement import Placement
from kpixl.workbook.sheet_cells import At, SheetCells


@dataclass(frozen=True, slots=True)
class Located:
    """Where each input is, by the name of what is typed, and where it may be.

    `by_keys` and `by_labels`: some were told by their keys alone, or by the texts beside them alone.
    `unsure` are rows of the form of which names, keys and texts tell different things.
    """

    cells: Mapping[str, At]
    candidates: frozenset[At]
    unsure: frozenset[int]
    by_keys: bool
    by_labels: bool


def locate(cells: SheetCells, outline: Outline, placement: Placement, names: OwnNames, keys: Keys) -> Located:
    """Finds every input of a form of which names, keys and texts say the same as far as they are there."""
    return _Search(cells, outline, placement, names, keys).run()


class _Told(Enum):
    """What the texts of a row say of it: it is this one, it is another one, or nothing."""

    ITSELF = auto()
    ANOTHER = auto()
    NOTHING = auto()


class _Search:
    def __init__(
        self, cells: SheetCells, outline: Outline, placement: Placement, names: OwnNames, keys: Keys
    ) -> None:
        self.cells, self.outline, self.placement = cells, outline, placement
        self.names, self.keys = names, keys
        self.found: dict[str, At] = {}
        self.candidates: set[At] = set()
        self.unsure: set[int] = set()
        self.by_keys = self.by_labels = False

    def run(self) -> Located:
        for made, spots in self.outline.inputs.items():
            self._row(made, spots)
        claims = Counter(self.found.values())
        return Located(
            {raw: at for raw, at in self.found.items() if claims[at] == 1},
            frozenset({*self.candidates, *self.found.values()}),
            frozenset(self.unsure),
            self.by_keys,
            self.by_labels,
        )

    def _row(self, made: int, spots: tuple[InputPlace, ...]) -> None:
        columns = {spot.raw: self.placement.columns.get(spot.column) for spot in spots}
        named = {spot.raw: {at for at in self.names.of(spot) if at[1] == columns[spot.raw]} for spot in spots}
        keyed = set().union(*(self.keys.get(spot.key, ()) for spot in spots))
        rows = {at[0] for ats in named.values() for at in ats} | keyed
        self.candidates |= {(row, column) for row in rows for column in columns.values() if column}
        by_name = Counter(at[0] for ats in named.values() for at in ats)
        row = self._chosen(made, by_name, keyed)
        if row is None or self._told(made, row) is _Told.ANOTHER:
            if rows:
                self.unsure.add(made)
            return
        for spot in spots:
            self._cell(spot, (row, columns[spot.raw]), named[spot.raw])

    def _chosen(self, made: int, named: Counter[int], keyed: Set[int]) -> int | None:
        """The row of the sheet of which names, keys and texts say that it is this one."""
        if not named or not keyed:
            rows = named or Counter(keyed) or Counter(self._labelled(made))
            best = rows.most_common(2)
            is_tie = len(best) > 1 and best[0][1] == best[1][1]
            return best[0][0] if best and not is_tie else None
        agreed = set(named) & keyed
        if agreed:
            return agreed.pop() if len(agreed) == 1 else None
        row, *others = named
        is_so = self._told(made, row) is _Told.ITSELF or self._is_alike(made, row)
        return row if not others and is_so else None

    def _is_alike(self, made: int, row: int) -> bool:
        """Whether the key in that row is of the same block, the rows of which may stand in any order."""
        block = self.outline.blocks.get(made)
        return block is not None and any(
            row in self.keys.get(spot.key, ())
            for other, spots in self.outline.inputs.items()
            if self.outline.blocks.get(other) == block
            for spot in spots
        )

    def _labelled(self, made: int) -> list[int]:
        """The row that the texts of the form give, if all of them say so."""
        row = self.placement.rows.get(made)
        columns = {spot.column for spot in self.outline.inputs[made]}
        headings = [self.outline.headings.get((made, column)) for column in columns]
        sure = (
            row is not None
            and self._told(made, row) is _Told.ITSELF
            and all(h is not None and stands(h, self._at(h.row, h.column), self.cells) for h in headings)
        )
        return [row] if sure and row is not None else []

    def _told(self, made: int, row: int) -> _Told:
        """What the texts of a row, and the name of its item, say of it."""
        beside = [
            (constant, (row, column) if (column := self.placement.columns.get(constant.column)) else None)
            for constant in self.outline.constants.get(made, ())
        ]
        head = self.outline.heads.get(made)
        if head is not None and head.row != made:
            beside.append((head, self._at(head.row, head.column)))
        differing = [(c, at) for c, at in beside if not stands(c, at, self.cells)]
        if not differing:
            return _Told.ITSELF if beside else _Told.NOTHING
        for constant, at in differing:
            text = self.cells.stored(at) if at is not None else None
            if constant.number is None and text is not None and squeezed(text) in self.outline.labels:
                return _Told.ANOTHER
        return _Told.NOTHING

    def _cell(self, spot: InputPlace, at: tuple[int, int | None], named: Set[At]) -> None:
        row, column = at
        if column is None or self.names.lacks(spot):
            return
        if self.names.of(spot):
            if (row, column) not in named:
                return
        elif self._is_shifted(spot, row):
            return
        elif row in self.keys.get(spot.key, ()):
            self.by_keys = True
        else:
            if self._told(spot.row, row) is not _Told.ITSELF:
                return
            self.by_labels = True
        self.found[spot.raw] = (row, column)

    def _is_shifted(self, spot: InputPlace, row: int) -> bool:
        """Whether cells of a row were moved sideways, of which its key tells nothing.

        Then formulas stand where none were made, and lack elsewhere.
        """
        columns = self.placement.columns
        made = {columns[column] for column in self.outline.formulas.get(spot.row, ()) if column in columns}
        typed = {columns.get(other.column) for other in self.outline.inputs[spot.row]}
        found = self.computed.get(row, set())
        return bool(made - found) and bool(found - made - typed)

    @cached_property
    def computed(self) -> Mapping[int, set[int]]:
        """The columns with formulas, by row of the sheet."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        for row, column in self.cells.computed():
            found[row].add(column)
        return found

    def _at(self, row: int, column: int) -> At | None:
        return self.placement.at(row, column)
