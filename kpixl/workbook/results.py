"""The lower part of a form's plan: total, result boxes, remarks, notes and signatures."""

from __future__ import annotations

from fractions import Fraction

from kpixl.model.cycle import Cycle
from kpixl.model.numbers import plain
from kpixl.model.scheme import Scheme
from kpixl.rules.declare import ALL_SCORES, GRADE
from kpixl.rules.explain import pay_explanation
from kpixl.rules.nodes import Binary, Expr, Name, Text, call, join, number
from kpixl.rules.quantity import Rulebook
from kpixl.workbook import numbers, scores
from kpixl.workbook.footnotes import footnotes, provisional_suffix
from kpixl.workbook.layout import TOTALS
from kpixl.workbook.measure import NOTE, height, lines, tight
from kpixl.workbook.palette import NOTHING
from kpixl.workbook.paper import Cut, Start
from kpixl.workbook.plan import Content, Draft, Formula, Spot
from kpixl.workbook.widths import INDENT, even

_USUAL_BASE = 100
"""Out of so many points, a total is its own percentage."""

SIGNERS = {False: 4, True: 6}
"""How many boxes to sign in stand side by side, portrait and landscape."""


def total_row(draft: Draft) -> None:
    """合计, marked when it rests on provisional figures."""
    scheme, layout = draft.rulebook.scheme, draft.layout
    rule = draft.rulebook.quantities[scheme.total].rule
    assert rule is not None
    if not draft.rulebook.base:
        _unscored(draft)
        return
    label = scheme.total_label + provisional_suffix(draft.rulebook)
    first, score = layout.at("points"), layout.at("score")
    draft.across(1, first - 1, label, "total_label")
    base = draft.rulebook.base
    draft.in_column("points", float(base), "total_points", numbers.constant(base))
    draft.across(first + 1, score - 1, None, "total_label")
    number_format = numbers.shown("分", scheme.rounding.total)
    draft.show(scheme.total, Spot(draft.row, score), rule, scores.UNFINISHED, "total_score", number_format)
    scores.so_far(draft, scheme.total, ALL_SCORES, "total_note", _in_percent(draft.rulebook))
    draft.next_row(30, 24)
    _notes(draft)


def _notes(draft: Draft) -> None:
    notes = "　".join(footnotes(draft.rulebook))
    if notes:
        _note(draft, notes)
    draft.next_row(8, 3)


def _unscored(draft: Draft) -> None:
    """Where nothing is scored there is no total to see, but whether all is filled in rests on it."""
    total = draft.rulebook.scheme.total
    rule = draft.rulebook.quantities[total].rule
    assert rule is not None
    spot = Spot(draft.row, TOTALS)
    draft.carry(total, spot, rule)
    draft.name(total, spot.address, settled=True)
    _notes(draft)


def _in_percent(rulebook: Rulebook) -> Expr:
    """占 80.42%: what part of the base the total is, where the base is not 100."""
    if rulebook.base == _USUAL_BASE:
        return Text("")
    part = Binary("/", Name(rulebook.scheme.total), number(rulebook.base))
    return join("占 ", call("TEXT", part, Text("0.00%")))


def _note(draft: Draft, text: str) -> None:
    last = draft.layout.last
    draft.across(1, last, text, "note")
    taken = lines(text, draft.layout.width(1, last), NOTE)
    draft.next_row(max(19, height(taken, NOTE)), tight(taken, NOTE) + 3)


def result_boxes(draft: Draft, cycle: Cycle) -> None:
    """Total, grade and pay in large type, with what each rests on; nothing before it is true."""
    rulebook = draft.rulebook
    scheme = rulebook.scheme
    boxes: list[tuple[str, Content, str, Content]] = []
    total = Formula(call("IFERROR", Name(scheme.total), Text(NOTHING)), "")
    score_format = numbers.shown("分", scheme.rounding.total).rstrip("_ ")
    if rulebook.base:
        boxes.append((scheme.total, total, score_format, _total_words(rulebook)))
    if scheme.grades:
        boxes.append((GRADE, None, "@", grade_words(scheme)))
    if scheme.pay is not None and cycle.show_pay:
        boxes.append((f"{scheme.pay.name}（元）", None, "#,##0.00", _pay_words(rulebook)))
    if len(boxes) == bool(rulebook.base):
        return
    draft.starts.append(Start(draft.row, Cut.RESULTS))
    spans = _spans(draft, len(boxes))
    for (label, *_), span in zip(boxes, spans, strict=True):
        draft.across(*span, label, "box_label")
    draft.next_row(22, 18)
    for (label, content, number_format, _), span in zip(boxes, spans, strict=True):
        _box(draft, label, content, number_format, span)
    draft.next_row(34, 30)
    for (*_, words), span in zip(boxes, spans, strict=True):
        draft.across(*span, words, "box_note")
    draft.next_row(22, 18)
    if scheme.pay is not None and cycle.show_pay and scheme.pay.note:
        _note(draft, scheme.pay.note)
    draft.next_row(8, 3)


def _box(draft: Draft, label: str, content: Content, number_format: str, span: tuple[int, int]) -> None:
    scheme = draft.rulebook.scheme
    spot = Spot(draft.row, span[0], 1, span[1] - span[0] + 1)
    name = GRADE if label == GRADE else scheme.pay.name if scheme.pay is not None else ""
    if content is not None:
        draft.put(spot, content, "box", number_format)
        return
    rule = draft.rulebook.quantities[name].rule
    assert rule is not None
    draft.show(name, spot, rule, NOTHING, "box", number_format)


def _spans(draft: Draft, count: int) -> list[tuple[int, int]]:
    return even(draft.layout.widths, count)


def _total_words(rulebook: Rulebook) -> str:
    weighted = [s for s in rulebook.form.sections if isinstance(s.weight, Fraction)]
    if not weighted:
        return "各项得分之和"
    shares = (
        f"{s.name} {numbers.points_text(s.weight * 100)}%" for s in weighted if isinstance(s.weight, Fraction)
    )
    return " ＋ ".join(shares)


def grade_words(scheme: Scheme) -> str:
    """优秀≥90　良好≥80: from which total on each grade is given."""
    return "　".join(
        f"{grade.name}≥{plain(grade.bound)}" for grade in scheme.grades if grade.bound is not None
    )


def _pay_words(rulebook: Rulebook) -> Formula:
    pay = rulebook.scheme.pay
    assert pay is not None
    rule = rulebook.quantities[pay.name].rule
    assert rule is not None
    known = pay_explanation(rulebook, rule)
    return Formula(call("IFERROR", known, Text("填完并改正后自动计算")), "")


def foot(draft: Draft) -> None:
    """Room for remarks unless every indicator has its own, the scheme's closing notes, signature boxes."""
    if not draft.layout.has("remark"):
        _remarks(draft)
    for text in draft.rulebook.scheme.notes:
        _note(draft, text)
    if draft.rulebook.scheme.sign:
        draft.next_row(6, 3)
        draft.starts.append(Start(draft.row, Cut.SIGNATURES))
        _signatures(draft, draft.rulebook.scheme.sign)


def _remarks(draft: Draft) -> None:
    draft.starts.append(Start(draft.row, Cut.RESULTS))
    last = draft.layout.last
    draft.across(1, 2, "说明与改进\n（选填）", "remark_label")
    draft.remarks.append(draft.across(3, last, None, "remark_box"))
    draft.next_row(46, 26)


def _signatures(draft: Draft, signers: tuple[str, ...]) -> None:
    """Boxes to sign in, in rows of about as many each; a single one stands at the right."""
    most = SIGNERS[draft.layout.landscape]
    rows = -(-len(signers) // most)
    each = -(-len(signers) // rows)
    for start in range(0, len(signers), each):
        _boxes(draft, signers[start : start + each], each)


def _boxes(draft: Draft, signers: tuple[str, ...], each: int) -> None:
    spans = _spans(draft, max(each, 2))[-len(signers) :] if each == 1 else _spans(draft, each)[: len(signers)]
    titles = [f"{name}（签字）" for name in signers]
    taken = max(
        lines(title, draft.layout.width(*span) - INDENT, NOTE)
        for title, span in zip(titles, spans, strict=True)
    )
    for style, texts, tall in (
        ("sign_top", titles, max(20, height(taken, NOTE))),
        ("sign_middle", [None] * len(signers), 26),
        ("sign_bottom", ["年　 月　 日　"] * len(signers), 20),
    ):
        for text, span in zip(texts, spans, strict=True):
            draft.across(*span, text, style)
        draft.next_row(tall, tall - 3)
