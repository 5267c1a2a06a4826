"""The functions of time: from one moment to another, in clock time or in working days.

A moment is a number of days, as everywhere in spreadsheets. Clock time is taken to the second first, so
that what was typed as 45 minutes is 45 and not a little more. Working days are counted in the list that
the cycle brings with it; beyond its ends nothing is known.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

from kpixl.model.days import SECONDS, seconds_of
from kpixl.model.numbers import settled
from kpixl.rules.bodies import Body, as_number
from kpixl.rules.function import Function
from kpixl.rules.values import UNKNOWN, Type, Value

WORKDAYS = "@工作日"
"""The quantity that holds the cycle's working days. No scheme can name it."""

N, L = Type.NUMBER, Type.LIST


def _time_in(unit: int) -> Body:
    """The time between in units of so many seconds."""

    def body(args: Sequence[Value]) -> Value:
        start, end = map(as_number, args)
        return Fraction(seconds_of(end - start), unit)

    return body


def workdays(args: Sequence[Value]) -> Value:
    """How many working days lie after the day of the first moment, up to and with that of the second.

    The other way round it is the same with a minus. Outside of the list nothing is known.
    """
    start, end, days = args
    assert isinstance(days, tuple)
    from_day, to_day = (settled(as_number(moment)) // 1 for moment in (start, end))
    if not days or min(from_day, to_day) < as_number(days[0]) or max(from_day, to_day) > as_number(days[-1]):
        return UNKNOWN
    known: Sequence[Fraction] = days  # type: ignore[assignment]
    return Fraction(bisect_right(known, to_day) - bisect_right(known, from_day))


def _spelled(unit: int) -> str:
    return f"ROUND(ROUND(b-a,9)*{SECONDS},0)/{unit}"


TIME_FUNCTIONS = (
    Function(
        "MINUTES",
        (N, N),
        2,
        2,
        N,
        _time_in(60),
        "从前一时刻到后一时刻有多少分钟，精确到秒；后者较早时为负",
        "minutes from the first moment to the second, exact to the second; negative when it is earlier",
        "MINUTES(报修时间, 到达时间)",
        excel=_spelled(60),
    ),
    Function(
        "HOURS",
        (N, N),
        2,
        2,
        N,
        _time_in(3600),
        "从前一时刻到后一时刻有多少小时，精确到秒；后者较早时为负",
        "hours from the first moment to the second, exact to the second; negative when it is earlier",
        "HOURS(处理完毕, 回复时间)",
        excel=_spelled(3600),
    ),
    Function(
        "DAYS",
        (N, N),
        2,
        2,
        N,
        _time_in(SECONDS),
        "从前一时刻到后一时刻有多少天（24小时为一天），精确到秒；提前量写成 DAYS(报送时间, 停电时间) >= 2",
        "days of 24 hours from the first moment to the second, exact to the second",
        "DAYS(报送时间, 停电时间)",
        excel=_spelled(SECONDS),
    ),
    Function(
        "WORKDAYS",
        (N, N, L),
        2,
        2,
        N,
        workdays,
        "前一日期次日起到后一日期（含）有几个工作日，按法定节假日、调休和方案的 calendar；"
        "后一日期较早时为负；“n个工作日内”写成 <= n",
        "working days after the first day up to and with the second, by public holidays and the scheme's "
        "calendar; negative when the second is earlier; “within n working days” is <= n",
        "WORKDAYS(受理时间, 回访时间)",
        excel="IF(MAX(INT(ROUND(a,9)),INT(ROUND(b,9)))>MAX(c),NA(),"
        "MATCH(INT(ROUND(b,9)),c,1)-MATCH(INT(ROUND(a,9)),c,1))",
        reads=(WORKDAYS,),
        settles=True,
    ),
)
