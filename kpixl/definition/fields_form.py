"""The table of fields, continued: a form and its sections."""

from __future__ import annotations

from kpixl.definition.grammar import LIST, LONE, MAYBE_MAP, Field, Kind, Shape, Type

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
            "years",
            Type.WHOLE,
            "只用于哪几年；不写表示哪一年都用",
            "the years that it is for; any year when absent",
            shapes=(LONE,),
            least=1900,
            most=2999,
        ),
        Field(
            "points",
            Type.NUMBER,
            "这张表自己的总分基数；不写则用方案的",
            "its own base; the scheme's when absent",
            positive=True,
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
            shapes=(Shape(most=8),),
        ),
        Field("sections", Type.RECORD, "部分", "sections", kind="section", shapes=(LIST,), required=True),
        Field("money", Type.RECORD, "罚款和奖励（元）", "fines and bonuses", kind="money", shapes=(LIST,)),
        Field(
            "measures",
            Type.RECORD,
            "非货币措施，如通报批评；须经人确认",
            "consequences that are no money; somebody confirms them",
            kind="measure",
            shapes=(LIST,),
        ),
    ),
)

_SECTION = Kind(
    name="section",
    zh="部分",
    en="a section",
    needs=(("least", "subtotal"),),
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
        Field(
            "least",
            Type.NUMBER,
            "最低分：小计低于它时在表上标出；公式里写 部分名称.最低分",
            "the minimum: a subtotal below it is marked; in rules it is section.最低分",
            positive=True,
        ),
        Field("share", Type.RECORD, "这部分应占的比例", "what part of the whole it must be", kind="share"),
        Field("heading", Type.FLAG, "表中是否显示这部分的名称", "whether its name is shown", default=True),
        Field("subtotal", Type.NAME, "小计的名称；不写则没有小计", "label of its subtotal", default=""),
        Field(
            "indicators", Type.RECORD, "指标", "indicators", kind="indicator", shapes=(LIST,), required=True
        ),
    ),
)

_SHARE = Kind(
    name="share",
    zh="应占的比例",
    en="the part of the whole that a section must be",
    any_of=(("least", "exactly"),),
    apart=(("least", "exactly", "keys-apart"),),
    fields=(
        Field("least", Type.SHARE, "不得低于，如 20%", "not below, such as 20%", least=0, most=1),
        Field("exactly", Type.SHARE, "固定为，如 5%", "exactly, such as 5%", least=0, most=1),
        Field(
            "of",
            Type.NUMBER,
            "占多少分的比例；不写则是这张表的总分基数",
            "the points that it is a share of; the form's base when absent",
            positive=True,
        ),
        Field(
            "override",
            Type.TEXT,
            "不按这个比例的理由；写了就只提示，不算错误",
            "the reason for another share; with one it is a remark and no error",
            default="",
            length=200,
        ),
    ),
)

FORM_KINDS = (_FORM, _SECTION, _SHARE)
"""A form and the kinds of mapping inside it, down to its sections."""
