"""The table of fields: every key that a scheme may hold, by kind of mapping.

The parser, the JSON Schema and the reference documentation are made from this table. Adding a field is
adding a row here and taking its value in build.py or indicators.py.
"""

from __future__ import annotations

from kpixl.definition.fields_indicator import INDICATOR_KINDS
from kpixl.definition.grammar import LEVELS, LIST, LONE, MAP, MAYBE_MAP, Field, Kind, Type

_SCHEME = Kind(
    name="scheme",
    zh="考核方案",
    en="an appraisal scheme",
    fields=(
        Field(key="scheme", type=Type.SLUG, required=True, zh="方案代号", en="slug of the scheme"),
        Field(key="title", type=Type.TEXT, required=True, length=100, zh="方案名称", en="title"),
        Field(key="version", type=Type.TEXT, default="1", length=20, zh="版本", en="version"),
        Field(key="company", type=Type.TEXT, default="", length=100, zh="单位名称，印在表头", en="company name"),
        Field(key="source", type=Type.TEXT, default="", zh="依据的文件", en="the document it rests on"),
        Field(
            key="cycle",
            type=Type.ENUM,
            default="month",
            choices=("month", "quarter", "half", "year"),
            zh="考核周期：month 月，quarter 季，half 半年，year 年",
            en="how often people are appraised",
        ),
        Field(
            key="language",
            type=Type.ENUM,
            default="zh-CN",
            choices=("zh-CN", "en"),
            zh="表格的语言",
            en="language of the workbooks",
        ),
        Field(
            key="points",
            type=Type.NUMBER,
            required=True,
            positive=True,
            zh="总分基数，如 100；各部分的分值合计应等于它",
            en="the base, such as 100; the sections' points add up to it",
        ),
        Field(
            key="appraisees",
            type=Type.ENUM,
            default="people",
            choices=("people", "units"),
            zh="考核对象：people 个人，units 单位",
            en="who is appraised: people or units",
        ),
        Field(key="contact", type=Type.NAME, default="", zh="表格交回哪里、有疑问问谁", en="whom to ask and return to"),
        Field(key="appraiser", type=Type.NAME, default="", zh="由谁考核", en="who appraises"),
        Field(
            key="total", type=Type.NAME, default="绩效分数", zh="总分在公式里的名称", en="name of the total in rules"
        ),
        Field(
            key="total_label", type=Type.NAME, default="合计", zh="表中合计行的名称", en="label of the total's row"
        ),
        Field(key="deadline", type=Type.RECORD, kind="deadline", zh="交表期限", en="when forms come back"),
        Field(key="rounding", type=Type.RECORD, kind="rounding", zh="保留的小数位数", en="decimal places kept"),
        Field(
            key="parameters",
            type=Type.PARAMETER,
            kind="parameter",
            shapes=(MAP,),
            unset=True,
            zh="公式里用到的参数：名称和数值；未定的写 unset",
            en="constants used in rules: name and number, or unset while undecided",
        ),
        Field(
            key="scales",
            type=Type.NUMBER,
            shapes=(MAP, LEVELS),
            zh="评级：名称，以及从高到低的各级和对应的数",
            en="rating scales: name, then levels with their numbers, best first",
        ),
        Field(
            key="columns",
            type=Type.TEXT,
            shapes=(MAP,),
            length=20,
            zh="名册里公式要用到的其他列：列名和单位",
            en="further roster columns used in rules: heading and unit",
        ),
        Field(key="forms", type=Type.RECORD, kind="form", shapes=(LIST,), required=True, zh="考核表", en="forms"),
        Field(
            key="grades",
            type=Type.RECORD,
            kind="grade",
            shapes=(LIST,),
            zh="等级，从高到低；最后一级没有 from",
            en="grades, best first; the last has no from",
        ),
        Field(key="pay", type=Type.RECORD, kind="pay", zh="绩效工资", en="performance pay"),
        Field(key="sign", type=Type.NAME, shapes=(LIST,), zh="签字栏", en="signature boxes"),
        Field(key="notes", type=Type.TEXT, shapes=(LONE,), zh="印在表后的说明", en="notes printed below the form"),
        Field(
            key="open_questions",
            type=Type.TEXT,
            shapes=(LONE,),
            zh="制度没有写明、需要确认的事项",
            en="what the source leaves open",
        ),
    ),
)

_FORM = Kind(
    name="form",
    zh="考核表",
    en="a form",
    fields=(
        Field(key="form", type=Type.SLUG, required=True, zh="考核表代号", en="slug of the form"),
        Field(
            key="title",
            type=Type.TEXT,
            required=True,
            length=100,
            zh="表头标题，可用 {period} {year} {month} {quarter} {department}",
            en="title; may hold {period} {year} {month} {quarter} {department}",
        ),
        Field(
            key="for",
            type=Type.TEXT,
            shapes=(MAYBE_MAP, LONE),
            length=60,
            zh="给谁用：名册的列（部门、岗位、工号、姓名…）和允许的内容；不写表示所有人",
            en="whom it is for: roster columns and accepted values; everyone when absent",
        ),
        Field(
            key="layout",
            type=Type.ENUM,
            choices=("portrait", "landscape"),
            zh="纸张方向：portrait 纵向，landscape 横向；不写则按表的大小选",
            en="paper orientation; chosen by size when absent",
        ),
        Field(
            key="columns",
            type=Type.INPUT,
            kind="input",
            shapes=(LIST,),
            zh="表中多出的填写列；指标的 also 里同名的项填在这一列",
            en="further input columns; an also entry of the same name is filled in there",
        ),
        Field(key="sections", type=Type.RECORD, kind="section", shapes=(LIST,), required=True, zh="部分", en="sections"),
    ),
)

_SECTION = Kind(
    name="section",
    zh="部分",
    en="a section",
    fields=(
        Field(key="name", type=Type.NAME, required=True, zh="名称", en="name"),
        Field(
            key="points",
            type=Type.NUMBER,
            positive=True,
            zh="分值；各指标的分值合计应等于它",
            en="points; the indicators' points add up to it",
        ),
        Field(
            key="weight",
            type=Type.SHARE,
            unset=True,
            least=0,
            most=1,
            zh="权重，如 50%；写了权重，本部分先按自己的分值计分，再按权重计入总分",
            en="weight such as 50%: the section is scored out of its own points and counts by this share",
        ),
        Field(key="heading", type=Type.FLAG, default=True, zh="表中是否显示这部分的名称", en="whether its name is shown"),
        Field(key="subtotal", type=Type.NAME, default="", zh="小计的名称；不写则没有小计", en="label of its subtotal"),
        Field(
            key="indicators", type=Type.RECORD, kind="indicator", shapes=(LIST,), required=True, zh="指标", en="indicators"
        ),
    ),
)

_SMALL = (
    Kind(
        name="grade",
        zh="等级",
        en="a grade",
        fields=(
            Field(key="name", type=Type.NAME, required=True, zh="等级名称", en="name"),
            Field(key="from", type=Type.NUMBER, zh="总分从多少起（含本数）", en="from this total on (inclusive)"),
        ),
    ),
    Kind(
        name="pay",
        zh="绩效工资",
        en="performance pay",
        fields=(
            Field(key="amount", type=Type.RULE, required=True, zh="金额（元）的公式", en="rule for the amount in yuan"),
            Field(
                key="adjust", type=Type.RECORD, kind="adjust", shapes=(LIST,), zh="扣减条件", en="conditions that reduce it"
            ),
            Field(key="name", type=Type.NAME, default="绩效工资", zh="名称", en="name"),
            Field(key="note", type=Type.TEXT, default="", zh="印在表上的说明", en="explanation on the form"),
        ),
    ),
    Kind(
        name="adjust",
        zh="扣减条件",
        en="a condition on pay",
        fields=(
            Field(key="when", type=Type.RULE, required=True, zh="什么情况下", en="when it applies"),
            Field(
                key="keep",
                type=Type.SHARE,
                required=True,
                unset=True,
                least=0,
                zh="保留几成，如 70%",
                en="share kept, such as 70%",
            ),
            Field(key="why", type=Type.TEXT, default="", length=200, zh="理由，印在表上", en="the reason, printed"),
        ),
    ),
    Kind(
        name="deadline",
        zh="交表期限",
        en="when forms come back",
        fields=(
            Field(
                key="months",
                type=Type.WHOLE,
                required=True,
                least=0,
                most=24,
                zh="周期结束后第几个月（次月为 1）",
                en="how many months after the period ends",
            ),
            Field(key="day", type=Type.WHOLE, required=True, least=1, most=31, zh="几日", en="day of the month"),
        ),
    ),
    Kind(
        name="rounding",
        zh="小数位数",
        en="decimal places",
        fields=(
            Field(key="total", type=Type.WHOLE, default=2, least=0, most=9, zh="总分", en="of the total"),
            Field(key="pay", type=Type.WHOLE, default=2, least=0, most=2, zh="工资（元）", en="of pay in yuan"),
            Field(
                key="items",
                type=Type.WHOLE,
                least=0,
                most=9,
                zh="各项得分；不写则合计前不取整",
                en="of item scores; not rounded before the total when absent",
            ),
        ),
    ),
    Kind(
        name="parameter",
        zh="参数",
        en="a parameter",
        fields=(
            Field(key="value", type=Type.AMOUNT, required=True, unset=True, zh="数值", en="number"),
            Field(key="note", type=Type.TEXT, zh="备注，不进表格", en="remark, not printed"),
        ),
    ),
)

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (_SCHEME, _FORM, _SECTION, *INDICATOR_KINDS, *_SMALL)
}
"""Every kind of mapping, the scheme first."""
