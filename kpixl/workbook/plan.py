"""The nouns of a form's plan: what stands where. Only a plan turns names into addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kpixl.model.spelling import alike
from kpixl.rules.nodes import Call, Expr, Text, call, walk
from kpixl.rules.quantity import Cell, Role, Rulebook
from kpixl.rules.to_excel import Reference
from kpixl.rules.values import EXCLUDED_TEXT, Type
from kpixl.workbook.annex import Standard
from kpixl.workbook.layout import MIRROR, Layout
from kpixl.workbook.paper import Heading, Start
from kpixl.workbook.workdays import NAME as DAYS


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell, or a block of merged cells, by zero-based row and column."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def address(self) -> str:
        """Such as $G$12."""
        return f"${letters(self.column)}${self.row + 1}"

    @property
    def plain(self) -> str:
        """Such as G12."""
        return f"{letters(self.column)}{self.row + 1}"


def letters(column: int) -> str:
    """The letters of a zero-based column: A, B … Z, AA …"""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@dataclass(frozen=True, slots=True)
class Field:
    """A text or number that differs from person to person, by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An input cell, empty until people fill it in."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class Formula:
    """A live cell: its rule over quantity names, and the name of the quantity it shows, if it is one."""

    rule: Expr
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Rich:
    """A bold text with a smaller note under it."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Mirror:
    """A hidden cell that carries a quantity for formulas: its number, or an error while it is unknown."""

    quantity: str
    rule: Expr | str


Content = str | float | Field | Entry | Formula | Rich | Mirror | None


@dataclass(frozen=True, slots=True)
class PlanCell:
    """One cell of the form: where, what, in which style and number format."""

    spot: Spot
    content: Content
    style: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class InputSpot:
    """An input cell with what the writer needs: its key, and the mark of its row."""

    cell: Cell
    spot: Spot
    key: str
    check: Spot


CODE = "代号!"
"""Begins the name of a row's mark as a number."""

Derived = Expr | tuple[str, ...]
"""A quantity of the sheet alone: a rule, or the names of the cells of a column."""


@dataclass(frozen=True, slots=True)
class FormPlan:
    """A whole form sheet. It is the same for everyone who gets this form."""

    rulebook: Rulebook
    layout: Layout
    cells: tuple[PlanCell, ...]
    heights: Mapping[int, float]
    inputs: tuple[InputSpot, ...]
    outputs: Mapping[str, Spot]
    references: Mapping[str, Reference]
    names: Mapping[str, str]
    derived: tuple[tuple[str, Derived], ...]
    header_row: int
    last_row: int
    remarks: tuple[Spot, ...] = ()
    breaks: tuple[int, ...] = ()
    repeated: int | None = None
    annex: tuple[Standard, ...] = ()

    def resolve(self, name: str) -> Reference:
        """How a formula writes a name."""
        return self.references[name]


_ODD = re.compile(r"[^\w.]", re.UNICODE)
_LIKE_A_CELL = re.compile(r"(?:[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]?\d*|[Cc]\d*)(?:\.|$)")


def excel_name(name: str) -> str:
    """A quantity's id as a defined name: odd signs become "_", and nothing looks like a cell."""
    text = _ODD.sub("_", name)
    if not (text[0].isalpha() or text[0] == "_") or _LIKE_A_CELL.match(text):
        text = "_" + text
    return text[:200]


@dataclass(slots=True)
class Draft:
    """A plan in the making: cells, heights and references are added from top to bottom."""

    rulebook: Rulebook
    layout: Layout
    cells: list[PlanCell] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    least: dict[int, float] = field(default_factory=dict)
    inputs: list[InputSpot] = field(default_factory=list)
    outputs: dict[str, Spot] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    derived: list[tuple[str, Derived]] = field(default_factory=list)
    remarks: list[Spot] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    annex: list[Standard] = field(default_factory=list)
    log_rows: dict[str, int] = field(default_factory=dict)
    row: int = 0
    header_row: int = 0

    def put(self, spot: Spot, content: Content, style: str, number: str = "") -> Spot:
        """Adds a cell."""
        self.cells.append(PlanCell(spot, content, style, number))
        return spot

    def across(self, first: int, last: int, content: Content, style: str, number: str = "") -> Spot:
        """Adds a cell over several columns of the current row."""
        return self.put(Spot(self.row, first, 1, last - first + 1), content, style, number)

    def in_column(self, key: str, content: Content, style: str, number: str = "", rows: int = 1) -> Spot:
        """Adds a cell in a column of the layout, over so many rows from the current one."""
        spot = Spot(self.row, self.layout.at(key), rows, self.layout.parts(key))
        return self.put(spot, content, style, number)

    def mirror(self, quantity: str, spot: Spot, formula: str) -> Spot:
        """Adds the hidden carrier of a quantity beside its cell."""
        return self.put(Spot(spot.row, spot.column + MIRROR), Mirror(quantity, formula), "mirror")

    def carry(self, quantity: str, spot: Spot, rule: Expr) -> None:
        """A carrier whose value is the rule itself."""
        self.put(spot, Mirror(quantity, rule), "mirror")

    def show(
        self, quantity: str, spot: Spot, rule: Expr, otherwise: str, style: str, number: str = ""
    ) -> None:
        """A quantity that the sheet computes: its visible cell, its carrier and its name."""
        self.put(spot, Formula(call("IFERROR", rule, Text(otherwise)), quantity), style, number)
        found = self.rulebook.quantities[quantity]
        at = spot.address
        carrier = f"=IF(ISNUMBER({at}),{at},NA())"
        if found.type is Type.TEXT:
            carrier = f'=IF({at}="{otherwise}",NA(),{at})'
        elif any(isinstance(part, Call) and part.function == "EXCLUDE" for part in walk(rule)):
            carrier = f'=IF({at}="{EXCLUDED_TEXT}",{at},IF(ISNUMBER({at}),{at},NA()))'
        # A subtotal stands among scores, but the column of their carriers must hold nothing else.
        beside = Spot(spot.row, 1) if found.role is Role.SUBTOTAL else spot
        self.name(quantity, self.mirror(quantity, beside, carrier).address, found.settled)
        self.outputs[quantity] = spot

    def name_marks(self, name: str, rows: Iterable[int]) -> None:
        """Makes the codes of the marks in these rows known as a column."""
        marked = [row for row in rows if any(known == f"{CODE}{row}" for known, _ in self.derived)]
        column = self.layout.at("check") + MIRROR
        area = f"{Spot(marked[0], column).address}:{Spot(marked[-1], column).address}"
        self.references[name] = Reference(area)
        self.derived.append((name, tuple(f"{CODE}{row}" for row in marked)))

    def next_row(self, height: float | None = None, least: float | None = None) -> None:
        """Goes on to the next row, giving this one a height; `least` is what a crowded page leaves it."""
        if height is not None:
            self.set_height(self.row, height, height if least is None else least)
        self.row += 1

    def set_height(self, row: int, height: float, least: float) -> None:
        """Gives a row its height in points, and the least that shows all of it."""
        self.heights[row], self.least[row] = max(height, least), least

    def name(self, quantity: str, target: str, settled: bool = False, members: tuple[str, ...] = ()) -> None:
        """Makes a quantity known to formulas by a defined name that points to a cell or range."""
        text = excel_name(quantity)
        taken = {alike(DAYS): ""} | {alike(known): spot for known, spot in self.names.items()}
        while taken.get(alike(text), target) != target:
            text += "_"
        self.names[text] = target
        self.references[quantity] = Reference(text, settled, members)
