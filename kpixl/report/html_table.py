"""The nouns of a table in the HTML report: columns, rows as shown, and the same as compact data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kpixl.workbook.palette import NOTHING

PAGE = 50
"""So many rows stand on the screen at once."""


MOST_LISTED = 20_000
"""Of more rows than these the page lists the first: a browser has to hold them."""


class Kind(StrEnum):
    """How a column reads: words, figures, a share with a bar, a depth of colour, a person to turn to."""

    TEXT = "text"
    NUMBER = "number"
    BAR = "bar"
    HEAT = "heat"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell with more than its text: the filled part of a bar in %, a depth, or the row of a person."""

    text: str
    also: int


Cell = str | Shown


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and what stands under it. On a phone, what is not `narrow` is left out."""

    label: str
    kind: Kind = Kind.TEXT
    narrow: bool = True
    choose: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part of what stands behind a row: a name, its figure, and lines that explain it."""

    name: str
    figure: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that can be searched, chosen by their words, sorted and turned page by page.

    `behind` holds what opens under each row, in their order (empty: nothing does). `added` is the column
    whose sum over the chosen rows is told; `unit` is the measure word of a row. The last row is the
    `whole`: it stays last. So many `more` rows there are than are listed.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    unit: str = "行"
    behind: Sequence[tuple[Block, ...]] = ()
    added: int | None = None
    whole: bool = False
    more: int = 0

    @property
    def first(self) -> Sequence[tuple[Cell, ...]]:
        """The rows of the first page."""
        return self.rows[:PAGE]

    @property
    def long(self) -> bool:
        """Whether searching pays: a short table is taken in at a glance."""
        return len(self.rows) > 8

    def choices(self, place: int) -> tuple[str, ...]:
        """The words that a column holds, in the order in which they first appear."""
        return tuple(dict.fromkeys(text for row in self.rows if (text := text_of(row[place]))))


def text_of(cell: Cell) -> str:
    """What a cell says."""
    return cell.text if isinstance(cell, Shown) else cell


def or_nothing(text: str | None) -> str:
    """The text, or the sign for nothing."""
    return text or NOTHING


def grouped(number: str | None) -> str:
    """A decimal string with its thousands apart: 572,418.35; the sign for nothing where there is none."""
    if number is None:
        return NOTHING
    whole, dot, places = number.partition(".")
    return f"{re.sub(r'(?<=[0-9])(?=(?:[0-9]{3})+$)', ',', whole)}{dot}{places}"


def table_data(table: Table, strings: Strings) -> dict[str, Any]:
    """The table as the script reads it; texts stand for themselves only once, in the strings."""
    return {
        "key": table.key,
        "kinds": [column.kind.value for column in table.columns],
        "labels": [column.label for column in table.columns],
        "narrow": [int(column.narrow) for column in table.columns],
        "unit": table.unit,
        "added": table.added,
        "whole": table.whole,
        "rows": [[_packed(cell, strings) for cell in row] for row in table.rows],
        "behind": [[_behind(block, strings) for block in blocks] for blocks in table.behind],
    }


class Strings:
    """Texts by number, each of them once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of the text."""
        return self.numbers.setdefault(text, len(self.numbers))

    @property
    def texts(self) -> list[str]:
        """All texts, in the order of their numbers."""
        return list(self.numbers)


def _packed(cell: Cell, strings: Strings) -> int | Sequence[int]:
    return (strings.number(cell.text), cell.also) if isinstance(cell, Shown) else strings.number(cell)


def _behind(block: Block, strings: Strings) -> list[int]:
    return [strings.number(text) for text in (block.name, block.figure, *block.lines)]
