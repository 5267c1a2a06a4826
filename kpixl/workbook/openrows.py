"""Open rows in a form's plan: rows that the department itself writes, under headings of their own."""

from __future__ import annotations

from kpixl.model.scheme import Input
from kpixl.rules.nodes import Binary, Column, Text, call
from kpixl.rules.nodes import number as number_node
from kpixl.rules.quantity import Cell, Item, Role
from kpixl.rules.to_excel import Reference
from kpixl.workbook import checks, numbers, rows, scores
from kpixl.workbook.layout import MIRROR
from kpixl.workbook.measure import NOTE, broken, height, lines, tight
from kpixl.workbook.plan import Draft, Formula, Spot

TALL, LEAST = 36, 28
"""The height of a row that people write into, two lines of text, and the least."""


def block(draft: Draft, item: Item) -> None:
    """The indicator's line with its score, the headings, the rows, and the sums that must be right."""
    open_rows = item.indicator.rows
    assert open_rows is not None
    score_at = Spot(draft.row, draft.layout.at("score"))
    _title(draft, item)
    _headings(draft, open_rows.columns)
    first = draft.row
    for number in range(1, open_rows.count + 1):
        _row(draft, item, tuple(cell for cell in item.cells if cell.row == number), number)
    last = draft.row - 1
    _name_columns(draft, item, open_rows.columns, first, last)
    _sums(draft, item, first)
    rows.name_checks(draft, item, first, draft.row - first)
    scores.score(draft, item, score_at)
    scores.working(draft, item, score_at.row, 1)


def _title(draft: Draft, item: Item) -> None:
    layout = draft.layout
    first, last = layout.at("standard"), layout.at("points") - 1
    room = layout.width(first, last)
    text = rows.standard_text(draft, item, room)
    rows.labels(draft, item, 1)
    draft.across(first, last, text, rows.standard_style(draft))
    rows.points_and_target(draft, item, 1)
    for column in layout.columns:
        if column.key.startswith(("label", "entry", "value", "check")):
            draft.in_column(column.key, None, "blank")
    size = rows.standard_size(layout)
    taken = lines(text, room, size)
    draft.next_row(
        max(28, rows.name_height(draft, item, height), height(taken, size)),
        max(22, rows.name_height(draft, item, tight), tight(taken, size)),
    )


def _headings(draft: Draft, columns: tuple[Input, ...]) -> None:
    layout = draft.layout
    used = {column.column or "entry": numbers.with_unit(column) for column in columns}
    taken = 1
    for column in layout.columns:
        text = used.get(column.key)
        if text is not None:
            text = broken(text, column.width, NOTE)
            taken = max(taken, lines(text, column.width, NOTE))
        style = f"rows_header_{'left' if column.align == 'mark' else column.align}"
        if column.key == "number":
            text, style = "序号", "rows_header_center"
        draft.in_column(column.key, text, style)
    draft.next_row(max(22, height(taken, NOTE)), max(18, tight(taken, NOTE)))


def _row(draft: Draft, item: Item, cells: tuple[Cell, ...], number: int) -> None:
    layout = draft.layout
    check = Spot(draft.row, layout.at("check"))
    draft.in_column("number", float(number), "number", "0")
    used = {cell.input.column or "entry" for cell in cells}
    for cell in cells:
        is_text = cell.input.kind.value == "text"
        style = ("entry_text_optional" if cell.input.optional else "entry_text") if is_text else ""
        rows.place_input(draft, cell, cell.input.column or "entry", check, style)
    for column in layout.columns:
        if column.key not in used and column.key not in ("number", "check", "remark", "working"):
            draft.in_column(column.key, None, "blank")
    told = checks.row_mark(item, cells, is_last=False)
    rows.mark(draft, told)
    taken = rows.mark_lines(draft, told)
    draft.next_row(max(TALL, height(taken, NOTE)), max(LEAST, tight(taken, NOTE)))


def _name_columns(draft: Draft, item: Item, columns: tuple[Input, ...], first: int, last: int) -> None:
    for column in columns:
        quantity = draft.rulebook.quantities.get(f"{item.indicator.name}.{column.name}")
        if quantity is None or quantity.role is not Role.COLUMN:
            continue
        at = draft.layout.at(column.column or "entry") + MIRROR
        cells = tuple(draft.references[member].text for member in quantity.members)
        area = f"{Spot(first, at).address}:{Spot(last, at).address}"
        draft.name(quantity.id, area, settled=True, members=cells)


def _sums(draft: Draft, item: Item, first: int) -> None:
    """The sums of the columns under limits, such as the weights, and whether they are right."""
    layout = draft.layout
    open_rows = item.indicator.rows
    assert open_rows is not None
    named = {column.column: column for column in open_rows.columns if column.unit == "%"}
    for column in layout.columns:
        part = named.get(column.key)
        if part is None:
            text = "合计" if column.key == "standard" else None
            if column.key != "check":
                draft.in_column(column.key, text, "rows_sum_label")
            continue
        id_ = f"{item.indicator.name}.{part.name}"
        raws = tuple(f"{id_}.{number}@" for number in range(1, open_rows.count + 1))
        shown = f"{id_}.已填"
        at = layout.at(column.key)
        draft.references[shown] = Reference(f"{Spot(first, at).address}:{Spot(draft.row - 1, at).address}")
        draft.derived.append((shown, raws))
        total = call("SUMKNOWN", Column(shown))
        some = Binary(">", call("COUNT", Column(shown)), number_node(0))
        draft.in_column(column.key, Formula(call("IF", some, total, Text("")), ""), "rows_sum", '0.##"%"_ ')
    told = checks.rows_mark(item)
    rows.mark(draft, told)
    taken = rows.mark_lines(draft, told)
    draft.next_row(max(24, height(taken, NOTE)), max(20, tight(taken, NOTE)))
