"""The table of fields, continued: an indicator and what stands inside it.

The parameters of the ready-made scoring rules are taken from their own table, so a new rule brings its
parameters with it.
"""

from __future__ import annotations

from kpixl.definition.grammar import LIST, LONE, PAIR, Field, Kind, Shape, Type
from kpixl.rules.scoring import SCORING, Param, ParamKind

ASKED = ("low", "high", "kind", "choices", "hint")
"""Keys that describe the one input named by `ask`."""

WAYS = ("ask", "ratio", "inputs", "rows")
"""The ways to say what people fill in; an indicator takes one of them."""

COLUMN_ROLES = ("name", "standard", "points", "target", "entry")

_PARAM_TYPES: dict[ParamKind, tuple[Type, tuple[Shape, ...], str]] = {
    ParamKind.NUMBER: (Type.VALUE, (), ""),
    ParamKind.RULE: (Type.RULE, (), ""),
    ParamKind.RULES: (Type.RULE, (LONE,), ""),
    ParamKind.STEPS: (Type.RECORD, (LIST,), "step"),
    ParamKind.SCALE: (Type.NAME, (), ""),
    ParamKind.CHOICE: (Type.ENUM, (), ""),
}


def methods_with(name: str) -> tuple[str, ...]:
    """The scoring rules that take a parameter of this name."""
    return tuple(row.name for row in SCORING.values() if any(param.name == name for param in row.params))


def _parameters() -> tuple[Field, ...]:
    rows: dict[str, list[tuple[str, Param]]] = {}
    for scoring in SCORING.values():
        for param in scoring.params:
            rows.setdefault(param.name, []).append((scoring.name, param))
    return tuple((_parameter(name, uses) for name, uses in rows.items()))


def _parameter(name: str, uses: list[tuple[str, Param]]) -> Field:
    first = uses[0][1]
    kind, shapes, record = _PARAM_TYPES[first.kind]
    return Field(
        name,
        kind,
        "；".join(dict.fromkeys((f"{param.zh}（{_methods(uses, param.zh)}）" for _, param in uses))),
        "; ".join(dict.fromkeys((f"{param.en} ({_methods(uses, param.zh)})" for _, param in uses))),
        shapes=shapes,
        kind=record,
        choices=first.choices,
        unset=first.kind is ParamKind.NUMBER,
    )


def _methods(uses: list[tuple[str, Param]], zh: str) -> str:
    return ", ".join((method for method, param in uses if param.zh == zh))


_INPUT_FIELDS = (
    Field("name", Type.NAME, "名称", "name", required=True),
    Field(
        "kind",
        Type.ENUM,
        "填什么：number 数，integer 整数，choice 选项，text 文字，date 日期；默认由单位决定",
        "what is typed; by default the unit decides",
        choices=("number", "integer", "choice", "text", "date"),
    ),
    Field("unit", Type.TEXT, "单位", "unit", default="", length=20),
    Field("low", Type.LIMIT, "最小值（含）；默认由单位决定", "least value; by default the unit decides"),
    Field("high", Type.LIMIT, "最大值（含）；默认由单位决定", "greatest value; by default the unit decides"),
    Field("choices", Type.NAME, "可选的内容", "what may be chosen", shapes=(Shape(least=2),)),
    Field("optional", Type.FLAG, "可以不填", "may stay empty", default=False),
    Field("hint", Type.TEXT, "填写提示", "prompt beside the cell", default="", length=200),
)

_INDICATOR = Kind(
    name="indicator",
    zh="指标",
    en="an indicator",
    any_of=(("score", "formula"),),
    apart=(
        *((first, second, "keys-apart") for at, first in enumerate(WAYS) for second in WAYS[at + 1 :]),
        *((key, way, "only-with-ask") for key in ASKED for way in WAYS[1:]),
        *(("also", way, "keys-apart") for way in ("inputs", "rows")),
    ),
    needs=(("value", "inputs"),),
    fields=(
        Field("name", Type.NAME, "名称", "name", required=True),
        Field(
            "points",
            Type.NUMBER,
            "分值；不写则与同部分没写的指标平分余下的分值",
            "points; absent: an equal share of what the section has left",
            unset=True,
            positive=True,
        ),
        Field("unit", Type.TEXT, "完成值的单位", "unit of the value", default="", length=20),
        Field("ask", Type.NAME, "唯一填写项的名称", "label of the one thing to fill in", default="完成值"),
        Field("target", Type.NUMBER, "目标值", "target", unset=True),
        Field(
            "score",
            Type.ENUM,
            "计分方法：" + "；".join(f"{row.name} {row.zh}" for row in SCORING.values()),
            "scoring rule: " + "; ".join(f"{row.name}: {row.en}" for row in SCORING.values()),
            choices=tuple(SCORING),
        ),
        Field(
            "ratio",
            Type.INPUT,
            "完成值 = 分子 ÷ 分母，按单位换算；两项都由人填写",
            "the value is the first count divided by the second, in the unit",
            kind="input",
            shapes=(PAIR,),
        ),
        Field("also", Type.INPUT, "另外要填的内容", "further inputs", kind="input", shapes=(LONE,)),
        Field(
            "inputs", Type.INPUT, "逐项写明要填的内容", "all inputs, one by one", kind="input", shapes=(LIST,)
        ),
        Field("value", Type.RULE, "由 inputs 算出完成值的公式", "rule for the value over the inputs"),
        *(field for field in _INPUT_FIELDS if field.key in ASKED),
        Field("rows", Type.RECORD, "由部门自己填写的若干行", "rows that the department writes", kind="rows"),
        *_parameters(),
        Field("checks", Type.RECORD, "填写内容要满足的条件", "what must hold", kind="check", shapes=(LIST,)),
        Field(
            "missing",
            Type.ENUM,
            "没有数据时：incomplete 总分未完成，exclude 不考核并折算，zero 计零分，full 计满分",
            "what a missing value does: total incomplete, excluded and reweighted, zero, full points",
            default="incomplete",
            choices=("incomplete", "exclude", "zero", "full"),
        ),
        Field(
            "standard",
            Type.TEXT,
            "考核标准的文字；不写则由计分方法生成",
            "the standard in words; made from the scoring rule when absent",
            default="",
            length=500,
        ),
        Field("terse", Type.TEXT, "原表里的简写标准", "the source's short form", default="", length=40),
        Field("source", Type.TEXT, "数据来源", "where the figures come from", default="", length=200),
        Field("provisional", Type.FLAG, "预估、暂定", "provisional", default=False),
        Field("note", Type.TEXT, "备注，不进表格", "remark, not printed"),
    ),
)

INDICATOR_KINDS = (
    _INDICATOR,
    Kind(name="input", zh="填写项", en="an input", fields=_INPUT_FIELDS),
    Kind(
        name="rows",
        zh="自填行",
        en="open rows",
        fields=(
            Field("count", Type.WHOLE, "行数", "number of rows", required=True, least=1, most=100),
            Field("least", Type.WHOLE, "至少填几行", "rows needed", default=1, least=0, most=100),
            Field("columns", Type.RECORD, "各列", "columns", kind="column", shapes=(LIST,), required=True),
        ),
    ),
    Kind(
        name="column",
        zh="自填行的一列",
        en="a column of open rows",
        fields=(
            *_INPUT_FIELDS,
            Field(
                "at",
                Type.ENUM,
                "填在表的哪一列：name 项目，standard 标准，points 满分，target 目标，entry 填写",
                "which column of the form it is filled in",
                required=True,
                choices=COLUMN_ROLES,
            ),
        ),
    ),
    Kind(
        name="check",
        zh="填写要求",
        en="a condition on the inputs",
        fields=(
            Field("must", Type.RULE, "必须成立的条件", "what must hold", required=True),
            Field("say", Type.TEXT, "不成立时的提示", "what to say otherwise", required=True, length=200),
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
"""An indicator and the kinds of mapping inside it."""
