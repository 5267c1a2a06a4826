"""Functions of runs, spread and calendar dates: falls in a row, standard deviation, square root, months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import isqrt

from kpixl.model.days import FIRST, LAST, day_of
from kpixl.model.numbers import rounded, settled
from kpixl.rules.bodies import Body, as_number, falls, flat
from kpixl.rules.function import Function
from kpixl.rules.lowering import lower_falls
from kpixl.rules.values import UNKNOWN, Type, Value

N, L = Type.NUMBER, Type.LIST

_GUARD = 10**24
"""A root is taken with twelve decimal places and then rounded to nine."""


def _root(square: Fraction) -> Fraction:
    return rounded(Fraction(isqrt(int(square * _GUARD)), 10**12), 9)


def square_root(args: Sequence[Value]) -> Value:
    """The square root at nine decimal places; of a negative number it is unknown."""
    value = settled(as_number(args[0]))
    return _root(value) if value >= 0 else UNKNOWN


def deviation(lacking: int) -> Body:
    """The standard deviation, of a population (0) or of a sample (1), at nine decimal places."""

    def body(args: Sequence[Value]) -> Value:
        numbers = flat(args)
        count = len(numbers) - lacking
        if count <= 0:
            return UNKNOWN
        mean = sum(numbers, Fraction(0)) / len(numbers)
        return _root(sum(((each - mean) ** 2 for each in numbers), Fraction(0)) / count)

    return body


def _day(value: Value) -> date | None:
    number = settled(as_number(value)) // 1
    return day_of(int(number)) if FIRST <= number <= LAST else None


def _part(name: str) -> Body:
    def body(args: Sequence[Value]) -> Value:
        day = _day(args[0])
        return UNKNOWN if day is None else Fraction(getattr(day, name))

    return body


def months(args: Sequence[Value]) -> Value:
    """Whole calendar months from the first day to the second; negative when it is earlier."""
    start, end = map(_day, args)
    if start is None or end is None:
        return UNKNOWN
    begun = (end.year - start.year) * 12 + end.month - start.month
    return Fraction(begun - (end.day < start.day))


def _dated(spelling: str) -> str:
    """A number that is no day has no year, no month and no day."""
    return f"IF(AND(ROUND(a,9)>={FIRST},ROUND(a,9)<{LAST + 1}),{spelling},NA())"


_A, _B = "INT(ROUND(a,9))", "INT(ROUND(b,9))"
_MONTHS = (
    f"IF(AND(MIN({_A},{_B})>={FIRST},MAX({_A},{_B})<={LAST}),"
    f"(YEAR({_B})-YEAR({_A}))*12+MONTH({_B})-MONTH({_A})-IF(DAY({_B})<DAY({_A}),1,0),NA())"
)

FURTHER_FUNCTIONS = (
    Function(
        "FALLS",
        (L,),
        1,
        60,
        N,
        None,
        "从最后一个数往回，连续几次比前一个低；相等、没填或不能计算的，到那里为止",
        "how many times in a row, counted back from the last, a value is below the one before; an equal or "
        "unknown one ends the run",
        "FALLS(前三月, 前二月, 前一月, 完成值)",
        excel=lower_falls,
        lazy=falls,
        settles=True,
        by_cell=True,
    ),
    Function(
        "SQRT",
        (N,),
        1,
        1,
        N,
        square_root,
        "平方根，取九位小数",
        "square root, at nine decimal places",
        "SQRT(完成值)",
        excel="ROUND(SQRT(ROUND(a,9)),9)",
        settles=True,
    ),
    Function(
        "STDEVP",
        (L,),
        1,
        1,
        N,
        deviation(0),
        "总体标准差，取九位小数",
        "standard deviation of a population, at nine decimal places",
        "STDEVP(评分)",
        excel="ROUND(STDEVP(a),9)",
        settles=True,
    ),
    Function(
        "STDEV",
        (L,),
        1,
        1,
        N,
        deviation(1),
        "样本标准差，取九位小数；不足两个数时不能计算",
        "standard deviation of a sample, at nine decimal places; unknown below two numbers",
        "STDEV(评分)",
        excel="ROUND(STDEV(a),9)",
        settles=True,
    ),
    Function(
        "YEAR",
        (N,),
        1,
        1,
        N,
        _part("year"),
        "日期的年份",
        "year of a date",
        "YEAR(入职日期)",
        excel=_dated(f"YEAR({_A})"),
        settles=True,
    ),
    Function(
        "MONTH",
        (N,),
        1,
        1,
        N,
        _part("month"),
        "日期的月份，1至12",
        "month of a date, 1 to 12",
        "MONTH(提交日期)",
        excel=_dated(f"MONTH({_A})"),
        settles=True,
    ),
    Function(
        "DAY",
        (N,),
        1,
        1,
        N,
        _part("day"),
        "日期是几号，1至31",
        "day of the month of a date, 1 to 31",
        "DAY(提交日期)",
        excel=_dated(f"DAY({_A})"),
        settles=True,
    ),
    Function(
        "MONTHS",
        (N, N),
        2,
        2,
        N,
        months,
        "从前一日期到后一日期满几个月；后者较早时为负",
        "whole calendar months from the first day to the second; negative when it is earlier",
        "MONTHS(入职日期, 期末)",
        excel=_MONTHS,
        settles=True,
    ),
)
