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
    return tuple(_parameter(name, uses) for name, uses in rows.items())


def _parameter(name: str, uses: list[tuple[str, Param]]) -> Field:
    first = uses[0][1]
    kind, shapes, record = _PARAM_TYPES[first.kind]
    return Field(
        key=name,
        type=kind,
        shapes=shapes,
        kind=record,
        choices=first.choices,
        unset=first.kind is ParamKind.NUMBER,
        zh="；".join(dict.fromkeys(f"{param.zh}（{_methods(uses, param.zh)}）" for _, param in uses)),
        en="; ".join(dict.fromkeys(f"{param.en} ({_methods(uses, param.zh)})" for _, param in uses)),
    )


def _methods(uses: list[tuple[str, Param]], zh: str) -> str:
    return ", ".join(method for method, param in uses if param.zh == zh)


_INPUT_FIELDS = (
    Field(key="name", type=Type.NAME, required=True, zh="名称", en="name"),
    Field(
        key="kind",
        type=Type.ENUM,
        choices=("number", "integer", "choice", "text", "date"),
        zh="填什么：number 数，integer 整数，choice 选项，text 文字，date 日期；默认由单位决定",
        en="what is typed; by default the unit decides",
    ),
    Field(key="unit", type=Type.TEXT, default="", length=20, zh="单位", en="unit"),
    Field(key="low", type=Type.LIMIT, zh="最小值（含）；默认由单位决定", en="least value; by default the unit decides"),
    Field(key="high", type=Type.LIMIT, zh="最大值（含）；默认由单位决定", en="greatest value; by default the unit decides"),
    Field(key="choices", type=Type.NAME, shapes=(Shape(least=2),), zh="可选的内容", en="what may be chosen"),
    Field(key="optional", type=Type.FLAG, default=False, zh="可以不填", en="may stay empty"),
    Field(key="hint", type=Type.TEXT, default="", length=200, zh="填写提示", en="prompt beside the cell"),
)

_INDICATOR = Kind(
    name="indicator",
    zh="指标",
    en="an indicator",
    any_of=(("score", "formula"),),
    apart=(
        *((first, second, "keys-apart") for at, first in enumerate(WAYS) for second in WAYS[at + 1 :]),
        *((key, way, "only-with-ask") for key in ASKED for way in WAYS[1:]),
        *(("value", way, "keys-apart") for way in ("ask", "ratio", "rows")),
        *(("also", way, "keys-apart") for way in ("inputs", "rows")),
    ),
    fields=(
        Field(key="name", type=Type.NAME, required=True, zh="名称", en="name"),
        Field(
            key="points",
            type=Type.NUMBER,
            unset=True,
            positive=True,
            zh="分值；不写则与同部分没写的指标平分余下的分值",
            en="points; absent: an equal share of what the section has left",
        ),
        Field(key="unit", type=Type.TEXT, default="", length=20, zh="完成值的单位", en="unit of the value"),
        Field(
            key="ask", type=Type.NAME, default="完成值", zh="唯一填写项的名称", en="label of the one thing to fill in"
        ),
        Field(key="target", type=Type.NUMBER, unset=True, zh="目标值", en="target"),
        Field(
            key="score",
            type=Type.ENUM,
            choices=tuple(SCORING),
            zh="计分方法：" + "；".join(f"{row.name} {row.zh}" for row in SCORING.values()),
            en="scoring rule: " + "; ".join(f"{row.name}: {row.en}" for row in SCORING.values()),
        ),
        Field(
            key="ratio",
            type=Type.INPUT,
            kind="input",
            shapes=(PAIR,),
            zh="完成值 = 分子 ÷ 分母，按单位换算；两项都由人填写",
            en="the value is the first count divided by the second, in the unit",
        ),
        Field(key="also", type=Type.INPUT, kind="input", shapes=(LONE,), zh="另外要填的内容", en="further inputs"),
        Field(
            key="inputs", type=Type.INPUT, kind="input", shapes=(LIST,), zh="逐项写明要填的内容", en="all inputs, one by one"
        ),
        Field(key="value", type=Type.RULE, zh="由 inputs 算出完成值的公式", en="rule for the value over the inputs"),
        *(field for field in _INPUT_FIELDS if field.key in ASKED),
        Field(key="rows", type=Type.RECORD, kind="rows", zh="由部门自己填写的若干行", en="rows that the department writes"),
        *_parameters(),
        Field(
            key="checks", type=Type.RECORD, kind="check", shapes=(LIST,), zh="填写内容要满足的条件", en="what must hold"
        ),
        Field(
            key="missing",
            type=Type.ENUM,
            default="incomplete",
            choices=("incomplete", "exclude", "zero", "full"),
            zh="没有数据时：incomplete 总分未完成，exclude 不考核并折算，zero 计零分，full 计满分",
            en="what a missing value does: total incomplete, excluded and reweighted, zero, full points",
        ),
        Field(
            key="standard",
            type=Type.TEXT,
            default="",
            length=500,
            zh="考核标准的文字；不写则由计分方法生成",
            en="the standard in words; made from the scoring rule when absent",
        ),
        Field(key="terse", type=Type.TEXT, default="", length=40, zh="原表里的简写标准", en="the source's short form"),
        Field(key="source", type=Type.TEXT, default="", length=200, zh="数据来源", en="where the figures come from"),
        Field(key="provisional", type=Type.FLAG, default=False, zh="预估、暂定", en="provisional"),
        Field(key="note", type=Type.TEXT, zh="备注，不进表格", en="remark, not printed"),
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
            Field(key="count", type=Type.WHOLE, required=True, least=1, most=100, zh="行数", en="number of rows"),
            Field(key="least", type=Type.WHOLE, default=1, least=0, most=100, zh="至少填几行", en="rows needed"),
            Field(key="columns", type=Type.RECORD, kind="column", shapes=(LIST,), required=True, zh="各列", en="columns"),
        ),
    ),
    Kind(
        name="column",
        zh="自填行的一列",
        en="a column of open rows",
        fields=(
            *_INPUT_FIELDS,
            Field(
                key="at",
                type=Type.ENUM,
                required=True,
                choices=COLUMN_ROLES,
                zh="填在表的哪一列：name 项目，standard 标准，points 满分，target 目标，entry 填写",
                en="which column of the form it is filled in",
            ),
        ),
    ),
    Kind(
        name="check",
        zh="填写要求",
        en="a condition on the inputs",
        fields=(
            Field(key="must", type=Type.RULE, required=True, zh="必须成立的条件", en="what must hold"),
            Field(key="say", type=Type.TEXT, required=True, length=200, zh="不成立时的提示", en="what to say otherwise"),
        ),
    ),
    Kind(
        name="step",
        zh="一档",
        en="a band",
        any_of=(),
        apart=(("from", "to", "keys-apart"),),
        fields=(
            Field(key="from", type=Type.NUMBER, zh="从多少起（含本数）", en="from this value on (inclusive)"),
            Field(key="to", type=Type.NUMBER, zh="到多少为止（含本数）", en="up to this value (inclusive)"),
            Field(key="points", type=Type.NUMBER, required=True, zh="得分", en="points given"),
        ),
    ),
)
"""An indicator and the kinds of mapping inside it."""
