"""What is printed on one person's form: who it is for, and what the roster says of them."""

from __future__ import annotations

from fractions import Fraction

from kpixl.model.cycle import Cycle
from kpixl.model.roster import Appraisee
from kpixl.rules.given import roster_value
from kpixl.rules.quantity import Role, Rulebook

FORM_NUMBER = "表号 "
"""How the number of a form begins, at its top."""


def printed_fields(rulebook: Rulebook, cycle: Cycle, person: Appraisee) -> dict[str, str | float | None]:
    """The fields of a form, by key, as they stand in its cells."""
    scheme, fields = rulebook.scheme, dict[str, str | float | None]()
    for quantity in rulebook.quantities.values():
        if quantity.role is Role.ROSTER:
            value = roster_value(scheme, person, quantity.id, cycle)
            fields[quantity.id] = float(value) if isinstance(value, Fraction) else value
    return fields | {
        "period": cycle.period.label,
        "due": due_text(cycle),
        "appraiser": scheme.appraiser,
        "company": scheme.company or scheme.title,
        "number": f"{FORM_NUMBER}{scheme.slug} · {cycle.period} · {person.id}",
        "title": form_title(rulebook.form.title, cycle, person.department),
    }


def due_text(cycle: Cycle) -> str:
    """The day by which forms are due, as people read it; "" when there is none."""
    return f"{cycle.due.month}月{cycle.due.day}日" if cycle.due else ""


def form_title(template: str, cycle: Cycle, department: str) -> str:
    """A form's title with its period and department filled in."""
    period = cycle.period
    return template.format(
        period=period.label,
        year=period.year,
        month=period.month,
        quarter=(period.month + 2) // 3,
        department=department,
    )
