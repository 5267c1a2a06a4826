"""The table of ready-made scoring rules: parameters in, a rule out.

A row's templates are rules in kpixl's own language over the standard names 完成值 (the indicator's
value), 目标值 (its target), 满分 (its points), the indicator's inputs, and the row's parameters, which
are replaced by what the scheme gives. Adding a ready-made rule is adding a row and a case file.
"""

from __future__ import annotations

from kpixl.rules.scoring_row import POINTS, TARGET, VALUE, Param, ParamKind, Scoring

__all__ = ["POINTS", "SCORING", "TARGET", "VALUE", "Param", "ParamKind", "Scoring"]

_BETTER = Param(
    "better",
    ParamKind.CHOICE,
    "higher：越高越好；lower：越低越好",
    "higher or lower is better",
    "higher",
    choices=("higher", "lower"),
)

_ROWS = (
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
        "yes-no",
        "是得满分，否则不得分或倒扣",
        "full points for yes; none, or points off, for no",
        (((), 'IF(完成值 = "是", 满分, fail)'),),
        (
            Param(
                "fail",
                ParamKind.NUMBER,
                "选“否”的得分，负数为倒扣",
                "points for no; below 0: lost",
                "0",
            ),
        ),
        choices=("是", "否"),
        source="reference systems 08, 25",
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
    Scoring(
        "deduct",
        "每发生一次扣分，扣完为止",
        "points off per occurrence, not below the floor",
        (
            (("free",), "MAX(满分 - MAX(完成值 - free, 0) * each, floor)"),
            ((), "MAX(满分 - 完成值 * each, floor)"),
        ),
        (
            Param("each", ParamKind.NUMBER, "每次扣几分", "points off per occurrence", required=True),
            Param("free", ParamKind.NUMBER, "不超过几次不扣", "occurrences without deduction"),
            Param("floor", ParamKind.NUMBER, "最低得分", "lowest score", "0"),
        ),
        source="reference system 09",
    ),
    Scoring(
        "deduct-only",
        "不超过标准不扣，超出部分每件扣分；本项只扣分",
        "nothing off up to the standard, points off beyond it; the item has no points of its own",
        (
            (("target", "most"), "0 - MIN(MAX(完成值 - 目标值, 0) * each, most)"),
            (("target",), "0 - MAX(完成值 - 目标值, 0) * each"),
            (("most",), "0 - MIN(完成值 * each, most)"),
            ((), "0 - 完成值 * each"),
        ),
        (
            Param("each", ParamKind.NUMBER, "每件扣几分", "points off per occurrence", required=True),
            Param("most", ParamKind.NUMBER, "最多扣几分", "most points off"),
        ),
        needs_points=False,
        source="reference system 09",
    ),
    Scoring(
        "rating",
        "按评分折算",
        "points in proportion to a rating",
        (((), "完成值 / of * 满分"),),
        (
            Param("scale", ParamKind.SCALE, "评级（默认直接打分）", "rating scale (default: a number)"),
            Param("of", ParamKind.NUMBER, "评分的满分（有评级时为最高一级）", "the rating's maximum", "100"),
        ),
        high="of",
        source="reference systems 20, 38",
    ),
    Scoring(
        "judgement",
        "由考核人直接打分",
        "points given by the appraiser",
        (((), "完成值"),),
        high=POINTS,
        source="reference systems 11, 39",
    ),
    Scoring(
        "weighted-rows",
        "各行评分（百分制）按权重加权平均",
        "mean of the rows' ratings out of 100, by their weights",
        (((), "SUMPRODUCT(权重, 评分) / SUM(权重) / 100 * 满分"),),
        source="two-part form with open rows",
    ),
    Scoring(
        "record",
        "只统计，不计分",
        "only recorded, not scored",
        (((), "EXCLUDE()"),),
        needs_points=False,
        scored=False,
        unpointed="不计分",
        source="reference systems 13, 14, 19",
    ),
    Scoring(
        "formula",
        "自己写的公式",
        "a rule of your own",
        (((), "formula"),),
        (Param("formula", ParamKind.RULE, "公式", "rule", required=True),),
        needs_points=False,
    ),
)

SCORING = {row.name: row for row in _ROWS}
