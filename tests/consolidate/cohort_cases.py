"""The cases of cohort steps: `tests/cases/cohort/*.yaml`.

A case has people in the order of the roster (a row for each below the headings under `table`, null for
what is not known), and what each of them is given: `expected` as results.json prints it, `values` for
rules of one's own. Whoever has no total and no pay has no result yet. What stands at the head of a file
holds for all of its cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from kpixl.consolidate.cohort import rows_of, with_cohort
from kpixl.definition.scheme import parse_scheme
from kpixl.findings import Finding
from kpixl.model.cycle import Cycle, Period
from kpixl.model.result import Result, Status
from kpixl.model.roster import Appraisee
from kpixl.model.scheme import Scheme
from kpixl.rules.cohort import Cohort, build_cohort
from kpixl.rules.cohort_run import Row

FOLDER = Path(__file__).parent.parent / "cases" / "cohort"
TOTAL, PAY = "绩效分数", "绩效工资"

_HEAD: dict[str, Any] = {
    "scheme": "case",
    "title": "考核",
    "points": 100,
    "pay": {"amount": "绩效基数 * 绩效分数 / 100"},
    "forms": [
        {
            "form": "all",
            "title": "{period}考核表",
            "sections": [
                {
                    "name": "工作",
                    "indicators": [
                        {"name": "评价", "points": 100, "unit": "分", "ask": "评分", "score": "rating"}
                    ],
                }
            ],
        }
    ],
}


class _Exact(yaml.SafeLoader):
    """Reads every number as the text that it is written as."""


for _tag in ("int", "float"):
    _Exact.add_constructor(f"tag:yaml.org,2002:{_tag}", lambda loader, node: str(node.value))


@dataclass(frozen=True)
class CohortCase:
    """A case with what its file gives to all."""

    file: str
    data: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.file}: {self.data['name']}"

    @cached_property
    def scheme(self) -> Scheme:
        """The scheme with the steps of the case."""
        own = {key: self.data[key] for key in ("columns", "grades", "cohort") if key in self.data}
        text = yaml.safe_dump({**_HEAD, **own}, allow_unicode=True, sort_keys=False)
        scheme, findings = parse_scheme(text, "case.yaml")
        assert scheme is not None
        assert all(found.code.startswith("unset-in-cohort") for found in findings), [
            found.message("en") for found in findings
        ]
        return scheme

    @cached_property
    def cohort(self) -> Cohort:
        """The columns of its steps."""
        cohort, findings = build_cohort(self.scheme)
        assert cohort is not None, [found.message("en") for found in findings]
        return cohort

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """The people's own results."""
        people: dict[str, list[str | None]] = dict(self.data["people"])
        headings = people.pop("table")
        return tuple(
            self._result(name, dict(zip(headings, cells, strict=True))) for name, cells in people.items()
        )

    def _result(self, name: str, cells: dict[str, str | None]) -> Result:
        department = cells.pop("部门", "")
        measured = {key: cells.pop(key) for key in (TOTAL, PAY) if key in cells}
        fields = {key: None if text is None else _typed(text) for key, text in cells.items()}
        person = Appraisee(name, name, department or "", fields={"部门": department, **fields})
        if None in measured.values():
            return Result(person, "all", Status.MISSING)
        total, pay = (Fraction(measured[key] or 0) if key in measured else None for key in (TOTAL, PAY))
        grades = (
            grade.name for grade in self.scheme.grades if total is not None and total >= (grade.bound or 0)
        )
        return Result(person, "all", Status.ASSESSED, total=total, grade=next(grades, None), pay=pay)

    @property
    def rows(self) -> list[Row]:
        """What the columns see of the people."""
        return rows_of(self.scheme, None, self.cohort.given, self.results)

    def run(self) -> tuple[tuple[Result, ...], tuple[Finding, ...]]:
        """What the steps give, and what is found."""
        cycle = Cycle("case", Period(2026, 11, 1))
        return with_cohort(self.cohort, self.scheme, cycle, self.results)


def _typed(text: str) -> Fraction | str:
    try:
        return Fraction(text)
    except ValueError:
        return text


def read_cases() -> Iterator[CohortCase]:
    """All cases of all files."""
    for path in sorted(FOLDER.glob("*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), _Exact)
        cases = data.pop("cases")
        yield from (CohortCase(path.stem, {**data, **case}) for case in cases)


CASES = list(read_cases())
