"""The rules of a whole form: subtotals, total, grade and pay."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kpixl.model.indicator import Indicator, Missing
from kpixl.model.scheme import Form, Scheme, Section
from kpixl.rules.binding import RuleReader, Scope
from kpixl.rules.consequences import consequences
from kpixl.rules.declare import ALL_POINTS, ALL_SCORES, GRADE
from kpixl.rules.nodes import Binary, Call, Column, Expr, Name, Text, call, number
from kpixl.rules.values import Type


def form_rules(scheme: Scheme, form: Form, scope: Scope, reader: RuleReader) -> dict[str, Expr]:
    """Rule by quantity, for everything below the items."""
    rules = {subtotal_name(section): _subtotal(section) for section in form.sections}
    rules[scheme.total] = call("ROUND", _total(scheme, form), number(scheme.rounding.total))
    if scheme.grades:
        rules[GRADE] = _grade(scheme)
    if scheme.pay is not None:
        rules[scheme.pay.name] = _pay(scheme, scope, reader)
    return {**rules, **consequences(form, scope, reader)}


def subtotal_name(section: Section) -> str:
    """The name of a section's subtotal."""
    return section.subtotal or f"{section.name}小计"


def section_points(section: Section) -> Fraction:
    """The points of a section: those declared, else the sum of its indicators'."""
    if section.points is not None:
        return section.points
    points = (part.points for part in section.indicators)
    return sum((part for part in points if isinstance(part, Fraction)), Fraction(0))


def _subtotal(section: Section) -> Expr:
    column = f"{section.name}.{ALL_SCORES}"
    if section.weight is not None:
        return _sum_of(section.name + ".", section_points(section), (section,))
    total = call("SUM", Column(column))
    if not any(_may_be_left_out(part) for part in section.indicators):
        return total
    # Of a section in which nothing is assessed there is no subtotal, not one of 0.
    some = Binary(">", call("COUNT", Column(column)), number(0))
    return call("IF", some, total, call("NA"))


def _sum_of(prefix: str, points: Fraction, sections: tuple[Section, ...]) -> Expr:
    """The sum of scores; what is left out of it raises the weight of the rest."""
    scores = Column(prefix + ALL_SCORES)
    excludes = any(_may_be_left_out(part) for section in sections for part in section.indicators)
    if not excludes:
        return call("SUM", scores)
    left_out = call("EXCLUDEDPOINTS", scores, Column(prefix + ALL_POINTS))
    counted = Binary("-", number(points), left_out)
    return Binary("*", Binary("/", call("SUM", scores), counted), number(points))


def _may_be_left_out(indicator: Indicator) -> bool:
    return indicator.missing is Missing.EXCLUDE or indicator.exempt is not None


def _total(scheme: Scheme, form: Form) -> Expr:
    if all(section.weight is None for section in form.sections):
        points = sum((section_points(section) for section in form.sections), Fraction(0))
        return _sum_of("", points, form.sections)
    parts = tuple(_weighted(scheme.base(form), section) for section in form.sections)
    return parts[0] if len(parts) == 1 else Call("SUM", parts)


def _weighted(base: Fraction, section: Section) -> Expr:
    weight = section.weight if isinstance(section.weight, Fraction) else Fraction(1)
    points = section_points(section)
    factor = weight * base / points if points else Fraction(0)
    return Binary("*", Name(subtotal_name(section)), number(factor))


def _grade(scheme: Scheme) -> Expr:
    *others, last = scheme.grades
    result: Expr = Text(last.name)
    for grade in reversed(others):
        if grade.bound is not None:
            met = Binary(">=", Name(scheme.total), number(grade.bound))
            result = call("IF", met, Text(grade.name), result)
    return result


def _pay(scheme: Scheme, scope: Scope, reader: RuleReader) -> Expr:
    pay = scheme.pay
    assert pay is not None
    seen = {name: found for name, found in scope.names.items() if found != pay.name}
    pay_scope = replace(scope, names=seen)
    amount = reader.read(pay.amount, pay_scope, Type.NUMBER)
    for adjust in pay.adjust:
        keep = adjust.keep if isinstance(adjust.keep, Fraction) else Fraction(1)
        when = reader.read(adjust.when, pay_scope, Type.TRUTH)
        amount = Binary("*", amount, call("IF", when, number(keep), number(1)))
    return call("ROUND", amount, number(scheme.rounding.pay))
