"""Open rows in a form's plan: rows that the department itself writes, under headings of their own."""

from __future__ import annotations

from collections.abc import Mapping

from kpixl.model.indicator import Input, Kind
from kpixl.rules.nodes import Binary, Column, Text, call
from kpixl.rules.nodes import number as number_node
from kpixl.rules.quantity import Item
from kpixl.rules.to_excel import Reference
from kpixl.workbook import checks, numbers, rows, scores
from kpixl.workbook.measure import NOTE, broken, height, lines, tight
from kpixl.workbook.plan import Draft, Formula, Spot
from kpixl.workbook.row_cells import Span, name_columns, row_cells
from kpixl.workbook.widths import INDENT

TALL, LEAST = 36, 28
"""The height of a row that people write into, two lines of text, and the least."""


def block(draft: Draft, item: Item) -> None:
    """The indicator's line with its score, the headings, the rows, and the sums that must be right."""
    open_rows = item.indicator.rows
    assert open_rows is not None
    top = draft.row
    _title(draft, item)
    _headings(draft, open_rows.columns)
    first = draft.row
    layout = draft.layout
    keys = {column.name: column.column or "entry" for column in open_rows.columns}
    spans = {name: (layout.at(key), layout.end(key)) for name, key in keys.items()}
    for number in range(1, open_rows.count + 1):
        _row(draft, item, spans, number)
    name_columns(draft, item, spans, first, draft.row - 1)
    _sums(draft, item, first)
    rows.name_checks(draft, item, first, draft.row - first)
    if item.value is not None:
        scores.value(draft, item, 1, top)
    scores.score(draft, item, top)
    scores.working(draft, item, top, 1)


def _title(draft: Draft, item: Item) -> None:
    layout = draft.layout
    first, last = layout.at("standard"), layout.end("standard")
    room = layout.width(first, last)
    text = rows.standard_text(draft, item, room)
    rows.labels(draft, item, 1)
    draft.across(first, last, text, rows.standard_style(draft))
    rows.points_and_target(draft, item, 1)
    for column in layout.columns:
        is_value = column.key == "value" and item.value is not None
        if column.key.startswith(("label", "entry", "value", "check")) and not is_value:
            draft.in_column(column.key, None, "blank")
    size = rows.standard_size(layout)
    taken = lines(text, room, size)
    draft.next_row(
        max(28, rows.name_height(draft, item, height), height(taken, size)),
        max(22, rows.name_height(draft, item, tight), tight(taken, size)),
    )


def _headings(draft: Draft, columns: tuple[Input, ...]) -> None:
    layout = draft.layout
    used = {column.column or "entry": column for column in columns}
    taken = 1
    for column in layout.columns:
        text, part = None, used.get(column.key)
        style = f"rows_header_{'left' if column.align == 'mark' else column.align}"
        if part is not None:
            style = "rows_header_text" if part.kind is Kind.TEXT else style
            width = column.width - (INDENT if part.kind is Kind.TEXT else 0)
            text = broken(numbers.with_unit(part), width, NOTE)
            taken = max(taken, lines(text, width, NOTE))
        if column.key == "number":
            text, style = "序号", "rows_header_center"
        draft.in_column(column.key, text, style)
    draft.next_row(max(22, height(taken, NOTE)), max(18, tight(taken, NOTE)))


def _row(draft: Draft, item: Item, spans: Mapping[str, Span], number: int) -> None:
    layout = draft.layout
    open_rows = item.indicator.rows
    assert open_rows is not None
    used = {column.column or "entry" for column in open_rows.columns}
    if open_rows.items:
        used.add("name")
        draft.in_column("name", open_rows.items[number - 1], "standard_small")
    row_cells(draft, item, number, spans, {})
    for column in layout.columns:
        if column.key not in used and column.key not in ("number", "check", "remark", "working"):
            draft.in_column(column.key, None, "blank")
    taken = rows.mark_lines(draft, checks.open_row_mark(item, number))
    draft.next_row(max(TALL, height(taken, NOTE)), max(LEAST, tight(taken, NOTE)))


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
        some = Binary(">", call("COUNTKNOWN", Column(shown)), number_node(0))
        draft.in_column(column.key, Formula(call("IF", some, total, Text("")), ""), "rows_sum", '0.##"%"_ ')
    told = checks.rows_mark(item)
    rows.mark(draft, told)
    taken = rows.mark_lines(draft, told)
    draft.next_row(max(24, height(taken, NOTE)), max(20, tight(taken, NOTE)))
