"""The table of fields, continued: figures that are taken from other cycles."""

from __future__ import annotations

from itertools import combinations

from kpixl.definition.grammar import Field, Kind, Type

WINDOW_FIELDS = (
    Field("back", Type.WHOLE, "前几期：1 是上一期", "so many periods before", least=1, most=60),
    Field("month", Type.WHOLE, "当年的几月", "that month of the year", least=1, most=12),
    Field("quarter", Type.WHOLE, "当年的第几季度", "that quarter of the year", least=1, most=4),
    Field("half", Type.WHOLE, "当年的上半年 1、下半年 2", "that half of the year", least=1, most=2),
    Field(
        "since",
        Type.ENUM,
        "year：从年初到本期以前",
        "year: from January up to the period before this one",
        choices=("year",),
    ),
    Field("months", Type.WHOLE, "本期以前的几个月", "so many months before this period", least=1, most=60),
    Field(
        "within",
        Type.ENUM,
        "period：本期以内，如一季度的三个月",
        "period: inside this period, such as the three months of a quarter",
        choices=("period",),
    ),
)
"""The ways of naming a time; one of them is written."""

WINDOW_KEYS = tuple(field.key for field in WINDOW_FIELDS)

_APART = tuple((first, second, "keys-apart") for first, second in combinations(WINDOW_KEYS, 2))

_OF = Field("of", Type.SLUG, "取自哪个方案；不写就是本方案", "slug of their scheme; this one when absent")
_CHILDREN = Field(
    "children",
    Type.NAME,
    "取下级的数：名册中写上级编号的那一列，如 上级单位",
    "figures of those below: the roster column that names the one above",
)
_GATHER = Field(
    "gather",
    Type.ENUM,
    "几个数怎么合成一个：sum 合计，mean 平均，last 最后一个，count 个数，max 最大，min 最小",
    "how several values become one",
    default="sum",
    choices=("sum", "mean", "last", "count", "max", "min"),
)

EARLIER = Field(
    "earlier",
    Type.RECORD,
    "取自其他各期的结果，由 kpixl rollup 填写",
    "taken from the results of other cycles; kpixl rollup fills it in",
    kind="earlier",
)
CARRIED = Field(
    "earlier",
    Type.RECORD,
    "取自以前各期的结果，生成考核表时由 --after 带入，不用填写",
    "taken from the results of earlier cycles when forms are made with --after",
    kind="earlier",
)
ROWS_EARLIER = Field(
    "earlier",
    Type.RECORD,
    "各行取自其他各期或各下级的结果；取什么写在各列的 take 里",
    "rows are taken from other cycles or from those below; each column says what it takes",
    kind="earlier-rows",
)
TAKE = Field(
    "take",
    Type.RULE,
    "由 kpixl rollup 填写：取自那一期的哪个数",
    "filled in by kpixl rollup: which figure of that cycle",
)

EARLIER_KINDS = (
    Kind(
        name="earlier",
        zh="取自其他各期的数",
        en="a figure from other cycles",
        any_of=(WINDOW_KEYS,),
        apart=_APART,
        fields=(
            Field(
                "take",
                Type.RULE,
                "取什么：那一期考核表里的名称或公式，如 绩效分数、SUM(登记.次数)",
                "what is taken: a rule over the names of that cycle's form",
                required=True,
            ),
            _OF,
            *WINDOW_FIELDS,
            _GATHER,
            _CHILDREN,
        ),
    ),
    Kind(
        name="earlier-rows",
        zh="取自其他各期的行",
        en="rows from other cycles",
        any_of=(WINDOW_KEYS, ("each", "children")),
        apart=(*_APART, ("each", "children", "keys-apart")),
        fields=(
            Field(
                "each",
                Type.ENUM,
                "一行是一个月 month、一季 quarter 还是半年 half",
                "what time a row stands for",
                choices=("month", "quarter", "half"),
            ),
            _CHILDREN,
            _OF,
            *WINDOW_FIELDS,
            _GATHER,
        ),
    ),
)
"""What is taken from other cycles, alone and in rows."""
