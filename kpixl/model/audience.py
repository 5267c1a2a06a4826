"""Whom a form is for: matching the people of a roster with the forms of a scheme."""

from __future__ import annotations

from fractions import Fraction

from kpixl.model.numbers import plain
from kpixl.model.roster import Appraisee, Field
from kpixl.model.scheme import Form, Scheme


def form_for(scheme: Scheme, appraisee: Appraisee, year: int) -> Form | None:
    """The first form of the scheme that is for this appraisee in a cycle of that year, or None."""
    return next(iter(forms_for(scheme, appraisee, year)), None)


def forms_for(scheme: Scheme, appraisee: Appraisee, year: int) -> tuple[Form, ...]:
    """Every form that is for this appraisee in that year; a sound scheme gives at most one."""
    return tuple(form for form in scheme.forms if serves(form, year) and is_for(form, appraisee))


def serves(form: Form, year: int) -> bool:
    """Whether the form is for cycles of that year."""
    return not form.years or year in form.years


def years_apart(scheme: Scheme) -> tuple[int, ...]:
    """A year for each way in which forms are chosen: those that forms name, and one (0) that none names."""
    return (0, *sorted({year for form in scheme.forms for year in form.years}))


def is_for(form: Form, appraisee: Appraisee) -> bool:
    """Whether each column that the form names holds one of its values. No column: everyone."""
    return all(_text(appraisee.value(column)) in values for column, values in form.audience.items())


def _text(field: Field) -> str:
    if field is None:
        return ""
    return plain(field) if isinstance(field, Fraction) else str(field).strip()
