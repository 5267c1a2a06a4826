"""A rulebook to the plan of its form: head, indicators, results, signatures, top to bottom."""

from __future__ import annotations

from kpixl.model import roster
from kpixl.model.cycle import Cycle
from kpixl.model.days import number_of
from kpixl.rules.declare import BEGIN, END
from kpixl.rules.nodes import names
from kpixl.rules.quantity import Role, Rulebook
from kpixl.rules.time_functions import WORKDAYS
from kpixl.rules.to_excel import Reference
from kpixl.rules.values import Type
from kpixl.workbook import checks, items, logs, results, workdays
from kpixl.workbook.layout import layout_of
from kpixl.workbook.ledgers import ledgers
from kpixl.workbook.paper import Cut, Start, paginated, room
from kpixl.workbook.plan import CODE, Draft, Field, FormPlan, Formula, Spot

STRIP_ROW = 2
MOST_ABOVE = 3
"""So many rows of the identity block stand in sight above the table; the rest stands below it."""

PERSON = (
    (roster.NAME, roster.NAME),
    (roster.ID, roster.ID),
    (roster.POSITION, roster.POSITION),
    (roster.DEPARTMENT, roster.DEPARTMENT),
    ("考核周期", "period"),
    ("交回期限", "due"),
    ("考核人", "appraiser"),
)
UNIT = (
    ("单位", roster.NAME),
    ("编号", roster.ID),
    ("考核期", "period"),
    ("填报人", "appraiser"),
    ("交回期限", "due"),
)
"""The identity block: label and field, for people and for units."""


def compose(rulebook: Rulebook, cycle: Cycle) -> FormPlan:
    """The plan of a form. It depends on the scheme and the cycle, not on the person."""
    draft = Draft(rulebook, layout_of(rulebook))
    _refer_to_constants(draft, cycle)
    _head(draft)
    fields = _fields(draft, cycle)
    above = MOST_ABOVE * len(draft.layout.slots([label for label, _ in fields]))
    _identity(draft, fields[:above])
    draft.next_row(4, 2)
    items.table(draft)
    results.total_row(draft)
    if fields[above:]:
        _below(draft, fields[above:])
    results.result_boxes(draft, cycle)
    for item in rulebook.items:
        if item.is_log:
            logs.block(draft, item)
    if any(item.is_log for item in rulebook.items):
        draft.next_row(8, 3)
    ledgers(draft)
    results.foot(draft)
    _strip(draft)
    pages = paginated(draft.heights, draft.least, room(draft.layout), draft.starts, draft.headings)
    return FormPlan(
        rulebook=rulebook,
        layout=draft.layout,
        cells=tuple(draft.cells),
        heights=pages.heights,
        inputs=tuple(draft.inputs),
        outputs=draft.outputs,
        references=draft.references,
        names=draft.names,
        derived=tuple(draft.derived),
        header_row=draft.header_row,
        last_row=draft.row - 1,
        remarks=tuple(draft.remarks),
        breaks=pages.breaks,
        repeated=pages.repeated,
        annex=tuple(draft.annex),
    )


def _refer_to_constants(draft: Draft, cycle: Cycle) -> None:
    """Parameters of the scheme and the days of the cycle are written into formulas: they have no cell."""
    for name, day in ((BEGIN, cycle.period.first), (END, cycle.period.last)):
        draft.references[name] = Reference(str(number_of(day)), True)
    draft.references[WORKDAYS] = Reference(workdays.NAME)
    for quantity in draft.rulebook.quantities.values():
        if quantity.role is Role.PARAMETER and quantity.constant is not None:
            text = f"{float(quantity.constant):.15g}"
            draft.references[quantity.id] = Reference(f"({text})" if quantity.constant < 0 else text, True)


def _head(draft: Draft) -> None:
    last = draft.layout.last
    middle = last // 2
    draft.across(1, middle, Field("company"), "company")
    draft.across(middle + 1, last, Field("number"), "form_number")
    draft.next_row(16, 14)
    draft.across(1, last, Field("title"), "title")
    draft.next_row(32, 26)
    draft.next_row(25, 22)
    draft.next_row(4, 2)


def _strip(draft: Draft) -> None:
    """The strip under the title counts the marks of all rows, so it is made last."""
    rows = [int(name.removeprefix(CODE)) for name, _ in draft.derived if name.startswith(CODE)]
    draft.name_marks(checks.CHECKS, rows)
    for offset, (name, sign) in enumerate(checks.COUNTS.items()):
        spot = Spot(STRIP_ROW, draft.layout.last + 1 + offset)
        draft.derived.append((name, checks.count(sign)))
        draft.carry(name, spot, checks.count(sign))
        draft.references[name] = Reference(spot.address, True)
        draft.outputs[name] = spot
    split, last = draft.layout.at("label") - 1, draft.layout.last
    left = Spot(STRIP_ROW, 1, 1, split)
    draft.put(left, Formula(checks.to_do(), checks.TO_DO), "strip_left")
    draft.derived.append((checks.TO_DO, checks.to_do()))
    draft.outputs[checks.TO_DO] = left
    progress = Formula(checks.progress(len(rows)))
    draft.put(Spot(STRIP_ROW, split + 1, 1, last - split), progress, "strip_right")


def _fields(draft: Draft, cycle: Cycle) -> list[tuple[str, str]]:
    """Label and field of everything that is said of the person, or rests on the roster."""
    scheme = draft.rulebook.scheme
    shown = [*(UNIT if scheme.unit_appraisee else PERSON), *_used_columns(draft.rulebook, cycle)]
    blank = {"due": cycle.due is None, "appraiser": not scheme.appraiser}
    return [(label, field) for label, field in shown if not blank.get(field)]


def _below(draft: Draft, shown: list[tuple[str, str]]) -> None:
    """What finds no room above the table."""
    draft.starts.append(Start(draft.row, Cut.RESULTS))
    draft.across(1, draft.layout.last, "花名册中的数据", "section")
    draft.next_row(23, 19)
    _identity(draft, shown)
    draft.next_row(8, 3)


def _identity(draft: Draft, shown: list[tuple[str, str]]) -> None:
    slots = draft.layout.slots([label for label, _ in shown])
    for start in range(0, len(shown), len(slots)):
        for (label, field), slot in zip(shown[start:], slots, strict=False):
            first, value_first = draft.layout.at(slot[0]), draft.layout.at(slot[2])
            last, value_last = draft.layout.end(slot[1]), draft.layout.end(slot[3])
            draft.across(first, last, label, "label")
            spot = draft.across(
                value_first, value_last, Field(field), "identity", _identity_format(draft, field)
            )
            _name_field(draft, field, spot)
        draft.next_row(19, 16)


def _identity_format(draft: Draft, field: str) -> str:
    quantity = draft.rulebook.quantities.get(field)
    if quantity is None:
        return ""
    return "#,##0.00" if quantity.unit == "元" else quantity.dated


def _used_columns(rulebook: Rulebook, cycle: Cycle) -> list[tuple[str, str]]:
    """Roster columns that rules read: people must be able to see what their score rests on."""
    usual = {field for _, field in (*PERSON, *UNIT)}
    used: dict[str, None] = {}
    for quantity in rulebook.quantities.values():
        if quantity.rule is None or (quantity.role is Role.PAY and not cycle.show_pay):
            continue
        for part in names(quantity.rule):
            if rulebook.quantities[part.name].role is Role.ROSTER and part.name not in usual:
                used[part.name] = None
    return [(name, name) for name in used]


def _name_field(draft: Draft, field: str, spot: Spot) -> None:
    """A roster column that rules may name gets a carrier, unknown when the roster leaves it blank."""
    quantity = draft.rulebook.quantities.get(field)
    if quantity is None or quantity.role is not Role.ROSTER:
        return
    at = spot.address
    formula = f'=IF({at}="",NA(),{at})' if quantity.type is Type.TEXT else f"=IF(ISNUMBER({at}),{at},NA())"
    draft.name(field, draft.mirror(field, spot, formula).address, settled=True)
