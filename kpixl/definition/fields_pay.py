"""The table of fields, concluded: grades, pay, deadline, rounding, parameters."""

from __future__ import annotations

from kpixl.definition.grammar import LIST, Field, Kind, Type

PAY_KINDS = (
    Kind(
        name="grade",
        zh="等级",
        en="a grade",
        fields=(
            Field("name", Type.NAME, "等级名称", "name", required=True),
            Field("from", Type.NUMBER, "总分从多少起（含本数）", "from this total on (inclusive)"),
        ),
    ),
    Kind(
        name="pay",
        zh="绩效工资",
        en="performance pay",
        fields=(
            Field("amount", Type.RULE, "金额（元）的公式", "rule for the amount in yuan", required=True),
            Field(
                "adjust", Type.RECORD, "扣减条件", "conditions that reduce it", kind="adjust", shapes=(LIST,)
            ),
            Field("name", Type.NAME, "名称", "name", default="绩效工资"),
            Field("note", Type.TEXT, "印在表上的说明", "explanation on the form", default=""),
        ),
    ),
    Kind(
        name="adjust",
        zh="扣减条件",
        en="a condition on pay",
        fields=(
            Field("when", Type.RULE, "什么情况下", "when it applies", required=True),
            Field(
                "keep",
                Type.SHARE,
                "保留几成，如 70%",
                "share kept, such as 70%",
                required=True,
                unset=True,
                least=0,
            ),
            Field("why", Type.TEXT, "理由，印在表上", "the reason, printed", default="", length=200),
        ),
    ),
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
    Kind(
        name="parameter",
        zh="参数",
        en="a parameter",
        fields=(
            Field("value", Type.AMOUNT, "数值", "number", required=True, unset=True),
            Field("note", Type.TEXT, "备注，不进表格", "remark, not printed"),
        ),
    ),
)
"""The kinds of mapping beside the forms."""
