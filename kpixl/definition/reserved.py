"""Names that already mean something in rules, so that a scheme cannot give them to something else."""

from __future__ import annotations

from kpixl.definition.gathered import Gathered
from kpixl.definition.records import Named, Record
from kpixl.model.roster import STANDARD_COLUMNS
from kpixl.model.scheme import Scheme
from kpixl.rules.scoring import POINTS, TARGET, VALUE


def check_parameter_names(scheme: Record, gathered: Gathered) -> None:
    """Parameters and declared columns share one space of names with the total and the roster."""
    taken = {VALUE, TARGET, POINTS, scheme.text("total")}
    for entry in scheme.all("columns", Named):
        if entry.name in taken:
            gathered.add("reserved-name", entry.place, name=entry.name)
        taken.add(entry.name)
    taken.update(STANDARD_COLUMNS)
    for entry in scheme.all("parameters", Named):
        if entry.name in taken:
            gathered.add("reserved-name", entry.place, name=entry.name)


def reserved_in(scheme: Scheme) -> frozenset[str]:
    """The names that an input of this scheme may not take. 完成值 is free: it is the value itself."""
    return frozenset({TARGET, POINTS, scheme.total, *STANDARD_COLUMNS, *scheme.columns, *scheme.parameters})
