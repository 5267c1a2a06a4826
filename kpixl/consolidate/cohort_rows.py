"""Results to rows of a table: what cohort rules see of each appraisee."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from kpixl.model.cycle import Cycle
from kpixl.model.days import number_of, parse_moment
from kpixl.model.result import Result, Status
from kpixl.model.roster import DEPARTMENT, Appraisee
from kpixl.model.scheme import Scheme
from kpixl.rules.cohort_run import Row
from kpixl.rules.declare import BEGIN
from kpixl.rules.given import roster_value
from kpixl.rules.quantity import Quantity, Role
from kpixl.rules.values import UNKNOWN, Scalar, Type

NO_DEPARTMENT = "未填部门"
"""What somebody's department is called who has none: together they are one."""


def rows_of(
    scheme: Scheme, cycle: Cycle | None, given: Mapping[str, Quantity], results: Sequence[Result]
) -> list[Row]:
    """A row for each result, in the order of the roster, with what is given of each.

    Scores, grades, pay and money count only once the whole form is assessed.
    """
    subtotals = {
        (form.key, section.subtotal): section.name for form in scheme.forms for section in form.sections
    }
    return [
        {name: _value(scheme, quantity, result, cycle, subtotals) for name, quantity in given.items()}
        for result in results
    ]


def _value(
    scheme: Scheme,
    quantity: Quantity,
    result: Result,
    cycle: Cycle | None,
    subtotals: Mapping[tuple[str, str], str],
) -> Scalar:
    if quantity.role is Role.ROSTER:
        return _fitting(quantity, _of_roster(scheme, quantity, result.appraisee, cycle))
    if quantity.role is Role.PERIOD:
        days = (cycle.period.first, cycle.period.last) if cycle is not None else None
        return UNKNOWN if days is None else Fraction(number_of(days[quantity.id != BEGIN]))
    if result.status is not Status.ASSESSED:
        return UNKNOWN
    if quantity.role is Role.SUBTOTAL:
        name = subtotals.get((result.form, quantity.id), "")
        return _fitting(quantity, result.subtotals.get(name))
    return _fitting(quantity, _OF_RESULT[quantity.role](quantity.id, result))


def _of_roster(scheme: Scheme, quantity: Quantity, person: Appraisee, cycle: Cycle | None) -> Scalar:
    value = roster_value(scheme, person, quantity.id, cycle)
    if quantity.id == DEPARTMENT:
        return value or NO_DEPARTMENT
    return parse_moment(value) if isinstance(value, str) and quantity.dated else value


def _item(name: str, result: Result, what: str) -> Scalar:
    wanted = name.rpartition(".")[0]
    found = next((item for item in result.items if item.name == wanted), None)
    return getattr(found, what) if found is not None else None


_OF_RESULT: Mapping[Role, Callable[[str, Result], Scalar]] = {
    Role.TOTAL: lambda name, result: result.total,
    Role.GRADE: lambda name, result: result.grade,
    Role.PAY: lambda name, result: result.pay,
    Role.SCORE: lambda name, result: _item(name, result, "score"),
    Role.VALUE: lambda name, result: _item(name, result, "value"),
    Role.MONEY: lambda name, result: next((m.amount for m in result.money if m.name == name), None),
}
"""Where each kind of quantity stands in a result."""


def _fitting(quantity: Quantity, value: Scalar) -> Scalar:
    """The value if it is of the quantity's kind; a text in a column of numbers is not known."""
    wanted = str if quantity.type is Type.TEXT else Fraction
    return value if isinstance(value, wanted) else UNKNOWN
