"""The table of page layouts: which columns a form has, how wide they are, and what stands in them."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

from kpixl.model.scheme import Form, Scheme


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """A visible column: its key, heading, width in Excel's units, and alignment."""

    key: str
    heading: str
    width: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Layout:
    """A page: portrait with the working under each item, or landscape with the working in a column."""

    name: str
    columns: tuple[LayoutColumn, ...]
    landscape: bool
    working_line: bool
    identity: tuple[tuple[str, str, str, str], ...]
    """Where labels and values of the identity block stand: first and last column of each."""

    def at(self, key: str) -> int:
        """The index of a column; column A (0) is the hidden key column."""
        return 1 + next(i for i, column in enumerate(self.columns) if column.key == key)

    def has(self, key: str) -> bool:
        """Whether the layout has such a column."""
        return any(column.key == key for column in self.columns)

    @property
    def last(self) -> int:
        """The index of the last visible column."""
        return len(self.columns)

    def width(self, first: int, last: int) -> float:
        """The width of the columns from first to last."""
        return sum(column.width for column in self.columns[first - 1 : last])


MIRROR = 20
"""Every cell that a rule reads is mirrored so many columns to the right, hidden: a number when it is
known, an error value when it is not. Rules refer to the mirrors only."""

_PORTRAIT = (
    LayoutColumn("number", "序号", 4.8, "center"),
    LayoutColumn("name", "指标", 15),
    LayoutColumn("standard", "考核标准", 27),
    LayoutColumn("points", "分值", 7, "right"),
    LayoutColumn("target", "目标", 8, "right"),
    LayoutColumn("label", "填写内容", 15, "right"),
    LayoutColumn("entry", "填写", 11, "right"),
    LayoutColumn("value", "完成值", 9.5, "right"),
    LayoutColumn("score", "得分", 9, "right"),
    LayoutColumn("check", "检查", 15, "mark"),
)

_LANDSCAPE = (
    LayoutColumn("number", "序号", 4.8, "center"),
    LayoutColumn("name", "指标", 16),
    LayoutColumn("target", "目标", 11, "center"),
    LayoutColumn("standard", "考核标准", 31),
    LayoutColumn("points", "标准分", 7.5, "right"),
    LayoutColumn("label", "填写内容", 14, "right"),
    LayoutColumn("entry", "完成值", 10.5, "right"),
    LayoutColumn("score", "得分", 9, "right"),
    LayoutColumn("working", "算式", 34, "mark"),
    LayoutColumn("check", "检查", 11, "mark"),
    LayoutColumn("remark", "备注（选填）", 13),
)

_PORTRAIT_IDENTITY = (
    ("number", "name", "standard", "standard"),
    ("points", "target", "label", "label"),
    ("entry", "value", "score", "check"),
)
_LANDSCAPE_IDENTITY = (
    ("number", "name", "target", "standard"),
    ("points", "label", "entry", "score"),
    ("working", "working", "check", "remark"),
)

MANY = 12
"""With more indicators than this a form turns to landscape."""


def layout_of(scheme: Scheme, form: Form) -> Layout:
    """The layout that the form asks for, or the one that suits its length."""
    count = sum(len(section.indicators) for section in form.sections)
    if (form.layout or ("landscape" if count > MANY else "portrait")) == "portrait":
        return Layout("portrait", _PORTRAIT, False, True, _PORTRAIT_IDENTITY)
    columns = list(_LANDSCAPE)
    at = next(i for i, column in enumerate(columns) if column.key == "score")
    for extra in reversed(form.columns):
        heading = extra.name + (f"\n（{extra.unit}）" if extra.unit else "")
        columns.insert(at, LayoutColumn(f"entry:{extra.name}", heading, 9.5, "right"))
    return Layout("landscape", tuple(columns), True, False, _LANDSCAPE_IDENTITY)


def text_width(text: str) -> float:
    """The width of a text at 10 points, in Excel's units: a Chinese character takes two."""
    return sum(2.0 if unicodedata.east_asian_width(sign) in "WFA" else 1.1 for sign in text)


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column, with a little to spare."""
    room = max(width * 0.9 - 1.5, 2)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def height(count: int, size: int = 10) -> float:
    """The height of a row with so many lines of body (10) or note (9) size, in points."""
    return 6 + 15 * count if size == 10 else 5 + 14 * count
