"""Ready-made rules that count, rate or judge, and rules of the scheme's own."""

from __future__ import annotations

from kpixl.rules.scoring_row import POINTS, Param, ParamKind, Scoring

OTHER_RULES = (
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
                most=POINTS,
            ),
        ),
        choices=("是", "否"),
        source="reference systems 08, 25",
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
        "add-points",
        "每发生一次加分，加满为止",
        "points per occurrence, up to the item's points",
        (((), "MIN(完成值 * each, 满分)"),),
        (Param("each", ParamKind.NUMBER, "每次加几分", "points per occurrence", required=True),),
        source="common practice: suggestions taken up, commendations",
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
"""Rules that count, rate or judge, and those of the scheme's own."""
