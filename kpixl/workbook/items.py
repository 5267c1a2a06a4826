"""The table of indicators in a form's plan: headings, input rows, marks, workings, subtotals."""

from __future__ import annotations

from fractions import Fraction

from kpixl.model.scheme import Section
from kpixl.rules.declare import ALL_POINTS, ALL_SCORES
from kpixl.rules.quantity import Item
from kpixl.rules.totals import section_points
from kpixl.rules.words import standard
from kpixl.workbook import annex, checks, numbers, openrows, rows, scores
from kpixl.workbook.layout import MIRROR
from kpixl.workbook.longest import most_lines
from kpixl.workbook.measure import NOTE, height, lines, tight
from kpixl.workbook.plan import Draft, Spot

ORDINALS = "一二三四五六七八九十"


def table(draft: Draft) -> None:
    """Header, then section by section; the columns of scores and points get their names."""
    header(draft)
    start = draft.row
    ordinal = 0
    for section in draft.rulebook.form.sections:
        if section.heading:
            ordinal += 1
            _heading(draft, section, ordinal)
        first = draft.row
        for item in draft.rulebook.items:
            if item.section is section:
                (openrows.block if item.indicator.rows is not None else block)(draft, item)
        _name_columns(draft, section.name + ".", first, draft.row - 1)
        if section.subtotal:
            scores.subtotal(draft, section)
    _name_columns(draft, "", start, draft.row - 1)


def header(draft: Draft) -> None:
    """The row of column headings; those of input columns are tinted."""
    draft.header_row = draft.row
    tall = any("\n" in column.heading for column in draft.layout.columns)
    for column in draft.layout.columns:
        is_input = column.key.startswith("entry")
        style = f"header_input_{column.align}" if is_input else f"header_{column.align}"
        draft.in_column(column.key, column.heading, style)
    draft.next_row(36 if tall else 26)


def _heading(draft: Draft, section: Section, number: int) -> None:
    points = f"（{numbers.points_text(section_points(section))}分"
    if isinstance(section.weight, Fraction):
        points += f"，占{numbers.points_text(section.weight * 100)}%"
    ordinal = ORDINALS[number - 1] if number <= len(ORDINALS) else str(number)
    draft.across(1, draft.layout.last, f"{ordinal}、{section.name}{points}）", "section")
    draft.next_row(23)


def _name_columns(draft: Draft, prefix: str, first: int, last: int) -> None:
    points = draft.layout.at("points")
    carrier = draft.layout.at("score") + MIRROR
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
    text = standard(item, draft.rulebook)
    working_line = draft.layout.working_line
    rows.labels(draft, item, count + (1 if working_line else 0))
    draft.in_column("standard", text, "standard", rows=count)
    rows.points_and_target(draft, item, count)
    for offset, cells in enumerate(lines_of_cells):
        draft.row = top + offset
        rows.input_row(draft, item, cells, is_last=offset == count - 1)
    _heights(draft, item, top, count, text)
    draft.row = top
    rows.name_checks(draft, item, top, count)
    if item.value is not None:
        scores.value(draft, item, count)
    scores.score(draft, item, Spot(top, draft.layout.at("score"), count))
    draft.row = top + count
    scores.working(draft, item, top, count)


def _heights(draft: Draft, item: Item, top: int, count: int, text: str) -> None:
    layout = draft.layout
    wide = {column.key: column.width for column in layout.columns}
    needed = height(lines(text, wide["standard"]))
    label = height(lines(item.indicator.name, wide["name"])) + (19 if item.indicator.source else 0)
    needed = max(needed, label - (22 if layout.working_line else 0))
    if not layout.working_line:
        needed = max(needed, height(2, 9)) if count == 1 and len(text) > 12 else needed
    each = max(needed / count, 26 if layout.working_line else 25)
    if layout.working_line:
        each = max(each, 34 if count == 1 else 27)
    for row in range(top, top + count):
        draft.heights[row] = round(each)
