"""The table of fields, continued: what is filled in, alone, in rows or option by option."""

from __future__ import annotations

from kpixl.definition.fields_earlier import EARLIER, ROWS_EARLIER, TAKE
from kpixl.definition.grammar import LIST, OPTIONS, Field, Kind, Shape, Type

COLUMN_ROLES = ("name", "standard", "points", "target", "entry")

INPUT_FIELDS = (
    Field("name", Type.NAME, "名称", "name", required=True),
    Field(
        "kind",
        Type.ENUM,
        "填什么：number 数，integer 整数，choice 选项，text 文字，date 日期，datetime 日期和时间；"
        "默认由单位决定",
        "what is typed; by default the unit decides",
        choices=("number", "integer", "choice", "text", "date", "datetime"),
    ),
    Field(
        "within",
        Type.ENUM,
        "period：日期必须在考核周期内（含最后一天）",
        "period: the date must lie in the cycle, its last day included",
        choices=("period",),
    ),
    Field("unit", Type.TEXT, "单位", "unit", default="", length=20),
    Field("low", Type.LIMIT, "最小值（含）；默认由单位决定", "least value; by default the unit decides"),
    Field("high", Type.LIMIT, "最大值（含）；默认由单位决定", "greatest value; by default the unit decides"),
    Field("choices", Type.NAME, "可选的内容", "what may be chosen", shapes=(Shape(least=2),)),
    Field("from", Type.NAME, "从哪张对照表里选", "the table whose rows may be chosen"),
    Field("optional", Type.FLAG, "可以不填", "may stay empty", default=False),
    Field("hint", Type.TEXT, "填写提示", "prompt beside the cell", default="", length=200),
)
"""The keys of everything that is filled in."""

ENTRY_KINDS = (
    Kind(
        name="input",
        zh="填写项",
        en="an input",
        apart=(("from", "choices", "keys-apart"),),
        fields=(*INPUT_FIELDS, EARLIER),
    ),
    Kind(
        name="rows",
        zh="自填行",
        en="open rows",
        any_of=(("count", "items"),),
        apart=(("count", "items", "keys-apart"), ("least", "items", "keys-apart")),
        fields=(
            Field("count", Type.WHOLE, "行数", "number of rows", least=1, most=100),
            Field("least", Type.WHOLE, "至少填几行", "rows needed", default=1, least=0, most=100),
            Field(
                "at",
                Type.ENUM,
                "table 在表内，log 在表下另起一栏（事件登记）",
                "inside the form's table, or a log below it",
                default="table",
                choices=("table", "log"),
            ),
            Field(
                "items",
                Type.NAME,
                "预先写好的各行名称，如检查项目",
                "names of preset rows, such as the points of a checklist",
                shapes=(Shape(most=100),),
            ),
            ROWS_EARLIER,
            Field("columns", Type.RECORD, "各列", "columns", kind="column", shapes=(LIST,), required=True),
            Field(
                "checks",
                Type.RECORD,
                "每一行都要满足的条件",
                "what must hold within each row",
                kind="check",
                shapes=(LIST,),
            ),
        ),
    ),
    Kind(
        name="column",
        zh="自填行的一列",
        en="a column of open rows",
        apart=(("from", "choices", "keys-apart"), ("rule", "take", "keys-apart")),
        fields=(
            *INPUT_FIELDS,
            Field(
                "at",
                Type.ENUM,
                "填在表的哪一列：name 项目，standard 标准，points 满分，target 目标，entry 填写",
                "which column of the form it is filled in",
                choices=COLUMN_ROLES,
            ),
            Field(
                "unique",
                Type.FLAG,
                "各行不能重复，如抱怨单号：同一件事只登记一次；用于 kind: text",
                "no row repeats it, such as the number of a complaint; for texts",
                default=False,
            ),
            Field(
                "rule",
                Type.RULE,
                "由同一行的其他列算出，不用填写",
                "computed from the other columns of its row, not filled in",
            ),
            TAKE,
        ),
    ),
    Kind(
        name="exempt",
        zh="不考核的情形",
        en="when an indicator is not assessed",
        fields=(
            Field("when", Type.RULE, "什么情况下", "when it holds", required=True),
            Field(
                "why",
                Type.TEXT,
                "理由，显示在算式里",
                "the reason, shown in the working",
                default="",
                length=200,
            ),
        ),
    ),
    Kind(
        name="check",
        zh="填写要求",
        en="a condition on the inputs",
        fields=(
            Field("must", Type.RULE, "必须成立的条件", "what must hold", required=True),
            Field(
                "say",
                Type.TEXT,
                "不成立时的提示；花括号里写公式，就显示算出的数",
                "what to say otherwise; a rule in braces shows its figure",
                required=True,
                length=200,
            ),
            Field(
                "remind",
                Type.FLAG,
                "true 表示只提醒，不影响得分",
                "only a reminder that stands in no score's way",
                default=False,
            ),
        ),
    ),
    Kind(
        name="options",
        zh="选项",
        en="options",
        needs=(("several", "of"),),
        fields=(
            Field("list", Type.NAME, "各选项的名称", "the options", required=True, shapes=(OPTIONS,)),
            Field(
                "of",
                Type.RULE,
                "总数，如 样本.总数；单选时各项合计应等于它",
                "the base, such as 样本.总数; in a single choice the counts add up to it",
            ),
            Field("unit", Type.TEXT, "各项的单位", "unit of the counts", default="", length=20),
            Field(
                "several",
                Type.FLAG,
                "true 表示可多选，各项不超过总数",
                "several may be chosen: each count is at most the base",
                default=False,
            ),
        ),
    ),
    Kind(
        name="step",
        zh="一档",
        en="a band",
        apart=(("from", "to", "keys-apart"),),
        fields=(
            Field("from", Type.NUMBER, "从多少起（含本数）", "from this value on (inclusive)"),
            Field("to", Type.NUMBER, "到多少为止（含本数）", "up to this value (inclusive)"),
            Field("points", Type.NUMBER, "得分", "points given", required=True),
        ),
    ),
)
"""What stands inside an indicator."""
