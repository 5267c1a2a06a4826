"""The table of fields, concluded: grades, pay, fines and bonuses, measures, tables, roster columns."""

from __future__ import annotations

from kpixl.definition.fields_earlier import CARRIED
from kpixl.definition.fields_time import TIME_KINDS
from kpixl.definition.grammar import LIST, LONE, MAP, Field, Kind, Type

BOOKED = Field(
    "booked",
    Type.RULE,
    "列入哪一个月：写一个日期填写项（指标.填写项）、名册的日期列，或 payer 所在登记的日期列，"
    "列入那一天所在的月；不写则列入考核周期",
    "the month that it is booked to: that of a day, which is an input, a column of the roster, or one of the "
    "log whose rows name the payers; the period when absent",
)

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
            BOOKED,
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
            BOOKED,
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
    *TIME_KINDS,
    Kind(
        name="roster-column",
        zh="名册的列",
        en="a roster column",
        apart=(("same", "shares", "keys-apart"), ("same", "places", "keys-apart")),
        needs=(("shares", "annual"), ("places", "annual"), ("same", "annual")),
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
            Field(
                "annual",
                Type.NAME,
                "由哪一列年度目标分解；名册里不用填这一列，各期合计正好等于年度目标",
                "the column of the annual target that it is part of: the roster need not have it, and all "
                "periods of the year add up exactly to the target",
                default="",
            ),
            Field(
                "shares",
                Type.SHARE,
                "各月（或各期）占全年的比例，合计 100%；不写则平均",
                "the share of each month or period of the year, together 100%; even parts when absent",
                shapes=(LIST,),
                least=0,
                most=1,
            ),
            Field(
                "places",
                Type.WHOLE,
                "分解到几位小数；零头给余数大的月份，相等时给靠前的",
                "decimal places of the parts; the rest goes by largest remainders, equal ones in order",
                default=0,
                least=0,
                most=6,
            ),
            Field(
                "same",
                Type.FLAG,
                "true 表示各期都等于年度目标，如满意度这样的水平",
                "each period has the annual target itself, as for a level such as satisfaction",
                default=False,
            ),
            CARRIED,
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
