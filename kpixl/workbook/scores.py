"""What a form computes, in its plan: values, scores, workings and subtotals."""

from __future__ import annotations

from kpixl.model.scheme import Section
from kpixl.rules.declare import ALL_SCORES, SCORE
from kpixl.rules.explain import explanation
from kpixl.rules.nodes import Binary, Column, Expr, Name, Text, call, join, number
from kpixl.rules.quantity import Item
from kpixl.rules.scoring import VALUE
from kpixl.rules.totals import section_points, subtotal_name
from kpixl.workbook import checks, numbers
from kpixl.workbook.layout import MIRROR
from kpixl.workbook.longest import most_lines
from kpixl.workbook.measure import NOTE, height, tight
from kpixl.workbook.plan import Draft, Formula, Spot
from kpixl.workbook.widths import INDENT

UNFINISHED = "未完成"
WORKING = 20
"""The height of a line of working, in points."""


def value(draft: Draft, item: Item, rows: int) -> None:
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
    explained = _explained(draft, item)
    name = item.id("算式")
    draft.derived.append((name, explained))
    if not draft.layout.working_line:
        draft.put(Spot(top, draft.layout.at("working"), rows), Formula(explained, name), "working")
        return
    first, value = draft.layout.at("standard"), draft.layout.at("value")
    taken = working_lines(draft, item, draft.layout.width(first, value - 1))
    style = "working" if taken > 1 else "working_line"
    draft.across(first, value - 1, Formula(join("算式：", explained), ""), style)
    draft.across(value, value, "备注", "remark_beside")
    draft.remarks.append(draft.across(value + 1, draft.layout.last, None, "remark"))
    draft.next_row(max(WORKING, height(taken, NOTE)), tight(taken, NOTE) + 3)


def _explained(draft: Draft, item: Item) -> Expr:
    pending = checks.pending_text(item)
    return call(
        "IF",
        call("ISERROR", Name(item.id(SCORE))),
        pending,
        call("IFERROR", explanation(item, draft.rulebook), pending),
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
    first = layout.at("points")
    draft.across(1, first - 1, section.subtotal, "subtotal_label")
    points = section_points(section)
    draft.in_column("points", float(points), "subtotal_points", numbers.constant(points))
    score_at = layout.at("score")
    draft.across(first + 1, score_at - 1, None, "subtotal_label")
    draft.show(name, Spot(draft.row, score_at), rule, UNFINISHED, "subtotal_score", "0.00_ ")
    so_far(draft, name, f"{section.name}.{ALL_SCORES}", "subtotal_note")
    draft.next_row(23, 19)


def so_far(draft: Draft, total: str, scores: str, style: str) -> None:
    """已计 29.50, as long as the sum is not final."""
    layout = draft.layout
    so_far = call("TEXT", call("SUMKNOWN", Column(scores)), Text("0.00"))
    begun = call("IF", Binary(">", call("COUNT", Column(scores)), number(0)), join("已计 ", so_far), Text(""))
    note = call("IF", call("ISERROR", Name(total)), begun, Text(""))
    weighted = scores == ALL_SCORES and any(s.weight is not None for s in draft.rulebook.form.sections)
    first = layout.at("score") + 1
    draft.across(first, layout.last, None if weighted else Formula(note, ""), style)
