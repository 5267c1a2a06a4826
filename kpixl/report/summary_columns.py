"""Which columns 总表 has: what people see, scores of items folded away, and what formulas need, hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from kpixl.model.consequence import Side
from kpixl.model.roster import BASE, DEPARTMENT
from kpixl.report.book import CENTRE, LEFT, RIGHT, Column, money_format, score_format
from kpixl.report.formulas import ORDER, SQUARE, STATE
from kpixl.report.measure import fitting, room_left
from kpixl.report.overview import Overview, appraisee_labels
from kpixl.rules.cohort_column import ORDER as ROSTER_ORDER
from kpixl.rules.cohort_column import CohortColumn, ColumnKind
from kpixl.rules.consequences import CENTS
from kpixl.rules.quantity import Quantity, Role
from kpixl.workbook import palette
from kpixl.workbook.ledgers import SIDES

MONEY_STEPS = frozenset({ColumnKind.BONUS, ColumnKind.FINE, ColumnKind.BUDGET})

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
    columns |= {step_key(column): _step(column) for column in view.steps if column.kind not in MONEY_STEPS}
    columns |= _pay(view) | _money(view)
    columns |= {step_key(column): _step(column) for column in view.steps if column.kind in MONEY_STEPS}
    width = room_left((column.width for column in columns.values()), 24, 36)
    columns["remark"] = Column("说明", width, style=_SMALL)
    return columns | _folded(view) | dict(_hidden(view))


def _who(view: Overview) -> dict[str, Column]:
    people = [line.person for line in view.lines]
    id_label, name_label = appraisee_labels(view.consolidation.scheme)
    columns: dict[str, Column] = {}
    if view.scored:
        columns["rank"] = Column("名次", 7.5, CENTRE)
    if view.departments:
        columns["department"] = Column("部门", fitting(view.departments, 9.5, 16), style=WRAP)
    if view.scored and view.departments:
        columns["department_rank"] = Column("部门名次", 8, CENTRE)
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
    scheme = view.consolidation.scheme
    if not view.pay or scheme.pay is None:
        return {}
    grouped = bool(view.sections) and view.base
    group, unit = (f"{scheme.pay.name}（元）", "") if grouped else ("", "（元）")
    headings = {"base": f"绩效基数{unit}"} if view.base else {}
    headings["pay"] = scheme.pay.name + unit
    most = max((line.pay or Fraction() for line in view.lines), default=Fraction())
    amount = f"{float(most * len(view.lines)):,.2f}"
    styles: dict[str, dict[str, Any]] = {
        "base": {"num_format": money_format()},
        "pay": {"num_format": money_format(scheme.rounding.pay), **BOLD},
    }
    return {
        key: Column(heading, fitting([heading + _BUTTON, amount], 12.5, 18), RIGHT, group, styles[key])
        for key, heading in headings.items()
    }


def _money(view: Overview) -> dict[str, Column]:
    """What is borne or got by all payers together, for each side of the money."""
    return {side.value: _money_of(view, at, side) for at, side in enumerate(view.money)}


def _money_of(view: Overview, at: int, side: Side) -> Column:
    heading = f"{SIDES[side]}合计（元）"
    every = sum((line.money[at] or Fraction() for line in view.lines), Fraction())
    width = fitting([heading + _BUTTON, f"{float(every):,.2f}"], 12.5, 18)
    return Column(heading, width, RIGHT, style={"num_format": money_format(CENTS), **BOLD})


def _step(column: CohortColumn) -> Column:
    """The column of a step of the cohort, by what it gives."""
    match column.kind:
        case ColumnKind.RANK:
            return Column(column.label, fitting([column.label], 8, 11), CENTRE)
        case ColumnKind.DISTRIBUTION:
            return Column(column.label, fitting([column.label], 9.5, 12), CENTRE)
        case kind if kind in MONEY_STEPS:
            heading = f"{column.label}（元）"
            width = fitting([heading + _BUTTON], 12.5, 16)
            return Column(heading, width, RIGHT, style={"num_format": money_format(CENTS)})
        case _:
            unit = f"（{column.unit}）" if column.unit else ""
            heading = column.label + unit
            style = {"num_format": "General" if column.places is None else score_format(column.places)}
            return Column(heading, fitting([heading + _BUTTON], 10.5, 15), RIGHT, style=style)


def _folded(view: Overview) -> dict[str, Column]:
    """The score of each item."""
    places = view.consolidation.scheme.rounding
    style = {"num_format": score_format(places.total if places.items is None else places.items)}
    return {
        f"item:{item.name}": Column(item.name, _ITEM_WIDTH, RIGHT, style=style, folded=True)
        for item in (view.items if view.scored else ())
    }


def _hidden(view: Overview) -> Iterator[tuple[str, Column]]:
    given: Mapping[str, Quantity] = view.trees.given
    for name, quantity in given.items():
        key = given_key(name, quantity, view)
        if key.startswith("given:") and quantity.role is not Role.PERIOD:
            yield key, Column(name, _HIDDEN_WIDTH, LEFT, hidden=True)
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
