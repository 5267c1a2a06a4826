"""The two ranks that every scheme has, among all and within the department: the same trees as any rank."""

from __future__ import annotations

from functools import cache

from kpixl.model.roster import DEPARTMENT
from kpixl.rules.cohort import Cohort, made_of
from kpixl.rules.cohort_column import Bench, CohortColumn, ColumnKind
from kpixl.rules.cohort_rank import contest, rank
from kpixl.rules.nodes import Name
from kpixl.rules.quantity import Quantity, Role
from kpixl.rules.values import Type

OVERALL, WITHIN_DEPARTMENT = "名次@", "部门名次@"
"""The names of the two columns, which no step can have."""


@cache
def standard_ranks(total: str = "绩效分数") -> Cohort:
    """The columns of both ranks over the column with this name and the departments."""
    given = {
        total: Quantity(id=total, role=Role.TOTAL, type=Type.NUMBER, label=total, settled=True),
        DEPARTMENT: Quantity(id=DEPARTMENT, role=Role.ROSTER, type=Type.TEXT, label=DEPARTMENT, settled=True),
    }
    bench = Bench(given)
    for name, groups in ((OVERALL, ()), (WITHIN_DEPARTMENT, (Name(DEPARTMENT),))):
        label = name.removesuffix("@")
        made = contest(bench, f"总表·{label}", Name(total), groups)
        column = CohortColumn(
            name=name,
            label=label,
            tree=rank(made, bench, label),
            type=Type.NUMBER,
            kind=ColumnKind.RANK,
            places=0,
            settled=True,
        )
        bench.add(column)
    return made_of(bench.columns.values(), given, {})
