"""A log in a form's plan: rows below the table, over the whole width, under headings of their own."""

from __future__ import annotations

from kpixl.model.indicator import Input, Kind, OpenRows
from kpixl.rules.declare import COUNTED
from kpixl.rules.nodes import Column, Text, call, join
from kpixl.rules.quantity import Item
from kpixl.workbook import checks, numbers, rows, scores
from kpixl.workbook.longest import most_lines
from kpixl.workbook.measure import NOTE, broken, height, lines, tight
from kpixl.workbook.paper import Cut, Heading, Start
from kpixl.workbook.plan import Draft, Formula
from kpixl.workbook.row_cells import Span, name_columns, row_cells
from kpixl.workbook.spans import spans as fitted_spans
from kpixl.workbook.widths import INDENT, one_line

TALL, LEAST = 24, 19
"""The height of a row, two short lines of text, and the least."""

ITEM = "项目"
"""The heading of preset rows."""

_NEEDS = {Kind.TEXT: 18.0, Kind.DATE: 12.0, Kind.DATETIME: 17.0}
_FIGURES = 9.0
_CENTRED = dict.fromkeys((Kind.CHOICE, Kind.DATE, Kind.DATETIME), "entry_choice")
"""Short answers stand in the middle of their cells."""


def table_row(draft: Draft, item: Item) -> None:
    """The log's line in the form's table: its standard, how many rows count, its score."""
    layout = draft.layout
    text = rows.standard_text(draft, item, layout.width_of("standard"))
    rows.labels(draft, item, 1)
    draft.in_column("standard", text, rows.standard_style(draft))
    rows.points_and_target(draft, item, 1)
    draft.in_column("label", "见下方登记", "input_label")
    counted = call("SUM", Column(item.id(COUNTED)))
    told = call("IFERROR", join(call("TEXT", counted, Text("0")), " 条"), Text(""))
    for column in layout.columns:
        if column.key == "entry":
            draft.in_column("entry", Formula(told), "value")
        elif column.key.startswith("entry"):
            draft.in_column(column.key, "—", "no_entry")
    if item.value is not None:
        scores.value(draft, item, 1)
    scores.score(draft, item, draft.row)
    draft.in_column("check", None, "blank")
    if layout.has("remark"):
        draft.remarks.append(draft.in_column("remark", None, "remark"))
    draft.log_rows[item.indicator.name] = draft.row
    size = rows.standard_size(layout)
    taken = lines(text, layout.width_of("standard"), size)
    working = scores.working_lines(draft, item, layout.width_of("working"))
    draft.next_row(
        max(28, height(taken, size), rows.name_height(draft, item, height), height(working, NOTE)),
        max(25, tight(taken, size), rows.name_height(draft, item, tight), tight(working, NOTE)),
    )


def block(draft: Draft, item: Item) -> None:
    """The log itself: title, headings, rows; then the working of its line above can be told."""
    open_rows = item.indicator.rows
    assert open_rows is not None
    draft.next_row(8, 3)
    draft.starts.append(Start(draft.row, Cut.SECTION))
    draft.across(1, draft.layout.last, f"{item.indicator.name}（{_how(open_rows)}）", "section")
    draft.next_row(23, 19)
    items, placed = _spans(draft, item)
    _headings(draft, open_rows.columns, items, placed)
    first = draft.row
    for number in range(1, open_rows.count + 1):
        if number > 1:
            draft.starts.append(Start(draft.row))
        if items is not None:
            draft.across(*items, open_rows.items[number - 1], "standard_small")
        row_cells(draft, item, number, placed, _CENTRED, _mark_span(draft))
        room = draft.layout.width(*_mark_span(draft)) - INDENT
        taken = most_lines(checks.open_row_mark(item, number), room, NOTE)
        if items is not None:
            width = draft.layout.width(*items)
            taken = max(taken, lines(open_rows.items[number - 1], width, NOTE))
        draft.next_row(max(TALL, tight(taken, NOTE)), max(LEAST, tight(taken, NOTE)))
    draft.headings.append(Heading(first - 1, draft.row))
    name_columns(draft, item, placed, first, draft.row - 1)
    rows.name_checks(draft, item, first, open_rows.count)
    scores.working(draft, item, draft.log_rows[item.indicator.name], 1)


def _how(rows: OpenRows) -> str:
    """What is to be filled in."""
    if rows.items:
        return "逐项填写，每行都要填"
    return f"逐条登记，至少{rows.least}行" if rows.least else "逐条登记，没有发生的不填"


def _mark_span(draft: Draft) -> Span:
    """A log has no remarks: its marks take their room."""
    return draft.layout.at("check"), draft.layout.last


def _spans(draft: Draft, item: Item) -> tuple[Span | None, dict[str, Span]]:
    """Where the names of preset rows stand, if there are any, and each column; between numbers and marks."""
    open_rows = item.indicator.rows
    assert open_rows is not None
    first, last = draft.layout.at("name"), draft.layout.at("check") - 1
    needs = [_need(column) for column in open_rows.columns]
    preset = [max(one_line(open_rows.items, NOTE) / 2, 18.0)] if open_rows.items else []
    spans = fitted_spans(draft.layout.widths[first - 1 : last], [*preset, *needs], first)
    names = (column.name for column in open_rows.columns)
    return (spans[0] if preset else None), dict(zip(names, spans[len(preset) :], strict=True))


def _need(column: Input) -> float:
    heading = one_line([numbers.with_unit(column)], NOTE)
    if column.kind is Kind.CHOICE:
        return max(min(one_line(column.choices, NOTE) + INDENT, 22.0), heading / 2)
    return max(_NEEDS.get(column.kind, _FIGURES), heading / 2)


def _align(column: Input) -> str:
    if column.kind is Kind.TEXT:
        return "left" if column.rule is not None else "text"
    return "center" if column.kind in _CENTRED else "right"


def _headings(draft: Draft, columns: tuple[Input, ...], items: Span | None, placed: dict[str, Span]) -> None:
    draft.in_column("number", "序号", "rows_header_center")
    taken = 1
    if items is not None:
        draft.across(*items, ITEM, "rows_header_left")
    for column in columns:
        align, span = _align(column), placed[column.name]
        width = draft.layout.width(*span) - (INDENT if align == "text" else 0)
        text = broken(numbers.with_unit(column), width, NOTE)
        taken = max(taken, lines(text, width, NOTE))
        typed = "input_" if column.rule is None else ""
        draft.across(*span, text, f"rows_header_{typed}{align}")
    draft.across(*_mark_span(draft), "检查", "rows_header_text")
    draft.next_row(max(24, height(taken, NOTE)), max(19, tight(taken, NOTE)))
