"""A scheme's cohort steps to columns over all appraisees: rules read, checked, in terms of columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kpixl.findings import Finding, has_errors
from kpixl.model.scheme import Scheme
from kpixl.rules.cohort_column import ORDER, CohortColumn, cells_of
from kpixl.rules.cohort_excel import Facts, Where, formula
from kpixl.rules.cohort_scope import given_quantities
from kpixl.rules.cohort_steps import Part, Steps
from kpixl.rules.nodes import names
from kpixl.rules.quantity import Quantity
from kpixl.rules.to_excel import FormulaTooLong
from kpixl.rules.values import Type

_NO_COLUMNS: Mapping[str, Type] = {}


@dataclass(frozen=True, slots=True)
class Cohort:
    """The columns of cohort steps, each after those that it needs.

    `given` are the names that they refer to and that are no columns of their own: whoever computes or
    writes them provides these, and ORDER. `parts` are the steps by the name of the value that they give.
    """

    columns: tuple[CohortColumn, ...] = ()
    given: Mapping[str, Quantity] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """What holds of each name of the table, for whoever writes its formulas."""
        return Facts.of(self.given, self.columns)


def build_cohort(
    scheme: Scheme, columns: Mapping[str, Type] = _NO_COLUMNS
) -> tuple[Cohort | None, tuple[Finding, ...]]:
    """The scheme's cohort, or None with the findings that stand in the way.

    `columns` are the types of further roster columns that rules may name.
    """
    given, apart = given_quantities(scheme, columns)
    steps = Steps(scheme, given, apart)
    for step in scheme.cohort:
        steps.take(step)
    cohort = made_of(steps.bench.columns.values(), given, steps.parts)
    findings = sorted(
        steps.reader.findings, key=lambda found: (found.place.line or 0, found.place.column or 0)
    )
    if not has_errors(findings):
        findings += _too_long(cohort)
    return (None if has_errors(findings) else cohort), tuple(findings)


def made_of(
    columns: Iterable[CohortColumn], given: Mapping[str, Quantity], parts: Mapping[str, Part]
) -> Cohort:
    """A cohort of these columns, with what they refer to."""
    listed = tuple(columns)
    trees = [tree for column in listed for tree in (column.tree, column.explains) if tree is not None]
    used = {cells_of(part.name) for tree in trees for part in names(tree)}
    return Cohort(listed, {name: quantity for name, quantity in given.items() if name in used}, parts)


def _too_long(cohort: Cohort) -> Iterator[Finding]:
    """A finding for each step whose formulas are too long for a cell."""
    letters = dict.fromkeys([*cohort.given, ORDER, *(column.name for column in cohort.columns)], "ABC")
    where, facts = Where(100_000, 199_999, letters), cohort.facts
    told: set[str] = set()
    for column in cohort.columns:
        step = column.name.partition("@")[0]
        try:
            formula(column, where, 150_000, facts)
        except FormulaTooLong:
            if step not in told:
                told.add(step)
                yield Finding("rule-formula-too-long", column.place, {"name": step})
