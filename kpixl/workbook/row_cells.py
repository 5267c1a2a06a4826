"""The cells of open rows, in the form's table or in a log: typed, computed, carried, marked."""

from __future__ import annotations

from collections.abc import Mapping

from kpixl.model.indicator import Input, Kind
from kpixl.rules.declare import COUNTED
from kpixl.rules.nodes import Name, Text, call
from kpixl.rules.quantity import Item, Role
from kpixl.rules.to_excel import Reference
from kpixl.workbook import checks, numbers, rows
from kpixl.workbook.layout import MIRROR
from kpixl.workbook.plan import Draft, Formula, Spot

Span = tuple[int, int]
"""The first and the last column of the sheet that a column of rows takes."""

NUMBER = 1
"""The column of the sheet with the numbers of rows; whether a row counts is carried beside it."""


def row_cells(
    draft: Draft,
    item: Item,
    number: int,
    spans: Mapping[str, Span],
    styles: Mapping[Kind, str],
    mark: Span | None = None,
) -> None:
    """One row: its number, its cells, its mark.

    `styles` are those of input cells by kind; `mark` is where the mark stands, if not where the form's
    own marks do.
    """
    open_rows = item.indicator.rows
    assert open_rows is not None
    draft.in_column("number", float(number), "number", "0")
    check = Spot(draft.row, draft.layout.at("check"))
    typed = {cell.input.name: cell for cell in item.row(number)}
    for column in open_rows.columns:
        spot = _spot(draft, spans[column.name])
        if column.name in typed:
            rows.put_input(draft, typed[column.name], spot, check, _style(column, styles))
        else:
            _computed(draft, f"{item.indicator.name}.{column.name}.{number}", column, spot)
    _carry(draft, f"{item.indicator.name}.{COUNTED}.{number}", Spot(draft.row, NUMBER + MIRROR))
    rows.mark(draft, checks.open_row_mark(item, number), mark)


def _spot(draft: Draft, span: Span) -> Spot:
    first, last = span
    return Spot(draft.row, first, 1, last - first + 1)


def _style(column: Input, styles: Mapping[Kind, str]) -> str:
    if column.kind is Kind.TEXT:
        return "entry_text_optional" if column.optional else "entry_text"
    return styles.get(column.kind, "")


def _computed(draft: Draft, id_: str, column: Input, spot: Spot) -> None:
    """A computed cell: what people see, and its carrier."""
    _carry(draft, id_, Spot(spot.row, spot.column + MIRROR))
    style = "row_text" if column.kind is Kind.TEXT else "row_value"
    number = "@" if column.kind is Kind.TEXT else numbers.entry(column)
    draft.put(spot, Formula(call("IFERROR", Name(id_), Text("")), id_), style, number)
    draft.outputs[id_] = spot


def _carry(draft: Draft, id_: str, spot: Spot) -> None:
    quantity = draft.rulebook.quantities[id_]
    assert quantity.rule is not None
    draft.carry(id_, spot, quantity.rule)
    draft.references[id_] = Reference(spot.address, quantity.settled)


def name_columns(draft: Draft, item: Item, spans: Mapping[str, Span], first: int, last: int) -> None:
    """Makes whole columns known to formulas: the carriers of their cells from the first row to the last."""
    every = {**{name: span[0] for name, span in spans.items()}, COUNTED: NUMBER}
    for name, column in every.items():
        quantity = draft.rulebook.quantities[f"{item.indicator.name}.{name}"]
        assert quantity.role is Role.COLUMN
        cells = tuple(draft.references[member].text for member in quantity.members)
        at = column + MIRROR
        area = f"{Spot(first, at).address}:{Spot(last, at).address}"
        draft.name(quantity.id, area, quantity.settled, cells)
