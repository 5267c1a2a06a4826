"""The rules within open rows: computed columns and conditions, each over the cells of its own row.

Whether a row counts is decided from what was typed into it, once, in a hidden cell of its own. Every
other cell of the row looks at that cell: in an unused row it is nothing, in one that is incomplete or
wrong it is unknown, to everybody who reads it.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping

from kpixl.model.indicator import Indicator
from kpixl.model.scheme import Scheme
from kpixl.rules import entries
from kpixl.rules.binding import RuleReader, Scope
from kpixl.rules.declare import COUNTED, cells_of
from kpixl.rules.lookups import looked_up
from kpixl.rules.nodes import Call, Expr, Name, Text, call, number, transform
from kpixl.rules.quantity import Cell, Item
from kpixl.rules.values import Type

Musts = Mapping[int, tuple[tuple[Expr, str], ...]]


def row_rules(
    scheme: Scheme, indicator: Indicator, scope: Scope, reader: RuleReader
) -> tuple[dict[str, Expr], Musts]:
    """The rules of computed columns by the id of their cell, and the conditions within each row.

    A condition is about what was typed, so that a row that breaks it is unknown as a whole.
    """
    rows = indicator.rows
    if rows is None:
        return {}, {}
    cells = cells_of(indicator)
    worked: dict[str, Expr] = {}
    musts: dict[int, tuple[tuple[Expr, str], ...]] = {}
    for row in range(1, rows.count + 1):
        # What is wrong with a rule is wrong in every row: it is said once.
        read = (reader if row == 1 else RuleReader()).read
        inside = _row_scope(scheme, indicator, row, scope)
        own: dict[str, Expr] = {}
        for column in rows.columns:
            if column.rule is not None:
                id_ = f"{indicator.name}.{column.name}.{row}"
                own[id_] = read(column.rule, inside, inside.quantities[id_].type)
        typed = {cell.id: entries.typed(cell) for cell in cells if cell.row == row}
        musts[row] = tuple(
            (_of_typed(read(part.must, inside, Type.TRUTH), typed, own), part.say)
            for part in rows.constraints
        )
        worked |= own
    return worked, musts


def _row_scope(scheme: Scheme, indicator: Indicator, row: int, scope: Scope) -> Scope:
    """A row sees its own cells by their short names, and the numbers of what was chosen in it."""
    assert indicator.rows is not None
    columns = indicator.rows.columns
    own = {column.name: f"{indicator.name}.{column.name}.{row}" for column in columns}
    names, quantities, inline = looked_up(scheme, columns, own.__getitem__)
    for column in columns:
        if column.optional and column.rule is None and scope.quantities[own[column.name]].type is Type.NUMBER:
            # A blank is nothing to a whole column, but to a rule about this row it is unknown.
            cell = Name(own[column.name])
            inline[cell.name] = call("IF", call("ISNUMBER", cell), cell, call("NA"))
    return Scope(
        ChainMap(own, names, dict(scope.names)), ChainMap(quantities, dict(scope.quantities)), inline
    )


def _of_typed(node: Expr, typed: Mapping[str, Expr], worked: Mapping[str, Expr]) -> Expr:
    """A condition in terms of what was typed: computed cells by their rules, entries by their raw values."""

    def replace(part: Expr) -> Expr:
        if not isinstance(part, Name):
            return part
        if part.name in worked:
            return _of_typed(worked[part.name], typed, worked)
        return typed.get(part.name, part)

    return transform(node, replace)


def cell_rules(item: Item) -> Iterator[tuple[str, Expr]]:
    """The rule of every cell of an item's open rows: whether its row counts, typed, computed."""
    rows = item.indicator.rows
    assert rows is not None
    for row in range(1, rows.count + 1):
        cells = item.row(row)
        counts = f"{item.indicator.name}.{COUNTED}.{row}"
        yield counts, _counts(item, row, cells, required=row <= rows.least)
        for cell in cells:
            yield cell.id, _where(counts, entries.typed(cell))
        for column in rows.columns:
            if column.rule is not None:
                id_ = f"{item.indicator.name}.{column.name}.{row}"
                yield id_, _where(counts, item.worked[id_])


def _counts(item: Item, row: int, cells: tuple[Cell, ...], required: bool) -> Expr:
    """1 for a row that is complete and right, nothing for an unused one, unknown otherwise."""
    node: Expr = number(1)
    musts = tuple(must for must, _ in item.row_musts.get(row, ()))
    if musts:
        held = musts[0] if len(musts) == 1 else Call("ALL", musts)
        node = call("IF", held, node, call("NA"))
    node = call("IF", entries.row_is_complete(cells), node, call("NA"))
    return node if required else call("IF", entries.row_is_blank(cells), Text(""), node)


def _where(counts: str, rule: Expr) -> Expr:
    """A value of a row that counts; of any other what the row itself is."""
    return call("IF", call("ISNUMBER", Name(counts)), rule, Name(counts))
