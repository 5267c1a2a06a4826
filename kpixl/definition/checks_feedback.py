"""What must hold between a scheme and the result slips that people get."""

from __future__ import annotations

from collections.abc import Iterator, Set

from kpixl.findings import Finding, Place
from kpixl.model.cohort import Rank
from kpixl.model.scheme import Scheme


def appeal_goes_somewhere(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """Somebody is named to whom objections go."""
    appeal = scheme.appeal
    if appeal is None or appeal.place in broken:
        return
    if not appeal.contact and not scheme.contact:
        yield Finding("appeal-without-contact", appeal.place)


def ranks_to_show(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """There are ranks where they are to be shown."""
    scored = any(scheme.base(form) > 0 for form in scheme.forms)
    ranked = scored or any(isinstance(step, Rank) for step in scheme.cohort)
    if scheme.show_rank and scheme.forms and not ranked:
        yield Finding("rank-without-score", scheme.place)


FEEDBACK_CHECKS = (appeal_goes_somewhere, ranks_to_show)
"""Checks of what stands on result slips."""
