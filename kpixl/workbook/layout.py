"""The table of page layouts: which columns a form has, how wide they are, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpixl.model.indicator import Kind
from kpixl.rules.quantity import Rulebook
from kpixl.workbook.measure import BODY, NOTE, text_width
from kpixl.workbook.widths import BOLD, Limits, fitted, needed, one_line


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """A visible column: its key, heading, width in Excel's units, and alignment.

    It may consist of several columns of the sheet, so that a log below has more edges to stand on.
    """

    key: str
    heading: str
    width: float
    align: str = "left"
    parts: int = 1


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
        """The index of a column's first part; column A (0) is the hidden key column."""
        before = self.columns[: self._place(key)]
        return 1 + sum(column.parts for column in before)

    def end(self, key: str) -> int:
        """The index of a column's last part."""
        return self.at(key) + self.parts(key) - 1

    def parts(self, key: str) -> int:
        """How many columns of the sheet it consists of."""
        return self.columns[self._place(key)].parts

    def _place(self, key: str) -> int:
        return next(i for i, column in enumerate(self.columns) if column.key == key)

    def has(self, key: str) -> bool:
        """Whether the layout has such a column."""
        return any(column.key == key for column in self.columns)

    def slots(self, labels: Sequence[str]) -> tuple[Slot, ...]:
        """Where labels and values of the identity block stand; a long label in front takes two columns."""
        first, *others = self.identity
        in_front = max((text_width(label) for label in labels[:: len(self.identity)]), default=0.0)
        if in_front * NOTE / BODY > self.width_of(first[0]):
            value = self.columns[self._place("name") + 1].key
            first = ("number", "name", value, first[3])
        return (first, *others)

    @property
    def last(self) -> int:
        """The index of the last visible column."""
        return len(self.widths)

    @property
    def widths(self) -> tuple[float, ...]:
        """The widths of the visible columns of the sheet."""
        return tuple(column.width / column.parts for column in self.columns for _ in range(column.parts))

    def width(self, first: int, last: int) -> float:
        """The width of the sheet's columns from first to last."""
        return sum(self.widths[first - 1 : last])

    def width_of(self, key: str) -> float:
        """The width of one column."""
        return self.columns[self._place(key)].width

    @property
    def pixels(self) -> int:
        """The width of the form on a screen at 100 %."""
        return sum(int(width * UNIT + 0.5) + EDGE for width in self.widths)


MIRROR = 40
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
    _Spec("entry", "填写", "right", Limits(9.5, 18.3)),
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
    _Spec("entry", "完成值", "right", Limits(9.5, 18.3)),
    _Spec("score", "得分", "right", Limits(8.5, 12)),
    _Spec("working", "算式", "mark", Limits(22, 99, share=2)),
    _Spec("check", "检查", "mark", Limits(13.5, 17.5, wraps=True)),
    _Spec("remark", "备注", "left", Limits(10, 10)),
)

_SLOTS: Mapping[tuple[bool, bool, bool], tuple[Slot, ...]] = {
    (False, True, True): (
        ("number", "number", "name", "standard"),
        ("points", "target", "label", "entry"),
        ("value", "value", "score", "check"),
    ),
    (False, True, False): (
        ("number", "number", "name", "standard"),
        ("points", "label", "entry", "value"),
        ("score", "score", "check", "check"),
    ),
    (False, False, True): (
        ("number", "number", "name", "standard"),
        ("target", "label", "entry", "entry"),
        ("value", "value", "check", "check"),
    ),
    (False, False, False): (
        ("number", "number", "name", "standard"),
        ("label", "label", "entry", "entry"),
        ("value", "value", "check", "check"),
    ),
    **dict.fromkeys(
        ((True, True, True), (True, True, False)),
        (
            ("number", "number", "name", "standard"),
            ("points", "label", "entry", "score"),
            ("working", "working", "check", "remark"),
        ),
    ),
    **dict.fromkeys(
        ((True, False, True), (True, False, False)),
        (
            ("number", "number", "name", "standard"),
            ("label", "label", "entry", "entry"),
            ("working", "working", "check", "remark"),
        ),
    ),
}
"""By whether the page is landscape, whether anything is scored, and whether it has a column of targets."""

_WIDE = ("standard", "working")
_LOG_PARTS = 6
"""Above a log the wide columns consist of at least so many: its own columns begin and end where these do."""

SCORES, POINTS, TOTALS = MIRROR, MIRROR - 1, MIRROR - 2
"""Hidden columns for what has no visible cell where nothing is scored; column A, the first, has no mirror."""

MANY = 12
"""With more indicators than this a form turns to landscape."""

PIXELS = {False: 830, True: 1200}
"""What a form may be wide, portrait and landscape: no scrolling sideways, and not under 85 % on A4."""


_EXTRA = {Kind.DATE: 12.4, Kind.DATETIME: 18.3}
"""A further column of entries that has to hold dates."""

_MOST_EXTRA = 12.0
"""No further column is wider for its heading."""


def layout_of(rulebook: Rulebook) -> Layout:
    """The layout that the form asks for, or the one that suits its length, with columns made to measure."""
    has_log = any(item.is_log for item in rulebook.items)
    landscape = has_log or _is_landscape(rulebook)
    absent = {"target"} if not _has_targets(rulebook) else set()
    absent |= {"points", "score"} if not rulebook.base else set()
    specs = [spec for spec in _specs(rulebook, landscape) if spec.key not in absent]
    need = needed(rulebook, landscape)
    wide = _log_parts(rulebook, [spec.key for spec in specs]) if has_log else 1
    parts = [wide if spec.key in _WIDE else 1 for spec in specs]
    room = (PIXELS[landscape] - EDGE * sum(parts)) / UNIT
    widths = fitted([spec.limits for spec in specs], [need.get(spec.key, 0) for spec in specs], room)
    columns = tuple(
        LayoutColumn(spec.key, spec.heading, int(width * UNIT / count) * count / UNIT, spec.align, count)
        for spec, width, count in zip(specs, widths, parts, strict=True)
    )
    slots = _SLOTS[landscape, bool(rulebook.base), _has_targets(rulebook)]
    return Layout("landscape" if landscape else "portrait", columns, landscape, not landscape, slots)


def _log_parts(rulebook: Rulebook, keys: Sequence[str]) -> int:
    """Enough for every column of every log, between the numbers and the marks, with some to choose from."""
    logs = [item.indicator.rows for item in rulebook.items if item.is_log]
    most = max(len(log.columns) + bool(log.items) for log in logs if log is not None)
    single = keys.index("check") - keys.index("name") - len(_WIDE)
    return max(_LOG_PARTS, -(-(most + 1 - single) // len(_WIDE)))


def _is_landscape(rulebook: Rulebook) -> bool:
    """As the form says, else by its length."""
    asked = rulebook.form.layout
    return asked == "landscape" if asked else len(rulebook.items) > MANY


def _specs(rulebook: Rulebook, landscape: bool) -> Iterator[_Spec]:
    """The columns of the page; a landscape one takes in the form's own columns before the scores."""
    for spec in _LANDSCAPE if landscape else _PORTRAIT:
        for extra in rulebook.form.columns if landscape and spec.key == "score" else ():
            heading = extra.name + (f"\n（{extra.unit}）" if extra.unit else "")
            width = max(
                _EXTRA.get(extra.kind, 9.5), min(one_line(heading.split("\n"), weight=BOLD), _MOST_EXTRA)
            )
            yield _Spec(f"entry:{extra.name}", heading, "right", Limits(width, width))
        yield spec


def _has_targets(rulebook: Rulebook) -> bool:
    """Whether any indicator has a target to show, or open rows are filled in there."""
    indicators = [item.indicator for item in rulebook.items]
    columns = [column.column for each in indicators if each.rows for column in each.rows.columns]
    return "target" in columns or any(i.target is not None or i.terse for i in indicators)
