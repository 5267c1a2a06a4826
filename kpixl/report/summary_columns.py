"""Which columns 总表 has: what people see, scores of items folded away, and what formulas need, hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from kpixl.model.roster import BASE, DEPARTMENT
from kpixl.report.book import CENTRE, LEFT, RIGHT, Column, money_format, score_format
from kpixl.report.formulas import DEPARTMENT_KEY, ORDER, SQUARE, STATE, like_numbers
from kpixl.report.indicator_sums import points_columns
from kpixl.report.layout import page_breaks
from kpixl.report.measure import fitting, room_left
from kpixl.report.overview import Overview, appraisee_labels, rank_labels
from kpixl.rules.cohort_column import ORDER as ROSTER_ORDER
from kpixl.rules.cohort_column import CohortColumn, ColumnKind
from kpixl.rules.consequences import CENTS
from kpixl.rules.quantity import Quantity, Role
from kpixl.rules.values import Type
from kpixl.workbook import palette
from kpixl.workbook.ledgers import SIDES

MONEY_STEPS = frozenset({ColumnKind.BONUS, ColumnKind.FINE, ColumnKind.BUDGET})

_RANK_MONEY = frozenset({ColumnKind.BONUS, ColumnKind.FINE})
_LEDGER = {"num_format": '#,##0.00_ ;-#,##0.00_ ;"—"_ ;@_ '}
"""Amounts of which most are nothing."""

WRAP: dict[str, Any] = {"text_wrap": True}
BOLD: dict[str, Any] = {"bold": True}
_SMALL: dict[str, Any] = {
    "font_size": palette.NOTE_SIZE,
    "font_color": palette.SECONDARY,
    "text_wrap": True,
    "indent": 1,
}
_BUTTON = "　"
"""The room that Excel's filter button takes beside a heading."""

_ITEM_WIDTH, _HIDDEN_WIDTH = 11.0, 12.0


def step_key(column: CohortColumn) -> str:
    """The key of a cohort's column, or of a helper of it."""
    return f"helper:{column.name}" if column.helper else f"step:{column.name}"


def given_key(name: str, quantity: Quantity, view: Overview) -> str:
    """The key of the column where something stands that trees refer to: one that is there, or its own."""
    match quantity.role:
        case Role.TOTAL if view.scored:
            return "total"
        case Role.GRADE if view.grades:
            return "grade"
        case Role.PAY if view.pay:
            return "pay"
        case Role.ROSTER if name == DEPARTMENT and view.departments:
            return "department"
        case Role.ROSTER if name == BASE and view.base:
            return "base"
        case Role.SCORE if view.scored and any(item.name == name.rpartition(".")[0] for item in view.items):
            return f"item:{name.rpartition('.')[0]}"
        case _:
            return f"given:{name}"


def summary_columns(view: Overview) -> dict[str, Column]:
    """All columns by their keys, in their order; those that stay outside of what is sorted come last."""
    columns = _who(view) | (_scores(view) if view.scored else {})
    columns |= {
        step_key(column): _step(view, column) for column in view.steps if column.kind not in MONEY_STEPS
    }
    columns |= _pay(view) | _money(view)
    width = room_left((column.width for column in columns.values()), 24, 36)
    columns["remark"] = Column("说明", width, style=_SMALL)
    if page_breaks(tuple(columns.values()), 2):
        # Each of several pages begins with who it is about.
        columns = {key: columns[key] for key in ("id", "name")} | columns
    return columns | _folded(view) | dict(_hidden(view))


def _who(view: Overview) -> dict[str, Column]:
    people = [line.person for line in view.lines]
    id_label, name_label = appraisee_labels(view.consolidation.scheme)
    rank, within = rank_labels(view)
    columns: dict[str, Column] = {}
    if view.scored:
        columns["rank"] = Column(rank, 7.5, CENTRE)
    if view.departments:
        columns["department"] = Column("部门", fitting(view.departments, 9.5, 16), style=WRAP)
    if view.scored and view.departments:
        columns["department_rank"] = Column(within, 8, CENTRE)
    columns["id"] = Column(id_label, fitting((p.id for p in people), 9.5, 14))
    columns["name"] = Column(name_label, fitting((p.name for p in people), 10, 20), style=WRAP | BOLD)
    if view.positions:
        columns["position"] = Column("岗位", fitting({p.position for p in people}, 10, 16), style=WRAP)
    return columns | ({STATE: Column("状态", 9.5, CENTRE)} if view.states else {})


def _scores(view: Overview) -> dict[str, Column]:
    scheme, group = view.consolidation.scheme, "分数" if view.sections else ""
    score = {"num_format": score_format(scheme.rounding.total)}
    most = 14 if len(view.sections) <= 3 else 11
    columns = {
        f"section:{name}": Column(name, fitting([f"{name}{_BUTTON}"], 10, most), RIGHT, group, score)
        for name in view.sections
    }
    columns["total"] = Column(
        scheme.total, fitting([scheme.total + _BUTTON], 11, 16), RIGHT, group, score | BOLD
    )
    if not view.grades:
        return columns
    return columns | {"grade": Column("等级", fitting(view.grades, 9.5, 14), CENTRE, group)}


def _pay(view: Overview) -> dict[str, Column]:
    """What the pay rests on, the pay, and what is paid within a budget."""
    scheme = view.consolidation.scheme
    if not view.pay or scheme.pay is None:
        return {}
    paid = [column for column in view.steps if column.kind is ColumnKind.BUDGET]
    grouped = bool(view.sections) and (view.base or bool(paid))
    group, unit = (f"{scheme.pay.name}（元）", "") if grouped else ("", "（元）")
    most = max((line.pay or Fraction() for line in view.lines), default=Fraction())
    amount = f"{float(most * len(view.lines)):,.2f}"
    money, pay = {"num_format": money_format(CENTS)}, {"num_format": money_format(scheme.rounding.pay)}
    found = [("base", BASE, money)] if view.base else []
    found += [("pay", scheme.pay.name, pay | BOLD)]
    found += [(step_key(column), column.label, money | BOLD) for column in paid]
    return {
        key: Column(label + unit, fitting([label + unit + _BUTTON, amount], 12.5, 16), RIGHT, group, style)
        for key, label, style in found
    }


def _money(view: Overview) -> dict[str, Column]:
    """What is borne or got by all payers together, for each side of the money; and what ranks bring."""
    steps = [(at, column) for at, column in enumerate(view.steps) if column.kind in _RANK_MONEY]
    found = [
        (side.value, f"{SIDES[side]}合计", [line.money[at] for line in view.lines], BOLD)
        for at, side in enumerate(view.money)
    ]
    found += [(step_key(c), c.label, [_amount(line.steps[at]) for line in view.lines], {}) for at, c in steps]
    grouped = bool(view.sections) and len(found) > 1
    group, unit = ("奖惩（元）", "") if grouped else ("", "（元）")
    columns = {}
    for key, label, amounts, style in found:
        every = sum((amount for amount in amounts if amount is not None), Fraction())
        width = fitting([label + unit + _BUTTON, f"{float(every):,.2f}"], 11, 18)
        columns[key] = Column(label + unit, width, RIGHT, group, _LEDGER | style)
    return columns


def _amount(value: object) -> Fraction | None:
    return value if isinstance(value, Fraction) else None


def _step(view: Overview, column: CohortColumn) -> Column:
    """The column of a step of the cohort that gives no money, by what it gives."""
    group = "比较" if view.sections else ""
    match column.kind:
        case ColumnKind.RANK:
            return Column(column.label, fitting([column.label], 8, 11), CENTRE, group)
        case ColumnKind.DISTRIBUTION:
            return Column(column.label, fitting([column.label], 9.5, 12), CENTRE, group)
        case _ if column.type is Type.TEXT:
            return Column(column.label, fitting([column.label + _BUTTON], 10, 15), CENTRE, group)
        case _:
            heading = column.label + (f"（{column.unit}）" if column.unit else "")
            style = {"num_format": "General" if column.places is None else score_format(column.places)}
            return Column(heading, fitting([column.label + _BUTTON], 10, 13), RIGHT, group, style)


def _folded(view: Overview) -> dict[str, Column]:
    """The score of each item."""
    places = view.consolidation.scheme.rounding
    style = {"num_format": score_format(places.total if places.items is None else places.items)}
    return {
        f"item:{item.name}": Column(item.name, _ITEM_WIDTH, RIGHT, style=style, folded=True)
        for item in (view.items if view.scored else ())
    }


def _hidden(view: Overview) -> Iterator[tuple[str, Column]]:
    if like_numbers(view.departments):
        yield DEPARTMENT_KEY, Column("部门（文本）", _HIDDEN_WIDTH, LEFT, hidden=True)
    given: Mapping[str, Quantity] = view.trees.given
    for name, quantity in given.items():
        key = given_key(name, quantity, view)
        if key.startswith("given:") and quantity.role is not Role.PERIOD:
            yield key, Column(name, _HIDDEN_WIDTH, LEFT, hidden=True)
    if view.scored:
        for key, _ in points_columns(view):
            yield key, Column(key, _HIDDEN_WIDTH, LEFT, hidden=True)
    if given:
        yield f"given:{ROSTER_ORDER}", Column("花名册序号", _HIDDEN_WIDTH, LEFT, hidden=True)
    for column, _ in view.trees.columns:
        if column.helper:
            yield step_key(column), Column(column.label, _HIDDEN_WIDTH, LEFT, hidden=True)
    if view.scored:
        yield ORDER, Column("部门内次序", _HIDDEN_WIDTH, LEFT, hidden=True)
        yield SQUARE, Column("总分平方", _HIDDEN_WIDTH, LEFT, hidden=True)


def stays_outside(key: str, view: Overview) -> bool:
    """Whether a column is outside of what people sort: formulas about the row where they happen to stand."""
    return key.startswith("helper:") or key == SQUARE or (key == ORDER and view.live)
