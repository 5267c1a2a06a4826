"""What the index is made of: its rows and columns, its looks, and the present values beside its formulas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.consequence import Side
from kpixl.model.roster import Appraisee
from kpixl.model.scheme import Scheme
from kpixl.rules.consequences import CENTS
from kpixl.rules.values import UNKNOWN, Value
from kpixl.workbook import checks, palette, styles
from kpixl.workbook.ledgers import SIDES
from kpixl.workbook.plan import FormPlan
from kpixl.workbook.widths import one_line

_COUNT = f'0;-0;"{palette.NOTHING}"'

READY = f"{palette.DONE} 已填好"


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One person of the workbook: the sheet, its plan, and its present values."""

    person: Appraisee
    sheet: str
    plan: FormPlan
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list."""

    heading: str
    width: float
    look: str
    number: str = ""


_TEXT = {"bottom": 1, "bottom_color": palette.HAIRLINE}
_TOTAL = {
    "bold": True,
    "bg_color": palette.TOTAL_FILL,
    "top": 2,
    "bottom": 2,
    "top_color": palette.STRONG,
    "bottom_color": palette.STRONG,
}
_CARD = {
    "left": 1,
    "right": 1,
    "left_color": palette.HAIRLINE,
    "right_color": palette.HAIRLINE,
    "align": "center",
}
LOOKS: dict[str, dict[str, object]] = {
    "title": {"font_size": 16, "bold": True, "font_color": palette.STRONG, "shrink": True},
    "due": {"bold": True, "font_color": palette.PENDING, "align": "right", "shrink": True},
    "card_label": {
        **_CARD,
        "font_size": 9,
        "font_color": palette.SECONDARY,
        "top": 2,
        "top_color": palette.STRONG,
    },
    "card": {**_CARD, "font_size": 18, "bold": True, "font_color": palette.STRONG, **_TEXT},
    "head_center": {**styles.STYLES["header_center"]},
    "head_left": {**styles.STYLES["header_left"]},
    "head_right": {**styles.STYLES["header_right"], "num_format": "@_ "},
    "center": {**_TEXT, "align": "center"},
    "left": {**_TEXT, "shrink": True},
    "bold": {**_TEXT, "bold": True, "shrink": True},
    "right": {**_TEXT, "align": "right"},
    "right_bold": {**_TEXT, "align": "right", "bold": True},
    "link": {**_TEXT, "align": "center", "font_color": "#1155CC", "underline": 1},
    "total": {**_TOTAL, "align": "right"},
    "total_center": {**_TOTAL, "align": "center"},
    "note": {"font_size": 9, "font_color": palette.SECONDARY},
}

HEADS = {
    "center": "head_center",
    "left": "head_left",
    "bold": "head_left",
    "right": "head_right",
    "right_bold": "head_right",
    "link": "head_center",
}
"""The look of a heading, by that of its column."""

SET_BACK: styles.Properties = {"font_color": palette.SECONDARY, "bold": False}
LOWEST: styles.Properties = {"font_color": palette.ERROR, "bold": True, "underline": 1}


def in_money(side: Side) -> str:
    """The heading of what is borne, or got, in all."""
    return f"{SIDES[side]}合计（元）"


def columns_of(
    scheme: Scheme, people: Sequence[Appraisee], pay: str, scored: bool, sides: Sequence[Side]
) -> tuple[Column, ...]:
    """The columns of the list; `pay` is what pay is called, "" where it is not shown."""
    units = scheme.unit_appraisee
    number, name = ("编号", "单位") if units else ("工号", "姓名")
    positions = [] if units else [person.position for person in people]
    columns = [
        Column("序号", 6, "center", "0"),
        Column(number, wide((person.id for person in people), 9, 14), "left"),
        Column(name, wide((person.name for person in people), 12, 40 if units else 27), "bold"),
        *([Column("岗位", wide(positions, 10, 18), "left")] if any(positions) else []),
        Column("填写进度", 18, "right", "0%_ "),
        Column("未填", 7, "center", _COUNT),
        Column("有误", 7, "center", _COUNT),
        Column("状态", 25, "left"),
        *([Column(scheme.total, 11, "right_bold", number_format(scheme.rounding.total))] if scored else []),
        *([Column("等级", 9, "center")] if scored and scheme.grades else []),
    ]
    if pay:
        columns.append(Column(f"{pay}（元）", 15, "right", number_format(scheme.rounding.pay, "#,##0")))
    columns += [Column(in_money(side), 17, "right_bold", number_format(CENTS, "#,##0")) for side in sides]
    return (*columns, Column("填写", 9, "link"))


def wide(texts: Iterable[str], least: float, most: float) -> float:
    """The width of a column in which each of these texts takes one line, between two limits."""
    return min(most, max(least, one_line(texts) + 1))


def number_format(places: int, whole: str = "0") -> str:
    """The number format of a result with so many places; words are padded like the numbers."""
    digits = f"{whole}." + "0" * places if places > 0 else whole
    return f"{digits}_ ;-{digits}_ ;{digits}_ ;@_ "


def state(row: IndexRow) -> str:
    """The state of a form: ready, or what its strip says."""
    waiting, wrong = row.values[checks.WAITING_COUNT], row.values[checks.WRONG_COUNT]
    return READY if waiting == 0 and wrong == 0 else str(row.values[checks.TO_DO])


def share(row: IndexRow) -> Fraction:
    """How much of a form is filled in; all of it where nothing has to be."""
    filled, *others = (count(row.values[name]) for name in checks.COUNTS)
    every = sum(others, filled)
    return filled / every if every else Fraction(1)


def count(value: Value) -> Fraction:
    """A count as a number."""
    return value if isinstance(value, Fraction) else Fraction(0)


def shown(value: Value, otherwise: str) -> float | str:
    """A result as its cell shows it."""
    if value is UNKNOWN or value is None:
        return otherwise
    return float(value) if isinstance(value, Fraction) else str(value)
