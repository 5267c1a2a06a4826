"""How functions are spelled for Excel where a plain spelling would treat noise or unknowns differently.

In a form an unknown travels as an error value (a faulty or blank input is #N/A, a zero denominator
#DIV/0!), so most functions pass it on by themselves. Each builder here takes arguments that are
already in Excel's terms.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from fractions import Fraction

from kpixl.model.days import DAY, FIRST, LAST, MOMENT, SECONDS
from kpixl.rules.criteria import criterion, format_places
from kpixl.rules.nodes import Binary, Call, Column, Expr, Name, Number, Text, Truth, call
from kpixl.rules.values import EXCLUDED_TEXT

Builder = Callable[[tuple[Expr, ...], tuple[bool, ...]], Expr]
"""Makes the Excel tree from the lowered arguments, and whether each is settled already."""


_WILD = re.compile(r"[*?~]")
"""Signs that COUNTIF takes for any text."""


def settle(node: Expr) -> Expr:
    """Nine decimal places, so that binary noise decides nothing."""
    return call("ROUND", node, Number(Fraction(9)))


def lower_and(args: tuple[Expr, ...], calm: tuple[bool, ...]) -> Expr:
    """False once one is surely false; only otherwise does an unknown count."""
    if all(_sure(arg) for arg in args):
        return Call("AND", args)
    assumed = Call("AND", tuple(call("IFERROR", arg, Truth(True)) for arg in args))
    return call("IF", assumed, Call("AND", args), Truth(False))


def lower_or(args: tuple[Expr, ...], calm: tuple[bool, ...]) -> Expr:
    """True once one is surely true; only otherwise does an unknown count."""
    if all(_sure(arg) for arg in args):
        return Call("OR", args)
    assumed = Call("OR", tuple(call("IFERROR", arg, Truth(False)) for arg in args))
    return call("IF", assumed, Truth(True), Call("OR", args))


def _sure(node: Expr) -> bool:
    return isinstance(node, Truth) or (
        isinstance(node, Call) and node.function in ("ISNUMBER", "ISERROR", "ISTEXT")
    )


def lower_extreme(function: str) -> Builder:
    """MIN or MAX of nothing is unknown, where Excel says 0."""

    def builder(args: tuple[Expr, ...], calm: tuple[bool, ...]) -> Expr:
        if all(isinstance(arg, Column) for arg in args):
            return call(
                "IF", Binary("=", Call("COUNT", args), Number(Fraction(0))), call("NA"), Call(function, args)
            )
        return Call(function, args)

    return builder


def lower_count(args: tuple[Expr, ...], calm: tuple[bool, ...]) -> Expr:
    """How many are numbers; an expression is asked with ISNUMBER, a column with COUNT.

    COUNT itself passes over an unknown in a column, which must not go unnoticed.
    """
    return _sum(
        call("IF", call("ISERROR", call("SUM", arg)), call("NA"), call("COUNT", arg))
        if isinstance(arg, Column)
        else _one_if(call("ISNUMBER", arg))
        for arg in args
    )


def lower_falls(args: tuple[Expr, ...], calm: tuple[bool, ...]) -> Expr:
    """All pairs less those up to the last that is no fall: a flat formula, however many values there are.

    An unknown makes the comparison fail. A text or an empty cell would not: each cell is asked whether it
    is a number, in the pair that it comes first in, for there the run has ended already; the last in its own.
    """
    pairs = list(itertools.pairwise(args))
    if not pairs:
        return _integer(0)
    ends = [call("ISERROR", _fall(before, after)) for before, after in pairs[:-1]]
    ends.append(call("ISERROR", _if_number(_fall(*pairs[-1]), pairs[-1][1])))
    last = Call("MAX", tuple(Binary("*", _integer(place), end) for place, end in enumerate(ends, 1)))
    return Binary("-", _integer(len(pairs)), last)


def _fall(before: Expr, after: Expr) -> Expr:
    """A number where the second is below the first, else an error."""
    fell = Binary("/", _integer(1), Binary(">", settle(before), settle(after)))
    return _if_number(fell, before)


def _if_number(node: Expr, cell: Expr) -> Expr:
    return Binary("/", node, call("ISNUMBER", cell)) if isinstance(cell, Name) else node


def lower_count_if(args: tuple[Expr, ...], calm: tuple[bool, ...]) -> Expr:
    """Each value is compared at nine places, which COUNTIF itself does not do.

    A column of settled values is left to COUNTIF; any other arrives here as its single cells.
    """
    *values, last = args
    assert isinstance(last, Text | Number)
    sign, wanted = criterion(last.value)
    return _sum(
        _count_column(value, sign, wanted)
        if isinstance(value, Column)
        else call("IF", call("ISERROR", value), value, _one_if(_meets(value, sign, wanted)))
        for value in values
    )


def counts_in_columns(last: Text | Number) -> bool:
    """Whether COUNTIF itself means the same by a criterion: to it, blanks are unlike everything."""
    return criterion(last.value)[0] != "<>"


def _count_column(column: Column, sign: str, wanted: Fraction | str) -> Expr:
    """COUNTIF over a whole column; it would pass over an unknown, which must not go unnoticed."""
    if isinstance(wanted, Fraction):
        # Joined, so that the decimal sign is that of the reader's own Excel.
        meets: Expr = Number(wanted) if sign == "=" else Binary("&", Text(sign), Number(wanted))
    else:
        meets = Text("=" + _WILD.sub(r"~\g<0>", wanted))
    unknown = call("ISERROR", call("SUM", column))
    return call("IF", unknown, call("NA"), call("COUNTIF", column, meets))


def _meets(value: Expr, sign: str, wanted: Fraction | str) -> Expr:
    """Whether a known value meets a criterion. A blank and what is left out never do."""
    unlike = call("AND", Binary("<>", value, Text("")), Binary("<>", value, Text(EXCLUDED_TEXT)))
    if isinstance(wanted, Fraction):
        held = Binary(sign, settle(value), Number(wanted))
        return call("IF", call("ISNUMBER", value), held, unlike if sign == "<>" else Truth(False))
    held = Binary(sign, value, Text(wanted))
    return call("AND", *unlike.args, held) if sign == "<>" else held


def _one_if(condition: Expr) -> Expr:
    return call("IF", condition, Number(Fraction(1)), Number(Fraction(0)))


def _sum(nodes: Iterable[Expr]) -> Expr:
    parts = tuple(nodes)
    return parts[0] if len(parts) == 1 else Call("SUM", parts)


def lower_text(args: tuple[Expr, ...], calm: tuple[bool, ...]) -> Expr:
    """Rounded by our rule first, so that TEXT has no tie to decide."""
    value, form = args
    assert isinstance(form, Text)
    if form.value in (DAY, MOMENT):
        return _moment(value if calm[0] else settle(value), form)
    places = format_places(form.value) + (2 if form.value.endswith("%") else 0)
    return call("TEXT", call("ROUND", value if calm[0] else settle(value), Number(Fraction(places))), form)


def _moment(value: Expr, form: Text) -> Expr:
    """A number as a date. A moment is taken a second into its minute: noise then moves it to no other."""
    is_day = call("AND", Binary(">=", value, _integer(FIRST)), Binary("<", value, _integer(LAST + 1)))
    shown: Expr = call("INT", value)
    if form.value == MOMENT:
        seconds = call("ROUND", Binary("*", value, _integer(SECONDS)), _integer(0))
        minute = Binary("*", call("INT", Binary("/", seconds, _integer(60))), _integer(60))
        shown = Binary("/", Binary("+", minute, _integer(1)), _integer(SECONDS))
    return call("IF", is_day, call("TEXT", shown, form), call("NA"))


def _integer(value: int) -> Expr:
    return Number(Fraction(value))
