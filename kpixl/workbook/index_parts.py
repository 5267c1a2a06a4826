"""What the index is made of: its rows and columns, its looks, and the present values beside its formulas."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.roster import Appraisee
from kpixl.rules.values import UNKNOWN, Value
from kpixl.workbook import checks, palette, styles
from kpixl.workbook.plan import FormPlan

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
    "title": {"font_size": 16, "bold": True, "font_color": palette.STRONG},
    "due": {"bold": True, "font_color": palette.PENDING, "align": "right"},
    "card_label": {
        **_CARD,
        "font_size": 9,
        "font_color": palette.SECONDARY,
        "top": 2,
        "top_color": palette.STRONG,
    },
    "card": {**_CARD, "font_size": 18, "bold": True, "font_color": palette.STRONG, **_TEXT},
    "head": {**styles.STYLES["header_center"]},
    "center": {**_TEXT, "align": "center"},
    "left": _TEXT,
    "bold": {**_TEXT, "bold": True},
    "right": {**_TEXT, "align": "right"},
    "right_bold": {**_TEXT, "align": "right", "bold": True},
    "link": {**_TEXT, "align": "center", "font_color": "#1155CC", "underline": 1},
    "total": {**_TOTAL, "align": "right"},
    "total_center": {**_TOTAL, "align": "center"},
    "note": {"font_size": 9, "font_color": palette.SECONDARY},
}


def state(row: IndexRow) -> str:
    """The state of a form: ready, or what its strip says."""
    waiting, wrong = row.values[checks.WAITING_COUNT], row.values[checks.WRONG_COUNT]
    return READY if waiting == 0 and wrong == 0 else str(row.values[checks.TO_DO])


def share(row: IndexRow) -> Fraction:
    """How much of a form is filled in."""
    filled, *others = (count(row.values[name]) for name in checks.COUNTS)
    every = sum(others, filled)
    return filled / every if every else Fraction(0)


def count(value: Value) -> Fraction:
    """A count as a number."""
    return value if isinstance(value, Fraction) else Fraction(0)


def shown(value: Value, otherwise: str) -> float | str:
    """A result as its cell shows it."""
    if value is UNKNOWN or value is None:
        return otherwise
    return float(value) if isinstance(value, Fraction) else str(value)
