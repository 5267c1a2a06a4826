"""The table of fields, for what looks at everybody at once: the steps of `cohort`."""

from __future__ import annotations

from kpixl.definition.grammar import BY_NAME, LEVELS, LIST, LONE, Field, Kind, Shape, Type

STEPS = ("bonus", "distribution", "budget", "value", "rank")
"""The kinds of steps. Each begins with its own key; a bonus names a rank, so it is looked for first."""

COHORT = Field(
    "cohort",
    Type.RECORD,
    "全体汇总后才能算的：名次、名次奖、强制分布、预算；按顺序算，后面的可以用前面的结果",
    "what takes everybody's results: ranks, bonuses by rank, forced distribution, budgets; in order, each "
    "may use those before it",
    kinds=STEPS,
    shapes=(LIST,),
)

_WITHIN = Field(
    "within",
    Type.RULE,
    "在什么范围内：名册的列如 [部门]，或给出组名的公式；不写则全体在一起",
    "the groups: roster columns such as [部门], or a rule that gives the group's name; everybody when absent",
    shapes=(LONE,),
)
_WHEN = Field("when", Type.RULE, "参加的条件；不写则都参加", "who takes part; everybody when absent")
_BETTER = Field(
    "better",
    Type.ENUM,
    "higher 越高越好，lower 越低越好",
    "whether a higher or a lower value is better",
    default="higher",
    choices=("higher", "lower"),
)

_RANK = Kind(
    name="rank",
    zh="名次",
    en="a rank",
    fields=(
        Field("rank", Type.NAME, "名称", "name", required=True),
        Field("by", Type.RULE, "按什么排", "what decides", required=True),
        _WITHIN,
        _WHEN,
        _BETTER,
        Field(
            "ties",
            Type.ENUM,
            "并列怎样算：competition 1、2、2、4，dense 1、2、2、3",
            "equal ones: competition 1, 2, 2, 4; dense 1, 2, 2, 3",
            default="competition",
            choices=("competition", "dense"),
        ),
        Field(
            "tie-break",
            Type.RULE,
            "相等时再比什么，大的在前；没有的排在后面",
            "what decides between equals, the larger first; who lacks it stands behind",
            kind="tie-break",
        ),
        Field(
            "least",
            Type.WHOLE,
            "一组至少几人才排",
            "fewest people to be ranked",
            default=1,
            least=1,
            most=1000,
        ),
    ),
)

_TIE_BREAK = Kind(
    name="tie-break",
    zh="相等时再比什么",
    en="what decides between equals",
    fields=(Field("by", Type.RULE, "按什么", "what decides", required=True), _BETTER),
)

_BONUS = Kind(
    name="bonus",
    zh="名次奖",
    en="a bonus by rank",
    fields=(
        Field("bonus", Type.NAME, "名称", "name", required=True),
        Field("rank", Type.NAME, "按哪个名次", "the rank that it goes by", required=True),
        Field(
            "amounts",
            Type.FIGURE,
            "第一名起各名次的金额（元）；各组不同的，写 组名: 各名次的金额",
            "amounts in yuan from the first place on; where groups differ, by the group's name",
            shapes=(BY_NAME, LONE),
            required=True,
            unset=True,
            least=0,
        ),
        Field(
            "ties",
            Type.ENUM,
            "并列怎样发：each 各按这一名次，share 平分所占各名次的金额",
            "equal ones: each gets the amount of the shared rank, or they share those of the places taken",
            default="each",
            choices=("each", "share"),
        ),
        Field(
            "side",
            Type.ENUM,
            "bonus 奖励，fine 罚款",
            "bonus or fine",
            default="bonus",
            choices=("bonus", "fine"),
        ),
        Field("why", Type.TEXT, "依据", "the reason", default="", length=200),
    ),
)

_DISTRIBUTION = Kind(
    name="distribution",
    zh="强制分布",
    en="forced distribution",
    needs=(("pools", "within"), ("small", "least")),
    fields=(
        Field(
            "distribution",
            Type.NAME,
            "名称；只是建议，与所得等级并列",
            "name; a proposal beside the earned grade",
            required=True,
        ),
        Field("by", Type.RULE, "按什么排", "what decides", required=True),
        _WITHIN,
        _WHEN,
        _BETTER,
        Field(
            "shares",
            Type.SHARE,
            "各等级的比例，从高到低，合计 100%",
            "the share of each grade, best first; together 100%",
            shapes=(LEVELS,),
            required=True,
            least=0,
            most=1,
        ),
        Field(
            "rounding",
            Type.ENUM,
            "名额怎样取整：largest-remainder 余数大的先得（相等时给较高的等级），"
            "down-best 从高到低舍去零头（某一等级以上的合计不超过比例）",
            "whole seats: largest-remainder (of equal ones the better grade), or down-best (those of a grade "
            "or better are never more than their shares)",
            default="largest-remainder",
            choices=("largest-remainder", "down-best"),
        ),
        Field(
            "ties",
            Type.ENUM,
            "并列跨等级时：up 都取较高的，down 都取较低的，earned 保留所得等级",
            "equals across a boundary: the better grade, the worse one, or the earned one",
            default="up",
            choices=("up", "down", "earned"),
        ),
        Field(
            "least",
            Type.WHOLE,
            "一组至少几人才分布",
            "fewest people of a group",
            default=1,
            least=1,
            most=1000,
        ),
        Field(
            "small",
            Type.ENUM,
            "人数不足的组：earned 保留所得等级，pool 合在一起分布",
            "smaller groups: keep the earned grades, or are pooled together",
            default="earned",
            choices=("earned", "pool"),
        ),
        Field(
            "pools",
            Type.NAME,
            "哪些组合在一起，如 [[甲部, 乙部]]",
            "groups that count as one, such as [[A, B]]",
            shapes=(LIST, Shape(least=2)),
        ),
    ),
)

_BUDGET = Kind(
    name="budget",
    zh="预算",
    en="a budget",
    fields=(
        Field("budget", Type.NAME, "预算的名称", "what the budget is called", required=True),
        Field("of", Type.RULE, "控制哪一笔金额", "the amount that it caps", required=True),
        Field(
            "amount",
            Type.FIGURE,
            "预算（元）；各组不同的，写 组名: 预算；没有定的写 unset",
            "the budget in yuan; where groups differ, by the group's name; unset while undecided",
            shapes=(BY_NAME,),
            required=True,
            unset=True,
            least=0,
        ),
        _WITHIN,
        Field("gives", Type.NAME, "实发金额的名称", "name of what is paid", required=True),
    ),
)

_VALUE = Kind(
    name="value",
    zh="全体汇总后算的数",
    en="a value that takes everybody's results",
    fields=(
        Field("value", Type.NAME, "名称", "name", required=True),
        Field("rule", Type.RULE, "公式，给出数字或文字", "rule that gives a number or a text", required=True),
        Field("unit", Type.TEXT, "单位", "unit", default="", length=20),
    ),
)

COHORT_KINDS = (_RANK, _TIE_BREAK, _BONUS, _DISTRIBUTION, _BUDGET, _VALUE)
"""The kinds of mapping of cohort steps."""
