"""Entries to values: which cells are blank, wrong or formulas, by the same conditions as on the form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache

from kpixl.assess.normalise import BY_KEY
from kpixl.assess.normalise_form import typed_value
from kpixl.assess.normalise_nouns import Doubt, Normal
from kpixl.findings import Finding, Place
from kpixl.model.days import DAY, moment_text
from kpixl.model.indicator import Input, Kind
from kpixl.model.numbers import plain
from kpixl.model.submission import CellValue, Submission
from kpixl.rules import entries
from kpixl.rules.declare import DATED
from kpixl.rules.evaluate import Compiled, as_text, compile_rule
from kpixl.rules.policy import awaited, may_be_blank
from kpixl.rules.quantity import Cell, Item, Rulebook
from kpixl.rules.values import UNKNOWN, Value

_AS_TYPED: Mapping[str, Normal | Doubt] = {}
SHOWN_LENGTH = 40
"""How much of what somebody typed a message repeats."""

_DIGITS = re.compile(r"\s*[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?\s*", re.ASCII)


class Validator:
    """The conditions of a form's cells, compiled once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.conditions: Mapping[str, tuple[tuple[str, Compiled], ...]] = {
            cell.id: tuple((c.code, compile_rule(c.holds)) for c in entries.conditions(cell))
            for cell in rulebook.cells
        }

    def check(
        self,
        submission: Submission,
        values: Mapping[str, Value],
        readings: Mapping[str, Normal | Doubt] = _AS_TYPED,
    ) -> Iterator[Finding]:
        """Findings of every input cell, at its sheet and address.

        The values are those that were meant; `readings` tell where they are not what was typed.
        """
        for item in self.rulebook.items:
            for cell in item.cells:
                yield from self._cell(item, cell, submission, values, readings.get(cell.raw))

    def _cell(
        self,
        item: Item,
        cell: Cell,
        submission: Submission,
        values: Mapping[str, Value],
        reading: Normal | Doubt | None,
    ) -> Iterator[Finding]:
        typed = submission.entries.get(cell.raw)
        place = Place(submission.file, sheet=submission.sheet, cell=typed.cell if typed else "")
        details = {
            "name": label(item, cell),
            "wanted": _wanted(cell.input),
            "appraisee": submission.identity.appraisee,
        }
        if typed is None:
            yield Finding("cell-lost", place, details)
            return
        value = values.get(cell.raw)
        if typed.error:
            yield Finding("entry-error", place, {**details, "value": typed.error})
            return
        if typed.formula and typed.raw is None:
            yield Finding("entry-formula-empty", place, {**details, "formula": _excerpt(typed.formula)})
            return
        if value is None:
            if self._is_needed(item, cell, values):
                yield Finding("entry-blank", place, {**details, **_if_none(cell.input)})
            return
        details["value"] = before = _excerpt(_as_typed(cell.input, typed, value))
        if typed.formula:
            yield Finding("entry-formula", place, {**details, "formula": _excerpt(typed.formula)})
        if isinstance(reading, Doubt):
            yield Finding("entry-unclear", place, {**details, **_why(cell.input, reading)})
            return
        for code, holds in self.conditions[cell.id]:
            if holds(values) is not True:
                as_text_only = code == "entry-not-a-number" and _looks_like_a_number(value)
                yield Finding("entry-number-as-text" if as_text_only else code, place, details)
                return
        if reading is not None:
            after = entries.shown(cell.input, value)
            told = {"before": before, "after": after, **_rules(reading)}
            yield Finding("entry-normalised", place, {**details, **told}, before, after)
            details["value"] = after
            if reading.names_unit:
                return
        if not isinstance(value, Fraction):
            return
        # A text without its time is refused, but in a number nothing tells a day from its midnight.
        if cell.input.kind is Kind.DATETIME and value.denominator == 1 and isinstance(typed.raw, Fraction):
            yield Finding("entry-at-midnight", place, {**details, "value": moment_text(value, DAY)})
        if _like_a_share(item, cell, value):
            yield Finding("entry-like-a-share", place, {**details, "share": as_text(value * 100)})

    def _is_needed(self, item: Item, cell: Cell, values: Mapping[str, Value]) -> bool:
        """A blank matters unless it is optional, its open row is unused, or the score is known without it."""
        if cell.input.optional:
            return False
        rows = item.indicator.rows
        if rows is not None and (cell.row or 0) > rows.least:
            return any(_is_typed(values, other) for other in item.cells if other.row == cell.row)
        needing = awaited(item)
        if may_be_blank(item) and not any(_is_typed(values, other) for other in item.cells):
            return False
        return needing is None or values[needing] is UNKNOWN


def _is_typed(values: Mapping[str, Value], cell: Cell) -> bool:
    return values.get(cell.raw) not in (None, UNKNOWN)


def label(item: Item, cell: Cell) -> str:
    """How a cell is called in a message: its indicator, its own label, its row."""
    own = cell.input.name
    # Of several inputs, one whose name is part of the indicator's is told from the others by its own.
    several = cell.row is None and len({each.input.name for each in item.cells}) > 1
    is_plain = own == item.indicator.name or (own in item.indicator.name and not several)
    name = item.indicator.name if is_plain else f"{item.indicator.name}·{own}"
    return f"{name}第{cell.row}行" if cell.row is not None else name


def _as_typed(part: Input, typed: CellValue, value: Value) -> str:
    """An entry as people see it in the cell: 95%, or 2026-11-21, where it is formatted so."""
    if isinstance(typed.raw, str):
        return typed.raw
    if typed.percent and isinstance(typed.raw, Fraction):
        return f"{plain(typed.raw * 100)}%"
    # To a cell for texts, a day is the number behind it: that is what its form shows elsewhere.
    if typed.day and isinstance(typed.raw, Fraction) and part.kind not in (*DATED, Kind.TEXT):
        return entries.dated_text(typed.raw)
    return entries.shown(part, value if typed.raw is None else typed_value(typed))


def _rules(reading: Normal) -> Mapping[str, str]:
    rows = [BY_KEY[key] for key in reading.rules]
    names, names_en = (row.name for row in rows), (row.name_en for row in rows)
    return {"rule": "、".join(names), "rule_en": ", ".join(names_en)}


def _why(part: Input, doubt: Doubt) -> Mapping[str, str]:
    """Why an entry was refused; where it may mean that nothing happened, what to enter then."""
    told = {"why": doubt.zh, "why_en": doubt.en, "none": doubt.hint, "none_en": doubt.hint_en}
    if not doubt.says_nothing:
        return told
    blank, blank_en = "没有数据的留空", "leave the cell blank if there is no figure"
    if part.kind is Kind.CHOICE:
        return told
    none = _if_none(part)
    return {**told, "none": f"{none['none']}；{blank}", "none_en": f"{none['none_en']}; {blank_en}"}


def _if_none(part: Input) -> Mapping[str, str]:
    """What to enter when there was nothing to count. A measured value is never simply 0."""
    counts = part.kind is Kind.INTEGER and part.low == 0
    return {
        "none": "；没有发生请填 0" if counts else "",
        "none_en": "; enter 0 if nothing happened" if counts else "",
    }


def _looks_like_a_number(value: Value) -> bool:
    """Whether a text has the digits of a number, such as ８８.５ or what a cell for texts makes of 88.5."""
    return isinstance(value, str) and _DIGITS.fullmatch(unicodedata.normalize("NFKC", value)) is not None


def _like_a_share(item: Item, cell: Cell, value: Fraction) -> bool:
    """Whether 0.95 stands where 95 % are to be typed as 95: what a spreadsheet makes of a typed 95%."""
    target = item.indicator.target
    is_small = isinstance(target, Fraction) and target <= 1
    return cell.input.unit == "%" and 0 < value < 1 and not is_small


def _excerpt(text: str) -> str:
    """The beginning of what was typed, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_LENGTH else line[:SHOWN_LENGTH] + "……"


@cache
def _wanted(part: Input) -> str:
    return entries.wanted(part)
