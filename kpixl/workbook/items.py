"""The table of indicators in a form's plan: headings, input rows, marks, workings, subtotals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from kpixl.model.scheme import Section
from kpixl.rules.declare import ALL_POINTS, ALL_SCORES
from kpixl.rules.quantity import Item
from kpixl.rules.totals import section_points
from kpixl.workbook import logs, numbers, openrows, rows, scores
from kpixl.workbook.layout import MIRROR, POINTS, SCORES
from kpixl.workbook.measure import NOTE, height, lines, tight
from kpixl.workbook.paper import Cut, Heading, Start
from kpixl.workbook.plan import Draft, Spot
from kpixl.workbook.widths import BOLD

ORDINALS = "一二三四五六七八九十"


def table(draft: Draft) -> None:
    """Header, then section by section; the columns of scores and points get their names."""
    header(draft)
    start = draft.row
    ordinal = 0
    for section in draft.rulebook.form.sections:
        draft.starts.append(Start(draft.row, Cut.SECTION))
        if section.heading:
            ordinal += 1
            _heading(draft, section, ordinal)
        first = draft.row
        for item in draft.rulebook.items:
            if item.section is section:
                if draft.row > first:
                    draft.starts.append(Start(draft.row))
                _drawer(item)(draft, item)
        _name_columns(draft, section.name + ".", first, draft.row - 1)
        if section.subtotal:
            scores.subtotal(draft, section)
        elif section.weight is not None:
            scores.unseen_subtotal(draft, section)
    _name_columns(draft, "", start, draft.row - 1)
    draft.headings.append(Heading(draft.header_row, draft.row))


def _drawer(item: Item) -> Callable[[Draft, Item], None]:
    if item.is_log:
        return logs.table_row
    return block if item.indicator.rows is None else openrows.block


def header(draft: Draft) -> None:
    """The row of column headings; those of input columns are tinted."""
    draft.header_row = draft.row
    taken = max(lines(column.heading, column.width / BOLD) for column in draft.layout.columns)
    for column in draft.layout.columns:
        is_input = column.key.startswith("entry")
        style = f"header_input_{column.align}" if is_input else f"header_{column.align}"
        draft.in_column(column.key, column.heading, style)
    draft.next_row(max(24, tight(taken) + 1.5), max(20, tight(taken)))


def section_heading(section: Section, number: int) -> str:
    """一、服务满意度（60分，占40%）."""
    points = section_points(section)
    words = [f"{numbers.points_text(points)}分"] if points else []
    if isinstance(section.weight, Fraction):
        words.append(f"占{numbers.points_text(section.weight * 100)}%")
    if section.least is not None:
        words.append(f"至少{numbers.points_text(section.least)}分")
    ordinal = ORDINALS[number - 1] if number <= len(ORDINALS) else str(number)
    return f"{ordinal}、{section.name}" + (f"（{'，'.join(words)}）" if words else "")


def _heading(draft: Draft, section: Section, number: int) -> None:
    text = section_heading(section, number)
    draft.across(1, draft.layout.last, text, "section")
    taken = lines(text, draft.layout.width(1, draft.layout.last))
    draft.next_row(max(23, height(taken)), max(19, tight(taken)))


def _name_columns(draft: Draft, prefix: str, first: int, last: int) -> None:
    layout = draft.layout
    points = layout.at("points") if layout.has("points") else POINTS
    carrier = layout.at("score") + MIRROR if layout.has("score") else SCORES
    for name, column in ((ALL_SCORES, carrier), (ALL_POINTS, points)):
        members = draft.rulebook.quantities[prefix + name].members
        cells = tuple(draft.references[m].text for m in members if m in draft.references)
        draft.name(
            prefix + name, f"{Spot(first, column).address}:{Spot(last, column).address}", members=cells
        )


def block(draft: Draft, item: Item) -> None:
    """One indicator: its input rows with the labels merged over them, and its working."""
    lines_of_cells = rows.input_rows(draft, item)
    count = len(lines_of_cells)
    top = draft.row
    text = rows.standard_text(draft, item, draft.layout.width_of("standard"))
    working_line = draft.layout.working_line
    rows.labels(draft, item, count + (1 if working_line else 0))
    draft.in_column("standard", text, rows.standard_style(draft), rows=count)
    rows.points_and_target(draft, item, count)
    tall, least = rows.row_height(draft, item)
    for offset, cells in enumerate(lines_of_cells):
        draft.row = top + offset
        is_last = offset == count - 1
        rows.input_row(draft, item, cells, is_last)
        taken = rows.note_lines(draft, item, cells, is_last)
        draft.set_height(draft.row, max(tall, height(taken, NOTE)), max(least, tight(taken, NOTE)))
    draft.row = top
    rows.name_checks(draft, item, top, count)
    if item.value is not None:
        scores.value(draft, item, count)
    scores.score(draft, item, top, count)
    draft.row = top + count
    scores.working(draft, item, top, count)
    _stretch(draft, item, range(top, top + count), text)


def _stretch(draft: Draft, item: Item, own: range, text: str) -> None:
    """Input rows share evenly what the standard, the name and the working beside them need more."""
    for heights, measure in ((draft.least, tight), (draft.heights, height)):
        more = _needed(draft, item, text, heights, measure, own.stop) - sum(heights[row] for row in own)
        for row in own:
            heights[row] = round(heights[row] + max(more, 0) / len(own))


def _needed(
    draft: Draft,
    item: Item,
    text: str,
    heights: Mapping[int, float],
    measure: Callable[[int, int], float],
    below: int,
) -> float:
    """The height in points that the texts beside an item's input rows take together."""
    layout = draft.layout
    size = rows.standard_size(layout)
    standard = measure(lines(text, layout.width_of("standard"), size), size)
    name = rows.name_height(draft, item, measure)
    if layout.working_line:
        return max(standard, name - heights[below])
    return max(standard, name, measure(scores.working_lines(draft, item, layout.width_of("working")), NOTE))
