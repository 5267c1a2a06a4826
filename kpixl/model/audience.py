"""Whom a form is for: matching the people of a roster with the forms of a scheme."""

from __future__ import annotations

from fractions import Fraction

from kpixl.model.numbers import plain
from kpixl.model.roster import Appraisee, Field
from kpixl.model.scheme import Form, Scheme


def form_for(scheme: Scheme, appraisee: Appraisee) -> Form | None:
    """The first form of the scheme that is for this appraisee, or None."""
    return next((form for form in scheme.forms if is_for(form, appraisee)), None)


def forms_for(scheme: Scheme, appraisee: Appraisee) -> tuple[Form, ...]:
    """Every form of the scheme that is for this appraisee; a sound scheme gives at most one."""
    return tuple(form for form in scheme.forms if is_for(form, appraisee))


def is_for(form: Form, appraisee: Appraisee) -> bool:
    """Whether each column that the form names holds one of its values. No column: everyone."""
    return all(_text(appraisee.value(column)) in values for column, values in form.audience.items())


def _text(field: Field) -> str:
    if field is None:
        return ""
    return plain(field) if isinstance(field, Fraction) else str(field).strip()
