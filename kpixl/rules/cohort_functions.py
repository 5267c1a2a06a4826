"""The table of functions that look at everybody: types, meaning, examples. Only cohort rules may use them.

Their arguments are rules about one appraisee; those after the first make the groups (none: everybody).
What they mean is written in cohort_expand, in terms of whole columns.
"""

from __future__ import annotations

from kpixl.rules.function import Function
from kpixl.rules.values import Type

N, A = Type.NUMBER, Type.ANY

MOST_GROUPS = 4


def _row(name: str, zh: str, en: str, *, settles: bool = False, value: str = "绩效分数") -> Function:
    params, least, most = ((N, A), 1, 1 + MOST_GROUPS) if value else ((A,), 0, MOST_GROUPS)
    example = f"{name}({value}, 部门)" if value else f"{name}(部门)"
    return Function(name, params, least, most, N, None, zh, en, example, settles=settles)


COHORT_FUNCTIONS = {
    row.name: row
    for row in (
        _row(
            "RANK",
            "在同组里从大到小的名次，并列的名次相同，后面的名次顺延",
            "place in the group, the largest first; equals share a place and the next is left out",
            settles=True,
        ),
        _row("COUNTIN", "同组有几个人", "how many the group has", settles=True, value=""),
        _row("SUMIN", "同组合计", "sum of the group"),
        _row("MEANIN", "同组平均", "mean of the group"),
        _row("MAXIN", "同组最大的一个", "largest of the group", settles=True),
        _row("MININ", "同组最小的一个", "smallest of the group", settles=True),
        _row(
            "STDEVPIN",
            "同组的总体标准差，取九位小数",
            "standard deviation of the group as a population, at nine decimal places",
            settles=True,
        ),
        _row(
            "STDEVIN",
            "同组的样本标准差，取九位小数；不足两人时不能计算",
            "standard deviation of the group as a sample, at nine decimal places; unknown below two",
            settles=True,
        ),
        _row("SHAREIN", "占同组合计的比例", "share of the group's sum"),
    )
}
"""The functions by name."""
