"""What a cohort rule sees of an appraisee: results, the roster, parameters, the cycle; and earlier steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from kpixl.model.scheme import Form, Scheme
from kpixl.rules.consequences import consequence_quantities
from kpixl.rules.declare import (
    form_quantities,
    indicator_quantities,
    parameter_quantities,
    period_quantities,
    roster_quantities,
)
from kpixl.rules.quantity import Quantity, Role
from kpixl.rules.values import Type

_OF_ITEMS = frozenset({Role.SCORE, Role.VALUE})
_OF_FORMS = frozenset({Role.SUBTOTAL, Role.TOTAL, Role.GRADE, Role.PAY})


def given_quantities(
    scheme: Scheme, columns: Mapping[str, Type]
) -> tuple[dict[str, Quantity], frozenset[str]]:
    """Every name of a cohort rule that is no step, and those that mean different things on different forms.

    `columns` are further columns of the roster.
    """
    found = {quantity.id: quantity for quantity in roster_quantities(scheme, columns)}
    found |= {quantity.id: quantity for quantity in parameter_quantities(scheme)}
    found |= {quantity.id: quantity for quantity in period_quantities() if quantity.type is not Type.LIST}
    apart: set[str] = set()
    for form in scheme.forms:
        for quantity in _of_form(scheme, form):
            first = found.setdefault(quantity.id, quantity)
            if (first.type, first.unit) != (quantity.type, quantity.unit):
                apart.add(quantity.id)
    return found, frozenset(apart)


def _of_form(scheme: Scheme, form: Form) -> Iterator[Quantity]:
    for section in form.sections:
        for indicator in section.indicators:
            points = indicator.points if isinstance(indicator.points, Fraction) else None
            own = indicator_quantities(indicator, points)
            yield from (replace(part, settled=False) for part in own if part.role in _OF_ITEMS)
    labels = {section.subtotal for section in form.sections}
    for quantity in form_quantities(scheme, form):
        if quantity.role in _OF_FORMS and (quantity.role is not Role.SUBTOTAL or quantity.id in labels):
            yield quantity
    yield from (part for part in consequence_quantities(form) if part.role is Role.MONEY)
