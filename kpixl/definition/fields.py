"""The table of fields: every key that a scheme may hold, by kind of mapping.

The parser, the JSON Schema and the reference documentation are made from this table. Adding a field is
adding a row here and taking its value in build.py or indicators.py.
"""

from __future__ import annotations

from kpixl.definition.fields_cohort import COHORT, COHORT_KINDS
from kpixl.definition.fields_dictionary import DICTIONARY_KINDS
from kpixl.definition.fields_earlier import EARLIER_KINDS
from kpixl.definition.fields_form import FORM_KINDS
from kpixl.definition.fields_indicator import INDICATOR_KINDS
from kpixl.definition.fields_pay import PAY_KINDS
from kpixl.definition.fields_payroll import PAYROLL, PAYROLL_KINDS
from kpixl.definition.fields_returns import RETURNS
from kpixl.definition.grammar import LEVELS, LIST, LONE, MAP, Field, Kind, Type
from kpixl.model.zones import DEFAULT

_SCHEME = Kind(
    name="scheme",
    zh="考核方案",
    en="an appraisal scheme",
    any_of=(("forms", "matrix"),),
    fields=(
        Field("scheme", Type.SLUG, "方案代号", "slug of the scheme", required=True),
        Field("title", Type.TEXT, "方案名称", "title", required=True, length=100),
        Field("version", Type.TEXT, "版本", "version", default="1", length=20),
        Field("company", Type.TEXT, "单位名称，印在表头", "company name", default="", length=100),
        Field("source", Type.TEXT, "依据的文件", "the document it rests on", default=""),
        Field(
            "cycle",
            Type.ENUM,
            "考核周期：month 月，quarter 季，half 半年，year 年",
            "how often people are appraised",
            default="month",
            choices=("month", "quarter", "half", "year"),
        ),
        Field(
            "language",
            Type.ENUM,
            "表格的语言",
            "language of the workbooks",
            default="zh-CN",
            choices=("zh-CN", "en"),
        ),
        Field(
            "points",
            Type.NUMBER,
            "总分基数，如 100；各部分的分值合计应等于它；0 表示不计分，只有奖惩",
            "the base, such as 100; the sections' points add up to it; 0: only fines and the like",
            required=True,
            least=0,
        ),
        Field(
            "appraisees",
            Type.ENUM,
            "考核对象：people 个人，units 单位",
            "who is appraised: people or units",
            default="people",
            choices=("people", "units"),
        ),
        Field("contact", Type.NAME, "表格交回哪里、有疑问问谁", "whom to ask and return to", default=""),
        Field("appraiser", Type.NAME, "由谁考核", "who appraises", default=""),
        Field("total", Type.NAME, "总分在公式里的名称", "name of the total in rules", default="绩效分数"),
        Field("total_label", Type.NAME, "表中合计行的名称", "label of the total's row", default="合计"),
        Field("effective", Type.DATE, "从哪一天起施行（含）", "in force from this day on (inclusive)"),
        Field("until", Type.DATE, "施行到哪一天（含）", "in force until this day (inclusive)"),
        Field("deadline", Type.RECORD, "交表期限", "when forms come back", kind="deadline"),
        Field(
            "timezone",
            Type.NAME,
            "按哪个时区的一天算交表期限，如 Asia/Urumqi",
            "the time zone in which the day of the deadline ends, such as Asia/Urumqi",
            default=DEFAULT,
        ),
        Field(
            "payout", Type.RECORD, "工资、奖励和罚款什么时候发放或扣除", "when money is paid", kind="payout"
        ),
        Field(
            "calendar",
            Type.RECORD,
            "工作日与法定节假日、调休不同的日子；公式 WORKDAYS 按它数工作日",
            "days on which work differs from the public calendar; WORKDAYS counts by it",
            kind="calendar",
        ),
        Field("rounding", Type.RECORD, "保留的小数位数", "decimal places kept", kind="rounding"),
        Field(
            "parameters",
            Type.PARAMETER,
            "公式里用到的参数：名称和数值；未定的写 unset",
            "constants used in rules: name and number, or unset while undecided",
            kind="parameter",
            shapes=(MAP,),
            unset=True,
        ),
        Field(
            "checks",
            Type.RECORD,
            "参数之间必须成立的条件，如各期权重合计为 1",
            "what must hold between parameters, such as weights that add up to 1",
            kind="condition",
            shapes=(LIST,),
        ),
        Field(
            "scales",
            Type.NUMBER,
            "评级：名称，以及从高到低的各级和对应的数",
            "rating scales: name, then levels with their numbers, best first",
            shapes=(MAP, LEVELS),
        ),
        Field(
            "heads",
            Type.NAME,
            "部门负责人：部门和负责人的岗位；名册有“部门负责人”列的以名册为准",
            "heads of departments: department and position; a column 部门负责人 of the roster goes first",
            shapes=(MAP,),
        ),
        Field(
            "tables",
            Type.RECORD,
            "对照表：如各种事由的罚款；填写项的 from 写它的名称，公式里写 填写项.列名",
            "tables of numbers by name, such as fines by kind of event",
            kind="table",
            shapes=(MAP,),
        ),
        Field(
            "columns",
            Type.COLUMN,
            "名册里公式要用到的其他列：列名和单位（文字列写 文字，日期列写 日期）",
            "further roster columns used in rules: heading and unit (文字 for texts, 日期 for dates)",
            kind="roster-column",
            shapes=(MAP,),
            length=20,
        ),
        Field(
            "dictionary",
            Type.SLUG,
            "指标字典：方案旁边或内置的 名称.yaml；指标里用 use 引用",
            "a dictionary of indicators: NAME.yaml beside the scheme or in the library; see use",
        ),
        Field("forms", Type.RECORD, "考核表", "forms", kind="form", shapes=(LIST,)),
        Field("matrix", Type.RECORD, "指标分工表：每个单位一张表", "a form for each unit", kind="matrix"),
        Field(
            "grades",
            Type.RECORD,
            "等级，从高到低；最后一级没有 from",
            "grades, best first; the last has no from",
            kind="grade",
            shapes=(LIST,),
        ),
        Field("pay", Type.RECORD, "绩效工资", "performance pay", kind="pay"),
        COHORT,
        PAYROLL,
        Field(
            "returns",
            Type.RECORD,
            "怎样对待交回的表：accept 接受并提醒，refuse 退回",
            "how returned forms are taken: accept with a warning, or refuse",
            kind="returns",
        ),
        Field(
            "show_rank",
            Type.FLAG,
            "本人的反馈单上是否写名次；默认不写，看不到别人排在哪里",
            "whether people are told their own rank on their result slip",
            default=False,
        ),
        Field(
            "appeal",
            Type.RECORD,
            "对结果有异议的，向谁、在几天内提出；印在反馈单上",
            "to whom objections go and within how many days; printed on result slips",
            kind="appeal",
        ),
        Field("sign", Type.NAME, "签字栏", "signature boxes", shapes=(LIST,)),
        Field("notes", Type.TEXT, "印在表后的说明", "notes printed below the form", shapes=(LONE,)),
        Field(
            "open_questions",
            Type.TEXT,
            "制度没有写明、需要确认的事项",
            "what the source leaves open",
            shapes=(LONE,),
        ),
    ),
)

_CONDITION = Kind(
    name="condition",
    zh="参数之间的条件",
    en="a condition on the parameters",
    fields=(
        Field("must", Type.RULE, "必须成立的条件", "what must hold", required=True),
        Field("say", Type.TEXT, "不成立时的提示", "what to say otherwise", required=True, length=200),
    ),
)

_KINDS = (
    *FORM_KINDS,
    *INDICATOR_KINDS,
    *DICTIONARY_KINDS,
    *PAY_KINDS,
    *COHORT_KINDS,
    *EARLIER_KINDS,
    *PAYROLL_KINDS,
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in (_SCHEME, _CONDITION, *_KINDS, RETURNS)}
"""Every kind of mapping, the scheme first."""
