"""Where everything of a form stands now: rows and columns that were put in, taken out or moved.

Names and keys tell of the rows and columns that they stand in; the rest follows its neighbours. Where
what stands there is not what should, the texts of the form are looked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kpixl.workbook.outline import Constant, Outline, squeezed, stands
from kpixl.workbook.sheet_cells import At, SheetCells

_LONGEST, _MOST = 32_767, 500
"""Characters of a text in a cell, and how often it is looked at: a hostile file may hold far more."""

Moves = Mapping[int, int]
"""Rows, or columns, by where they were made: where they are now. What is gone is not among them."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the rows and columns of a form are now."""

    rows: Moves
    columns: Moves
    unmoved: bool = False

    def at(self, row: int, column: int) -> At | None:
        """Where a cell is now, or None when its row or column is gone."""
        now, beside = self.rows.get(row), self.columns.get(column)
        return (now, beside) if now is not None and beside is not None else None


class Votes:
    """What tells of rows and columns: for each of them where it is said to be now, and how often."""

    def __init__(self) -> None:
        self.rows: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self.columns: defaultdict[int, Counter[int]] = defaultdict(Counter)

    def add(self, made: At, now: At) -> None:
        """A cell that was made in one place stands in another."""
        self.rows[made[0]][now[0]] += 1
        self.columns[made[1]][now[1]] += 1


def place(outline: Outline, cells: SheetCells, votes: Votes) -> Placement:
    """Places a form by its votes, and by its texts where those do not suffice."""
    rows, columns = _settled(votes.rows), _settled(_sure(votes.columns))
    placed = _placement(outline, rows, columns)
    if _is_plausible(outline, cells, placed, rows):
        return placed
    return _by_texts(outline, cells, rows, columns)


def _settled(votes: Mapping[int, Counter[int]]) -> dict[int, int]:
    """What most say, where no other is said as often and no two are said to be in one place."""
    found: dict[int, int] = {}
    for index, counts in votes.items():
        (best, count), *others = counts.most_common(2)
        if all(count > other for _, other in others):
            found[index] = best
    taken = Counter(found.values())
    return {index: now for index, now in found.items() if taken[now] == 1}


def _sure(votes: Mapping[int, Counter[int]]) -> dict[int, Counter[int]]:
    """One vote alone proves nothing of a column, unless it says what the others say."""
    every = Counter[int]()
    for index, counts in votes.items():
        for now, count in counts.items():
            every[now - index] += count
    usual = every.most_common(1)[0][0] if every else 0
    return {
        index: counts for index, counts in votes.items() if max(counts.values()) > 1 or counts[index + usual]
    }


def _placement(outline: Outline, rows: Moves, columns: Moves) -> Placement:
    last_row, last_column = outline.blueprint.last_row, outline.columns
    every_row, every_column = _filled(rows, last_row), _filled(columns, last_column)
    unmoved = (len(every_row), len(every_column)) == (last_row, last_column) and all(
        made == now for moves in (every_row, every_column) for made, now in moves.items()
    )
    return Placement(every_row, every_column, unmoved)


def _filled(known: Moves, last: int) -> dict[int, int]:
    """What lies between two that moved alike moved with them, and what lies outside with the nearest."""
    found: dict[int, int] = {}
    order = sorted(known)
    for before, after in zip([0, *order], [*order, last + 1], strict=True):
        if before:
            found[before] = known[before]
        moves = {known[index] - index for index in (before, after) if index in known}
        if len(moves) == 1:
            (by,) = moves
            found |= {index: index + by for index in range(before + 1, after) if index + by > 0}
    return found


def _is_plausible(outline: Outline, cells: SheetCells, placed: Placement, known: Moves) -> bool:
    """Whether the headings of the table stand where they should, and of every other row something."""
    header = outline.blueprint.header_row
    for row, constants in outline.constants.items():
        if row in known and row != header:
            continue
        agree = all if row == header else any
        if not agree(stands(c, placed.at(row, c.column), cells) for c in constants):
            return False
    return True


def _by_texts(outline: Outline, cells: SheetCells, rows: Moves, columns: Moves) -> Placement:
    """The same with the texts of the form, which are weaker than what names and keys say."""
    seen: defaultdict[str, list[At]] = defaultdict(list)
    for at, text in cells.texts():
        if len(text) <= _LONGEST and (short := squeezed(text)) in outline.spots and len(seen[short]) < _MOST:
            seen[short].append(at)
    votes = Votes()
    for text, spots in outline.spots.items():
        if len(spots) == 1 and len(seen[text]) == 1:
            votes.add(spots[0], seen[text][0])
    rows, columns = _joined(rows, _settled(votes.rows)), _joined(columns, _settled(votes.columns))
    placed = _placement(outline, rows, columns)
    rows = _with_repeated(outline, placed, rows, seen)
    columns = _joined(columns, _settled(_beside(outline, rows, seen)))
    return _without_strangers(outline, cells, _placement(outline, rows, columns), rows)


def _joined(strong: Moves, weak: Moves) -> dict[int, int]:
    taken = set(strong.values())
    return {**{index: now for index, now in weak.items() if now not in taken}, **strong}


def _with_repeated(outline: Outline, placed: Placement, rows: Moves, seen: Mapping[str, list[At]]) -> Moves:
    """Rows with texts that stand more than once: where most of them are, nearest to where it should be."""
    found, taken, by = dict(rows), set(rows.values()), 0
    for row, constants in sorted(outline.constants.items()):
        if row in found:
            by = found[row] - row
            continue
        candidates = Counter(_rows_of(constants, placed, seen, taken))
        if candidates:
            best = max(candidates, key=lambda now: (candidates[now], -abs(now - row - by)))
            found[row], by = best, best - row
            taken.add(best)
    return found


def _rows_of(
    constants: Iterable[Constant], placed: Placement, seen: Mapping[str, list[At]], taken: set[int]
) -> list[int]:
    return [
        now
        for constant in constants
        for now, column in seen.get(constant.squeezed, ())
        if column == placed.columns.get(constant.column) and now not in taken
    ]


def _beside(outline: Outline, rows: Moves, seen: Mapping[str, list[At]]) -> Mapping[int, Counter[int]]:
    """What the texts in rows that are known tell of their columns."""
    votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for row, constants in outline.constants.items():
        for constant in constants:
            beside = [at[1] for at in seen.get(constant.squeezed, ()) if at[0] == rows.get(row)]
            if len(beside) == 1:
                votes[constant.column][beside[0]] += 1
    return votes


def _without_strangers(outline: Outline, cells: SheetCells, placed: Placement, known: Moves) -> Placement:
    """A row of which nothing stands where another row belongs is gone."""
    owners = {now: row for row, now in known.items()}
    gone = {
        row
        for row, constants in outline.constants.items()
        if row not in known
        and owners.get(placed.rows.get(row, 0), row) != row
        and not any(stands(c, placed.at(row, c.column), cells) for c in constants)
    }
    rows = {row: now for row, now in placed.rows.items() if row not in gone}
    return Placement(rows, placed.columns, placed.unmoved and not gone)
