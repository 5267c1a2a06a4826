"""The nouns of what payroll imports: its columns, and the words for what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kpixl.findings import NOWHERE, Place


class PayWord(StrEnum):
    """What a column may hold beside columns of the roster and amounts by their names.

    What is due is the pay as it is paid (of a budget, its share); what is paid out is that with the
    bonuses and without the fines that fall to the person.
    """

    ID = "工号"
    NAME = "姓名"
    DEPARTMENT = "部门"
    POSITION = "岗位"
    BASE = "绩效基数"
    SCORE = "绩效分数"
    GRADE = "等级"
    DUE = "应发"
    BONUS = "奖励"
    FINE = "罚款"
    NET = "实发"
    MONTH = "发放月份"
    REMARK = "备注"


STATE_HEADING = "状态"
"""What heads the column that says whether amounts are final."""

FORMER = {"奖金": PayWord.BONUS}
"""Words of older schemes, and what they stand for."""


@dataclass(frozen=True, slots=True)
class PayrollColumn:
    """A column of the payroll sheet: what it holds, and its heading."""

    name: str
    heading: str
    place: Place = NOWHERE
