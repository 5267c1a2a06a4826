"""What a form computes, in its plan: values, scores, workings and subtotals."""

from __future__ import annotations

from kpixl.model.days import DAY
from kpixl.model.scheme import Section
from kpixl.rules.declare import ALL_SCORES, LEAST, SCORE
from kpixl.rules.explain import explanation
from kpixl.rules.nodes import Binary, Column, Expr, Name, Text, call, join, number
from kpixl.rules.quantity import Item
from kpixl.rules.scoring import VALUE
from kpixl.rules.totals import section_points, subtotal_name
from kpixl.workbook import checks, numbers, rows
from kpixl.workbook.layout import MIRROR, SCORES, TOTALS
from kpixl.workbook.longest import most_lines
from kpixl.workbook.measure import NOTE, height, tight
from kpixl.workbook.palette import LOW
from kpixl.workbook.plan import Draft, Formula, Spot
from kpixl.workbook.widths import INDENT

UNFINISHED = "未完成"
WORKING = 20
"""The height of a line of working, in points."""


def value(draft: Draft, item: Item, rows: int, top: int | None = None) -> None:
    """The value that scores: shown where the layout has a column for it, else carried only."""
    name, row = item.id(VALUE), draft.row if top is None else top
    quantity = draft.rulebook.quantities[name]
    assert quantity.rule is not None
    if draft.layout.has("value"):
        spot = Spot(row, draft.layout.at("value"), rows)
        # The time of day stands beside it, in the cell where it was typed.
        shown = DAY if quantity.dated else numbers.shown(quantity.unit, quantity.places)
        draft.show(name, spot, quantity.rule, "", "value", shown)
    else:
        carrier = Spot(row, draft.layout.at("standard") + MIRROR)
        draft.carry(name, carrier, quantity.rule)
        draft.name(name, carrier.address, quantity.settled)


def score(draft: Draft, item: Item, row: int, rows: int = 1) -> None:
    """得分: nothing until it is known; carried only where nothing is scored."""
    quantity = draft.rulebook.quantities[item.id(SCORE)]
    rule = quantity.rule
    assert rule is not None
    if not draft.layout.has("score"):
        carrier = Spot(row, SCORES)
        draft.carry(quantity.id, carrier, rule)
        draft.name(quantity.id, carrier.address, quantity.settled)
        return
    spot = Spot(row, draft.layout.at("score"), rows)
    draft.show(item.id(SCORE), spot, rule, "", "score", "0.00_ ")


def working(draft: Draft, item: Item, top: int, rows: int) -> None:
    """算式: how this score came about, in a line under the item or in a column beside it."""
    explained = _explained(draft, item)
    name = item.id("算式")
    draft.derived.append((name, explained))
    if not draft.layout.working_line:
        spot = Spot(top, draft.layout.at("working"), rows, draft.layout.parts("working"))
        draft.put(spot, Formula(explained, name), "working")
        return
    first, value = draft.layout.at("standard"), draft.layout.at("value")
    taken = working_lines(draft, item, draft.layout.width(first, value - 1))
    style = "working" if taken > 1 else "working_line"
    draft.across(first, value - 1, Formula(join("算式：", explained), ""), style)
    draft.across(value, value, "备注", "remark_beside")
    draft.remarks.append(draft.across(value + 1, draft.layout.last, None, "remark"))
    draft.next_row(max(WORKING, height(taken, NOTE)), tight(taken, NOTE) + 3)


def _explained(draft: Draft, item: Item) -> Expr:
    is_low = rows.is_low(draft, item)
    pending = checks.pending_text(item, is_low)
    return call(
        "IF",
        call("ISERROR", Name(item.id(SCORE))),
        pending,
        call("IFERROR", join(explanation(item, draft.rulebook), checks.reminded(item, is_low)), pending),
    )


def working_lines(draft: Draft, item: Item, width: float) -> int:
    """How many lines the working takes at its longest."""
    return most_lines(join("算式：", _explained(draft, item)), width - INDENT, NOTE)


def subtotal(draft: Draft, section: Section) -> None:
    """The 小计 of a section."""
    name = subtotal_name(section)
    rule = draft.rulebook.quantities[name].rule
    assert rule is not None
    layout = draft.layout
    if not layout.has("score"):
        unseen_subtotal(draft, section)
        return
    first = layout.at("points")
    draft.across(1, first - 1, section.subtotal, "subtotal_label")
    points = section_points(section)
    draft.in_column("points", float(points), "subtotal_points", numbers.constant(points))
    score_at = layout.at("score")
    draft.across(first + 1, score_at - 1, None, "subtotal_label")
    draft.show(name, Spot(draft.row, score_at), rule, UNFINISHED, "subtotal_score", "0.00_ ")
    so_far(draft, name, f"{section.name}.{ALL_SCORES}", "subtotal_note", _under_least(section))
    draft.next_row(23, 19)


def unseen_subtotal(draft: Draft, section: Section) -> None:
    """A subtotal that formulas need and nobody sees."""
    name = subtotal_name(section)
    rule = draft.rulebook.quantities[name].rule
    assert rule is not None
    carrier = Spot(draft.row - 1, TOTALS)
    draft.carry(name, carrier, rule)
    draft.name(name, carrier.address)


def _under_least(section: Section) -> Expr:
    """▼ 低于8分, when the subtotal does not reach the section's minimum."""
    if section.least is None:
        return Text("")
    low = Binary("<", Name(subtotal_name(section)), Name(f"{section.name}.{LEAST}"))
    return call("IF", low, Text(f"{LOW} 低于{numbers.points_text(section.least)}分"), Text(""))


def so_far(draft: Draft, total: str, scores: str, style: str, final: Expr) -> None:
    """已计 29.50, as long as the sum is not final; then what is said of it."""
    layout = draft.layout
    so_far = call("TEXT", call("SUMKNOWN", Column(scores)), Text("0.00"))
    begun = call(
        "IF", Binary(">", call("COUNTKNOWN", Column(scores)), number(0)), join("已计 ", so_far), Text("")
    )
    weighted = scores == ALL_SCORES and any(s.weight is not None for s in draft.rulebook.form.sections)
    note = call("IF", call("ISERROR", Name(total)), Text("") if weighted else begun, final)
    first = layout.at("score") + 1
    is_empty = weighted and final == Text("")
    draft.across(first, layout.last, None if is_empty else Formula(note, ""), style)
