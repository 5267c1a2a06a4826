"""The table of fields, continued: deadline, payout, calendar, rounding."""

from __future__ import annotations

from kpixl.definition.grammar import LIST, Field, Kind, Type

TIME_KINDS = (
    Kind(
        name="deadline",
        zh="交表期限",
        en="when forms come back",
        fields=(
            Field(
                "months",
                Type.WHOLE,
                "周期结束后第几个月（次月为 1）",
                "how many months after the period ends",
                required=True,
                least=0,
                most=24,
            ),
            Field("day", Type.WHOLE, "几日", "day of the month", required=True, least=1, most=31),
        ),
    ),
    Kind(
        name="payout",
        zh="发放",
        en="when money is paid",
        fields=(
            Field(
                "months",
                Type.WHOLE,
                "列入月份之后第几个月发放或扣除（当月为 0，次月为 1）",
                "how many months after the month that it is booked to (0: in that month)",
                required=True,
                least=0,
                most=24,
            ),
        ),
    ),
    Kind(
        name="appeal",
        zh="对结果的异议",
        en="objections to a result",
        any_of=(("contact", "days"),),
        needs=(("working", "days"),),
        fields=(
            Field("contact", Type.NAME, "向谁提出；不写则用方案的 contact", "to whom", default=""),
            Field(
                "days", Type.WHOLE, "收到反馈单起几天内", "days from the day of the slip", least=1, most=365
            ),
            Field("working", Type.FLAG, "只数工作日", "count working days only", default=False),
        ),
    ),
    Kind(
        name="calendar",
        zh="工作日历",
        en="the calendar of working days",
        any_of=(("off", "on"),),
        fields=(
            Field("off", Type.DATE, "本来上班、改为休息的日子", "days off here alone", shapes=(LIST,)),
            Field("on", Type.DATE, "本来休息、改为上班的日子", "working days here alone", shapes=(LIST,)),
        ),
    ),
    Kind(
        name="rounding",
        zh="小数位数",
        en="decimal places",
        fields=(
            Field("total", Type.WHOLE, "总分", "of the total", default=2, least=0, most=9),
            Field("pay", Type.WHOLE, "工资（元）", "of pay in yuan", default=2, least=0, most=2),
            Field(
                "items",
                Type.WHOLE,
                "各项得分；不写则合计前不取整",
                "of item scores; not rounded before the total when absent",
                least=0,
                most=9,
            ),
        ),
    ),
)
"""The kinds of mapping about days, months and decimal places."""
