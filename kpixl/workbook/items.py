"""The table of indicators in a form's plan: headings, input rows, marks, workings, subtotals."""

from __future__ import annotations

from fractions import Fraction

from kpixl.model.scheme import Section
from kpixl.rules.declare import ALL_POINTS, ALL_SCORES, SCORE
from kpixl.rules.explain import explanation
from kpixl.rules.nodes import Binary, Column, Expr, Name, Text, call, join, number
from kpixl.rules.quantity import Cell, Item
from kpixl.rules.scoring import POINTS, TARGET, VALUE
from kpixl.rules.to_excel import Reference
from kpixl.rules.totals import section_points, subtotal_name
from kpixl.rules.words import standard
from kpixl.workbook import checks, numbers, openrows
from kpixl.workbook.layout import MIRROR, height, lines
from kpixl.workbook.palette import PROVISIONAL
from kpixl.workbook.plan import Draft, Entry, Formula, InputSpot, Rich, Spot

UNFINISHED = "未完成"
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
            _subtotal(draft, section)
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
    scores, points = draft.layout.at("score"), draft.layout.at("points")
    carrier = scores + MIRROR
    for name, column in ((ALL_SCORES, carrier), (ALL_POINTS, points)):
        members = draft.rulebook.quantities[prefix + name].members
        cells = tuple(draft.references[m].text for m in members if m in draft.references)
        draft.name(
            prefix + name, f"{Spot(first, column).address}:{Spot(last, column).address}", members=cells
        )


def block(draft: Draft, item: Item) -> None:
    """One indicator: its input rows with the labels merged over them, and its working."""
    rows = input_rows(draft, item)
    count = len(rows)
    top = draft.row
    text = standard(item, draft.rulebook)
    working_line = draft.layout.working_line
    labels(draft, item, count + (1 if working_line else 0))
    draft.in_column("standard", text, "standard", rows=count)
    points_and_target(draft, item, count)
    for offset, cells in enumerate(rows):
        draft.row = top + offset
        _input_row(draft, item, cells, is_last=offset == count - 1)
    _heights(draft, item, top, count, text)
    draft.row = top
    name_checks(draft, item, top, count)
    if item.value is not None:
        _value(draft, item, count)
    score(draft, item, Spot(top, draft.layout.at("score"), count))
    draft.row = top + count
    working(draft, item, top, count)


def input_rows(draft: Draft, item: Item) -> list[list[Cell]]:
    """The cells of an item by row: one each, but those with a column of their own share the first row."""
    beside = [cell for cell in item.cells if draft.layout.has(f"entry:{cell.input.column}")]
    own = [[cell] for cell in item.cells if cell not in beside]
    if not own:
        return [beside]
    own[0] += beside
    return own


def labels(draft: Draft, item: Item, rows: int) -> None:
    """序号 and the indicator's name, with the source of its data under it."""
    indicator = item.indicator
    name = f"{indicator.name} {PROVISIONAL}" if indicator.provisional else indicator.name
    draft.in_column("number", float(item.number), "number", "0", rows=rows)
    content = Rich(name, f"来源：{indicator.source}") if indicator.source else name
    draft.in_column("name", content, "name", rows=rows)


def points_and_target(draft: Draft, item: Item, rows: int) -> None:
    """分值 and 目标 are numbers that formulas read; an item without points only deducts."""
    indicator = item.indicator
    if item.points is None:
        draft.in_column("points", "只扣分", "points_text", rows=rows)
    else:
        spot = draft.in_column(
            "points", float(item.points), "points", numbers.constant(item.points), rows=rows
        )
        draft.name(item.id(POINTS), spot.address, (item.points * 10**9).denominator == 1)
    mark = f" {PROVISIONAL}" if indicator.provisional else ""
    centred = "_centred" if draft.layout.landscape else ""
    if not isinstance(indicator.target, Fraction):
        draft.in_column("target", (indicator.terse or "—") + mark, f"target_text{centred}", rows=rows)
        return
    unit = numbers.constant(indicator.target, indicator.unit + mark)
    spot = draft.in_column("target", float(indicator.target), f"target{centred}", unit, rows=rows)
    draft.name(item.id(TARGET), spot.address, settled=True)


def _input_row(draft: Draft, item: Item, cells: list[Cell], is_last: bool) -> None:
    lead = cells[0]
    units = "、".join(numbers.with_unit(cell.input) for cell in cells)
    draft.in_column("label", units, "input_label")
    check = Spot(draft.row, draft.layout.at("check"))
    for cell in cells:
        place_input(draft, cell, entry_column(draft, cell, lead), check)
    for column in draft.layout.columns:
        if column.key.startswith("entry") and draft.layout.at(column.key) not in _used(draft, cells, lead):
            draft.in_column(column.key, "—", "no_entry")
    mark(draft, checks.row_mark(item, cells, is_last))
    if draft.layout.has("remark"):
        draft.remarks.append(draft.in_column("remark", None, "remark"))


def _used(draft: Draft, cells: list[Cell], lead: Cell) -> set[int]:
    return {draft.layout.at(entry_column(draft, cell, lead)) for cell in cells}


def entry_column(draft: Draft, cell: Cell, lead: Cell) -> str:
    """The layout column that an input cell stands in."""
    own = f"entry:{cell.input.column}"
    return own if draft.layout.has(own) and cell.input.column else "entry"


def place_input(draft: Draft, cell: Cell, column: str, check: Spot, style: str = "entry") -> None:
    """An input cell with its key, its carrier and its names."""
    spot = draft.in_column(column, Entry(cell), style, numbers.entry(cell.input))
    quantity = draft.rulebook.quantities[cell.id]
    draft.references[cell.raw] = Reference(spot.plain, True)
    carrier = Spot(spot.row, spot.column + MIRROR)
    assert quantity.rule is not None
    draft.carry(cell.id, carrier, quantity.rule)
    draft.inputs.append(InputSpot(cell, spot, f"i{len(draft.inputs) + 1}", check))
    if cell.row is None:
        draft.name(cell.id, carrier.address, quantity.settled)
    else:
        draft.references[cell.id] = Reference(carrier.address, quantity.settled)


def mark(draft: Draft, rule: Expr) -> None:
    """The mark at the end of the current row, and its code in a hidden cell, for counting."""
    text, code = f"{checks.MARK}{draft.row}", f"{checks.CODE}{draft.row}"
    spot = draft.in_column("check", Formula(rule, text), "check")
    draft.references[text] = Reference(spot.address)
    draft.derived += [(text, rule), (code, checks.code_of(Name(text)))]
    draft.carry(code, Spot(spot.row, spot.column + MIRROR), checks.code_of(Name(text)))


def name_checks(draft: Draft, item: Item, first: int, count: int) -> None:
    """The codes of one item's marks, for its working."""
    draft.name_marks(item.id(checks.CHECKS), range(first, first + count))


def _value(draft: Draft, item: Item, rows: int) -> None:
    """The value that scores: shown where the layout has a column for it, else carried only."""
    name = item.id(VALUE)
    quantity = draft.rulebook.quantities[name]
    assert quantity.rule is not None
    if draft.layout.has("value"):
        spot = Spot(draft.row, draft.layout.at("value"), rows)
        draft.show(name, spot, quantity.rule, "", "value", numbers.shown(quantity.unit, quantity.places))
    else:
        carrier = Spot(draft.row, draft.layout.at("standard") + MIRROR)
        draft.carry(name, carrier, quantity.rule)
        draft.name(name, carrier.address, quantity.settled)


def score(draft: Draft, item: Item, spot: Spot) -> None:
    """得分: nothing until it is known."""
    rule = draft.rulebook.quantities[item.id(SCORE)].rule
    assert rule is not None
    draft.show(item.id(SCORE), spot, rule, "", "score", "0.00_ ")


def working(draft: Draft, item: Item, top: int, rows: int) -> None:
    """算式: how this score came about, in a line under the item or in a column beside it."""
    explained = call("IFERROR", explanation(item, draft.rulebook), checks.pending_text(item))
    name = item.id("算式")
    draft.derived.append((name, explained))
    if not draft.layout.working_line:
        draft.put(Spot(top, draft.layout.at("working"), rows), Formula(explained, name), "working")
        return
    first, value = draft.layout.at("standard"), draft.layout.at("value")
    draft.across(first, value - 1, Formula(join("算式：", explained), ""), "working")
    draft.across(value, value, "备注（选填）", "remark_beside")
    draft.remarks.append(draft.across(value + 1, draft.layout.last, None, "remark"))
    draft.next_row(22)


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


def _subtotal(draft: Draft, section: Section) -> None:
    name = subtotal_name(section)
    rule = draft.rulebook.quantities[name].rule
    assert rule is not None
    layout = draft.layout
    first = layout.at("points")
    draft.across(1, first - 1, section.subtotal, "subtotal_label")
    points = section_points(section)
    draft.in_column("points", float(points), "subtotal_points", numbers.constant(points))
    score_at = layout.at("score")
    draft.across(first + 1, score_at - 1, None, "subtotal_label")
    draft.show(name, Spot(draft.row, score_at), rule, UNFINISHED, "subtotal_score", "0.00_ ")
    so_far(draft, name, f"{section.name}.{ALL_SCORES}", "subtotal_note")
    draft.next_row(23)


def so_far(draft: Draft, total: str, scores: str, style: str) -> None:
    """已计 29.50, as long as the sum is not final."""
    layout = draft.layout
    so_far = call("TEXT", call("SUMKNOWN", Column(scores)), Text("0.00"))
    begun = call("IF", Binary(">", call("COUNT", Column(scores)), number(0)), join("已计 ", so_far), Text(""))
    note = call("IF", call("ISERROR", Name(total)), begun, Text(""))
    weighted = scores == ALL_SCORES and any(s.weight is not None for s in draft.rulebook.form.sections)
    first = layout.at("score") + 1
    draft.across(first, layout.last, None if weighted else Formula(note, ""), style)
