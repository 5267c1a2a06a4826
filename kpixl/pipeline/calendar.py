"""The working days of a cycle, for the schemes that count them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kpixl.cycle.workdays import workdays_around
from kpixl.model.cycle import Cycle
from kpixl.model.scheme import Scheme
from kpixl.pipeline.prepare import Findings
from kpixl.rules.given import counts_workdays
from kpixl.rules.quantity import Rulebook


def with_workdays(cycle: Cycle, scheme: Scheme, rulebooks: Iterable[Rulebook]) -> tuple[Cycle, Findings]:
    """The cycle with its working days, if some rule counts them."""
    if cycle.workdays or not any(map(counts_workdays, rulebooks)):
        return cycle, ()
    days, findings = workdays_around(cycle.period, scheme.calendar)
    return replace(cycle, workdays=days), findings
