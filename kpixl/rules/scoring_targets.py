"""Ready-made rules that compare: with a target, with bounds, with what was last time or elsewhere."""

from __future__ import annotations

from kpixl.rules.scoring_row import Param, ParamKind, Scoring

_BETTER = Param(
    "better",
    ParamKind.CHOICE,
    "higher：越高越好；lower：越低越好",
    "higher or lower is better",
    "higher",
    choices=("higher", "lower"),
)

TARGET_RULES = (
    Scoring(
        "attainment",
        "按完成比例计分，达到目标得满分",
        "points in proportion to the target, full points once it is reached",
        (
            (
                ("better=lower", "floor"),
                "IF(完成值 <= 目标值, 满分, MAX(目标值 / 完成值 * 满分, 满分 * floor))",
            ),
            (("better=lower",), "IF(完成值 <= 目标值, 满分, 目标值 / 完成值 * 满分)"),
            (("cap", "floor"), "MAX(MIN(完成值 / 目标值, cap) * 满分, 满分 * floor)"),
            (("cap",), "MIN(完成值 / 目标值, cap) * 满分"),
            (("floor",), "IF(完成值 >= 目标值, 满分, MAX(完成值 / 目标值 * 满分, 满分 * floor))"),
            ((), "IF(完成值 >= 目标值, 满分, 完成值 / 目标值 * 满分)"),
        ),
        (
            _BETTER,
            Param(
                "cap",
                ParamKind.NUMBER,
                "完成比例最高算到几倍（默认到目标为止）",
                "highest ratio that counts (default: 1)",
            ),
            Param("floor", ParamKind.NUMBER, "最低得满分的几成", "lowest share of the points"),
        ),
        needs_target=True,
        source="reference systems 01, 03, 21",
    ),
    Scoring(
        "threshold",
        "达到标准得满分，否则不得分",
        "full points when the standard is reached, none otherwise",
        (
            (("better=lower",), "IF(完成值 <= 目标值, 满分, 0)"),
            ((), "IF(完成值 >= 目标值, 满分, 0)"),
        ),
        (_BETTER,),
        needs_target=True,
        source="reference system 09",
    ),
    Scoring(
        "any-of",
        "满足任一条件得满分，否则不得分",
        "full points when any condition holds, none otherwise",
        (((), "IF(OR(conditions), 满分, 0)"),),
        (Param("conditions", ParamKind.RULES, "条件", "conditions", required=True),),
        source="reference systems 02, 08, 09",
    ),
    Scoring(
        "all-of",
        "满足全部条件得满分，否则不得分",
        "full points when all conditions hold, none otherwise",
        (((), "IF(AND(conditions), 满分, 0)"),),
        (Param("conditions", ParamKind.RULES, "条件", "conditions", required=True),),
        source="reference system 08",
    ),
    Scoring(
        "improvement",
        "比上期的改善达到目标值得满分，否则不得分",
        "full points when the change since last time reaches the target, none otherwise",
        (
            (("better=lower",), "IF(上期值 - 完成值 >= 目标值, 满分, 0)"),
            ((), "IF(完成值 - 上期值 >= 目标值, 满分, 0)"),
        ),
        (_BETTER,),
        needs_target=True,
        further=("上期值",),
        is_gap=True,
        source="reference systems 02, 06, 08",
    ),
    Scoring(
        "lead",
        "比对手的领先达到目标值得满分，否则不得分",
        "full points when the lead over the competitor reaches the target, none otherwise",
        (
            (("better=lower",), "IF(对手值 - 完成值 >= 目标值, 满分, 0)"),
            ((), "IF(完成值 - 对手值 >= 目标值, 满分, 0)"),
        ),
        (_BETTER,),
        needs_target=True,
        further=("对手值",),
        is_gap=True,
        source="reference systems 02, 04, 08",
    ),
    Scoring(
        "basic-challenge",
        "达到挑战目标得满分，达到基本目标得其中几成，中间按比例",
        "full points at the challenge target, a share of them at the basic one, in proportion between",
        (
            (
                ("better=lower",),
                "IF(完成值 <= challenge, 满分, IF(完成值 <= basic, "
                "满分 * share + 满分 * (1 - share) * (basic - 完成值) / (basic - challenge), "
                "满分 * share * basic / 完成值))",
            ),
            (
                (),
                "IF(完成值 >= challenge, 满分, IF(完成值 >= basic, "
                "满分 * share + 满分 * (1 - share) * (完成值 - basic) / (challenge - basic), "
                "满分 * share * 完成值 / basic))",
            ),
        ),
        (
            Param("basic", ParamKind.NUMBER, "基本目标", "basic target", required=True),
            Param("challenge", ParamKind.NUMBER, "挑战目标", "challenge target", required=True),
            Param(
                "share",
                ParamKind.NUMBER,
                "达到基本目标得满分的几成",
                "share of the points at the basic target",
                "80%",
                most="1",
            ),
            _BETTER,
        ),
        order=("basic", "challenge"),
        source="reference system 04",
    ),
    Scoring(
        "steps",
        "按完成值所在的档计分",
        "points by the band that the value falls into",
        (((), "steps"),),
        (
            Param("steps", ParamKind.STEPS, "各档的界限（含本数）和分数", "bands and points", required=True),
            _BETTER,
        ),
        source="reference system 20",
    ),
)
"""Rules that compare the value with a target, a bound or another figure."""
