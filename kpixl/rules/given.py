"""What rules see of a person and a cycle, besides what was typed: the one place that says so."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from kpixl.model.cycle import Cycle
from kpixl.model.days import number_of, parse_moment
from kpixl.model.roster import Appraisee, Field
from kpixl.model.scheme import Scheme
from kpixl.rules.declare import BEGIN, END
from kpixl.rules.functions import FUNCTIONS
from kpixl.rules.nodes import Call, Expr, Name, names, walk
from kpixl.rules.quantity import Item, Role, Rulebook
from kpixl.rules.time_functions import WORKDAYS
from kpixl.rules.values import Value


def given(rulebook: Rulebook, person: Appraisee, cycle: Cycle | None) -> dict[str, Value]:
    """Roster columns and the days of the cycle. What is blank or not there is not given: it is unknown."""
    values: dict[str, Value] = dict(_of_cycle(cycle)) if cycle is not None else {}
    for quantity in rulebook.quantities.values():
        value = (
            roster_value(rulebook.scheme, person, quantity.id, cycle)
            if quantity.role is Role.ROSTER
            else None
        )
        if isinstance(value, str) and quantity.dated:
            value = parse_moment(value)
        if value is not None:
            values[quantity.id] = value
    return values


def roster_value(
    scheme: Scheme, person: Appraisee, column: str, cycle: Cycle | None
) -> Fraction | str | None:
    """A roster column as rules see it; a date counts days as spreadsheets do.

    A column that comes from an annual target is this period's part of it, unless the roster itself says
    otherwise of this person.
    """
    value: Field = person.value(column)
    annual = scheme.annual.get(column)
    if value is None and annual is not None and cycle is not None:
        target = person.value(annual.of)
        return annual.part(target, cycle.period) if isinstance(target, Fraction) else None
    return Fraction(number_of(value)) if isinstance(value, datetime.date) else value


@lru_cache(maxsize=8)
def _of_cycle(cycle: Cycle) -> tuple[tuple[str, Value], ...]:
    first, last = (Fraction(number_of(day)) for day in (cycle.period.first, cycle.period.last))
    days = tuple(Fraction(number_of(day)) for day in cycle.workdays)
    return ((BEGIN, first), (END, last), *([(WORKDAYS, days)] if days else []))


def counts_workdays(rulebook: Rulebook) -> bool:
    """Whether some rule of the form looks at working days."""
    return WORKDAYS in _looked_at(rulebook)


def needs_period(rulebook: Rulebook) -> bool:
    """Whether the form cannot be computed without knowing the cycle."""
    return not _looked_at(rulebook).isdisjoint({BEGIN, END, WORKDAYS})


def used_columns(rulebook: Rulebook) -> dict[str, None]:
    """The roster columns that some rule of the form looks at."""
    quantities = rulebook.quantities
    rules = (quantity.rule for quantity in quantities.values() if quantity.rule is not None)
    read = dict.fromkeys(part.name for rule in rules for part in names(rule))
    return {name: None for name in read if name in quantities and quantities[name].role is Role.ROSTER}


def rests_on_workdays(item: Item) -> bool:
    """Whether an item cannot be computed for dates beyond the list of working days."""
    rules = (item.value, item.score, *item.worked.values())
    return any(WORKDAYS in _names(rule) for rule in rules if rule is not None)


def _looked_at(rulebook: Rulebook) -> frozenset[str]:
    rules = (quantity.rule for quantity in rulebook.quantities.values())
    return frozenset[str]().union(*(_names(rule) for rule in rules if rule is not None))


def _names(rule: Expr) -> Iterator[str]:
    """Every name in a rule, and what its functions look at besides."""
    for part in walk(rule):
        match part:
            case Name(name=name):
                yield name
            case Call(function=function):
                yield from FUNCTIONS[function].reads
