"""The table of fields, concluded: grades, pay, fines and bonuses, measures, deadline, rounding, tables."""

from __future__ import annotations

from kpixl.definition.grammar import LIST, LONE, MAP, Field, Kind, Type

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
        name="money",
        zh="奖惩金额",
        en="a fine or bonus",
        apart=(("payer", "split", "keys-apart"),),
        fields=(
            Field("name", Type.NAME, "名称", "name", required=True),
            Field(
                "kind",
                Type.ENUM,
                "fine 罚款，bonus 奖励",
                "fine or bonus",
                default="fine",
                choices=("fine", "bonus"),
            ),
            Field(
                "amount",
                Type.RULE,
                "金额（元）的公式：写 payer 的是每人金额，写 split 的是分担前的金额",
                "rule for the amount in yuan: of each payer, or before it is split",
                required=True,
            ),
            Field("when", Type.RULE, "什么情况下；不写则总是", "when it is due; always when absent"),
            Field(
                "payer",
                Type.NAME,
                "由谁承担或领取，可写几个，每人都按金额计：本人、上级、上级的上级、部门负责人、全部门、全体，名册的列，"
                "登记.列名（按各行写的人），或外面的人和单位的名称",
                "who bears or gets it, each of several the whole amount: 本人 (the appraisee), 上级, "
                "上级的上级 (superiors), 部门负责人 (head of department), 全部门, 全体 (everybody), "
                "a column of the roster, log.column (whom each row names), or the name of somebody outside",
                shapes=(LONE,),
            ),
            Field(
                "split",
                Type.SHARE,
                "由几方分担：谁和比例，合计 100%，分到每一分钱；写法同 payer",
                "who shares it, exact to the cent: words as for payer, with shares that add up to 100%",
                shapes=(MAP,),
                positive=True,
                most=1,
            ),
            Field("to", Type.NAME, "款项去向，如 团队培训基金", "where the money goes", default=""),
            Field("why", Type.TEXT, "依据，印在表上", "the reason, printed", default="", length=200),
        ),
    ),
    Kind(
        name="measure",
        zh="非货币措施",
        en="a measure that is no money",
        fields=(
            Field("name", Type.NAME, "名称", "name", required=True),
            Field("when", Type.RULE, "什么情况下", "when it applies", required=True),
            Field("who", Type.NAME, "对谁，写法同奖惩的 payer", "to whom, in the words of payer", default=""),
            Field("why", Type.TEXT, "依据，印在表上", "the reason, printed", default="", length=200),
        ),
    ),
    Kind(
        name="table",
        zh="对照表",
        en="a table of numbers by name",
        fields=(
            Field(
                "columns",
                Type.INPUT,
                "各列的名称和单位，如 罚款(元)",
                "its columns with their units",
                kind="input",
                shapes=(LONE,),
                required=True,
            ),
            Field(
                "rows",
                Type.NUMBER,
                "每行：名称，以及各列的数；未定的写 unset",
                "its rows: a name, then a number for each column, or unset",
                shapes=(MAP, LONE),
                required=True,
                unset=True,
            ),
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
    Kind(
        name="roster-column",
        zh="名册的列",
        en="a roster column",
        fields=(
            Field(
                "unit",
                Type.TEXT,
                "单位；文字列写 文字，日期列写 日期",
                "unit, or 文字, or 日期",
                default="",
                length=20,
            ),
            Field(
                "example",
                Type.TEXT,
                "示例，kpixl init 写进示例名册",
                "an example, which kpixl init writes into the roster",
                default="",
                length=60,
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
