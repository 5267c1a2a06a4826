"""The table of functions: types, Excel spelling and exact meaning, side by side.

`excel` is a template in Excel's own syntax over the parameter names, or a builder, where Excel's
function of the same name would treat noise, blanks or unknowns in another way. A function is strict
unless it is `lazy`: with an unknown argument, or an unknown inside a list, its value is unknown.
Adding a function is adding a row and a case.
"""

from __future__ import annotations

from fractions import Fraction

from kpixl.model.numbers import settled
from kpixl.rules import bodies, lowering
from kpixl.rules.cell_functions import CELL_FUNCTIONS
from kpixl.rules.cohort_cells import COHORT_CELLS
from kpixl.rules.function import Function
from kpixl.rules.further_functions import FURTHER_FUNCTIONS
from kpixl.rules.nodes import Call, Column, Expr
from kpixl.rules.time_functions import TIME_FUNCTIONS
from kpixl.rules.values import Type

N, T, B, L, C, A = Type.NUMBER, Type.TEXT, Type.TRUTH, Type.LIST, Type.COLUMN, Type.ANY

USER_FUNCTIONS = (
    Function(
        "IF",
        (B, A, A),
        3,
        3,
        A,
        None,
        "条件成立取前者，否则取后者",
        "the second if the first holds, else the third",
        "IF(完成值 >= 90, 满分, 0)",
        lazy=bodies.if_,
    ),
    Function(
        "AND",
        (B,),
        1,
        30,
        B,
        None,
        "全部成立；有一项不成立即为不成立，哪怕别的还没填",
        "all hold; false once one does not, whatever is unknown",
        "AND(满意度 >= 82, 领先值 >= 4)",
        excel=lowering.lower_and,
        lazy=lambda args: bodies.any_of(args, False),
    ),
    Function(
        "OR",
        (B,),
        1,
        30,
        B,
        None,
        "任一成立；有一项成立即为成立，哪怕别的还没填",
        "any holds; true once one does, whatever is unknown",
        "OR(领先值 >= 13, 满意度 >= 82)",
        excel=lowering.lower_or,
        lazy=lambda args: bodies.any_of(args, True),
    ),
    Function("NOT", (B,), 1, 1, B, lambda a: not a[0], "不成立", "does not hold", "NOT(完成值 < 60)"),
    Function(
        "IFERROR",
        (A, A),
        2,
        2,
        A,
        None,
        "不能计算（没填、有误或分母为零）时取后者",
        "the second when the first cannot be computed",
        "IFERROR(客诉件数 / 成交台数, 0)",
        lazy=bodies.if_error,
    ),
    Function(
        "MIN",
        (L,),
        1,
        60,
        N,
        bodies.extreme(min),
        "最小的一个",
        "smallest",
        "MIN(完成值 / 目标值, 1.2)",
        excel=lowering.lower_extreme("MIN"),
    ),
    Function(
        "MAX",
        (L,),
        1,
        60,
        N,
        bodies.extreme(max),
        "最大的一个",
        "largest",
        "MAX(满分 - 件数 * 2, 0)",
        excel=lowering.lower_extreme("MAX"),
    ),
    Function("SUM", (L,), 1, 60, N, lambda a: sum(bodies.flat(a), Fraction(0)), "合计", "sum", "SUM(权重)"),
    Function("AVERAGE", (L,), 1, 60, N, bodies.average, "平均", "mean", "AVERAGE(上级评分, 同事评分)"),
    Function(
        "COUNT",
        (L,),
        1,
        60,
        N,
        None,
        "有几个数已经填好；一列里有错行时不能计算",
        "how many numbers are known; unknown for a column with a faulty row",
        "COUNT(评分)",
        excel=lowering.lower_count,
        lazy=bodies.count,
        settles=True,
    ),
    Function(
        "COUNTIF",
        (L, A),
        2,
        60,
        N,
        bodies.count_if,
        "有几个符合条件；条件写成“>=60”或一个值",
        'how many meet a criterion such as ">=60"',
        'COUNTIF(评分, ">=60")',
        excel=lowering.lower_count_if,
        constants=(-1,),
        settles=True,
    ),
    Function(
        "SUMPRODUCT",
        (C, C),
        2,
        2,
        N,
        bodies.sum_product,
        "两列逐行相乘再合计",
        "sum of row-by-row products",
        "SUMPRODUCT(权重, 评分)",
        excel="IF(ISERROR(SUM(a,b)),NA(),SUMPRODUCT(a,b))",
    ),
    Function(
        "LOOKUP",
        (N, C, C),
        3,
        3,
        A,
        bodies.lookup,
        "按所在的档取值（含下限）",
        "value of the band (lower bound inclusive)",
        "LOOKUP(完成值, {0,60,80}, {0,10,20})",
        excel="LOOKUP(ROUND(a,9),b,c)",
        constants=(1, 2),
    ),
    Function(
        "ROUND",
        (N, N),
        2,
        2,
        N,
        bodies.round_,
        "四舍五入到几位小数",
        "rounded half away from zero",
        "ROUND(完成值, 2)",
        excel="ROUND(ROUND(a,9),b)",
        constants=(1,),
        settles=True,
    ),
    Function(
        "ROUNDUP",
        (N, N),
        2,
        2,
        N,
        bodies.round_up,
        "向上取到几位小数（离开零）",
        "rounded away from zero",
        "ROUNDUP(完成值, 0)",
        excel="ROUNDUP(ROUND(a,9),b)",
        constants=(1,),
        settles=True,
    ),
    Function(
        "ROUNDDOWN",
        (N, N),
        2,
        2,
        N,
        bodies.round_down,
        "向下取到几位小数（靠近零）",
        "rounded towards zero",
        "ROUNDDOWN(完成值, 1)",
        excel="ROUNDDOWN(ROUND(a,9),b)",
        constants=(1,),
        settles=True,
    ),
    Function(
        "INT",
        (N,),
        1,
        1,
        N,
        lambda a: Fraction(settled(bodies.as_number(a[0])) // 1),
        "不大于它的整数",
        "largest whole number not above it",
        "INT(件数 / 3)",
        excel="INT(ROUND(a,9))",
        settles=True,
    ),
    Function(
        "ABS",
        (N,),
        1,
        1,
        N,
        lambda a: abs(bodies.as_number(a[0])),
        "绝对值",
        "absolute value",
        "ABS(完成值 - 目标值)",
    ),
    Function(
        "TEXT",
        (N, T),
        2,
        2,
        T,
        bodies.text,
        "按格式写成文字：0、0.00、#,##0.00、0.0%，日期用 yyyy-mm-dd 或 yyyy-mm-dd hh:mm",
        "as text, in a format such as 0.00 or yyyy-mm-dd",
        'TEXT(完成值, "0.00")',
        excel=lowering.lower_text,
        constants=(1,),
    ),
    *TIME_FUNCTIONS,
    *FURTHER_FUNCTIONS,
)
"""The functions that a scheme may use."""

FUNCTIONS = {row.name: row for row in (*USER_FUNCTIONS, *CELL_FUNCTIONS, *COHORT_CELLS)}


def arguments(node: Call) -> tuple[Expr, ...]:
    """The arguments of a call, and behind them what its function looks at besides."""
    return node.args + tuple(Column(name) for name in FUNCTIONS[node.function].reads)
