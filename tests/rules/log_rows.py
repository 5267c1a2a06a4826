"""The form with logs (tests/workbook/log.yaml) computed from rows that are written down here."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from kpixl.model.days import parse_moment
from kpixl.model.submission import Raw
from kpixl.rules.given import given
from kpixl.rules.run import compile_rulebook
from kpixl.rules.values import Value
from tests.workbook.forms import PERSON, Shipped, press

LOG = Shipped(Path(__file__).parents[1] / "workbook" / "log.yaml", "log")
Rows = tuple[Mapping[str, Raw | int], ...]

EVENT: dict[str, Raw | int] = {
    "日期": parse_moment("2026-11-03"),
    "事由": "滞留工单",
    "引起投诉": "否",
    "次数": 1,
}
"""A row that is filled in and right."""

CASE: dict[str, Raw | int] = {"单号": "A1", "受理": parse_moment("2026-11-06 09:00")}
"""A row of the other log; what may stay blank is blank."""


def typed(log: str, *rows: Mapping[str, Raw | int]) -> dict[str, Raw]:
    """What is typed into a log, by the name of the cell."""
    return {
        f"{log}.{column}.{number}@": Fraction(value) if isinstance(value, int) else value
        for number, row in enumerate(rows, 1)
        for column, value in row.items()
    }


def checked(*answers: str) -> dict[str, Raw]:
    """The checklist in the form's table, filled in from the top."""
    return typed("一致性检查", *({"结果": answer} for answer in answers))


ALL_WELL = (
    *checked(*["达标"] * 4).items(),
    *typed("设施检查", {"情况": "正常"}, {"情况": "正常"}).items(),
)
"""Everything that has to be filled in, in order."""


def computed(*entries: Mapping[str, Raw], before: int | None = 0) -> dict[str, Value]:
    """Every quantity of the form. `before` is the roster's 此前次数."""
    made = press(LOG)
    fields: dict[str, Value] = {**given(made.rulebook, PERSON, made.cycle)}
    fields.pop("此前次数", None)
    if before is not None:
        fields["此前次数"] = Fraction(before)
    everything = {name: value for entry in (dict(ALL_WELL), *entries) for name, value in entry.items()}
    return compile_rulebook(made.rulebook)({**fields, **everything})
