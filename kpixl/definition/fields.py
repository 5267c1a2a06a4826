"""The table of fields: every key that a scheme may hold, by kind of mapping.

The parser, the JSON Schema and the reference documentation are made from this table. Adding a field is
adding a row here and taking its value in build.py or indicators.py.
"""

from __future__ import annotations

from kpixl.definition.fields_indicator import INDICATOR_KINDS
from kpixl.definition.fields_pay import PAY_KINDS
from kpixl.definition.grammar import LEVELS, LIST, LONE, MAP, MAYBE_MAP, Field, Kind, Type

_SCHEME = Kind(
    name="scheme",
    zh="考核方案",
    en="an appraisal scheme",
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
            "总分基数，如 100；各部分的分值合计应等于它",
            "the base, such as 100; the sections' points add up to it",
            required=True,
            positive=True,
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
        Field("deadline", Type.RECORD, "交表期限", "when forms come back", kind="deadline"),
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
            "scales",
            Type.NUMBER,
            "评级：名称，以及从高到低的各级和对应的数",
            "rating scales: name, then levels with their numbers, best first",
            shapes=(MAP, LEVELS),
        ),
        Field(
            "columns",
            Type.TEXT,
            "名册里公式要用到的其他列：列名和单位",
            "further roster columns used in rules: heading and unit",
            shapes=(MAP,),
            length=20,
        ),
        Field("forms", Type.RECORD, "考核表", "forms", kind="form", shapes=(LIST,), required=True),
        Field(
            "grades",
            Type.RECORD,
            "等级，从高到低；最后一级没有 from",
            "grades, best first; the last has no from",
            kind="grade",
            shapes=(LIST,),
        ),
        Field("pay", Type.RECORD, "绩效工资", "performance pay", kind="pay"),
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

_FORM = Kind(
    name="form",
    zh="考核表",
    en="a form",
    fields=(
        Field("form", Type.SLUG, "考核表代号", "slug of the form", required=True),
        Field(
            "title",
            Type.TEXT,
            "表头标题，可用 {period} {year} {month} {quarter} {department}",
            "title; may hold {period} {year} {month} {quarter} {department}",
            required=True,
            length=100,
        ),
        Field(
            "for",
            Type.TEXT,
            "给谁用：名册的列（部门、岗位、工号、姓名…）和允许的内容；不写表示所有人",
            "whom it is for: roster columns and accepted values; everyone when absent",
            shapes=(MAYBE_MAP, LONE),
            length=60,
        ),
        Field(
            "layout",
            Type.ENUM,
            "纸张方向：portrait 纵向，landscape 横向；不写则按表的大小选",
            "paper orientation; chosen by size when absent",
            choices=("portrait", "landscape"),
        ),
        Field(
            "columns",
            Type.INPUT,
            "表中多出的填写列；指标的 also 里同名的项填在这一列",
            "further input columns; an also entry of the same name is filled in there",
            kind="input",
            shapes=(LIST,),
        ),
        Field("sections", Type.RECORD, "部分", "sections", kind="section", shapes=(LIST,), required=True),
    ),
)

_SECTION = Kind(
    name="section",
    zh="部分",
    en="a section",
    fields=(
        Field("name", Type.NAME, "名称", "name", required=True),
        Field(
            "points",
            Type.NUMBER,
            "分值；各指标的分值合计应等于它",
            "points; the indicators' points add up to it",
            positive=True,
        ),
        Field(
            "weight",
            Type.SHARE,
            "权重，如 50%；写了权重，本部分先按自己的分值计分，再按权重计入总分",
            "weight such as 50%: the section is scored out of its own points and counts by this share",
            unset=True,
            least=0,
            most=1,
        ),
        Field("heading", Type.FLAG, "表中是否显示这部分的名称", "whether its name is shown", default=True),
        Field("subtotal", Type.NAME, "小计的名称；不写则没有小计", "label of its subtotal", default=""),
        Field(
            "indicators", Type.RECORD, "指标", "indicators", kind="indicator", shapes=(LIST,), required=True
        ),
    ),
)

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (_SCHEME, _FORM, _SECTION, *INDICATOR_KINDS, *PAY_KINDS)
}
"""Every kind of mapping, the scheme first."""
