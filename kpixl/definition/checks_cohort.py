"""Checks of cohort steps: each gives a name of its own, which means nothing else anywhere in the scheme."""

from __future__ import annotations

from collections.abc import Iterator, Set

from kpixl.definition.reserved import OF_RESULTS
from kpixl.findings import Finding, Place
from kpixl.model.cohort import name_of
from kpixl.model.roster import STANDARD_COLUMNS
from kpixl.model.scheme import Form, Scheme
from kpixl.rules.declare import ALL_POINTS, ALL_SCORES, BEGIN, END, GRADE, LEAST, SCORE
from kpixl.rules.scoring import POINTS, TARGET, VALUE

_OF_FORMS = frozenset({TARGET, POINTS, SCORE, VALUE, GRADE, ALL_SCORES, ALL_POINTS, LEAST, BEGIN, END})


def cohort_names_free(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """No step gives a name that means something else, or that a step before it gives."""
    taken = {scheme.total, *STANDARD_COLUMNS, *scheme.columns, *scheme.parameters, *_OF_FORMS, *OF_RESULTS}
    taken |= {scheme.pay.name} if scheme.pay is not None else set()
    taken |= {name for form in scheme.forms for name in _of_form(form)}
    first: dict[str, Place] = {}
    for step in scheme.cohort:
        name = name_of(step)
        if name in first:
            details = {"what": "汇总步骤", "what_en": "cohort step", "name": name, "first": first[name].line}
            yield Finding("duplicate-name", step.place, details)
        elif name in taken or name.partition(".")[0] in taken:
            yield Finding("reserved-name", step.place, {"name": name})
        first.setdefault(name, step.place)


def _of_form(form: Form) -> Iterator[str]:
    for section in form.sections:
        yield section.subtotal
        yield from (indicator.name for indicator in section.indicators)
    yield from (part.name for part in form.money)
    yield from (part.name for part in form.measures)


COHORT_CHECKS = (cohort_names_free,)
"""Every check of cohort steps."""
