"""The table of fields, continued: an indicator and what stands inside it.

The parameters of the ready-made scoring rules are taken from their own table, so a new rule brings its
parameters with it.
"""

from __future__ import annotations

from kpixl.definition.fields_entry import ENTRY_KINDS, INPUT_FIELDS
from kpixl.definition.grammar import LIST, LONE, PAIR, RATERS, Field, Kind, Shape, Type
from kpixl.rules.scoring import SCORING, Param, ParamKind

ASKED = ("low", "high", "kind", "within", "choices", "hint")
"""Keys that describe the one input named by `ask`."""

WAYS = ("ask", "ratio", "inputs", "rows", "levels", "options", "raters")
"""The ways to say what people fill in; an indicator takes one of them."""

_DESCRIBED = frozenset({("raters", "low"), ("raters", "high"), ("raters", "hint")})
"""Keys of the one input that also describe what each rater gives."""

PROVISIONAL = ("预估", "暂定", "待定")
"""The words for a standard that is not final yet."""


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


_INDICATOR = Kind(
    name="indicator",
    zh="指标",
    en="an indicator",
    rest="use",
    any_of=(("score", "formula"),),
    apart=(
        *((first, second, "keys-apart") for at, first in enumerate(WAYS) for second in WAYS[at + 1 :]),
        *(
            (key, way, "only-with-ask")
            for key in ASKED
            for way in (*WAYS[1:], "value")
            if (way, key) not in _DESCRIBED
        ),
        *(("also", way, "keys-apart") for way in ("inputs", "rows")),
        *(("value", way, "keys-apart") for way in ("ask", "ratio", "levels", "raters")),
        *(("scale", way, "keys-apart") for way in ("levels", "raters")),
    ),
    needs=(("absent", "raters"),),
    fields=(
        Field(
            "use",
            Type.NAME,
            "指标字典里的名称；没有写的项目都按字典",
            "its name in the dictionary, which says whatever is not written here",
        ),
        Field("name", Type.NAME, "名称", "name", required=True),
        Field(
            "points",
            Type.NUMBER,
            "分值；不写则与同部分没写的指标平分余下的分值；还没有定的写 unset，建议平分的写 unset(equal)",
            "points; absent: an equal share of what the section has left; undecided: unset or unset(equal)",
            unset=True,
            shared=True,
            positive=True,
        ),
        Field("unit", Type.TEXT, "完成值的单位", "unit of the value", default="", length=20),
        Field("ask", Type.NAME, "唯一填写项的名称", "label of the one thing to fill in", default="完成值"),
        Field(
            "target",
            Type.FIGURE,
            "目标值；各人不同的，写花名册的列名或公式",
            "target; where it differs from person to person, a roster column or a rule",
            unset=True,
        ),
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
        Field(
            "value",
            Type.RULE,
            "算出完成值的公式：由 inputs、rows 的内容，或由其他指标（这时什么也不用填）",
            "rule for the value: over inputs or rows, or over other indicators (then nothing is filled in)",
        ),
        *(field for field in INPUT_FIELDS if field.key in ASKED),
        Field(
            "levels",
            Type.NAME,
            "按评级的各级各填一个数，完成值是加权平均；写评级的名称",
            "a count for each level of this rating scale; the value is their weighted mean",
        ),
        Field(
            "options",
            Type.RECORD,
            "各选项各填一个数，如问卷的一题、维修周期的各档",
            "a count for each option, as of a question of a survey",
            kind="options",
        ),
        Field(
            "raters",
            Type.SHARE,
            "几方评分：谁评，各占多少；合计 100%",
            "who rates, and with which weight; together 100%",
            shapes=(RATERS,),
            unset=True,
            least=0,
            most=1,
        ),
        Field(
            "absent",
            Type.ENUM,
            "有一方没有评：incomplete 等他评，renormalise 按已评的折算",
            "when one has not rated: wait for it, or take the mean of the others",
            default="incomplete",
            choices=("incomplete", "renormalise"),
        ),
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
            "exempt",
            Type.RECORD,
            "什么情况下不考核（如培育期、新入职），按其余项目折算",
            "when it is not assessed, as for newcomers; the rest counts for it",
            kind="exempt",
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
        Field("owner", Type.TEXT, "由谁收集数据", "who collects the figures", default="", length=60),
        Field("code", Type.TEXT, "指标编号", "its number", default="", length=20),
        Field(
            "definition",
            Type.TEXT,
            "指标的定义；印在考核标准前面",
            "what it means; printed before the standard",
            default="",
            length=500,
        ),
        Field(
            "provisional",
            Type.WORD,
            "标准还没有正式定下来：预估、暂定或待定；true 即预估",
            "the standard is not final: the word that the form shows; true means 预估",
            default="",
            choices=PROVISIONAL,
        ),
        Field("note", Type.TEXT, "备注，不进表格", "remark, not printed"),
    ),
)

INDICATOR_KINDS = (_INDICATOR, *ENTRY_KINDS)
"""An indicator and the kinds of mapping inside it."""
