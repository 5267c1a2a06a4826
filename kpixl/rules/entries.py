"""When an entry is valid: the same conditions check the cell on the form and the value that comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kpixl.model.days import DAY, FIRST, MOMENT, moment_text, number_of
from kpixl.model.indicator import Input, Kind
from kpixl.model.numbers import plain
from kpixl.rules.declare import BEGIN, DATED, END
from kpixl.rules.evaluate import as_text
from kpixl.rules.nodes import Binary, Call, Expr, Name, Text, Truth, call, number
from kpixl.rules.quantity import Cell
from kpixl.rules.values import Value

EARLIEST, LATEST = number_of(date(1950, 1, 1)), number_of(date(2099, 12, 31))
"""What is typed as a date lies between: 20261103 is a number of the year 57371."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of a typed value, and the finding when it does not."""

    code: str
    holds: Expr


def conditions(cell: Cell) -> Iterator[Condition]:
    """In the order in which they are asked: each may rely on the ones before it."""
    raw, part = Name(cell.raw), cell.input
    match part.kind:
        case Kind.TEXT:
            yield Condition("entry-blank", call("NOT", call("ISBLANK", raw)))
            if cell.earlier:
                yield Condition("entry-repeated", _is_new(cell))
        case Kind.CHOICE:
            yield Condition("entry-not-a-choice", call("ISTEXT", raw))
            equal = tuple(Binary("=", raw, Text(choice)) for choice in part.choices)
            yield Condition("entry-not-a-choice", Call("OR", equal))
        case Kind.DATE | Kind.DATETIME:
            yield Condition("entry-not-a-date", call("ISNUMBER", raw))
            yield from _date_conditions(raw, part)
        case _:
            yield Condition("entry-not-a-number", call("ISNUMBER", raw))
            yield from _number_conditions(raw, part)


def _number_conditions(raw: Name, part: Input) -> Iterator[Condition]:
    if part.kind is Kind.INTEGER:
        yield Condition("entry-not-whole", Binary("=", raw, call("INT", raw)))
    for sign, limit in ((">=", part.low), ("<=", part.high)):
        if limit is not None:
            yield Condition("entry-out-of-range", Binary(sign, raw, number(limit)))


def _date_conditions(raw: Name, part: Input) -> Iterator[Condition]:
    between = Binary(">=", raw, number(EARLIEST)), Binary("<", raw, number(LATEST + 1))
    yield Condition("entry-not-a-date", Call("ALL", between))
    if part.kind is Kind.DATE:
        yield Condition("entry-with-time", Binary("=", raw, call("INT", raw)))
    if part.in_period:
        # The last day counts as a whole, whatever the hour.
        inside = Binary(">=", raw, Name(BEGIN)), Binary("<", raw, Binary("+", Name(END), number(1)))
        yield Condition("entry-outside-period", Call("ALL", inside))


def _is_new(cell: Cell) -> Expr:
    """Whether no row above has the same text; a row above that is out of order is told of by itself."""
    own = _value(cell)
    others = tuple(Binary("<>", Binary("&", Name(raw), Text("")), own) for raw in cell.earlier)
    return call("IFERROR", _all(others), Truth(True))


def is_valid(cell: Cell) -> Expr:
    """Whether what was typed is a valid entry (a blank is not)."""
    first, *others = (condition.holds for condition in conditions(cell))
    return call("IF", first, _all(tuple(others)), Truth(False)) if others else first


def _all(parts: tuple[Expr, ...]) -> Expr:
    return parts[0] if len(parts) == 1 else Call("ALL", parts)


def _value(cell: Cell) -> Expr:
    """The typed value; a number at nine places: nobody types more, but pasted ones may have more."""
    raw = Name(cell.raw)
    match cell.input.kind:
        case Kind.CHOICE:
            return raw
        case Kind.TEXT:
            # A number of an order is a text as well: rules compare it as one.
            return Binary("&", raw, Text(""))
        case _:
            return call("ROUND", raw, number(9))


def clean(cell: Cell) -> Expr:
    """The entry as rules see it: the typed value when it is valid, unknown otherwise."""
    return call("IF", is_valid(cell), _value(cell), call("NA"))


def row_is_blank(cells: tuple[Cell, ...]) -> Expr:
    """Whether nothing was typed into a row."""
    return _all(tuple(call("ISBLANK", Name(cell.raw)) for cell in cells))


def row_is_complete(cells: tuple[Cell, ...]) -> Expr:
    """Whether every required cell of a row is valid, and every optional one valid or blank."""
    return _all(tuple(acceptable(cell) for cell in cells if not _may_be_anything(cell)))


def acceptable(cell: Cell, may_be_blank: bool = False) -> Expr:
    """Whether a cell may stay as it is: valid, or blank where that is allowed."""
    valid = is_valid(cell)
    allowed = cell.input.optional or may_be_blank
    return call("IF", call("ISBLANK", Name(cell.raw)), Truth(True), valid) if allowed else valid


def _may_be_anything(cell: Cell) -> bool:
    part = cell.input
    return part.optional and part.kind is Kind.TEXT and not part.unique


def typed(cell: Cell) -> Expr:
    """The typed value of a cell in a row that is complete; nothing where an optional one is blank."""
    # A formula that repeats a blank cell shows 0.
    blank = call("ISBLANK", Name(cell.raw))
    return call("IF", blank, Text(""), _value(cell)) if cell.input.optional else _value(cell)


def wanted(part: Input) -> str:
    """What belongs into the cell, in Chinese, for prompts and messages: 0至100, 0或正整数, 优、良之一."""
    low, high = part.low, part.high
    whole = part.kind is Kind.INTEGER
    within = "本期内的" if part.in_period else ""
    match part.kind:
        case Kind.CHOICE:
            return "、".join(part.choices) + "之一"
        case Kind.TEXT:
            return "不重复的文字" if part.unique else "文字"
        case Kind.DATE:
            return within + "日期"
        case Kind.DATETIME:
            return within + "时间" if within else "日期和时间"
    if low is not None and high is not None:
        return f"{plain(low)}至{plain(high)}" + ("的整数" if whole else "")
    if low == 0:
        return "0或正整数" if whole else "0或正数"
    bound = (
        f"不小于{plain(low)}的" if low is not None else f"不大于{plain(high)}的" if high is not None else ""
    )
    return bound + ("整数" if whole else "数字")


def shown_as(cell: Cell) -> Expr:
    """What was typed, as a text for people: a date as a date as far as it is one."""
    raw, form = Name(cell.raw), DATED.get(cell.input.kind)
    if form is None:
        return raw
    dated: Expr = call("TEXT", raw, Text(MOMENT))
    if form == DAY:
        dated = call("IF", Binary("=", raw, call("INT", raw)), call("TEXT", raw, Text(DAY)), dated)
    return call("IF", call("ISNUMBER", raw), call("IFERROR", dated, raw), raw)


def shown(part: Input, value: Value) -> str:
    """An entry in words: a date as a date, anything else as a spreadsheet writes it."""
    if part.kind not in DATED or not isinstance(value, Fraction):
        return as_text(value)
    is_day = DATED[part.kind] == DAY and value.denominator == 1
    return moment_text(value, DAY if is_day else MOMENT) or as_text(value)


def dated_text(value: Fraction) -> str:
    """What a cell that is formatted as a day or a time shows: the day, the moment, the time of day.

    Anything else is given as the number that it is: programs show it in different ways.
    """
    if EARLIEST <= value < LATEST + 1:
        return moment_text(value, DAY if value.denominator == 1 else MOMENT) or plain(value)
    if 0 < value < 1:
        return (moment_text(value + FIRST, MOMENT) or "")[11:]
    return plain(value)
