"""The table of page layouts: which columns a form has, how wide they are, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpixl.rules.quantity import Rulebook
from kpixl.workbook.measure import BODY, NOTE, text_width
from kpixl.workbook.widths import Limits, fitted, needed


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """A visible column: its key, heading, width in Excel's units, and alignment."""

    key: str
    heading: str
    width: float
    align: str = "left"


Slot = tuple[str, str, str, str]
"""Where a label and its value stand in the identity block: first and last column of each."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A page: portrait with the working under each item, or landscape with the working in a column."""

    name: str
    columns: tuple[LayoutColumn, ...]
    landscape: bool
    working_line: bool
    identity: tuple[Slot, ...]

    def at(self, key: str) -> int:
        """The index of a column; column A (0) is the hidden key column."""
        return 1 + next(i for i, column in enumerate(self.columns) if column.key == key)

    def has(self, key: str) -> bool:
        """Whether the layout has such a column."""
        return any(column.key == key for column in self.columns)

    def slots(self, labels: Sequence[str]) -> tuple[Slot, ...]:
        """Where labels and values of the identity block stand; a long label in front takes two columns."""
        first, *others = self.identity
        in_front = max((text_width(label) for label in labels[:: len(self.identity)]), default=0.0)
        if in_front * NOTE / BODY > self.width_of(first[0]):
            value = self.columns[self.at("name")].key
            first = ("number", "name", value, first[3])
        return (first, *others)

    @property
    def last(self) -> int:
        """The index of the last visible column."""
        return len(self.columns)

    def width(self, first: int, last: int) -> float:
        """The width of the columns from first to last."""
        return sum(column.width for column in self.columns[first - 1 : last])

    def width_of(self, key: str) -> float:
        """The width of one column."""
        return self.columns[self.at(key) - 1].width

    @property
    def pixels(self) -> int:
        """The width of the form on a screen at 100 %."""
        return sum(int(column.width * UNIT + 0.5) + EDGE for column in self.columns)


MIRROR = 20
"""Every cell that a rule reads is mirrored so many columns to the right, hidden: a number when it is
known, an error value when it is not. Rules refer to the mirrors only."""

UNIT, EDGE = 7, 5
"""Pixels of a unit of column width, and of a column's edges, while the workbook's own font is Calibri 11."""


@dataclass(frozen=True, slots=True)
class _Spec:
    key: str
    heading: str
    align: str
    limits: Limits


_PORTRAIT = (
    _Spec("number", "序号", "center", Limits(5.4, 5.4)),
    _Spec("name", "指标", "left", Limits(11, 16, wraps=True)),
    _Spec("standard", "考核标准", "left", Limits(24, 99, share=1)),
    _Spec("points", "分值", "right", Limits(5.5, 9)),
    _Spec("target", "目标", "right", Limits(5.5, 13)),
    _Spec("label", "填写内容", "right", Limits(9.5, 16, wraps=True)),
    _Spec("entry", "填写", "right", Limits(9.5, 13.5)),
    _Spec("value", "完成值", "right", Limits(8.5, 13.5)),
    _Spec("score", "得分", "right", Limits(8.5, 12)),
    _Spec("check", "检查", "mark", Limits(13.5, 16, wraps=True)),
)

_LANDSCAPE = (
    _Spec("number", "序号", "center", Limits(5.4, 5.4)),
    _Spec("name", "指标", "left", Limits(12, 18, wraps=True)),
    _Spec("target", "目标", "center", Limits(6, 13)),
    _Spec("standard", "考核标准", "left", Limits(24, 99, share=3)),
    _Spec("points", "分值", "right", Limits(5.5, 9)),
    _Spec("label", "填写内容", "right", Limits(9.5, 16, wraps=True)),
    _Spec("entry", "完成值", "right", Limits(9.5, 13.5)),
    _Spec("score", "得分", "right", Limits(8.5, 12)),
    _Spec("working", "算式", "mark", Limits(22, 99, share=2)),
    _Spec("check", "检查", "mark", Limits(13.5, 17.5, wraps=True)),
    _Spec("remark", "备注", "left", Limits(10, 10)),
)

_SLOTS: Mapping[tuple[bool, bool], tuple[Slot, ...]] = {
    (False, True): (
        ("number", "number", "name", "standard"),
        ("points", "target", "label", "entry"),
        ("value", "value", "score", "check"),
    ),
    (False, False): (
        ("number", "number", "name", "standard"),
        ("points", "label", "entry", "value"),
        ("score", "score", "check", "check"),
    ),
    (True, True): (
        ("number", "number", "name", "standard"),
        ("points", "label", "entry", "score"),
        ("working", "working", "check", "remark"),
    ),
    (True, False): (
        ("number", "number", "name", "standard"),
        ("points", "label", "entry", "score"),
        ("working", "working", "check", "remark"),
    ),
}
"""By whether the page is landscape, and whether it has a column of targets."""

MANY = 12
"""With more indicators than this a form turns to landscape."""

PIXELS = {False: 830, True: 1200}
"""What a form may be wide, portrait and landscape: no scrolling sideways, and not under 85 % on A4."""


def layout_of(rulebook: Rulebook) -> Layout:
    """The layout that the form asks for, or the one that suits its length, with columns made to measure."""
    form = rulebook.form
    landscape = (form.layout or ("landscape" if len(rulebook.items) > MANY else "portrait")) == "landscape"
    specs = [spec for spec in _specs(rulebook, landscape) if spec.key != "target" or _has_targets(rulebook)]
    need = needed(rulebook, landscape)
    room = (PIXELS[landscape] - EDGE * len(specs)) / UNIT
    widths = fitted([spec.limits for spec in specs], [need.get(spec.key, 0) for spec in specs], room)
    columns = tuple(
        LayoutColumn(spec.key, spec.heading, width, spec.align)
        for spec, width in zip(specs, widths, strict=True)
    )
    slots = _SLOTS[landscape, _has_targets(rulebook)]
    return Layout("landscape" if landscape else "portrait", columns, landscape, not landscape, slots)


def _specs(rulebook: Rulebook, landscape: bool) -> Iterator[_Spec]:
    """The columns of the page; a landscape one takes in the form's own columns before the scores."""
    for spec in _LANDSCAPE if landscape else _PORTRAIT:
        for extra in rulebook.form.columns if landscape and spec.key == "score" else ():
            heading = extra.name + (f"\n（{extra.unit}）" if extra.unit else "")
            yield _Spec(f"entry:{extra.name}", heading, "right", Limits(9.5, 9.5))
        yield spec


def _has_targets(rulebook: Rulebook) -> bool:
    """Whether any indicator has a target to show, or open rows are filled in there."""
    indicators = [item.indicator for item in rulebook.items]
    columns = [column.column for each in indicators if each.rows for column in each.rows.columns]
    return "target" in columns or any(isinstance(i.target, Fraction) or i.terse for i in indicators)
