"""Fines, bonuses and measures in a form's plan: ledgers of their own under the results."""

from __future__ import annotations

from collections.abc import Iterable

from kpixl.model.consequence import OWN, Measure, Money, Payer, Side, borne_by, times
from kpixl.rules.consequences import CENTS
from kpixl.rules.nodes import Binary, Call, Expr, Name, Text, call, number
from kpixl.workbook.measure import NOTE, broken, height, lines, tight
from kpixl.workbook.palette import NOTHING
from kpixl.workbook.paper import Cut, Start
from kpixl.workbook.plan import Content, Draft, Formula, Spot
from kpixl.workbook.row_cells import Span
from kpixl.workbook.spans import spans

SIDES = {Side.FINE: "罚款", Side.BONUS: "奖励"}
APPLIES, APPLIES_NOT = "触发，待确认", NOTHING
AMOUNT = "#,##0.00_ "
LATER = Text("汇总后计")
"""What all bear together when only the roster tells how many they are."""

EACH, SHARED = "每人金额（元）", "金额（元）"
"""What the amounts are: of each of those who bear it, or, where a line is borne in parts, of all together."""
EACH_OF = "（各）"
_MONEY = (("事项", 20.0), ("依据", 40.0), ("承担或领取人", 24.0), (EACH, 13.0), ("合计（元）", 13.0))
_MEASURES = (("措施", 20.0), ("依据", 40.0), ("对象", 24.0), ("结果", 26.0))


def ledgers(draft: Draft) -> None:
    """Both tables, where the form has something for them."""
    form = draft.rulebook.form
    if form.money:
        _money(draft, form.money)
    if form.measures:
        _measures(draft, form.measures)


def _money(draft: Draft, entries: tuple[Money, ...]) -> None:
    is_shared = any(_is_part(payer) for money in entries for payer in money.payers)
    headings = ((SHARED if is_shared and name == EACH else name, width) for name, width in _MONEY)
    placed = _heading(draft, "奖惩（元）", headings)
    every: dict[Side, list[Expr]] = {side: [] for side in Side}
    for money in entries:
        often = times(money.payers)
        # Under “每人” that goes without saying.
        whom = borne_by(money.payers, money.to) + (EACH_OF if is_shared and often != 1 else "")
        texts = (f"{money.name}（{SIDES[money.side]}）", money.why, whom)
        taken = _texts(draft, texts, placed)
        rule = draft.rulebook.quantities[money.name].rule
        assert rule is not None
        first, last = placed[3]
        draft.show(
            money.name, Spot(draft.row, first, 1, last - first + 1), rule, NOTHING, "row_value", AMOUNT
        )
        together = Binary("*", Name(money.name), number(often)) if often else LATER
        draft.across(*placed[4], _known(together), "row_value", AMOUNT)
        every[money.side].append(together)
        draft.next_row(max(24, height(taken, NOTE)), max(19, tight(taken, NOTE)))
    for side, amounts in every.items():
        if amounts:
            _sum(draft, f"{SIDES[side]}合计", amounts, placed)
    draft.next_row(8, 3)


def _is_part(payer: Payer) -> bool:
    """Whether somebody bears a share, or what the rows that name him come to, and not the whole amount."""
    return payer.share is not None or "." in payer.who


def _sum(draft: Draft, label: str, amounts: list[Expr], placed: list[Span]) -> None:
    draft.across(1, placed[4][0] - 1, label, "subtotal_label")
    total = amounts[0] if len(amounts) == 1 else Call("SUM", tuple(amounts))
    rule = LATER if LATER in amounts else call("ROUND", total, number(CENTS))
    draft.across(*placed[4], _known(rule), "subtotal_score", AMOUNT)
    draft.next_row(23, 19)


def _known(rule: Expr) -> Content:
    return Formula(call("IFERROR", rule, Text(NOTHING)))


def _measures(draft: Draft, entries: tuple[Measure, ...]) -> None:
    placed = _heading(draft, "非货币措施（由有权的人确认后生效）", _MEASURES)
    for measure in entries:
        whom = Payer(measure.who).label or OWN[0]
        taken = _texts(draft, (measure.name, measure.why, whom), placed)
        rule = draft.rulebook.quantities[measure.name].rule
        assert rule is not None
        told = call("IF", rule, Text(APPLIES), Text(APPLIES_NOT))
        draft.across(*placed[3], Formula(call("IFERROR", told, Text("填完后判断"))), "row_text")
        draft.next_row(max(24, height(taken, NOTE)), max(19, tight(taken, NOTE)))
    draft.next_row(8, 3)


def _heading(draft: Draft, title: str, columns: Iterable[tuple[str, float]]) -> list[Span]:
    """The title and the headings; gives where each column stands."""
    names, needs = zip(*columns, strict=True)
    draft.starts.append(Start(draft.row, Cut.SECTION))
    draft.across(1, draft.layout.last, title, "section")
    draft.next_row(23, 19)
    placed = spans(draft.layout.widths, needs)
    taken = 1
    for name, span in zip(names, placed, strict=True):
        is_amount = "元" in name
        text = broken(name, draft.layout.width(*span), NOTE)
        taken = max(taken, lines(text, draft.layout.width(*span), NOTE))
        draft.across(*span, text, "rows_header_right" if is_amount else "rows_header_left")
    draft.next_row(max(22, height(taken, NOTE)), max(18, tight(taken, NOTE)))
    return placed


def _texts(draft: Draft, texts: tuple[str, ...], placed: list[Span]) -> int:
    """Texts in the first columns; gives how many lines they take."""
    taken = 1
    for text, span in zip(texts, placed, strict=False):
        draft.across(*span, text or None, "row_text")
        taken = max(taken, lines(text, draft.layout.width(*span), NOTE))
    return taken
