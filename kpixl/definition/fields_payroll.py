"""The table of fields, for the sheet that payroll imports."""

from __future__ import annotations

from kpixl.definition.grammar import LIST, Field, Kind, Type
from kpixl.model.payroll import PayWord

PAYROLL = Field(
    "payroll",
    Type.NAME,
    "工资表的各列，按顺序："
    + "、".join(PayWord)
    + "，columns 里名册的列，奖惩和汇总步骤的名称；不写则用常用的各列",
    "the columns of the sheet for payroll, in order: the words "
    + ", ".join(PayWord)
    + ", columns of the roster that stand under columns, names of fines, bonuses and cohort steps; the "
    "usual ones when absent",
    kind="payroll-column",
    shapes=(LIST,),
)

PAYROLL_KINDS = (
    Kind(
        name="payroll-column",
        zh="工资表的列",
        en="a column of the sheet for payroll",
        fields=(
            Field("name", Type.NAME, "放什么", "what it holds", required=True),
            Field("as", Type.NAME, "表头；不写则同名称", "its heading; the same name when absent"),
        ),
    ),
)
"""The kinds of mapping of the payroll sheet."""
